"""What prices proved without a forced choice say of plans with it, against every set of arcs there is."""

from dataclasses import replace
from itertools import product

import numpy as np
import pytest

from housing_match.assess import assess
from housing_match.solve.certificate import PRICE_UNIT
from housing_match.solve.clock import Clock
from housing_match.solve.coupled import Coupled
from housing_match.solve.engine import NoPlan
from housing_match.solve.force import force_of
from housing_match.solve.model import model_of
from housing_match.solve.rows import Row
from tests.random_worlds import random_scenario, random_world

MOST_ARCS = 14


def every_plan(engine):
    """Column values of all sets of arcs that keep every row of a small world."""
    for taken in product((0, 1), repeat=len(engine.arcs.person)):
        values = engine.side.completed(np.array(taken, dtype=np.int64))
        if engine.known.table.kept_by(values).all():
            yield values


def rows_of(arcs):
    """Each arc by itself, each person without a place, each home closed to the first person, and anybody moving."""
    yield from ((Row(terms={arc: 1}, least=1),) for arc in range(len(arcs.person)))
    for person in range(len(arcs.people)):
        yield (Row(terms=dict.fromkeys(np.flatnonzero(arcs.person == person).tolist(), 1), most=0),)
    for home_id in set(arcs.home_id):
        here = [arc for arc, one in enumerate(arcs.home_id) if one == home_id]
        yield (Row(terms=dict.fromkeys(here[:1], 1), most=0), Row(terms=dict.fromkeys(here, 1), least=1))
    yield (Row(terms=dict.fromkeys(range(len(arcs.person)), 1), least=1),)


def bounds_hold(seed):
    """How many homes are told by households where choices of one small world are forced on the plans there are."""
    world, geography = random_world(seed, people=3, homes=3)
    scenario = replace(random_scenario(seed, world), pins=(), nominations=())
    model, told = model_of(assess(world, geography, scenario)), 0
    if not 0 < len(model.arcs.person) <= MOST_ARCS:
        return 0
    engine = Coupled(model.arcs, model.side, Clock())
    plans = list(every_plan(engine))
    for tally in model.order[2:9:3]:
        costs = engine.sum_of(tally).costs
        certificate = engine.bound_of(costs)
        told += len(certificate.leasts)
        for rows in rows_of(model.arcs):
            force = force_of(rows, model.arcs, engine.households, engine.spans)
            kept = [one for one in plans if all(row.least <= total(row, one) <= row.most for row in rows)]
            try:
                assert (force.left.most <= engine.spans.most).all()
            except NoPlan:
                assert not kept
                continue
            bound = -(-force.take(certificate) // PRICE_UNIT)
            values = [int(costs @ one) for one in kept]
            assert bound <= min(values, default=bound)
            for value in set(values):
                (spans,) = force.settled(value)
                assert all(spans.hold(one) for one, of in zip(kept, values, strict=True) if of <= value)
    return told


def test_no_plan_with_a_forced_choice_is_below_its_bound_or_outside_what_is_settled():
    assert sum(bounds_hold(seed) for seed in range(30)) > 5


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(1000, 1600))
def test_bounds_of_forced_choices_hold_in_hundreds_of_worlds(seed):
    bounds_hold(seed)


def total(row, values):
    """What a row adds up to."""
    return sum(times * int(values[at]) for at, times in row.terms.items())
