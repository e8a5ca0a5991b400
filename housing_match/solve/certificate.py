"""Bounds proved in whole numbers from a solver's floating-point prices, however wrong those may be."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import inf

from housing_match.solve.side_rules import Row

PRICE_UNIT = 1 << 20
"""Prices of rows are rounded to this part of a unit, so that bounds and reduced costs are whole numbers and exact."""


@dataclass(frozen=True, kw_only=True)
class Certificate:
    """What row prices prove of a goal, in PRICE_UNITs: no plan is below `bound`, and what each column adds to it."""

    bound: int
    reduced: list[int]

    @property
    def least(self) -> int:
        """The least whole value of the goal that the bound leaves possible."""
        return -(-self.bound // PRICE_UNIT)

    def settles(self, column: int, most: int) -> bool:
        """Whether the column's dearer value would take the goal above `most`."""
        return abs(self.reduced[column]) > most * PRICE_UNIT - self.bound


def certify(
    terms: Mapping[int, int], start: int, priced: Iterable[tuple[Row, float]], spans: Sequence[tuple[int, int]]
) -> Certificate:
    """Weak duality: any prices of the right sign bound `start` + Σ terms from below over columns within their spans."""
    reduced = [0] * len(spans)
    for at, coefficient in terms.items():
        reduced[at] = coefficient * PRICE_UNIT
    bound = start * PRICE_UNIT
    for row, dual in priced:
        price = round(dual * PRICE_UNIT)
        limit = row.least if price > 0 else row.most
        if price and abs(limit) != inf:  # a price against an open side would prove nothing
            bound += price * int(limit)
            for at, coefficient in row.terms.items():
                reduced[at] -= price * coefficient
    bound += sum(cost * (least if cost > 0 else most) for cost, (least, most) in zip(reduced, spans, strict=True))
    return Certificate(bound=bound, reduced=reduced)
