"""Time-limited homes that build tenancy skills."""

from dataclasses import dataclass
from typing import ClassVar

from housing_match.criteria.base import Comparison, Criterion, Outcome, Unknown
from housing_match.criteria.comparing import code_words
from housing_match.domain import Facts, Place, Resident

LEARNING = ("working_towards", "ready")


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveOn(Criterion):
    """A move-on home takes only people who work towards a tenancy of their own or are ready for one."""

    name: ClassVar[str] = "move_on"
    title: ClassVar[str] = "A move-on home is for people who are moving on"
    easy: ClassVar[str] = "lets you stay as long as you need"
    source: ClassVar[str] = "Client brief; National Statement of Expectations for supported housing (2020)"
    reads_resident: ClassVar[tuple[str, ...]] = ("move_on_status",)
    reads_place: ClassVar[tuple[str, ...]] = ("move_on",)
    remedy: ClassVar[str] = "Let the home without a time limit"

    def compare(self, resident: Resident, place: Place, facts: Facts) -> Outcome:
        """Met when the person may use a time-limited home, or the home has no time limit."""
        if resident.move_on_status in LEARNING:
            return None
        wanted = f"a home without a time limit ({code_words(resident.move_on_status)})"
        if place.move_on is None:
            return Unknown(
                wanted=wanted, offered="not known", question="Is the home time-limited (move-on)?", about_home=True
            )
        offered = "a time-limited move-on home" if place.move_on else "a home without a time limit"
        return Comparison(wanted=wanted, offered=offered, score=0 if place.move_on else 100)
