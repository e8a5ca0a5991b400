"""The imported streets as a network: junctions, edges, and where a point lies on it; whole centimetres throughout."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

Whole = NDArray[np.int64]

SNAP_METRES = 60
"""A point further than this from every street is not covered: the way from its door is not known."""
CENTIMETRES = 100
_BEYOND_ANY_NORTHING = 2**32


@dataclass(frozen=True, kw_only=True)
class Snapped:
    """P points on the network, int64 [P] each: the edge (−1 where not covered), how far along it, and the way to it."""

    edge: Whole
    along_cm: Whole
    access_cm: Whole

    @property
    def covered(self) -> NDArray[np.bool_]:
        """bool [P]: whether the point is within SNAP_METRES of a street."""
        return self.edge >= 0


@dataclass(frozen=True, kw_only=True)
class StreetNetwork:
    """The largest connected part: E edges between J junctions.

    `junctions` are int64 [2, J], eastings and northings in centimetres; `start`, `end` and `length_cm` are int64 [E];
    `shapes` are the edges' lines, in centimetres of METRIC_CRS.
    """

    junctions: Whole
    start: Whole
    end: Whole
    length_cm: Whole
    shapes: NDArray[Any]

    def snapped(self, eastings: Whole, northings: Whole) -> Snapped:
        """The nearest point of the nearest edge for each point; of edges equally near the first."""
        import shapely

        spots = CENTIMETRES * np.column_stack([eastings, northings]).astype(np.float64)
        points: Any = shapely.points(spots)
        point, edge = self._tree.query_nearest(points, max_distance=SNAP_METRES * CENTIMETRES)
        order = np.lexsort((edge, point))
        point, first = np.unique(point[order], return_index=True)
        edge = edge[order][first]
        nowhere = np.full((3, len(points)), -1)
        found = Snapped(edge=nowhere[0], along_cm=nowhere[1], access_cm=nowhere[2])
        along = np.rint(shapely.line_locate_point(self.shapes[edge], points[point])).astype(np.int64)
        found.edge[point] = edge
        found.along_cm[point] = along.clip(0, self.length_cm[edge])
        found.access_cm[point] = np.rint(shapely.distance(self.shapes[edge], points[point]))
        return found

    @cached_property
    def _tree(self) -> Any:
        import shapely

        return shapely.STRtree(self.shapes)


def network_of(lines: NDArray[Any]) -> StreetNetwork | None:
    """The network of lines in METRIC_CRS, which meet where they share a vertex; None where there is no street."""
    import shapely

    coordinates, line = shapely.get_coordinates(lines, return_index=True)
    points = np.rint(CENTIMETRES * coordinates).astype(np.int64)
    moved = np.ones(len(points), dtype=np.bool_)
    moved[1:] = (line[1:] != line[:-1]) | (points[1:] != points[:-1]).any(axis=1)
    points, line = points[moved], line[moved]
    _, vertex = np.unique(points[:, 0] * _BEYOND_ANY_NORTHING + points[:, 1], return_inverse=True)
    is_junction = np.bincount(vertex)[vertex] > 1 if len(vertex) else np.zeros(0, dtype=np.bool_)
    last_of_line = np.append(line[1:] != line[:-1], True)[: len(line)]
    is_junction |= last_of_line | np.roll(last_of_line, 1)
    at = np.flatnonzero(is_junction)
    same_line = line[at[1:]] == line[at[:-1]]
    first, last = at[:-1][same_line], at[1:][same_line]
    if not len(first):
        return None
    connected = _largest_part(vertex[first], vertex[last])
    first, last = first[connected], last[connected]
    many = last - first + 1
    edge = np.repeat(np.arange(len(first)), many)
    inside = np.arange(len(edge)) + np.repeat(first - np.cumsum(many) + many, many)
    shapes = shapely.linestrings(points[inside].astype(np.float64), indices=edge)
    ends_at = np.concatenate([first, last])
    _, one_of_each, ends = np.unique(vertex[ends_at], return_index=True, return_inverse=True)
    start, end = ends.reshape(2, -1)
    return StreetNetwork(
        junctions=points[ends_at[one_of_each]].T,
        start=start,
        end=end,
        length_cm=np.rint(shapely.length(shapes)).astype(np.int64),
        shapes=shapes,
    )


def _largest_part(start: Whole, end: Whole) -> NDArray[np.bool_]:
    """Whether each edge is in the part with most junctions; of parts equally large, the first."""
    numbers, ends = np.unique(np.concatenate([start, end]), return_inverse=True)
    one, other = ends.reshape(2, -1)
    links = coo_array((np.ones(len(one)), (one, other)), shape=(len(numbers), len(numbers)))
    _, part = connected_components(links.tocsr(), directed=False)
    largest: NDArray[np.bool_] = part[one] == np.bincount(part).argmax()
    return largest
