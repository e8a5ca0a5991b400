"""Support at night and the number of staff."""

from dataclasses import dataclass
from typing import ClassVar

from housing_match.criteria.base import Comparison, Criterion, Outcome, Unknown, Verdict
from housing_match.criteria.comparing import at_least
from housing_match.domain import Facts, Place, Resident
from housing_match.domain.codes import NIGHT_SUPPORT, STAFF_RATIO


@dataclass(frozen=True, slots=True, kw_only=True)
class Support(Criterion):
    """Night support and staff ratio both reach what the person needs."""

    name: ClassVar[str] = "support"
    title: ClassVar[str] = "Night support and staffing are strong enough"
    easy: ClassVar[str] = "has enough staff for you, by day and by night"
    source: ClassVar[str] = "Care Act 2014 s.18 (duty to meet eligible needs)"
    reads_resident: ClassVar[tuple[str, ...]] = ("night_support", "staff_ratio")
    reads_place: ClassVar[tuple[str, ...]] = ("night_support", "staff_ratio")
    remedy: ClassVar[str] = "Raise the night support or the staffing that the home can host"

    def compare(self, resident: Resident, place: Place, facts: Facts) -> Outcome:
        """Met when night support (none < on call < sleep in < waking) and ratio (shared < 1:1 < 2:1) are enough."""
        night = at_least(
            resident.night_support,
            place.night_support,
            NIGHT_SUPPORT,
            ask_person="What support does the person need at night?",
            ask_home="What support does the home have at night?",
        )
        staff = at_least(
            resident.staff_ratio,
            place.staff_ratio,
            STAFF_RATIO,
            ask_person="What staff ratio does the person need?",
            ask_home="What staff ratio can the home host at most?",
        )
        parts = [("at night", night), ("staff", staff)]
        heard = [(label, part) for label, part in parts if part is not None]
        if not heard:
            return None
        wanted = "; ".join(f"{part.wanted} {label}" for label, part in heard)
        offered = "; ".join(f"{part.offered} {label}" for label, part in heard)
        if any(part.verdict == Verdict.UNMET for _, part in heard):
            return Comparison(wanted=wanted, offered=offered, score=0)
        open_parts = [part for _, part in heard if isinstance(part, Unknown)]
        if open_parts:
            question = " ".join(part.question for part in open_parts)
            about_home = any(part.about_home for part in open_parts)
            return Unknown(wanted=wanted, offered=offered, question=question, about_home=about_home)
        return Comparison(wanted=wanted, offered=offered, score=100)
