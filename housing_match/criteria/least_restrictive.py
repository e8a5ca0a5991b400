"""No more support at night and no more staff than needed."""

from dataclasses import dataclass, field
from typing import ClassVar

from housing_match.criteria.base import PREFERENCE, Comparison, Criterion, Outcome, Unknown, setting
from housing_match.criteria.comparing import code_words
from housing_match.domain import Facts, Place, Resident
from housing_match.domain.codes import NIGHT_SUPPORT, STAFF_RATIO


@dataclass(frozen=True, slots=True, kw_only=True)
class LeastRestrictive(Criterion):
    """Support steps above the need cost points: a home should not be more restrictive than it must be."""

    name: ClassVar[str] = "least_restrictive"
    title: ClassVar[str] = "No more restrictive than needed"
    easy: ClassVar[str] = "gives you no more staff than you need"
    source: ClassVar[str] = "Mental Capacity Act 2005 s.1(6) (least restrictive option)"
    reads_resident: ClassVar[tuple[str, ...]] = ("night_support", "staff_ratio")
    reads_place: ClassVar[tuple[str, ...]] = ("night_support", "staff_ratio")
    modes: ClassVar[tuple[str, ...]] = PREFERENCE

    points_a_step: int = field(
        default=25, metadata=setting(label="Points lost a step above need", unit="points", least=0, most=100)
    )

    def compare(self, resident: Resident, place: Place, facts: Facts) -> Outcome:
        """100 less the points of each step of night support or staff ratio above the need, not below 0."""
        wanted = f"{code_words(resident.night_support)} at night, {code_words(resident.staff_ratio)} staff"
        offered = f"{code_words(place.night_support)} at night, {code_words(place.staff_ratio)} staff"
        night, ratio = resident.night_support, resident.staff_ratio
        night_here, ratio_here = place.night_support, place.staff_ratio
        if night is None or ratio is None or night_here is None or ratio_here is None:
            return Unknown(
                wanted=wanted, offered=offered, question="What night support and staff ratio, on both sides?"
            )
        steps = max(0, NIGHT_SUPPORT.index(night_here) - NIGHT_SUPPORT.index(night))
        steps += max(0, STAFF_RATIO.index(ratio_here) - STAFF_RATIO.index(ratio))
        return Comparison(wanted=wanted, offered=offered, score=max(0, 100 - self.points_a_step * steps))
