"""Minutes from homes to the places that matter to people: on foot where that is quicker, else the travel estimate."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from housing_match.places.travel import Metres, Minutes, estimated_minutes, walking_minutes
from housing_match.places.walking import NearWalks

OVER_STREETS, STRAIGHT, ESTIMATED = 0, 1, 2
"""How a journey was measured."""
NO_WALK = 2**31
"""More minutes than any journey takes."""


@dataclass(frozen=True, kw_only=True)
class Journeys:
    """Journeys between H homes and P places, by their numbers; `walks` are those over streets, where imported."""

    walks: NearWalks | None = None

    def minutes(self, homes: Metres, places: Metres, squared: Metres) -> Minutes:
        """Whole minutes of each pair, half up, from their numbers and their squared straight metres."""
        return np.minimum(self._on_foot(homes, places, squared)[0], estimated_minutes(squared))

    def ways(self, homes: Metres, places: Metres, squared: Metres) -> Metres:
        """How the minutes of each pair are measured."""
        on_foot, covered = self._on_foot(homes, places, squared)
        return np.where(on_foot > estimated_minutes(squared), ESTIMATED, np.where(covered, OVER_STREETS, STRAIGHT))

    def _on_foot(self, homes: Metres, places: Metres, squared: Metres) -> tuple[Minutes, NDArray[np.bool_]]:
        """Minutes on foot, NO_WALK where streets reach both ends and no walk joins them, and where they do reach."""
        straight = walking_minutes(squared)
        if self.walks is None:
            return straight, np.zeros(straight.shape, dtype=np.bool_)
        covered, over = self.walks.covers(homes, places), self.walks.minutes(homes, places)
        return np.where(covered, np.where(over >= 0, over, NO_WALK), straight), covered
