"""A kind of home as a pattern, to be given a name and an address."""

from dataclasses import dataclass

from housing_match.domain import Home

HOURLY_RATE = 24
"""Pounds an hour of support: assumed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """A kind of home: its fields but for name and address, whose needs it was made for, and its top floor."""

    home: Home
    made_for: tuple[str, ...]
    floors: int = 1
    """How many floors its bedspaces are spread over, from the ground floor up."""


def pattern_home(home_type: str, setting: str, lists: dict[str, str] | None = None, **fields: object) -> Home:
    """The home of a pattern; list cells are separated by `;`, fields not named are as most homes have them."""
    codes = {name: frozenset(cell.split(";")) if cell else frozenset() for name, cell in (lists or {}).items()}
    blank = {"home_id": "", "name": "", "borough": "", "postcode": "", "provider": "", "nominations": frozenset()}
    usual = {"hourly_rate": HOURLY_RATE, "rent_unmet_weekly": 0, "move_on": False}
    return Home(**{**blank, **usual, **codes, **fields}, home_type=home_type, setting=setting)  # type: ignore[arg-type]


FULL_ACCESS = "level_access_shower;wet_room;ceiling_hoist;wide_doors;lift_or_ground_floor;two_carer_space"
PBS_DESIGN = "robust;low_arousal;sound_separation;outdoor_space;staff_refuge;two_exits"
