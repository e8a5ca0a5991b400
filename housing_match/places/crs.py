"""The coordinate reference systems, each chosen once; everything inside the product is metres of METRIC_CRS."""

from functools import cache
from typing import Any

METRIC_CRS = "EPSG:27700"
"""British National Grid: easting and northing in metres."""
LONGITUDE_LATITUDE = "EPSG:4326"
IRISH_GRID = "EPSG:29903"
"""What the ONS Postcode Directory gives for Northern Ireland."""
GRID_METRES = (0, 0, 700_000, 1_300_000)
"""The extent of the national grid: least easting, least northing, most easting, most northing."""


@cache
def _transformer(source: str) -> Any:
    from pyproj import Transformer  # 0.2 s, so only where something is not yet in METRIC_CRS

    return Transformer.from_crs(source, METRIC_CRS, always_xy=True)


def to_metric(x: float, y: float, source: str) -> tuple[float, float]:
    """Easting and northing in METRIC_CRS of a point given x first (longitude, or easting) in another system."""
    easting, northing = _transformer(source).transform(x, y)
    return float(easting), float(northing)


def whole_metres(x: float, y: float, source: str) -> tuple[int, int]:
    """As `to_metric`, rounded to whole metres."""
    easting, northing = to_metric(x, y, source)
    return round(easting), round(northing)
