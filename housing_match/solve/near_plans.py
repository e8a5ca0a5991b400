"""Plans near a point of the relaxation, held against every row and kept at hand."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from housing_match.solve.arcs import Arcs
from housing_match.solve.certificate import Certificate
from housing_match.solve.choice import choice_of
from housing_match.solve.clock import Clock
from housing_match.solve.engine import NoPlan, SolverFailed
from housing_match.solve.households import Households
from housing_match.solve.integer import proved_whole
from housing_match.solve.restricted import Asked, Point
from housing_match.solve.rounding import Rounding
from housing_match.solve.rows import Side, Table

FEW_WHOLE, FEW_A_PERSON, PEOPLE_A_COLUMN = 2_000, 3, 2
"""A plan is made of so many columns, but no more than that for each person, nor fewer than one for so many people."""


@dataclass(frozen=True, kw_only=True)
class NearPlans:
    """Over the rows of the plan."""

    arcs: Arcs
    side: Side
    table: Table
    clock: Clock

    def remembered(self, asked: Asked, values: NDArray[np.float64] | NDArray[np.int64], most: int | None) -> int | None:
        """What the best plan at hand comes to, once the values (of N columns) are held against every row."""
        plan = self.side.completed(np.round(values[: len(self.arcs.person)]).astype(np.int64))
        value = int(asked.costs @ plan)
        if (most is not None and value >= most) or not asked.spans.hold(plan):
            return most
        if not (asked.own.kept_by(plan).all() and self.table.kept_by(plan).all()):
            return most
        asked.known.remember(plan)
        return value

    def rounded(self, asked: Asked, point: Point, most: int | None) -> int | None:
        """The same with a plan rounded from the point, unless goals are fixed: these have plans at hand."""
        plan = None if len(asked.own) else self._rounding.near(point.values, asked.costs)
        return most if plan is None else self.remembered(asked, plan, most)

    @cached_property
    def _rounding(self) -> Rounding:
        return Rounding(arcs=self.arcs, side=self.side, table=self.table)

    def look_for(self, asked: Asked, certificate: Certificate, households: Households) -> None:
        """The best plan of the columns that were nearest to use in the end, households whole."""
        choice = choice_of(households, households.at_hand(asked.listed), asked.spans)
        known = next(iter(asked.known.plans), None)
        people = len(self.arcs.people)
        columns = max(min(FEW_WHOLE, FEW_A_PERSON * people), people // PEOPLE_A_COLUMN)
        few = choice.nearest(certificate, columns, arcs=len(self.arcs.person), plan=known)
        try:
            values, _ = proved_whole(self.table.and_more(asked.own), asked.costs, few, known, self.side, self.clock)
        except (NoPlan, SolverFailed):
            return
        self.remembered(asked, values, None)
