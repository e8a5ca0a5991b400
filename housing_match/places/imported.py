"""What a workspace brings to the measuring of one world: stops, stations, streets and wards, where imported."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from housing_match.domain import LayerUsed
from housing_match.places.inspection import Table
from housing_match.places.stations import Station, stations, stations_layer
from housing_match.places.streets import StreetNetwork, network_of
from housing_match.places.transport import BUS_STOP_REACH_METRES
from housing_match.places.walking import Points
from housing_match.places.workspace import StoredLayer, stored_layers, stored_table

MEASURED_WITH = ("bus_stops", "stations", "streets", "wards")
"""Kinds that change what is measured; all others are kept for maps and for planning."""


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
class Wards:
    """The areas of wards and their names."""

    areas: NDArray[Any]
    names: tuple[str, ...]

    def of(self, places: Points) -> tuple[str | None, ...]:
        """The name of the ward that each place lies in; of two that meet there the first."""
        import shapely

        points: Any = shapely.points(np.column_stack(places).astype(np.float64))
        place, ward = shapely.STRtree(self.areas).query(points, predicate="intersects")
        first: dict[int, int] = {}
        for at, number in sorted(zip(place.tolist(), ward.tolist(), strict=True)):
            first.setdefault(at, number)
        return tuple(self.names[first[at]] if at in first else None for at in range(len(points)))


@dataclass(frozen=True, kw_only=True)
class Imported:
    """The layers to measure with; `layers` are their records, the shipped stations' where none are imported."""

    stations: tuple[Station, ...]
    bus_stops: BusStops | None = None
    streets: StreetNetwork | None = None
    wards: Wards | None = None
    layers: tuple[LayerUsed, ...] = ()


def imported_layers(workspace: Path | None) -> Imported:
    """What the workspace has, read and checked; without one what comes with the product. Raises LayerRefused."""
    stored = {} if workspace is None else stored_layers(workspace)
    used = {kind: stored[kind] for kind in MEASURED_WITH if kind in stored}
    if workspace is None or not used:
        return Imported(stations=stations(), layers=(stations_layer(),))
    tables = {kind: stored_table(workspace, layer) for kind, layer in used.items()}
    records = {"stations": stations_layer()} | {kind: _record(layer) for kind, layer in used.items()}
    return Imported(
        stations=stations_of(tables["stations"]) if "stations" in tables else stations(),
        bus_stops=_bus_stops(tables["bus_stops"]) if "bus_stops" in tables else None,
        streets=network_of(tables["streets"].geometry.to_numpy()) if "streets" in tables else None,
        wards=_wards(tables["wards"]) if "wards" in tables else None,
        layers=tuple(records[kind] for kind in sorted(records)),
    )


def _record(layer: StoredLayer) -> LayerUsed:
    return LayerUsed(
        kind=layer.kind, source=layer.source, vintage=layer.vintage, licence=layer.licence, sha256=layer.sha256
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


def _wards(table: Table) -> Wards:
    return Wards(areas=table.geometry.to_numpy(), names=tuple(table["name"]))


def _metres(table: Table) -> Points:
    return (
        np.rint(table.geometry.x.to_numpy()).astype(np.int64),
        np.rint(table.geometry.y.to_numpy()).astype(np.int64),
    )
