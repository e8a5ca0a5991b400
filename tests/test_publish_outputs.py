"""The output files stand all together or not at all."""

from io import BytesIO
from zipfile import ZipFile

import pytest

from housing_match.publish import write_outputs
from housing_match.run import plan
from housing_match.tables.together import replace_all
from tests.villages.lane import lane

TABLES = ["changes", "households", "matches", "offers", "shortages", "unmatched", "voids"]
FILES = sorted(["matches.gpkg", "plan.json", *(f"{name}.csv" for name in TABLES)])


@pytest.fixture(scope="module")
def outcome():
    world, geography, scenario, _ = lane()
    return plan(world, geography, scenario)


def test_every_file_is_written_and_nothing_else_stays(outcome, tmp_path):
    assert [path.name for path in write_outputs(outcome, tmp_path)] == FILES
    assert sorted(path.name for path in tmp_path.iterdir()) == FILES


def test_a_folder_where_plan_json_should_be_leaves_everything_as_it_was(outcome, tmp_path):
    (tmp_path / "plan.json").mkdir()
    (tmp_path / "plan.json" / "mine.txt").write_text("mine")
    (tmp_path / "matches.csv").write_text("older")
    with pytest.raises(OSError, match=r"plan\.json"):
        write_outputs(outcome, tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["matches.csv", "plan.json"]
    assert (tmp_path / "matches.csv").read_text() == "older"
    assert (tmp_path / "plan.json" / "mine.txt").read_text() == "mine"


def test_files_replaced_before_one_fails_are_put_back_and_new_ones_taken_away(tmp_path):
    # matches.csv and voids.csv are replaced and placed; then plan.json, which nobody wrote, cannot be.
    aside, folder = tmp_path / "aside", tmp_path / "folder"
    aside.mkdir()
    folder.mkdir()
    for name in ("matches.csv", "voids.csv"):
        (aside / name).write_text("new")
    for name in ("matches.csv", "plan.json"):
        (folder / name).write_text("older")
    with pytest.raises(OSError, match=r"plan\.json"):
        replace_all(["matches.csv", "voids.csv", "plan.json"], aside, folder)
    assert {path.name: path.read_text() for path in folder.iterdir()} == {"matches.csv": "older", "plan.json": "older"}


def test_no_list_separator_stands_inside_a_sentence_of_matches_csv():
    from housing_match.places.travel import minutes_by

    for streets, timetable in ((False, False), (True, False), (False, True), (True, True)):
        assert ";" not in minutes_by(over_streets=streets, by_timetable=timetable)


def test_the_zip_holds_every_file_as_it_is_written_to_a_folder(outcome, tmp_path):
    write_outputs(outcome, tmp_path)
    with ZipFile(BytesIO(outcome.packed)) as packed:
        assert sorted(packed.namelist()) == FILES
        for name in ("plan.json", "matches.csv", "households.csv", "shortages.csv", "unmatched.csv", "voids.csv"):
            assert packed.read(name) == (tmp_path / name).read_bytes()
