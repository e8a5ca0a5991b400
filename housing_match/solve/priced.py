"""What prices prove of sums over the plans that are left: everything kept so far, and the relaxations that price it."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from housing_match.solve.arcs import Arcs
from housing_match.solve.certificate import Certificate, Spans, certify
from housing_match.solve.chain_cap import chain_rows
from housing_match.solve.clock import Clock
from housing_match.solve.engine import NoPlan
from housing_match.solve.goals import WISHES, Tally
from housing_match.solve.households import Households, Listed
from housing_match.solve.layers import Sum, reach_of, span_of
from housing_match.solve.relaxation import Relaxation
from housing_match.solve.restricted import Asked
from housing_match.solve.rows import Row, Side, Table, table_of, table_of_plan
from housing_match.solve.shared import Shared


@dataclass
class Priced:
    """Columns 0 … A-1 are the arcs, the others those of the side rules; rows and spans leave fewer plans."""

    arcs: Arcs
    side: Side
    clock: Clock = field(default_factory=Clock)
    shared: Shared | None = None
    _own: Table = field(init=False)
    """Rows of this engine alone: goals fixed and chains cut."""
    _spans: Spans = field(init=False)
    _listed: Listed = field(init=False, default_factory=dict)
    _relaxation: Relaxation = field(init=False)
    _by_rows: Relaxation = field(init=False)
    """A relaxation that is told no households: goals that these do not matter to are proved by it much sooner."""

    def __post_init__(self) -> None:
        columns = len(self.arcs.person) + self.side.extra_columns
        self.known = self.shared or Shared(table=table_of_plan(self.arcs, self.side))
        self._own = table_of([], columns)
        self._spans = Spans(least=np.zeros(columns, dtype=np.int64), most=np.ones(columns, dtype=np.int64))
        self._relaxation, self._by_rows = (
            Relaxation(arcs=self.arcs, side=self.side, table=self.known.table, clock=self.clock) for _ in range(2)
        )
        stay = np.zeros(columns, dtype=np.int64)
        stay[: len(self.arcs.person)] = self.arcs.stay
        self.known.remember(stay)

    @property
    def spans(self) -> Spans:
        """The values still open to each column."""
        return self._spans

    @property
    def households(self) -> Households:
        """The small homes and their households, as the relaxation knows them."""
        return self._relaxation.households

    def begin_with(self, sums: Sequence[Sum]) -> None:
        """Columns that do well by goals in their order are in the relaxation from now on."""
        self._relaxation.begin_with(sums)

    @property
    def _nothing(self) -> Table:
        return table_of([], len(self._spans.most))

    def keep_within(self, spans: Spans) -> None:
        """From now on columns keep within these values, besides what is settled already."""
        least, most = np.maximum(self._spans.least, spans.least), np.minimum(self._spans.most, spans.most)
        self._spans = Spans(least=least, most=most)

    def settle(self, certificate: Certificate, most: int) -> None:
        """Leaves out plans of which the certificate's sum is above `most`; homes of few households are told by these.

        Raises NoPlan where a home is left no household.
        """
        spans = certificate.settled(most, self._spans)
        self._listed, self._spans = self.households.listed(certificate, most, spans, self._listed)

    def require(self, row: Row) -> None:
        """One more row that every plan has to keep from now on."""
        self._own = self._own.and_more(table_of([row], len(self._spans.most)))
        for one in (self._relaxation, self._by_rows):
            one.inside[list(row.terms)] = True

    def _proved_by(
        self,
        relaxation: Relaxation,
        costs: NDArray[np.int64],
        most: int | None,
        *,
        quick: bool = False,
        look: bool = True,
    ) -> Certificate:
        """Out of time, what is plain without prices. Raises NoPlan where that is more than any plan could come to."""
        asked, above = self._asked(costs), self._reach(costs)[1] + 1
        if relaxation is self._by_rows:
            asked = replace(asked, listed={})
        try:
            certificate = relaxation.priced(asked, most=above if most is None else most, quick=quick, look=look)
        except TimeoutError:
            return certify(costs, [], self._spans)
        if certificate.least >= above:
            raise NoPlan
        # households are numbered by one relaxation, and so are their least values
        return replace(certificate, values=None) if relaxation is self._by_rows else certificate

    def tell_every_home(self) -> None:
        """Every small home is told by households from now on, so that it can be seen which it has left."""
        self._relaxation.tell_every_home(self._asked(np.zeros_like(self._spans.most)))

    def ask_whether_any(self, *, by_rows: bool = False) -> None:
        """Raises NoPlan where prices prove that there is no plan, whatever it costs; `by_rows` no household is told."""
        relaxation = self._by_rows if by_rows else self._relaxation
        self._proved_by(relaxation, np.zeros_like(self._spans.most), None, quick=True)

    def bound_of(self, costs: NDArray[np.int64], *, quick: bool = False) -> Certificate:
        """What prices prove of a sum, `quick` as in `Relaxation`. Raises NoPlan where they prove there is no plan."""
        best = self._best_known(self._nothing, costs)
        return self._proved_by(self._relaxation, costs, value_of(costs, best), quick=quick, look=False)

    def bound_by_last_prices(self, costs: NDArray[np.int64]) -> Certificate:
        """What the prices that the relaxation ended with last, whoever asked, prove of a sum."""
        prices = self._relaxation.prices[: len(self.known.table)]
        return self._relaxation.proved_by(self._asked(costs), prices)

    def _asked(self, costs: NDArray[np.int64]) -> Asked:
        return Asked(costs=costs, own=self._own, spans=self._spans, known=self.known, listed=self._listed)

    def leasts_of(self, sums: Sequence[Sum]) -> list[int]:
        """What no plan comes to less than, on each of the sums."""
        return [self._reach(one.costs)[0] for one in sums]

    def _reach(self, costs: NDArray[np.int64]) -> tuple[int, int]:
        """What every plan lies between on Σ costs."""
        arcs, others = np.split(costs, [len(self.arcs.person)])
        least, most = reach_of(self.arcs, arcs, self._spans.most[: len(arcs)] > 0)
        return least + int(np.minimum(others, 0).sum()), most + int(np.maximum(others, 0).sum())

    def sum_of(self, tally: Tally) -> Sum:
        """The goal as a sum over columns, with what plans can differ by on it."""
        costs = np.zeros(len(self._spans.most), dtype=np.int64)
        arcs = len(self.arcs.person)
        if tally.name == WISHES:
            for at, value in self.side.wishes.items():
                costs[at] = value
            return Sum(costs=costs, span=int(np.abs(costs).sum()))
        costs[:arcs] = tally.arc + tally.used[self.arcs.place_class]
        costs[len(costs) - len(tally.further) :] = tally.further
        span = span_of(self.arcs, costs[:arcs], self._spans.most[:arcs] > 0) + int(np.abs(tally.further).sum())
        return Sum(costs=costs, span=span)

    def _cut(self, values: NDArray[np.int64]) -> bool:
        """Whether chains are longer than the scenario's cap; rows are kept against them from then on."""
        too_long = chain_rows(self.arcs, values[: len(self.arcs.person)] > 0)
        self._own = self._own.and_more(table_of(too_long, len(values)))
        return bool(too_long)

    def _best_known(self, before: Table, costs: NDArray[np.int64]) -> NDArray[np.int64] | None:
        """The best plan at hand that keeps every row, every settled column and the chain cap."""
        kept = [
            values
            for values in self.known.plans
            if self._spans.hold(values)
            and self._own.kept_by(values).all()
            and before.kept_by(values).all()
            and self.known.table.kept_by(values).all()
            and not chain_rows(self.arcs, values[: len(self.arcs.person)] > 0)
        ]
        return min(kept, key=lambda values: int(costs @ values), default=None)


def value_of(costs: NDArray[np.int64], known: NDArray[np.int64] | None) -> int | None:
    """What a plan at hand (int64 [N]) comes to; None where there is none."""
    return None if known is None else int(costs @ known)
