"""Travel to family and friends."""

from dataclasses import dataclass
from typing import ClassVar

from housing_match.criteria.base import PREFERENCE, Criterion, Outcome
from housing_match.criteria.comparing import near
from housing_match.domain import Facts, Place, Resident


@dataclass(frozen=True, slots=True, kw_only=True)
class Family(Criterion):
    """The fewer minutes to family and friends, the better."""

    name: ClassVar[str] = "family"
    title: ClassVar[str] = "Near family and friends"
    easy: ClassVar[str] = "is near your family and friends"
    source: ClassVar[str] = "Care Act 2014 s.1(2) (family, personal and social relationships; participation)"
    reads_facts: ClassVar[tuple[str, ...]] = ("family_minutes",)
    modes: ClassVar[tuple[str, ...]] = PREFERENCE
    importance: ClassVar[str] = "importance_family"

    def compare(self, resident: Resident, place: Place, facts: Facts) -> Outcome:
        """The travel score of the mean minutes; does not apply without any such connection."""
        return near(facts.family_minutes)
