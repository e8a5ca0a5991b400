"""Shapes in metres from whatever a file gives: a map with a reference system, or a table with coordinates."""

from __future__ import annotations

from typing import Any

import numpy as np

from housing_match.places.crs import LONGITUDE_LATITUDE, METRIC_CRS
from housing_match.places.importing.extent import check_extent, look_like_degrees, look_like_metres
from housing_match.places.importing.kinds import AREAS, LINES, POINTS, WORD_OF, Kind, heading_of
from housing_match.places.inspection import Inspection, Table

GRID_HEADINGS = ("easting", "locationeasting", "geox", "x", "oseast1m", "xcoord(inate)?")
NORTH_HEADINGS = ("northing", "locationnorthing", "geoy", "y", "osnrth1m", "ycoord(inate)?")
LONGITUDE_HEADINGS, LATITUDE_HEADINGS = ("longitude", "lon", "long", "lng"), ("latitude", "lat")
POINT_HEADINGS = ("point", "wkt", "geometry", "geom")
EITHER = ("x", "y", "geox", "geoy")
"""Headings that may stand over metres and over degrees alike."""


def placed(table: Table, kind: Kind, look: Inspection) -> Table:
    """The rows with their shapes in METRIC_CRS, checked; as they are where the kind is joined by code and has none.

    Raises LayerRefused.
    """
    import geopandas

    if not len(table):
        raise look.refuse("no_rows", "has no rows", "Export it again.")
    if not isinstance(table, geopandas.GeoDataFrame):
        found = _with_points(table, kind, look)
        if found is None:
            return table
        table = found
    elif table.crs is None:
        raise look.refuse(
            "no_reference_system",
            "does not say which coordinates it uses",
            f"Export it again with its reference system ({METRIC_CRS}).",
        )
    table = _right_way_round(_with_shapes(table, look), look).to_crs(METRIC_CRS)
    table = _one_kind_of_shape(table, kind, look)
    check_extent(table.geometry.bounds.to_numpy(), table.index.to_numpy(), look)
    look.refuse_if_faulty()
    return table


def _with_points(table: Table, kind: Kind, look: Inspection) -> Table | None:
    """The table with a point a row, by its columns; None where it may go without."""
    import geopandas

    pairs = [
        (heading_of(table.columns, GRID_HEADINGS), heading_of(table.columns, NORTH_HEADINGS), METRIC_CRS),
        (
            heading_of(table.columns, LONGITUDE_HEADINGS),
            heading_of(table.columns, LATITUDE_HEADINGS),
            LONGITUDE_LATITUDE,
        ),
    ]
    given = [(_gaps(table, x, y), x, y, crs) for x, y, crs in pairs if x is not None and y is not None]
    if given:
        _, x, y, crs = min(given, key=lambda one: one[0])
        xs, ys = _numbers(table[x], look), _numbers(table[y], look)
        look.refuse_if_faulty()
        if crs == METRIC_CRS and str(x).lower() in EITHER and look_like_degrees(xs, ys):
            crs = LONGITUDE_LATITUDE
        return geopandas.GeoDataFrame(table, geometry=geopandas.points_from_xy(xs, ys), crs=crs)
    text = heading_of(table.columns, POINT_HEADINGS)
    if text is not None:
        shapes = geopandas.GeoSeries.from_wkt(table[text].replace("", None), on_invalid="ignore")
        return geopandas.GeoDataFrame(table.drop(columns=text), geometry=shapes, crs=LONGITUDE_LATITUDE)
    if kind.joined_by_code:
        return None
    raise look.refuse(
        "no_coordinates",
        "has no coordinates",
        "Give columns easting and northing, or longitude and latitude, or a map with its shapes.",
    )


def _gaps(table: Table, x: str, y: str) -> int:
    return int((table[x].str.strip().eq("") | table[y].str.strip().eq("")).sum())


def _numbers(column: Any, look: Inspection) -> Any:
    """A column of coordinates as numbers; a fault for those that are none."""
    import pandas

    numbers = pandas.to_numeric(column.str.strip(), errors="coerce").to_numpy(dtype=np.float64)
    wrong = ~np.isfinite(numbers)
    look.fault_where(wrong, column, "no_place", "is no coordinate", "Fill it in, or leave the row out.")
    return numbers


def _with_shapes(table: Table, look: Inspection) -> Table:
    without = table.geometry.isna() | table.geometry.is_empty
    if without.any():
        look.fault("no_place", "has no place on the map", "Draw it, or leave the row out.", at=table.index[without])
    look.refuse_if_faulty()
    return table


def _right_way_round(table: Table, look: Inspection) -> Table:
    """The table once its coordinates are known to be what they are said to be; longitude put first where it is not."""
    from shapely import transform

    bounds = table.geometry.bounds.to_numpy()
    xs, ys = bounds[:, [0, 2]], bounds[:, [1, 3]]
    if not table.crs.is_geographic and look_like_degrees(xs, ys):
        raise look.refuse(
            "degrees_in_metres",
            f"holds degrees where its reference system means metres ({table.crs.to_string()[:40]})",
            f"Export it again in {METRIC_CRS}, or as longitude and latitude ({LONGITUDE_LATITUDE}).",
        )
    if table.crs.is_geographic and look_like_metres(xs, ys):
        raise look.refuse(
            "metres_in_degrees",
            "holds metres where longitude and latitude should be",
            f"Export it again with its reference system ({METRIC_CRS}); GeoJSON must be in {LONGITUDE_LATITUDE}.",
        )
    if table.crs.is_geographic and look_like_degrees(ys, xs):
        look.mended.append("Latitude stood before longitude in every row; they were swapped.")
        turned = transform(table.geometry.to_numpy(), lambda points: points[:, ::-1])
        return table.set_geometry(turned, crs=table.crs)
    return table


def _one_kind_of_shape(table: Table, kind: Kind, look: Inspection) -> Table:
    """The table with flat, sound shapes of one group: points, single lines or multi-polygons."""
    import shapely

    allowed = next((one for one in kind.shapes if table.geom_type.iloc[0] in one), kind.shapes[0])
    wrong = ~table.geom_type.isin(allowed)
    if wrong.any():
        found = ", ".join(sorted(set(table.geom_type[wrong])))
        names = " or ".join(WORD_OF[one] for one in kind.shapes)
        look.fault(
            "mixed_geometry" if not wrong.all() else "wrong_geometry",
            f"holds {found}, but {kind.name} are {names}, of one kind in a file",
            "Export those alone.",
            at=() if wrong.all() else table.index[wrong],
        )
        look.refuse_if_faulty()
    table = table.set_geometry(shapely.force_2d(table.geometry.to_numpy()), crs=table.crs)
    if allowed == AREAS:
        return _sound_areas(table, look)
    if (allowed == POINTS and table.geom_type.eq("MultiPoint").any()) or allowed == LINES:
        table = table.explode(index_parts=False)
    return table


def _sound_areas(table: Table, look: Inspection) -> Table:
    """Areas that do not cross themselves: those that do are repaired."""
    import shapely

    shapes = table.geometry.to_numpy()
    broken = ~shapely.is_valid(shapes)
    if broken.any():
        shapes = shapes.copy()
        shapes[broken] = shapely.make_valid(shapes[broken], method="structure", keep_collapsed=False)
        count = int(np.count_nonzero(broken))
        look.mended.append(f"{count} area{'s' if count > 1 else ''} crossed their own edge and were repaired.")
    return table.set_geometry(shapes, crs=table.crs)
