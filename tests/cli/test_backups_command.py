"""`backups` on the command line."""

import json

import pytest

from tests.cli.running import invoked, one_line
from tests.csv_files import rows_of


def test_every_void_has_its_list_on_the_screen_as_json_and_as_a_file(lane_folder, lane_plan, tmp_path):
    done = invoked("backups", lane_folder, lane_plan / "plan.json", "--out", "lists.csv", "--json", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    lists = json.loads(done.stdout)
    # Only P3 could have L1-1 if P1 declines, and the plan does better with P3 in L2-1; nobody else could have that.
    told = [
        (one["bedspace_id"], one["matched"], [(who["resident_id"], who["better_empty"]) for who in one["backups"]])
        for one in lists
    ]
    assert told == [("L1-1", "P1", [("P3", True)]), ("L2-1", "P3", [])]
    rows = rows_of(tmp_path / "lists.csv")
    # 30% refuse: the first offer fills it in 70 of 100 cases, the two in 1 - 0.3 x 0.3.
    assert [(row["bedspace_id"], row["resident_id"], row["chance_percent"]) for row in rows] == [
        ("L1-1", "P1", "70"),
        ("L1-1", "P3", "91"),
        ("L2-1", "P3", "70"),
    ]
    shown = invoked("backups", lane_folder, lane_plan / "plan.json", "L1-1", cwd=tmp_path)
    assert "91% likely to be filled within 2 offers" in shown.stdout
    assert "better left empty" in shown.stdout


def test_a_place_that_is_no_void_is_wrong_use(lane_folder, lane_plan, tmp_path):
    done = invoked("backups", lane_folder, lane_plan / "plan.json", "L3-1", cwd=tmp_path)
    assert done.returncode == 2
    assert one_line(done) == "L3-1 is no void of these tables."


@pytest.mark.soak
@pytest.mark.xdist_group("sample")
def test_a_void_of_the_sample_has_the_person_matched_and_as_many_backups_as_asked(sample_run, tmp_path):
    plan = json.loads((sample_run[1] / "plan.json").read_text(encoding="utf-8"))
    taker = {move["bedspace_id"]: move["resident_id"] for move in plan["moves"]}
    done = invoked("backups", "sample", sample_run[1] / "plan.json", "H035-1", "--backups", "1", "--json", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    [standby] = json.loads(done.stdout)
    assert (standby["matched"], len(standby["backups"])) == (taker["H035-1"], 1)
    assert standby["chance_percent"] == [70, 91]  # 1 - 0.3, and 1 - 0.3 x 0.3
