"""Wishes about daily life that a home can meet."""

from dataclasses import dataclass
from typing import ClassVar

from housing_match.criteria.base import PREFERENCE, Comparison, Criterion, Outcome, Unknown
from housing_match.criteria.comparing import half_up, words
from housing_match.domain import Facts, Place, Resident


@dataclass(frozen=True, slots=True, kw_only=True)
class WaysOfLiving(Criterion):
    """The share of the person's ways of living that the home meets."""

    name: ClassVar[str] = "ways_of_living"
    title: ClassVar[str] = "The person's ways of living are met"
    easy: ClassVar[str] = "lets you live in the way you like"
    source: ClassVar[str] = "Care Act 2014 s.1(3)(b); Human Rights Act 1998 Sch. 1 arts. 8 and 9"
    reads_resident: ClassVar[tuple[str, ...]] = ("ways_of_living",)
    reads_place: ClassVar[tuple[str, ...]] = ("ways_of_living",)
    modes: ClassVar[tuple[str, ...]] = PREFERENCE

    def compare(self, resident: Resident, place: Place, facts: Facts) -> Outcome:
        """The percentage of the list that the home meets; an empty list does not apply."""
        wanted, there = resident.ways_of_living, place.ways_of_living
        if wanted is None:
            return Unknown(wanted="not known", offered=words(there), question="Which ways of living matter?")
        if not wanted:
            return None
        if there is None:
            return Unknown(
                wanted=words(wanted), offered="not known", question="Which ways of living does the home meet?"
            )
        score = half_up(100 * len(wanted & there), len(wanted))
        return Comparison(wanted=words(wanted), offered=words(wanted & there), score=score)
