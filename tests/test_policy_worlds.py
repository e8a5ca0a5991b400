"""What every rule promises inside a whole borough: removed, alone, whatever anybody's ethnicity, either way round."""

import random
from dataclasses import replace

import numpy as np
import pytest

from housing_match.assess import MET, assess, findings
from housing_match.criteria import (
    IGNORE,
    MUST,
    POLICY,
    Criterion,
    PlanRule,
    plan_breaches,
    policy_for,
)
from housing_match.domain import Household, RuleChange, Scenario, World, codes, households_after
from tests.assessed import whole
from tests.oracle.tiny import geography_of
from tests.random_worlds import AS_OF, random_world
from tests.watching import watched

PLAIN = Scenario(as_of=AS_OF)
SEEDS = range(4)
MANY_SEEDS = range(40)
FIT_FACTS = {"fit_here", "fit_today"}

every_rule = pytest.mark.parametrize("rule", POLICY, ids=lambda rule: rule.name)
every_plan_rule = pytest.mark.parametrize(
    "rule", [rule for rule in POLICY if isinstance(rule.criterion, PlanRule)], ids=lambda rule: rule.name
)


def worlds(seeds=SEEDS):
    """Random worlds rich in needs and unknowns, each with its geography."""
    return [random_world(seed, people=6, homes=4, unknowns=0.1, needs=0.3) for seed in seeds]


def random_moves(world, seed):
    """Some residents, each moved into a bedspace of its own."""
    dice = random.Random(seed)
    people = dice.sample(world.residents, 4)
    rooms = dice.sample(world.bedspaces, min(4, len(world.bedspaces)))
    return {one.resident_id: room.bedspace_id for one, room in zip(people, rooms, strict=False)}


def without(rule):
    """The policy less one rule."""
    return tuple(other for other in POLICY if other.name != rule.name)


def ignoring(names):
    """The plain scenario with these rules ignored, those that may be."""
    allowed = [rule.name for rule in POLICY if rule.name in names and IGNORE in rule.criterion.modes]
    return replace(PLAIN, rules={name: RuleChange(mode=IGNORE) for name in allowed})


def said(policy, world, geography):
    """(resident, place, rule) → outcome, of all rules of a policy and all pairs of a world."""
    places = [world.place(room.bedspace_id) for room in world.bedspaces]
    return {
        (resident.resident_id, place.bedspace_id, found.rule.name): found.outcome
        for resident in world.residents
        for place in places
        for found in findings(policy, resident, place, geography.facts(resident.resident_id, place.home_id, PLAIN))
    }


@every_rule
def test_the_other_rules_say_the_same_with_one_removed_and_it_says_the_same_alone(rule):
    for world, geography in worlds():
        all_said = said(POLICY, world, geography)
        mine = {key: outcome for key, outcome in all_said.items() if key[2] == rule.name}
        assert said(without(rule), world, geography) == {key: all_said[key] for key in all_said.keys() - mine.keys()}
        assert said((rule,), world, geography) == mine
        households = households_after(world, random_moves(world, 1))
        breaches = plan_breaches(POLICY, households, world)
        alone = plan_breaches((rule,), households, world)
        assert alone == tuple(breach for breach in breaches if breach.rule == rule.name)
        rest = plan_breaches(without(rule), households, world)
        assert rest == tuple(breach for breach in breaches if breach.rule != rule.name)


@every_rule
def test_a_borough_is_assessed_with_the_rule_ignored_and_with_all_others_ignored(rule):
    others = [other.name for other in without(rule)]
    for world, geography in worlds():
        before = whole(assess(world, geography, PLAIN))
        after, alone = (whole(assess(world, geography, ignoring(names))) for names in ([rule.name], others))
        for name, verdicts in after.verdicts.items():
            reads = next(other.criterion.reads_facts for other in POLICY if other.name == name)
            if name != rule.name and not FIT_FACTS & set(reads):
                np.testing.assert_array_equal(verdicts, before.verdicts[name])
        if IGNORE in rule.criterion.modes:
            # A part that always binds may be left of it, never more than it asked before.
            left = after.verdicts.get(rule.name, np.zeros_like(before.fit))
            assert not ((left != MET) & (before.verdicts.get(rule.name, left) == MET)).any()
        if (
            isinstance(rule.criterion, Criterion)
            and rule.mode == MUST
            and not FIT_FACTS & set(rule.criterion.reads_facts)
        ):
            np.testing.assert_array_equal(alone.verdicts.get(rule.name, 0), before.verdicts.get(rule.name, 0))
            assert (alone.fit == 500).all()


def with_others(world, **fields):
    """The world with other values in these fields of every resident."""
    changed = [
        replace(one, **{name: following(values, getattr(one, name)) for name, values in fields.items()})
        for one in world.residents
    ]
    return replace(world, residents=tuple(changed))


def following(values, value):
    """The next of the values, round and round."""
    return values[(values.index(value) + 1) % len(values)]


def test_other_ethnicities_change_no_finding_no_fit_and_no_household():
    for seed, (world, geography) in zip(MANY_SEEDS, worlds(MANY_SEEDS), strict=True):
        other = with_others(world, ethnic_group=(*codes.ETHNIC_GROUP, None))
        assert [one.ethnic_group for one in other.residents] != [one.ethnic_group for one in world.residents]
        before, after = assess(world, geography, PLAIN), assess(other, replace(geography, world=other), PLAIN)
        same_assessment(before, after, set())
        moves = random_moves(world, seed)
        breaches = plan_breaches(POLICY, households_after(world, moves), world)
        assert plan_breaches(POLICY, households_after(other, moves), other) == breaches


def test_other_sexes_change_nothing_but_what_the_rules_that_declare_it_say():
    declaring = {
        rule.name for rule in POLICY if isinstance(rule.criterion, Criterion) and "sex" in rule.criterion.reads_resident
    }
    for world, geography in worlds(MANY_SEEDS):
        other = with_others(world, sex=(*codes.SEX, None))
        before, after = assess(world, geography, PLAIN), assess(other, replace(geography, world=other), PLAIN)
        same_assessment(before, after, declaring)


def same_assessment(before, after, but_for):
    """Both have the same fit, the same people in the plan and the same verdicts of all rules but for these."""
    was, now = whole(before), whole(after)
    np.testing.assert_array_equal(now.fit, was.fit)
    np.testing.assert_array_equal(after.fit_today, before.fit_today)
    np.testing.assert_array_equal(after.in_plan, before.in_plan)
    for name in was.verdicts.keys() - but_for:
        np.testing.assert_array_equal(now.verdicts[name], was.verdicts[name])


@every_plan_rule
def test_a_plan_rule_never_reads_ethnicity_and_asks_a_question_only_where_it_does_not_know(rule):
    for seed, (world, _) in zip(MANY_SEEDS, worlds(MANY_SEEDS), strict=True):
        seen = set()
        noted = replace(world, residents=tuple(watched(one, seen) for one in world.residents))
        for breach in rule.criterion.breaches(households_after(noted, random_moves(world, seed)), noted):
            assert breach.rule == rule.name
            assert (breach.verdict == "unknown") == ("?" in breach.question)
            assert breach.resident_ids == tuple(sorted(breach.resident_ids))
        assert "resident_id" in seen
        assert "ethnic_group" not in seen


@every_plan_rule
def test_a_plan_rule_says_the_same_either_way_round(rule):
    for seed, (world, _) in zip(MANY_SEEDS, worlds(MANY_SEEDS), strict=True):
        households = households_after(world, random_moves(world, seed))
        turned = [Household(home=one.home, lodgers=tuple(reversed(one.lodgers))) for one in reversed(households)]
        there, back = (
            sorted(
                (breach.home_id, breach.resident_ids, breach.verdict) for breach in rule.criterion.breaches(ones, world)
            )
            for ones in (households, turned)
        )
        assert there == back
        for one in (*world.residents, None):
            for other in world.residents:
                clashes = [rule.criterion.clash(*pair, world) for pair in ((one, other), (other, one))]
                verdicts = [None if clash is None else (clash.verdict, clash.binding) for clash in clashes]
                assert verdicts[0] == verdicts[1]


@every_plan_rule
def test_a_plan_rule_finds_nothing_where_nobody_has_moved_in(rule):
    for world, _ in worlds(MANY_SEEDS):
        assert rule.criterion.breaches(households_after(world, {}), world) == ()


def test_the_policy_runs_where_nobody_and_nothing_is():
    world = World()
    nothing = assess(world, geography_of(world), PLAIN)
    assert (whole(nothing).fit.shape, policy_for(PLAIN)) == ((0, 0), POLICY)
