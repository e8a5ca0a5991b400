"""The command that shows nominations, and how it ends where a quota or a file of lettings is wrong."""

import json

from tests.cli.running import DAY, invoked, one_line

QUOTA = 'as_of = 2026-11-02\n[[nominations]]\nnominating_borough = "Westminster"\n'
LETTINGS = (
    "let_on,homes_borough,landlord,nominating_borough\n"
    "2025-05-01,Westminster,,Brent\n2026-05-01,Brent,Octavia,Westminster\n2026-06-01,Brent,Octavia,Westminster\n"
)


def test_shares_accounts_and_costs_are_shown(lane_folder, tmp_path):
    # Everybody in the lane is of Westminster: of the three who could move two may, P1 (band A) and one more.
    (tmp_path / "scenario.toml").write_text(QUOTA + "at_most = 2\n", encoding="utf-8")
    (tmp_path / "lettings.csv").write_text(LETTINGS, encoding="utf-8")
    assert invoked("run", lane_folder, "--out", "out", "--scenario", "scenario.toml", cwd=tmp_path).returncode == 0
    assert invoked("verify", lane_folder, "out/plan.json", cwd=tmp_path).returncode == 0
    options = ("--lettings", "lettings.csv", "--since", "2026-01-01")
    done = invoked("nominations", lane_folder, "out/plan.json", *options, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "People of Brent got 0 lettings in Westminster, people of Westminster 2 in Brent." in done.stdout
    record = json.loads(invoked("nominations", lane_folder, "out/plan.json", "--json", cwd=tmp_path).stdout)
    cost = record["parts"][-1]["rows"][0]
    assert cost[:2] == ["Lettings in all homes: at most 2 to people of Westminster.", "2 of 2 lettings"]
    assert "moves: 1 move more" in cost[2]


def test_a_quota_that_no_plan_meets_ends_with_3_and_writes_nothing(lane_folder, tmp_path):
    (tmp_path / "scenario.toml").write_text(QUOTA + "at_least = 9\n", encoding="utf-8")
    done = invoked("run", lane_folder, "--out", "out", "--scenario", "scenario.toml", cwd=tmp_path)
    assert done.returncode == 3
    assert one_line(done).startswith("Quota 1 of nominations asks for at least 9 lettings")
    assert not (tmp_path / "out").exists()


def test_every_fault_of_the_lettings_is_listed(lane_folder, lane_plan, tmp_path):
    text = "let_on,homes_borough,landlord,nominating_borough\nMay,Westminister,,Brent\n2026-05-01,Brent,,\n"
    (tmp_path / "lettings.csv").write_text(text, encoding="utf-8")
    options = ("--lettings", "lettings.csv", *DAY)
    done = invoked("nominations", lane_folder, lane_plan / "plan.json", *options, cwd=tmp_path)
    assert done.returncode == 3
    assert "Did you mean Westminster?" in done.stderr
    assert "3 faults" in done.stderr
    (tmp_path / "lettings.csv").write_text("a,b\n", encoding="utf-8")
    done = invoked("nominations", lane_folder, lane_plan / "plan.json", *options, cwd=tmp_path)
    assert done.returncode == 3
    assert "its columns are not let_on, homes_borough" in done.stderr
