"""Fixed equipment and space that the person needs."""

from dataclasses import dataclass
from typing import ClassVar

from housing_match.criteria.base import Comparison, Criterion, Outcome, Unknown
from housing_match.criteria.comparing import words
from housing_match.domain import Facts, Place, Resident

LEVEL = "lift_or_ground_floor"


@dataclass(frozen=True, slots=True, kw_only=True)
class Equipment(Criterion):
    """Every item of equipment needed is there; a lift or the ground floor is one of them."""

    name: ClassVar[str] = "equipment"
    title: ClassVar[str] = "The equipment the person needs is there"
    easy: ClassVar[str] = "has the equipment you need"
    source: ClassVar[str] = "Client brief; Care Act 2014 s.8 (adaptations as ways of meeting needs)"
    reads_resident: ClassVar[tuple[str, ...]] = ("equipment_needed",)
    reads_place: ClassVar[tuple[str, ...]] = ("equipment", "floor", "lift")
    remedy: ClassVar[str] = "Fit the missing equipment"

    def compare(self, resident: Resident, place: Place, facts: Facts) -> Outcome:
        """Met when everything needed is there; a lift or floor 0 gives `lift_or_ground_floor`."""
        needed = resident.equipment_needed
        if needed is None:
            return Unknown(
                wanted="not known", offered=words(place.equipment), question="What equipment does the person need?"
            )
        if not needed:
            return None
        listed, level = place.equipment or frozenset(), _is_level(place)
        there = (listed - {LEVEL}) | ({LEVEL} if level else frozenset())
        missing = needed - there
        if not missing:
            return Comparison(wanted=words(needed), offered=words(there), score=100)
        unknown = (missing - {LEVEL} if place.equipment is None else frozenset()) | (
            missing & {LEVEL} if level is None else frozenset()
        )
        if unknown == missing:
            question = f"Does the home have: {words(unknown)}?"
            return Unknown(wanted=words(needed), offered="not known", question=question, about_home=True)
        return Comparison(wanted=words(needed), offered=words(there), score=0)


def _is_level(place: Place) -> bool | None:
    """Whether floor 0 or a lift brings a wheelchair to the door; a listed item fills in where those are unknown."""
    if place.floor == 0 or place.lift:
        return True
    if place.floor is not None and place.lift is not None:
        return False
    return True if LEVEL in (place.equipment or frozenset()) else None
