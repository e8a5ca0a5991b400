"""The planner that tries every plan takes the goals in order, on worlds solved by hand."""

from dataclasses import replace
from datetime import date
from itertools import product

import pytest

from housing_match.domain import Scenario
from tests.oracle.brute import best, every_plan, goal_costs
from tests.oracle.plans import breaches, feasible
from tests.oracle.reasons import unmatched_kinds, void_labels
from tests.oracle.tiny import flat, geography_of, house, person, room, world_of
from tests.random_worlds import random_scenario, random_world

AS_OF = date(2026, 3, 2)
PLAIN = Scenario(as_of=AS_OF)


def two_for_one():
    """One void for a (band A, 1 month) or b (band B, 50 months)."""
    people = [
        person("a", priority_band="A", waiting_since=date(2026, 2, 2)),
        person("b", priority_band="B", waiting_since=date(2022, 1, 2)),
    ]
    world = world_of(people, [flat("h")], [room("v", "h")])
    return world, geography_of(world)


def test_the_best_plan_takes_the_goals_in_order_and_each_goal_names_what_the_one_above_cost():
    world, geography = two_for_one()
    values, plans = best(world, geography, PLAIN)
    assert plans == [{"a": "v"}]
    assert (values["band_a"], values["band_b"], values["housed"], values["months_waited"]) == (1, 0, 1, 1)
    costs = goal_costs(world, geography, PLAIN)
    # Without band A above it, band B would house b: 1 − 0. Without moves below nothing else could change.
    assert costs["band_b"] == 1
    assert costs["months_waited"] == 0
    first = replace(PLAIN, goals=("months_waited", *[one for one in PLAIN.goals if one != "months_waited"]))
    assert best(world, geography, first)[1] == [{"b": "v"}]
    assert goal_costs(world, geography, first)["band_a"] == 1


def test_a_tolerance_lets_a_goal_give_way_to_those_below():
    world, geography = two_for_one()
    gives = replace(PLAIN, tolerances=(("band_a", 1),))
    values, plans = best(world, geography, gives)
    assert plans == [{"b": "v"}]
    assert (values["band_a"], values["band_b"]) == (1, 1)  # the best of band A, from which the plan gives way by 1
    # Fewest moves first is best at 0; with a tolerance of 1 band A comes next.
    fewest = ("moves", *[one for one in PLAIN.goals if one != "moves"])
    assert best(world, geography, replace(PLAIN, goals=fewest))[1] == [{}]
    assert best(world, geography, replace(PLAIN, goals=fewest, tolerances=(("moves", 1),)))[1] == [{"a": "v"}]


def test_plans_that_tie_are_all_given():
    world = world_of([person("p")], [house("h")], [room("b1", "h"), room("b2", "h")])
    assert best(world, geography_of(world), PLAIN)[1] == [{"p": "b1"}, {"p": "b2"}]


def test_the_first_kind_that_holds_is_why_someone_has_no_home():
    homes = [house("h1", support_hours_week=25), flat("h2", sex="M")]
    beds = [room("b1", "h1"), room("b2", "h1", "occupied", "z"), room("b3", "h1"), room("b4", "h2")]
    people = [
        person("z", needs_move=False),
        person("winner"),
        person("coupled", support_hours_week=20),  # in b1 or b3 with z: 30 hours of 25; h2 is for men
        person("refuses", consent="no"),
        person("outbid", support_hours_week=10),  # instead of the winner in b1: 20 hours of 25
        person("needs_call", access_need=None),
        person("nothing", access_need="A"),
        person("hours_unknown", support_hours_week=None),  # every rule met, but the hours of h1 would be unknown
        person("too_late", needed_by=date(2030, 1, 1), consent="no"),
    ]
    world = world_of(people, homes, beds)
    assert unmatched_kinds(world, geography_of(world), PLAIN, {"winner": "b1"}) == {
        "coupled": "coupled",
        "refuses": "no_consent",
        "outbid": "outcompeted",
        "needs_call": "worth_a_call",
        "nothing": "no_suitable_home",
        "hours_unknown": "worth_a_call",
    }


def test_a_void_is_matched_contested_or_fits_no_one():
    homes = [flat("h1"), flat("h2"), flat("h3", sex="M"), flat("h4")]
    beds = [room("b1", "h1"), room("b2", "h2"), room("b3", "h3"), room("b4", "h4", "works")]
    world = world_of([person("p")], homes, beds)
    labels = void_labels(world, geography_of(world), PLAIN, {"p": "b1"})
    assert labels == {"b1": "matched", "b2": "contested", "b3": "no_one_fits"}


def test_trying_allowed_pairs_only_misses_no_feasible_plan():
    for seed in range(15):
        world, geography = random_world(seed, people=3, homes=3, places=4)
        scenario = random_scenario(seed, world)
        ids = [one.resident_id for one in world.residents]
        beds = [one.bedspace_id for one in world.bedspaces]
        anything = ({k: v for k, v in zip(ids, put, strict=True) if v} for put in product([None, *beds], repeat=3))
        stands = [plan for plan in anything if not feasible(world, geography, scenario, plan)]
        tried = [plan for plan, _ in every_plan(world, geography, scenario)]
        assert sorted(map(sorted, map(dict.items, tried))) == sorted(map(sorted, map(dict.items, stands)))


@pytest.mark.parametrize("coupled", [True, False])
def test_at_least_a_third_of_random_worlds_have_a_best_plan_with_two_moves_and_every_best_plan_is_feasible(coupled):
    busy = 0
    for seed in range(60):
        world, geography = random_world(seed, people=6, homes=4, places=6, coupled=coupled)
        scenario = random_scenario(seed, world, coupled=coupled)
        _, plans = best(world, geography, scenario)
        busy += any(len(plan) >= 2 for plan in plans)
        assert all(feasible(world, geography, scenario, plan) == [] for plan in plans)
        assert coupled or not any(breaches(world, scenario, plan) for plan in plans)
    assert busy >= 20


def test_the_same_seed_makes_the_same_world_and_scenario():
    world, _ = random_world(7)
    assert world == random_world(7)[0] != random_world(8)[0]
    assert random_scenario(7, world) == random_scenario(7, world)
    for table, key in (("residents", "resident_id"), ("homes", "home_id"), ("bedspaces", "bedspace_id")):
        ids = [getattr(one, key) for one in getattr(world, table)]
        assert ids == sorted(set(ids))
