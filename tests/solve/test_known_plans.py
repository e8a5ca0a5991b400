"""Plans that are known before any solver runs: the lane, the terrace and the planted boroughs."""

from dataclasses import replace
from datetime import date

import pytest

from housing_match.assess import assess
from housing_match.domain import Scenario
from housing_match.solve import best_plan, goal_values
from housing_match.verify import verify
from tests.oracle.tiny import flat, geography_of, person, room, world_of
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


def test_nobody_can_be_placed_is_said_only_where_no_single_move_keeps_the_rules():
    stuck = world_of([person("a", access_need="A")], [flat("h")], [room("h1", "h")])
    free = world_of([person("a")], [flat("h")], [room("h1", "h")])
    staying = replace(Scenario(as_of=date(2026, 3, 2)), goals=("moves",))  # fewest moves first: nobody need move
    plans = {
        name: best_plan(assess(world, geography_of(world), scenario))
        for name, world, scenario in (("stuck", stuck, Scenario(as_of=date(2026, 3, 2))), ("free", free, staying))
    }
    assert {name: (plan.status, plan.moves) for name, plan in plans.items()} == {
        "stuck": ("nothing_possible", ()),
        "free": ("optimal", ()),
    }
