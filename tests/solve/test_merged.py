"""Beds of a home taken together: who gets which, which goals tell them apart, and pairs whom one bed cannot hold."""

from dataclasses import replace

import numpy as np

from housing_match.assess import assess
from housing_match.domain import HousematePair, Scenario
from housing_match.solve import best_plan
from housing_match.solve.by_home import known_of
from housing_match.solve.model import model_of
from tests.oracle.tiny import flat, geography_of, house, person, room, world_of
from tests.random_worlds import AS_OF

PAIR = (HousematePair(resident_id="a", other_id="b", relation="must_together"),)


def model(people, homes, beds, pairs=()):
    world = world_of([person(who) for who in people], homes, beds, housemates=pairs)
    assessment = assess(world, geography_of(world), Scenario(as_of=AS_OF))
    return assessment, model_of(assessment)


def two_beds(*people):
    """A house of two beds of which the second costs more while it stands empty, for two people who come together."""
    beds = [room("h1", "h", weekly_void_cost=100), room("h2", "h", weekly_void_cost=300)]
    return model(people, [house("h")], beds, PAIR)


def test_beds_that_differ_in_what_they_cost_empty_are_one_class_until_weekly_cost_is_asked_for():
    _, found = two_beds("a", "b")
    merged = known_of(found.arcs, found.side).merged
    assert (len(found.arcs.person), len(merged.arcs.person)) == (4, 2)  # two people, two beds
    apart = [tally.name for tally in found.order if merged.tally(tally) is None]
    assert apart == ["weekly_cost"]


def test_people_who_share_a_home_get_a_bed_each_and_rows_hold_for_beds_as_they_do_for_homes():
    _, found = two_beds("a", "b")
    known = known_of(found.arcs, found.side)
    taken = known.merged.taken(np.ones(2, dtype=np.bool_))
    assert found.arcs.person[taken].tolist() == [0, 1]
    assert sorted(found.arcs.place_class[taken].tolist()) == [0, 1]
    values = found.side.completed(taken.astype(np.int64))
    assert known.shared.table.kept_by(values).all()
    assert known.merged.shared.table.kept_by(np.ones(2, dtype=np.int64)).all()


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
