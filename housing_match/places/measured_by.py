"""How the minutes of one person and one home were measured, in words that stand beside them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from housing_match.criteria.transport import STEP_FREE_NEEDS
from housing_match.domain import World
from housing_match.places.journeys import ESTIMATED, OVER_STREETS, STRAIGHT
from housing_match.places.numbered import Places
from housing_match.places.reach import Reach

WORDS = {
    OVER_STREETS: "on foot over the imported streets at 80 m a minute",
    STRAIGHT: "on foot as the straight line × 1.29 at 80 m a minute",
    ESTIMATED: "estimated from the straight distance",
}


@dataclass(frozen=True, kw_only=True)
class MeasuredBy:
    """Answers for a resident's row and a home's column."""

    world: World
    reach: Reach
    places: Places

    def __call__(self, row: int, column: int) -> str:
        """Such as "to the station or stop on foot over …, to family and friends estimated from …"."""
        parts = []
        needs_step_free = self.world.residents[row].access_need in STEP_FREE_NEEDS
        transport = self.reach.transport
        walk = transport.step_free if needs_step_free else transport.anyone
        if walk.known[column]:
            way = OVER_STREETS if walk.over_streets[column] else STRAIGHT
            parts.append(f"to the station or stop {WORDS[way]}")
        if ways := self._ways_to_family(row, column):
            parts.append(f"to family and friends {' and '.join(WORDS[way] for way in ways)}")
        return ", ".join(parts) or "nothing was measured"

    def _ways_to_family(self, row: int, column: int) -> list[int]:
        places = self.places.family_of(self.world.residents[row].resident_id)
        homes = np.full(len(places), column)
        _, ways = self.reach.journeys.measured(homes, places, self.places.squared_metres(homes, places))
        return sorted(set(ways.tolist()))
