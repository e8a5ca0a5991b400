"""Measures one world: stations for every home at once, minutes and exclusions of a pair when it is looked at."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from housing_match.criteria.transport import STEP_FREE_NEEDS
from housing_match.domain import Connection, Exclusion, Geography, World
from housing_match.domain.codes import FAMILY_KINDS
from housing_match.places import travel
from housing_match.places.authorities import codes_over
from housing_match.places.imported import Imported, imported_layers
from housing_match.places.journeys import Journeys
from housing_match.places.measured_by import MeasuredBy
from housing_match.places.numbered import Places, points_of_codes
from housing_match.places.postcodes import Postcode, find, postcodes_layer
from housing_match.places.reach import reach
from housing_match.places.walking import Points


class PostcodeNotFoundError(LookupError):
    """A postcode of the tables is not in the directory, so that nothing can be measured from it."""

    def __init__(self, codes: Collection[str]) -> None:
        super().__init__(f"not in the postcode directory: {', '.join(sorted(codes))}")
        self.codes = frozenset(codes)


def measure(world: World, imported: Imported | None = None) -> Geography:
    """What the rules need to know of distance, by the layers imported, if any.

    Raises PostcodeNotFoundError; the tables are checked before this.
    """
    imported = imported_layers(None) if imported is None else imported
    found = _find_all(world)
    places = Places(found, world)
    reached = reach(places.homes, places.points, imported)
    to_family, to_places = (
        _minutes_to(world, some, found, places, reached.journeys) for some in _family_and_others(world)
    )
    measured_by = MeasuredBy(
        world=world, transport=reached.transport, ways_to_family=to_family.ways, ways_to_places=to_places.ways
    )
    return Geography(
        world=world,
        family_sum=to_family,
        family_weight=to_family.ties.value_of_residents(),
        places_sum=to_places,
        places_weight=to_places.ties.value_of_residents(),
        inside_exclusion=_InsideCircles(
            ties=_ties(world, world.exclusions, [one.radius_m for one in world.exclusions], found, places.homes)
        ),
        station_minutes=reached.transport.anyone.known_minutes(),
        step_free_minutes=reached.transport.step_free.known_minutes(),
        ward=reached.wards,
        crime_decile=tuple(one and one[0] for one in reached.deciles),
        street_lights=reached.street_lights,
        ptal=reached.ptal,
        environment_decile=tuple(one and one[1] for one in reached.deciles),
        lives_in={
            one.resident_id: codes_over(found[one.current_postcode].authority)
            for one in world.residents
            if one.current_postcode is not None
        },
        minutes_by=travel.minutes_by(
            over_streets=imported.streets is not None, by_timetable=imported.timetable is not None
        ),
        pair_minutes_by=None if imported.streets is None and imported.timetable is None else measured_by,
        layers_used=(postcodes_layer(), *imported.layers),
    )


def _family_and_others(world: World) -> tuple[list[Connection], list[Connection]]:
    """The connections to family and friends, and all others, each in the order of the residents."""
    row_of = {one.resident_id: row for row, one in enumerate(world.residents)}
    ordered = sorted(world.connections, key=lambda one: row_of[one.resident_id])
    return (
        [one for one in ordered if one.kind in FAMILY_KINDS],
        [one for one in ordered if one.kind not in FAMILY_KINDS],
    )


def _minutes_to(
    world: World, some: Sequence[Connection], found: dict[str, Postcode], places: Places, journeys: Journeys
) -> _WeightedMinutes:
    """The minutes to these connections, by each resident's own weights, without steps for those who need that."""
    step_free = {one.resident_id for one in world.residents if one.access_need in STEP_FREE_NEEDS}
    return _WeightedMinutes(
        ties=_ties(world, some, [_weight(one) for one in some], found, places.homes),
        places=places.numbers(one.postcode for one in some),
        journeys=journeys,
        step_free=np.array([one.resident_id in step_free for one in some], dtype=np.bool_),
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
        """For every tie of every pair: the pair's number, the tie's, the home's, and their squared metres."""
        first, many = self.first[rows], np.diff(self.first)[rows]
        pair = np.repeat(np.arange(len(rows)), many)
        tie = np.arange(len(pair)) + np.repeat(first - np.cumsum(many) + many, many)
        home = columns[pair]
        eastings, northings = (points[home] for points in self.homes)
        return pair, tie, home, travel.squared_metres(self.eastings[tie], self.northings[tie], eastings, northings)

    def value_of_residents(self) -> NDArray[np.int64]:
        """int64 [R]: the sum of each resident's values."""
        return np.diff(np.concatenate([[0], np.cumsum(self.value)])[self.first])


@dataclass(frozen=True, kw_only=True)
class _WeightedMinutes:
    """Σ travel minutes × weight of a resident's connections to a home, int64, measured where it is looked at.

    `places` are int64 [T]: the number among the world's places of each tie's. `step_free`, bool [T], says whether the
    resident of each needs journeys without steps.
    """

    ties: _Ties
    places: NDArray[np.int64]
    journeys: Journeys
    step_free: NDArray[np.bool_]

    def __getitem__(self, at: tuple[NDArray[np.int64], NDArray[np.int64]]) -> NDArray[np.int64]:
        rows, columns = np.broadcast_arrays(*at)
        pair, tie, home, squared = self.ties.of_pairs(rows.ravel(), columns.ravel())
        total = np.zeros(rows.size, dtype=np.int64)
        np.add.at(
            total,
            pair,
            self.journeys.minutes(home, self.places[tie], squared, self.step_free[tie]) * self.ties.value[tie],
        )
        return total.reshape(rows.shape)

    def ways(self, row: int, column: int) -> list[int]:
        """How the journeys of one resident to a home are measured, each way once."""
        _, tie, home, squared = self.ties.of_pairs(np.array([row]), np.array([column]))
        return sorted(set(self.journeys.ways(home, self.places[tie], squared, self.step_free[tie]).tolist()))


@dataclass(frozen=True, kw_only=True)
class _InsideCircles:
    """Whether a home lies in any exclusion circle of a resident, bool; on the line is inside."""

    ties: _Ties

    def __getitem__(self, at: tuple[NDArray[np.int64], NDArray[np.int64]]) -> NDArray[np.bool_]:
        rows, columns = np.broadcast_arrays(*at)
        pair, tie, _, squared = self.ties.of_pairs(rows.ravel(), columns.ravel())
        inside = np.zeros(rows.size, dtype=np.bool_)
        inside[pair[squared <= self.ties.value[tie] ** 2]] = True
        return inside.reshape(rows.shape)


def _ties(
    world: World,
    tied: Sequence[Connection] | Sequence[Exclusion],
    values: list[int],
    found: dict[str, Postcode],
    homes: Points,
) -> _Ties:
    """The points of connections or circles, with their values, by resident."""
    row_of = {one.resident_id: row for row, one in enumerate(world.residents)}
    rows = np.array([row_of[one.resident_id] for one in tied], dtype=np.int64)
    order = np.argsort(rows, kind="stable")
    eastings, northings = points_of_codes(found, (one.postcode for one in tied))
    return _Ties(
        first=np.searchsorted(rows[order], np.arange(len(world.residents) + 1)),
        eastings=eastings[order],
        northings=northings[order],
        value=np.array(values, dtype=np.int64)[order],
        homes=homes,
    )


def _weight(one: Connection) -> int:
    return one.importance * max(1, one.visits_per_week or 1)
