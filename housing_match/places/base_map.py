"""What lies under every map: outlines, river, parks, lines and stations, imported ones in place of the shipped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from housing_match.places.areas import Areas
from housing_match.places.imported import MEASURED_WITH, stations_of, wards_of
from housing_match.places.inspection import Table
from housing_match.places.layers import Layer, outlines, tube_lines
from housing_match.places.stations import Station, stations
from housing_match.places.workspace import StoredLayer, stored_layers, stored_table

Line = Sequence[tuple[float, float]]
"""A line or the ring of an area: eastings and northings in metres of METRIC_CRS."""
Shapes = NDArray[Any]
"""shapely geometries [N], in metres of METRIC_CRS."""
DRAWN = ("boroughs", "parks", "rail_lines", "river", "stations", "wards")
"""Kinds of layer that maps are drawn with."""
NEIGHBOUR_METRES = 100
SHIPPED = "outlines and tube lines: see maps/SOURCES.md"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """The outline of one borough."""

    code: str
    name: str
    shape: Any

    def touches(self, other: Outline) -> bool:
        """Whether two boroughs are neighbours, however coarsely they are drawn."""
        import shapely

        return bool(shapely.dwithin(self.shape, other.shape, NEIGHBOUR_METRES))


@dataclass(frozen=True, kw_only=True)
class BaseMap:
    """What maps are drawn over. `sources` say whence it is, but for what is measured with as well."""

    outlines: tuple[Outline, ...]
    rail_lines: Shapes
    stations: tuple[Station, ...]
    river: Shapes = field(default_factory=lambda: np.empty(0, dtype=object))
    parks: Shapes = field(default_factory=lambda: np.empty(0, dtype=object))
    wards: Areas[str] | None = None
    sources: tuple[str, ...] = (SHIPPED,)


def base_map(workspace: Path | None) -> BaseMap:
    """What comes with the product, and in its place whatever the workspace has. Raises LayerRefused."""
    if workspace is None:
        return _base_map(Path(), ())
    stored = stored_layers(workspace)
    return _base_map(workspace, tuple(stored[kind] for kind in DRAWN if kind in stored))


def lines_inside(shapes: Shapes, corners: tuple[float, float, float, float], coarse_metres: float) -> list[Line]:
    """The lines and rings of shapes as far as they lie between west, south, east and north, in fewer corners.

    A line stays within `coarse_metres` of where it is.
    """
    import shapely

    parts: Any = shapely.get_parts(shapely.clip_by_rect(shapely.simplify(shapes, coarse_metres), *corners))
    areas = shapely.get_type_id(parts) == shapely.GeometryType.POLYGON
    lines = [*shapely.get_rings(parts[areas]), *parts[shapely.get_type_id(parts) == shapely.GeometryType.LINESTRING]]
    return [[(round(x, 1), round(y, 1)) for x, y in line.coords] for line in lines]


@lru_cache(maxsize=4)
def _base_map(workspace: Path, layers: tuple[StoredLayer, ...]) -> BaseMap:
    tables: dict[str, Table] = {layer.kind: stored_table(workspace, layer) for layer in layers}
    named = [
        f"{layer.kind.replace('_', ' ')}: {layer.source}, {layer.vintage}, {layer.licence}"
        for layer in layers
        if layer.kind not in MEASURED_WITH
    ]
    imported = {kind: table.geometry.to_numpy() for kind, table in tables.items() if kind in ("parks", "river")}
    return BaseMap(
        outlines=_outlines(tables["boroughs"]) if "boroughs" in tables else _shipped_outlines(),
        rail_lines=tables["rail_lines"].geometry.to_numpy() if "rail_lines" in tables else _shapes(tube_lines()),
        stations=stations_of(tables["stations"]) if "stations" in tables else stations(),
        **imported,
        wards=wards_of(tables["wards"]) if "wards" in tables else None,
        sources=(*((SHIPPED,) if not {"boroughs", "rail_lines"} <= tables.keys() else ()), *named),
    )


def _outlines(table: Table) -> tuple[Outline, ...]:
    rows = zip(table["code"], table["name"], table.geometry, strict=True)
    return tuple(
        Outline(code=code, name=name, shape=shape) for code, name, shape in sorted(rows, key=lambda one: one[0])
    )


def _shipped_outlines() -> tuple[Outline, ...]:
    layer = outlines()
    found = (
        Outline(code=str(row["code"]), name=str(row["name"]), shape=shape)
        for shape, row in zip(_shapes(layer), layer.rows, strict=True)
    )
    return tuple(sorted(found, key=lambda one: one.code))


def _shapes(layer: Layer) -> Shapes:
    from shapely.geometry import shape

    found = np.empty(len(layer.shapes), dtype=object)
    found[:] = [shape({"type": layer.geometry, "coordinates": one}) for one in layer.shapes]
    return found
