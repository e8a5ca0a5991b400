"""Offers of homes and what came of them; nothing here can reach a person's band or waiting date."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """One home offered to one person, as the offers table has it.

    Without `offered_on` it is an offer to make, without `answer` one that is open. `paused_until` stands with the
    consequence pause_until and no other.
    """

    offer_id: str
    resident_id: str
    bedspace_id: str
    offered_on: date | None = None
    answered_on: date | None = None
    answer: str | None = None
    reason_code: str | None = None
    consequence: str | None = None
    paused_until: date | None = None
