"""Prices held against every plan there is, with and without each principle."""

from dataclasses import replace
from fractions import Fraction

import pytest

from housing_match.assess import assess
from housing_match.criteria import IGNORE, MUST, POLICY
from housing_match.domain import Pair, RuleChange, Scenario
from housing_match.explain.prices import (
    BY_BOROUGH,
    BY_NEED,
    floor_price,
    groups,
    never_priced,
    priced_rules,
    rule_prices,
)
from housing_match.solve import PinsCannotBeKept, best_plan
from tests.oracle.brute import best, every_plan, settle
from tests.oracle.tiny import KENSINGTON, WESTMINSTER, flat, geography_of, person, room, world_of
from tests.random_worlds import AS_OF, random_scenario, random_world

PLAIN = Scenario(as_of=AS_OF)


def differences(scenario, here, there):
    return tuple((name, there[name] - here[name]) for name in scenario.goals if there[name] != here[name])


def ignoring(scenario, rule):
    return replace(scenario, rules=scenario.rules | {rule: RuleChange(mode=IGNORE)})


def rules_agree_with_every_plan(seed):
    """Each rule's price in a random world; how many cost something."""
    world, geography = random_world(seed, people=4, homes=4, needs=0.25)
    scenario = replace(random_scenario(seed, world), tolerances=(), pins=())
    try:
        here, _ = best(world, geography, scenario)
        without = {
            rule.name: best(world, geography, ignoring(scenario, rule.name))[0]
            for rule in priced_rules(assess(world, geography, scenario))
        }
    except ValueError:
        return 0  # too many plans to try
    if not here:
        return 0
    found = list(rule_prices(assess(world, geography, scenario)))
    assert {one.rule: one.without for one in found} == {
        name: differences(scenario, here, there) for name, there in without.items()
    }
    return sum(bool(one.without) for one in found)


def test_each_requirement_costs_what_the_best_of_all_plans_without_it_comes_to_more():
    assert sum(rules_agree_with_every_plan(seed) for seed in range(5)) > 5


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(5000, 5300))
def test_prices_of_requirements_hold_in_hundreds_of_worlds(seed):
    rules_agree_with_every_plan(seed)


def floors_agree_with_every_plan(seed):
    """Both floors of a random world; how many groups could be raised."""
    world, geography = random_world(seed, people=6, homes=4)
    scenario = replace(random_scenario(seed, world), tolerances=())
    assessment = assess(world, geography, scenario)
    try:
        plan = best_plan(assessment).bedspace_of
        plans = every_plan(world, geography, scenario)
    except (ValueError, PinsCannotBeKept):
        return 0  # too many plans to try, or none
    here, _ = settle(plans, scenario)
    raised = 0
    for kind in (BY_BOROUGH, BY_NEED):
        found = floor_price(assessment, plan, kind)
        for group in found.stuck:
            assert max(sum(who in one for who in group.resident_ids) for one, _ in plans) == group.housed
        if found.raised is None:
            continue
        members = found.raised.resident_ids
        assert all(one in found.stuck for one in found.groups if one.share < found.raised.share)
        more = [one for one in plans if sum(who in one[0] for who in members) > found.raised.housed]
        assert found.cost == differences(scenario, here, settle(more, scenario)[0])
        assert found.housed_then > found.raised.housed
        raised += 1
    return raised


def test_raising_the_worst_off_group_costs_what_the_best_of_all_plans_that_do_comes_to_less():
    assert sum(floors_agree_with_every_plan(seed) for seed in range(14)) > 2


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(6000, 6600))
def test_prices_of_floors_hold_in_hundreds_of_worlds(seed):
    floors_agree_with_every_plan(seed)


def test_what_can_never_be_softened_is_never_priced_and_every_other_requirement_is():
    world, geography = random_world(1)
    assessment = assess(world, geography, PLAIN)
    never = {"consent", "adult", "available", "exclusions", "compatibility", "setting"}
    assert {one.name for one in never_priced(assessment)} == never
    assert {one.name for one in priced_rules(assessment)} == {one.name for one in POLICY if one.mode == MUST} - never


def test_a_requirement_that_the_scenario_ignores_already_has_no_price_left():
    world, geography = random_world(1)
    assessment = assess(world, geography, ignoring(PLAIN, "access"))
    assert "access" not in {one.name for one in priced_rules(assessment)}


def two_boroughs():
    """Three people of Westminster and one of Kensington, two flats; whoever of Kensington waits shortest."""
    people = [person(f"w{at}", priority_band="B") for at in range(3)]
    people += [person("k", borough=KENSINGTON, priority_band="C")]
    both = frozenset({WESTMINSTER, KENSINGTON})
    homes = [flat("h1", nominations=both), flat("h2", nominations=both)]
    world = world_of(people, homes, [room("h1a", "h1"), room("h2a", "h2")])
    return world, assess(world, geography_of(world), PLAIN)


def test_the_floor_by_borough_names_the_worst_off_and_what_one_more_costs_the_goals_above():
    _, assessment = two_boroughs()
    plan = best_plan(assessment).bedspace_of
    by_borough = groups(assessment, plan, BY_BOROUGH)
    assert [(one.name, one.share) for one in by_borough] == [(KENSINGTON, Fraction(0)), (WESTMINSTER, Fraction(2, 3))]
    found = floor_price(assessment, plan, BY_BOROUGH)
    assert (found.raised.name, found.housed_then) == (KENSINGTON, 1)
    assert found.cost[0] == ("band_b", -1)  # k, of band C, takes the home of one of band B


def test_a_group_for_which_no_plan_does_more_is_said_to_be_stuck():
    people = [person("k", borough=KENSINGTON), person("w"), person("v")]
    world = world_of(people, [flat("h")], [room("h1", "h")])  # Westminster alone nominates to it
    assessment = assess(world, geography_of(world), PLAIN)
    found = floor_price(assessment, best_plan(assessment).bedspace_of, BY_BOROUGH)
    assert [one.name for one in found.stuck] == [KENSINGTON, WESTMINSTER]
    assert found.raised is None


def test_prices_can_be_stopped():
    _, assessment = two_boroughs()
    with pytest.raises(TimeoutError):
        list(rule_prices(assessment, stopped=lambda: True))


def test_a_scenario_whose_pins_no_plan_keeps_has_no_prices_and_says_why():
    people = [person("a"), person("b")]
    world = world_of(people, [flat("h")], [room("h1", "h"), room("h2", "h")])
    pins = tuple(Pair(resident_id=who, bedspace_id="h1") for who in ("a", "b"))
    assessment = assess(world, geography_of(world), replace(PLAIN, pins=pins))
    with pytest.raises(PinsCannotBeKept, match="No plan keeps every pin"):
        list(rule_prices(assessment))
