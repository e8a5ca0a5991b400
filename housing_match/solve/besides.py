"""What a goal would come to at least if one before it were not there, where people couple."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Self

import numpy as np
from numpy.typing import NDArray

from housing_match.solve.certificate import Certificate
from housing_match.solve.clock import Clock
from housing_match.solve.coupled import MOST_WEIGHED, Coupled
from housing_match.solve.goals import Tally
from housing_match.solve.layers import PEOPLE_OUTWEIGHED, Sum, in_units, weighed
from housing_match.solve.priced import value_of
from housing_match.solve.relaxation import Relaxation
from housing_match.solve.rows import Table
from housing_match.solve.weighed import Weighed

FEW_OPEN = 2_500
"""Of so many columns HiGHS may be asked at once, or the relaxation that proved the plan, and of the goal alone."""
VERY_FEW_OPEN = 500
"""Of so many it is always the quicker one."""


@dataclass
class Besides(Coupled):
    """Settled columns hold the goals fixed; where numbers allow, they are weighed with the goal instead of being rows.

    A goal fixed is a row of everybody, in every linear program.
    """

    def as_now(self) -> Self:
        """The same on the same relaxation."""
        return self.branch(self.known)

    def least(self, tallies: Sequence[Tally], clock: Clock) -> int:
        """By prices of rows, or HiGHS among few columns; else by the relaxation.

        Raises TimeoutError, and SolverFailed.
        """
        engine = self.branch(self.known)
        engine.clock = clock
        return engine._least_of(tallies)

    def _least_of(self, tallies: Sequence[Tally]) -> int:
        sums = self._sums(tallies)
        before, every = self._weighed_with_held(sums)
        self._by_rows.begin_with(sums)
        known = self._best_known(before, every[0])
        near = self._proved_by(self._by_rows, every[0], value_of(every[0], known), quick=True)
        goal = Weighed(tally=tallies[0], alone=sums[0], costs=every[0], certificate=near)
        if known is None or not self._soon_proved(goal, known):
            lead, near = self._by_relaxation(sums, every, before)
            known = self._best_known(before, lead)
            if lead is every[0]:
                goal = replace(goal, certificate=near)
            else:
                prices = in_units(self._relaxation.prices, sums[1 : len(every)])
                goal = replace(goal, certificate=self._bound(every[0], known, prices))
        values, proved = self._least(goal, before, known, near=near)
        if not proved:
            raise TimeoutError
        return tallies[0].start + int(sums[0].costs @ values)

    def _by_relaxation(
        self, sums: Sequence[Sum], every: Sequence[NDArray[np.int64]], before: Table
    ) -> tuple[NDArray[np.int64], Certificate]:
        """What the relaxation proves, and of which costs: of the goal, or, among many columns, of those after it too.

        Among many it begins anew, as that of the plan ended at a basis of few columns.
        """
        lead = every[0]
        if not self._listed and self._columns_open > FEW_OPEN:
            lead = every[-1]
            self._relaxation = Relaxation(arcs=self.arcs, side=self.side, table=self.known.table, clock=self.clock)
        self._relaxation.begin_with(sums)
        self._rows_prove = False
        return lead, self._proved_by(self._relaxation, lead, value_of(lead, self._best_known(before, lead)))

    @property
    def _columns_open(self) -> int:
        return int(self._spans.is_open.sum())

    def _weighed_with_held(self, sums: Sequence[Sum]) -> tuple[Table, list[NDArray[np.int64]]]:
        """Rows of the goals held, if they are weighed now, and the costs of the first sum, the first two and so on."""
        most_unit = max(MOST_WEIGHED, sums[0].greatest)
        rows = [row for row, _ in self._held]
        if not self.arcs.assessment.scenario.gives_way:
            every = list(weighed([*(one for _, one in self._held), *sums], most_unit))[len(rows) :]
            if every:
                held = self._own.only(np.array(rows, dtype=np.int64))
                self._own = self._own.only(np.setdiff1d(np.arange(len(self._own)), rows))
                return held, every
        return self._nothing, list(weighed(sums, most_unit))

    def _soon_proved(self, goal: Weighed, known: NDArray[np.int64]) -> bool:
        """Whether prices of rows prove the goal, or leave so little that HiGHS ends soon."""
        gap = int(goal.costs @ known) - goal.certificate.least
        few_people = gap <= PEOPLE_OUTWEIGHED * goal.alone.greatest
        return gap <= 0 or self._columns_open <= (FEW_OPEN if few_people else VERY_FEW_OPEN)
