"""Proves the goals of a plan where nothing couples people: one minimum-cost flow after another, with dual prices."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from ortools.graph.python.min_cost_flow import SimpleMinCostFlow
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from housing_match.solve.arcs import Arcs
from housing_match.solve.engine import Best, NoPlan, SolverFailed
from housing_match.solve.goals import Tally

COST_LIMIT = 1 << 60
"""|unit cost| × (nodes + 1) stays below this, where SimpleMinCostFlow is exact (it refuses near 2^62)."""


@dataclass
class Flow:
    """Nodes: N people, C classes, one sink. Edges: A arcs, then N 'no place', then C 'places used' edges.

    Fixing a goal drops every edge of positive reduced cost and fills every edge of negative reduced cost: what is left
    is exactly the set of all plans that are best for it (complementary slackness).
    """

    arcs: Arcs
    tail: NDArray[np.int64] = field(init=False)
    head: NDArray[np.int64] = field(init=False)
    capacity: NDArray[np.int64] = field(init=False)
    filled: NDArray[np.int64] = field(init=False)
    _before_lottery: tuple[NDArray[np.int64], NDArray[np.int64]] | None = None

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

    def best(self, tally: Tally) -> Best:
        """The least of one goal; a flow is always proved."""
        flow = self._solve(self._edge_costs(tally))
        taken = flow[: len(self.arcs.person)] > 0
        found = tally.sign * tally.value(self.arcs, taken)
        return Best(found=found, bound=found, taken=taken)

    def fix(self, tally: Tally, most: int) -> None:
        """Leaves only the plans that are best for the goal; a flow has no other way to hold a goal."""
        if tally.name.startswith("lottery") and self._before_lottery is None:
            self._before_lottery = self.capacity, self.filled
        if self._keep_best(tally) != most:
            raise SolverFailed(f"a flow cannot hold {tally.name} at {most}")

    def release_lottery(self) -> None:
        """Back to the plans that were best before the lottery."""
        if self._before_lottery is not None:
            self.capacity, self.filled = self._before_lottery
            self._before_lottery = None

    def alone(self, tally: Tally, best: Best) -> bool:
        """Whether no arc lies on a cycle of cost nothing in the residual graph: on one, people could change places."""
        kept = self.capacity, self.filled
        self._keep_best(tally)
        flow = self._solve(np.zeros(len(self.tail), dtype=np.int64))
        starts, ends, _ = self._residual(flow, np.zeros(len(self.tail), dtype=np.int64))
        graph = csr_array((np.ones(len(starts)), (starts, ends)), shape=(self.nodes, self.nodes))
        _, part = connected_components(graph, directed=True, connection="strong")
        choice = np.flatnonzero(self.capacity[: len(self.arcs.person)] > 0)
        self.capacity, self.filled = kept
        return not (part[self.tail[choice]] == part[self.head[choice]]).any()

    def _edge_costs(self, tally: Tally) -> NDArray[np.int64]:
        costs = np.concatenate([tally.arc, np.zeros(len(self.arcs.people), dtype=np.int64), tally.used])
        if int(np.abs(costs).max(initial=0)) * (self.nodes + 1) >= COST_LIMIT:
            raise SolverFailed(f"the numbers of {tally.name} are too large to be proved exactly")
        return costs

    def _solve(self, costs: NDArray[np.int64]) -> NDArray[np.int64]:
        """The flow on every edge, with what is filled already."""
        supply = np.zeros(self.nodes, dtype=np.int64)
        supply[: len(self.arcs.people)] = 1
        supply[-1] = -len(self.arcs.people)
        np.subtract.at(supply, self.tail, self.filled)
        np.add.at(supply, self.head, self.filled)
        solver = SimpleMinCostFlow()
        edges = solver.add_arcs_with_capacity_and_unit_cost(self.tail, self.head, self.capacity, costs)
        solver.set_nodes_supplies(np.arange(self.nodes), supply)
        status = solver.solve()
        if status == solver.INFEASIBLE:
            raise NoPlan
        if status != solver.OPTIMAL:
            raise SolverFailed(f"the flow solver answered {status}")
        flows: NDArray[np.int64] = solver.flows(edges)
        return flows + self.filled

    def _keep_best(self, tally: Tally) -> int:
        """Leaves only the plans that are best for the goal; returns the goal's small-is-better value."""
        costs = self._edge_costs(tally)
        flow = self._solve(costs)
        reduced = self._reduced_costs(flow, costs)
        self.filled = np.where(reduced < 0, self.filled + self.capacity, self.filled)
        self.capacity = np.where(reduced == 0, self.capacity, 0)
        return tally.sign * tally.value(self.arcs, flow[: len(self.arcs.person)] > 0)

    def _reduced_costs(self, flow: NDArray[np.int64], costs: NDArray[np.int64]) -> NDArray[np.int64]:
        """Costs less the difference of dual prices, which are shortest distances in the residual graph."""
        starts, ends, lengths = self._residual(flow, costs)
        price = np.zeros(self.nodes, dtype=np.int64)
        for _ in range(self.nodes + 1):
            before = price.copy()
            np.minimum.at(price, ends, before[starts] + lengths)
            if np.array_equal(price, before):
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
