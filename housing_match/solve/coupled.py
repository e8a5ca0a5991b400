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
from housing_match.solve.layers import Sum, reach_of, span_of, weighed
from housing_match.solve.relaxation import Relaxation
from housing_match.solve.restricted import Asked
from housing_match.solve.rows import Row, Side, Table, table_of, table_of_plan
from housing_match.solve.shared import Shared

MOST_OBJECTIVE = 1 << 40
"""What a goal could come to stays below this: beyond, floating point could hide a unit."""
MOST_WEIGHED = 1 << 30
"""What a column may cost in goals weighed together: the linear program tells it apart from one of a unit more."""
FEW_COLUMNS = 6_000
"""An integer program begins with about so many columns, and has four times as many whenever they prove too few."""


@dataclass(frozen=True, kw_only=True)
class _Weighed:
    """A goal and those before it, each weighed: int64 `costs` [N] in units of the goal, and what prices prove of them.

    Plans that are as good as the best on the goals before differ on these costs by as much as on the goal.
    """

    tally: Tally
    alone: Sum
    costs: NDArray[np.int64]
    certificate: Certificate

    def settled(self, best: NDArray[np.int64], more: int, spans: Spans) -> Spans:
        """The spans left to plans that come to no more than the best (int64 [N]) and so much."""
        return self.certificate.settled(int(self.costs @ best) + more, spans)

    def bound(self, best: NDArray[np.int64]) -> int:
        """No plan that is as good as the best on the goals before comes to less."""
        return self.tally.start + self.certificate.least - int((self.costs - self.alone.costs) @ best)


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
    _by_rows: Relaxation = field(init=False)
    """A relaxation that is told no households: goals that these do not matter to are proved by it much sooner."""
    _proved: dict[str, tuple[_Weighed, NDArray[np.int64]]] = field(init=False, default_factory=dict)
    """The goals proved last, by name, each with a plan that is best for it."""
    _before_lottery: tuple[Table, Spans, Listed] | None = field(init=False, default=None)

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

    def branch(self, shared: Shared) -> "Coupled":
        """An engine of its own on the same relaxation, with everything fixed so far; plans go to `shared`."""
        other = copy(self)
        other.known = shared
        return other

    @property
    def _nothing(self) -> Table:
        return table_of([], len(self._spans.most))

    def keep_within(self, spans: Spans) -> None:
        """From now on columns keep within these values, besides what is settled already."""
        least, most = np.maximum(self._spans.least, spans.least), np.minimum(self._spans.most, spans.most)
        self._spans = Spans(least=least, most=most)

    def require(self, row: Row) -> None:
        """One more row that every plan has to keep from now on."""
        self._own = self._own.and_more(table_of([row], len(self._spans.most)))
        for one in (self._relaxation, self._by_rows):
            one.inside[list(row.terms)] = True

    def best(self, tallies: Sequence[Tally]) -> list[Best]:
        """The least of as many goals as are weighed together; out of time, of those proved and of the next so far."""
        return self._best(tallies, by_prices=False)

    def best_by_prices(self, tallies: Sequence[Tally]) -> list[Best]:
        """The least of as many goals as prices prove. Raises PricesLeaveOpen where that is none."""
        return self._best(tallies, by_prices=True)

    def _best(self, tallies: Sequence[Tally], *, by_prices: bool) -> list[Best]:
        """One relaxation of all goals finds a plan, as a rule the best; then they are proved one after another."""
        sums = [self.sum_of(tally) for tally in tallies]
        if sums[0].greatest * max(len(self.arcs.people), 1) >= MOST_OBJECTIVE:
            raise SolverFailed(f"the numbers of {tallies[0].name} are too large to be proved exactly")
        prefixes = list(weighed(sums, max(MOST_WEIGHED, sums[0].greatest)))
        self._relaxation.begin_with(sums)
        self._by_rows.begin_with(sums)
        before, found, known = self._nothing, list[Best](), self._best_known(self._nothing, prefixes[-1])
        most = None if known is None else int(prefixes[-1] @ known)
        last = self._proved_by(self._relaxation, prefixes[-1], most, look=not by_prices)
        relaxations, self._proved = [self._by_rows, self._relaxation], {}
        for tally, alone, costs in zip(tallies, sums, prefixes, strict=False):
            known = self._best_known(before, prefixes[-1])
            certificate = last if costs is prefixes[-1] else self._bound(costs, known, relaxations)
            goal = _Weighed(tally=tally, alone=alone, costs=costs, certificate=certificate)
            if by_prices and (known is None or int(costs @ known) > certificate.least):
                if not found:
                    raise PricesLeaveOpen
                return found
            values, proved = self._least(goal, before, known)
            value, taken = tally.start + int(alone.costs @ values), values[: len(self.arcs.person)] > 0
            bound = value if proved else min(value, goal.bound(values))
            found = [replace(one, taken=taken) for one in found] + [Best(found=value, bound=bound, taken=taken)]
            if not proved:
                return found
            self._proved[tally.name] = goal, values
            if values is not known:
                return found  # the goals after it were weighed for another plan
            before = before.and_more(_at_most(alone.costs, value - tally.start))
        return found

    def _bound(
        self, costs: NDArray[np.int64], known: NDArray[np.int64] | None, relaxations: list[Relaxation]
    ) -> Certificate:
        """What prices prove of the costs; relaxations that prove less than the plan known comes to are left out."""
        most = None if known is None else int(costs @ known)
        while True:
            certificate = self._proved_by(relaxations[0], costs, most, quick=True)
            if len(relaxations) == 1 or (most is not None and certificate.least >= most):
                return certificate
            del relaxations[0]

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

    def bound_of(self, costs: NDArray[np.int64]) -> Certificate:
        """What prices prove of a sum. Raises NoPlan where they prove that there is no plan."""
        best = self._best_known(self._nothing, costs)
        most = None if best is None else int(costs @ best)
        return self._proved_by(self._relaxation, costs, most, look=False)

    def bound_by_last_prices(self, costs: NDArray[np.int64]) -> Certificate:
        """What the prices that the relaxation ended with last, whoever asked, prove of a sum."""
        return self._relaxation.proved_by_last_prices(self._asked(costs))

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

    def fix(self, tally: Tally, most: int) -> None:
        """A row that holds the goal from now on; columns that would cost more than it leaves are settled for good."""
        drawn = tally.name.startswith("lottery")
        if drawn and self._before_lottery is None:
            self._before_lottery = self._own, self._spans, self._listed
        costs = self.sum_of(tally).costs
        self._own = self._own.and_more(_at_most(costs, most - tally.start))
        if tally.name in self._proved:
            goal, values = self._proved[tally.name]
            more = most - tally.start - int(costs @ values)
            self._spans = goal.settled(values, more, self._spans)
            if tally.name == next(reversed(self._proved)):
                most = int(goal.costs @ values) + more
                self._listed, self._spans = self.households.listed(goal.certificate, most, self._spans, self._listed)
            if not drawn:
                self.known.settled[tally.name] = self._spans
        elif tally.name in self.known.settled:
            self._spans = self.known.settled[tally.name]

    def release_lottery(self) -> None:
        """Removes the lottery's rows and what was settled by them."""
        if self._before_lottery is not None:
            self._own, self._spans, self._listed = self._before_lottery
            self._before_lottery = None

    def alone(self, tallies: Sequence[Tally], bests: Sequence[Best]) -> bool:
        """Whether every plan that differs in at least one arc is worse on the goals, which were just proved."""
        if any(tally.name not in self._proved for tally in tallies):
            raise SolverFailed("only what was proved last can be asked to be alone")
        taken, spans, columns = bests[-1].taken, self._spans, len(self._spans.most)
        flips = {at: -1 if is_taken else 1 for at, is_taken in enumerate(taken.tolist())}
        different = table_of([Row(terms=flips, least=1 - int(taken.sum()))], columns)
        for tally, best in zip(tallies, bests, strict=True):
            goal, values = self._proved[tally.name]
            spans = goal.settled(values, 0, spans)
            different = different.and_more(_at_most(goal.alone.costs, best.found - tally.start))
        while True:
            try:
                rows = self.known.table.and_more(self._own).and_more(different)
                values, _ = proved_whole(rows, goal.alone.costs, spans, None, self.clock)
            except NoPlan:
                return True
            if not self._cut(values):
                return False

    def fixing(self, gap: int) -> Fixing:
        """How far prices alone have come."""
        arcs = len(self.arcs.person)
        left = int(self._spans.is_open[:arcs].sum())
        return Fixing(edges=arcs, edges_left=left, rounds=self._relaxation.rounds + self._by_rows.rounds, gap=gap)

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

    def _least(self, goal: _Weighed, before: Table, known: NDArray[np.int64] | None) -> tuple[NDArray[np.int64], bool]:
        """Column values that make the goal least, the goals `before` it kept, and whether that is proved."""
        columns, best = FEW_COLUMNS, known
        late = ~self._relaxation.inside, self._relaxation.rank
        while True:
            rows, spans = self.known.table.and_more(self._own).and_more(before), self._spans
            if best is not None:
                if int(goal.costs @ best) <= goal.certificate.least:
                    return best, True
                rows = rows.and_more(_at_most(goal.alone.costs, int(goal.alone.costs @ best) - 1))
                try:
                    spans = self._better(goal, best)
                except NoPlan:
                    return best, True
            tried = first_columns(goal.certificate, spans, columns, arcs=len(self.arcs.person), late=late)
            try:
                values, proved = proved_whole(rows, goal.alone.costs, tried, None, self.clock)
            except NoPlan:
                if tried is not spans:
                    columns *= 4
                elif best is not None:
                    return best, True
                else:
                    raise
            except TooCoarse as error:
                raise SolverFailed(str(error)) from error
            except TimeoutError:
                if best is None:
                    raise OutOfTime(goal.tally.start + goal.certificate.least) from None
                return best, False
            else:
                if not self._cut(values):
                    self.known.remember(values)
                    best = values
                    if proved and tried is spans:
                        return best, True

    def _better(self, goal: _Weighed, best: NDArray[np.int64]) -> Spans:
        """The spans left to plans better than the best. Raises NoPlan where some home is left no household."""
        spans, most = goal.settled(best, -1, self._spans), int(goal.costs @ best) - 1
        return self.households.listed(goal.certificate, most, spans, self._listed)[1]

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


def _at_most(costs: NDArray[np.int64], most: int) -> Table:
    """The one row Σ costs ≤ most."""
    return Table(matrix=csr_array(costs[None, :]), least=np.array([-inf]), most=np.array([float(most)]))
