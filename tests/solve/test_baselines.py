"""The ordinary ways of letting homes keep every rule and never do better than the plan."""

import pytest

from housing_match.assess import assess
from housing_match.domain import GOALS
from housing_match.solve import baselines, best_plan, goal_values
from housing_match.verify import verify
from tests.random_worlds import random_scenario, random_world
from tests.villages import lane

SIGN = {goal.name: 1 if goal.most else -1 for goal in GOALS}


@pytest.mark.parametrize("seed", range(0, 40))
def test_a_baseline_keeps_every_rule_and_never_beats_the_plan(seed):
    world, geography = random_world(seed, people=8, homes=6)
    scenario = random_scenario(seed, world)
    if scenario.pins or scenario.tolerances:
        return  # a baseline knows no pins, and a goal that gave way may well be beaten
    assessment = assess(world, geography, scenario)
    plan = best_plan(assessment)
    order = [goal.name for goal in plan.goals]
    best = [SIGN[goal.name] * goal.value for goal in plan.goals]
    for name, bedspace_of in baselines(assessment).items():
        checked = verify(world, geography, scenario, bedspace_of)
        assert checked.agrees, (name, checked.problems)
        values = goal_values(assessment, bedspace_of)
        assert [SIGN[goal] * values[goal] for goal in order] <= best


def test_first_come_lets_to_the_longest_waiting_and_so_on():
    world, geography, scenario, _ = lane()
    lettings = baselines(assess(world, geography, scenario))
    assert sorted(lettings) == ["first_come", "one_at_a_time_by_fit", "scarcest_void_first"]
