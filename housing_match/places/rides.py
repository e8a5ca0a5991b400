"""Journeys by a timetable with one ride or two, from every home to every stop at once.

A journey is the walk to a stop, half the interval of the line there, the time on board, perhaps a change, and the walk
from the last stop. Tenths of a minute, so that 16 bits hold any of it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from housing_match.places.access import CM_A_TENTH, Access
from housing_match.places.streets import Whole
from housing_match.places.timetable import Timetable
from housing_match.places.travel import squared_metres, walking_centimetres

Tenths = NDArray[np.int16]

MOST_WAIT_TENTHS = 150
"""Who waits for a line that runs seldom looks up when it leaves: no more than 15 minutes count."""
CHANGE_TENTHS = 50
"""Five minutes for each change, beside the walk and the wait: finding the stop, and the risk of missing it."""
CHANGE_REACH_METRES = 250
"""Metres on foot between two stops at which people change."""
FAR = 15_000
"""More than any journey takes, 25 hours; with MOST_ON_BOARD twice it still is a 16-bit number."""
MOST_ON_BOARD = 6_000
"""Ten hours from a line's first stop; nobody rides further."""
HOMES_AT_ONCE = 2_048
_HOUR_TENTHS = 600


@dataclass(frozen=True, kw_only=True)
class Rides:
    """Tenths of a minute from H homes to P places, int16 [P, H]; FAR where no journey of one or two rides leads there.

    That is all that grows with homes × places: 2 bytes a pair of postcodes.
    """

    tenths: Tenths

    def minutes(self, homes: Whole, places: Whole) -> Whole:
        """Whole minutes, half up, of each pair of a home and a place; −1 where there is no journey."""
        found = self.tenths[places, homes].astype(np.int64)
        return np.where(found >= FAR, -1, (found + 5) // 10)


def rides(timetable: Timetable, homes: Access, places: Access, *, step_free: bool) -> Rides:
    """The quickest journeys; `step_free` uses only stops that a line is known to be reached at without steps.

    Then that holds where people board and where they alight, of every ride.
    """
    network = _Network(timetable, step_free=step_free)
    count, stops = len(homes.first) - 1, len(timetable.points[0])
    tenths = np.full((len(places.first) - 1, count), FAR, dtype=np.int16)
    point, walk = homes.point, homes.walk_tenths.astype(np.int16)
    for low in range(0, count, HOMES_AT_ONCE):
        high = min(low + HOMES_AT_ONCE, count)
        some = slice(*homes.first[[low, high]])
        on_foot = np.full((stops, high - low), FAR, dtype=np.int16)
        on_foot[homes.stop[some], point[some] - low] = walk[some]
        reached = network.ridden(on_foot)
        np.minimum(reached, network.ridden(network.changed(reached)), out=reached)
        _walk_on(reached, places.first, places.stop, places.walk_tenths, tenths[:, low:high])
    return Rides(tenths=tenths)


def _walk_on(reached: Tenths, first: Whole, stop: Whole, walk_tenths: Whole, out: Tenths) -> None:
    """When each place is reached, from when stops are; the walks of place p are `first[p]` to `first[p + 1]`."""
    walk = walk_tenths.astype(np.int16)[:, None]
    for place in np.flatnonzero(np.diff(first)):
        some = slice(*first[place : place + 2])
        np.min(reached[stop[some]] + walk[some], axis=0, initial=FAR, out=out[place])


@dataclass(frozen=True, slots=True)
class _Line:
    """The stops of a line with a column for each: when it is there, and that plus the wait or less, FAR where none."""

    stops: Whole
    boards: Tenths
    """Wait less time since the first stop, int16 [K - 1, 1]."""
    may_board: NDArray[np.bool_]
    rides: Tenths
    """Time since the first stop, int16 [K, 1]."""
    alights: Whole
    """Positions at which people may alight."""
    twice: bool
    """Whether a stop is among these twice."""


class _Network:
    """The lines to ride and the stops to change between."""

    def __init__(self, timetable: Timetable, *, step_free: bool) -> None:
        usable = timetable.step_free if step_free else np.ones(len(timetable.stop), dtype=np.bool_)
        half_interval = (_HOUR_TENTHS + timetable.departures) // np.maximum(2 * timetable.departures, 1)
        wait = np.minimum(half_interval, MOST_WAIT_TENTHS)
        boards = usable & (timetable.departures > 0)
        self._lines = [
            _line(timetable, slice(low, high), wait, boards, usable)
            for low, high in zip(timetable.first[:-1], timetable.first[1:], strict=True)
        ]
        self._changes = _changes(timetable)

    def ridden(self, waiting: Tenths) -> Tenths:
        """When each stop is reached by one ride, int16 [S, H], from when people stand at stops."""
        reached = np.full_like(waiting, FAR)
        somebody: NDArray[np.bool_] = np.min(waiting, axis=1, initial=FAR) < FAR
        for line in self._lines:
            if not somebody[line.stops[:-1][line.may_board]].any():
                continue
            seat = waiting[line.stops[:-1]] + line.boards
            seat[~line.may_board] = FAR
            for here, before in zip(seat[1:], seat[:-1], strict=True):  # three times as quick as minimum.accumulate
                np.minimum(here, before, out=here)
            stops, arrives = line.stops[line.alights], seat[line.alights - 1] + line.rides[line.alights]
            if line.twice:
                np.minimum.at(reached, stops, arrives)
            else:
                reached[stops] = np.minimum(reached[stops], arrives)
        return reached

    def changed(self, reached: Tenths) -> Tenths:
        """When people who alight stand at the stops that they change to."""
        waiting = np.full_like(reached, FAR)
        _walk_on(reached, *self._changes, waiting)
        return waiting


def _line(
    timetable: Timetable, calls: slice, wait: Whole, boards: NDArray[np.bool_], usable: NDArray[np.bool_]
) -> _Line:
    stops, elapsed = timetable.stop[calls], np.minimum(timetable.elapsed_tenths[calls], MOST_ON_BOARD)
    alight = np.flatnonzero(usable[calls])
    alight = alight[alight > 0]
    return _Line(
        stops=stops,
        boards=(wait[calls] - elapsed)[:-1, None].astype(np.int16),
        may_board=boards[calls][:-1],
        rides=elapsed[:, None].astype(np.int16),
        alights=alight,
        twice=len(set(stops[alight].tolist())) < len(alight),
    )


def _changes(timetable: Timetable) -> tuple[Whole, Whole, Whole]:
    """From which stops people change to each, with the walk and the change: as `_walk_on` takes them."""
    spots = np.column_stack(timetable.points)
    pairs = cKDTree(spots).query_pairs(CHANGE_REACH_METRES * 100 / 129, output_type="ndarray").astype(np.int64)
    same = np.arange(len(spots))
    here, there = (np.concatenate([same, pairs[:, one], pairs[:, 1 - one]]) for one in (0, 1))
    squared = squared_metres(spots[here, 0], spots[here, 1], spots[there, 0], spots[there, 1])
    tenths = CHANGE_TENTHS + (walking_centimetres(squared) + CM_A_TENTH // 2) // CM_A_TENTH
    order = np.argsort(there, kind="stable")
    return np.searchsorted(there[order], np.arange(len(spots) + 1)), here[order], tenths[order]
