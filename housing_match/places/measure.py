"""Measures one world: stations for every home at once, minutes and exclusions of a pair when it is looked at."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from housing_match.domain import Connection, Exclusion, Geography, World
from housing_match.domain.codes import FAMILY_KINDS
from housing_match.places import postcodes, stations, travel
from housing_match.places.authorities import codes_over
from housing_match.places.postcodes import Postcode, find

Points = tuple[NDArray[np.int64], NDArray[np.int64]]
"""Eastings and northings, whole metres."""


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
    to_family, to_places = (_ties(world, ones, [_weight(one) for one in ones], found) for ones in (family, others))
    circles = _ties(world, world.exclusions, [one.radius_m for one in world.exclusions], found)
    homes = [found[home.postcode] for home in world.homes]
    return Geography(
        world=world,
        family_sum=_WeightedMinutes(ties=to_family),
        family_weight=to_family.value_of_residents(),
        places_sum=_WeightedMinutes(ties=to_places),
        places_weight=to_places.value_of_residents(),
        inside_exclusion=_InsideCircles(ties=circles),
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


@dataclass(frozen=True, kw_only=True)
class _Ties:
    """T points tied to residents, sorted by resident: those of row r are `first[r]` to `first[r + 1]` (int64 [R + 1]).

    `eastings`, `northings` and `value` are int64 [T]: a connection's weight, or the radius of a circle in metres.
    """

    first: NDArray[np.int64]
    eastings: NDArray[np.int64]
    northings: NDArray[np.int64]
    value: NDArray[np.int64]
    homes: Points

    def of_pairs(self, rows: NDArray[np.int64], columns: NDArray[np.int64]) -> tuple[NDArray[np.int64], ...]:
        """For every tie of every pair: the pair's number, the squared metres from tie to home, and the tie's value."""
        many = self.first[rows + 1] - self.first[rows]
        pair = np.repeat(np.arange(len(rows)), many)
        tie = np.arange(len(pair)) + np.repeat(self.first[rows] - np.cumsum(many) + many, many)
        eastings, northings = (points[columns[pair]] for points in self.homes)
        return (
            pair,
            travel.squared_metres(self.eastings[tie], self.northings[tie], eastings, northings),
            self.value[tie],
        )

    def value_of_residents(self) -> NDArray[np.int64]:
        """int64 [R]: the sum of each resident's values."""
        return np.diff(np.concatenate([[0], np.cumsum(self.value)])[self.first])


@dataclass(frozen=True, kw_only=True)
class _WeightedMinutes:
    """Σ travel minutes × weight of a resident's connections to a home, int64, measured where it is looked at."""

    ties: _Ties

    def __getitem__(self, at: tuple[NDArray[np.int64], NDArray[np.int64]]) -> NDArray[np.int64]:
        rows, columns = np.broadcast_arrays(*at)
        pair, squared, weight = self.ties.of_pairs(rows.ravel(), columns.ravel())
        total = np.zeros(rows.size, dtype=np.int64)
        np.add.at(total, pair, travel.travel_minutes(squared) * weight)
        return total.reshape(rows.shape)


@dataclass(frozen=True, kw_only=True)
class _InsideCircles:
    """Whether a home lies in any exclusion circle of a resident, bool; on the line is inside."""

    ties: _Ties

    def __getitem__(self, at: tuple[NDArray[np.int64], NDArray[np.int64]]) -> NDArray[np.bool_]:
        rows, columns = np.broadcast_arrays(*at)
        pair, squared, radius = self.ties.of_pairs(rows.ravel(), columns.ravel())
        inside = np.zeros(rows.size, dtype=np.bool_)
        inside[pair[squared <= radius**2]] = True
        return inside.reshape(rows.shape)


def _ties(
    world: World, tied: Sequence[Connection] | Sequence[Exclusion], values: list[int], found: dict[str, Postcode]
) -> _Ties:
    """The points of connections or circles, with their values, by resident."""
    row_of = {one.resident_id: row for row, one in enumerate(world.residents)}
    rows = np.array([row_of[one.resident_id] for one in tied], dtype=np.int64)
    order = np.argsort(rows, kind="stable")
    eastings, northings = _points(found, (one.postcode for one in tied))
    return _Ties(
        first=np.searchsorted(rows[order], np.arange(len(world.residents) + 1)),
        eastings=eastings[order],
        northings=northings[order],
        value=np.array(values, dtype=np.int64)[order],
        homes=_points(found, (home.postcode for home in world.homes)),
    )


def _weight(one: Connection) -> int:
    return one.importance * max(1, one.visits_per_week or 1)


def _points(found: dict[str, Postcode], codes: Iterable[str]) -> Points:
    """Eastings and northings of postcodes, int64 each."""
    pairs = [(found[code].easting, found[code].northing) for code in codes]
    points = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    return points[:, 0], points[:, 1]
