"""The stations that come with the product, and the walk to the nearest one that a person can use."""

import json
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from housing_match import shipped
from housing_match.places.travel import squared_metres, walking_minutes, within_walk

FEED_REACH_METRES = 5_000
"""Straight metres beyond which a home lies outside the feed, which lacks most of National Rail: none is known."""
STEP_FREE_REACH_METRES = 960
"""Metres on foot: the catchment of a station in TfL's PTAL method. A step-free station further away decides
nothing, for a bus stop may be nearer and no bus layer is imported yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Station:
    """A station of TfL's feed; `step_free_lines` are those with every platform step-free from the street."""

    station_id: str
    name: str
    lines: tuple[str, ...]
    step_free_lines: tuple[str, ...]
    easting: int
    northing: int


@cache
def stations() -> tuple[Station, ...]:
    """Every station of `maps/stations.geojson`, in id order."""
    return tuple(
        Station(
            station_id=row["id"],
            name=row["name"],
            lines=tuple(row["lines"]),
            step_free_lines=tuple(row["step_free_lines"]),
            easting=row["easting"],
            northing=row["northing"],
        )
        for row in (feature["properties"] for feature in _shipped_map()["features"])
    )


def source() -> str:
    """The stations' source and date, as they stand in a plan's list of layers."""
    head = _shipped_map()
    return f"stations: {head['source']}, {head['date']}"


def minutes_to_station(easting: int, northing: int) -> int | None:
    """Walking minutes to the nearest station; None where none is within reach of the feed."""
    nearest = _nearest_squared_metres(easting, northing, step_free=False)
    return _minutes(nearest) if nearest <= FEED_REACH_METRES**2 else None


def minutes_to_step_free_station(easting: int, northing: int) -> int | None:
    """Walking minutes to the nearest station with a line step-free from street to platform; None where none is near."""
    nearest = _nearest_squared_metres(easting, northing, step_free=True)
    return _minutes(nearest) if within_walk(nearest, STEP_FREE_REACH_METRES) else None


@cache
def _shipped_map() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(shipped("maps/stations.geojson").read_text(encoding="utf-8"))
    return loaded


@cache
def _points(step_free: bool) -> NDArray[np.int64]:
    """Eastings and northings of all stations, or of those with a step-free line, int64 [2, S]."""
    some = [one for one in stations() if one.step_free_lines or not step_free]
    return np.array([[one.easting for one in some], [one.northing for one in some]], dtype=np.int64)


def _nearest_squared_metres(easting: int, northing: int, *, step_free: bool) -> np.int64:
    eastings, northings = _points(step_free)
    nearest: np.int64 = squared_metres(eastings, northings, easting, northing).min()
    return nearest


def _minutes(squared: np.int64) -> int:
    return int(walking_minutes(np.array([squared]))[0])
