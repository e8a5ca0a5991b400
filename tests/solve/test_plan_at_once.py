"""The plan that is there before anything else is known keeps every rule, and moves as many as nothing couples."""

from dataclasses import replace

from housing_match.assess import assess
from housing_match.domain import Scenario
from housing_match.solve.arcs import arcs_of
from housing_match.solve.plan_at_once import plan_at_once
from housing_match.verify import verify
from tests.oracle.brute import every_plan
from tests.random_worlds import AS_OF, random_scenario, random_world


def at_once(world, geography, scenario):
    return plan_at_once(arcs_of(assess(world, geography, scenario)))


def test_a_plan_at_once_keeps_every_rule():
    moved = 0
    for seed in range(120):
        world, geography = random_world(seed, people=14, homes=9, needs=0.03, incumbents=0.5)
        scenario = replace(random_scenario(seed, world), pins=(), nominations=())
        plan = at_once(world, geography, scenario)
        assert verify(world, geography, scenario, plan).problems == ()
        moved += len(plan)
    assert moved > 40


def test_where_every_home_has_its_own_door_and_nobody_leaves_one_no_plan_moves_more_people():
    moved = 0
    for seed in range(40):
        world, geography = random_world(seed, coupled=False, incumbents=0.0, needs=0.03)
        world = replace(world, homes=tuple(replace(one, home_type="cluster_flat") for one in world.homes))
        scenario = Scenario(as_of=AS_OF)
        plan = at_once(world, geography, scenario)
        assert len(plan) == max(len(other) for other, _ in every_plan(world, geography, scenario))
        moved += len(plan)
    assert moved > 40


def test_whoever_must_live_with_somebody_waits_for_a_plan_that_asks_of_both():
    for seed in range(60):
        world, geography = random_world(seed, people=14, homes=9, needs=0.03)
        plan = at_once(world, geography, Scenario(as_of=AS_OF))
        assert world.must_live_with.keys().isdisjoint(plan)
