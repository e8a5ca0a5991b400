"""Every key of a scenario file, each with its effect on a plan that can be made in the head.

The lane's one best plan is P1 to L1-1, P3 from L3-1 to L2-1 and P2 to L3-1. What each change of scenario does
to it is worked out beside it.
"""

import json

import pytest

from tests.cli.running import DAY, invoked, one_line, written
from tests.villages.building import home, resident, village, void
from tests.villages.terrace import terrace

LANE = {"P1": "L1-1", "P2": "L3-1", "P3": "L2-1"}


@pytest.fixture(scope="session")
def terrace_folder(tmp_path_factory):
    return written(terrace()[0], tmp_path_factory.mktemp("terrace") / "terrace")


def planned(folder, toml, cwd, code=0):
    """The finished run under the scenario, and who moves where."""
    (cwd / "scenario.toml").write_text(toml, encoding="utf-8")
    done = invoked("run", folder, "--out", "out", "--scenario", "scenario.toml", cwd=cwd)
    assert done.returncode == code, done.stderr
    record = json.loads((cwd / "out" / "plan.json").read_text(encoding="utf-8"))
    return record, {move["resident_id"]: move["bedspace_id"] for move in record["moves"]}


@pytest.mark.parametrize(
    ("toml", "plan"),
    [
        # Nobody else may have L1-1, and P1 needs category B.
        ('exclude = ["L1"]', {"P2": "L3-1", "P3": "L2-1"}),
        # P3 stays where she is, so L3-1 never comes free for P2.
        ('exclude = ["P3"]', {"P1": "L1-1"}),
        ('include = ["P1"]', {"P1": "L1-1"}),
        ('include = ["L1", "L2-1"]', {"P1": "L1-1", "P3": "L2-1"}),
        ('bans = [{resident_id = "P1", home_id = "L1"}]', {"P2": "L3-1", "P3": "L2-1"}),
        # P3 in L1-1 leaves nothing of category B for P1; P2 still gets the place that P3 leaves.
        ('pins = [{resident_id = "P3", bedspace_id = "L1-1"}]', {"P2": "L3-1", "P3": "L1-1"}),
        # P2's move is the second of its chain.
        ("max_chain = 1", {"P1": "L1-1", "P3": "L2-1"}),
        # Fewest moves before everything: nobody moves.
        ('goals = ["moves"]', {}),
        # One person fewer in all may be housed, and moves come next: P1 (band A) alone moves.
        ('goals = ["band_a", "housed", "moves"]\ntolerances = {housed = 1}', {"P1": "L1-1"}),
        # Only P1 was given a place before; to differ for nobody the other two stay where they are.
        (
            'goals = ["changes"]\npublished_plan = [{resident_id = "P1", bedspace_id = "L1-1"}]',
            {"P1": "L1-1"},
        ),
        # Nobody must share or live alone any more, so P2 goes to L2-1 herself: two moves with the move-ons ignored.
        (
            'goals = ["band_a", "housed", "moves"]\nrules.household.mode = "ignore"',
            {"P1": "L1-1", "P2": "L2-1"},
        ),
    ],
)
def test_a_key_changes_the_plan_of_the_lane(toml, plan, lane_folder, tmp_path):
    record, moves = planned(lane_folder, f"as_of = 2026-11-02\n{toml}\n", tmp_path)
    assert moves == plan
    assert record["scenario_sha256"] != ""
    verdict = invoked("verify", lane_folder, "out/plan.json", cwd=tmp_path)
    assert verdict.returncode == 0, verdict.stdout


def test_a_published_plan_is_given_as_a_file_and_what_is_gone_from_it_is_said(lane_folder, lane_plan, tmp_path):
    (tmp_path / "before.csv").write_text("resident_id,bedspace_id\nP1,L1-1\nP9,L9-1\n", encoding="utf-8")
    for plan, changes in ((lane_plan / "plan.json", 0), ("before.csv", 2)):  # P2 and P3 are new to the second
        done = invoked("run", lane_folder, "--out", "out", *DAY, "--published", plan, cwd=tmp_path)
        assert done.returncode == 0, done.stderr
        record = json.loads((tmp_path / "out" / "plan.json").read_text(encoding="utf-8"))
        goals = {goal["name"]: goal["value"] for goal in record["goals"]}
        assert list(goals).index("changes") + 1 == list(goals).index("fit")
        assert goals["changes"] == changes
        verdict = invoked("verify", lane_folder, "out/plan.json", cwd=tmp_path)
        assert verdict.returncode == 0, verdict.stdout
    assert "No longer in the tables: L9-1, P9." in done.stderr


def test_a_limit_of_hours_ignored_lets_in_whom_it_kept_out(terrace_folder, tmp_path):
    # R4's 20 hours and the 25 there are more than the 40 that T2 can staff.
    toml = 'as_of = 2026-11-02\npins = [{resident_id = "R4", home_id = "T2"}]\n'
    _, moves = planned(terrace_folder, toml + 'rules.support_capacity.mode = "ignore"\n', tmp_path)
    assert moves["R4"] == "T2-2"
    (tmp_path / "scenario.toml").write_text(toml, encoding="utf-8")
    assert invoked("run", terrace_folder, "--scenario", "scenario.toml", cwd=tmp_path).returncode == 3


def test_every_pin_that_cannot_be_kept_is_said_at_once(lane_folder, tmp_path):
    # P1 needs category B and L2 is F; L3-2 is another authority's tenant's.
    pins = '{resident_id = "P1", home_id = "L2"}, {resident_id = "P2", bedspace_id = "L3-2"}'
    pins = f"as_of = 2026-11-02\npins = [{pins}]\n"
    (tmp_path / "scenario.toml").write_text(pins, encoding="utf-8")
    said = one_line(invoked("run", lane_folder, "--scenario", "scenario.toml", cwd=tmp_path))
    assert "P1 cannot be pinned to L2:" in said
    assert "P2 cannot be pinned to L3-2:" in said
    assert said.endswith("Remove these pins or mend the causes.")


def test_must_apart_holds_even_where_housemates_are_ignored(terrace_folder, tmp_path):
    toml = 'as_of = 2026-11-02\nrules.housemates.mode = "ignore"\n'
    pin = 'pins = [{resident_id = "R6", bedspace_id = "T1-1"}]\n'  # R2 lives in T1-2
    (tmp_path / "scenario.toml").write_text(pin + toml, encoding="utf-8")
    done = invoked("run", terrace_folder, "--scenario", "scenario.toml", cwd=tmp_path)
    assert done.returncode == 3
    assert one_line(done).startswith("R6 cannot be pinned to T1-1")


def test_the_window_use_of_reserved_places_and_weights_show(tmp_path):
    # L1 is free 30 weeks after the plan's date and category A; L2 is reserved.
    from dataclasses import replace
    from datetime import date, timedelta

    late = replace(void("L1-1"), status="works", available_from=date(2026, 11, 2) + timedelta(weeks=30))
    folder = written(
        village(
            [resident("P1"), resident("P2", priority_band="A")],
            [home("L1"), home("L2")],
            [late, replace(void("L2-1"), status="reserved")],
        ),
        tmp_path / "in",
    )
    day = "as_of = 2026-11-02\n"
    assert planned(folder, day, tmp_path, code=4)[1] == {}
    # 26 weeks are too few for L1 and 30 are enough; band A has a window of its own.
    assert planned(folder, day + "window_weeks = 30\n", tmp_path)[1] == {"P1": "L1-1"}
    assert planned(folder, day + "window_weeks_band_a = 30\n", tmp_path)[1] == {"P2": "L1-1"}
    assert planned(folder, day + "use_reserved = true\n", tmp_path)[1] == {"P2": "L2-1"}


def test_name_seed_and_time_limit_are_recorded_and_options_win_over_the_file(lane_folder, tmp_path):
    (tmp_path / "scenario.toml").write_text(
        'schema_version = 1\nname = "Panel of [bold]May[/bold]"\nas_of = 2030-01-01\nseed = 7\n'
        "time_limit_seconds = 60\n",
        encoding="utf-8",
    )
    options = ("--scenario", "scenario.toml", *DAY, "--seed", "9")
    assert invoked("run", lane_folder, "--out", "out", *options, cwd=tmp_path).returncode == 0
    record = json.loads((tmp_path / "out" / "plan.json").read_text(encoding="utf-8"))
    assert (record["scenario"], record["as_of"]) == ("Panel of [bold]May[/bold]", "2026-11-02")
    assert record["seed"] == 9
    assert "time_limit_seconds = 60" in record["scenario_toml"]
    assert {move["resident_id"]: move["bedspace_id"] for move in record["moves"]} == LANE


def test_a_weight_changes_the_fit_of_the_same_moves(lane_folder, lane_plan, tmp_path):
    toml = "as_of = 2026-11-02\n[rules.nothing_wasted]\nweight = 50\n[rules.transport]\nmode = 'ignore'\n"
    record, moves = planned(lane_folder, toml, tmp_path)
    usual = json.loads((lane_plan / "plan.json").read_text(encoding="utf-8"))
    assert moves == LANE
    assert [move["fit"] for move in record["moves"]] != [move["fit"] for move in usual["moves"]]
    assert record["scenario_sha256"] != usual["scenario_sha256"]


def test_a_key_that_is_not_known_is_refused_with_a_suggestion(lane_folder, tmp_path):
    (tmp_path / "scenario.toml").write_text("window_week = 4\nrules.familly.mode = 'ignore'\n", encoding="utf-8")
    done = invoked("run", lane_folder, "--out", "out", "--scenario", "scenario.toml", cwd=tmp_path)
    assert done.returncode == 3
    assert "Did you mean window_weeks?" in done.stderr
    assert "Did you mean family?" in done.stderr
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("toml", "said"),
    [
        ('exclude = ["P77"]', "P77"),
        ('pins = [{resident_id = "P1", bedspace_id = "NOWHERE"}]', "NOWHERE"),
        ('pins = [{resident_id = "P1", bedspace_id = "L2-1"}]', "P1"),  # L2 is category F and P1 needs B
    ],
)
def test_a_scenario_that_does_not_fit_the_tables_ends_with_3(toml, said, lane_folder, tmp_path):
    (tmp_path / "scenario.toml").write_text(toml, encoding="utf-8")
    done = invoked("run", lane_folder, "--out", "out", "--scenario", "scenario.toml", *DAY, cwd=tmp_path)
    assert done.returncode == 3
    assert said in done.stderr
    assert not (tmp_path / "out").exists()
