"""Plans made near a point of the relaxation: they keep every row, whatever the point, and are there early."""

import numpy as np
import pytest

from housing_match.assess import assess
from housing_match.domain import Scenario
from housing_match.solve.model import model_of
from housing_match.solve.rounding import Rounding
from tests.random_worlds import AS_OF, random_world


@pytest.mark.parametrize("seed", range(30))
def test_whatever_the_point_the_plan_keeps_every_row_and_houses_people(seed):
    world, geography = random_world(seed, people=30, homes=14)
    model = model_of(assess(world, geography, Scenario(as_of=AS_OF)))
    known = model.parts[0].known
    fit = next(one for one in model.order if one.name == "fit").arc
    for arcs, side, table, costs in (
        (model.arcs, model.side, known.shared.table, fit),
        (known.merged.arcs, known.merged.side, known.merged.shared.table, np.full(len(known.merged.arcs.person), -1)),
    ):
        values = np.random.default_rng(seed).random(table.matrix.shape[1])
        plan = Rounding(arcs=arcs, side=side, table=table).near(values, costs)
        assert table.kept_by(plan).all()
        assert (plan[: len(arcs.person)][~arcs.stay] > 0).any()


@pytest.mark.parametrize("seed", range(30))
def test_columns_beside_the_arcs_are_taken_as_the_plan_rules_tell_them(seed):
    world, geography = random_world(seed, people=30, homes=14)
    model = model_of(assess(world, geography, Scenario(as_of=AS_OF)))
    merged = model.parts[0].known.merged
    for arcs, side in ((model.arcs, model.side), (merged.arcs, merged.side)):
        taken = np.random.default_rng(seed).integers(0, 2, len(arcs.person))
        here = set(np.flatnonzero(taken).tolist())
        expected = {
            len(taken) + number: all(here.intersection(group) for group in groups)
            for number, groups in enumerate(side.taken_with)
        }
        for one in side.further:
            first, left = one.left(here)
            many = max(int(taken[one.joining].sum()) - first, 0)
            expected |= {column: column in left[:many] for column, _ in one.further}
        beside = side.completed(taken)[len(taken) :]
        assert beside.tolist() == [expected[column] for column in range(len(taken), len(taken) + side.extra_columns)]
