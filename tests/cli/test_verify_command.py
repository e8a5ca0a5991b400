"""`verify` on plans of others, of other tables and of other scenarios."""

import json
import shutil

import pytest

from tests.cli.running import DAY, invoked, one_line


def verdict(*words, cwd, code):
    done = invoked("verify", *words, "--json", cwd=cwd)
    assert done.returncode == code, done.stdout + done.stderr
    return json.loads(done.stdout)


def test_a_plan_as_csv_is_checked_against_the_rules(lane_folder, tmp_path):
    (tmp_path / "good.csv").write_text("resident_id,bedspace_id\nP1,L1-1\n", encoding="utf-8")
    assert verdict(lane_folder, "good.csv", *DAY, cwd=tmp_path, code=0)["problems"] == []
    # P1 needs category B and L2 is F; L3-2 is another authority's tenant's.
    (tmp_path / "bad.csv").write_text("resident_id,bedspace_id\nP1,L2-1\nP2,L3-2\n", encoding="utf-8")
    rules = {one["rule"] for one in verdict(lane_folder, "bad.csv", *DAY, cwd=tmp_path, code=1)["problems"]}
    assert {"access", "available"} <= rules


def test_a_plan_made_from_other_tables_is_said_to_be(lane_folder, lane_plan, tmp_path):
    folder = tmp_path / "in"
    shutil.copytree(lane_folder, folder)
    homes = folder / "homes.csv"
    homes.write_text(homes.read_text(encoding="utf-8").replace("L1 (synthetic)", "Lime House"), encoding="utf-8")
    [problem] = verdict("in", lane_plan / "plan.json", cwd=tmp_path, code=1)["problems"]
    assert problem["what"] == "the plan was made from other tables"


def test_a_plan_made_under_another_scenario_is_said_to_be(lane_folder, lane_plan, tmp_path):
    (tmp_path / "other.toml").write_text("as_of = 2026-11-02\nwindow_weeks = 27\n", encoding="utf-8")
    told = verdict(lane_folder, lane_plan / "plan.json", "--scenario", "other.toml", cwd=tmp_path, code=1)
    assert [one["what"] for one in told["problems"]] == ["made under another scenario"]


def test_a_claim_that_was_changed_is_found(lane_folder, lane_plan, tmp_path):
    plan = json.loads((lane_plan / "plan.json").read_text(encoding="utf-8"))
    plan["goals"][2]["value"] = plan["goals"][2]["bound"] = 3  # housed; P1 and P2 alone need a move
    (tmp_path / "plan.json").write_text(json.dumps(plan), encoding="utf-8")
    told = verdict(lane_folder, "plan.json", cwd=tmp_path, code=1)
    assert [one["what"] for one in told["problems"]] == ["plan.json says housed is 3; it is 2"]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"{}",
        b'{"moves": [{}]}',
        b'{"moves": [], "goals": [{"name": "housed", "value": 1e99, "bound": NaN}]}',
        b'{"moves": [], "goals": [], "scenario_toml": "frob = 1"}',
        b"[" * 100_000,
        b'{"moves": ' + b"9" * 5_000 + b"}",
        b"\xff\xfe",
        b"%PDF-1.7",
        b"a,b\n1,2\n",
        b"resident_id,bedspace_id\nP1,L1-1\nP1,L2-1\n",
    ],
)
def test_a_plan_file_that_is_none_ends_with_3(content, lane_folder, tmp_path):
    (tmp_path / "plan").write_bytes(content)
    done = invoked("verify", lane_folder, "plan", cwd=tmp_path)
    assert done.returncode == 3
    assert len(one_line(done)) < 400
    assert done.stdout == ""
