"""The best plans with one choice of places forced, where rules couple people: solved again, from what is known."""

import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property, partial

import numpy as np
from numpy.typing import NDArray

from housing_match.solve.certificate import PRICE_UNIT, Certificate
from housing_match.solve.clock import Clock
from housing_match.solve.engine import Best, NoPlan, PricesLeaveOpen
from housing_match.solve.force import Force, force_of
from housing_match.solve.goals import Tally
from housing_match.solve.in_order import prove_in_order
from housing_match.solve.layers import Sum, layer_of, parts_of, value_of
from housing_match.solve.level import Level
from housing_match.solve.model import Model
from housing_match.solve.rows import Row, table_of_plan
from housing_match.solve.shared import MOST_KNOWN, Shared

MOST_CERTIFICATES = 24
"""Proofs kept of what the first goals come to at least, all but the first by the prices that a forced choice led to."""
FEW_STEPS_LISTED = 1_500
"""A search for all households of a home, made for many levels and choices, may take so many steps."""
FEW_VALUES = 3
"""So many values of the first goals, each one more than the last, are tried before the whole is solved."""


@dataclass(frozen=True, kw_only=True)
class _First:
    """The goals that come first, as one sum, and what no plan comes to less than on it."""

    tallies: Sequence[Tally]
    sums: Sequence[Sum]
    costs: NDArray[np.int64]
    certificates: list[Certificate]


@dataclass
class Forced:
    """Solves again, one choice after another; `order` has a goal or more and may end with others.

    What a forced choice takes from the first goals is known at once, as a rule, from the prices of the problem without
    it: all plans of that value on the first goals are a problem of its own, much smaller than the whole, and kept for
    the next choice that takes as much. If no plan is found there, the value is too low, the linear relaxation says by
    how much, and what prices still leave open an integer program decides. All engines share one relaxation with the
    households found so far.
    """

    model: Model
    order: Sequence[Tally]
    clock: Clock
    _known: list[NDArray[np.int64]] = field(init=False, default_factory=list)
    _levels: dict[int, Level] = field(init=False, default_factory=dict)
    _one_at_a_time: threading.Lock = field(init=False, default_factory=threading.Lock)

    def best(self, *rows: Row) -> NDArray[np.bool_] | None:
        """bool [A]: the best plan that keeps these rows too; None where none does. Raises TimeoutError when stopped."""
        with self._one_at_a_time:
            try:
                return self._best(rows)
            except NoPlan:
                return None

    def _best(self, rows: Sequence[Row]) -> NDArray[np.bool_]:
        root, first = self._root, self._first
        force = force_of(rows, self.model.arcs, root.households, root.spans)
        whole = self._required(root, rows)
        whole.keep_within(force.left)
        if first.tallies:
            for one in first.certificates:
                force.take(one)
            value = at_least = -(-force.bound // PRICE_UNIT)
            with suppress(PricesLeaveOpen):
                while value == at_least or value in self._levels:
                    try:
                        return self._of_value(first, value, force, rows, sure=False)
                    except NoPlan:
                        value += 1
            value = max(value, self._least(first, force, whole))
            with suppress(NoPlan):
                return self._of_value(first, value, force, rows, sure=True)
            value = max(value + 1, self._goal_by_goal(first, whole))
            for more in range(FEW_VALUES):
                with suppress(NoPlan):
                    return self._of_value(first, value + more, force, rows, sure=True)
        return self._proved(whole, self.order, whole.best)

    def _least(self, first: _First, force: Force, whole: Level) -> int:
        """What the first goals come to at least by prices of this choice, which are kept for later ones."""
        root = self._root
        whole.ask_whether_any(by_rows=True)
        proved, certificate = whole.bound_of(first.costs), root.bound_by_last_prices(first.costs)
        before = force.bound
        if force.take(certificate) > before:
            first.certificates[1:] = [*first.certificates[1:], certificate][1 - MOST_CERTIFICATES :]
        return proved.least

    def _goal_by_goal(self, first: _First, whole: Level) -> int:
        """What the first goals come to at least: each by prices, those before it held at what they come to at least.

        Where prices prove that they cannot all be, the last of them comes to one more.
        """
        leasts = list[int]()
        for _ in range(len(first.sums) + FEW_VALUES):
            engine = whole.branch(whole.known)
            for tally, least in zip(first.tallies, leasts, strict=False):
                engine.fix(tally, tally.start + least)
            try:
                leasts.append(engine.bound_of(first.sums[len(leasts)].costs).least)
            except NoPlan:
                if not leasts:
                    raise
                leasts[-1] += 1
            if len(leasts) == len(first.sums):
                break
        return value_of([*leasts, *self._root.leasts_of(first.sums)[len(leasts) :]], first.sums)

    def _of_value(
        self, first: _First, value: int, force: Force, rows: Sequence[Row], *, sure: bool
    ) -> NDArray[np.bool_]:
        """The best plan of which the first goals come to this, where none comes to less. Raises NoPlan.

        Raises PricesLeaveOpen where prices do not prove it; to be `sure`, integer programs prove what they leave open.
        """
        level = self._required(self._level(first, value), rows)
        for spans in force.settled(value):
            level.keep_within(spans)
        way = partial(level.best_in_one, sure=sure)
        return self._proved(level, self.order[len(first.tallies) :], way)

    @cached_property
    def _root(self) -> Level:
        arcs, side = self.model.arcs, self.model.side
        return Level(arcs, side, self.clock, Shared(table=table_of_plan(arcs, side)))

    @cached_property
    def _first(self) -> _First:
        """As many goals as one sum holds, but for the last; none that may give way, whose least would prove nothing."""
        tolerance, root = self.model.tolerance, self._root
        end = next((at for at, one in enumerate(self.order) if tolerance.get(one.name)), len(self.order) - 1)
        sums = [root.sum_of(one) for one in self.order[:end]]
        count, known = root.held_by_one(sums), list[Certificate]()
        costs = layer_of(sums[:count]) if count else np.zeros(0, dtype=np.int64)
        if count:
            root.begin_with(sums)
            root.bound_of(costs)
            root.tell_every_home()
            root.households.most_steps = FEW_STEPS_LISTED
            known.append(root.bound_by_last_prices(costs))
        return _First(tallies=self.order[:count], sums=sums[:count], costs=costs, certificates=known)

    def _level(self, first: _First, value: int) -> Level:
        """An engine for the plans that come to this on the first goals."""
        if value not in self._levels:
            root = self._root
            engine = root.branch(Shared(table=root.known.table))
            for tally, part in zip(first.tallies, parts_of(value, first.sums, root.leasts_of(first.sums)), strict=True):
                engine.fix(tally, tally.start + part)
            above = [one for one in self._levels if one > value]
            if above:
                engine.list_as(self._levels[min(above)])
            engine.settle(first.certificates[0], value)
            engine.pack_alike(self.order[len(first.tallies) :])
            self._levels[value] = engine
        return self._levels[value]

    def _required(self, engine: Level, rows: Sequence[Row]) -> Level:
        """A branch of the engine that keeps the rows."""
        branch = engine.branch(Shared(table=engine.known.table, plans=list(self._known)))
        for row in rows:
            branch.require(row)
        return branch

    def _proved(
        self, engine: Level, order: Sequence[Tally], way: Callable[[Sequence[Tally]], list[Best]]
    ) -> NDArray[np.bool_]:
        taken = prove_in_order(engine, order, self.model.tolerance, way, hold_last=False)
        self._known = engine.known.plans[:MOST_KNOWN]
        return taken
