"""Real postcodes on which the synthetic people and homes stand."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from housing_match.places.postcodes import Postcode, postcodes_of
from housing_match.synthetic.dice import Dice
from housing_match.synthetic.shares import KENSINGTON, WESTMINSTER

RESIDENTIAL = {
    KENSINGTON: ("SW3", "SW5", "SW7", "SW10", "W8", "W10", "W11", "W14"),
    WESTMINSTER: ("NW1", "NW6", "NW8", "SW1P", "SW1V", "W1H", "W2", "W9", "W10"),
}
"""Postcode districts of each borough where people live rather than trade."""
OTHER_LONDON = {
    "E09000003": "Barnet",
    "E09000005": "Brent",
    "E09000007": "Camden",
    "E09000008": "Croydon",
    "E09000009": "Ealing",
    "E09000013": "Hammersmith and Fulham",
    "E09000014": "Haringey",
    "E09000021": "Kingston upon Thames",
    "E09000022": "Lambeth",
    "E09000032": "Wandsworth",
}
HOME_COUNTIES = {
    "E06000039": "Slough",
    "E07000070": "Chelmsford",
    "E07000076": "Tendring",
    "E07000098": "Hertsmere",
    "E07000106": "Canterbury",
    "E07000111": "Sevenoaks",
    "E07000114": "Thanet",
    "E07000116": "Tunbridge Wells",
    "E07000207": "Elmbridge",
    "E07000209": "Guildford",
    "E07000240": "St Albans",
}
LETTERS = "ACGKNSTW"
"""First letters of the postcodes of all authorities above that are used."""
SAME_POINT_AT_MOST = 3
"""More postcodes on one point are a sorting office's or a large firm's, not a street's."""


@dataclass(frozen=True)
class Ground:
    """Postcodes of one area in code order."""

    postcodes: tuple[Postcode, ...]

    @cached_property
    def _points(self) -> NDArray[np.int64]:
        return np.array([(int(one.easting), int(one.northing)) for one in self.postcodes], dtype=np.int64)

    def anywhere(self, dice: Dice) -> Postcode:
        """Any postcode of the area."""
        return dice.pick(self.postcodes)

    def near(self, dice: Dice, middle: Postcode, metres: int) -> Postcode:
        """A postcode of the area within so many metres of another in a straight line; the nearest where none is."""
        away = self._points - np.array((int(middle.easting), int(middle.northing)), dtype=np.int64)
        squared = (away * away).sum(axis=1)
        rows = np.flatnonzero(squared <= metres * metres)
        row = int(rows[dice.below(len(rows))]) if len(rows) else int(squared.argmin())
        return self.postcodes[row]

    def spread(self, dice: Dice, count: int) -> list[Postcode]:
        """So many different postcodes, taken from one district after another."""
        districts: dict[str, list[Postcode]] = {}
        for one in self.postcodes:
            districts.setdefault(one.code[:-3], []).append(one)
        queues = [dice.ranked(districts[name]) for name in sorted(districts)]
        rounds = (queue[turn] for turn in range(max(map(len, queues))) for queue in queues if turn < len(queue))
        return [one for one, _ in zip(rounds, range(count), strict=False)]


@dataclass(frozen=True, kw_only=True)
class Grounds:
    """The areas of the sample: each borough by its GSS code, the rest of London, and the Home Counties."""

    own: dict[str, Ground]
    london: Ground
    counties: Ground

    @cached_property
    def point(self) -> dict[str, Postcode]:
        """Every postcode of the grounds with its point, by code."""
        areas = (*self.own.values(), self.london, self.counties)
        return {one.code: one for area in areas for one in area.postcodes}


def grounds() -> Grounds:
    """Read the real postcodes of all areas of the sample."""
    return Grounds(
        own={borough: Ground(_streets((borough,), districts)) for borough, districts in RESIDENTIAL.items()},
        london=Ground(_streets(OTHER_LONDON)),
        counties=Ground(_streets(HOME_COUNTIES)),
    )


def _streets(authorities: Collection[str], districts: Collection[str] = ()) -> tuple[Postcode, ...]:
    found = sorted(postcodes_of(authorities, LETTERS), key=lambda one: one.code)
    crowd = Counter((one.easting, one.northing) for one in found)
    return tuple(
        one
        for one in found
        if crowd[one.easting, one.northing] <= SAME_POINT_AT_MOST and (not districts or one.code[:-3] in districts)
    )
