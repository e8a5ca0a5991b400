"""Map layers: the only door for geopandas, to read files that a council gives us and to write a GeoPackage."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from housing_match import shipped
from housing_match.places.crs import GRID_METRES, LONGITUDE_LATITUDE, METRIC_CRS, to_metric

if TYPE_CHECKING:
    from geopandas import GeoDataFrame

GEOMETRIES = ("Point", "LineString", "Polygon", "MultiLineString", "MultiPolygon")
_BRITISH_LONGITUDES = (-9.0, 2.5)
_BRITISH_LATITUDES = (49.0, 61.5)


class LayerError(ValueError):
    """A layer file that cannot be used; its text says why, and how to mend it."""


class LayerUnreadableError(LayerError):
    """The file is no map layer, or has none of that name."""


class NoReferenceSystemError(LayerError):
    """The file does not say what its coordinates mean."""


class SwappedCoordinatesError(LayerError):
    """Latitude stands where longitude should."""


class OutsideGreatBritainError(LayerError):
    """Something lies outside the national grid."""


class NoGeometryError(LayerError):
    """A row has no place on the map."""


class MixedGeometryError(LayerError):
    """Points, lines and areas stand in one layer, or shapes of a kind that no layer has."""


class LayerNotWrittenError(OSError):
    """The GeoPackage could not be written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """Shapes on the map, each with a row of plain values (text, numbers, booleans, dates or None).

    `geometry` is one of GEOMETRIES. `shapes` are coordinates nested as in GeoJSON, in metres of METRIC_CRS: (x, y) for
    a point, a sequence of those for a line, a sequence of rings for a polygon, the outer one first. A layer that was
    read has points, multi-lines or multi-polygons.
    """

    geometry: str
    shapes: Sequence[Any]
    rows: Sequence[Mapping[str, object]]


@cache
def outlines() -> Layer:
    """The 33 London boroughs, `code` and `name`, generalised: a base map, never a test of who lives where."""
    loaded = json.loads(shipped("maps/boroughs.geojson").read_text(encoding="utf-8"))
    return Layer(
        geometry="MultiPolygon",
        shapes=tuple(_metric_polygons(feature["geometry"]["coordinates"]) for feature in loaded["features"]),
        rows=tuple(feature["properties"] for feature in loaded["features"]),
    )


def read_layer(path: Path, name: str | None = None) -> Layer:
    """A layer of any file that GDAL reads, in METRIC_CRS; `name` chooses one of several. Raises LayerError."""
    import geopandas
    from pyogrio.errors import DataLayerError, DataSourceError
    from shapely.geometry import mapping

    try:
        table = geopandas.read_file(path, layer=name)
    except (DataLayerError, DataSourceError) as error:
        raise LayerUnreadableError(f"{path.name} cannot be read as a map layer: {error}") from error
    if not isinstance(table, geopandas.GeoDataFrame):
        raise NoGeometryError(f"{path.name} is a table without a map; export it with its shapes")
    table = _checked(table, path.name)
    kind, shapes = _one_kind(table, path.name)
    rows = table.drop(columns=table.geometry.name).astype(object).where(lambda column: column.notna(), None)
    return Layer(
        geometry=kind,
        shapes=tuple(tuple(mapping(shape)["coordinates"]) for shape in shapes),
        rows=tuple(rows.to_dict(orient="records")),
    )


def write_geopackage(path: Path, layers: Mapping[str, Layer]) -> None:
    """Writes each layer under its name into one new GeoPackage, in place of any file of that name.

    Raises LayerNotWrittenError, an OSError; what was written by then is removed.
    """
    import geopandas
    from pandas import DataFrame
    from pyogrio.errors import DataLayerError, DataSourceError
    from shapely.geometry import shape

    path.unlink(missing_ok=True)
    try:
        for name, layer in layers.items():
            shapes = [shape({"type": layer.geometry, "coordinates": one}) for one in layer.shapes]
            rows = DataFrame([dict(row) for row in layer.rows], index=range(len(shapes))).convert_dtypes()
            table = geopandas.GeoDataFrame(rows, geometry=shapes, crs=METRIC_CRS)
            table.to_file(path, layer=name, driver="GPKG", engine="pyogrio", geometry_type=layer.geometry)
    except (DataLayerError, DataSourceError, OSError) as error:
        path.unlink(missing_ok=True)
        raise LayerNotWrittenError(f"{path.name} could not be written; the disk may be full") from error


def _metric_polygons(polygons: Sequence[Any]) -> tuple[Any, ...]:
    """The polygons of a GeoJSON multipolygon, from longitude and latitude to METRIC_CRS."""
    return tuple(
        tuple(tuple(to_metric(x, y, LONGITUDE_LATITUDE) for x, y in ring) for ring in polygon) for polygon in polygons
    )


def _checked(table: GeoDataFrame, file: str) -> GeoDataFrame:
    """The table in METRIC_CRS, once its coordinates are known to be what they say they are."""
    if table.crs is None:
        raise NoReferenceSystemError(
            f"{file} does not say which coordinates it uses; export it again with its reference system ({METRIC_CRS})"
        )
    without = table.geometry.isna() | table.geometry.is_empty
    if without.any():
        raise NoGeometryError(f"{file}: row {int(without.argmax()) + 1} has no place on the map")
    bounds = table.geometry.bounds
    if table.crs.is_geographic and _swapped(table.total_bounds):
        raise SwappedCoordinatesError(
            f"{file}: latitude and longitude are swapped in row 1 (x {bounds.minx.iloc[0]:.4f}, "
            f"y {bounds.miny.iloc[0]:.4f}); longitude comes first"
        )
    table = table.to_crs(METRIC_CRS)
    bounds = table.geometry.bounds
    west, south, east, north = GRID_METRES
    inside = (bounds.minx >= west) & (bounds.miny >= south) & (bounds.maxx <= east) & (bounds.maxy <= north)
    if not inside.all():
        row = int(inside.argmin())
        raise OutsideGreatBritainError(
            f"{file}: row {row + 1} lies outside Great Britain (easting {bounds.minx.iloc[row]:.0f}, "
            f"northing {bounds.miny.iloc[row]:.0f})"
        )
    return table


def _swapped(bounds: Sequence[float]) -> bool:
    """Whether bounds that should be longitude and latitude hold British latitudes first."""
    least_x, least_y, most_x, most_y = bounds
    latitudes_first = _BRITISH_LATITUDES[0] <= least_x and most_x <= _BRITISH_LATITUDES[1]
    return latitudes_first and _BRITISH_LONGITUDES[0] <= least_y and most_y <= _BRITISH_LONGITUDES[1]


def _one_kind(table: GeoDataFrame, file: str) -> tuple[str, Sequence[Any]]:
    """Point, MultiLineString or MultiPolygon, and every shape as one of that kind."""
    from shapely import force_2d
    from shapely.geometry import MultiLineString, MultiPolygon

    several: dict[str, Any] = {"LineString": MultiLineString, "Polygon": MultiPolygon}
    shapes = [
        several[shape.geom_type]([shape]) if shape.geom_type in several else shape
        for shape in force_2d(table.geometry.array)
    ]
    kinds = sorted({shape.geom_type for shape in shapes})
    if not kinds:
        raise NoGeometryError(f"{file} has no rows")
    if len(kinds) > 1 or kinds[0] not in GEOMETRIES:
        raise MixedGeometryError(f"{file} holds {', '.join(kinds)}; a layer holds points, lines or areas of one kind")
    return kinds[0], shapes
