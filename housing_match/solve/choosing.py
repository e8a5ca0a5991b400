"""Decides what to do, works or homes to build, together with who lives where: goal by goal, by integer programs."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from math import gcd

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from housing_match.solve.chain_cap import chain_rows
from housing_match.solve.choices import CAPITAL, DRAW, Choices, Chosen, ticket
from housing_match.solve.clock import Clock
from housing_match.solve.coupled import MOST_OBJECTIVE
from housing_match.solve.engine import SolverFailed
from housing_match.solve.goals import WISHES, Tally
from housing_match.solve.in_order import end_of_layer
from housing_match.solve.layers import Sum, layer_of, pack, span_of
from housing_match.solve.lottery import lottery
from housing_match.solve.rows import Row, at_most, table_of, table_of_plan
from housing_match.solve.solvers import program_of, relaxed, solved

A_LITTLE = 1 / 64
"""Of one, exact in binary."""


class Chooser:
    """One search: goals are made best one after another, and each stays as good from then on."""

    def __init__(self, choices: Choices, clock: Clock) -> None:
        self.choices, self.clock = choices, clock
        plan = table_of_plan(choices.arcs, choices.side)
        many, sums = plan.matrix.shape[0], plan.matrix
        wider = csr_array((sums.data, sums.indices, sums.indptr), shape=(many, choices.columns))
        self.rows = replace(plan, matrix=wider).and_more(table_of(choices.rows, choices.columns))
        self.first_row = many
        """The row at which those of the choices begin."""
        self.most = np.ones(choices.columns, dtype=np.int64)
        self.most[choices.columns - len(choices.options) :] = [one.most for one in choices.options]
        self.values = np.zeros(choices.columns, dtype=np.int64)
        """The best found so far, one whole number a column; at first everybody stays and nothing is done."""
        self.values[: len(choices.arcs.person)] = choices.arcs.stay

    @property
    def pound_unit(self) -> int:
        """Pounds in which capital is counted, so that numbers stay small."""
        return gcd(*(one.capital_pounds for one in self.choices.options)) or 1

    def prove(self, order: Sequence[str], tolerance: Mapping[str, int]) -> Chosen:
        """Each goal's best value in turn. Out of time, the best found until then. Raises NoPlan or SolverFailed."""
        values: dict[str, int] = {}
        bounds: dict[str, int] = {}
        proved, at = True, 0
        while proved and at < len(order):
            layer = order[at : self._end_of_layer(order, at, tolerance)]
            try:
                count, proved = self._best(layer)
            except TimeoutError:
                count, proved = 1, False
            for name in layer[:count]:
                costs = self.costs(name)
                found = int(costs @ self.values)
                values[name] = self.natural(name, found)
                bounds[name] = values[name] if proved else self.natural(name, self._least_conceivable(costs))
                if proved:
                    self.hold(name, found + tolerance.get(name, 0))
            at += count
        return self._chosen(values, bounds, proved=proved)

    def best(self, name: str) -> int:
        """The goal's best value, held from then on. Raises TimeoutError or NoPlan."""
        _, proved = self._best([name])
        if not proved:
            raise TimeoutError
        found = int(self.costs(name) @ self.values)
        self.hold(name, found)
        return self.natural(name, found)

    def at_least(self, name: str, value: int) -> None:
        """From now on a goal of which more is better comes to this value or more."""
        tally = self.choices.tallies[name]
        self.hold(name, tally.sign * value - tally.start)

    def price(self, name: str, row: int) -> float:
        """How much better the goal would be for one more of what a row allows, by the linear relaxation.

        The dual price of the row once it allows a little more: for less than it does, another may be right. 0 where
        GLOP finds none.
        """
        more = np.zeros(len(self.rows))
        more[row] = A_LITTLE
        rows = replace(self.rows, least=self.rows.least + more, most=self.rows.most + more)
        answer = relaxed(program_of(rows, self.most, self.costs(name)), None, self.clock, primal=False)
        return 0.0 if answer is None else max(0.0, -float(answer.prices[row]))

    def hold(self, name: str, most: int) -> None:
        """From now on the goal's small-is-better form, less what it starts from, stays at or below `most`."""
        self.rows = self.rows.and_more(at_most(self.costs(name), most))

    def require(self, row: Row) -> None:
        """One more row to keep."""
        self.rows = self.rows.and_more(table_of([row], self.choices.columns))

    @contextmanager
    def aside(self) -> Iterator[None]:
        """What is required and held within is forgotten afterwards."""
        rows = self.rows
        try:
            yield
        finally:
            self.rows = rows

    def costs(self, name: str) -> NDArray[np.int64]:
        """int64 [N]: the goal as a sum over columns, small is better."""
        choices = self.choices
        costs = np.zeros(choices.columns, dtype=np.int64)
        if name == CAPITAL:
            unit = self.pound_unit
            for one in choices.options:
                costs[choices.column_of[one.option_id]] = one.capital_pounds // unit
        elif name == DRAW:
            costs[:] = self._draw
        elif name in choices.counted:
            for option_id, cost in choices.counted[name].items():
                costs[choices.column_of[option_id]] = cost
        elif name == WISHES:
            for at, value in choices.side.wishes.items():
                costs[at] = value
        else:
            tally = choices.tallies[name]
            costs[: len(choices.arcs.person)] = tally.arc + tally.used[choices.arcs.place_class]
        return costs

    def natural(self, name: str, found: int) -> int:
        """The goal in its own unit."""
        if name in (CAPITAL, DRAW, *self.choices.counted):
            return found * (self.pound_unit if name == CAPITAL else 1)
        tally = self.choices.tallies[name]
        return tally.sign * (tally.start + found)

    def _end_of_layer(self, order: Sequence[str], start: int, tolerance: Mapping[str, int]) -> int:
        named = [Tally(name=name, sign=1, arc=self.values[:0], used=self.values[:0]) for name in order]
        return end_of_layer(named, start, tolerance)

    def _best(self, names: Sequence[str]) -> tuple[int, bool]:
        """How many of the goals one program made best, and whether that is proved; `values` are then the best."""
        sums = [self._sum(name) for name in names]
        people = max(len(self.choices.arcs.people), 1)
        if sums[0].greatest * people >= MOST_OBJECTIVE:
            raise SolverFailed(f"the numbers of {names[0]} are too large to be proved exactly")
        count = max((count for count, _ in pack(sums, MOST_OBJECTIVE // people)), default=1)
        costs = layer_of(sums[:count])
        while True:
            values, proved = self._solve(costs)
            too_long = chain_rows(self.choices.arcs, values[: len(self.choices.arcs.person)] > 0)
            if not too_long:
                self.values = values
                return (count if proved else 1), proved
            for row in too_long:
                self.require(row)

    def _solve(self, costs: NDArray[np.int64]) -> tuple[NDArray[np.int64], bool]:
        known = self.values if self.rows.kept_by(self.values).all() else None
        return solved(self.rows, self.most, costs, known, self.clock)

    def _sum(self, name: str) -> Sum:
        costs, arcs = self.costs(name), len(self.choices.arcs.person)
        beside = int((np.abs(costs[arcs:]) * self.most[arcs:]).sum())
        span = span_of(self.choices.arcs, costs[:arcs], np.ones(arcs, dtype=np.bool_))
        return Sum(costs=costs, span=span + beside)

    def _least_conceivable(self, costs: NDArray[np.int64]) -> int:
        """No choice is below: each person where it helps most, as if there were room for all, and all else for free."""
        arcs, choices = len(self.choices.arcs.person), self.choices
        least = np.zeros(len(choices.arcs.people), dtype=np.int64)
        np.minimum.at(least, choices.arcs.person, costs[:arcs])
        return int(least.sum()) + int((np.minimum(costs[arcs:], 0) * self.most[arcs:]).sum())

    @property
    def _draw(self) -> NDArray[np.int64]:
        """int64 [N]: pseudo-random 16-bit weights keyed by seed and what is chosen, as in a plan's own lottery."""
        choices, seed = self.choices, self.choices.arcs.assessment.scenario.seed
        drawn = np.zeros(choices.columns, dtype=np.int64)
        drawn[: len(choices.arcs.person)] = lottery(choices.arcs, seed)[0].arc
        for name, at in choices.column_of.items():
            drawn[at] = ticket(seed, name)
        return drawn

    @property
    def chosen(self) -> Chosen:
        """What stands chosen after the goal made best last; nothing is said of any goal."""
        return self._chosen({}, {}, proved=True)

    def _chosen(self, values: dict[str, int], bounds: dict[str, int], *, proved: bool) -> Chosen:
        times = {name: int(self.values[at]) for name, at in self.choices.column_of.items() if self.values[at]}
        taken = self.values[: len(self.choices.arcs.person)] > 0
        return Chosen(times=times, taken=taken, values=values, bounds=bounds, proved=proved)
