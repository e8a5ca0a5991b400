"""Agreement to look at moves now."""

from dataclasses import dataclass
from typing import ClassVar

from housing_match.criteria.base import NEVER_SOFTENED, Comparison, Criterion, Outcome
from housing_match.criteria.comparing import code_words
from housing_match.domain import Facts, Place, Resident

SETTLED_SITUATIONS = ("supported_living", "shared_lives", "own_tenancy", "residential_care", "nursing_care")


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent(Criterion):
    """Nobody is proposed a move who said no, and nobody with a home of their own who was not asked."""

    name: ClassVar[str] = "consent"
    title: ClassVar[str] = "The person agrees that moves are looked at"
    source: ClassVar[str] = "Mental Capacity Act 2005 ss.1 to 4; Care Act 2014 s.1(3)"
    reads_resident: ClassVar[tuple[str, ...]] = ("consent", "situation")
    reads_facts: ClassVar[tuple[str, ...]] = ("incumbent",)
    modes: ClassVar[tuple[str, ...]] = NEVER_SOFTENED

    def compare(self, resident: Resident, place: Place, facts: Facts) -> Outcome:
        """Met on yes or best interests; not asked only for people who have no home of their own to lose."""
        housed = facts.incumbent or resident.situation in SETTLED_SITUATIONS
        met = resident.consent in ("yes", "best_interests") or (resident.consent == "not_asked" and not housed)
        wanted = "consent or a best-interests decision" if housed else "no refusal"
        return Comparison(wanted=wanted, offered=code_words(resident.consent), score=100 if met else 0)
