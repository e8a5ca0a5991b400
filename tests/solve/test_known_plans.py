"""Plans that are known before any solver runs: the lane, the terrace and the planted boroughs."""

import pytest

from housing_match.assess import assess
from housing_match.solve import best_plan, goal_values
from housing_match.verify import verify
from tests.villages import lane, planted, terrace


@pytest.mark.parametrize("village", [lane, terrace])
def test_the_plan_of_a_village_is_the_one_worked_out_in_its_docstring(village):
    world, geography, scenario, known = village()
    plan = best_plan(assess(world, geography, scenario))
    assert (plan.status, plan.bedspace_of) == ("optimal", known)


@pytest.mark.parametrize("coupled", [False, True])
@pytest.mark.parametrize("seed", range(3))
def test_the_planted_plan_of_a_borough_is_found_and_proved(seed, coupled):
    world, geography, scenario, known = planted(seed, people=60, homes=40, coupled=coupled)
    plan = best_plan(assess(world, geography, scenario))
    assert (plan.status, plan.bedspace_of) == ("optimal", known)
    assert verify(world, geography, scenario, plan.bedspace_of).agrees


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(20))
def test_the_planted_plan_of_a_large_borough_is_found_and_proved(seed):
    world, geography, scenario, known = planted(seed, people=200, homes=120, coupled=seed % 2 == 0)
    assert best_plan(assess(world, geography, scenario)).bedspace_of == known


def test_goal_values_of_the_plan_are_those_of_its_moves():
    world, geography, scenario, known = terrace()
    assessment = assess(world, geography, scenario)
    plan = best_plan(assessment)
    assert {goal.name: goal.value for goal in plan.goals} == goal_values(assessment, known)
