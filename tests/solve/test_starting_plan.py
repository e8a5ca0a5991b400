"""Starting from a plan made before: it changes no proof, and out of time none worse is given."""

from dataclasses import replace

import pytest

from housing_match.assess import assess
from housing_match.domain import Pair, Scenario
from housing_match.solve import PinsCannotBeKept, parts, prove, rank
from housing_match.solve.chains import still_open
from housing_match.solve.model import model_of
from housing_match.verify import verify
from tests.oracle.tiny import flat, geography_of, person, room, world_of
from tests.random_worlds import AS_OF, random_scenario, random_world


def told(assessment, before):
    try:
        plan = prove(assessment, before=before).with_costs()
    except PinsCannotBeKept:
        return None
    return plan.status, plan.moves, plan.seed, plan.goals


@pytest.mark.parametrize("few_arcs", [1, 1_000])
@pytest.mark.parametrize("seed", range(12))
def test_the_best_plan_is_the_same_wherever_the_search_starts(seed, few_arcs, monkeypatch):
    monkeypatch.setattr(parts, "FEW_ARCS", few_arcs)
    world, geography = random_world(seed, people=16, homes=10, needs=0.03)
    plain, other = Scenario(as_of=AS_OF), random_scenario(seed, world)
    before = prove(assess(world, geography, plain)).plan.bedspace_of
    assessment = assess(world, geography, other)
    assert told(assessment, before) == told(assessment, None)


@pytest.mark.parametrize("seed", range(12))
def test_out_of_time_at_once_the_plan_keeps_every_rule_and_is_no_worse_than_the_one_before(seed):
    world, geography = random_world(seed, people=16, homes=10, needs=0.03)
    scenario = Scenario(as_of=AS_OF)
    assessment = assess(world, geography, scenario)
    best = prove(assessment).plan
    at_once = prove(assess(world, geography, replace(scenario, time_limit_seconds=0)), before=best.bedspace_of).plan
    assert at_once.status == "feasible"
    assert rank(assessment, at_once.bedspace_of) == rank(assessment, best.bedspace_of)
    assert verify(world, geography, scenario, at_once.bedspace_of).problems == ()


def test_of_a_plan_for_another_scenario_the_moves_that_are_still_open_are_kept():
    # a moves to f1 and leaves g1 to b. Once a may not have f1, a stays, and so b cannot have g1; c's move stands.
    people = [person("a", situation="supported_living"), person("b"), person("c")]
    rooms = [room("f1", "f"), room("g1", "g", "occupied", "a"), room("h1", "h")]
    world = world_of(people, [flat("f"), flat("g"), flat("h")], rooms)
    banned = Scenario(as_of=AS_OF, bans=(Pair(resident_id="a", bedspace_id="f1"),))
    before = {"a": "f1", "b": "g1", "c": "h1", "nobody": "f1"}
    arcs = [model_of(assess(world, geography_of(world), one)).arcs for one in (Scenario(as_of=AS_OF), banned)]
    assert still_open(arcs[0], before) == {"a": "f1", "b": "g1", "c": "h1"}
    assert still_open(arcs[1], before) == {"c": "h1"}
