"""Map layers of our own: the shipped outlines, and a GeoPackage of results."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from housing_match import shipped
from housing_match.places.crs import LONGITUDE_LATITUDE, METRIC_CRS, to_metric


class LayerNotWrittenError(OSError):
    """The GeoPackage could not be written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """Shapes on the map, each with a row of plain values (text, numbers, booleans, dates or None).

    `geometry` is their kind by GeoJSON's name, `shapes` are their coordinates nested as there, in metres of METRIC_CRS:
    (x, y) for a point, a sequence of those for a line, a sequence of rings for a polygon, the outer one first.
    """

    geometry: str
    shapes: Sequence[Any]
    rows: Sequence[Mapping[str, object]]


@cache
def outlines() -> Layer:
    """The 33 London boroughs, `code` and `name`, generalised: a base map, never a test of who lives where."""
    return _shipped_layer("boroughs", "MultiPolygon")


@cache
def tube_lines() -> Layer:
    """The lines of the Underground and the DLR, `name`, as of 2018: a base map only."""
    return _shipped_layer("tube_lines", "MultiLineString")


def _shipped_layer(name: str, geometry: str) -> Layer:
    features = json.loads(shipped(f"maps/{name}.geojson").read_text(encoding="utf-8"))["features"]
    return Layer(
        geometry=geometry,
        shapes=tuple(_metric(feature["geometry"]["coordinates"]) for feature in features),
        rows=tuple(feature["properties"] for feature in features),
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


def _metric(coordinates: Any) -> Any:
    """Coordinates nested as in GeoJSON, from longitude and latitude to METRIC_CRS."""
    if isinstance(coordinates[0], int | float):
        return to_metric(coordinates[0], coordinates[1], LONGITUDE_LATITUDE)
    return tuple(_metric(one) for one in coordinates)
