"""Backups held against every plan there is; chances and weeks worked out by hand."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest

from housing_match.assess import assess
from housing_match.domain import GOAL, Offering, Pair, Scenario, goal_order
from housing_match.explain.backups import chance_filled, expected_weeks, standby_for, standby_lists, voids_to_offer
from housing_match.solve import PinsCannotBeKept, WhatIf, best_plan
from tests.oracle.brute import every_plan, settle
from tests.oracle.tiny import flat, geography_of, house, person, room, world_of
from tests.random_worlds import random_scenario, random_world

AS_OF = date(2026, 3, 2)
PLAIN = Scenario(as_of=AS_OF)


def nearest(world, plans, scenario, present):
    """Of these plans the best, goal by goal, and of those the ones that leave fewest people elsewhere."""
    best = [plan for plan, _ in settle(plans, scenario)[1]]

    def elsewhere(plan):
        there, here = {**world.incumbent_of, **plan}, {**world.incumbent_of, **present}
        return sum(there.get(one.resident_id) != here.get(one.resident_id) for one in world.residents)

    fewest = min(map(elsewhere, best), default=0)
    return [plan for plan in best if elsewhere(plan) == fewest]


def losses(scenario, here, there):
    return tuple((here[name] - there[name]) * (1 if GOAL[name].most else -1) for name in goal_order(scenario.goals))


def agrees_with_every_plan(seed):
    """Each backup of each void of a random world, and that there is no further one; how many there were."""
    world, geography = random_world(seed, people=5, homes=4, coupled=seed % 3 != 0)
    scenario = replace(random_scenario(seed, world, coupled=seed % 3 != 0), tolerances=())
    assessment = assess(world, geography, scenario)
    try:
        plan = best_plan(assessment)
        plans = every_plan(world, geography, scenario)
    except (ValueError, PinsCannotBeKept):
        return 0  # too many plans to try, or none
    values = {tuple(sorted(one.items())): goals for one, goals in plans}
    what_if, told = WhatIf(assessment, plan.bedspace_of), 0
    for void in voids_to_offer(assessment, plan):
        alike = next((one.bedspace_ids for one in what_if._arcs.classes if void in one.bedspace_ids), (void,))
        filled_before = sum(one in alike and one != void for one in plan.bedspace_of.values())
        home_id, standby = world.home_of(void), standby_for(what_if, void, 3)
        asked = [who for who, one in plan.bedspace_of.items() if one == void]
        assert [standby.matched] == (asked or [None])
        for backup in (*standby.backups, None):
            without = [
                (one, goals)
                for one, goals in plans
                if not any(world.home_of(one[who]) == home_id for who in asked if who in one)
            ]
            filling = [
                (one, goals) for one, goals in without if sum(place in alike for place in one.values()) > filled_before
            ]
            if backup is None:
                assert len(standby.backups) == 3 or not filling
                break
            freely, forced = (nearest(world, some, scenario, plan.bedspace_of) for some in (without, filling))
            leaving = [one for one in freely if one in forced]
            assert not backup.better_empty or len(leaving) < len(freely)
            # Where the best plan empties a room alike and fills one, whoever it is may as well have the void itself.
            chosen = forced if backup.better_empty else [one for one in freely if one in forced or void in one.values()]
            takers = {who for one in chosen for who, place in one.items() if place in alike}
            assert backup.resident_id in takers - set(asked)
            assert backup.losses == losses(
                scenario, values[tuple(sorted(plan.bedspace_of.items()))], values[tuple(sorted(chosen[0].items()))]
            )
            asked.append(backup.resident_id)
            told += 1
    return told


def test_each_backup_is_whoever_has_the_void_in_the_best_plan_without_those_asked_before():
    assert sum(agrees_with_every_plan(seed) for seed in range(14)) > 20


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(3000, 4500))
def test_backups_hold_in_thousands_of_worlds(seed):
    agrees_with_every_plan(seed)


def waiting_for_one_flat(**fields):
    """Three people and one flat, void at £70 a week: a waits longest, then b, then c."""
    people = [person(who, waiting_since=date(2026 - years, 3, 2)) for who, years in (("a", 3), ("b", 2), ("c", 1))]
    world = world_of(people, [flat("h")], [room("h1", "h", weekly_void_cost=70, **fields)])
    return assess(world, geography_of(world), PLAIN)


def test_the_next_in_line_is_who_keeps_most_of_the_plan_and_what_is_lost_is_said_goal_by_goal():
    assessment = waiting_for_one_flat()
    (standby,) = standby_lists(assessment, best_plan(assessment))
    assert (standby.matched, [one.resident_id for one in standby.backups]) == ("a", ["b", "c"])
    months = goal_order(PLAIN.goals).index("months_waited")
    assert [one.losses[months] for one in standby.backups] == [12, 24]  # 36 months waited, against 24 and 12
    assert [one.moved_otherwise for one in standby.backups] == [("a", "b"), ("a", "c")]
    # 30% refuse: 1 - 0.3, 1 - 0.3 x 0.3, 1 - 0.3 x 0.3 x 0.3.
    assert standby.chances == (Fraction(70, 100), Fraction(91, 100), Fraction(973, 1000))
    # 2 weeks an offer: 0.7 x 2 + 0.21 x 4 + 0.063 x 6 = 2.618, and 0.027 x 26 = 0.702 if all three decline.
    assert standby.expected_weeks == Fraction(3320, 1000)
    assert standby.expected_cost == Fraction(23240, 100)  # 3.32 weeks at £70


def test_a_void_that_the_plan_does_better_to_leave_empty_says_so_of_whoever_could_fill_it():
    # b lives in h1 and would only gain; the flat h2 suits her worse than today's: the plan leaves it empty.
    homes = [flat("h1"), flat("h2", weekly_rent=400)]
    settled = person("b", needs_move=False, move_on_status="ready", weekly_cost=500)
    rooms = [room("b1", "h1", "occupied", "b", weekly_void_cost=900), room("b2", "h2")]
    world = world_of([settled], homes, rooms)
    assessment = assess(world, geography_of(world), PLAIN)
    plan = best_plan(assessment)
    assert plan.bedspace_of == {}
    (standby,) = standby_lists(assessment, plan)
    assert (standby.matched, [(one.resident_id, one.better_empty) for one in standby.backups]) == (None, [("b", True)])


def test_who_declines_a_home_is_not_offered_another_room_in_it():
    world = world_of([person("a"), person("b")], [house("h")], [room("h1", "h"), room("h2", "h")])
    assessment = assess(world, geography_of(world), PLAIN)
    plan = best_plan(assessment)
    first = next(standby_lists(assessment, plan))
    # Both have a room. Whoever declines is barred from the whole house, and nobody else is there to take the other.
    assert (first.matched in ("a", "b"), first.backups) == (True, ())


def test_more_processors_or_one_void_at_a_time_give_the_same_lists():
    world, geography = random_world(11, people=9, homes=7)
    assessment = assess(world, geography, PLAIN)
    plan = best_plan(assessment)
    lists = tuple(standby_lists(assessment, plan))
    alone = tuple(next(standby_lists(assessment, plan, bedspace_ids=[one.bedspace_id])) for one in lists)
    assert lists == alone
    assert len(lists) > 1


RARELY = replace(PLAIN, offers=Offering(refusal_rate_percent=25, weeks_per_offer=10))


@pytest.mark.parametrize(
    ("scenario", "offers", "available_from", "weeks"),
    [
        (RARELY, 0, None, 26),  # nobody to offer it to: empty to the window's end
        (RARELY, 1, None, Fraction(75 * 10 + 25 * 26, 100)),
        # The third answer comes after 30 weeks, when the window of 26 is over.
        (RARELY, 3, None, Fraction(3, 4) * 10 + Fraction(3, 16) * 20 + Fraction(1, 16) * 26),
        (RARELY, 1, AS_OF + timedelta(days=80), Fraction(3, 4) * Fraction(80, 7) + Fraction(1, 4) * 26),
        (RARELY, 1, AS_OF - timedelta(days=80), Fraction(75 * 10 + 25 * 26, 100)),
        (replace(PLAIN, offers=Offering(refusal_rate_percent=100)), 3, None, 26),
        (replace(PLAIN, offers=Offering(refusal_rate_percent=0)), 3, None, 2),
    ],
)
def test_the_weeks_a_void_is_expected_to_stay_empty_are_worked_out_exactly(scenario, offers, available_from, weeks):
    assert expected_weeks(scenario, offers, available_from) == weeks


def test_no_offer_fills_nothing_and_each_one_more_helps_less():
    assert [chance_filled(RARELY, offers) for offers in range(3)] == [0, Fraction(3, 4), Fraction(15, 16)]


def test_a_list_can_be_stopped():
    assessment = waiting_for_one_flat()
    with pytest.raises(TimeoutError):
        list(standby_lists(assessment, best_plan(assessment), stopped=lambda: True))


def test_the_pins_of_the_scenario_bind_backups_too():
    people = [person("a"), person("b"), person("c")]
    world = world_of(people, [flat("h"), flat("k")], [room("h1", "h"), room("k1", "k")])
    scenario = replace(PLAIN, pins=(Pair(resident_id="c", bedspace_id="k1"),))
    assessment = assess(world, geography_of(world), scenario)
    (first,) = standby_lists(assessment, best_plan(assessment), bedspace_ids=["h1"])
    assert {first.matched, *(one.resident_id for one in first.backups)} == {"a", "b"}


def test_a_pin_of_the_person_matched_binds_nobody_once_that_person_says_no():
    assessment = waiting_for_one_flat()
    pinned = replace(PLAIN, pins=(Pair(resident_id="c", bedspace_id="h1"),))
    assessment = assess(assessment.world, assessment.geography, pinned)
    (standby,) = standby_lists(assessment, best_plan(assessment))
    assert (standby.matched, [one.resident_id for one in standby.backups]) == ("c", ["a", "b"])
