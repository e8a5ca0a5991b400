"""Circles in which the person may not live."""

from dataclasses import dataclass
from typing import ClassVar

from housing_match.criteria.base import NEVER_SOFTENED, Comparison, Criterion, Outcome
from housing_match.domain import Facts, Place, Resident


@dataclass(frozen=True, slots=True, kw_only=True)
class Exclusions(Criterion):
    """The home lies outside every exclusion circle of the person; on the line is inside."""

    name: ClassVar[str] = "exclusions"
    title: ClassVar[str] = "The home is outside every exclusion circle"
    source: ClassVar[str] = "Court orders, licence conditions and safeguarding plans; the reason is not held"
    reads_facts: ClassVar[tuple[str, ...]] = ("inside_exclusion",)
    modes: ClassVar[tuple[str, ...]] = NEVER_SOFTENED

    def compare(self, resident: Resident, place: Place, facts: Facts) -> Outcome:
        """Met outside every circle; whether a person has a circle at all is not shown where it does no harm."""
        if not facts.inside_exclusion:
            return None
        return Comparison(wanted="outside every exclusion circle", offered="inside one", score=0)
