"""Gaps on the command line: what is missing, in which borough and by when."""

import json

import pytest

from tests.cli.running import DAY, invoked
from tests.csv_files import rows_of


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """Both editions of the sample's gaps, in one folder each, and what the screen says of the second."""
    folder = tmp_path_factory.mktemp("gaps")
    for name, option in (("internal", ()), ("published", ("--published",))):
        done = invoked("gaps", "sample", *DAY, "--years", "2", "--out", folder / name, *option, cwd=folder)
        assert done.returncode == 0, done.stderr
    return folder, done.stdout


def test_each_cell_opens_to_its_people_and_its_count_is_theirs(written):
    folder, _ = written
    found = rows_of(folder / "internal" / "gaps.csv")
    assert found
    for row in found:
        assert int(row["people"]) == len(row["resident_ids"].split(";"))
        short = set(filter(None, row["short_ids"].split(";")))
        assert int(row["new_places_missing"]) == len(short)
        assert short <= set(row["resident_ids"].split(";"))


def test_new_places_add_up_to_the_people_whom_no_plan_can_house(written):
    folder, _ = written
    first = rows_of(folder / "internal" / "gaps.csv")[0]["by"]
    places = [row for row in rows_of(folder / "internal" / "new_places.csv") if row["by"] == first]
    done = json.loads(invoked("gaps", "sample", *DAY, "--years", "0", "--json", cwd=folder).stdout)
    assert f" {sum(int(row['places']) for row in places)} people" in done["headline"]


def test_the_published_edition_names_nobody_and_hides_small_numbers(written):
    folder, screen = written
    assert [one.name for one in (folder / "published").iterdir()] == ["gaps.csv"]
    found = rows_of(folder / "published" / "gaps.csv")
    assert "resident_ids" not in found[0]
    for row in found:
        for count in (row["people"], row["new_places_missing"]):
            assert count == "7 or fewer" or int(count) % 5 == 0
    assert "shortages, one by one" not in screen


def test_the_output_never_stands_among_the_tables(lane_folder):
    done = invoked("gaps", lane_folder, *DAY, "--out", lane_folder, cwd=lane_folder.parent)
    assert done.returncode == 2
    assert "holds the tables" in done.stderr
