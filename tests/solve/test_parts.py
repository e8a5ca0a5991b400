"""Parts that nobody crosses: which there are, and that what is proved part by part is what is proved of the whole."""

from dataclasses import replace

import numpy as np
import pytest

from housing_match.assess import assess
from housing_match.domain import GOAL, HousematePair, Quota, Scenario
from housing_match.solve import PinsCannotBeKept, parts, prove
from housing_match.solve.chains import arcs_taken
from housing_match.solve.engine import SolverFailed
from housing_match.solve.in_parts import InParts
from housing_match.solve.model import engine_of, model_of
from tests.oracle.tiny import KENSINGTON, WESTMINSTER, flat, geography_of, house, person, room, world_of
from tests.random_worlds import AS_OF, random_scenario, random_world
from tests.solve.test_best_plan import agrees_with_every_plan
from tests.solve.test_stopping import Questions

PLAIN = Scenario(as_of=AS_OF)


@pytest.fixture
def small_parts(monkeypatch):
    """Parts stand alone however small they are."""
    monkeypatch.setattr(parts, "FEW_ARCS", 1)


def half(one_id):
    """Which of two boroughs somebody or a home belongs to, by the last figure of the id."""
    return (WESTMINSTER, KENSINGTON)[int(one_id[-1]) % 2]


def two_halves(seed, **knobs):
    """A random world, each half of its people and homes with a borough of its own that nominates to no other.

    Whoever lives in the stock is of the home's half, as a move from one half to the other would tie them.
    """
    world, geography = random_world(seed, **knobs)
    where = {one.resident_id: half(one.resident_id) for one in world.residents}
    where |= {one.occupant_id: half(one.home_id) for one in world.bedspaces if one.occupant_id in where}
    apart = replace(
        world,
        residents=tuple(replace(one, borough=where[one.resident_id]) for one in world.residents),
        homes=tuple(replace(one, nominations=frozenset({half(one.home_id)})) for one in world.homes),
        housemates=tuple(one for one in world.housemates if where[one.resident_id] == where[one.other_id]),
    )
    return apart, replace(geography, world=apart)


def two_boroughs(**tables):
    """In each of two boroughs two people, a flat and a shared house."""
    people = [person(one, borough=half(one)) for one in ("a1", "b1", "a2", "b2")]
    homes = [
        kind(f"{letter}{number}", borough=half(number), nominations=frozenset({half(number)}))
        for letter, kind in (("f", flat), ("h", house))
        for number in ("1", "2")
    ]
    rooms = [
        room(f"{one.home_id}{letter}", one.home_id)
        for one in homes
        for letter in "xy"[: 1 + one.home_id.startswith("h")]
    ]
    return world_of(people, homes, rooms, **tables)


def together(world, scenario=PLAIN):
    """The people of each part."""
    found = model_of(assess(world, geography_of(world), scenario)).parts
    return sorted(sorted(one.arcs.people) for one in found)


def told(assessment):
    try:
        plan = prove(assessment).with_costs()
    except PinsCannotBeKept:
        return None
    return plan.status, plan.moves, plan.seed, plan.goals


@pytest.mark.parametrize("seed", range(3_000, 3_040))
def test_a_tiny_world_proved_part_by_part_agrees_with_every_plan_there_is(seed, small_parts):
    agrees_with_every_plan(seed)


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(4_000, 5_000))
def test_a_thousand_tiny_worlds_proved_part_by_part_agree_with_every_plan_there_is(seed, small_parts):
    agrees_with_every_plan(seed)


@pytest.mark.parametrize("seed", range(10))
def test_two_boroughs_that_nominate_to_their_own_homes_get_the_plan_of_the_whole(seed, monkeypatch):
    world, geography = two_halves(seed, people=24, homes=14, needs=0.03)
    scenario = replace(random_scenario(seed, world), nominations=(), tolerances=(), rules=PLAIN.rules)
    assessment = assess(world, geography, scenario)
    whole = told(assessment)
    monkeypatch.setattr(parts, "FEW_ARCS", 1)
    if whole is not None:
        assert len(model_of(assessment).parts) > 1
    assert told(assessment) == whole


def test_boroughs_that_nominate_to_their_own_homes_are_parts(small_parts):
    assert together(two_boroughs()) == [["a1", "b1"], ["a2", "b2"]]


def test_small_parts_are_taken_together():
    assert together(two_boroughs()) == [["a1", "a2", "b1", "b2"]]


def test_a_pair_tied_only_where_both_could_live_does_not_tie_two_parts(small_parts):
    pair = HousematePair(resident_id="a1", other_id="a2", relation="must_apart")
    assert together(two_boroughs(housemates=(pair,))) == [["a1", "b1"], ["a2", "b2"]]


def test_a_quota_that_counts_lettings_of_both_boroughs_ties_them(small_parts):
    quota = Quota(nominating_borough=WESTMINSTER, at_most_percent=50)
    assert together(two_boroughs(), replace(PLAIN, nominations=(quota,))) == [["a1", "a2", "b1", "b2"]]


def test_a_goal_that_may_give_way_ties_all(small_parts):
    assert together(two_boroughs(), replace(PLAIN, tolerances=(("fit", 1),))) == [["a1", "a2", "b1", "b2"]]


def test_a_part_in_which_nobody_is_coupled_is_proved_by_flows_beside_one_that_is(small_parts):
    pair = HousematePair(resident_id="a1", other_id="b1", relation="must_apart")
    world = two_boroughs(housemates=(pair,))
    found = model_of(assess(world, geography_of(world), PLAIN))
    assert {one.arcs.people: one.pure for one in found.parts} == {("a1", "b1"): False, ("a2", "b2"): True}
    plan = prove(assess(world, geography_of(world), PLAIN)).plan
    assert plan.status == "optimal"
    assert len(plan.bedspace_of) == 4
    assert plan.fixing.edges == len(found.parts[0].arcs.person)


@pytest.mark.parametrize("questions", [1, 2, 4, 8, 16])
def test_out_of_time_in_one_part_the_plan_of_the_others_is_kept_and_the_bounds_hold(questions, small_parts):
    world, geography = two_halves(5, people=24, homes=14, needs=0.03)
    assessment = assess(world, geography, PLAIN)
    model, best = model_of(assessment), prove(assessment).plan
    engine = InParts(model.parts, model.arcs.stay, Questions(left=[0] * questions))
    (first, *_) = engine.best(model.order)
    goal = best.goals[0]
    assert GOAL[goal.name].most  # so that its small-is-better form is below nothing
    assert first.bound <= -goal.value <= first.found
    bedspace_of = {
        model.arcs.people[model.arcs.person[at]]: model.arcs.classes[model.arcs.place_class[at]].bedspace_ids
        for at in np.flatnonzero(first.taken & ~model.arcs.stay)
    }
    assert len(bedspace_of) <= len(best.moves)


def test_out_of_time_at_once_the_plan_is_the_one_begun_with(small_parts):
    world, geography = two_halves(5, people=24, homes=14, needs=0.03)
    model = model_of(assess(world, geography, PLAIN))
    best = arcs_taken(model.arcs, prove(assess(world, geography, PLAIN)).plan.bedspace_of)
    coupled = [one for one in model.parts if not one.pure]
    (first, *_) = InParts(coupled, best, Questions(left=[])).best(model.order)
    for part in coupled:
        assert np.array_equal(first.taken[part.arc], best[part.arc])


def test_a_goal_can_be_held_only_at_what_the_parts_come_to(small_parts):
    world = two_boroughs()
    pair = HousematePair(resident_id="a1", other_id="b1", relation="must_apart")
    world = replace(world, housemates=(pair,))
    model = model_of(assess(world, geography_of(world), PLAIN))
    engine = engine_of(model, Questions(left=[0] * 100))
    housed = next(one for one in model.order if one.name == "housed")
    assert [one.found for one in engine.best([housed])] == [-4]
    with pytest.raises(SolverFailed, match="cannot be held at -3 part by part"):
        engine.fix(housed, -3)
