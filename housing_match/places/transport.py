"""The walk from each home to the nearest station or bus stop, for anybody and for those who need step-free stations."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from housing_match.places.modes import RAIL_REACH_METRES
from housing_match.places.streets import CENTIMETRES, Whole
from housing_match.places.travel import squared_metres, walking_minutes, within_walk
from housing_match.places.walking import Points, WalkedStreets, minutes_on_foot, nearest_walks

FEED_REACH_METRES = 5_000
"""Straight metres beyond which a home lies outside the stations' feed, which lacks most of National Rail: unknown."""
STEP_FREE_REACH_METRES = RAIL_REACH_METRES
"""Metres on foot. Where no bus stops are known, a step-free station further away decides nothing, for a bus stop may be
nearer."""
_NOWHERE = -1
"""Squared metres to the nearest of none."""
_NO_MINUTES = 2**31


@dataclass(frozen=True, kw_only=True)
class Ends:
    """Stations or stops, and their nodes on the streets (None without streets)."""

    points: Points
    nodes: Whole | None


@dataclass(frozen=True, kw_only=True)
class Walk:
    """For H homes: whole minutes, _NO_MINUTES where there is none, and whether they were measured over streets."""

    minutes: Whole
    over_streets: NDArray[np.bool_]

    @property
    def known(self) -> NDArray[np.bool_]:
        """bool [H]: whether there are minutes."""
        there: NDArray[np.bool_] = self.minutes != _NO_MINUTES
        return there

    def where(self, known: NDArray[np.bool_]) -> Walk:
        """The same, and none where it is not known."""
        return Walk(minutes=np.where(known, self.minutes, _NO_MINUTES), over_streets=self.over_streets & known)

    def or_sooner(self, other: Walk) -> Walk:
        """The shorter of both for each home."""
        sooner = other.minutes < self.minutes
        return Walk(
            minutes=np.where(sooner, other.minutes, self.minutes),
            over_streets=np.where(sooner, other.over_streets, self.over_streets),
        )

    def known_minutes(self) -> tuple[int | None, ...]:
        """Minutes, None where there are none."""
        return tuple(None if one == _NO_MINUTES else one for one in self.minutes.tolist())


@dataclass(frozen=True, kw_only=True)
class ToTransport:
    """The walk of each home to the nearest station or stop, and to the nearest that is step-free."""

    anyone: Walk
    step_free: Walk


def to_transport(
    homes: Ends,
    stations: Ends,
    step_free_stations: Ends,
    bus_stops: Ends,
    bus_stops_known: NDArray[np.bool_],
    streets: WalkedStreets | None,
) -> ToTransport:
    """The walks; `bus_stops_known` says of each home whether it lies where all bus stops are imported.

    There a step-free station counts however far it is: whoever needs one may take the bus as well.
    """
    anyone, _ = _nearest(homes, stations, streets)
    step_free, in_reach = _nearest(homes, step_free_stations, streets)
    in_feed = _straight_squared(homes.points, stations.points) <= FEED_REACH_METRES**2
    anyone = anyone.where(in_feed)
    step_free = step_free.where(in_reach | (bus_stops_known & in_feed))
    by_bus = _nearest(homes, bus_stops, streets)[0].where(bus_stops_known)
    return ToTransport(anyone=anyone.or_sooner(by_bus), step_free=step_free.or_sooner(by_bus))


def _nearest(homes: Ends, ends: Ends, streets: WalkedStreets | None) -> tuple[Walk, NDArray[np.bool_]]:
    """The walk to the nearest end, and whether it is within STEP_FREE_REACH_METRES.

    Over streets where home and end are covered, else the straight line × 1.29; the shorter of both ways.
    """
    count = len(homes.points[0])
    if streets is None or homes.nodes is None or ends.nodes is None:
        squared = _straight_squared(homes.points, ends.points)
        straight = Walk(minutes=_minutes(squared), over_streets=np.zeros(count, dtype=np.bool_))
        return straight, _in_reach(squared)
    walk_cm = nearest_walks(streets, homes.nodes, ends.nodes)
    by_street = walk_cm >= 0
    off_street = ends.nodes < 0
    squared = _straight_squared(homes.points, (ends.points[0][off_street], ends.points[1][off_street]))
    uncovered = homes.nodes < 0
    squared[uncovered] = _straight_squared((homes.points[0][uncovered], homes.points[1][uncovered]), ends.points)
    over = Walk(minutes=np.where(by_street, minutes_on_foot(walk_cm), _NO_MINUTES), over_streets=by_street)
    straight = Walk(minutes=_minutes(squared), over_streets=np.zeros(count, dtype=np.bool_))
    near = by_street & (walk_cm <= STEP_FREE_REACH_METRES * CENTIMETRES)
    return over.or_sooner(straight), near | _in_reach(squared)


def _straight_squared(homes: Points, ends: Points) -> Whole:
    """Squared straight metres to the nearest end, int64 [H]; _NOWHERE without any. A tree of whole metres is exact."""
    if not len(ends[0]) or not len(homes[0]):
        return np.full(len(homes[0]), _NOWHERE)
    _, nearest = cKDTree(np.column_stack(ends)).query(np.column_stack(homes))
    return squared_metres(ends[0][nearest], ends[1][nearest], homes[0], homes[1])


def _minutes(squared: Whole) -> Whole:
    return np.where(squared == _NOWHERE, _NO_MINUTES, walking_minutes(np.maximum(squared, 0)))


def _in_reach(squared: Whole) -> NDArray[np.bool_]:
    reached: NDArray[np.bool_] = (squared != _NOWHERE) & within_walk(np.maximum(squared, 0), STEP_FREE_REACH_METRES)
    return reached
