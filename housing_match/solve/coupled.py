"""Proves the goals of a plan where people couple: relax, price, fix, and a small integer program for what is left."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from copy import copy
from dataclasses import dataclass, field, replace
from typing import Self

import numpy as np
from numpy.typing import NDArray

from housing_match.domain import Fixing
from housing_match.solve.certificate import Certificate, Spans, certify
from housing_match.solve.choice import Choice, choice_of
from housing_match.solve.engine import Best, NoPlan, OutOfTime, SolverFailed
from housing_match.solve.goals import Tally
from housing_match.solve.households import Listed
from housing_match.solve.integer import proved_whole
from housing_match.solve.layers import Sum, heaviest_first, in_units, layer_of, pack, weighed
from housing_match.solve.priced import Priced, value_of
from housing_match.solve.rows import Row, Table, at_most, table_of
from housing_match.solve.shared import Shared
from housing_match.solve.weighed import Weighed

MOST_OBJECTIVE = 1 << 40
"""What a goal could come to stays below this: beyond, floating point could hide a unit."""
MOST_WEIGHED = 1 << 30
"""What a column may cost in goals weighed together: the linear program tells it apart from one of a unit more."""
FEW_LEFT = 1_000
"""Where a goal left so few columns and households, those after it are proved several at once."""
FEW_COLUMNS = 6_000
"""An integer program begins with about so many columns, and has four times as many whenever they prove too few."""


@dataclass
class Coupled(Priced):
    """Each goal fixed is a row from then on; what it leaves no room for is settled for good."""

    _proved: dict[str, tuple[Weighed, NDArray[np.int64]]] = field(init=False, default_factory=dict)
    """The goals proved last, by name, each with a plan that is best for it."""
    _rows_prove: bool = field(init=False, default=True)
    """Whether households have not mattered to a goal yet; once they do to one, they do to those after it."""
    _held: tuple[tuple[int, Sum], ...] = field(init=False, default=())
    """The goals fixed, lotteries aside, each with the number of its own row."""
    _before_lottery: tuple[Table, Spans, Listed] | None = field(init=False, default=None)

    def branch(self, shared: Shared) -> Self:
        """An engine of its own on the same relaxation, with everything fixed so far; plans go to `shared`."""
        other = copy(self)
        other.known = shared
        return other

    def best(self, tallies: Sequence[Tally]) -> list[Best]:
        """The least of as many goals as are weighed together; out of time, of those proved and of the next so far."""
        found = list(self.one_by_one(tallies))
        return [replace(one, taken=found[-1].taken) for one in found]

    def one_by_one(self, tallies: Sequence[Tally]) -> Iterator[Best]:
        """The least of each of as many goals as are weighed together, as they are proved; the last may not be.

        One relaxation of all goals finds a plan, as a rule the best; then they are proved one after another, until a
        plan is found that is better than that one. Raises OutOfTime.
        """
        sums = self._sums(tallies)
        if self._listed and self._choice(self._spans).size <= FEW_LEFT:
            yield from self._at_once(tallies, sums)
            return
        most_unit = max(MOST_WEIGHED, sums[0].greatest)
        count, heaviest = next(heaviest_first(sums, most_unit))
        self._relaxation.begin_with(sums)
        self._by_rows.begin_with(sums)
        before, known = self._nothing, self._best_known(self._nothing, heaviest)
        last = self._proved_by(self._relaxation, heaviest, value_of(heaviest, known))
        prices, self._proved = self._relaxation.prices, {}
        for at, (tally, alone, costs) in enumerate(zip(tallies, sums, weighed(sums, most_unit), strict=False)):
            known = self._best_known(before, heaviest)
            certificate = last if at == count - 1 else self._bound(costs, known, in_units(prices, sums[at + 1 : count]))
            goal = Weighed(tally=tally, alone=alone, costs=costs, certificate=certificate)
            values, proved = self._least(goal, before, known, near=last)
            value, taken = tally.start + int(alone.costs @ values), values[: len(self.arcs.person)] > 0
            if proved:
                self._proved[tally.name] = goal, values
            yield Best(found=value, bound=value if proved else min(value, goal.bound(values)), taken=taken)
            if not proved or values is not known:
                return  # the goals after it were weighed for another plan
            before = before.and_more(at_most(alone.costs, value - tally.start))

    def _at_once(self, tallies: Sequence[Tally], sums: Sequence[Sum]) -> list[Best]:
        """The least of as many goals as one sum holds, of which a unit of one outweighs all that the next may add."""
        sums, costs = self._in_one(sums)
        nothing = self._nothing
        certificate = self.bound_of(costs, quick=True)
        goal = Weighed(tally=tallies[0], alone=Sum(costs=costs, span=0), costs=costs, certificate=certificate)
        values, proved = self._least(goal, nothing, self._best_known(nothing, costs), near=certificate)
        taken = values[: len(self.arcs.person)] > 0
        found = [tally.start + int(one.costs @ values) for tally, one in zip(tallies, sums, strict=False)]
        if not proved:
            return [Best(found=found[0], bound=tallies[0].start + self.leasts_of(sums[:1])[0], taken=taken)]
        self._proved = {}
        for at, (tally, alone) in enumerate(zip(tallies, sums, strict=False)):
            costs = layer_of(sums[: at + 1])
            by = certificate if at == len(sums) - 1 else certify(costs, [], self._spans)
            self._proved[tally.name] = Weighed(tally=tally, alone=alone, costs=costs, certificate=by), values
        return [Best(found=value, bound=value, taken=taken) for value in found]

    def _in_one(self, sums: Sequence[Sum]) -> tuple[Sequence[Sum], NDArray[np.int64]]:
        """As many of the first sums as one holds, one at least, and what they cost packed into it."""
        sums = sums[: max(self.held_by_one(sums), 1)]
        return sums, layer_of(sums)

    def held_by_one(self, sums: Sequence[Sum]) -> int:
        """How many of the first sums can be packed into one and still be proved exactly."""
        most_unit = MOST_OBJECTIVE // max(len(self.arcs.people), 1)
        return max((count for count, _ in pack(sums, most_unit)), default=0)

    def _sums(self, tallies: Sequence[Tally]) -> list[Sum]:
        """The goals as sums. Raises SolverFailed where one could not be proved exactly."""
        sums = [self.sum_of(tally) for tally in tallies]
        if sums[0].greatest * max(len(self.arcs.people), 1) >= MOST_OBJECTIVE:
            raise SolverFailed(f"the numbers of {tallies[0].name} are too large to be proved exactly")
        return sums

    def _bound(
        self, costs: NDArray[np.int64], known: NDArray[np.int64] | None, prices: NDArray[np.float64]
    ) -> Certificate:
        """What prices prove of the costs: these, else those of rows alone until they prove less than the plan known."""
        most = value_of(costs, known)
        with suppress(TimeoutError):
            certificate = self._relaxation.proved_by(self._asked(costs), prices)
            if most is not None and certificate.least >= most:
                return certificate
        if self._rows_prove:
            certificate = self._proved_by(self._by_rows, costs, most, quick=True)
            if most is not None and certificate.least >= most:
                return certificate
            self._rows_prove = False
        return self._proved_by(self._relaxation, costs, most, quick=True)

    def fix(self, tally: Tally, most: int) -> None:
        """A row that holds the goal from now on; columns that would cost more than it leaves are settled for good."""
        drawn = tally.name.startswith("lottery")
        if drawn and self._before_lottery is None:
            self._before_lottery = self._own, self._spans, self._listed
        one = self.sum_of(tally)
        costs = one.costs
        if not drawn:
            self._held = (*self._held, (len(self._own), one))
        self._own = self._own.and_more(at_most(costs, most - tally.start))
        if tally.name in self._proved:
            goal, values = self._proved[tally.name]
            more = most - tally.start - int(costs @ values)
            self._spans = goal.settled(values, more, self._spans)
            if tally.name == next(reversed(self._proved)):
                most = int(goal.costs @ values) + more
                self._listed, self._spans = self.households.listed(goal.certificate, most, self._spans, self._listed)

    def release_lottery(self) -> None:
        """Removes the lottery's rows and what was settled by them."""
        if self._before_lottery is not None:
            self._own, self._spans, self._listed = self._before_lottery
            self._before_lottery = None

    def alone(self, tallies: Sequence[Tally], bests: Sequence[Best]) -> bool:
        """Whether every plan that differs in at least one arc is worse on the goals, which were just proved."""
        if any(tally.name not in self._proved for tally in tallies):
            raise SolverFailed("only what was proved last can be asked to be alone")
        spans, held = self._spans, self._nothing
        for tally, best in zip(tallies, bests, strict=True):
            goal, values = self._proved[tally.name]
            spans = goal.settled(values, 0, spans)
            held = held.and_more(at_most(goal.alone.costs, best.found - tally.start))
        taken, columns = bests[-1].taken, len(spans.most)
        flips = {at: -1 if is_taken else 1 for at, is_taken in enumerate(taken.tolist())}
        different = table_of([Row(terms=flips, least=1 - int(taken.sum()))], columns).and_more(held)
        while True:
            try:
                rows = self.known.table.and_more(self._own).and_more(different)
                values, _ = proved_whole(rows, goal.alone.costs, self._choice(spans), None, self.side, self.clock)
            except NoPlan:
                return True
            if not self._cut(values):
                return False

    def common(self) -> Spans:
        """The spans left, with every arc settled that all plans take, or none does, which keep everything fixed so far.

        Plans are found that differ from those before in as many arcs as can be, until none differs in any more.
        """
        arcs, spans, rows = len(self.arcs.person), self._spans, self.known.table.and_more(self._own)
        first = self._best_known(self._nothing, np.zeros_like(spans.most))
        if first is None:
            return spans
        same = spans.is_open & (np.arange(len(first)) < arcs)
        while same.any():
            costs = np.where(same, np.where(first > 0, 1, -1), 0)
            values, proved = proved_whole(rows, costs, self._choice(spans), first, self.side, self.clock)
            if not proved:
                return self._spans
            if int(costs @ (values - first)) == 0:
                break
            same &= values == first
        return Spans(least=np.where(same, first, spans.least), most=np.where(same, first, spans.most))

    def fixing(self, gap: int) -> Fixing:
        """How far prices alone have come."""
        arcs = len(self.arcs.person)
        left = int(self._spans.is_open[:arcs].sum())
        return Fixing(edges=arcs, edges_left=left, rounds=self._relaxation.rounds + self._by_rows.rounds, gap=gap)

    def _least(
        self, goal: Weighed, before: Table, known: NDArray[np.int64] | None, *, near: Certificate
    ) -> tuple[NDArray[np.int64], bool]:
        """Column values that make the goal least, the goals `before` it kept, and whether that is proved.

        Looked for first by what is `near` to use where goals after it count too: for the goal alone, too much is equal.
        """
        columns, best = FEW_COLUMNS, known
        late = ~self._relaxation.inside, self._relaxation.rank
        while best is None or int(goal.costs @ best) > goal.certificate.least:
            rows = self.known.table.and_more(self._own).and_more(before)
            try:
                choice = self._choice(self._spans) if best is None else self._as_good(goal, best)
                tried = choice.nearest(near, columns, arcs=len(self.arcs.person), plan=best, late=late)
                values, proved = self._whole(rows, goal, tried, best)
            except TimeoutError:
                if best is None:
                    raise OutOfTime(goal.tally.start + goal.certificate.least) from None
                return best, False
            if values is not None and self._cut(values):
                continue
            if values is not None and (best is None or int(goal.alone.costs @ (values - best)) < 0):
                self.known.remember(values)
                best = values
            elif tried is not choice:
                columns *= 4
            if tried is choice and proved:
                if best is None:
                    raise NoPlan
                return best, True
        return best, True

    def _whole(
        self, rows: Table, goal: Weighed, choice: Choice, known: NDArray[np.int64] | None
    ) -> tuple[NDArray[np.int64] | None, bool]:
        """HiGHS's plan for the goal alone, None where it says there is none, and whether that is proved."""
        try:
            return proved_whole(rows, goal.alone.costs, choice, known, self.side, self.clock)
        except NoPlan:
            return None, True

    def _as_good(self, goal: Weighed, best: NDArray[np.int64]) -> Choice:
        """What is left to plans as good as the best."""
        spans, most = goal.settled(best, 0, self._spans), int(goal.costs @ best)
        listed, spans = self.households.listed(goal.certificate, most, spans, self._listed)
        return choice_of(self.households, listed, spans)

    def _choice(self, spans: Spans) -> Choice:
        """What spans leave, with the households listed so far."""
        return choice_of(self.households, self._listed, spans)
