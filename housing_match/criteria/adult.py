"""The person is an adult when the home is needed."""

from dataclasses import dataclass
from typing import ClassVar

from housing_match.criteria.base import NEVER_SOFTENED, Comparison, Criterion, Outcome
from housing_match.criteria.comparing import age_when_needed
from housing_match.domain import Facts, Place, Resident

ADULT_YEARS = 18


@dataclass(frozen=True, slots=True, kw_only=True)
class Adult(Criterion):
    """The person is 18 at the later of the scenario's date and the date the home is needed by."""

    name: ClassVar[str] = "adult"
    title: ClassVar[str] = "The person is 18 when the home is needed"
    source: ClassVar[str] = "Care Act 2014 s.2 and ss.58 to 66 (adults; transition from children's services)"
    reads_resident: ClassVar[tuple[str, ...]] = ("birth_month", "needed_by")
    reads_facts: ClassVar[tuple[str, ...]] = ("as_of",)
    modes: ClassVar[tuple[str, ...]] = NEVER_SOFTENED

    def compare(self, resident: Resident, place: Place, facts: Facts) -> Outcome:
        """Met from the 18th birthday, which falls on the last day of its month."""
        age = age_when_needed(resident, facts)
        return Comparison(
            wanted=f"age {ADULT_YEARS} or over", offered=f"age {age}", score=100 if age >= ADULT_YEARS else 0
        )
