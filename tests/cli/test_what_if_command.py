"""What if, on the command line: another home, every choice by what it costs, the whole table, other best plans."""

import json

import pytest

from housing_match.domain import GOALS
from tests.cli.running import invoked, one_line
from tests.csv_files import rows_of


@pytest.fixture
def ask(lane_folder, lane_plan, tmp_path):
    """A command about the lane's plan; its answer as JSON."""

    def asked(command, *words):
        done = invoked(command, lane_folder, lane_plan / "plan.json", *words, "--json", cwd=tmp_path)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    return asked


def test_a_home_that_is_possible_is_answered_with_the_plan_that_gives_it(ask):
    said = ask("explain", "P3", "--instead", "L1")
    # P1 can only be housed in L1, so that band A and, with it, the people housed come to one less.
    assert said["headline"].startswith("P3 could have L1 (synthetic) (L1); then P1 waits; people in band A housed: 1")
    goals, people = said["parts"]
    assert goals["rows"][0] == ["people in band A housed", "1", "0", "−1 (worse)"]
    assert [row[0] for row in people["rows"]] == ["P1", "P3"]
    assert people["rows"][0][2] == "waits"
    assert ask("explain", "L1-1", "--instead", "P3")["parts"] == said["parts"]


def test_a_home_that_rules_forbid_is_answered_with_the_rules_and_what_would_mend_them(ask):
    said = ask("explain", "P1", "--instead", "L2")
    assert said["headline"] == "P1 could not have L2 (synthetic) (L2)."
    ((words,),) = said["rows"]
    assert "wanted: category B; offered: category F" in words
    assert any(one.startswith("What would open it: L2-1: ") for one in said["sentences"])
    assert "has L2" in ask("explain", "P3", "--instead", "L2-1")["headline"]


def test_the_runner_up_stands_beside_the_home_with_what_decided(ask):
    first = ask("explain", "P3")["parts"][0]
    assert first["title"] == "The runner-up"
    # P3 stays in L3-1, so that P2 has nowhere to go: one person less housed. In L1-1 it would be one of band A.
    assert first["sentences"][:2] == [
        "Next best: P3 stays in L3-1, L3 (synthetic) (L3).",
        "What decided: people who need to move housed: 1 person less.",
    ]


def test_every_choice_is_ranked_by_the_first_goal_that_gives_way(ask):
    said = ask("explain", "P3", "--ranked")
    assert [row[:2] for row in said["rows"]] == [
        ["L2-1, L2 (synthetic) (L2) (this plan)", "as good on every goal"],
        ["L3-1, L3 (synthetic) (L3)", "people who need to move housed: 1 person less"],
        ["L1-1, L1 (synthetic) (L1)", "people in band A housed: 1 person less"],
    ]
    assert [row[0] for row in ask("explain", "L1-1", "--ranked")["rows"]] == ["P1 (this plan)", "P3"]


def test_the_whole_table_has_a_row_for_each_choice_of_each_person(ask, tmp_path):
    assert ask("regrets", "--out", "regret.csv") == {"file": "regret.csv", "worked_out": 7, "at_least": 0}
    rows = rows_of(tmp_path / "regret.csv")
    # P1 in L1 or without a place, P2 in L3 or without, P3 in L2, L3 or L1.
    assert [(row["resident_id"], row["home_id"], row["rank"]) for row in rows] == [
        ("P1", "L1", "1"),
        ("P1", "", "2"),
        ("P2", "L3", "1"),
        ("P2", "", "2"),
        ("P3", "L2", "1"),
        ("P3", "L3", "2"),
        ("P3", "L1", "3"),
    ]
    assert {row["known"] for row in rows} == {"exactly"}
    assert list(rows[0])[5:] == [goal.name for goal in GOALS]
    assert [row["band_a"] for row in rows] == ["0", "1", "0", "0", "0", "0", "1"]


def test_the_only_best_plan_is_said_to_be_the_only_one(ask):
    assert ask("alternatives")["headline"] == "There is 1 plan as good as any can be on every goal."


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("P3", "--instead", "L9"), 2, "L9 is no bedspace_id or home_id of these tables."),
        (("P3", "--instead", "L1", "--ranked"), 2, "Give --instead or --ranked, not both."),
        (("L1", "--ranked"), 2, "L1 is no resident_id or bedspace_id of these tables."),
    ],
)
def test_wrong_use_is_said(words, code, said, lane_folder, lane_plan, tmp_path):
    done = invoked("explain", lane_folder, lane_plan / "plan.json", *words, cwd=tmp_path)
    assert done.returncode == code
    assert said in done.stderr


@pytest.mark.parametrize("command", [("explain", "P3"), ("alternatives",)])
def test_a_plan_that_no_rules_allow_or_that_is_not_the_best_is_refused(command, lane_folder, tmp_path):
    (tmp_path / "plan.csv").write_text("resident_id,bedspace_id\nP1,L2-1\n", encoding="utf-8")
    name, *about = command
    done = invoked(name, lane_folder, "plan.csv", *about, "--as-of", "2026-11-02", cwd=tmp_path)
    assert done.returncode == 3
    assert one_line(done) == "The plan moves P1 to L2-1, which the rules or the scenario rule out."
    (tmp_path / "plan.csv").write_text("resident_id,bedspace_id\nP1,L1-1\n", encoding="utf-8")
    done = invoked("alternatives", lane_folder, "plan.csv", "--as-of", "2026-11-02", cwd=tmp_path)
    assert done.returncode == 3
    assert "is not the best" in one_line(done)
