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
from housing_match.places.modes import BUS, BUS_REACH_METRES
from housing_match.places.numbered import points_of_table
from housing_match.places.stations import Station, stations, stations_layer
from housing_match.places.streets import StreetNetwork, network_of
from housing_match.places.timetable import LINES_TABLE, Timetable, timetable_of
from housing_match.places.walking import Points
from housing_match.places.workspace import stored_layers, stored_table

MEASURED_WITH = ("bus_stops", "stations", "street_lights", "streets", "wards")
"""Kinds that are measured with as they are; deciles by LSOA only with their areas, all others never."""
LIGHT_REACH_METRES = 50
"""How near a home a street light counts: three or more stand along as much of a lit street."""
GRID_METRES = 100
"""The spacing of TfL's grid of PTAL."""


Deciles = tuple[int | None, int | None]
"""The tenths of England that an area is in by crime and by living environment, 1 the most deprived."""


@dataclass(frozen=True, kw_only=True)
class Known:
    """Points of a layer, and the area in which the layer is taken to have all that there are."""

    points: Points
    area: Any

    def knows(self, places: Points) -> NDArray[np.bool_]:
        """bool [P]: whether a place lies in the area."""
        import shapely

        inside: NDArray[np.bool_] = shapely.covers(
            self.area, shapely.points(np.column_stack(places).astype(np.float64))
        )
        return inside


@dataclass(frozen=True, kw_only=True)
class Imported:
    """The layers to measure with; `layers` are their records, the shipped stations' where none are imported."""

    stations: tuple[Station, ...]
    bus_stops: Known | None = None
    streets: StreetNetwork | None = None
    wards: Areas[str] | None = None
    deciles: Areas[Deciles] | None = None
    street_lights: Known | None = None
    timetable: Timetable | None = None
    ptal: Areas[str] | None = None
    """The bands that are imported; those of a grid as areas around its points."""
    layers: tuple[LayerUsed, ...] = ()


def imported_layers(workspace: Path | None) -> Imported:
    """What the workspace has, read and checked; without one what comes with the product. Raises LayerRefused."""
    stored = {} if workspace is None else stored_layers(workspace)
    if workspace is None or not stored:
        return Imported(stations=stations(), layers=(stations_layer(),))
    tables = {kind: stored_table(workspace, stored[kind]) for kind in MEASURED_WITH if kind in stored}
    in_use = stations_of(tables["stations"]) if "stations" in tables else stations()
    timetable = bus_stops = None
    if "gtfs" in stored:
        tables["gtfs"] = stored_table(workspace, stored["gtfs"])
        timetable = timetable_of(tables["gtfs"], stored_table(workspace, stored["gtfs"], LINES_TABLE), in_use)
    if "bus_stops" in tables:
        bus_stops = known_around(points_of_table(tables["bus_stops"]), BUS_REACH_METRES)
    elif timetable is not None and BUS in timetable.mode:
        bus_stops = known_around(timetable.stops_of(BUS), BUS_REACH_METRES)
    imd = with_shapes("imd", workspace, stored)
    ptal = None if timetable else with_shapes("ptal", workspace, stored)
    used = {*tables, *(layer.kind for joined in (imd, ptal) if joined for layer in joined.layers)}
    records = {"stations": stations_layer()} | {kind: stored[kind].used for kind in used}
    return Imported(
        stations=in_use,
        bus_stops=bus_stops,
        streets=network_of(tables["streets"].geometry.to_numpy()) if "streets" in tables else None,
        wards=wards_of(tables["wards"]) if "wards" in tables else None,
        deciles=_deciles(imd.table) if imd else None,
        street_lights=(
            known_around(points_of_table(tables["street_lights"]), LIGHT_REACH_METRES)
            if "street_lights" in tables
            else None
        ),
        timetable=timetable,
        ptal=ptal_areas(ptal.table) if ptal else None,
        layers=tuple(records[kind] for kind in sorted(records)),
    )


def stations_of(table: Table) -> tuple[Station, ...]:
    """The stations of an imported layer, in id order."""
    eastings, northings = points_of_table(table)
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


def known_around(points: Points, metres: int) -> Known:
    """Points with their hull, so many metres wider on every side."""
    import shapely

    hull = shapely.convex_hull(shapely.multipoints(np.column_stack(points).astype(np.float64)))
    return Known(points=points, area=shapely.buffer(hull, metres))


def ptal_areas(table: Table) -> Areas[str]:
    """The bands of an imported layer: zones as they are, points of TfL's grid as its squares of 100 m."""
    import shapely

    shapes = table.geometry.to_numpy()
    if shapely.get_type_id(shapes[0]) == shapely.GeometryType.POINT:
        x, y = shapely.get_coordinates(shapes).T
        shapes = shapely.box(x - GRID_METRES / 2, y - GRID_METRES / 2, x + GRID_METRES / 2, y + GRID_METRES / 2)
    return Areas(shapes=shapes, values=tuple(table["ptal"]))


def wards_of(table: Table) -> Areas[str]:
    """The wards of an imported layer, each with its name."""
    return Areas(shapes=table.geometry.to_numpy(), values=tuple(table["name"]))


def _deciles(table: Table) -> Areas[Deciles]:
    either = (_numbers_or_none(table, name) for name in ("crime_decile", "environment_decile"))
    return Areas(shapes=table.geometry.to_numpy(), values=tuple(zip(*either, strict=True)))


def _numbers_or_none(table: Table, column: str) -> list[int | None]:
    return [int(one) for one in table[column]] if column in table.columns else [None] * len(table)
