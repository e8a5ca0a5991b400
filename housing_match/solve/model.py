"""What a plan chooses among, what couples people and what it is judged by: all that an engine is given."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from housing_match.assess import Assessment
from housing_match.domain import goal_order
from housing_match.solve.arcs import Arcs, arcs_of, refuse_lost_homes
from housing_match.solve.baselines import Lettings
from housing_match.solve.clashes import Clashes
from housing_match.solve.clock import Clock
from housing_match.solve.engine import PlanEngine
from housing_match.solve.flow import Flow
from housing_match.solve.goals import Tally, tallies
from housing_match.solve.in_parts import InParts
from housing_match.solve.parts import Part, nothing_couples, parts_of
from housing_match.solve.rows import Side, Table, table_of_plan
from housing_match.solve.side_rules import side_of
from housing_match.solve.wishes import add_wishes


@dataclass(frozen=True, kw_only=True)
class Model:
    """The arcs that a plan can use, the rows and wishes that couple them, and the goals in the scenario's order.

    `only` is the one goal, where the scenario's are not asked for.
    """

    arcs: Arcs
    side: Side
    only: Tally | None = None

    @cached_property
    def order(self) -> tuple[Tally, ...]:
        """The goals, counted when they are first asked for: lettings need none."""
        if self.only is not None:
            return (self.only,)
        by_name = tallies(self.arcs)
        return tuple(by_name[name] for name in goal_order(self.arcs.assessment.scenario.goals))

    @property
    def pure(self) -> bool:
        """Whether nothing but places couples people, so that flows prove everything."""
        return nothing_couples(self.arcs, by_rules=self.side.couples)

    @property
    def tolerance(self) -> dict[str, int]:
        """By how much a goal may give way, by its name."""
        return dict(self.arcs.assessment.scenario.tolerances)

    @cached_property
    def table(self) -> Table:
        """Everything that a plan has to keep."""
        return table_of_plan(self.arcs, self.side)

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """The parts of the plan that nobody crosses."""
        return parts_of(self.arcs, self.side, self.table)

    @cached_property
    def lettings(self) -> Lettings:
        """resident_id → bedspace_id under each ordinary way of letting one home at a time, by its name."""
        return Lettings(self.arcs)


def model_of(assessment: Assessment) -> Model:
    """Everything that an engine is given. Raises PinsCannotBeKept, and HomeLost."""
    return told(arcs_of(assessment))


def told(arcs: Arcs) -> Model:
    """The same of arcs that are there already: what couples people is told."""
    arcs, side = coupled(arcs)
    refuse_lost_homes(arcs)
    add_wishes(side, arcs)
    return Model(arcs=arcs, side=side)


def coupled(arcs: Arcs) -> tuple[Arcs, Side]:
    """The arcs that a plan can use at all, and the rows that couple them; wishes are for the plan to add."""
    clashes = Clashes(assessment=arcs.assessment)
    side = side_of(arcs, clashes)
    while side.dropped:
        arcs = arcs.without(side.dropped)
        side = side_of(arcs, clashes)
    return arcs, side


def engine_of(model: Model, clock: Clock, begin: NDArray[np.bool_] | None = None) -> PlanEngine:
    """The engine that proves the goals of such a plan; flows end soon, and so hear no clock.

    Engines of one model tell each other what they find where people couple. A plan to `begin` with (bool [A]) stands,
    out of time, wherever none better was found.
    """
    if model.pure:
        return Flow(model.arcs)
    if len(model.parts) == 1:
        return model.parts[0].engine(clock)
    return InParts(model.parts, model.arcs.stay if begin is None else begin, clock)
