"""Redesigns: named changes of use of one existing home, as a commissioner writes them down."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Becomes:
    """One home that a redesign leaves: bedspaces it keeps, how many it has more, and the fields that change.

    `changes` are columns of the homes table with their new values; all others stay as they are.
    """

    bedspace_ids: tuple[str, ...]
    new_bedspaces: int = 0
    changes: tuple[tuple[str, Any], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Redesign:
    """What one home could become: one home or several; bedspaces that none of these keeps are closed.

    `running_pounds_per_week` is what the home as a whole costs more a week, whoever lives there; negative is less.
    """

    redesign_id: str
    home_id: str
    title: str
    becomes: tuple[Becomes, ...]
    capital_pounds: int = 0
    running_pounds_per_week: int = 0
    weeks: int = 0
    move_out: bool = False
    """Whether everybody who lives there has to have another home before the works begin."""
