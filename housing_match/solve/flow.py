"""Proves the goals of a plan where nothing couples people: layers of goals as minimum-cost flows, with dual prices."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from copy import copy
from dataclasses import dataclass, field
from functools import cached_property
from operator import is_
from typing import Self

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from housing_match.domain import Fixing
from housing_match.solve.arcs import Arcs
from housing_match.solve.clock import Clock
from housing_match.solve.duals import Residual, reduced_costs
from housing_match.solve.engine import Best, SolverFailed
from housing_match.solve.goals import Tally
from housing_match.solve.layers import PEOPLE_OUTWEIGHED, Sum, heaviest_first, layer_of, pack, span_of
from housing_match.solve.least_flow import COST_LIMIT, OutOfRange, least_flow, near_in_memory
from housing_match.solve.weighed_flow import WeighedFlow


@dataclass(frozen=True, kw_only=True)
class _Solved:
    """A layer's goals, its int64 cost of each edge, and a flow on each edge that makes it least."""

    tallies: tuple[Tally, ...]
    costs: NDArray[np.int64]
    flow: NDArray[np.int64]


@dataclass(frozen=True, kw_only=True)
class _Together:
    """Goals proved by one flow of all of them, each weighed, and the sign of each edge's cost beside their prices."""

    tallies: tuple[Tally, ...]
    sign: NDArray[np.int8]


@dataclass
class Flow:
    """Nodes: N people, C classes, one sink. Edges: A arcs, then N 'no place', then C 'places used' edges.

    Goals fixed are held at first: packed above the goals that come after, as far as the numbers allow. Settling them
    drops every edge of positive reduced cost and fills every edge of negative reduced cost: what is left is exactly the
    set of all plans that are best for them (complementary slackness).
    """

    arcs: Arcs
    tail: NDArray[np.int64] = field(init=False)
    head: NDArray[np.int64] = field(init=False)
    capacity: NDArray[np.int64] = field(init=False)
    filled: NDArray[np.int64] = field(init=False)
    _held: list[tuple[Tally, int]] = field(init=False, default_factory=list)
    """Goals fixed since edges were last dropped, each with its least value."""
    _last: _Solved | None = field(init=False, default=None)
    _together: _Together | None = field(init=False, default=None)
    """What was proved so last, until it is settled."""
    _before_lottery: tuple[NDArray[np.int64], NDArray[np.int64]] | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        people, classes = len(self.arcs.people), len(self.arcs.classes)
        sink = people + classes
        everyone, every_class = np.arange(people), people + np.arange(classes)
        self.tail = np.concatenate([self.arcs.person, everyone, every_class])
        self.head = np.concatenate([people + self.arcs.place_class, np.full(people + classes, sink)])
        unplaced = np.where(self.arcs.must_place, 0, 1)
        self.capacity = np.concatenate([np.ones(len(self.arcs.person), dtype=np.int64), unplaced, self.arcs.capacity])
        self.filled = np.zeros_like(self.capacity)

    @property
    def nodes(self) -> int:
        """People, classes and the sink."""
        return len(self.arcs.people) + len(self.arcs.classes) + 1

    @cached_property
    def _near(self) -> NDArray[np.int32]:
        """int32 [nodes]: the numbers that people and classes have in the solver's memory, and the sink as the last."""
        arcs = len(self.arcs.person)
        return np.append(near_in_memory(self.tail[:arcs], self.head[:arcs], self.nodes - 1), np.int32(self.nodes - 1))

    def best(self, tallies: Sequence[Tally]) -> list[Best]:
        """The least of as many of the goals as one flow proves, with those held kept; a flow is always proved.

        Where one layer does not hold them all, they are weighed; where that proves none, a layer is solved.
        """
        held = [tally for tally, _ in self._held]
        if len(tallies) > 1 and self._fitting([*held, *tallies]) < len(held) + len(tallies):
            self._settle()
            held = []
            if together := self._best_together(tallies):
                return together
        solved = self._solve_first([*held, *tallies])
        if len(solved.tallies) <= len(held):
            self._settle()
            held = []
            solved = self._solve_first(tallies)
        taken = solved.flow[: len(self.arcs.person)] > 0
        found = [tally.sign * tally.value(self.arcs, taken) for tally in solved.tallies]
        if found[: len(held)] != [most for _, most in self._held]:
            raise SolverFailed(f"a flow cannot hold {', '.join(tally.name for tally in held)}")
        return [Best(found=one, bound=one, taken=taken) for one in found[len(held) :]]

    def as_now(self) -> Self:
        """The same flow with the goals held now."""
        other = copy(self)
        other._held = list(self._held)
        return other

    def least(self, tallies: Sequence[Tally], clock: Clock) -> int:
        """By a flow, which ends soon and hears no clock."""
        return self.best(tallies)[0].found

    def fix(self, tally: Tally, most: int) -> None:
        """Holds the goal at its least from now on; a flow cannot hold it at anything else."""
        if tally.name.startswith("lottery") and self._before_lottery is None:
            self._settle()
            self._before_lottery = self.capacity, self.filled
        self._held.append((tally, most))

    def release_lottery(self) -> None:
        """Back to the plans that were best before the lottery."""
        if self._before_lottery is not None:
            self.capacity, self.filled = self._before_lottery
            self._before_lottery = None
        self._held, self._last, self._together = [], None, None

    def alone(self, tallies: Sequence[Tally], bests: Sequence[Best]) -> bool:
        """Whether no arc lies on a cycle of cost nothing in the residual graph: on one, people could change places."""
        kept = self.capacity, self.filled, self._held, self._last, self._together
        self._held = [*self._held, *((tally, best.found) for tally, best in zip(tallies, bests, strict=True))]
        self._settle()
        nothing = np.zeros(len(self.tail), dtype=np.int64)
        starts, ends, _ = self._residual(self.solve(nothing)).ways(nothing)
        graph = csr_array((np.ones(len(starts)), (starts, ends)), shape=(self.nodes, self.nodes))
        _, part = connected_components(graph, directed=True, connection="strong")
        choice = np.flatnonzero(self.capacity[: len(self.arcs.person)] > 0)
        self.capacity, self.filled, self._held, self._last, self._together = kept
        return not (part[self.tail[choice]] == part[self.head[choice]]).any()

    def fixing(self, gap: int) -> Fixing | None:
        """Nothing: flows prove every goal by themselves."""
        return None

    def _best_together(self, tallies: Sequence[Tally]) -> list[Best]:
        """The least of as many of the first goals as a flow of all, each weighed, proves; it may prove none."""
        weighed = self.weighed(tallies)
        count, sign = weighed.in_order
        self._together = _Together(tallies=tuple(tallies[:count]), sign=sign) if count else None
        found = [tally.sign * tally.value(self.arcs, weighed.taken) for tally in tallies[:count]]
        return [Best(found=one, bound=one, taken=weighed.taken) for one in found]

    def weighed(self, tallies: Sequence[Tally], people: int = PEOPLE_OUTWEIGHED) -> WeighedFlow:
        """Of as many of the first goals as numbers hold, a unit of one outweighing so many people on the next.

        Raises NoPlan, and SolverFailed where not even one goal can be counted exactly.
        """
        for each, costs in self._weights(tallies, people):
            with suppress(OutOfRange):
                return self.at(costs, each)
        raise SolverFailed(f"the numbers of {tallies[0].name} are too large to be proved exactly")

    def at(self, costs: NDArray[np.int64], each: tuple[NDArray[np.int64], ...] = ()) -> WeighedFlow:
        """The least flow at costs (int64 [E]), the sum of those of `each` goal. Raises as `solve` does."""
        flow = self.solve(costs)
        return WeighedFlow(each=each, costs=costs, flow=flow, residual=self._residual(flow), arcs=len(self.arcs.person))

    def weights(self, tallies: Sequence[Tally], people: int) -> NDArray[np.int64]:
        """int64 [E]: the sum of as many of the first goals as numbers hold, weighed likewise."""
        return next(self._weights(tallies, people))[1]

    def _weights(
        self, tallies: Sequence[Tally], people: int
    ) -> Iterator[tuple[tuple[NDArray[np.int64], ...], NDArray[np.int64]]]:
        """The costs of each goal and of their sum, int64 [E], from as many of the first goals as numbers hold on."""
        sums = [Sum(costs=self._costs(tally), span=0) for tally in tallies]  # weights ask for no spans
        for held, costs in heaviest_first(sums, (COST_LIMIT - 1) // (self.nodes + 1), people):
            yield tuple(one.costs for one in sums[:held]), costs

    def _costs(self, tally: Tally) -> NDArray[np.int64]:
        """int64 [E]: what each edge adds to the goal; to have no place adds nothing."""
        return np.concatenate([tally.arc, np.zeros(len(self.arcs.people), dtype=np.int64), tally.used])

    def _sums(self, tallies: Sequence[Tally]) -> list[Sum]:
        is_open = (self.capacity + self.filled)[: len(self.arcs.person)] > 0
        return [
            Sum(
                costs=self._costs(tally),
                span=span_of(self.arcs, tally.arc + tally.used[self.arcs.place_class], is_open),
            )
            for tally in tallies
        ]

    def _fitting(self, tallies: Sequence[Tally]) -> int:
        """How many of the first goals one layer holds. Raises SolverFailed where not even one does."""
        most_unit = (COST_LIMIT - 1) // (self.nodes + 1)
        counts = [count for count, _ in pack(self._sums(tallies), most_unit)]
        if not counts:
            raise SolverFailed(f"the numbers of {tallies[0].name} are too large to be proved exactly")
        return counts[-1]

    def _solve_first(self, tallies: Sequence[Tally]) -> _Solved:
        """The flow for as many of the first goals as one layer holds; half of them where its prices go out of range."""
        count = self._fitting(tallies)
        while True:
            try:
                return self._solve_layer(tallies[:count])
            except OutOfRange:
                if count == 1:
                    raise SolverFailed(f"the numbers of {tallies[0].name} are too large to be proved exactly") from None
                count //= 2

    def _solve_layer(self, tallies: Sequence[Tally]) -> _Solved:
        """The layer's flow; the one solved last is at hand."""
        if self._last is None or list(map(id, tallies)) != list(map(id, self._last.tallies)):
            costs = layer_of(self._sums(tallies))
            self._last = _Solved(tallies=tuple(tallies), costs=costs, flow=self.solve(costs))
        return self._last

    def solve(self, costs: NDArray[np.int64]) -> NDArray[np.int64]:
        """The least flow on every edge, with what is filled already. Raises NoPlan, OutOfRange and SolverFailed."""
        supply = np.zeros(self.nodes, dtype=np.int64)
        supply[: len(self.arcs.people)] = 1
        supply[-1] = -len(self.arcs.people)
        np.subtract.at(supply, self.tail, self.filled)
        np.add.at(supply, self.head, self.filled)
        usable = np.flatnonzero(self.capacity > 0)
        ends = self._near[self.tail[usable]], self._near[self.head[usable]]
        flow = self.filled.copy()
        flow[usable] += least_flow(*ends, self.capacity[usable], costs[usable], self._near, supply)
        return flow

    def _settle(self) -> None:
        """Leaves only the plans that are best for the goals held."""
        while self._held:
            held = [tally for tally, _ in self._held]
            together = self._together
            if together is not None and all(map(is_, together.tallies, held)) and len(together.tallies) <= len(held):
                count, reduced = len(together.tallies), together.sign.astype(np.int64)
            else:
                solved = self._solve_first(held)
                count = len(solved.tallies)
                reduced = reduced_costs(self._residual(solved.flow), solved.costs)
            self._leave(reduced)
            self._held, self._last, self._together = self._held[count:], None, None

    def leave_least(self, costs: NDArray[np.int64]) -> None:
        """Leaves only the plans of least costs (int64 [E]). Raises NoPlan, OutOfRange and SolverFailed."""
        self._leave(reduced_costs(self._residual(self.solve(costs)), costs))

    def _leave(self, reduced: NDArray[np.int64]) -> None:
        """Leaves only the plans that use no edge of positive reduced cost (int64 [E]), and every one of negative."""
        self.filled = np.where(reduced < 0, self.filled + self.capacity, self.filled)
        self.capacity = np.where(reduced == 0, self.capacity, 0)

    def _residual(self, flow: NDArray[np.int64]) -> Residual:
        """What a flow can change: what is filled stays."""
        open_now = flow - self.filled
        return Residual(
            tail=self.tail, head=self.head, room=open_now < self.capacity, back=open_now > 0, nodes=self.nodes
        )
