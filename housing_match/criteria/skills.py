"""Training of the support team."""

from dataclasses import dataclass
from typing import ClassVar

from housing_match.criteria.base import Criterion, Outcome
from housing_match.criteria.comparing import all_there
from housing_match.domain import Facts, Place, Resident


@dataclass(frozen=True, slots=True, kw_only=True)
class Skills(Criterion):
    """The support team is trained in everything the person needs."""

    name: ClassVar[str] = "skills"
    title: ClassVar[str] = "The support team is trained in what the person needs"
    easy: ClassVar[str] = "has staff trained in what you need"
    source: ClassVar[str] = "Health and Social Care Act 2008 (Regulated Activities) Regulations 2014, reg. 18"
    reads_resident: ClassVar[tuple[str, ...]] = ("skills_needed",)
    reads_place: ClassVar[tuple[str, ...]] = ("skills",)
    remedy: ClassVar[str] = "Train the support team"

    def compare(self, resident: Resident, place: Place, facts: Facts) -> Outcome:
        """Met when the team has every skill needed."""
        return all_there(
            resident.skills_needed,
            place.skills,
            ask_person="Which skills must the person's support team have?",
            ask_home="Which skills is the home's support team trained in?",
        )
