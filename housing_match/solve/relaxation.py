"""The linear relaxation of a plan: few columns and rows at first, more where prices or broken rows ask for them."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from housing_match.solve.arcs import Arcs
from housing_match.solve.certificate import PRICE_UNIT, Certificate, Spans, certify
from housing_match.solve.clock import Clock
from housing_match.solve.layers import Sum
from housing_match.solve.rows import Table
from housing_match.solve.shared import Shared
from housing_match.solve.solvers import Answer, Basis, Program, relaxed

ALL_AT_ONCE = 5_000
"""Up to so many columns and rows are all there from the start."""
ARCS_A_PERSON = 10
MOST_ROUNDS = 40
NEAR = 1e-6
"""How far a row may be broken, or a column be from whole, and still count as kept, or whole, on the way to a proof."""


@dataclass
class Relaxation:
    """Starts each time from where it ended last; R rows of the plan over N columns."""

    arcs: Arcs
    table: Table
    clock: Clock
    inside: NDArray[np.bool_] = field(init=False)
    """bool [N]: the columns that the linear program knows."""
    rank: NDArray[np.int64] = field(init=False)
    """int64 [N]: how good an arc is for its person, best first, as far as each person alone can say."""
    _active: NDArray[np.bool_] = field(init=False)
    _basis: Basis | None = field(init=False, default=None)
    rounds: int = field(init=False, default=0)

    def __post_init__(self) -> None:
        rows, columns = self.table.matrix.shape
        self.inside = np.full(columns, columns <= ALL_AT_ONCE)
        self.inside[len(self.arcs.person) :] = True
        self.inside[: len(self.arcs.person)] |= self.arcs.stay
        self.rank = np.zeros(columns, dtype=np.int64)
        self._active = np.full(rows, rows <= ALL_AT_ONCE)
        self._active[: len(self.arcs.people) + len(self.arcs.classes)] = True

    def begin_with(self, sums: Sequence[Sum]) -> None:
        """Ranks each person's arcs by the goals in their order; the first few of each are in from the start."""
        count = len(self.arcs.person)
        keys = [one.costs[:count] for one in reversed(sums)]
        order = np.lexsort((*keys, self.arcs.person))
        self.rank[order] = np.arange(count) - np.searchsorted(self.arcs.person, self.arcs.person[order])
        self.inside[:count] |= self.rank[:count] < ARCS_A_PERSON

    def priced(self, costs: NDArray[np.int64], own: Table, spans: Spans, known: Shared) -> Certificate:
        """What the prices of the relaxation prove of Σ costs, every column priced; of no prices, what that proves."""
        best: Certificate | None = None
        dual = False
        for _ in range(MOST_ROUNDS):
            self.rounds += 1
            answer, values = self._solve(costs, own, spans, dual=dual)
            if answer is None:
                break
            active = np.flatnonzero(self._active)
            rows = [(self.table.only(active), answer.prices[: len(active)]), (own, answer.prices[len(active) :])]
            certificate = certify(costs, rows, spans)
            best = certificate if best is None or certificate.bound > best.bound else best
            sums = self.table.matrix @ values
            broken = ~self._active & ((sums > self.table.most + NEAR) | (sums < self.table.least - NEAR))
            missing = ~self.inside & spans.is_open & (certificate.reduced < 0)
            owed = -int(certificate.reduced[missing].sum())
            if not broken.any() and owed < PRICE_UNIT:
                if (np.abs(values - np.round(values)) < NEAR).all():
                    known.remember(np.round(values).astype(np.int64))
                return certificate
            self._active |= broken
            self.inside |= missing
            dual = not missing.any()
        return best or certify(costs, [], spans)

    def _solve(
        self, costs: NDArray[np.int64], own: Table, spans: Spans, *, dual: bool
    ) -> tuple[Answer | None, NDArray[np.float64]]:
        """The relaxation of what is in, and its value of every column."""
        inside = np.flatnonzero(self.inside & spans.is_open)
        active = np.flatnonzero(self._active)
        values = np.where(spans.is_open, 0, spans.least).astype(np.float64)
        rows = self.table.only(active).and_more(own)
        already = rows.matrix @ values
        program = Program(
            rows=Table(matrix=rows.matrix[:, inside], least=rows.least - already, most=rows.most - already),
            row_ids=np.concatenate([active, len(self.table) + np.arange(len(own))]),
            column_ids=inside,
            costs=costs[inside],
            least=spans.least[inside],
            most=spans.most[inside],
        )
        answer = relaxed(program, self._basis, self.clock, dual=dual)
        if answer is not None:
            self._basis = answer.basis
            values[inside] = answer.values
        return answer, values
