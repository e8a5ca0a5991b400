"""Features of the building that the person needs."""

from dataclasses import dataclass
from typing import ClassVar

from housing_match.criteria.base import Comparison, Criterion, Outcome
from housing_match.criteria.comparing import all_there, words
from housing_match.domain import Facts, Place, Resident

OWN_DOOR = frozenset({"own_front_door"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Design(Criterion):
    """Every design feature needed is there; a flat or cluster flat has its own front door, listed or not."""

    name: ClassVar[str] = "design"
    title: ClassVar[str] = "The building has the features the person needs"
    easy: ClassVar[str] = "is built in the way you need"
    source: ClassVar[str] = "Building the right home (NHS England, LGA, ADASS 2016)"
    reads_resident: ClassVar[tuple[str, ...]] = ("design_needed",)
    reads_place: ClassVar[tuple[str, ...]] = ("design", "home_type")
    remedy: ClassVar[str] = "Alter the building to add the missing features"

    def compare(self, resident: Resident, place: Place, facts: Facts) -> Outcome:
        """Met when every feature needed is there."""
        by_type = OWN_DOOR if place.own_door else frozenset()
        if resident.design_needed and resident.design_needed <= by_type:
            return Comparison(wanted=words(resident.design_needed), offered=words(by_type), score=100)
        return all_there(
            resident.design_needed,
            None if place.design is None else place.design | by_type,
            ask_person="Which features of the building does the person need?",
            ask_home="Which features does the building have?",
        )
