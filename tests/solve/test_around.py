"""The part around the homes that couple people: a bound for the whole, and a plan that meets it."""

from dataclasses import replace

import pytest

from housing_match.assess import assess
from housing_match.domain import Scenario
from housing_match.solve import best_plan, prove, search
from housing_match.solve.around import Around
from housing_match.solve.beginning import MANY_OUTWEIGHED
from housing_match.solve.chains import bedspaces_taken
from housing_match.solve.clock import Clock
from housing_match.solve.flow import Flow
from housing_match.solve.model import model_of
from housing_match.solve.ways import coupled_arcs
from housing_match.verify import verify
from tests.random_worlds import AS_OF, random_scenario, random_world


@pytest.fixture(autouse=True)
def _of_any_size(monkeypatch):
    """The part may be as large as the whole, as it is in small worlds."""
    monkeypatch.setattr("housing_match.solve.around.FEW", 1)


def bounded(assessment):
    """What the part says of a world, and what the best plan comes to on as many goals, small being better."""
    model = model_of(assessment)
    first = Flow(model.arcs).weighed(model.order, MANY_OUTWEIGHED)
    around = Around(model=model, clock=Clock(), coupled=coupled_arcs(model), first=first)
    around.prove()
    best = {goal.name: goal.value for goal in best_plan(assessment).goals}
    return around, tuple(tally.sign * best[tally.name] for tally in model.order[: len(around.leasts)])


def test_nothing_beats_the_bound_goal_by_goal_and_a_plan_that_meets_it_is_best():
    met = bounds = 0
    for seed in range(40):
        world, geography = random_world(seed, people=9, homes=5)
        scenario = replace(random_scenario(seed, world), pins=(), nominations=(), tolerances=(), max_chain=None)
        around, best = bounded(assess(world, geography, scenario))
        assert around.leasts <= best, seed
        bounds += bool(around.leasts)
        if around.taken is not None:
            bedspace_of = bedspaces_taken(around.model.arcs, around.taken)
            assert verify(world, geography, scenario, bedspace_of).problems == ()
            found = tuple(one.found for one in around.met_by(around.taken))
            assert found >= best
            met += found == around.leasts
    assert bounds >= 36
    assert met >= 33


@pytest.mark.parametrize("seed", range(4))
def test_of_larger_worlds_too(seed):
    world, geography = random_world(seed, people=60, homes=40)
    around, best = bounded(assess(world, geography, Scenario(as_of=AS_OF)))
    assert around.leasts <= best
    assert tuple(one.found for one in around.met_by(around.taken)) >= best


def test_a_search_that_begins_with_the_part_ends_with_the_same_plan_and_costs(monkeypatch):
    for seed in range(14):
        world, geography = random_world(seed, people=12, homes=8)
        scenario = replace(random_scenario(seed, world), pins=(), nominations=(), tolerances=(), max_chain=None)
        assessment = assess(world, geography, scenario)
        plain = prove(assessment).with_costs()
        with monkeypatch.context() as patched:
            patched.setattr(search, "LARGE", 0)
            large = prove(assessment).with_costs()
        assert (large.bedspace_of, large.status) == (plain.bedspace_of, plain.status)
        assert large.goals == plain.goals
