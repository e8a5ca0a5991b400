"""The kind of tenure or care that the person accepts."""

from dataclasses import dataclass
from typing import ClassVar

from housing_match.criteria.base import NEVER_SOFTENED, Comparison, Criterion, Outcome, Unknown
from housing_match.criteria.comparing import code_words, words
from housing_match.domain import Facts, Place, Resident
from housing_match.domain.codes import SETTING

UNLESS_NAMED = frozenset(SETTING) - {"residential_care", "nursing_care"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting(Criterion):
    """The home's setting is one the person accepts; care homes only where they are named."""

    name: ClassVar[str] = "setting"
    title: ClassVar[str] = "The kind of home is one the person accepts"
    easy: ClassVar[str] = "is a kind of home that is all right for you"
    source: ClassVar[str] = "Care and Support and After-care (Choice of Accommodation) Regulations 2014"
    reads_resident: ClassVar[tuple[str, ...]] = ("settings_ok",)
    reads_place: ClassVar[tuple[str, ...]] = ("setting",)
    modes: ClassVar[tuple[str, ...]] = NEVER_SOFTENED

    def compare(self, resident: Resident, place: Place, facts: Facts) -> Outcome:
        """Met when the setting is in settings_ok; an empty list means every setting but care homes."""
        if resident.settings_ok is None:
            return Unknown(
                wanted="not known",
                offered=code_words(place.setting),
                question="Which kinds of home does the person accept?",
            )
        accepted = resident.settings_ok or UNLESS_NAMED
        wanted = words(accepted) if resident.settings_ok else "anything but a care home"
        return Comparison(
            wanted=wanted, offered=code_words(place.setting), score=100 if place.setting in accepted else 0
        )
