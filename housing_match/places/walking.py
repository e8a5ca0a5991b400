"""Walks over the imported streets: from places to the nearest of some, and between near pairs."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array, csr_array
from scipy.sparse.csgraph import dijkstra
from scipy.spatial import cKDTree

from housing_match.places.streets import CENTIMETRES, StreetNetwork, Whole
from housing_match.places.travel import WALKING_METRES_A_MINUTE

Points = tuple[Whole, Whole]
"""Eastings and northings, whole metres, int64 [P] each."""

FURTHEST_PAIR_METRES = 1_530
"""Beyond this on foot the travel estimate is quicker: w metres on foot span at most w in a straight line, for which it
says at most 12.5 + 0.004 w minutes, and w/80 − 0.5 is more than that wherever w > 1,530."""
_CM_A_MINUTE = WALKING_METRES_A_MINUTE * CENTIMETRES
_CELL_METRES = 1_600
"""A cell with those around it holds every walk that matters from the cell, and the 60 m from a door to its street."""


def minutes_on_foot(centimetres: Whole) -> Whole:
    """Whole minutes, half up, at 80 metres a minute."""
    return (centimetres + _CM_A_MINUTE // 2) // _CM_A_MINUTE


@dataclass(frozen=True, kw_only=True)
class NearWalks:
    """Walks between homes and places over streets, looked up by their numbers.

    `homes_covered` and `places_covered` say which lie on the network; `pair` (home × number of places + place,
    ascending) and `walk_cm` are the walks of at most FURTHEST_PAIR_METRES.
    """

    homes_covered: NDArray[np.bool_]
    places_covered: NDArray[np.bool_]
    pair: Whole
    walk_cm: Whole

    def covers(self, homes: Whole, places: Whole) -> NDArray[np.bool_]:
        """Whether both ends of each pair lie on the network."""
        both: NDArray[np.bool_] = self.homes_covered[homes] & self.places_covered[places]
        return both

    def minutes(self, homes: Whole, places: Whole) -> Whole:
        """Whole minutes on foot of each pair that is covered; −1 where the walk is longer than any that matters."""
        wanted = homes * len(self.places_covered) + places
        if not len(self.pair):
            return np.full(wanted.shape, -1)
        at = np.searchsorted(self.pair, wanted).clip(max=len(self.pair) - 1)
        return np.where(self.pair[at] == wanted, minutes_on_foot(self.walk_cm[at]), -1)


def nearest_walks(streets: WalkedStreets, here: Whole, there: Whole) -> Whole:
    """Centimetres from each node to the nearest of others, int64; −1 from a node of −1 or where there is no way."""
    found = np.full(len(here), -1)
    sources = np.unique(there[there >= 0])
    if len(sources):
        away = dijkstra(streets.graph, indices=sources, min_only=True)
        reached = (here >= 0) & np.isfinite(away[here])
        found[reached] = away[here[reached]].astype(np.int64)
    return found


def near_walks(streets: WalkedStreets, here: Whole, there: Whole) -> NearWalks:
    """The walks of every home and place, by their nodes, near enough to be quicker than the travel estimate."""
    home, place, walk_cm = walks_within(streets, here, there, FURTHEST_PAIR_METRES)
    pair = home * len(there) + place
    ascending = np.argsort(pair)
    return NearWalks(
        homes_covered=here >= 0, places_covered=there >= 0, pair=pair[ascending], walk_cm=walk_cm[ascending]
    )


def walks_within(streets: WalkedStreets, here: Whole, there: Whole, metres: int) -> tuple[Whole, Whole, Whole]:
    """The numbers of both ends and the centimetres of every walk of at most so many metres, between nodes of streets.

    No more than FURTHEST_PAIR_METRES are looked for.
    """
    home, place = _pairs_within(streets, here, there, metres)
    order = np.argsort(streets.cell[here[home]], kind="stable")
    home, place = home[order], place[order]
    cells, first = np.unique(streets.cell[here[home]], return_index=True)
    walk_cm = np.full(len(home), -1)
    cuts = np.append(first, len(home))
    for cell, low, high in zip(cells, cuts[:-1], cuts[1:], strict=True):
        walk_cm[low:high] = _walks_from_cell(streets, cell, here[home[low:high]], there[place[low:high]], metres)
    near = walk_cm >= 0
    return home[near], place[near], walk_cm[near]


def _walks_from_cell(streets: WalkedStreets, cell: int, here: Whole, there: Whole, metres: int) -> Whole:
    """Centimetres from nodes of one cell to nodes near it; −1 beyond so many metres."""
    graph, nodes = streets.around(cell)
    sources, source = np.unique(here, return_inverse=True)
    away = dijkstra(graph, indices=np.searchsorted(nodes, sources), limit=metres * CENTIMETRES)
    at = np.searchsorted(nodes, there).clip(max=len(nodes) - 1)
    walk = np.where(nodes[at] == there, away[source, at], np.inf)
    return np.where(np.isfinite(walk), walk, -1).astype(np.int64)


def _pairs_within(streets: WalkedStreets, here: Whole, there: Whole, metres: int) -> tuple[Whole, Whole]:
    """The numbers of homes and places, both covered, at most so many metres apart in a straight line."""
    home, place = np.flatnonzero(here >= 0), np.flatnonzero(there >= 0)
    if not len(home) or not len(place):
        return home[:0], place[:0]
    one, other = cKDTree(streets.metres[here[home]]), cKDTree(streets.metres[there[place]])
    near = one.sparse_distance_matrix(other, metres + 1, output_type="ndarray")
    return home[near["i"]], place[near["j"]]


_ROW = 2**20
"""More cells than any row has."""


@dataclass(frozen=True, kw_only=True)
class WalkedStreets:
    """The network with points as leaves on their streets: V nodes, numbered by cell, so that a cell's are a range.

    `metres` are int64 [V, 2]. `cell` is int64 [V], ascending: row × _ROW + column of the square of _CELL_METRES that
    holds the node. `leaf` is the node of each point, −1 where it is not covered.
    """

    graph: csr_array
    metres: Whole
    cell: Whole
    leaf: Whole

    def around(self, cell: int) -> tuple[csr_array, Whole]:
        """The graph of a cell with those around it, and its nodes' numbers, ascending."""
        rows = cell + _ROW * np.array([-1, 0, 1])
        ranges = np.column_stack([np.searchsorted(self.cell, rows - 1), np.searchsorted(self.cell, rows + 2)])
        nodes = np.concatenate([np.arange(low, high) for low, high in ranges])
        links = np.concatenate([np.arange(*self.graph.indptr[[low, high]]) for low, high in ranges])
        end = self.graph.indices[links]
        number = np.full(len(end), -1)
        before = 0
        for low, high in ranges:
            inside = (end >= low) & (end < high)
            number[inside] = end[inside] - low + before
            before += high - low
        kept = number >= 0
        first_link = np.concatenate([[0], np.cumsum(np.diff(self.graph.indptr)[nodes])])
        starts = np.concatenate([[0], np.cumsum(kept)])[first_link]
        parts = (self.graph.data[links[kept]], number[kept], starts)
        return csr_array(parts, shape=(len(nodes), len(nodes))), nodes


def streets_with(network: StreetNetwork, points: Points) -> WalkedStreets:
    """The network with every point as a leaf on its street; points at one spot are one leaf.

    Lengths are whole centimetres, which floating-point numbers add up exactly.
    """
    spots, spot_of = np.unique(np.stack(points), axis=1, return_inverse=True)
    snapped = network.snapped(spots[0], spots[1])
    covered = np.flatnonzero(snapped.covered)
    junctions = network.junctions.shape[1]
    on_street = junctions + np.arange(len(covered))
    leaf = on_street + len(covered)
    every_edge = np.arange(len(network.start))
    edge = np.concatenate([every_edge, snapped.edge[covered], every_edge])
    along = np.concatenate([np.zeros_like(every_edge), snapped.along_cm[covered], network.length_cm])
    node = np.concatenate([network.start, on_street, network.end])
    order = np.lexsort((along, edge))  # stable: a point on a junction stands between both
    edge, along, node = edge[order], along[order], node[order]
    same = edge[1:] == edge[:-1]
    at = np.concatenate([network.junctions // CENTIMETRES, spots[:, covered], spots[:, covered]], axis=1)
    column, row = at // _CELL_METRES
    cell = row * _ROW + column
    by_cell = np.argsort(cell, kind="stable")
    number = np.empty_like(by_cell)
    number[by_cell] = np.arange(len(by_cell))
    graph = _graph(
        number[np.concatenate([node[:-1][same], on_street])],
        number[np.concatenate([node[1:][same], leaf])],
        np.concatenate([np.diff(along)[same], snapped.access_cm[covered]]),
        len(number),
    )
    node_of_spot = np.full(spots.shape[1], -1)
    node_of_spot[covered] = number[leaf]
    return WalkedStreets(graph=graph, metres=at.T[by_cell], cell=cell[by_cell], leaf=node_of_spot[spot_of.ravel()])


def _graph(one: Whole, other: Whole, length_cm: Whole, nodes: int) -> csr_array:
    """Both directions of every link; of links between the same two nodes the shortest, and none from a node to itself.

    Links of no length stand in the matrix as explicit zeros, which csgraph takes for links.
    """
    low, high = np.minimum(one, other), np.maximum(one, other)
    order = np.lexsort((length_cm, high, low))
    low, high, length_cm = low[order], high[order], length_cm[order]
    shortest = np.ones(len(low), dtype=np.bool_)
    shortest[1:] = (low[1:] != low[:-1]) | (high[1:] != high[:-1])
    kept = shortest & (low != high)
    low, high, length = low[kept], high[kept], length_cm[kept].astype(np.float64)
    both = (np.concatenate([length, length]), (np.concatenate([low, high]), np.concatenate([high, low])))
    return coo_array(both, shape=(nodes, nodes)).tocsr()
