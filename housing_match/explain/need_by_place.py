"""Where a need lies: area by area beside the empty homes that meet it, and around each of these homes."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from housing_match.assess import Assessment
from housing_match.domain.codes import FAMILY_KINDS
from housing_match.explain.wants import Want
from housing_match.places.areas import Areas
from housing_match.places.numbered import points_of_codes
from housing_match.places.postcodes import Postcode, find
from housing_match.places.travel import estimated_minutes, squared_metres, walking_minutes
from housing_match.places.walking import Points

NEAR_MINUTES = 20
"""By the estimate from the straight distance, whatever layers are imported: it is asked of thousands of pairs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaNeed:
    """One area: people living there who need something, the voids there that have it, and all homes there."""

    people: int
    voids: int
    homes: int

    @property
    def short_by(self) -> int:
        """People more than voids; negative where voids are more."""
        return self.people - self.voids


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedByArea:
    """Every area, in its order, and how many people live in none of them or at no known address."""

    areas: tuple[AreaNeed, ...]
    people_elsewhere: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Pressure:
    """One home with voids that meet a need: people and such voids within NEAR_MINUTES of it, its own included."""

    home_id: str
    people: int
    voids: int

    @property
    def tenths(self) -> int:
        """People for one void, in tenths, half up."""
        return (20 * self.people + self.voids) // (2 * self.voids)


def need_by_area(assessment: Assessment, need: Want, areas: Areas[str]) -> NeedByArea:
    """The people by their current postcode, the voids by their home's."""
    world = assessment.world
    known = [one for one in (world.resident[who].current_postcode for who in need.resident_ids) if one]
    people = _counted(areas, known)
    voids = _counted(areas, [world.home[world.home_of(one)].postcode for one in need.bedspace_ids])
    homes = _counted(areas, [one.postcode for one in world.homes])
    return NeedByArea(
        areas=tuple(AreaNeed(people=people[at], voids=voids[at], homes=homes[at]) for at in range(len(areas.values))),
        people_elsewhere=people[None] + len(need.resident_ids) - len(known),
    )


def pressure(assessment: Assessment, need: Want) -> tuple[Pressure, ...]:
    """Each home with voids that meet the need, in id order.

    A person is near where the present address, or that of family or of a friend, is within NEAR_MINUTES.
    """
    world = assessment.world
    voids_at = Counter(world.home_of(one) for one in need.bedspace_ids)
    home_ids = sorted(voids_at)
    addresses = _addresses(assessment, need)
    found = find({*(code for _, code in addresses), *(world.home[one].postcode for one in home_ids)})
    homes = points_of_codes(found, (world.home[one].postcode for one in home_ids))
    who = np.array([row for row, _ in addresses], dtype=np.int64)
    near_people = _near(found, [code for _, code in addresses], homes)
    near_homes = _near(found, [world.home[one].postcode for one in home_ids], homes)
    counts = np.array([voids_at[one] for one in home_ids], dtype=np.int64)
    return tuple(
        Pressure(home_id=home_id, people=len(np.unique(who[near_people[at]])), voids=int(counts[near_homes[at]].sum()))
        for at, home_id in enumerate(home_ids)
    )


def _addresses(assessment: Assessment, need: Want) -> list[tuple[int, str]]:
    """(number of the person, postcode) of where each lives and of family and friends."""
    world = assessment.world
    row_of = {one: row for row, one in enumerate(need.resident_ids)}
    own = [(row, world.resident[one].current_postcode or "") for one, row in row_of.items()]
    ties = [
        (row_of[one.resident_id], one.postcode)
        for one in world.connections
        if one.resident_id in row_of and one.kind in FAMILY_KINDS
    ]
    return [(row, code) for row, code in (*own, *ties) if code]


def _near(found: Mapping[str, Postcode], codes: Sequence[str], homes: Points) -> NDArray[np.bool_]:
    """bool [H, P]: whether each of P postcodes is within NEAR_MINUTES of each home."""
    eastings, northings = points_of_codes(found, codes)
    squared = squared_metres(eastings[None, :], northings[None, :], homes[0][:, None], homes[1][:, None])
    near: NDArray[np.bool_] = np.minimum(walking_minutes(squared), estimated_minutes(squared)) <= NEAR_MINUTES
    return near


def _counted(areas: Areas[str], codes: Iterable[str]) -> Counter[int | None]:
    """How many of the postcodes lie in each area, by its number; None for those in none."""
    every = list(codes)
    numbered = Areas(shapes=areas.shapes, values=tuple(range(len(areas.values))))
    return Counter(numbered.of(points_of_codes(find(set(every)), every)))
