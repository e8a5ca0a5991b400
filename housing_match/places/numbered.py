"""The points of one world, numbered: its homes in their order, and each postcode that connections name once."""

from collections.abc import Iterable, Mapping

import numpy as np

from housing_match.domain import World
from housing_match.domain.codes import FAMILY_KINDS
from housing_match.places import travel
from housing_match.places.postcodes import Postcode
from housing_match.places.streets import Whole
from housing_match.places.walking import Points


class Places:
    """`homes` are the homes' points, in the world's order; `points` those of the places that people are tied to."""

    def __init__(self, found: Mapping[str, Postcode], world: World) -> None:
        codes = sorted({one.postcode for one in world.connections})
        self._number = {code: number for number, code in enumerate(codes)}
        self.homes = points_of_codes(found, (one.postcode for one in world.homes))
        self.points = points_of_codes(found, codes)
        self._family: dict[str, list[str]] = {}
        for one in world.connections:
            if one.kind in FAMILY_KINDS:
                self._family.setdefault(one.resident_id, []).append(one.postcode)

    def numbers(self, codes: Iterable[str]) -> Whole:
        """The numbers of places by postcode."""
        return np.array([self._number[code] for code in codes], dtype=np.int64)

    def family_of(self, resident_id: str) -> Whole:
        """The numbers of the places of a person's family and friends."""
        return self.numbers(self._family.get(resident_id, ()))

    def squared_metres(self, homes: Whole, places: Whole) -> Whole:
        """Squared straight metres of pairs of home and place."""
        return travel.squared_metres(
            self.points[0][places], self.points[1][places], self.homes[0][homes], self.homes[1][homes]
        )


def points_of_codes(found: Mapping[str, Postcode], codes: Iterable[str]) -> Points:
    """Eastings and northings of postcodes."""
    pairs = np.array([(found[code].easting, found[code].northing) for code in codes], dtype=np.int64).reshape(-1, 2)
    return pairs[:, 0], pairs[:, 1]
