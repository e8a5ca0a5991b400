"""How many of a world's homes and of its people's places each imported layer covers."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from housing_match.domain import World
from housing_match.places.access import access
from housing_match.places.imported import Imported
from housing_match.places.numbered import Places, points_of_codes
from housing_match.places.postcodes import find
from housing_match.places.transport import Ends
from housing_match.places.walking import Points


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """One row of the table of coverage: of so many homes or places, how many a layer covers."""

    kind: str
    of: str
    places: int
    covered: int


def coverage(world: World, imported: Imported) -> tuple[Coverage, ...]:
    """Of each layer that is measured with, where imported: homes first, then the places that people are tied to.

    A home is counted once however many bedspaces it has, a place once however many people name it.
    """
    layers = (imported.streets, imported.bus_stops, imported.wards, imported.timetable, imported.deciles)
    if all(one is None for one in layers):
        return ()
    found = find({one.postcode for one in world.homes} | {one.postcode for one in world.connections})
    points = Places(found, world)
    rows = []
    for of, some in (("homes", points.homes), ("people's places", points.points)):
        for kind, covered in _covered(some, imported).items():
            rows.append(Coverage(kind=kind, of=of, places=len(some[0]), covered=int(np.count_nonzero(covered))))
    return tuple(sorted(rows, key=lambda one: one.kind))


def homes_on_streets(world: World, imported: Imported) -> tuple[str, ...]:
    """The homes from which minutes on foot follow the imported streets, in the world's order; none without streets."""
    if imported.streets is None:
        return ()
    found = find({one.postcode for one in world.homes})
    covered = imported.streets.snapped(*points_of_codes(found, (one.postcode for one in world.homes))).covered
    return tuple(one.home_id for one, on_street in zip(world.homes, covered, strict=True) if on_street)


def _covered(points: Points, imported: Imported) -> dict[str, NDArray[np.bool_]]:
    found: dict[str, NDArray[np.bool_]] = {}
    if imported.streets is not None:
        found["streets"] = imported.streets.snapped(*points).covered
    if imported.bus_stops is not None:
        found["bus_stops"] = imported.bus_stops.knows(points)
    if imported.wards is not None:
        found["wards"] = np.array([one is not None for one in imported.wards.of(points)], dtype=np.bool_)
    if imported.deciles is not None:
        found["imd"] = np.array([one is not None for one in imported.deciles.of(points)], dtype=np.bool_)
    if imported.timetable is not None:
        stops = Ends(points=imported.timetable.points, nodes=None)
        walks = access(Ends(points=points, nodes=None), stops, imported.timetable.reach_metres, None)
        found["gtfs"] = np.diff(walks.first) > 0
    return found
