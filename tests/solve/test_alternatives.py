"""Plans as good as the one chosen: how many, and the most unlike, held against every plan there is."""

from dataclasses import replace

import pytest

from housing_match.assess import assess
from housing_match.criteria import POLICY, PREFER
from housing_match.domain import RuleChange, Scenario
from housing_match.solve import PinsCannotBeKept, PlanNotBest, alternatives, best_plan
from housing_match.solve.model import model_of
from tests.oracle.brute import best
from tests.oracle.tiny import flat, geography_of, person, room, world_of
from tests.random_worlds import AS_OF, random_scenario, random_world

FEW, MANY = range(0, 24), range(3000, 4000)


def by_class(assessment, world, plan):
    """Where everybody lives when the plan is done, alike bedspaces by one name."""
    alike = {one: kind.key for kind in model_of(assessment).arcs.classes for one in kind.bedspace_ids}
    return {who: alike.get(at, at) for who, at in {**world.incumbent_of, **plan}.items()}


def apart(one, other):
    """How many people live elsewhere."""
    return sum(one.get(who) != other.get(who) for who in one.keys() | other.keys())


def indifferent(world, scenario):
    """The same without preferences, waits or costs, so that many plans tie."""
    ignored = {rule.name: RuleChange(mode="ignore") for rule in POLICY if rule.mode == PREFER}
    people = tuple(replace(one, weekly_cost=None, waiting_since=None) for one in world.residents)
    rooms = tuple(replace(one, weekly_void_cost=None) for one in world.bedspaces)
    return replace(world, residents=people, bedspaces=rooms), replace(scenario, rules={**scenario.rules, **ignored})


def agrees_with_every_plan(seed):
    """The count, and that no other plan is farther from the nearest of those before it; how many plans tie."""
    coupled = seed % 3 != 0
    world, geography = random_world(seed, people=4, coupled=coupled)
    scenario = random_scenario(seed, world, coupled=coupled)
    if seed % 2:
        world, scenario = indifferent(world, scenario)
        geography = replace(geography, world=world)
    assessment = assess(world, geography, scenario)
    try:
        plans = best(world, geography, scenario)[1]
        ours = best_plan(assessment).bedspace_of
    except (ValueError, PinsCannotBeKept):
        return 0  # too many plans to try, or none
    different = {tuple(sorted(by_class(assessment, world, plan).items())): plan for plan in plans}
    found = alternatives(assessment, ours)
    assert (found.count, found.all_counted, found.in_time) == (min(len(different), 20), len(different) < 20, True)
    shown = [by_class(assessment, world, ours)]
    for plan in found.plans:
        assert plan in plans
        here = by_class(assessment, world, plan)
        farthest = max(min(apart(dict(one), before) for before in shown) for one in different)
        assert min(apart(here, before) for before in shown) == farthest
        shown.append(here)
    assert len(found.plans) == min(3, len(different) - 1)
    return len(different)


def test_every_best_plan_is_counted_and_those_shown_are_the_most_unlike():
    ties = [agrees_with_every_plan(seed) for seed in FEW]
    assert sum(many > 1 for many in ties) >= 6


@pytest.mark.soak
@pytest.mark.parametrize("seed", MANY)
def test_best_plans_are_counted_in_a_thousand_worlds(seed):
    agrees_with_every_plan(seed)


def twins(count):
    """People just alike, and as many flats just alike, each with one bedspace."""
    names = [f"p{at}" for at in range(count)]
    homes = [flat(f"h{at}") for at in range(count)]
    world = world_of([person(who) for who in names], homes, [room(f"b{at}", f"h{at}") for at in range(count)])
    return assess(world, geography_of(world), Scenario(as_of=AS_OF))


def test_more_plans_than_are_counted_are_said_to_be_at_least_so_many():
    assessment = twins(4)  # 4 × 3 × 2 ways to give four homes to four people
    found = alternatives(assessment, best_plan(assessment).bedspace_of)
    assert (found.count, found.all_counted) == (20, False)
    # Shifted by one, two and three homes all four are elsewhere than in any other.
    assert [len(set(plan.values())) for plan in found.plans] == [4, 4, 4]
    assert all(len({plan[who] for plan in found.plans}) == 3 for who in ("p0", "p1", "p2", "p3"))


def test_three_plans_tie_with_none_where_there_is_only_one():
    found = alternatives(twins(1), {"p0": "b0"})
    assert (found.count, found.all_counted, found.plans) == (1, True, ())


@pytest.mark.parametrize("limit", [None, 1])
def test_what_ties_with_a_plan_that_is_not_the_best_is_not_said(limit):
    assessment = twins(2)
    capped = replace(assessment, scenario=replace(assessment.scenario, max_chain=limit))
    with pytest.raises(PlanNotBest):
        alternatives(capped, {"p0": "b0"})


@pytest.mark.parametrize("asked", [8, 60])
def test_plans_counted_until_somebody_says_stop_are_said_to_be_at_least_so_many(asked):
    assessment, times = twins(5), iter(range(asked))
    found = alternatives(assessment, best_plan(assessment).bedspace_of, stopped=lambda: next(times, None) is None)
    assert not found.in_time
    assert not found.all_counted
    assert 1 <= found.count <= 20
    assert len(found.plans) < 3
