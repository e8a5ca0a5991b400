"""Journeys by a timetable with one ride or two, from every home to every stop at once.

A journey is the walk to a stop, half the interval of the line there, the time on board, perhaps a change, and the walk
from the last stop. Tenths of a minute, so that 16 bits hold any of it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from housing_match.places.access import Access
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
HOMES_AT_ONCE = 512
_HOUR_TENTHS = 600


@dataclass(frozen=True, kw_only=True)
class Rides:
    """Tenths of a minute from H homes to the S stops of a timetable, int16 [S, H], and the walks from stops to places.

    FAR where no journey of one or two rides leads there.
    """

    reached: Tenths
    places: Access

    def minutes(self, homes: Whole, places: Whole) -> Whole:
        """Whole minutes, half up, of each pair of a home and a place; −1 where there is no journey."""
        many = np.diff(self.places.first)[places]
        found = np.full(len(homes), FAR, dtype=np.int64)
        some = np.flatnonzero(many)
        if len(some):
            many = many[some]
            begins = np.cumsum(many) - many
            walk = np.arange(many.sum()) + np.repeat(self.places.first[places[some]] - begins, many)
            there = self.reached[self.places.stop[walk], np.repeat(homes[some], many)]
            found[some] = np.minimum.reduceat(there + self.places.walk_tenths[walk], begins)
        return np.where(found >= FAR, -1, (found + 5) // 10)


def rides(timetable: Timetable, homes: Access, places: Access, *, step_free: bool) -> Rides:
    """The quickest journeys; `step_free` uses only stops that a line is known to be reached at without steps.

    Then that holds where people board and where they alight, of every ride.
    """
    network = _Network(timetable, step_free=step_free)
    count = len(homes.first) - 1
    reached = np.full((len(timetable.points[0]), count), FAR, dtype=np.int16)
    point, tenths = homes.point, homes.walk_tenths.astype(np.int16)
    for low in range(0, count, HOMES_AT_ONCE):
        some = slice(*homes.first[[low, min(low + HOMES_AT_ONCE, count)]])
        on_foot = np.full((len(reached), min(HOMES_AT_ONCE, count - low)), FAR, dtype=np.int16)
        on_foot[homes.stop[some], point[some] - low] = tenths[some]
        one_ride = network.ridden(on_foot)
        two_rides = network.ridden(network.changed(one_ride))
        np.minimum(one_ride, two_rides, out=reached[:, low : low + HOMES_AT_ONCE])
    return Rides(reached=reached, places=places)


@dataclass(frozen=True, slots=True)
class _Line:
    """The stops of a line with a column for each: when it is there, and that plus the wait or less, FAR where none."""

    stops: Whole
    boards: Tenths
    """Wait less time since the first stop, int16 [K - 1, 1]."""
    may_board: NDArray[np.bool_]
    rides: Tenths
    """Time since the first stop, int16 [K, 1]."""
    alights: tuple[Whole, ...]
    """Positions at which people may alight, in groups that hold no stop twice."""


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
            np.minimum.accumulate(seat, axis=0, out=seat)
            for at in line.alights:
                stops = line.stops[at]
                reached[stops] = np.minimum(reached[stops], seat[at - 1] + line.rides[at])
        return reached

    def changed(self, reached: Tenths) -> Tenths:
        """When people who alight stand at the stops that they change to."""
        waiting = reached + np.int16(CHANGE_TENTHS)
        for here, there, tenths in self._changes:
            waiting[there] = np.minimum(waiting[there], reached[here] + tenths)
        waiting[waiting > FAR] = FAR
        return waiting


def _line(
    timetable: Timetable, calls: slice, wait: Whole, boards: NDArray[np.bool_], usable: NDArray[np.bool_]
) -> _Line:
    stops, elapsed = timetable.stop[calls], np.minimum(timetable.elapsed_tenths[calls], MOST_ON_BOARD)
    alight = np.flatnonzero(usable[calls])
    alight = alight[alight > 0]
    _, times_before = _occurrence(stops[alight])
    return _Line(
        stops=stops,
        boards=(wait[calls] - elapsed)[:-1, None].astype(np.int16),
        may_board=boards[calls][:-1],
        rides=elapsed[:, None].astype(np.int16),
        alights=tuple(alight[times_before == time] for time in range(int(times_before.max(initial=-1)) + 1)),
    )


def _occurrence(stops: Whole) -> tuple[Whole, Whole]:
    """The stops in order, and how often each stood there before, int64 [K] in the order given."""
    order = np.argsort(stops, kind="stable")
    ordered = stops[order]
    begins = np.flatnonzero(np.diff(ordered, prepend=-1))
    before = np.empty_like(order)
    before[order] = np.arange(len(ordered)) - np.repeat(begins, np.diff(np.append(begins, len(ordered))))
    return ordered, before


def _changes(timetable: Timetable) -> list[tuple[Whole, Whole, Tenths]]:
    """Pairs of stops at which people change, with the walk and the change, in groups that hold no `there` twice."""
    spots = np.column_stack(timetable.points)
    pairs = cKDTree(spots).query_pairs(CHANGE_REACH_METRES * 100 / 129, output_type="ndarray").astype(np.int64)
    here, there = np.concatenate([pairs, pairs[:, ::-1]]).T if len(pairs) else np.zeros((2, 0), dtype=np.int64)
    squared = squared_metres(spots[here, 0], spots[here, 1], spots[there, 0], spots[there, 1])
    tenths = (CHANGE_TENTHS + (walking_centimetres(squared) + 400) // 800).astype(np.int16)[:, None]
    order = np.argsort(there, kind="stable")
    here, there, tenths = here[order], there[order], tenths[order]
    _, rank = _occurrence(there)
    return [
        (here[rank == one], there[rank == one], tenths[rank == one]) for one in range(int(rank.max(initial=-1)) + 1)
    ]
