"""The calls of one day's trips at stops, read from stop_times.txt row by row and brought in order."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from housing_match.places.importing.feed import STREAMED, Feed
from housing_match.places.inspection import Inspection, Table
from housing_match.places.streets import Whole

TIME = re.compile(r"(\d{1,3}):([0-5]\d):([0-5]\d)")
"""Hours may be 24 or more: a trip after midnight belongs to the day on which its service began."""
HOUR_BEGINS, HOUR_ENDS = 8 * 3600 + 15 * 60, 9 * 3600 + 15 * 60
"""08:15 to 09:15, the hour of TfL's PTAL method; seconds after midnight, the end left out."""
NO_TIME, NOT_A_TIME = -1, -2
NOBODY_BOARDS = "1"
_COLUMNS = ("trip_id", "stop_id", "stop_sequence", "arrival_time", "departure_time")


@dataclass(frozen=True, kw_only=True)
class Calls:
    """C calls sorted by trip, then by sequence; int64 [C] each, seconds after midnight, and where nobody may board."""

    trip: Whole
    stop: Whole
    arrives_second: Whole
    departs_second: Whole
    no_boarding: NDArray[np.bool_]

    def of(self, kept: NDArray[np.bool_]) -> Calls:
        """These calls alone, bool [C]."""
        return Calls(
            trip=self.trip[kept],
            stop=self.stop[kept],
            arrives_second=self.arrives_second[kept],
            departs_second=self.departs_second[kept],
            no_boarding=self.no_boarding[kept],
        )

    @property
    def first_of_trip(self) -> Whole:
        """The number of each trip's first call, ascending, int64 [T]."""
        return np.flatnonzero(np.diff(self.trip, prepend=-1))


def read_calls(
    feed: Feed,
    trips: Table,
    runs: NDArray[np.bool_],
    at_intervals: NDArray[np.bool_],
    stops: Table,
    look: Inspection,
) -> Calls:
    """The calls of the trips that run within the hour or at intervals, by the rows of trips and stops in their tables.

    Every row is looked at: one that names a trip or stop that is in no table is a fault, whatever day it belongs to.
    Raises LayerRefused.
    """
    import pandas

    trip_at, stop_at = pandas.Index(trips["trip_id"]), pandas.Index(stops["stop_id"])
    parts: list[list[NDArray[Any]]] = []
    for rows in feed.parts(STREAMED, _COLUMNS, ("pickup_type",)):
        trip, stop = trip_at.get_indexer(rows["trip_id"]), stop_at.get_indexer(rows["stop_id"])
        _fault_where(trip < 0, rows["trip_id"], "unknown_trip", "is in no row of trips.txt", look)
        _fault_where(stop < 0, rows["stop_id"], "unknown_stop", "is in no row of stops.txt", look)
        look.refuse_if_faulty()
        kept = rows[runs[trip]]
        times = [seconds_of(kept[name], STREAMED, look) for name in ("arrival_time", "departure_time")]
        sequence = pandas.to_numeric(kept["stop_sequence"], errors="coerce").to_numpy(dtype=np.float64)
        _fault_where(~(sequence >= 0), kept["stop_sequence"], "bad_sequence", "is no number", look)
        look.refuse_if_faulty()
        no_boarding = (kept["pickup_type"] == NOBODY_BOARDS).to_numpy()
        numbers = (trip[runs[trip]], stop[runs[trip]], sequence, *times)
        parts.append([*(one.astype(np.int32) for one in numbers), no_boarding])  # half the memory, for all of a day
    if not parts:
        raise look.refuse("no_rows", f"has no rows in {STREAMED}", "Export the feed again.")
    trip, stop, sequence, arrives, departs, no_boarding = (np.concatenate(part) for part in zip(*parts, strict=True))
    kept = _by_way_of_the_hour(trip, arrives, departs, len(trips)) | at_intervals[trip]
    order = np.flatnonzero(kept)[np.lexsort((sequence[kept], trip[kept]))]
    calls = Calls(
        trip=trip[order].astype(np.int64),
        stop=stop[order].astype(np.int64),
        arrives_second=np.where(arrives == NO_TIME, departs, arrives)[order].astype(np.int64),
        departs_second=np.where(departs == NO_TIME, arrives, departs)[order].astype(np.int64),
        no_boarding=no_boarding[order].astype(np.bool_),
    )
    return _timed(calls, look)


def _by_way_of_the_hour(trip: Whole, arrives: Whole, departs: Whole, trips: int) -> NDArray[np.bool_]:
    """Whether each call is of a trip that is on its way at some time of the hour."""
    begins, ends = np.full(trips, HOUR_ENDS), np.full(trips, HOUR_BEGINS - 1)
    for times in (arrives, departs):
        given = times != NO_TIME
        np.minimum.at(begins, trip[given], times[given])
        np.maximum.at(ends, trip[given], times[given])
    during: NDArray[np.bool_] = (begins < HOUR_ENDS) & (ends >= HOUR_BEGINS)
    return during[trip]


def _timed(calls: Calls, look: Inspection) -> Calls:
    """The calls with times between those that are given, in even steps; without trips whose times are not in order."""
    if not len(calls.trip):
        return calls
    first = calls.first_of_trip
    last = np.append(first[1:], len(calls.trip)) - 1
    trip = np.repeat(np.arange(len(first)), last - first + 1)
    open_ended = (calls.arrives_second[first] == NO_TIME) | (calls.arrives_second[last] == NO_TIME)
    given = np.flatnonzero(calls.arrives_second != NO_TIME)
    every = np.arange(len(calls.trip))
    arrives, departs = (
        np.where(times == NO_TIME, np.interp(every, given, times[given]) if len(given) else 0, times).astype(np.int64)
        for times in (calls.arrives_second, calls.departs_second)
    )
    same = trip[1:] == trip[:-1]
    back = np.append((arrives[1:] < departs[:-1]) & same, False) | (departs < arrives)
    wrong = open_ended | (np.bincount(trip, weights=back, minlength=len(first)) > 0)
    if wrong.any():
        count = int(np.count_nonzero(wrong))
        look.mended.append(
            f"{count:,} trip{'s' if count > 1 else ''} with times that run backwards or do not begin and end were left "
            "out."
        )
    timed = Calls(
        trip=calls.trip,
        stop=calls.stop,
        arrives_second=arrives,
        departs_second=departs,
        no_boarding=calls.no_boarding,
    )
    return timed.of(~wrong[trip])


def seconds_of(column: Any, file: str, look: Inspection) -> Whole:
    """Times as seconds after midnight, NO_TIME where empty; a fault for texts that are no time."""
    import pandas

    code, texts = pandas.factorize(column)
    seconds = np.array([_second(text) for text in texts], dtype=np.int64)
    found = seconds[code] if len(texts) else np.zeros(0, dtype=np.int64)
    _fault_where(found == NOT_A_TIME, column, "bad_time", "is no time such as 08:15:00", look, file)
    return found


def _second(text: str) -> int:
    if not text:
        return NO_TIME
    time = TIME.fullmatch(text)
    if time is None:
        return NOT_A_TIME
    hours, minutes, seconds = map(int, time.groups())
    return 3600 * hours + 60 * minutes + seconds


def _fault_where(
    wrong: NDArray[np.bool_], column: Any, code: str, why: str, look: Inspection, file: str = STREAMED
) -> None:
    mend = "Export the feed again, all files together."
    look.fault_where(wrong, column, code, f"has a {column.name} in {file} that {why}", mend)
