"""What each other choice would cost the whole plan where nothing but places couples people: shortest paths."""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from housing_match.solve.arcs import Arcs
from housing_match.solve.goals import Tally

FAR = np.int64(1 << 62)
"""No path; sums of costs stay below half of it."""
MOST_AT_ONCE = 1 << 22
"""Edges × ends looked at together."""


class NotBest(Exception):
    """A plan of better goals exists, so that paths from this one would say nothing."""


@dataclass
class Residual:
    """Ways to change a best plan a little: C classes and 'no place' (C) as nodes, E edges sorted by where they end.

    An edge moves one person: who leaves the class (or the wait) where it starts for the class where it ends; or it
    fills one place more, or one less, of a class. `costs` is int64 [goals, E], small is better, most important first.
    A path from a class back to where one person is now is what it takes to put that person there, and the cheapest by
    the first goal, then the second, and so on, is the best plan that does (min-cost flow theory, which holds for tuples
    of costs as they can be added and are ordered). Raises NotBest for a plan that is not best on these goals.
    """

    arcs: Arcs
    tallies: Sequence[Tally]
    taken: NDArray[np.bool_]
    own_arc: NDArray[np.int64] = field(init=False)
    """int64 [N]: the arc taken by each person, -1 for nobody's."""
    tail: NDArray[np.int64] = field(init=False)
    head: NDArray[np.int64] = field(init=False)
    costs: NDArray[np.int64] = field(init=False)
    left: NDArray[np.int64] = field(init=False)
    """int64 [E]: the arc that an edge gives up, -1 for none."""
    entered: NDArray[np.int64] = field(init=False)
    """int64 [E]: the arc that an edge takes, -1 for none."""
    _idle: NDArray[np.bool_] = field(init=False)
    """bool [1, E]: edges that cost nothing beside the differences of prices; ways around at no cost have no others."""

    def __post_init__(self) -> None:
        self.own_arc = np.full(len(self.arcs.people), -1)
        self.own_arc[self.arcs.person[self.taken]] = np.flatnonzero(self.taken)
        self._make_edges()
        _, _, self._idle = self._shortest(np.ones((1, self.nodes), dtype=np.bool_), self.tail, self.head)

    @property
    def nodes(self) -> int:
        """The classes and 'no place'."""
        return len(self.arcs.classes) + 1

    @property
    def nowhere(self) -> int:
        """The node of those without a place."""
        return len(self.arcs.classes)

    def node_of(self, person: NDArray[np.int64]) -> NDArray[np.int64]:
        """int64: where each person is in the plan."""
        own = self.own_arc[person]
        return np.where(own >= 0, self.arcs.place_class[own], self.nowhere)

    def losses(self, people: NDArray[np.int64], arcs: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
        """int64 [goals, pairs]: what the best plan loses in which each person takes the arc, -1 for no place.

        The second is bool [pairs]: whether any plan does; incumbents and pinned people always have a place.
        """
        placed = arcs >= 0
        way, reached = self._ways_back(
            np.where(placed, self.arcs.place_class[arcs], self.nowhere), self.node_of(people)
        )
        own = self.own_arc[people]
        gained = np.where(placed, self.arc_costs[:, arcs], 0) - np.where(own >= 0, self.arc_costs[:, own], 0)
        return way + gained, reached & (placed | ~self.arcs.must_place[people])

    @property
    def free(self) -> NDArray[np.bool_]:
        """bool [A]: the arcs that some plan just as good takes and this one does not, or the other way round."""
        edges = np.flatnonzero(self._idle[0])
        graph = csr_array((np.ones(len(edges)), (self.tail[edges], self.head[edges])), shape=(self.nodes, self.nodes))
        _, part = connected_components(graph, directed=True, connection="strong")
        around = edges[part[self.tail[edges]] == part[self.head[edges]]]
        changed = np.concatenate([self.left[around], self.entered[around]])
        free = np.zeros(len(self.taken), dtype=np.bool_)
        free[changed[changed >= 0]] = True
        return free

    def plan_with(self, person: int, arc: int) -> NDArray[np.bool_]:
        """bool [A]: that plan, for a pair that some plan keeps, with the edges of a cheapest path turned."""
        start = int(self.arcs.place_class[arc]) if arc >= 0 else self.nowhere
        path = self._path(start, int(self.node_of(np.array([person]))[0]))
        taken = self.taken.copy()
        taken[[one for one in (self.own_arc[person], *self.left[path]) if one >= 0]] = False
        taken[[one for one in (arc, *self.entered[path]) if one >= 0]] = True
        return taken

    def _path(self, start: int, end: int) -> list[int]:
        """The edges of a cheapest path, in any order."""
        _, _, tight = self._shortest(_only([end], self.nodes), self.head, self.tail)
        out: dict[int, list[int]] = {}
        for edge in np.flatnonzero(tight[0]).tolist():
            out.setdefault(int(self.tail[edge]), []).append(edge)
        came_by: dict[int, int | None] = {start: None}
        waiting = deque([start])
        while waiting and end not in came_by:
            for edge in out.get(waiting.popleft(), []):
                if int(self.head[edge]) not in came_by:
                    came_by[int(self.head[edge])] = edge
                    waiting.append(int(self.head[edge]))
        path, edge_in = [], came_by[end]
        while edge_in is not None:
            path.append(edge_in)
            edge_in = came_by[int(self.tail[edge_in])]
        return path

    def _ways_back(
        self, starts: NDArray[np.int64], ends: NDArray[np.int64]
    ) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
        """int64 [goals, pairs]: the cheapest way from each start to its end; bool [pairs]: whether there is one."""
        found = np.zeros((len(self.tallies), len(starts)), dtype=np.int64)
        reached = np.zeros(len(starts), dtype=np.bool_)
        distinct = np.unique(ends)
        step = max(1, MOST_AT_ONCE // max(1, len(self.tail)))
        for some in (distinct[at : at + step] for at in range(0, len(distinct), step)):
            distance, there, _ = self._shortest(_only(some, self.nodes), self.head, self.tail)
            pairs = np.flatnonzero(np.isin(ends, some))
            row = np.searchsorted(some, ends[pairs])
            found[:, pairs] = distance[:, row, starts[pairs]]
            reached[pairs] = there[row, starts[pairs]]
        return found, reached

    def _make_edges(self) -> None:
        arcs, own_arc = self.arcs, self.own_arc
        self.arc_costs = np.stack([tally.arc for tally in self.tallies])
        used_costs = np.stack([tally.used for tally in self.tallies])
        others = np.flatnonzero(~self.taken)
        mine = own_arc[arcs.person[others]]
        leaving = own_arc[(own_arc >= 0) & ~arcs.must_place]
        used = np.bincount(arcs.place_class[self.taken], minlength=len(arcs.classes))
        room, some = np.flatnonzero(used < arcs.capacity), np.flatnonzero(used > 0)
        nothing = np.full(len(room) + len(some), -1)
        parts = (
            (
                np.where(mine >= 0, arcs.place_class[mine], self.nowhere),
                arcs.place_class[others],
                self.arc_costs[:, others] - np.where(mine >= 0, self.arc_costs[:, mine], 0),
                mine,
                others,
            ),
            (
                arcs.place_class[leaving],
                np.full(len(leaving), self.nowhere),
                -self.arc_costs[:, leaving],
                leaving,
                np.full(len(leaving), -1),
            ),
            (
                np.concatenate([room, np.full(len(some), self.nowhere)]),
                np.concatenate([np.full(len(room), self.nowhere), some]),
                np.concatenate([used_costs[:, room], -used_costs[:, some]], axis=1),
                nothing,
                nothing,
            ),
        )
        self.tail, self.head, self.costs, self.left, self.entered = (
            np.concatenate(one, axis=-1) for one in zip(*parts, strict=True)
        )

    def _shortest(
        self, source: NDArray[np.bool_], tail: NDArray[np.int64], head: NDArray[np.int64]
    ) -> tuple[NDArray[np.int64], NDArray[np.bool_], NDArray[np.bool_]]:
        """From sources, bool [S, nodes]: distances [goals, S, nodes], which nodes are reached, tight edges [S, E].

        Bellman-Ford goal after goal, each on the edges that lie on a path cheapest by the goals before it.
        """
        order = np.argsort(head, kind="stable")
        tail, head = tail[order], head[order]
        ends, first = np.unique(head, return_index=True)
        tight = np.ones((len(source), len(tail)), dtype=np.bool_)
        found = []
        for cost in self.costs[:, order]:
            distance = np.where(source, 0, FAR)
            for _ in range(self.nodes + 1):
                so_far = distance[:, tail]
                through = np.where(tight & (so_far < FAR), so_far + cost, FAR)
                closer = distance.copy()
                if len(ends):
                    closer[:, ends] = np.minimum(distance[:, ends], np.minimum.reduceat(through, first, axis=1))
                if np.array_equal(closer, distance):
                    break
                distance = closer
            else:
                raise NotBest
            tight &= (distance[:, tail] < FAR) & (distance[:, tail] + cost == distance[:, head])
            source = source & (distance == 0)
            found.append(distance)
        unsorted = np.empty_like(tight)
        unsorted[:, order] = tight
        return np.stack(found), found[-1] < FAR, unsorted


def _only(nodes: Sequence[int] | NDArray[np.int64], count: int) -> NDArray[np.bool_]:
    """bool [nodes given, nodes]: a row with one source each."""
    source = np.zeros((len(nodes), count), dtype=np.bool_)
    source[np.arange(len(nodes)), nodes] = True
    return source
