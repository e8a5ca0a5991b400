"""The plan given when time runs out keeps every rule, and no ordinary way of letting is better or adds to it."""

from collections import Counter
from contextlib import suppress
from dataclasses import replace

import pytest

from housing_match.assess import assess
from housing_match.domain import Scenario
from housing_match.solve import PinsCannotBeKept, baselines, best_plan, rank, search
from housing_match.solve.arcs import arcs_of
from housing_match.solve.baselines import filled_up
from housing_match.solve.clock import Clock
from housing_match.solve.model import coupled, model_of
from housing_match.verify import verify
from tests.random_worlds import AS_OF, random_scenario, random_world


def stopped_after(assessment, looks):
    """The plan of a search that may go on so often as it asks, and is told to stop from then on."""
    asked = Counter()

    def stopped():
        asked["times"] += 1
        return asked["times"] > looks

    return best_plan(assessment, stopped=stopped)


@pytest.mark.parametrize("large", [True, False])
@pytest.mark.parametrize("looks", [0, 1, 3, 8, 20])
def test_whenever_it_is_stopped_the_plan_keeps_every_rule_and_is_no_worse_than_any_ordinary_letting(
    looks, large, monkeypatch
):
    monkeypatch.setattr(search, "LARGE", 0 if large else 10**9)
    moved = 0
    for seed in range(12):
        world, geography = random_world(seed, people=12, homes=7, incumbents=0.6)
        scenario = replace(random_scenario(seed, world), pins=(), nominations=(), tolerances=())
        assessment = assess(world, geography, scenario)
        plan = stopped_after(assessment, looks)
        assert verify(world, geography, scenario, plan.bedspace_of).problems == ()
        ours = rank(assessment, plan.bedspace_of)
        assert all(rank(assessment, other) <= ours for other in baselines(assessment).values())
        filled = filled_up(coupled(arcs_of(assessment))[0], plan.bedspace_of)
        assert all(rank(assessment, other) <= ours for other in filled.values())
        moved += len(plan.bedspace_of)
    assert moved >= 24


@pytest.mark.parametrize("looks", [0, 3, 8])
def test_with_pins_and_quotas_the_plan_given_keeps_them_or_it_is_said_that_none_was_found(looks):
    given = 0
    for seed in range(60):
        world, geography = random_world(seed, people=12, homes=7, incumbents=0.6)
        scenario = random_scenario(seed, world)
        if scenario.pins or scenario.nominations:
            with suppress(PinsCannotBeKept):
                plan = stopped_after(assess(world, geography, scenario), looks)
                assert verify(world, geography, scenario, plan.bedspace_of).problems == ()
                given += 1
    assert given >= 3


def test_a_large_plan_moves_people_before_its_goals_are_counted(monkeypatch):
    monkeypatch.setattr(search, "LARGE", 0)
    world, geography = random_world(3, people=30, homes=12)
    model = model_of(assess(world, geography, Scenario(as_of=AS_OF)))
    begun = search.Search(model=model, clock=Clock(stopped=lambda: True), tell=lambda _: None)
    with pytest.raises(TimeoutError):
        begun.prove_goals()
    assert begun.first
    assert begun.first == model.lettings["first_come"]
    assert not {"order", "table"} & vars(model).keys()


def test_stopped_before_anything_is_proved_homes_are_let_where_letting_them_is_better_than_leaving_them_empty():
    world, geography = random_world(3, people=30, homes=12)
    assessment = assess(world, geography, Scenario(as_of=AS_OF))
    assert dict(stopped_after(assessment, 0).bedspace_of) in baselines(assessment).values()
