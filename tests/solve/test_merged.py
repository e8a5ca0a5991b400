"""Beds of a home taken together: who gets which, which goals tell them apart, and pairs whom one bed cannot hold."""

from dataclasses import replace

import numpy as np
import pytest

from housing_match.assess import assess
from housing_match.domain import HousematePair, Scenario
from housing_match.solve import PinsCannotBeKept, best_plan
from housing_match.solve.by_home import ByHome
from housing_match.solve.clock import Clock
from housing_match.solve.coupled import Coupled
from housing_match.solve.engine import NoPlan
from housing_match.solve.in_order import prove_in_order
from housing_match.solve.lottery import lottery
from housing_match.solve.model import model_of
from housing_match.solve.rows import table_of_plan
from tests.oracle.tiny import flat, geography_of, house, person, room, world_of
from tests.random_worlds import AS_OF, random_scenario, random_world

PAIR = (HousematePair(resident_id="a", other_id="b", relation="must_together"),)


def model(people, homes, beds, pairs=()):
    world = world_of([person(who) for who in people], homes, beds, housemates=pairs)
    assessment = assess(world, geography_of(world), Scenario(as_of=AS_OF))
    return assessment, model_of(assessment)


def two_beds(*people):
    """A house of two beds of which the second costs more while it stands empty, for two people who come together."""
    beds = [room("h1", "h", weekly_void_cost=100), room("h2", "h", weekly_void_cost=300)]
    return model(people, [house("h")], beds, PAIR)


def test_beds_that_differ_in_what_they_cost_empty_are_one_class_until_the_lottery():
    _, found = two_beds("a", "b")
    merged = found.parts[0].known.merged
    assert (len(found.arcs.person), len(merged.arcs.person)) == (4, 2)  # two people, two beds
    assert all(merged.tally(tally) for tally in found.order)
    assert merged.tally(lottery(found.arcs, seed=0)[0]) is None
    (cost,) = (merged.tally(one) for one in found.order if one.name == "weekly_cost")
    assert cost.further.tolist() == [200]  # whoever moves in saves 300 first; the other bed saves 200 less


def test_people_who_share_a_home_get_a_bed_each_and_rows_hold_for_beds_as_they_do_for_homes():
    _, found = two_beds("a", "b")
    known = found.parts[0].known
    taken = known.merged.taken(np.ones(2, dtype=np.bool_))
    assert found.arcs.person[taken].tolist() == [0, 1]
    assert sorted(found.arcs.place_class[taken].tolist()) == [0, 1]
    values = found.side.completed(taken.astype(np.int64))
    assert known.shared.table.kept_by(values).all()
    both, one = (known.merged.side.completed(np.array(arcs)) for arcs in ([1, 1], [1, 0]))
    assert (both.tolist(), one.tolist()) == ([1, 1, 1], [1, 0, 0])
    assert known.merged.shared.table.kept_by(both).all()
    assert not known.merged.shared.table.kept_by(np.array([1, 1, 0])).all()


def test_one_person_gets_the_bed_that_is_dearer_empty_though_it_was_settled_by_home_that_somebody_comes():
    assessment, _ = two_beds("a", "b", "c")
    alone = replace(assessment.world, housemates=(HousematePair(resident_id="a", other_id="c", relation="must_apart"),))
    world = replace(alone, residents=tuple(one for one in alone.residents if one.resident_id != "b"))
    plan = best_plan(assess(world, geography_of(world), Scenario(as_of=AS_OF)))
    assert list(plan.bedspace_of.values()) == ["h2"]


def test_a_pair_who_must_live_together_is_told_no_home_of_one_bed():
    beds = [room("f1", "f"), room("h1", "h"), room("h2", "h")]
    _, found = model(("a", "b"), [flat("f"), house("h")], beds, PAIR)
    assert set(found.arcs.home_id) == {"h"}


@pytest.mark.parametrize("seed", range(40))
def test_goals_proved_with_beds_taken_together_come_to_what_they_do_bed_by_bed(seed):
    world, geography = random_world(seed, people=12, homes=7, needs=0.03)
    scenario = replace(random_scenario(seed, world), max_chain=None, tolerances=())
    try:
        found = model_of(assess(world, geography, scenario))
    except PinsCannotBeKept:
        return
    order = sorted(found.order, key=lambda one: one.name != "weekly_cost")
    engines = ByHome(found.arcs, found.side, Clock(), found.parts[0].known), Coupled(found.arcs, found.side)
    try:
        together, apart = (prove_in_order(engine, order, {}) for engine in engines)
    except NoPlan:
        return
    assert [one.value(found.arcs, together) for one in order] == [one.value(found.arcs, apart) for one in order]
    assert table_of_plan(found.arcs, found.side).kept_by(found.side.completed(together.astype(np.int64))).all()
