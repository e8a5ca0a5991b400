"""Measures one world: minutes and exclusions for every resident and home, stations for every home."""

from collections.abc import Collection, Iterable

import numpy as np
from numpy.typing import NDArray

from housing_match.domain import Connection, Geography, World
from housing_match.domain.codes import FAMILY_KINDS
from housing_match.places import postcodes, stations, travel
from housing_match.places.authorities import codes_over
from housing_match.places.postcodes import Postcode, find


class PostcodeNotFoundError(LookupError):
    """A postcode of the tables is not in the directory, so that nothing can be measured from it."""

    def __init__(self, codes: Collection[str]) -> None:
        super().__init__(f"not in the postcode directory: {', '.join(sorted(codes))}")
        self.codes = frozenset(codes)


def measure(world: World) -> Geography:
    """What the rules need to know of distance. Raises PostcodeNotFoundError; the tables are checked before this."""
    found = _find_all(world)
    family = [one for one in world.connections if one.kind in FAMILY_KINDS]
    others = [one for one in world.connections if one.kind not in FAMILY_KINDS]
    family_sum, family_weight = _weighted_minutes(world, family, found)
    places_sum, places_weight = _weighted_minutes(world, others, found)
    homes = [found[home.postcode] for home in world.homes]
    return Geography(
        world=world,
        family_sum=family_sum,
        family_weight=family_weight,
        places_sum=places_sum,
        places_weight=places_weight,
        inside_exclusion=_inside_exclusions(world, found),
        station_minutes=tuple(stations.minutes_to_station(home.easting, home.northing) for home in homes),
        step_free_minutes=tuple(stations.minutes_to_step_free_station(home.easting, home.northing) for home in homes),
        ward=(None,) * len(homes),
        lives_in={
            one.resident_id: codes_over(found[one.current_postcode].authority)
            for one in world.residents
            if one.current_postcode is not None
        },
        minutes_by=travel.MINUTES_BY,
        layers=(postcodes.source(), stations.source()),
    )


def _find_all(world: World) -> dict[str, Postcode]:
    wanted = {home.postcode for home in world.homes}
    wanted |= {connection.postcode for connection in world.connections}
    wanted |= {exclusion.postcode for exclusion in world.exclusions}
    wanted |= {resident.current_postcode for resident in world.residents if resident.current_postcode is not None}
    found = find(wanted)
    if missing := wanted - found.keys():
        raise PostcodeNotFoundError(missing)
    return found


def _weighted_minutes(
    world: World, connections: list[Connection], found: dict[str, Postcode]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Σ travel minutes × weight, int64 [R, H], and Σ weight, int64 [R]: importance × max(1, visits a week)."""
    rows = _resident_rows(world, (one.resident_id for one in connections))
    weights = np.array([one.importance * max(1, one.visits_per_week or 1) for one in connections], dtype=np.int64)
    eastings, northings = _points(found, (one.postcode for one in connections))
    weight = np.zeros(len(world.residents), dtype=np.int64)
    np.add.at(weight, rows, weights)
    total = np.zeros((len(world.residents), len(world.homes)), dtype=np.int64)
    for column, home in enumerate(world.homes):
        at = found[home.postcode]
        minutes = travel.travel_minutes(travel.squared_metres(eastings, northings, at.easting, at.northing))
        np.add.at(total[:, column], rows, minutes * weights)
    return total, weight


def _inside_exclusions(world: World, found: dict[str, Postcode]) -> NDArray[np.bool_]:
    """Whether each home lies in any exclusion circle of each resident, bool [R, H]; on the line is inside."""
    rows = _resident_rows(world, (one.resident_id for one in world.exclusions))
    radii = np.array([one.radius_m for one in world.exclusions], dtype=np.int64)
    eastings, northings = _points(found, (one.postcode for one in world.exclusions))
    inside = np.zeros((len(world.residents), len(world.homes)), dtype=np.bool_)
    for column, home in enumerate(world.homes):
        at = found[home.postcode]
        hit = travel.squared_metres(eastings, northings, at.easting, at.northing) <= radii**2
        inside[rows[hit], column] = True
    return inside


def _resident_rows(world: World, resident_ids: Iterable[str]) -> NDArray[np.int64]:
    row_of = {one.resident_id: row for row, one in enumerate(world.residents)}
    return np.array([row_of[resident_id] for resident_id in resident_ids], dtype=np.int64)


def _points(found: dict[str, Postcode], codes: Iterable[str]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Eastings and northings of postcodes, int64 each."""
    pairs = [(found[code].easting, found[code].northing) for code in codes]
    points = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    return points[:, 0], points[:, 1]
