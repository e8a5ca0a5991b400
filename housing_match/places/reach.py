"""All that is measured on the map of one world: homes to stations and stops, to people's places, and into wards."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.spatial import cKDTree

from housing_match.places.access import Access, access
from housing_match.places.imported import LIGHT_REACH_METRES, Deciles, Imported, Known, known_around
from housing_match.places.journeys import Journeys
from housing_match.places.modes import BUS_REACH_METRES
from housing_match.places.numbered import points_at
from housing_match.places.ptal import bands_of
from housing_match.places.rides import rides
from housing_match.places.timetable import Timetable
from housing_match.places.transport import Ends, ToTransport, to_transport
from housing_match.places.walking import NearWalks, Points, near_walks, streets_with


@dataclass(frozen=True, kw_only=True)
class Reach:
    """The walks to transport of H homes, what is known of where they lie, and the journeys from them to P places."""

    transport: ToTransport
    wards: tuple[str | None, ...]
    deciles: tuple[Deciles | None, ...]
    street_lights: tuple[int | None, ...]
    """As the tenths, empty where they are not imported."""
    journeys: Journeys
    ptal: tuple[str | None, ...]
    """Empty where neither a timetable nor bands are imported."""


def reach(homes: Points, places: Points, imported: Imported) -> Reach:
    """Measures once for all homes and places; the streets are joined to every point in one step."""
    step_free = [one for one in imported.stations if one.step_free_lines]
    stops = imported.bus_stops
    groups = [
        homes,
        places,
        points_at(imported.stations),
        points_at(step_free),
        stops.points if stops else points_at([]),
        imported.timetable.points if imported.timetable else points_at([]),
    ]
    cuts = np.cumsum([len(one[0]) for one in groups])[:-1]
    streets = None
    nodes: list[np.ndarray] | list[None] = [None] * len(groups)
    walks = None
    if imported.streets is not None:
        streets = streets_with(imported.streets, _joined(groups))
        nodes = np.split(streets.leaf, cuts)
        walks = near_walks(streets, nodes[0], nodes[1])
    at_homes, at_places, stations, step_free_stations, bus_stops, called_at = (
        Ends(points=points, nodes=node) for points, node in zip(groups, nodes, strict=True)
    )
    journeys, bands = Journeys(walks=walks), None
    if imported.timetable is not None:
        table = imported.timetable
        from_homes, from_places = (
            access(ends, called_at, table.reach_metres, streets) for ends in (at_homes, at_places)
        )
        journeys = _with_rides(table, walks, from_homes, from_places)
        bands = bands_of(table, from_homes, known_around(table.points, BUS_REACH_METRES).knows(homes))
    elif imported.ptal is not None:
        bands = imported.ptal.of(homes)
    known = np.zeros(len(homes[0]), dtype=np.bool_) if stops is None else stops.knows(homes)
    return Reach(
        transport=to_transport(at_homes, stations, step_free_stations, bus_stops, known, streets),
        wards=(None,) * len(homes[0]) if imported.wards is None else imported.wards.of(homes),
        deciles=() if imported.deciles is None else imported.deciles.of(homes),
        street_lights=() if imported.street_lights is None else _lights_near(homes, imported.street_lights),
        journeys=journeys,
        ptal=bands or (),
    )


def _with_rides(table: Timetable, walks: NearWalks | None, from_homes: Access, from_places: Access) -> Journeys:
    """Journeys on foot and by the timetable, those without steps found in a second thread beside the others."""
    with ThreadPoolExecutor(max_workers=2) as both:
        ridden, step_free_ridden = both.map(
            lambda level: rides(table, from_homes, from_places, step_free=level), (False, True)
        )
    return Journeys(walks=walks, rides=ridden, step_free_rides=step_free_ridden)


def _lights_near(homes: Points, lights: Known) -> tuple[int | None, ...]:
    """Street lights within LIGHT_REACH_METRES of each home; None outside their area."""
    near: Any = cKDTree(np.column_stack(lights.points)).query_ball_point(
        np.column_stack(homes), LIGHT_REACH_METRES, return_length=True
    )
    return tuple(int(count) if known else None for count, known in zip(near, lights.knows(homes), strict=True))


def _joined(groups: list[Points]) -> Points:
    return np.concatenate([one[0] for one in groups]), np.concatenate([one[1] for one in groups])
