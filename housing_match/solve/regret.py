"""What the plan loses, goal by goal, with one pair of a person and a place kept."""

from collections.abc import Iterable
from dataclasses import dataclass

Pair = tuple[str, str | None]
"""resident_id and bedspace_id, or None for no place."""
Losses = tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Regret:
    """What the plan loses if this person has this place, or one just like it in that home; without a place, none.

    `losses` has one entry a goal in the scenario's order, in the goal's own unit: above 0 the plan is that much worse
    on it, below 0 better. The smaller tuple is the smaller regret: the first goal decides before all others.
    """

    resident_id: str
    bedspace_id: str | None
    losses: Losses


def ranked(regrets: Iterable[Regret]) -> tuple[Regret, ...]:
    """The least regret first; between equals, as they were given."""
    return tuple(sorted(regrets, key=lambda one: one.losses))
