"""Hexagons that stand in for wards on a map where no wards are imported."""

from functools import lru_cache
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from housing_match.places.areas import Areas
from housing_match.places.dots import dots_of
from housing_match.places.numbered import points_at
from housing_match.places.stations import Station
from housing_match.places.streets import Whole

ACROSS_METRES = 1_200
"""From one flat side to the other: about the size of an inner London ward."""


@lru_cache(maxsize=8)
def hexagons_over(codes: frozenset[str], stations: tuple[Station, ...]) -> Areas[str]:
    """The hexagons of a fixed grid that hold postcodes of these authorities, each named by its nearest station.

    `stations` are in id order; of two as near the first gives the name.
    """
    import shapely

    columns, rows = _cells(*dots_of(codes))
    _, first = np.unique(columns * 2**32 + rows, return_index=True)
    east, north = _middles(columns[first], rows[first])
    eastings, northings = points_at(stations)
    nearest = ((eastings - east[:, None]) ** 2 + (northings - north[:, None]) ** 2).argmin(axis=1)
    return Areas(
        shapes=np.array([shapely.Polygon(_corners(*one)) for one in zip(east, north, strict=True)], dtype=object),
        values=tuple(f"around {stations[at].name}" for at in nearest.tolist()),
    )


def _middles(columns: Whole, rows: Whole) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The honeycomb's hexagons stand on a corner: every other row lies half a hexagon further east."""
    return (columns + rows % 2 / 2) * ACROSS_METRES, rows * ACROSS_METRES * sqrt(3) / 2


def _cells(eastings: Whole, northings: Whole) -> tuple[Whole, Whole]:
    """Column and row of the nearest middle: a honeycomb is where each point belongs to its nearest middle."""
    row = np.rint(northings / (ACROSS_METRES * sqrt(3) / 2)).astype(np.int64)
    rows = row + np.array([[-1], [0], [1]])
    columns = np.rint(eastings / ACROSS_METRES - rows % 2 / 2).astype(np.int64)
    east, north = _middles(columns, rows)
    nearest = ((east - eastings) ** 2 + (north - northings) ** 2).argmin(axis=0), np.arange(len(eastings))
    return columns[nearest], rows[nearest]


def _corners(x: float, y: float) -> list[tuple[float, float]]:
    half, tall = ACROSS_METRES / 2, ACROSS_METRES / sqrt(3)
    return [
        (x, y + tall),
        (x + half, y + tall / 2),
        (x + half, y - tall / 2),
        (x, y - tall),
        (x - half, y - tall / 2),
        (x - half, y + tall / 2),
    ]
