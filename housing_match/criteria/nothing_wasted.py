"""Rare features should go to those who need them."""

from dataclasses import dataclass, field
from typing import ClassVar

from housing_match.criteria.base import PREFERENCE, Comparison, Criterion, Outcome, Unknown, setting
from housing_match.criteria.comparing import words
from housing_match.domain import Facts, Place, Resident
from housing_match.domain.codes import AHR_CATEGORY


@dataclass(frozen=True, slots=True, kw_only=True)
class NothingWasted(Criterion):
    """Access steps, equipment and design features beyond the need cost points."""

    name: ClassVar[str] = "nothing_wasted"
    title: ClassVar[str] = "Rare features go to those who need them"
    source: ClassVar[str] = "London Plan 2021 policy D7 (accessible housing); client brief"
    reads_resident: ClassVar[tuple[str, ...]] = ("access_need", "equipment_needed", "design_needed")
    reads_place: ClassVar[tuple[str, ...]] = ("ahr_category", "equipment", "design")
    beyond_need: ClassVar[tuple[tuple[str, str], ...]] = (
        ("equipment_needed", "equipment"),
        ("design_needed", "design"),
    )
    never_beyond_need: ClassVar[frozenset[str]] = frozenset({"own_front_door", "lift_or_ground_floor"})
    modes: ClassVar[tuple[str, ...]] = PREFERENCE

    points_each: int = field(
        default=10, metadata=setting(label="Points lost a feature not needed", unit="points", least=0, most=100)
    )

    def compare(self, resident: Resident, place: Place, facts: Facts) -> Outcome:
        """100 less the points of each access step above need and each item not needed, not below 0."""
        need, here = resident.access_need, place.ahr_category
        needed = (resident.equipment_needed, resident.design_needed)
        there = (place.equipment, place.design)
        if need is None or here is None or None in needed or None in there:
            return Unknown(
                wanted="nothing beyond the need", offered="not known", question="What is needed, and what is there?"
            )
        steps = max(0, AHR_CATEGORY.index(need) - AHR_CATEGORY.index(here))
        spare = _both(there) - _both(needed) - self.never_beyond_need
        offered = f"{steps} access steps above need; not needed: {words(spare)}"
        score = max(0, 100 - self.points_each * (steps + len(spare)))
        return Comparison(wanted="nothing beyond the need", offered=offered, score=score)


def _both(lists: tuple[frozenset[str] | None, frozenset[str] | None]) -> frozenset[str]:
    equipment, design = lists
    return (equipment or frozenset()) | (design or frozenset())
