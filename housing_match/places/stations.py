"""The stations that come with the product."""

import hashlib
import json
from dataclasses import dataclass
from functools import cache
from typing import Any

from housing_match import shipped
from housing_match.domain import LayerUsed

_FILE = "maps/stations.geojson"


@dataclass(frozen=True, slots=True, kw_only=True)
class Station:
    """A station, or an entrance to one; `step_free_lines` are those with every platform step-free from the street."""

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


@cache
def stations_layer() -> LayerUsed:
    """The shipped stations as they stand in a plan's list of layers."""
    head = _shipped_map()
    return LayerUsed(
        kind="stations",
        source=head["source"],
        vintage=head["date"],
        licence=head["licence"],
        sha256=hashlib.sha256(shipped(_FILE).read_bytes()).hexdigest(),
    )


@cache
def _shipped_map() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(shipped(_FILE).read_text(encoding="utf-8"))
    return loaded
