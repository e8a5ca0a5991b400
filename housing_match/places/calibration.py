"""How far the straight-line estimate of travel is from an imported timetable, over the journeys of one world."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from housing_match.domain import World
from housing_match.places.imported import Imported
from housing_match.places.numbered import Places
from housing_match.places.postcodes import find
from housing_match.places.reach import reach
from housing_match.places.rides import FAR
from housing_match.places.travel import estimated_minutes, squared_metres


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """Whole minutes by which the timetable is longer than the estimate, negative where it is shorter.

    Of so many journeys between a home and a place that somebody is tied to, those that the timetable has.
    """

    journeys: int
    longer_minutes_10th: int
    longer_minutes_median: int
    longer_minutes_90th: int


def calibration(world: World, imported: Imported) -> Calibration | None:
    """The estimate held against the timetable; None without one, or without a journey of it. Walking is left aside."""
    if imported.timetable is None:
        return None
    found = find({one.postcode for one in world.homes} | {one.postcode for one in world.connections})
    places = Places(found, world)
    rides = reach(places.homes, places.points, imported).journeys.rides
    if rides is None or not (rides.tenths < FAR).any():
        return None
    place, home = np.nonzero(rides.tenths < FAR)
    homes, points = places.homes, places.points
    squared = squared_metres(homes[0][home], homes[1][home], points[0][place], points[1][place])
    longer = np.sort(rides.minutes(home, place) - estimated_minutes(squared))
    low, middle, high = (int(longer[len(longer) * tenths // 10]) for tenths in (1, 5, 9))
    return Calibration(
        journeys=len(longer), longer_minutes_10th=low, longer_minutes_median=middle, longer_minutes_90th=high
    )
