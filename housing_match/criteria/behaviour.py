"""Support for behaviour that challenges is strong enough."""

from dataclasses import dataclass
from typing import ClassVar

from housing_match.criteria.base import Criterion, Outcome
from housing_match.criteria.comparing import at_least
from housing_match.domain import Facts, Place, Resident
from housing_match.domain.codes import BEHAVIOUR_SUPPORT


@dataclass(frozen=True, slots=True, kw_only=True)
class Behaviour(Criterion):
    """The home's support for behaviour reaches what the person needs."""

    name: ClassVar[str] = "behaviour"
    title: ClassVar[str] = "Support for behaviour that challenges is strong enough"
    easy: ClassVar[str] = "has staff who can help you when you are upset"
    source: ClassVar[str] = "Building the right support (NHS England 2015); NICE guideline NG93"
    reads_resident: ClassVar[tuple[str, ...]] = ("behaviour_support",)
    reads_place: ClassVar[tuple[str, ...]] = ("behaviour_support",)
    remedy: ClassVar[str] = "Raise the support for behaviour that challenges"

    def compare(self, resident: Resident, place: Place, facts: Facts) -> Outcome:
        """Met when the home supports behaviour at least as well as needed (none < some < high)."""
        return at_least(
            resident.behaviour_support,
            place.behaviour_support,
            BEHAVIOUR_SUPPORT,
            ask_person="How much support for behaviour that challenges does the person need?",
            ask_home="How much support for behaviour that challenges does the home give?",
        )
