"""Rent that housing benefit does not meet."""

from dataclasses import dataclass, field
from typing import ClassVar

from housing_match.criteria.base import Comparison, Criterion, Outcome, setting
from housing_match.domain import Facts, Place, Resident


@dataclass(frozen=True, slots=True, kw_only=True)
class Affordable(Criterion):
    """No rent is left unmet beyond housing benefit; an empty cell means none."""

    name: ClassVar[str] = "affordable"
    title: ClassVar[str] = "Housing benefit meets the rent"
    easy: ClassVar[str] = "has a rent that housing benefit pays"
    source: ClassVar[str] = "Housing Benefit Regulations 2006; exempt accommodation rules"
    reads_place: ClassVar[tuple[str, ...]] = ("rent_unmet_weekly",)
    remedy: ClassVar[str] = "Agree who pays the rent that housing benefit leaves"

    most_pounds_a_week: int = field(
        default=0, metadata=setting(label="Rent that may be left unmet", unit="pounds a week", least=0, most=1000)
    )

    def compare(self, resident: Resident, place: Place, facts: Facts) -> Outcome:
        """Met when the rent left unmet is no more than the setting (none, unless changed)."""
        unmet = place.rent_unmet_weekly or 0
        return Comparison(
            wanted=f"at most £{self.most_pounds_a_week} a week unmet",
            offered=f"£{unmet} a week unmet",
            score=100 if unmet <= self.most_pounds_a_week else 0,
        )
