"""An imported timetable as arrays: stops, and the lines that call at them in the busiest hour of a weekday morning."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from housing_match.places.inspection import Table
from housing_match.places.modes import BUS, BUS_REACH_METRES, RAIL_REACH_METRES
from housing_match.places.numbered import points_of_table
from housing_match.places.stations import Station
from housing_match.places.step_free import step_free_calls
from housing_match.places.streets import Whole
from housing_match.places.walking import Points

LINES_TABLE = "lines"
"""The table of a stored timetable with a row for each stop of each line."""


@dataclass(frozen=True, kw_only=True)
class Timetable:
    """S stops and the C calls of L lines, in the order of each line; those of line l are `first[l]` to `first[l + 1]`.

    `departures` are those of the call's route in its direction within the hour, at its stop. `elapsed_tenths` are
    tenths of a minute since the line's first stop. `step_free` says where the line is known to be reached without
    steps, from the street to the vehicle's stop or platform. All int64 or bool, [C].
    """

    points: Points
    first: Whole
    stop: Whole
    elapsed_tenths: Whole
    departures: Whole
    route: Whole
    direction: Whole
    mode: NDArray[np.object_]
    step_free: NDArray[np.bool_]

    @cached_property
    def reach_metres(self) -> Whole:
        """int64 [S]: how far people walk to each stop."""
        reach = np.full(len(self.points[0]), BUS_REACH_METRES)
        reach[self.stop[self.mode != BUS]] = RAIL_REACH_METRES
        return reach

    def stops_of(self, mode: str) -> Points:
        """Where vehicles of one mode stop."""
        there = np.unique(self.stop[self.mode == mode])
        return self.points[0][there], self.points[1][there]


def timetable_of(stops: Table, lines: Table, stations: Sequence[Station]) -> Timetable:
    """The timetable as it is stored; `stations` tell of platforms what the feed does not."""
    number = {stop_id: at for at, stop_id in enumerate(stops["stop_id"])}
    lines = lines.sort_values(["line", "position"])
    stop = lines["stop_id"].map(number).to_numpy(dtype=np.int64)
    points = points_of_table(stops)
    _, first = np.unique(lines["line"].to_numpy(), return_index=True)
    return Timetable(
        points=points,
        first=np.append(first, len(lines)),
        stop=stop,
        elapsed_tenths=(lines["elapsed_seconds"].to_numpy(dtype=np.int64) + 3) // 6,
        departures=lines["departures"].to_numpy(dtype=np.int64),
        route=np.unique(lines["route"], return_inverse=True)[1],
        direction=np.unique(lines["direction"].fillna(""), return_inverse=True)[1],
        mode=lines["mode"].to_numpy(dtype=object),
        step_free=step_free_calls(
            points, stop, stops["step_free"].tolist(), lines["mode"].tolist(), lines["name"].tolist(), stations
        ),
    )
