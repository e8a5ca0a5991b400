"""Where a line can be reached without steps, from street to platform: by the timetable, else by the stations in use."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from housing_match.places.modes import BUS, RAIL
from housing_match.places.numbered import points_at
from housing_match.places.stations import Station
from housing_match.places.streets import Whole
from housing_match.places.walking import Points

SAME_STATION_METRES = 300
"""Straight metres between a platform of the timetable and the point of its station."""
NATIONAL_RAIL = "nationalrail"
"""What TfL's stations call every line of the railway that is none of TfL's."""


def step_free_calls(
    points: Points,
    stop: Whole,
    said: Sequence[str],
    modes: Sequence[str],
    names: Sequence[str],
    stations: Sequence[Station],
) -> NDArray[np.bool_]:
    """bool [C]: whether it is known that each call can be reached without steps.

    `stop` is the number of its stop among `points` and `said`, which has what the feed says of each: yes, no or
    nothing. Where it says nothing a bus can be used by everybody, and a train or tram where the nearest station that
    names the line has it among its step-free lines; a line that no station near names is not relied on.
    """
    near = _stations_near(points, stations)
    decided: dict[tuple[int, str, str], bool] = {}
    for at, mode, name in zip(stop.tolist(), modes, names, strict=True):
        key = at, mode, name
        if key not in decided:
            decided[key] = said[at] == "yes" or (
                said[at] != "no" and (mode == BUS or _by_station(near[at], mode, name))
            )
    keys = zip(stop.tolist(), modes, names, strict=True)
    return np.array([decided[key] for key in keys], dtype=np.bool_)


def _stations_near(points: Points, stations: Sequence[Station]) -> list[list[Station]]:
    """The stations near each stop, the nearest first."""
    if not stations:
        return [[] for _ in points[0]]
    spots, stops = np.column_stack(points_at(stations)), np.column_stack(points)
    found: Any = cKDTree(spots).query_ball_point(stops, SAME_STATION_METRES)
    squared = [((spots[some] - stop) ** 2).sum(axis=1) for some, stop in zip(found, stops, strict=True)]
    return [
        [stations[some[at]] for at in np.argsort(away, kind="stable")]
        for some, away in zip(found, squared, strict=True)
    ]


def _by_station(near: Sequence[Station], mode: str, name: str) -> bool:
    """Whether the nearest station that names the line has it among its step-free lines."""
    wanted = {_line(name)} | ({NATIONAL_RAIL} if mode == RAIL else set())
    for line in sorted(wanted, key=lambda one: one == NATIONAL_RAIL):
        for station in near:
            if line in {_line(one) for one in station.lines}:
                return line in {_line(one) for one in station.step_free_lines}
    return False


def _line(name: str) -> str:
    """A line's name in small letters and digits, without `line` and `and`."""
    words = re.findall(r"[a-z0-9]+", name.lower())
    return "".join(word for word in words if word not in ("line", "and", "the"))
