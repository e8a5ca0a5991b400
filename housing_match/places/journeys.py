"""Minutes from homes to the places that matter to people: on foot where that is quicker, else the travel estimate."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from housing_match.places.travel import Metres, Minutes, estimated_minutes, walking_minutes
from housing_match.places.walking import NearWalks

OVER_STREETS, STRAIGHT, ESTIMATED = 0, 1, 2
"""How a journey was measured."""


@dataclass(frozen=True, kw_only=True)
class Journeys:
    """Journeys between H homes and P places, by their numbers; `walks` are those over streets, where imported."""

    walks: NearWalks | None = None

    def minutes(self, homes: Metres, places: Metres, squared: Metres) -> Minutes:
        """Whole minutes of each pair, from their numbers and their squared straight metres."""
        return self.measured(homes, places, squared)[0]

    def measured(self, homes: Metres, places: Metres, squared: Metres) -> tuple[Minutes, Metres]:
        """The minutes, and how each was measured."""
        estimate, straight = estimated_minutes(squared), walking_minutes(squared)
        if self.walks is None:
            return np.minimum(straight, estimate), np.where(straight <= estimate, STRAIGHT, ESTIMATED)
        covered, over = self.walks.covers(homes, places), self.walks.minutes(homes, places)
        on_foot = np.where(covered, np.where(over >= 0, over, estimate + 1), straight)
        way = np.where(on_foot > estimate, ESTIMATED, np.where(covered, OVER_STREETS, STRAIGHT))
        return np.minimum(on_foot, estimate), way
