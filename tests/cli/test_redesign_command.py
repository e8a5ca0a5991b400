"""`redesign` on a borough of four people: on the screen, as files, as JSON, as published, and where it is refused."""

import json

import pytest

from tests.cli.running import DAY, invoked, one_line, written
from tests.csv_files import rows_of
from tests.villages.redesigned import FILE, redesigned


@pytest.fixture(scope="module")
def borough(tmp_path_factory):
    """The tables and the file of redesigns."""
    folder = tmp_path_factory.mktemp("borough")
    (folder / "redesigns.toml").write_text(FILE, encoding="utf-8")
    return written(redesigned(), folder / "in"), folder / "redesigns.toml"


def test_the_answer_says_what_to_do_whom_it_houses_and_what_becomes_of_those_who_live_there(borough, tmp_path):
    tables, file = borough
    words = ("--redesigns", file, "--budget", 100_000, "--out", "brief")
    done = invoked("redesign", tables, *DAY, *words, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    # Both: the end of registration costs no capital and saves £50 a week (900 against 700 and a rent of 150).
    assert "2 redesigns for £90,000 of £100,000: 1 person more is housed than without." in done.stdout
    assert "Housed only with it: P4." in done.stdout
    assert "Ends registration as a care home" in done.stdout
    rows = {row["resident_id"]: row for row in rows_of(tmp_path / "brief" / "residents.csv") if row["plan"] == "to_do"}
    assert {who: (row["outcome"], row["to_bedspace_id"]) for who, row in rows.items()} == {
        "P1": ("stays", ""),
        "P2": ("moves", "H2-1"),
        "P3": ("stays", ""),
    }
    flats, ended = rows_of(tmp_path / "brief" / "redesigns.csv")
    assert (flats["people_more"], flats["stay"], flats["move"], flats["bedspaces_more"]) == ("1", "1", "1", "0")
    assert (ended["to_do"], ended["weekly_change_pounds"]) == ("yes", "-50")


def test_a_care_home_de_registered_is_a_scenario_whatever_else_there_is_to_gain(borough, tmp_path):
    tables, file = borough
    words = ("--redesigns", file, "--budget", 0, "--done", "ended", "--json", "--out", "b")
    done = invoked("redesign", tables, *DAY, *words, cwd=tmp_path)
    said = json.loads(done.stdout)
    assert said == json.loads((tmp_path / "b" / "brief.json").read_text())
    assert (said["to_do"], said["people_more"]) == (["ended"], "0")
    paid = {payer: pounds for payer, pounds in said["weekly_change"].items() if pounds}
    assert paid == {"council": -200, "housing_benefit": 150, "together": -50}


def test_what_cannot_be_done_is_said_with_who_and_why_and_ends_with_3(borough, tmp_path):
    tables, _ = borough
    (tmp_path / "closing.toml").write_text(FILE.replace('["H1-1"]', "[]"), encoding="utf-8")
    done = invoked("redesign", tables, *DAY, "--redesigns", "closing.toml", "--done", "flats", cwd=tmp_path)
    assert done.returncode == 3, done.stderr
    assert "flats cannot be done: somebody would be without a home." in done.stdout
    # One of the two can have H2-1.
    assert "No home that suits was found for P" in done.stdout


def test_what_is_to_be_published_names_nobody_and_hides_small_numbers(borough, tmp_path):
    tables, file = borough
    done = invoked("redesign", tables, *DAY, "--redesigns", file, "--published", "--out", "p", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    texts = [done.stdout, *(path.read_text() for path in (tmp_path / "p").iterdir())]
    assert not any(who in text for text in texts for who in ("P1", "P2", "P3", "P4"))
    assert "7 or fewer" in done.stdout
    assert sorted(path.name for path in (tmp_path / "p").iterdir()) == ["brief.json", "redesigns.csv"]


def test_faults_of_the_file_and_redesigns_not_listed_end_as_they_do_elsewhere(borough, tmp_path):
    tables, file = borough
    (tmp_path / "bad.toml").write_text(FILE.replace('home_id = "H1"', 'home_id = "H9"'), encoding="utf-8")
    bad = invoked("redesign", tables, *DAY, "--redesigns", "bad.toml", cwd=tmp_path)
    assert bad.returncode == 3
    assert "redesigns 1.home_id" in bad.stderr
    other = invoked("redesign", tables, *DAY, "--redesigns", file, "--done", "Z", cwd=tmp_path)
    assert (other.returncode, one_line(other)) == (2, "No redesign of the file: Z.")
