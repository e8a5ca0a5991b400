"""What the commands take for tables, for dates and for a folder to write to, and what `verify` says first."""

import json

import pytest

from housing_match.tables import write_tables
from tests.cli.running import DAY, invoked, one_line
from tests.villages.lane import lane


@pytest.fixture
def folder(tmp_path):
    """A folder with the lane's tables, called sample to mislead."""
    write_tables(lane()[0], tmp_path / "sample")
    return tmp_path


def test_the_word_sample_is_the_shipped_one_even_beside_a_folder_of_that_name(folder):
    assert "No faults (3 residents, 4 bedspaces)." in invoked("check", "./sample", cwd=folder).stdout
    assert "No faults (794 residents" in invoked("check", "sample", cwd=folder).stdout


@pytest.mark.parametrize("day", ["02/11/2026", "2 November", "20261102"])
def test_a_date_written_otherwise_is_answered_with_how_to_write_it(day, folder):
    done = invoked("run", "./sample", "--as-of", day, cwd=folder)
    assert done.returncode == 2
    assert "Write the date as 2026-11-02." in done.stderr


@pytest.mark.parametrize("out", ["sample", "./sample/", "sample/../sample"])
def test_nothing_is_written_among_the_tables(out, folder):
    before = {path.name: path.read_bytes() for path in (folder / "sample").iterdir()}
    done = invoked("run", "./sample", "--out", out, *DAY, cwd=folder)
    assert done.returncode == 2
    assert one_line(done).endswith("Choose another folder with --out, so that they stay as they are.")
    assert {path.name: path.read_bytes() for path in (folder / "sample").iterdir()} == before


def test_verify_says_first_under_what_date_and_scenario_it_looks(folder):
    (folder / "plan.csv").write_text("resident_id,bedspace_id\nP1,L1-1\n", encoding="utf-8")
    done = invoked("verify", "./sample", "plan.csv", *DAY, cwd=folder)
    assert done.stdout.startswith("SYNTHETIC: a village for tests\nAs at 2026-11-02, scenario Default.\n")
    assert "A CSV plan names no scenario or date" in done.stdout
    told = json.loads(invoked("verify", "./sample", "plan.csv", *DAY, "--json", cwd=folder).stdout)
    assert (told["as_of"], told["scenario"], told["agrees"]) == ("2026-11-02", "Default", True)


def test_a_plan_of_other_tables_is_one_problem_and_says_what_to_do(folder):
    invoked("run", "./sample", "--out", "out", *DAY, cwd=folder)
    residents = folder / "sample" / "residents.csv"
    residents.write_text(residents.read_text(encoding="utf-8").replace("P1,", "P9,"), encoding="utf-8")
    told = json.loads(invoked("verify", "./sample", "out/plan.json", "--json", cwd=folder).stdout)
    assert [one["what"] for one in told["problems"]] == ["the plan was made from other tables"]
    assert "matches.csv" in told["notes"][0]


def test_progress_says_how_far_a_goal_may_give_way(folder):
    (folder / "give.toml").write_text("as_of = 2026-11-02\n[tolerances]\nmonths_waited = 12\n", encoding="utf-8")
    done = invoked("run", "./sample", "--out", "out", "--scenario", "give.toml", cwd=folder)
    # P1 has waited 12 months and P2 24.
    assert "months waited by the people housed: 36 at best, and may give way by 12" in done.stderr
