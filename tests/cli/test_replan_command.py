"""`replan` on the command line: from offers.csv with answers in it to the next plan."""

import json
import re
from shutil import copytree

from tests.cli.running import DAY, invoked, one_line, written
from tests.csv_files import rows_of, write_rows
from tests.villages.building import home, resident, village, void


def answers(path, folder, **said):
    """The offers of a plan with what was said, by person, in a file of their own."""
    rows = rows_of(folder / "offers.csv")
    for row in rows:
        row |= said.get(row["resident_id"], {})
    write_rows(path, rows)
    return path


OUT = {"offered_on": "2026-11-03"}
DECLINED = OUT | {"answered_on": "2026-11-09", "answer": "decline", "reason_code": "area"}
ACCEPTED = OUT | {"answered_on": "2026-11-09", "answer": "accept"}


def test_a_decline_is_planned_around_and_the_next_plan_is_one_that_the_checker_accepts(
    lane_folder, lane_plan, tmp_path
):
    said = answers(tmp_path / "said.csv", lane_plan, P1=ACCEPTED, P3=DECLINED | {"consequence": "exclude_home"})
    words = ("replan", lane_folder, lane_plan / "plan.json", "--offers", said, "--out", "next")
    done = invoked(*words, "--json", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    # P3 may not go to L2 and L1 is P1's, so P3 stays, and P2 cannot follow into P3's room.
    assert [(one["resident_id"], one["after"], one["why"]) for one in told["people"]] == [
        ("P2", None, "follows from the answers of others"),
        ("P3", None, "declined L2-1 (area)"),
    ]
    assert [row["resident_id"] for row in rows_of(tmp_path / "next" / "changes.csv")] == ["P2", "P3"]
    # What was not offered yet is no offer any more: the next plan does not make P2's move.
    told = {row["resident_id"]: row["answer"] for row in rows_of(tmp_path / "next" / "offers.csv")}
    assert told == {"P1": "accept", "P3": "decline"}
    checked = invoked("verify", lane_folder, tmp_path / "next" / "plan.json", cwd=tmp_path)
    assert checked.returncode == 0, checked.stdout
    shown = invoked(*words, cwd=tmp_path)
    assert "Nobody's band or waiting date changes by an answer." in shown.stdout
    assert re.search(r"P3 +L2-1 +declined +nowhere in this home again", shown.stdout)


def test_answers_that_contradict_themselves_are_faults_of_the_file(lane_folder, lane_plan, tmp_path):
    said = answers(tmp_path / "said.csv", lane_plan, P1=DECLINED | {"answered_on": "2026-11-02"})
    done = invoked("replan", lane_folder, lane_plan / "plan.json", "--offers", said, "--out", "next", cwd=tmp_path)
    assert done.returncode == 3
    assert "is before the day of the offer (2026-11-03)" in done.stderr
    assert not (tmp_path / "next").exists()


def test_a_file_that_is_not_there_is_named(lane_folder, lane_plan, tmp_path):
    done = invoked(
        "replan", lane_folder, lane_plan / "plan.json", "--offers", "none.csv", "--out", "next", cwd=tmp_path
    )
    assert done.returncode == 3
    assert "none.csv" in done.stderr


def test_without_any_offer_there_is_nothing_to_plan_again(lane_folder, lane_plan, tmp_path):
    done = invoked("replan", lane_folder, lane_plan / "plan.json", "--out", "next", cwd=tmp_path)
    assert done.returncode == 2
    assert one_line(done) == "There is no offer in the tables. Give the answers with --offers FILE.csv."


def test_run_says_that_it_takes_no_account_of_the_offers_of_the_tables(lane_folder, lane_plan, tmp_path):
    with_offers = copytree(lane_folder, tmp_path / "lane")
    answers(with_offers / "offers.csv", lane_plan, P3=DECLINED)
    done = invoked("run", with_offers, "--out", "again", *DAY, cwd=tmp_path)
    assert done.returncode == 0
    assert "The offers of these tables (3) are read by replan, not by run." in done.stderr
    again = invoked("replan", with_offers, lane_plan / "plan.json", "--out", "next", cwd=tmp_path)
    assert again.returncode == 0, again.stderr


def test_where_nobody_can_be_placed_any_more_it_ends_with_4_as_run_does(tmp_path):
    # P1 was to have the one home there is, and declined it.
    tables = written(village([resident("P1")], [home("L1")], [void("L1-1")]), tmp_path / "in")
    assert invoked("run", tables, "--out", "out", *DAY, cwd=tmp_path).returncode == 0
    said = answers(tmp_path / "said.csv", tmp_path / "out", P1=DECLINED | {"consequence": "exclude_home"})
    done = invoked("replan", tables, "out/plan.json", "--offers", said, "--out", "next", cwd=tmp_path)
    assert done.returncode == 4, done.stderr
    assert (tmp_path / "next" / "plan.json").exists()
