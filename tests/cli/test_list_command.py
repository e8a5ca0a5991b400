"""`list`: who comes back and what to settle in the sample's plan, held to its other files; every list of the lane."""

import json
import re

import pytest

from tests.cli.running import invoked
from tests.csv_files import rows_of

pytestmark = pytest.mark.xdist_group("sample")


def listed(sample_run, what):
    done = invoked("list", "sample", sample_run[1] / "plan.json", what, "--json", cwd=sample_run[1])
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_as_many_people_come_back_as_the_goal_says(sample_run):
    plan = json.loads((sample_run[1] / "plan.json").read_text(encoding="utf-8"))
    [lines] = listed(sample_run, "returns")
    assert len(lines["rows"]) == next(goal["value"] for goal in plan["goals"] if goal["name"] == "returns")


def test_every_check_of_every_match_is_to_be_settled_and_no_other(sample_run):
    checks = [row["checks_before_offer"] for row in rows_of(sample_run[1] / "matches.csv")]
    [lines] = listed(sample_run, "checks")
    assert sum(row["Matches"] for row in lines["rows"]) == sum(len(one.split(";")) for one in checks if one)


def test_on_the_screen_days_are_in_words_and_whole_hours_have_no_tail_of_noughts(sample_run):
    waiting, together = (
        invoked("list", "sample", sample_run[1] / "plan.json", what, cwd=sample_run[1]).stdout
        for what in ("waiting", "together")
    )
    assert "13 April 2022" in waiting  # S0001
    assert not re.search(r"\d{4}-\d{2}-\d{2}", waiting)
    assert not re.search(r"\d\.0\b", together)


@pytest.mark.parametrize(
    ("what", "about"),
    [
        ("moves", ["P1", "P3", "P2"]),
        ("waiting", []),
        ("empty-homes", ["L1-1", "L2-1"]),
        ("together", ["L1", "L2", "L3"]),
    ],
)
def test_every_list_of_the_lane_is_about_these(what, about, lane_folder, lane_plan, tmp_path):
    done = invoked("list", lane_folder, lane_plan / "plan.json", what, "--json", cwd=tmp_path)
    assert sorted(one for lines in json.loads(done.stdout) for one in lines["about"]) == sorted(about)
