"""The points of one world, numbered: its homes in their order, and each postcode that connections name once."""

from collections.abc import Iterable, Mapping

import numpy as np

from housing_match.domain import World
from housing_match.places.inspection import Table
from housing_match.places.postcodes import Postcode
from housing_match.places.stations import Station
from housing_match.places.streets import Whole
from housing_match.places.walking import Points


class Places:
    """`homes` are the homes' points, in the world's order; `points` those of the places that people are tied to."""

    def __init__(self, found: Mapping[str, Postcode], world: World) -> None:
        codes = sorted({one.postcode for one in world.connections})
        self._number = {code: number for number, code in enumerate(codes)}
        self.homes = points_of_codes(found, (one.postcode for one in world.homes))
        self.points = points_of_codes(found, codes)

    def numbers(self, codes: Iterable[str]) -> Whole:
        """The numbers of places by postcode."""
        return np.array([self._number[code] for code in codes], dtype=np.int64)


def points_of_codes(found: Mapping[str, Postcode], codes: Iterable[str]) -> Points:
    """Eastings and northings of postcodes."""
    return points_at(found[code] for code in codes)


def points_at(spots: Iterable[Postcode | Station]) -> Points:
    """Eastings and northings of whatever has them."""
    pairs = np.array([(one.easting, one.northing) for one in spots], dtype=np.int64).reshape(-1, 2)
    return pairs[:, 0], pairs[:, 1]


def points_of_table(table: Table) -> Points:
    """Eastings and northings of a layer's points, whole metres."""
    return (
        np.rint(table.geometry.x.to_numpy()).astype(np.int64),
        np.rint(table.geometry.y.to_numpy()).astype(np.int64),
    )
