"""What runs in the busiest hour of a morning: lines as the stops they call at, with departures and minutes on board."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from housing_match.places.importing.calls import HOUR_BEGINS, HOUR_ENDS, Calls
from housing_match.places.inspection import Table
from housing_match.places.streets import Whole


@dataclass(slots=True)
class _Pattern:
    """The trips of one route and direction that call at the same stops in the same order."""

    stops: tuple[int, ...]
    runs: int
    elapsed_seconds: Whole
    """Summed over the runs, at each stop."""


def departures_in_hour(calls: Calls, frequencies: Table) -> Whole:
    """How often each call's trip departs there within the hour, int64 [C]; nobody departs from a trip's last stop.

    `frequencies` has a row for each spell of a trip that is run at intervals: trip (its place in the table of trips),
    starts_second, ends_second and every_seconds. Such a trip does not run at its own times.
    """
    count = ((calls.departs_second >= HOUR_BEGINS) & (calls.departs_second < HOUR_ENDS)).astype(np.int64)
    first = calls.first_of_trip
    cuts = np.append(first, len(calls.trip))
    row_of = {trip: row for row, trip in enumerate(calls.trip[first].tolist())}
    repeated = set()
    for one in frequencies.itertuples():
        if one.trip not in row_of:
            continue
        some = slice(*cuts[row_of[one.trip] : row_of[one.trip] + 2])
        if one.trip not in repeated:
            count[some] = 0
            repeated.add(one.trip)
        begins = one.starts_second + calls.departs_second[some] - calls.departs_second[some][0]
        earliest = np.maximum(0, HOUR_BEGINS - begins)
        latest = np.minimum(one.ends_second - one.starts_second, HOUR_ENDS - begins)
        count[some] += np.maximum(0, -(-latest // one.every_seconds) + (-earliest // one.every_seconds))
    count[cuts[1:] - 1] = 0
    return np.where(calls.no_boarding, 0, count)


def lines_of(calls: Calls, departures: Whole, trips: Table) -> Table:
    """A row for each stop of each line: line, position, stop, elapsed_seconds, route, direction, departures.

    `trips` has `route` and `direction` for each trip; `stop` is its place in the table of stops. A line is a route in
    one direction by one sequence of stops; one that is a part of another's is not told apart. `departures` are those
    of the route in that direction at that stop, and `elapsed_seconds` the mean from the line's first departure to the
    arrival.
    """
    import pandas

    patterns, hourly = _patterns(calls, departures, trips)
    rows, line = [], 0
    for (route, direction), found in sorted(patterns.items()):
        for one in _without_parts(found):
            mean = (2 * one.elapsed_seconds + one.runs) // (2 * one.runs)
            for position, (stop, elapsed) in enumerate(zip(one.stops, mean.tolist(), strict=True)):
                rows.append((line, position, stop, elapsed, route, direction, hourly[route, direction, stop]))
            line += 1
    names = ["line", "position", "stop", "elapsed_seconds", "route", "direction", "departures"]
    return pandas.DataFrame(rows, columns=names)


def _patterns(
    calls: Calls, departures: Whole, trips: Table
) -> tuple[dict[tuple[str, str], list[_Pattern]], dict[tuple[str, str, int], int]]:
    """The patterns of each route and direction that run in the hour, and the departures of each at each stop."""
    patterns: dict[tuple[str, str], dict[tuple[int, ...], _Pattern]] = {}
    hourly: dict[tuple[str, str, int], int] = {}
    route, direction = trips["route"].to_numpy(), trips["direction"].to_numpy()
    cuts = np.append(calls.first_of_trip, len(calls.trip)).tolist()
    for begin, end in pairwise(cuts):
        counts = departures[begin:end]
        if not counts.any():
            continue
        trip = calls.trip[begin]
        key = str(route[trip]), str(direction[trip])
        stops = tuple(calls.stop[begin:end].tolist())
        elapsed = calls.arrives_second[begin:end] - calls.departs_second[begin]
        elapsed[0] = 0
        runs = int(counts.max())
        one = patterns.setdefault(key, {}).setdefault(stops, _Pattern(stops, 0, np.zeros_like(elapsed)))
        one.runs += runs
        one.elapsed_seconds += runs * elapsed
        for stop, count in zip(stops, counts.tolist(), strict=True):
            hourly[(*key, stop)] = hourly.get((*key, stop), 0) + count
    return {key: list(found.values()) for key, found in patterns.items()}, hourly


def _without_parts(patterns: list[_Pattern]) -> Iterator[_Pattern]:
    """The patterns whose stops are no unbroken part of a longer one's, the longest first."""
    kept: list[str] = []
    for one in sorted(patterns, key=lambda one: (-len(one.stops), one.stops)):
        text = f",{','.join(map(str, one.stops))},"
        if not any(text in other for other in kept):
            kept.append(text)
            yield one
