"""Which boroughs may nominate to the home."""

from dataclasses import dataclass
from typing import ClassVar

from housing_match.criteria.base import Comparison, Criterion, Outcome
from housing_match.domain import Facts, Place, Resident


@dataclass(frozen=True, slots=True, kw_only=True)
class Nomination(Criterion):
    """The responsible borough may nominate to the home."""

    name: ClassVar[str] = "nomination"
    title: ClassVar[str] = "The borough may nominate to the home"
    easy: ClassVar[str] = "is one your council can offer to you"
    source: ClassVar[str] = "Nomination agreements; Housing Act 1996 s.159"
    reads_resident: ClassVar[tuple[str, ...]] = ("borough",)
    reads_place: ClassVar[tuple[str, ...]] = ("nominations",)
    remedy: ClassVar[str] = "Agree a nomination between the boroughs"

    def compare(self, resident: Resident, place: Place, facts: Facts) -> Outcome:
        """Met when the resident's borough is among those that may nominate."""
        return Comparison(
            wanted=f"nomination by {resident.borough}",
            offered=f"nomination by {', '.join(sorted(place.nominations)) or 'nobody'}",
            score=100 if resident.borough in place.nominations else 0,
        )
