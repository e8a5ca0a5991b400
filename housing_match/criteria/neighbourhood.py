"""How safe and pleasant the streets around the home are."""

from dataclasses import dataclass
from typing import ClassVar

from housing_match.criteria.base import PREFERENCE, Comparison, Criterion, Outcome, Unknown
from housing_match.criteria.comparing import half_up
from housing_match.domain import Facts, Place, Resident

DECILES = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbourhood(Criterion):
    """The less crime and the better the living environment of the home's small area, the better."""

    name: ClassVar[str] = "neighbourhood"
    title: ClassVar[str] = "In a neighbourhood that feels safe"
    easy: ClassVar[str] = "is in an area where you may feel safe"
    source: ClassVar[str] = "Client brief; English Indices of Deprivation, crime and living environment by LSOA"
    reads_facts: ClassVar[tuple[str, ...]] = ("crime_decile", "environment_decile")
    modes: ClassVar[tuple[str, ...]] = PREFERENCE

    def compare(self, resident: Resident, place: Place, facts: Facts) -> Outcome:
        """From 0 where both deciles are 1, the most deprived tenth of England, to 100 where both are 10."""
        crime, environment = facts.crime_decile, facts.environment_decile
        wanted = "little crime and a good living environment"
        if crime is None or environment is None:
            return Unknown(
                wanted=wanted,
                offered="not known",
                question="How safe does the neighbourhood feel?",
                about_home=True,
            )
        return Comparison(
            wanted=wanted,
            offered=f"tenth {crime} of 10 for crime, {environment} for living environment (1 is the most deprived)",
            score=half_up(100 * (crime + environment - 2), 2 * (DECILES - 1)),
        )
