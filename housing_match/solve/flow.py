"""Proves the goals of a plan where nothing couples people: layers of goals as minimum-cost flows, with dual prices."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from ortools.graph.python.min_cost_flow import SimpleMinCostFlow
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from housing_match.domain import Fixing
from housing_match.solve.arcs import Arcs
from housing_match.solve.engine import Best, NoPlan, SolverFailed
from housing_match.solve.goals import Tally
from housing_match.solve.layers import Sum, layer_of, pack, span_of, weighed

COST_LIMIT = 1 << 60
"""|unit cost| × (nodes + 1) stays below this, where SimpleMinCostFlow is exact (it refuses near 2^62)."""


class _OutOfRange(Exception):
    """SimpleMinCostFlow's prices would leave the whole numbers; how far they go is known only as it solves."""


@dataclass(frozen=True, kw_only=True)
class _Solved:
    """A layer's goals, its int64 cost of each edge, and a flow on each edge that makes it least."""

    tallies: tuple[Tally, ...]
    costs: NDArray[np.int64]
    flow: NDArray[np.int64]


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

    def best(self, tallies: Sequence[Tally]) -> list[Best]:
        """The least of as many of the goals as fit into one layer with those held; a flow is always proved."""
        held = [tally for tally, _ in self._held]
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

    def fix(self, tally: Tally, most: int) -> None:
        """Holds the goal at its least from now on; a flow cannot hold it at anything else."""
        if tally.name.startswith("lottery") and self._before_lottery is None:
            self._settle()
            self._before_lottery = self.capacity, self.filled
        self._held.append((tally, most))

    def nearly_best(self, tallies: Sequence[Tally]) -> tuple[NDArray[np.int64], NDArray[np.bool_], NDArray[np.int64]]:
        """As a rule the best on all goals, each weighed, but not proved: costs [E], arcs taken [A], reduced costs [A].

        Raises NoPlan, and SolverFailed where not even one goal can be counted exactly.
        """
        sums = [Sum(costs=self._costs(tally), span=0) for tally in tallies]  # weights ask for no spans
        for costs in reversed(list(weighed(sums, (COST_LIMIT - 1) // (self.nodes + 1)))):
            try:
                flow = self._solve(costs)
            except _OutOfRange:
                continue
            arcs = len(self.arcs.person)
            return costs, flow[:arcs] > 0, self._reduced_costs(flow, costs)[:arcs]
        raise SolverFailed(f"the numbers of {tallies[0].name} are too large to be proved exactly")

    def moved_on(
        self, costs: NDArray[np.int64], taken: NDArray[np.bool_], people: NDArray[np.bool_]
    ) -> NDArray[np.bool_]:
        """bool [A]: the arcs taken where costs (int64 [E]) are least, if only these people (bool [N]) may change.

        Raises NoPlan and SolverFailed.
        """
        count, classes = len(taken), len(self.arcs.classes)
        others = taken & ~people[self.arcs.person]
        nowhere = ~people
        nowhere[self.arcs.person[others]] = False
        used = np.bincount(self.arcs.place_class[others], minlength=classes)
        capacity, filled = self.capacity, self.filled
        self.filled = filled + np.concatenate([others, nowhere, used])
        may = np.concatenate([people[self.arcs.person], people, np.ones(classes, dtype=np.bool_)])
        self.capacity = np.where(may, capacity, 0)
        self.capacity[len(capacity) - classes :] -= used
        try:
            return self._solve(costs)[:count] > 0
        except _OutOfRange:
            raise SolverFailed("a flow's prices left the whole numbers") from None
        finally:
            self.capacity, self.filled = capacity, filled

    def keep(self, arcs: NDArray[np.bool_]) -> None:
        """Closes all other arcs (bool [A])."""
        self.capacity[: len(arcs)][~arcs] = 0

    def release_lottery(self) -> None:
        """Back to the plans that were best before the lottery."""
        if self._before_lottery is not None:
            self.capacity, self.filled = self._before_lottery
            self._before_lottery = None
        self._held, self._last = [], None

    def alone(self, tallies: Sequence[Tally], bests: Sequence[Best]) -> bool:
        """Whether no arc lies on a cycle of cost nothing in the residual graph: on one, people could change places."""
        kept = self.capacity, self.filled, self._held, self._last
        self._held = [*self._held, *((tally, best.found) for tally, best in zip(tallies, bests, strict=True))]
        self._settle()
        nothing = np.zeros(len(self.tail), dtype=np.int64)
        starts, ends, _ = self._residual(self._solve(nothing), nothing)
        graph = csr_array((np.ones(len(starts)), (starts, ends)), shape=(self.nodes, self.nodes))
        _, part = connected_components(graph, directed=True, connection="strong")
        choice = np.flatnonzero(self.capacity[: len(self.arcs.person)] > 0)
        self.capacity, self.filled, self._held, self._last = kept
        return not (part[self.tail[choice]] == part[self.head[choice]]).any()

    def fixing(self, gap: int) -> Fixing | None:
        """Nothing: flows prove every goal by themselves."""
        return None

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
            except _OutOfRange:
                if count == 1:
                    raise SolverFailed(f"the numbers of {tallies[0].name} are too large to be proved exactly") from None
                count //= 2

    def _solve_layer(self, tallies: Sequence[Tally]) -> _Solved:
        """The layer's flow; the one solved last is at hand."""
        if self._last is None or list(map(id, tallies)) != list(map(id, self._last.tallies)):
            costs = layer_of(self._sums(tallies))
            self._last = _Solved(tallies=tuple(tallies), costs=costs, flow=self._solve(costs))
        return self._last

    def _solve(self, costs: NDArray[np.int64]) -> NDArray[np.int64]:
        """The flow on every edge, with what is filled already."""
        supply = np.zeros(self.nodes, dtype=np.int64)
        supply[: len(self.arcs.people)] = 1
        supply[-1] = -len(self.arcs.people)
        np.subtract.at(supply, self.tail, self.filled)
        np.add.at(supply, self.head, self.filled)
        usable = np.flatnonzero(self.capacity > 0)
        solver = SimpleMinCostFlow()
        edges = solver.add_arcs_with_capacity_and_unit_cost(
            self.tail[usable], self.head[usable], self.capacity[usable], costs[usable]
        )
        solver.set_nodes_supplies(np.arange(self.nodes), supply)
        status = solver.solve()
        if status == solver.INFEASIBLE:
            raise NoPlan
        if status == solver.BAD_COST_RANGE:
            raise _OutOfRange
        if status != solver.OPTIMAL:
            raise SolverFailed(f"the flow solver answered {status}")
        flow = self.filled.copy()
        flow[usable] += solver.flows(edges)
        return flow

    def _settle(self) -> None:
        """Leaves only the plans that are best for the goals held."""
        while self._held:
            solved = self._solve_first([tally for tally, _ in self._held])
            reduced = self._reduced_costs(solved.flow, solved.costs)
            self.filled = np.where(reduced < 0, self.filled + self.capacity, self.filled)
            self.capacity = np.where(reduced == 0, self.capacity, 0)
            self._held, self._last = self._held[len(solved.tallies) :], None

    def _reduced_costs(self, flow: NDArray[np.int64], costs: NDArray[np.int64]) -> NDArray[np.int64]:
        """Costs less the difference of dual prices, which are shortest distances in the residual graph.

        Bellman and Ford's rounds, each from those nodes alone that came nearer in the one before.
        """
        starts, ends, lengths = self._residual(flow, costs)
        order = np.argsort(starts, kind="stable")
        ends, lengths = ends[order], lengths[order]
        first = np.concatenate([[0], np.cumsum(np.bincount(starts, minlength=self.nodes))])
        price, nearer = np.zeros(self.nodes, dtype=np.int64), np.arange(self.nodes)
        for _ in range(self.nodes + 1):
            many = first[nearer + 1] - first[nearer]
            onward = np.arange(many.sum()) + np.repeat(first[nearer] - np.cumsum(many) + many, many)
            before = price.copy()
            np.minimum.at(price, ends[onward], np.repeat(before[nearer], many) + lengths[onward])
            nearer = np.flatnonzero(price < before)
            if not len(nearer):
                return costs + price[self.tail] - price[self.head]
        raise SolverFailed("the flow solver's answer was not the best: a cheaper cycle is left")

    def _residual(
        self, flow: NDArray[np.int64], costs: NDArray[np.int64]
    ) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
        """Starts, ends and lengths of the residual graph: edges that can carry more, and back those that can less."""
        open_now = flow - self.filled
        onward, back = open_now < self.capacity, open_now > 0
        starts = np.concatenate([self.tail[onward], self.head[back]])
        ends = np.concatenate([self.head[onward], self.tail[back]])
        return starts, ends, np.concatenate([costs[onward], -costs[back]])
