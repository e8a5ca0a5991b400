"""Bounds proved in whole numbers from a solver's floating-point prices, however wrong those may be."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from housing_match.solve.engine import SolverFailed
from housing_match.solve.rows import Table

PRICE_UNIT = 1 << 16
"""Prices of rows are rounded to this part of a unit, so that bounds and reduced costs are whole numbers and exact."""
MOST_REDUCED = 1 << 59
"""Reduced costs in PRICE_UNITs stay below this, where int64 is exact even for the sum of a household's."""
LOW_BITS = (1 << 20) - 1
ROUGH = 50
"""A plan is far from a bound that leaves open more than one part in so many."""


@dataclass(frozen=True, kw_only=True)
class Spans:
    """The values still open to each of N columns, int64 [N] each: 0 and 1, or one value twice where it is settled."""

    least: NDArray[np.int64]
    most: NDArray[np.int64]

    @property
    def is_open(self) -> NDArray[np.bool_]:
        """bool [N]: the columns not settled yet."""
        return self.least < self.most

    def hold(self, values: NDArray[np.int64]) -> bool:
        """Whether column values lie within."""
        return bool(((self.least <= values) & (values <= self.most)).all())


@dataclass(frozen=True, kw_only=True)
class Certificate:
    """What row prices prove of a sum, in PRICE_UNITs: no plan is below `bound`; int64 `reduced` [N] adds up to more.

    In a home told by households, by the place in which it came to be told, no household is below `leasts` by `values`,
    int64 [N], and one dearer than that makes the sum so much dearer.
    """

    bound: int
    reduced: NDArray[np.int64]
    values: NDArray[np.int64] | None = None
    leasts: tuple[int, ...] = ()

    @property
    def least(self) -> int:
        """The least whole value of the sum that the bound leaves possible."""
        return -(-self.bound // PRICE_UNIT)

    def is_far_below(self, most: int | None) -> bool:
        """Whether what a plan known comes to is far from proved the least, or none is known."""
        return most is None or (most * PRICE_UNIT - self.bound) * ROUGH > abs(self.bound)

    def within(self, most: int) -> NDArray[np.bool_]:
        """bool [N]: the columns whose dearer value would not by itself take the sum above `most`."""
        return np.asarray(np.abs(self.reduced) <= most * PRICE_UNIT - self.bound, dtype=np.bool_)

    def cheaper(self, spans: Spans) -> NDArray[np.int64]:
        """int64 [N]: the value of each column that costs less."""
        return np.where(self.reduced < 0, spans.most, spans.least)

    def settled(self, most: int, spans: Spans) -> Spans:
        """The spans left to plans of which the sum is at most `most`."""
        free, value = self.within(most), self.cheaper(spans)
        return Spans(least=np.where(free, spans.least, value), most=np.where(free, spans.most, value))


def certify(costs: NDArray[np.int64], priced: Sequence[tuple[Table, NDArray[np.float64]]], spans: Spans) -> Certificate:
    """Weak duality: any prices of the right sign bound Σ costs from below over columns within their spans.

    Prices too large to be counted exactly are left out. Raises SolverFailed where the costs themselves are.
    """
    reduced, bound = costs * PRICE_UNIT, 0
    reach = np.abs(costs).astype(np.float64) * PRICE_UNIT
    if reach.max(initial=0) >= MOST_REDUCED:
        raise SolverFailed("costs are too large to be counted exactly")
    for table, prices in priced:
        price = np.where(np.isfinite(prices), np.round(prices * PRICE_UNIT), 0.0)
        limit = np.where(price > 0, table.least, table.most)
        price = np.where(np.isfinite(limit), price, 0.0)  # a price against an open side would prove nothing
        turned, without_signs = table.by_column
        more = without_signs @ np.abs(price)
        if (reach + more).max(initial=0) >= MOST_REDUCED:
            continue  # without these prices the bound holds as well; they may be as large as they like where rows tie
        reach += more
        whole = price.astype(np.int64)
        reduced = reduced - turned @ whole
        at = np.flatnonzero(whole)
        bound += sum(map(int.__mul__, whole[at].tolist(), limit[at].astype(np.int64).tolist()))
    parts = reduced * np.where(reduced > 0, spans.least, spans.most)
    bound += int((parts >> 20).sum()) * (LOW_BITS + 1) + int((parts & LOW_BITS).sum())
    return Certificate(bound=bound, reduced=reduced)
