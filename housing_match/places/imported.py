"""What a workspace brings to the measuring of one world: stops, stations, streets and wards, where imported."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from housing_match.domain import LayerUsed
from housing_match.places.areas import Areas
from housing_match.places.inspection import Table
from housing_match.places.joined import with_shapes
from housing_match.places.stations import Station, stations, stations_layer
from housing_match.places.streets import StreetNetwork, network_of
from housing_match.places.transport import BUS_STOP_REACH_METRES
from housing_match.places.walking import Points
from housing_match.places.workspace import stored_layers, stored_table

MEASURED_WITH = ("bus_stops", "stations", "streets", "wards")
"""Kinds that are measured with as they are; deciles by LSOA only with their areas, all others never."""


Deciles = tuple[int | None, int | None]
"""The tenths of England that an area is in by crime and by living environment, 1 the most deprived."""


@dataclass(frozen=True, kw_only=True)
class BusStops:
    """Where buses stop, and the area that the stops are known of: their hull, and the walk to a stop around it."""

    points: Points
    area: Any

    def knows(self, places: Points) -> NDArray[np.bool_]:
        """bool [P]: whether a place lies where the stops are known."""
        import shapely

        inside: NDArray[np.bool_] = shapely.covers(
            self.area, shapely.points(np.column_stack(places).astype(np.float64))
        )
        return inside


@dataclass(frozen=True, kw_only=True)
class Imported:
    """The layers to measure with; `layers` are their records, the shipped stations' where none are imported."""

    stations: tuple[Station, ...]
    bus_stops: BusStops | None = None
    streets: StreetNetwork | None = None
    wards: Areas[str] | None = None
    deciles: Areas[Deciles] | None = None
    layers: tuple[LayerUsed, ...] = ()


def imported_layers(workspace: Path | None) -> Imported:
    """What the workspace has, read and checked; without one what comes with the product. Raises LayerRefused."""
    stored = {} if workspace is None else stored_layers(workspace)
    if workspace is None or not stored:
        return Imported(stations=stations(), layers=(stations_layer(),))
    tables = {kind: stored_table(workspace, stored[kind]) for kind in MEASURED_WITH if kind in stored}
    imd = with_shapes("imd", workspace, stored)
    used = {*tables, *(one.kind for one in (imd.layers if imd else ()))}
    records = {"stations": stations_layer()} | {kind: stored[kind].used for kind in used}
    return Imported(
        stations=stations_of(tables["stations"]) if "stations" in tables else stations(),
        bus_stops=_bus_stops(tables["bus_stops"]) if "bus_stops" in tables else None,
        streets=network_of(tables["streets"].geometry.to_numpy()) if "streets" in tables else None,
        wards=_wards(tables["wards"]) if "wards" in tables else None,
        deciles=_deciles(imd.table) if imd else None,
        layers=tuple(records[kind] for kind in sorted(records)),
    )


def stations_of(table: Table) -> tuple[Station, ...]:
    """The stations of an imported layer, in id order."""
    eastings, northings = _metres(table)
    lines = table["lines"] if "lines" in table.columns else [""] * len(table)
    rows = zip(table["station_id"], table["name"], lines, table["step_free_lines"], eastings, northings, strict=True)
    return tuple(
        Station(
            station_id=station_id,
            name=name,
            lines=_split(served),
            step_free_lines=_split(step_free),
            easting=int(easting),
            northing=int(northing),
        )
        for station_id, name, served, step_free, easting, northing in sorted(rows)
    )


def _split(text: str | None) -> tuple[str, ...]:
    return tuple(one for one in (text or "").split(";") if one)


def _bus_stops(table: Table) -> BusStops:
    import shapely

    hull = shapely.convex_hull(shapely.multipoints(table.geometry.to_numpy()))
    return BusStops(points=_metres(table), area=shapely.buffer(hull, BUS_STOP_REACH_METRES))


def _wards(table: Table) -> Areas[str]:
    return Areas(shapes=table.geometry.to_numpy(), values=tuple(table["name"]))


def _deciles(table: Table) -> Areas[Deciles]:
    either = (_numbers_or_none(table, name) for name in ("crime_decile", "environment_decile"))
    return Areas(shapes=table.geometry.to_numpy(), values=tuple(zip(*either, strict=True)))


def _numbers_or_none(table: Table, column: str) -> list[int | None]:
    return [int(one) for one in table[column]] if column in table.columns else [None] * len(table)


def _metres(table: Table) -> Points:
    return (
        np.rint(table.geometry.x.to_numpy()).astype(np.int64),
        np.rint(table.geometry.y.to_numpy()).astype(np.int64),
    )
