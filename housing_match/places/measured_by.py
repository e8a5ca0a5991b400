"""How the minutes of one person and one home were measured, in words that stand beside them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from housing_match.criteria.transport import STEP_FREE_NEEDS
from housing_match.domain import World
from housing_match.places.journeys import (
    ESTIMATED,
    NONE_STEP_FREE,
    OVER_STREETS,
    RIDDEN,
    RIDDEN_STEP_FREE,
    STRAIGHT,
)
from housing_match.places.transport import ToTransport

WORDS = {
    OVER_STREETS: "on foot over the imported streets at 80 m a minute",
    STRAIGHT: "on foot as the straight line × 1.29 at 80 m a minute",
    ESTIMATED: "estimated from the straight distance",
    RIDDEN: "by public transport of the imported timetable",
    RIDDEN_STEP_FREE: "by step-free public transport of the imported timetable",
    NONE_STEP_FREE: "estimated, as the imported timetable has no step-free journey",
}


@dataclass(frozen=True, kw_only=True)
class MeasuredBy:
    """Answers for a resident's row and a home's column."""

    world: World
    transport: ToTransport
    ways_to_family: Callable[[int, int], list[int]]
    """How the journeys to family and friends are measured, each way once."""
    ways_to_places: Callable[[int, int], list[int]]
    """The same of journeys to the person's other places."""

    def __call__(self, row: int, column: int) -> str:
        """Such as "to the station or stop on foot over …, to family and friends estimated from …"."""
        parts = []
        needs_step_free = self.world.residents[row].access_need in STEP_FREE_NEEDS
        walk = self.transport.step_free if needs_step_free else self.transport.anyone
        if walk.known[column]:
            way = OVER_STREETS if walk.over_streets[column] else STRAIGHT
            parts.append(f"to the station or stop {WORDS[way]}")
        for whom, ways_to in (("family and friends", self.ways_to_family), ("other places", self.ways_to_places)):
            if ways := ways_to(row, column):
                parts.append(f"to {whom} {' and '.join(WORDS[way] for way in ways)}")
        return ", ".join(parts) or "nothing was measured"
