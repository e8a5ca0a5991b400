"""The plan held against every plan there is, on worlds small enough to try them all."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from housing_match.assess import assess
from housing_match.explain import voids, waiting
from housing_match.solve import PinsCannotBeKept, best_plan, prove
from housing_match.verify import verify
from tests.oracle.brute import best, goal_costs, unmatched_kinds, void_labels
from tests.random_worlds import random_scenario, random_world

FEW, MANY = range(0, 60), range(1000, 4000)


def agrees_with_every_plan(seed, **knobs):
    """The product's plan against brute force: plan, values, bounds, costs, kinds of waiting, labels of voids."""
    coupled = seed % 3 != 0  # a third of the worlds couple nobody, so that flows prove the plan
    world, geography = random_world(seed, coupled=coupled, **knobs)
    scenario = random_scenario(seed, world, coupled=coupled)
    try:
        values, plans = best(world, geography, scenario)
    except ValueError:
        return  # too many plans to try
    assessment = assess(world, geography, scenario)
    if not plans:
        with pytest.raises(PinsCannotBeKept):
            best_plan(assessment)
        return
    plan = prove(assessment).with_costs()
    moved = plan.bedspace_of
    assert moved in plans
    assert {goal.name: goal.bound for goal in plan.goals} == values
    assert {goal.name: goal.cost for goal in plan.goals} == goal_costs(world, geography, scenario, moved)
    checked = verify(world, geography, scenario, moved)
    assert checked.agrees, checked.problems
    assert checked.goals == {goal.name: goal.value for goal in plan.goals}
    kinds = {one.resident_id: one.kind for one in waiting(assessment, plan)}
    assert kinds == unmatched_kinds(world, geography, scenario, moved)
    labels = {one.bedspace_id: one.label for one in voids(assessment, plan)}
    assert labels == void_labels(world, geography, scenario, moved)


@pytest.mark.parametrize("seed", FEW)
def test_no_plan_there_is_does_better_and_everything_said_of_it_is_true(seed):
    agrees_with_every_plan(seed)


@pytest.mark.parametrize("seed", range(5000, 5025))
def test_no_plan_does_better_where_most_people_live_in_the_stock_already(seed):
    agrees_with_every_plan(seed, incumbents=0.9)


@settings(max_examples=40, deadline=None, derandomize=True)
@given(
    seed=st.integers(10_000, 99_999),
    people=st.integers(1, 6),
    homes=st.integers(1, 4),
    needs=st.sampled_from((0.0, 0.05, 0.2)),
    incumbents=st.sampled_from((0.0, 0.5, 1.0)),
)
def test_no_plan_does_better_whatever_the_size_the_needs_and_the_rules(seed, **knobs):
    agrees_with_every_plan(seed, **knobs)


@pytest.mark.soak
@pytest.mark.parametrize("seed", MANY)
def test_no_plan_there_is_does_better_in_thousands_of_worlds(seed):
    agrees_with_every_plan(seed)
