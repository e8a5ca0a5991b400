"""`list`: every list of the sample's plan, held to its other files."""

import csv
import json

import pytest

from tests.cli.running import invoked

pytestmark = pytest.mark.xdist_group("sample")


def listed(sample_run, what):
    done = invoked("list", "sample", sample_run[1] / "plan.json", what, "--json", cwd=sample_run[1])
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def rows_of(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_as_many_people_come_back_as_the_goal_says(sample_run):
    plan = json.loads((sample_run[1] / "plan.json").read_text(encoding="utf-8"))
    [lines] = listed(sample_run, "returns")
    assert len(lines["rows"]) == next(goal["value"] for goal in plan["goals"] if goal["name"] == "returns")


def test_every_check_of_every_match_is_to_be_settled_and_no_other(sample_run):
    checks = [row["checks_before_offer"] for row in rows_of(sample_run[1] / "matches.csv")]
    [lines] = listed(sample_run, "checks")
    assert sum(row["Matches"] for row in lines["rows"]) == sum(len(one.split(";")) for one in checks if one)


def test_everybody_who_moves_or_waits_is_listed(sample_run):
    for what, name in (("moves", "matches.csv"), ("waiting", "unmatched.csv")):
        about = {who for lines in listed(sample_run, what) for who in lines["about"]}
        assert about == {row["resident_id"] for row in rows_of(sample_run[1] / name)}


def test_every_empty_home_and_every_household_is_listed(sample_run):
    for what, name, column in (("empty-homes", "voids.csv", "bedspace_id"), ("together", "households.csv", "home_id")):
        [lines] = listed(sample_run, what)
        assert set(lines["about"]) == {row[column] for row in rows_of(sample_run[1] / name)}
