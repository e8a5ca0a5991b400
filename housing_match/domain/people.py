"""Residents, those they are tied to, and where they may not live."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

Codes = frozenset[str]
"""A list cell: the codes in it; None stands for the word `unknown`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Resident:
    """One adult (or young person) known to a council, as the residents table has it.

    `None` is unknown for a need and "no wish" for a wish. Boroughs are GSS codes, postcodes are unspaced capitals,
    money is whole pounds a week, `nhs_share` is percent. `birth_month` is the first day of the month.
    """

    resident_id: str
    borough: str
    birth_month: date
    situation: str
    needs_move: bool
    priority_band: str
    consent: str
    move_on_status: str
    sex: str | None = None
    ethnic_group: str | None = None
    current_postcode: str | None = None
    current_bedspace_id: str | None = None
    out_of_borough_reason: str | None = None
    priority_reason: str | None = None
    waiting_since: date | None = None
    needed_by: date | None = None
    access_need: str | None = None
    equipment_needed: Codes | None = frozenset()
    behaviour_support: str | None = None
    design_needed: Codes | None = frozenset()
    skills_needed: Codes | None = frozenset()
    support_hours_week: Decimal | None = None
    night_support: str | None = None
    staff_ratio: str | None = None
    lives: str | None = None
    max_housemates: int | None = None
    housemate_sex: str | None = None
    sharing: Codes | None = frozenset()
    settings_ok: Codes | None = frozenset()
    importance_family: int | None = None
    importance_transport: int | None = None
    importance_places: int | None = None
    importance_area: int | None = None
    preferred_areas: Codes | None = frozenset()
    avoided_areas: Codes | None = frozenset()
    ways_of_living: Codes | None = frozenset()
    weekly_cost: int | None = None
    funding: str | None = None
    nhs_share: int | None = None

    @property
    def known_sex(self) -> str | None:
        """F, M or X; None when the cell is empty or says unknown."""
        return None if self.sex == "unknown" else self.sex

    @property
    def risk_to_anyone(self) -> bool | None:
        """Whether the person would be a risk to anyone they shared with; None where that is not known."""
        return None if self.sharing is None else "risk_to_anyone" in self.sharing


@dataclass(frozen=True, slots=True, kw_only=True)
class Connection:
    """Somebody or some place that matters to a resident."""

    resident_id: str
    kind: str
    postcode: str
    importance: int
    visits_per_week: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HousematePair:
    """What one resident must or would like to share, or not share, with another; read both ways."""

    resident_id: str
    other_id: str
    relation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Exclusion:
    """A circle in which a resident may not live; the reason is not held."""

    resident_id: str
    postcode: str
    radius_m: int
