"""Hexagons that stand in for wards on a map where no wards are imported."""

from functools import lru_cache
from math import sqrt

import numpy as np

from housing_match.places.areas import Areas
from housing_match.places.dots import dots_of
from housing_match.places.stations import Station

ACROSS_METRES = 1_200
"""From one flat side to the other: about the size of an inner London ward."""


@lru_cache(maxsize=8)
def hexagons_over(codes: frozenset[str], stations: tuple[Station, ...]) -> Areas[str]:
    """The hexagons of a fixed grid that hold postcodes of these authorities, each named by its nearest station."""
    import shapely

    found = sorted({_cell(x, y) for x, y in dots_of(codes).T.tolist()})
    middles = [_middle(*cell) for cell in found]
    return Areas(
        shapes=np.array([shapely.Polygon(_corners(*middle)) for middle in middles], dtype=object),
        values=tuple(_name(x, y, stations) for x, y in middles),
    )


def _middle(column: int, row: int) -> tuple[float, float]:
    """Columns are upright hexagons' rows of the honeycomb: every other one lies half a hexagon further east."""
    return (column + row % 2 / 2) * ACROSS_METRES, row * ACROSS_METRES * sqrt(3) / 2


def _cell(x: float, y: float) -> tuple[int, int]:
    """The cell whose middle is nearest: a honeycomb is where each point belongs to its nearest middle."""
    row = round(y / (ACROSS_METRES * sqrt(3) / 2))
    near = [(round(x / ACROSS_METRES - one % 2 / 2), one) for one in (row - 1, row, row + 1)]
    return min(near, key=lambda cell: ((_middle(*cell)[0] - x) ** 2 + (_middle(*cell)[1] - y) ** 2, cell))


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


def _name(x: float, y: float, stations: tuple[Station, ...]) -> str:
    nearest = min(stations, key=lambda one: ((one.easting - x) ** 2 + (one.northing - y) ** 2, one.station_id))
    return f"around {nearest.name}"
