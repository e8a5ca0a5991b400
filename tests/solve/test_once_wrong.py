"""Worlds in which earlier versions went wrong, each kept small."""

from dataclasses import replace
from datetime import date

import pytest

from housing_match.assess import assess
from housing_match.domain import HousematePair, Pair, RuleChange, Scenario
from housing_match.explain import waiting
from housing_match.solve import PinsCannotBeKept, baselines, best_plan, goal_values, rank
from tests.oracle.brute import best
from tests.oracle.tiny import chain_world, flat, geography_of, house, person, room, world_of
from tests.random_worlds import random_world

AS_OF = date(2026, 3, 2)


@pytest.mark.parametrize("cap", [1, 2, 3])
def test_an_incumbent_pinned_elsewhere_keeps_a_chain_cap(cap):
    # a is outside; b in b1, c in b2; b3 is void. Pinning b to b3 frees b1 for a: a chain of two.
    world = chain_world()
    geography = geography_of(world)
    scenario = Scenario(as_of=AS_OF, max_chain=cap, pins=(Pair(resident_id="b", bedspace_id="b3"),))
    values, plans = best(world, geography, scenario)
    plan = best_plan(assess(world, geography, scenario))
    assert plan.bedspace_of in plans
    assert {goal.name: goal.value for goal in plan.goals} == values


def test_a_couple_that_must_live_together_is_let_two_rooms_by_the_ordinary_ways_too():
    together = (HousematePair(resident_id="a", other_id="b", relation="must_together"),)
    world = world_of([person("a"), person("b")], [house("h")], [room("h1", "h"), room("h2", "h")], housemates=together)
    for bedspace_of in baselines(assess(world, geography_of(world), Scenario(as_of=AS_OF))).values():
        assert sorted(bedspace_of) == ["a", "b"]


def test_a_refused_place_is_asked_for_again_once_whoever_stood_in_the_way_has_left():
    # q lives in h2 and p must live apart from q. q is younger in the queue, and moves to the flat; then p may have h1.
    apart = (HousematePair(resident_id="p", other_id="q", relation="must_apart"),)
    people = [
        person("p", lives="shared", waiting_since=date(2020, 1, 1)),
        person("q", lives="alone", waiting_since=date(2024, 1, 1), current_bedspace_id="h2"),
    ]
    beds = [room("f1", "f"), room("h1", "h"), room("h2", "h", "occupied", "q")]
    world = world_of(people, [flat("f"), house("h")], beds, housemates=apart)
    lettings = baselines(assess(world, geography_of(world), Scenario(as_of=AS_OF)))
    assert {"p", "q"} == set(lettings["first_come"])


def test_a_couple_who_could_only_move_together_are_not_told_that_nobody_can_be_placed():
    together = (HousematePair(resident_id="a", other_id="b", relation="must_together"),)
    world = world_of([person("a"), person("b")], [house("h")], [room("h1", "h"), room("h2", "h")], housemates=together)
    scenario = Scenario(as_of=AS_OF, goals=("moves",))  # fewest moves before all else: none is best, not all there is
    plan = best_plan(assess(world, geography_of(world), scenario))
    assert (plan.status, plan.moves) == ("optimal", ())


def test_out_of_time_the_plan_is_no_worse_than_letting_one_home_at_a_time():
    world, geography = random_world(3, people=40, homes=25, needs=0.02, unknowns=0.0)
    assessment = assess(world, geography, Scenario(as_of=AS_OF, time_limit_seconds=0))
    plan = best_plan(assessment)
    assert (plan.status, len(plan.moves) > 0) == ("feasible", True)
    found = rank(assessment, plan.bedspace_of)
    assert all(found >= rank(assessment, letting) for letting in baselines(assessment).values())
    reach = {goal.name: goal.bound for goal in plan.goals}
    assert reach["housed"] <= sum(one.needs_move for one in assessment.residents)


def test_an_unknown_risk_in_a_softened_household_is_worth_a_call_and_not_a_closed_door():
    world = world_of([person("a", sharing=None, lives="alone")], [house("h")], [room("h1", "h"), room("h2", "h")])
    scenario = Scenario(as_of=AS_OF, rules={"household": RuleChange(mode="prefer")})
    assessment = assess(world, geography_of(world), scenario)
    (wait,) = waiting(assessment, best_plan(assessment))
    assert wait.kind == "worth_a_call"


def test_the_values_of_a_plan_do_not_depend_on_who_counts_them():
    world, geography = random_world(4, people=12, homes=8)
    assessment = assess(world, geography, Scenario(as_of=AS_OF))
    plan = best_plan(assessment)
    assert {goal.name: goal.value for goal in plan.goals} == goal_values(assessment, plan.bedspace_of)
    assert best_plan(replace(assessment)).moves == plan.moves


def test_a_pin_to_their_own_home_is_kept_by_somebody_who_stays_there_without_being_in_the_plan():
    people = [person("a", consent="not_asked", current_bedspace_id="h1"), person("b")]
    world = world_of(people, [house("h")], [room("h1", "h", "occupied", "a"), room("h2", "h")])
    for pin in (Pair(resident_id="a", bedspace_id="h1"), Pair(resident_id="a", home_id="h")):
        plan = best_plan(assess(world, geography_of(world), Scenario(as_of=AS_OF, pins=(pin,))))
        assert plan.bedspace_of == {"b": "h2"}


def test_every_pin_that_cannot_be_kept_is_told_at_once_also_of_somebody_who_is_not_in_the_plan():
    people = [person("a", consent="not_asked", current_bedspace_id="h1"), person("b", access_need="A")]
    world = world_of(people, [house("h")], [room("h1", "h", "occupied", "a"), room("h2", "h")])
    pins = (Pair(resident_id="a", bedspace_id="h2"), Pair(resident_id="b", home_id="h"))
    with pytest.raises(PinsCannotBeKept, match=r"a cannot be pinned to h2: .* out of the plan\. b cannot .* access"):
        best_plan(assess(world, geography_of(world), Scenario(as_of=AS_OF, pins=pins)))


def test_a_rule_that_one_housemate_breaks_is_not_unknown_because_of_another_of_whom_too_little_is_known():
    # b lives in h1, of unknown sex; a, a woman, is planned for h2. r is a risk to women: in h3 that is broken.
    people = [
        person("a", sex="F"),
        person("b", sex=None, needs_move=False, current_bedspace_id="h1"),
        person("r", sex="M", sharing=frozenset({"risk_to_women"})),
    ]
    rooms = [room("h1", "h", "occupied", "b"), room("h2", "h"), room("h3", "h")]
    world = world_of(people, [house("h")], rooms)
    assessment = assess(world, geography_of(world), Scenario(as_of=AS_OF))
    (wait,) = waiting(assessment, best_plan(assessment))
    assert (wait.resident_id, wait.kind) == ("r", "coupled")
