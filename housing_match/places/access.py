"""The walks between points and the stops of a timetable that people would walk to."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy.spatial import cKDTree

from housing_match.places.streets import CENTIMETRES, Whole
from housing_match.places.transport import Ends
from housing_match.places.travel import squared_metres, walking_centimetres
from housing_match.places.walking import WalkedStreets, walks_within

CM_A_TENTH = 800
"""Centimetres walked in a tenth of a minute, at 80 metres a minute."""


@dataclass(frozen=True, kw_only=True)
class Access:
    """W walks of P points to stops within the stops' reach, by point: those of p are `first[p]` to `first[p + 1]`.

    `stop` is the number of each walk's stop and `walk_cm` its length; int64 [W].
    """

    first: Whole
    stop: Whole
    walk_cm: Whole

    @cached_property
    def point(self) -> Whole:
        """The number of each walk's point, int64 [W]."""
        return np.repeat(np.arange(len(self.first) - 1), np.diff(self.first))

    @cached_property
    def walk_tenths(self) -> Whole:
        """Tenths of a minute, half up, int64 [W]."""
        return (self.walk_cm + CM_A_TENTH // 2) // CM_A_TENTH


def access(points: Ends, stops: Ends, reach_metres: Whole, streets: WalkedStreets | None) -> Access:
    """Walks over streets where they reach both ends, else the straight line × 1.29; `reach_metres` int64 [S]."""
    reach = reach_metres * CENTIMETRES
    most_metres = int(reach_metres.max(initial=0))
    point, stop, squared = _straight_pairs(points, stops, most_metres)
    walk_cm = walking_centimetres(squared)
    if streets is not None and points.nodes is not None and stops.nodes is not None:
        off_streets = (points.nodes[point] < 0) | (stops.nodes[stop] < 0)
        over_point, over_stop, over_cm = walks_within(streets, points.nodes, stops.nodes, most_metres)
        point = np.concatenate([point[off_streets], over_point])
        stop = np.concatenate([stop[off_streets], over_stop])
        walk_cm = np.concatenate([walk_cm[off_streets], over_cm])
    near = walk_cm <= reach[stop]
    point, stop, walk_cm = point[near], stop[near], walk_cm[near]
    order = np.lexsort((stop, point))
    first = np.searchsorted(point[order], np.arange(len(points.points[0]) + 1))
    return Access(first=first, stop=stop[order], walk_cm=walk_cm[order])


def _straight_pairs(points: Ends, stops: Ends, metres: int) -> tuple[Whole, Whole, Whole]:
    """The numbers of points and stops so near in a straight line, and their squared metres."""
    if not len(points.points[0]) or not len(stops.points[0]):
        return (np.zeros(0, dtype=np.int64),) * 3
    one, other = (cKDTree(np.column_stack(ends.points)) for ends in (points, stops))
    near = one.sparse_distance_matrix(other, metres, output_type="ndarray")
    point, stop = near["i"].astype(np.int64), near["j"].astype(np.int64)
    eastings, northings = points.points
    there = stops.points[0][stop], stops.points[1][stop]
    return point, stop, squared_metres(eastings[point], northings[point], *there)
