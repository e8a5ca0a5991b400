"""`prices` on the command line."""

import json

from tests.cli.running import invoked


def test_prices_of_goals_requirements_and_floors_stand_beside_outcomes(lane_folder, lane_plan, tmp_path):
    done = invoked("prices", lane_folder, lane_plan / "plan.json", "--json", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["notice"].startswith("OFFICIAL-SENSITIVE")
    plan = json.loads((lane_plan / "plan.json").read_text(encoding="utf-8"))
    assert told["goals"] == [{"name": goal["name"], "cost": goal["cost"]} for goal in plan["goals"]]
    # All three move already, so that no requirement keeps anybody from a home.
    assert all("housed" not in one["without"] for one in told["rules"])
    assert {"consent", "exclusions"} <= set(told["never_priced"])
    assert [one["kind"] for one in told["floors"]] == ["borough", "need"]
    assert {one["by"]: sum(group["moved"] for group in one["groups"]) for one in told["outcomes"]} == {
        "sex": 3,
        "age": 3,
        "ethnic_group": 3,
        "borough": 3,
    }
    shown = invoked("prices", lane_folder, lane_plan / "plan.json", cwd=tmp_path)
    for words in ("OFFICIAL-SENSITIVE", "What each requirement costs", "Fairness floor by need", "Outcomes by sex"):
        assert words in shown.stdout


def test_for_publishing_no_small_number_and_no_person_is_shown(lane_folder, lane_plan, tmp_path):
    shown = invoked("prices", lane_folder, lane_plan / "plan.json", "--for-publishing", cwd=tmp_path)
    assert shown.returncode == 0, shown.stderr
    assert "7 or fewer" in shown.stdout
    assert not any(who in shown.stdout for who in ("P1", "P2", "P3", "requirement"))
