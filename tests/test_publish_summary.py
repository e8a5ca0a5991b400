"""The summary's figures and sentences, worked out by hand."""

from dataclasses import replace

import pytest

from housing_match.publish import summary
from housing_match.publish.summary import GoalReached, StillWaiting
from housing_match.publish.summary_words import empty_words, goal_rows, goal_words, move_words
from housing_match.run import plan
from tests.villages.building import geography, home, resident, scenario, village, void
from tests.villages.lane import lane


def summed_up(world, where=None, **changes):
    return summary(plan(world, where or geography(world), scenario(**changes)))


def test_the_lane_has_three_moves_of_whom_two_people_need_to_move():
    world, where, setting, _ = lane()
    found = summary(plan(world, where, setting))
    # P1 to L1; P3 to L2 and then P2 to the place that P3 leaves.
    assert (found.moved.people, found.moved.in_need, found.moved.chains, found.moved.longest_chain) == (3, 2, 2, 2)
    assert found.in_need_by_band == {"A": 1, "C": 1}
    ours = found.comparisons[0]
    assert (ours.name, ours.band_a, ours.band_b, ours.housed, ours.voids_filled) == ("this plan", 1, 0, 2, 2)
    first = next(move_words(found.moved))
    assert first == "3 moves: 2 people need to move, 1 would gain. They run in 2 chains; the longest has 2 steps."


def test_one_of_each_is_said_in_the_singular():
    found = summed_up(village([resident("P1")], [home("L1")], [void("L1-1")]))
    first = next(move_words(found.moved))
    assert first == "1 move: 1 person needs to move, 0 would gain. They run in 1 chain; the longest has 1 step."


def test_people_who_wait_in_need_stand_apart_from_those_who_would_gain():
    # Nobody can use the one home, of category F: both need B.
    people = [
        resident("P1", access_need="B"),
        resident("P2", access_need="B", needs_move=False, move_on_status="ready"),
    ]
    found = summed_up(village(people, [home("L1")], [void("L1-1")]))
    assert found.waiting == (StillWaiting(kind="no_suitable_home", need_to_move=1, would_gain=1),)


def test_a_void_that_suits_nobody_says_what_it_offers_against_what_is_wanted():
    found = summed_up(village([resident("P1", access_need="B")], [home("L1")], [void("L1-1")]))
    [empty] = found.suits_nobody
    assert (empty.wanted, empty.offered) == ("category B", "category F")
    assert "offers category F; the nearest person wants category B" in empty_words(empty)


def test_a_void_left_out_by_the_scenario_is_counted_apart():
    world = village([resident("P1")], [home("L1"), home("L2")], [void("L1-1"), void("L2-1")])
    found = summed_up(world, exclude=frozenset({"L2"}))
    assert (found.voids, found.voids_left_out, found.suits_nobody) == (2, 1, ())


def test_the_commonest_questions_come_first_with_how_many_people_they_are_open_for():
    people = [resident("P1", night_support="waking"), resident("P2", night_support="waking")]
    found = summed_up(village(people, [home("L1", night_support=None)], [void("L1-1")]))
    assert found.questions == (("L1: What support does the home have at night?", 2),)


@pytest.mark.parametrize(
    ("goal", "said"),
    [
        (GoalReached(title="returns", value=13, best=13, proved=True), "returns: 13"),
        (
            GoalReached(title="returns", value=11, best=13, proved=True),
            "returns: 11 (best possible 13, gave way by 2)",
        ),
        (
            GoalReached(title="returns", value=11, best=40, proved=False),
            "returns: 11 (not proved; no plan does better than 40)",
        ),
    ],
)
def test_a_goal_says_its_true_value_and_how_far_it_gave_way(goal, said):
    assert goal_words(goal) == said


def test_what_comes_late_and_what_needs_a_short_stay_is_said():
    world, where, setting, _ = lane()
    moved = replace(
        summary(plan(world, where, setting)).moved, after_needed_by=2, chain_after_band_a_window=1, closed_cycles=1
    )
    sentences = list(move_words(moved))
    assert "2 of them only after the date the home is needed by (matches.csv, flags)." in sentences
    assert any(one.startswith("1 person of band A would wait") for one in sentences)
    assert "1 closed cycle: someone needs a short stay elsewhere first (matches.csv, flags)." in sentences


def test_a_plan_that_was_stopped_is_never_called_best_and_a_goal_says_its_price():
    # 11 of at most 40; and 3 returns, of which the goal above took 2.
    goals = (
        GoalReached(title="housed", value=11, best=40, proved=False),
        GoalReached(title="returns", value=3, best=3, proved=True, cost=2),
    )
    world, where, setting, _ = lane()
    rows = goal_rows(replace(summary(plan(world, where, setting)), goals=goals))
    assert rows[0][2] == "No plan does better than"
    assert rows[1][1:] == ("11", "40", "not proved: at most 29 better", "")
    assert rows[2][1:] == ("3", "3", "proved best", "2")
