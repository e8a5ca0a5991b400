"""How safe and pleasant the streets around the home are."""

from dataclasses import dataclass, field
from fractions import Fraction
from typing import ClassVar

from housing_match.criteria.base import PREFERENCE, Comparison, Criterion, Outcome, Unknown, setting
from housing_match.criteria.comparing import half_up
from housing_match.domain import Facts, Place, Resident

DECILES = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbourhood(Criterion):
    """The less crime, the better the living environment and, where known, the better lit the streets, the better."""

    name: ClassVar[str] = "neighbourhood"
    title: ClassVar[str] = "In a neighbourhood that feels safe"
    source: ClassVar[str] = "Client brief; English Indices of Deprivation, crime and living environment by LSOA"
    reads_facts: ClassVar[tuple[str, ...]] = ("crime_decile", "environment_decile", "street_lights")
    modes: ClassVar[tuple[str, ...]] = PREFERENCE
    easy: ClassVar[str] = "is in a part of town that is calm and safe"

    well_lit: int = field(
        default=3,
        metadata=setting(label="Street lights that make a street well lit", unit="within 50 m", least=1, most=50),
    )

    def compare(self, resident: Resident, place: Place, facts: Facts) -> Outcome:
        """The mean of two parts or three, each from 0 (the most deprived tenth; no light) to 100."""
        crime, environment, lights = facts.crime_decile, facts.environment_decile, facts.street_lights
        wanted = "little crime and a good living environment"
        if crime is None or environment is None:
            return Unknown(
                wanted=wanted,
                offered="not known",
                question="How safe does the neighbourhood feel?",
                about_home=True,
            )
        parts = [Fraction(crime - 1, DECILES - 1), Fraction(environment - 1, DECILES - 1)]
        offered = f"tenth {crime} of 10 for crime, {environment} for living environment (1 is the most deprived)"
        if lights is not None:
            parts.append(Fraction(min(lights, self.well_lit), self.well_lit))
            offered += f", {lights} street lights within 50 m"
        mean = sum(parts, Fraction()) / len(parts)
        return Comparison(wanted=wanted, offered=offered, score=half_up(100 * mean.numerator, mean.denominator))
