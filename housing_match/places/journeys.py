"""Minutes from homes to the places that matter to people: on foot where that is quicker, else by public transport."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from housing_match.places.rides import Rides
from housing_match.places.travel import Metres, Minutes, estimated_minutes, walking_minutes
from housing_match.places.walking import FURTHEST_PAIR_METRES, NearWalks, minutes_on_foot

OVER_STREETS, STRAIGHT, ESTIMATED, RIDDEN, RIDDEN_STEP_FREE, NONE_STEP_FREE = range(6)
"""How a journey was measured."""
NO_WALK = 2**31
"""More minutes than any journey takes."""
_LONG_WALK = minutes_on_foot(np.array(100 * FURTHEST_PAIR_METRES))

Flags = NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True)
class Journeys:
    """Journeys between H homes and P places, by their numbers.

    `walks` are those over streets, `rides` and `step_free_rides` those by a timetable, where imported.
    """

    walks: NearWalks | None = None
    rides: Rides | None = None
    step_free_rides: Rides | None = None

    def minutes(self, homes: Metres, places: Metres, squared: Metres, step_free: Flags) -> Minutes:
        """Whole minutes of each pair, half up, from their numbers and their squared straight metres.

        `step_free` says of each whether it must be without steps.
        """
        return np.minimum(self._on_foot(homes, places, squared)[0], self._carried(homes, places, squared, step_free)[0])

    def ways(self, homes: Metres, places: Metres, squared: Metres, step_free: Flags) -> Metres:
        """How the minutes of each pair are measured."""
        on_foot, walked = self._on_foot(homes, places, squared)
        carried, way = self._carried(homes, places, squared, step_free)
        return np.where(on_foot > carried, way, walked)

    def _on_foot(self, homes: Metres, places: Metres, squared: Metres) -> tuple[Minutes, Metres]:
        """Minutes on foot, NO_WALK where streets reach both ends and no walk joins them, and how they are measured."""
        straight = walking_minutes(squared)
        if self.walks is None:
            return straight, np.broadcast_to(STRAIGHT, straight.shape)
        over = self.walks.minutes(homes, places)
        # A walk of more than FURTHEST_PAIR_METRES is not looked for; from there on the straight line stands for it.
        by_line = ~self.walks.covers(homes, places) | (straight >= _LONG_WALK)
        on_foot = np.where(over >= 0, over, np.where(by_line, straight, NO_WALK))
        return on_foot, np.where(over >= 0, OVER_STREETS, STRAIGHT)

    def _carried(self, homes: Metres, places: Metres, squared: Metres, step_free: Flags) -> tuple[Minutes, Metres]:
        """Minutes by public transport, and how they are measured.

        Where the timetable has no journey it is the estimate from the straight distance; where it has one, but none
        without steps, that is never less than the one with steps.
        """
        minutes = estimated_minutes(squared)
        way = np.broadcast_to(ESTIMATED, minutes.shape)
        if self.rides is None or self.step_free_rides is None:
            return minutes, way
        anyone = self.rides.minutes(homes, places)
        minutes, way = np.where(anyone >= 0, anyone, minutes), np.where(anyone >= 0, RIDDEN, way)
        at = np.flatnonzero(step_free)
        level = self.step_free_rides.minutes(homes[at], places[at])
        without = (level < 0) & (anyone[at] >= 0)
        way[at] = np.where(level >= 0, RIDDEN_STEP_FREE, np.where(without, NONE_STEP_FREE, way[at]))
        minutes[at] = np.where(level >= 0, level, np.maximum(minutes[at], estimated_minutes(squared[at])))
        return minutes, way
