"""Dual prices of a flow: of one sum of costs, and goal by goal of several that the flow weighed as one."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from housing_match.solve.engine import SolverFailed
from housing_match.solve.entries import in_rows


@dataclass(frozen=True, kw_only=True)
class Residual:
    """A flow on E edges from `tail` to `head`, int64 [E], and which it can change; the last node is the sink.

    `room` and `back`, bool [E], say of which edges it can use more, and of which less.
    """

    tail: NDArray[np.int64]
    head: NDArray[np.int64]
    room: NDArray[np.bool_]
    back: NDArray[np.bool_]
    nodes: int

    def ways(self, costs: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
        """Starts, ends and costs of R changes: along edges that have room, then back along those in use."""
        starts = np.concatenate([self.tail[self.room], self.head[self.back]])
        ends = np.concatenate([self.head[self.room], self.tail[self.back]])
        return starts, ends, np.concatenate([costs[self.room], -costs[self.back]])


def reduced_costs(residual: Residual, costs: NDArray[np.int64]) -> NDArray[np.int64]:
    """int64 [E]: costs less the difference of dual prices, which are shortest distances in the residual graph.

    Bellman and Ford's rounds, each from those nodes alone that came nearer in the one before. Raises SolverFailed where
    the flow is not the best.
    """
    starts, ends, lengths = residual.ways(costs)
    order = np.argsort(starts, kind="stable")
    ends, lengths = ends[order], lengths[order]
    first = np.concatenate([[0], np.cumsum(np.bincount(starts, minlength=residual.nodes))])
    price, nearer = np.zeros(residual.nodes, dtype=np.int64), np.arange(residual.nodes)
    for _ in range(residual.nodes + 1):
        onward, of = in_rows(first, nearer)
        before = price.copy()
        np.minimum.at(price, ends[onward], before[nearer][of] + lengths[onward])
        nearer = np.flatnonzero(price < before)
        if not len(nearer):
            return costs + price[residual.tail] - price[residual.head]
    raise SolverFailed("the flow solver's answer was not the best: a cheaper cycle is left")


def proved_in_order(
    residual: Residual, reduced: NDArray[np.int64], costs: Sequence[NDArray[np.int64]]
) -> tuple[int, NDArray[np.int8]]:
    """Of how many of the first goals (int64 [E] each) the flow is least in their order; signs of reduced costs, [E].

    `reduced` belongs to a sum of the goals, on which the flow is least. Along its shortest paths from the sink each
    goal adds up to prices of its own, in whole numbers. Tuples of costs are ordered goal by goal and can be added, as
    numbers can, so complementary slackness holds for them: where no edge with room costs less than nothing by these
    prices, the first goal deciding, and none in use more, no flow is better. Wrong prices prove less, never more.
    """
    of_node = along_paths(residual, reduced, costs)
    sign, decides = np.zeros(len(reduced), dtype=np.int8), np.full(len(reduced), len(costs), dtype=np.int8)
    tied = np.arange(len(reduced))
    for number, (of_edge, price) in enumerate(zip(costs, of_node, strict=True)):
        beside = of_edge[tied] + price[residual.tail[tied]] - price[residual.head[tied]]
        sign[tied] = np.sign(beside)
        decides[tied[beside != 0]] = number
        tied = tied[beside == 0]
    wrong = (residual.room & (sign < 0)) | (residual.back & (sign > 0))
    count = int(decides[wrong].min(initial=len(costs)))
    sign[decides >= count] = 0
    return count, sign


def along_paths(
    residual: Residual, reduced: NDArray[np.int64], costs: Sequence[NDArray[np.int64]]
) -> NDArray[np.int64]:
    """int64 [goals, nodes]: what each goal comes to along the shortest paths from the sink.

    A node that none leads to, as no arc does, stands where what leads on from it to the sink costs nothing.
    """
    sink, nodes = residual.nodes - 1, residual.nodes
    starts, ends, lengths = residual.ways(reduced)
    order = np.argsort(starts, kind="stable")
    first = np.concatenate([[0], np.cumsum(np.bincount(starts, minlength=nodes))])
    longer = lengths[order].astype(np.float64) + 2.0**-10  # a matrix keeps no zeros
    graph = csr_array((longer, ends[order], first), shape=(nodes, nodes))
    before = dijkstra(graph, directed=True, indices=np.array([sink]), return_predecessors=True)[1][0]
    on_paths = np.flatnonzero(before[ends] == starts)
    on_paths = on_paths[np.argsort(-lengths[on_paths], kind="stable")]
    way = np.zeros(nodes, dtype=np.int64)
    way[ends[on_paths]] = on_paths  # of two ways between the same nodes the shorter, which comes last
    reached = np.flatnonzero(before >= 0)
    alone = np.flatnonzero((ends == sink) & (before[starts] < 0) & (starts != sink))
    found = np.zeros((len(costs), nodes), dtype=np.int64)
    for of_goal, of_edge in zip(found, costs, strict=True):
        steps = residual.ways(of_edge)[2]
        of_goal[reached] = steps[way[reached]]
        of_goal[starts[alone]] = -steps[alone]
    before = np.where(before >= 0, before, sink)
    while (before != sink).any():
        found += found[:, before]
        before = before[before]
    return found
