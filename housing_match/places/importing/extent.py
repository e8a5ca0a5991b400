"""Whether shapes lie where they can: in Great Britain, on land, and not far from all others of their file."""

from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from housing_match.places.crs import GRID_METRES
from housing_match.places.inspection import Inspection
from housing_match.places.postcodes import points_inside

BRITISH_LONGITUDES = (-9.0, 2.5)
BRITISH_LATITUDES = (49.0, 61.5)
_CELL_METRES = 5_000
"""A point with no postcode in its cell or those around it, 5 to 10 km away, is in the sea; Kielder Forest is not."""
_TOGETHER_METRES, _ASTRAY_METRES, _MOST_PERCENT = 30_000, 100_000, 90
"""Where so many of the rows lie together, one as far away as that is a slip of the pen."""

Bounds = NDArray[np.float64]
"""float64 [N, 4]: least x, least y, most x, most y."""


def look_like_degrees(xs: Bounds, ys: Bounds) -> bool:
    """Whether all could be British longitudes and latitudes, which as metres lie in the sea south-west of Scilly."""
    return _within(xs, BRITISH_LONGITUDES) and _within(ys, BRITISH_LATITUDES)


def look_like_metres(xs: Bounds, ys: Bounds) -> bool:
    """Whether all could be eastings and northings, and none could be a degree."""
    west, south, east, north = GRID_METRES
    return bool((np.abs(ys) > 360).all()) and _within(xs, (west, east)) and _within(ys, (south, north))


def check_extent(bounds: Bounds, places: NDArray[np.int64], look: Inspection) -> None:
    """Faults for shapes outside the national grid, in the sea, or far from all others; metres of METRIC_CRS.

    `places` are the places in the file of the shapes, int64 [N]: lines of one row may have become several.
    """
    west, south, east, north = GRID_METRES
    inside = (bounds[:, 0] >= west) & (bounds[:, 1] >= south) & (bounds[:, 2] <= east) & (bounds[:, 3] <= north)
    if not inside.all():
        look.fault(
            "outside_great_britain",
            f"lies outside Great Britain (the first at {_spot(bounds[~inside][0])})",
            "Correct the coordinates, or the reference system that the file names.",
            at=np.unique(places[~inside]),
        )
        return
    middles = np.column_stack([bounds[:, 0] + bounds[:, 2], bounds[:, 1] + bounds[:, 3]]) / 2
    on_land = _on_land(middles)
    if not on_land.all():
        swapped = _on_land(middles[~on_land][:, ::-1]).all()
        look.fault(
            "in_the_sea",
            f"lies in the sea (the first at {_spot(bounds[~on_land][0])})",
            "Easting and northing are probably swapped: give easting first." if swapped else "Correct the coordinates.",
            at=np.unique(places[~on_land]),
        )
        return
    away = np.hypot(*(middles - np.median(middles, axis=0)).T)
    astray = away > _ASTRAY_METRES
    if astray.any() and 100 * np.count_nonzero(away <= _TOGETHER_METRES) >= _MOST_PERCENT * len(away):
        look.fault(
            "astray",
            f"lies over {_ASTRAY_METRES // 1000} km from nearly all others (the first at {_spot(bounds[astray][0])})",
            "Correct the coordinates, or leave the row out.",
            at=np.unique(places[astray]),
        )


def _on_land(points: NDArray[np.float64]) -> NDArray[np.bool_]:
    """bool [N]: whether a postcode lies near each point, float64 [N, 2]."""
    cells = (points // _CELL_METRES).astype(np.int64) + 1
    land = _land()
    rows, columns = (cells[:, axis].clip(0, land.shape[axis] - 1) for axis in (0, 1))
    found: NDArray[np.bool_] = land[rows, columns]
    return found


@cache
def _land() -> NDArray[np.bool_]:
    """Cells of the national grid, by easting and northing, with a rim of one: whether a postcode lies in or beside."""
    _, _, east, north = GRID_METRES
    cells = points_inside(*GRID_METRES) // _CELL_METRES + 1
    land = np.zeros((east // _CELL_METRES + 3, north // _CELL_METRES + 3), dtype=np.bool_)
    for across in (-1, 0, 1):
        for up in (-1, 0, 1):
            land[cells[0] + across, cells[1] + up] = True
    return land


def _spot(bounds: Any) -> str:
    return f"easting {bounds[0]:.0f}, northing {bounds[1]:.0f}"


def _within(values: Bounds, limits: tuple[float, float]) -> bool:
    return bool(len(values) and values.min() >= limits[0] and values.max() <= limits[1])
