"""The walk to a station or stop that the person can use."""

from dataclasses import dataclass
from typing import ClassVar

from housing_match.criteria.base import PREFERENCE, Comparison, Criterion, Outcome, Unknown
from housing_match.criteria.comparing import travel_score
from housing_match.domain import Facts, Place, Resident

STEP_FREE_NEEDS = ("A", "B", "C", "D", "E")
POINTS = ((5, 100), (10, 70), (15, 40), (20, 10), (25, 0))


@dataclass(frozen=True, slots=True, kw_only=True)
class Transport(Criterion):
    """The shorter the walk to the nearest station or stop the person can use, the better."""

    name: ClassVar[str] = "transport"
    title: ClassVar[str] = "Near a station or stop the person can use"
    easy: ClassVar[str] = "is near a station or stop you can use"
    source: ClassVar[str] = "Client brief; Transport for London, Assessing transport connectivity in London (2015)"
    reads_resident: ClassVar[tuple[str, ...]] = ("access_need",)
    reads_facts: ClassVar[tuple[str, ...]] = ("station_minutes", "step_free_minutes")
    modes: ClassVar[tuple[str, ...]] = PREFERENCE
    importance: ClassVar[str] = "importance_transport"

    def compare(self, resident: Resident, place: Place, facts: Facts) -> Outcome:
        """The score of whole walking minutes; people with access need A to E use only step-free stations."""
        if resident.access_need is None:
            return Unknown(
                wanted="a station near",
                offered="not known",
                question="Does the person need step-free stations (access category A to E)?",
            )
        step_free = resident.access_need in STEP_FREE_NEEDS
        minutes = facts.step_free_minutes if step_free else facts.station_minutes
        wanted = "a step-free station near" if step_free else "a station near"
        if minutes is None:
            return Unknown(
                wanted=wanted, offered="none known nearby", question="Is there a stop nearby that the person can use?"
            )
        return Comparison(wanted=wanted, offered=f"{minutes} minutes on foot", score=travel_score(minutes, POINTS))
