"""Integer programs over whole households and over arcs: they find the same, and near ones keep a plan at hand."""

import numpy as np
import pytest

from housing_match.assess import assess
from housing_match.domain import Scenario
from housing_match.solve.certificate import certify
from housing_match.solve.choice import choice_of
from housing_match.solve.clock import Clock
from housing_match.solve.coupled import Coupled
from housing_match.solve.integer import proved_whole
from housing_match.solve.model import model_of
from tests.random_worlds import AS_OF, random_world

ANY = 1 << 30
"""More than any plan comes to."""


def told_by_households(seed):
    """An engine all of whose small homes are told by households, what fit costs, what is proved of it, and all left."""
    world, geography = random_world(seed, people=24, homes=12)
    model = model_of(assess(world, geography, Scenario(as_of=AS_OF)))
    engine = Coupled(model.arcs, model.side)
    fit = engine.sum_of(next(one for one in model.order if one.name == "fit")).costs
    engine.tell_every_home()
    proved = engine.bound_of(fit)
    listed, spans = engine.households.listed(proved, ANY, engine.spans, {})
    assert listed
    return engine, fit, proved, choice_of(engine.households, listed, spans)


@pytest.mark.parametrize("seed", range(12))
def test_told_by_all_their_households_homes_have_the_same_best_plan_as_told_by_arcs(seed):
    engine, fit, _, choice = told_by_households(seed)
    by_household, by_arcs = (
        proved_whole(engine.known.table, fit, one, None, engine.side, Clock())
        for one in (choice, choice_of(engine.households, {}, engine.spans))
    )
    assert by_household[1]
    assert int(fit @ by_household[0]) == int(fit @ by_arcs[0])


@pytest.mark.parametrize("seed", range(6))
def test_of_few_columns_the_plan_at_hand_is_always_one(seed):
    engine, fit, proved, choice = told_by_households(seed)
    arcs = len(engine.arcs.person)
    plan = engine.side.completed(engine.arcs.stay.astype(np.int64))
    few = choice.nearest(proved, 1, arcs=arcs, plan=plan)
    assert few.of_plan(plan).sum() == few.homes
    assert few.spans.hold(np.where(few.told, few.spans.least, plan))
    assert len(few.inside) + len(few.home) < len(choice.inside) + len(choice.home)
    none = certify(fit, [], engine.spans)
    assert choice.nearest(none, len(choice.inside) + len(choice.home), arcs=arcs) is choice
    proved_whole(engine.known.table, fit, few, plan, engine.side, Clock())
