"""The product's engine against the simple whole model: the same plan, values, bounds and costs, hundreds of times."""

import pytest

from housing_match.assess import assess
from housing_match.solve import PinsCannotBeKept, besides, prove, search
from tests.random_worlds import random_scenario, random_world
from tests.solve.whole_model import WholeModel


def told(assessment):
    try:
        plan = prove(assessment).with_costs()
    except PinsCannotBeKept:
        return None
    return plan.status, plan.moves, plan.seed, plan.goals


def agrees_with_the_whole_model(seed, monkeypatch, **size):
    world, geography = random_world(seed, **size)
    assessment = assess(world, geography, random_scenario(seed, world))
    ours = told(assessment)
    with monkeypatch.context() as patch:
        patch.setattr(search, "engine_of", lambda model, *_: WholeModel(model.arcs, model.side))
        assert told(assessment) == ours


@pytest.mark.parametrize("seed", range(20_000, 20_100))
def test_the_plan_of_a_small_borough_is_that_of_the_whole_model(seed, monkeypatch):
    agrees_with_the_whole_model(seed, monkeypatch, people=14, homes=9)


@pytest.mark.parametrize("seed", range(21_000, 21_003))
def test_the_plan_of_a_larger_borough_is_that_of_the_whole_model(seed, monkeypatch):
    agrees_with_the_whole_model(seed, monkeypatch, people=50, homes=30, needs=0.04)


@pytest.mark.parametrize("few_open", [0, besides.FEW_OPEN])
@pytest.mark.parametrize("seed", range(20_000, 20_015))
def test_what_goals_cost_is_the_same_where_relaxations_prove_it_and_not_an_integer_program(seed, few_open, monkeypatch):
    monkeypatch.setattr(besides, "FEW_OPEN", few_open)
    monkeypatch.setattr(besides, "VERY_FEW_OPEN", 0)
    agrees_with_the_whole_model(seed, monkeypatch, people=14, homes=9)


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(22_000, 22_600))
def test_the_plan_is_that_of_the_whole_model_in_hundreds_of_worlds(seed, monkeypatch):
    agrees_with_the_whole_model(seed, monkeypatch, people=20, homes=12)
