"""Proves the goals of a plan where people couple: relax, price, fix, and a small integer program for what is left."""

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass, field, replace
from math import inf

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from housing_match.domain import Fixing
from housing_match.solve.arcs import Arcs
from housing_match.solve.certificate import Certificate, Spans, certify
from housing_match.solve.chain_cap import chain_rows
from housing_match.solve.clock import Clock
from housing_match.solve.engine import Best, NoPlan, OutOfTime, PricesLeaveOpen, SolverFailed
from housing_match.solve.goals import WISHES, Tally
from housing_match.solve.households import Households, Listed
from housing_match.solve.integer import TooCoarse, first_columns, proved_whole
from housing_match.solve.layers import Sum, layer_of, pack, parts_of, reach_of, span_of
from housing_match.solve.relaxation import MOST_ROUNDS, Relaxation
from housing_match.solve.restricted import Asked
from housing_match.solve.rows import Row, Side, Table, table_of, table_of_plan
from housing_match.solve.shared import Shared

MOST_OBJECTIVE = 1 << 40
"""What a goal could come to stays below this: beyond, floating point could hide a unit."""
MOST_LAYER = 1 << 40
"""What a layer of several goals could come to: the relaxation proves these, where it ends in a plan."""
MOST_WHOLE = 1 << 24
"""What a layer that HiGHS proves could come to: larger layers leave it longer at work than their goals one by one."""
ROUNDS_TO_REACH = 15
"""Rounds of the relaxation in which a plan that comes to the bound is looked for."""
FEW_COLUMNS = 6_000
"""An integer program begins with about so many columns, and has four times as many whenever they prove too few."""


@dataclass(frozen=True, kw_only=True)
class _Layer:
    """Goals packed into one sum, what was proved of it, and the value of each goal."""

    tallies: tuple[Tally, ...]
    sums: tuple[Sum, ...]
    costs: NDArray[np.int64]
    certificate: Certificate

    def most(self, found: dict[str, int]) -> int:
        """The sum when each goal comes to what was found, in small-is-better form."""
        total = 0
        for tally, one in zip(self.tallies, self.sums, strict=True):
            total = total * (one.span + 1) + found[tally.name] - tally.start
        return total


@dataclass
class Coupled:
    """Columns 0 … A-1 are the arcs, the others those of the side rules. Each goal fixed is a row from then on."""

    arcs: Arcs
    side: Side
    clock: Clock = field(default_factory=Clock)
    shared: Shared | None = None
    _own: Table = field(init=False)
    """Rows of this engine alone: goals fixed and chains cut."""
    _spans: Spans = field(init=False)
    _listed: Listed = field(init=False, default_factory=dict)
    _relaxation: Relaxation = field(init=False)
    _last: _Layer | None = field(init=False, default=None)
    _fixed: dict[str, int] = field(init=False, default_factory=dict)
    _before_lottery: tuple[Table, Spans, Listed] | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        columns = len(self.arcs.person) + self.side.extra_columns
        self.known = self.shared or Shared(table=table_of_plan(self.arcs, self.side))
        self._own = table_of([], columns)
        self._spans = Spans(least=np.zeros(columns, dtype=np.int64), most=np.ones(columns, dtype=np.int64))
        self._relaxation = Relaxation(arcs=self.arcs, side=self.side, table=self.known.table, clock=self.clock)
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

    def branch(self, shared: Shared) -> "Coupled":
        """An engine of its own on the same relaxation, with everything fixed so far; plans go to `shared`."""
        other = copy(self)
        other.known, other._fixed = shared, dict(self._fixed)
        return other

    def keep_within(self, spans: Spans) -> None:
        """From now on columns keep within these values, besides what is settled already."""
        least, most = np.maximum(self._spans.least, spans.least), np.minimum(self._spans.most, spans.most)
        self._spans = Spans(least=least, most=most)

    def require(self, row: Row) -> None:
        """One more row that every plan has to keep from now on."""
        self._own = self._own.and_more(table_of([row], len(self._spans.most)))
        self._relaxation.inside[list(row.terms)] = True

    def best(self, tallies: Sequence[Tally]) -> list[Best]:
        """The least of as many goals as one integer program may hold; out of time, of the first, with its bound."""
        sums, count = self._packed(tallies)
        return self._best_of(tallies[:count], sums[:count], sums[count:])

    def best_by_prices(self, tallies: Sequence[Tally]) -> list[Best]:
        """The least of as many goals, where the relaxation ends in a plan. Raises PricesLeaveOpen where it does not."""
        sums, count = self._packed(tallies)
        costs = layer_of(sums[:count])
        certificate = self._priced(self._asked(costs), quick=count < len(tallies))
        best = self._best_known(costs)
        if best is None or int(costs @ best) > certificate.least:
            raise PricesLeaveOpen
        self._last = _Layer(
            tallies=tuple(tallies[:count]), sums=tuple(sums[:count]), costs=costs, certificate=certificate
        )
        return self._bests(self._last, best)

    def _packed(self, tallies: Sequence[Tally]) -> tuple[list[Sum], int]:
        """The goals as sums, and how many of them make a layer; the relaxation begins with what does well by them."""
        sums = [self.sum_of(tally) for tally in tallies]
        people = max(len(self.arcs.people), 1)
        if sums[0].greatest * people >= MOST_OBJECTIVE:
            raise SolverFailed(f"the numbers of {tallies[0].name} are too large to be proved exactly")
        most = MOST_WHOLE if tallies[0].name.startswith("lottery") else MOST_LAYER  # HiGHS says if a draw is alone
        self.begin_with(sums)
        return sums, max((count for count, _ in pack(sums, most // people)), default=1)

    def _best_of(self, tallies: Sequence[Tally], sums: Sequence[Sum], later: Sequence[Sum]) -> list[Best]:
        """The layer's least; half the layer's where floating point proves too coarse for the whole."""
        costs = layer_of(sums)
        try:
            certificate = self._bound(sums, later)
        except TimeoutError:
            certificate = certify(costs, [], self._spans)
        layer = self._last = _Layer(tallies=tuple(tallies), sums=tuple(sums), costs=costs, certificate=certificate)
        try:
            values, proved = self._least(layer)
        except TooCoarse as error:
            if len(tallies) == 1:
                raise SolverFailed(str(error)) from error
            half = len(tallies) // 2
            return self._best_of(tallies[:half], sums[:half], [*sums[half:], *later])
        bests = self._bests(layer, values)
        if not proved:
            return [replace(bests[0], bound=min(bests[0].found, self._bound_of_first(layer)))]
        return bests

    def _bests(self, layer: _Layer, values: NDArray[np.int64]) -> list[Best]:
        """What column values that make the layer least come to on each of its goals."""
        taken = values[: len(self.arcs.person)] > 0
        found = [tally.start + int(one.costs @ values) for tally, one in zip(layer.tallies, layer.sums, strict=True)]
        return [Best(found=one, bound=one, taken=taken) for one in found]

    def _bound(self, sums: Sequence[Sum], later: Sequence[Sum]) -> Certificate:
        """What prices prove of the layer; on the way plans are looked for that come to just that.

        A layer of counts has many best plans, and the relaxation ends in a mixture of them. So its first bound is taken
        for granted, and the goals after it choose among the plans that would come to it.
        """
        asked = self._asked(layer_of(sums))
        if later:
            first = self._priced(asked, quick=True)
            if self._reached(asked, first, sums, later):
                return first
        certificate = self._priced(asked, rounds=ROUNDS_TO_REACH if later else MOST_ROUNDS)
        if later and certificate.least > first.least:
            self._reached(asked, certificate, sums, later)
        return certificate

    def _priced(self, asked: Asked, *, quick: bool = False, rounds: int = MOST_ROUNDS) -> Certificate:
        """What prices prove of the sum. Raises NoPlan where that is more than any plan could come to."""
        above = self._reach(asked.costs)[1] + 1
        most = self._value_known(asked.costs)
        certificate = self._relaxation.priced(asked, most=above if most is None else most, quick=quick, rounds=rounds)
        if certificate.least >= above:
            raise NoPlan
        return certificate

    def bound_of(self, costs: NDArray[np.int64]) -> Certificate:
        """What prices prove of a sum. Raises NoPlan where they prove that there is no plan."""
        return self._priced(self._asked(costs))

    def bound_by_last_prices(self, costs: NDArray[np.int64]) -> Certificate:
        """What the prices that the relaxation ended with last, whoever asked, prove of a sum."""
        return self._relaxation.proved_by_last_prices(self._asked(costs))

    def _asked(self, costs: NDArray[np.int64]) -> Asked:
        return Asked(costs=costs, own=self._own, spans=self._spans, known=self.known, listed=self._listed)

    def _reached(self, asked: Asked, certificate: Certificate, sums: Sequence[Sum], later: Sequence[Sum]) -> bool:
        """Whether a plan is known that comes to the bound; if not, one is looked for by the goals that follow."""
        value = self._value_known(asked.costs)
        if value is None or value > certificate.least:
            own = self._own
            for one, part in zip(sums, parts_of(certificate.least, sums, self.leasts_of(sums)), strict=True):
                own = own.and_more(_at_most(one.costs, part))
            count = max((count for count, _ in pack(later, MOST_LAYER // max(len(self.arcs.people), 1))), default=1)
            spans = certificate.settled(certificate.least, self._spans)
            next_ = replace(self._asked(layer_of(later[:count])), own=own, spans=spans)
            self._relaxation.priced(next_, most=self._reach(next_.costs)[1] + 1, rounds=ROUNDS_TO_REACH)
            value = self._value_known(asked.costs)
        return value is not None and value <= certificate.least

    def leasts_of(self, sums: Sequence[Sum]) -> list[int]:
        """What no plan comes to less than, on each of the sums."""
        return [self._reach(one.costs)[0] for one in sums]

    def _reach(self, costs: NDArray[np.int64]) -> tuple[int, int]:
        """What every plan lies between on Σ costs."""
        arcs, others = np.split(costs, [len(self.arcs.person)])
        least, most = reach_of(self.arcs, arcs, self._spans.most[: len(arcs)] > 0)
        return least + int(np.minimum(others, 0).sum()), most + int(np.maximum(others, 0).sum())

    def _value_known(self, costs: NDArray[np.int64]) -> int | None:
        best = self._best_known(costs)
        return None if best is None else int(costs @ best)

    def fix(self, tally: Tally, most: int) -> None:
        """A row that holds the goal from now on; columns that would cost more than it leaves are settled for good."""
        if tally.name.startswith("lottery") and self._before_lottery is None:
            self._before_lottery = self._own, self._spans, self._listed
        costs = self.sum_of(tally).costs
        self._own = self._own.and_more(_at_most(costs, most - tally.start))
        self._fixed[tally.name] = most
        if self._last is not None and tally is self._last.tallies[-1]:
            most, certificate = self._last.most(self._fixed), self._last.certificate
            spans = certificate.settled(most, self._spans)
            self._listed, self._spans = self._relaxation.households.listed(certificate, most, spans, self._listed)
            self.known.settled[tally.name] = self._spans
        elif tally.name in self.known.settled:
            self._spans = self.known.settled[tally.name]

    def release_lottery(self) -> None:
        """Removes the lottery's rows and what was settled by them."""
        if self._before_lottery is not None:
            self._own, self._spans, self._listed = self._before_lottery
            self._before_lottery = None

    def alone(self, tallies: Sequence[Tally], bests: Sequence[Best]) -> bool:
        """Whether every plan that differs in at least one arc is worse on the goals, which the layer just proved."""
        if self._last is None or tuple(tallies) != self._last.tallies:
            raise SolverFailed("only what was proved last can be asked to be alone")
        taken = bests[-1].taken
        most = self._last.most({tally.name: best.found for tally, best in zip(tallies, bests, strict=True)})
        flips = {at: -1 if is_taken else 1 for at, is_taken in enumerate(taken.tolist())}
        different = self._own.and_more(table_of([Row(terms=flips, least=1 - int(taken.sum()))], len(self._spans.most)))
        while True:
            try:
                spans = self._last.certificate.settled(most, self._spans)
                rows = self.known.table.and_more(different)
                values, proved = proved_whole(rows, self._last.costs, spans, None, self.clock)
            except NoPlan:
                return True
            if not proved:
                raise TimeoutError
            too_long = chain_rows(self.arcs, values[: len(self.arcs.person)] > 0)
            if not too_long:
                return int(self._last.costs @ values) > most
            different = different.and_more(table_of(too_long, len(values)))

    def fixing(self, gap: int) -> Fixing:
        """How far prices alone have come."""
        arcs = len(self.arcs.person)
        left = int(self._spans.is_open[:arcs].sum())
        return Fixing(edges=arcs, edges_left=left, rounds=self._relaxation.rounds, gap=gap)

    def sum_of(self, tally: Tally) -> Sum:
        """The goal as a sum over columns, with what plans can differ by on it."""
        costs = np.zeros(len(self._spans.most), dtype=np.int64)
        arcs = len(self.arcs.person)
        if tally.name == WISHES:
            for at, value in self.side.wishes.items():
                costs[at] = value
            return Sum(costs=costs, span=int(np.abs(costs).sum()))
        costs[:arcs] = tally.arc + tally.used[self.arcs.place_class]
        return Sum(costs=costs, span=span_of(self.arcs, costs[:arcs], self._spans.most[:arcs] > 0))

    def _least(self, layer: _Layer) -> tuple[NDArray[np.int64], bool]:
        """Column values that make the layer least, and whether that is proved."""
        columns = FEW_COLUMNS
        while True:
            best = self._best_known(layer.costs)
            most = None if best is None else int(layer.costs @ best)
            if best is not None and most is not None and most <= layer.certificate.least:
                return best, True
            if len(layer.sums) > 1 and int(np.abs(layer.costs).max()) * len(self.arcs.people) >= MOST_WHOLE:
                raise TooCoarse("the layer is too large for HiGHS")
            spans = self._spans if most is None else layer.certificate.settled(most, self._spans)
            late = ~self._relaxation.inside, self._relaxation.rank
            tried = first_columns(layer.certificate, spans, columns, best, arcs=len(self.arcs.person), late=late)
            try:
                values, proved = proved_whole(
                    self.known.table.and_more(self._own), layer.costs, tried, best, self.clock
                )
            except NoPlan:
                if tried is spans:
                    raise
                columns *= 4
                continue
            except TimeoutError:
                if best is None:
                    raise OutOfTime(self._bound_of_first(layer)) from None
                return best, False
            too_long = chain_rows(self.arcs, values[: len(self.arcs.person)] > 0)
            if too_long:
                self._own = self._own.and_more(table_of(too_long, len(values)))
                continue
            self.known.remember(values)
            if tried is spans or not proved:
                return values, proved
            columns *= 4

    def _best_known(self, costs: NDArray[np.int64]) -> NDArray[np.int64] | None:
        """The best plan at hand that keeps every row, every settled column and the chain cap."""
        kept = [
            values
            for values in self.known.plans
            if self._spans.hold(values)
            and self._own.kept_by(values).all()
            and self.known.table.kept_by(values).all()
            and not chain_rows(self.arcs, values[: len(self.arcs.person)] > 0)
        ]
        return min(kept, key=lambda values: int(costs @ values), default=None)

    def _bound_of_first(self, layer: _Layer) -> int:
        """What the layer's bound says of its first goal: what is left when all goals after it are at their worst."""
        weight, rest = 1, 0
        for one in reversed(layer.sums[1:]):
            rest += weight * int(np.maximum(one.costs, 0).sum())
            weight *= one.span + 1
        return layer.tallies[0].start + -(-(layer.certificate.least - rest) // weight)


def _at_most(costs: NDArray[np.int64], most: int) -> Table:
    """The one row Σ costs ≤ most."""
    return Table(matrix=csr_array(costs[None, :]), least=np.array([-inf]), most=np.array([float(most)]))
