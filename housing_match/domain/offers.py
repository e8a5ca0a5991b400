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


@dataclass(frozen=True, slots=True, kw_only=True)
class Offering:
    """How offers are thought to go: assumptions of ours, which a council replaces by its own records."""

    refusal_rate_percent: int = 30
    """Of a hundred offers, how many are refused; each as likely as the others, whoever it is made to."""
    weeks_per_offer: int = 2
    """From an offer to its answer: a visit, time to think, a decision in best interests where one is needed."""
    backups: int = 3
    """How many people stand by for each void after the first."""
