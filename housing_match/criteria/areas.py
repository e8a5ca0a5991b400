"""Areas where the person may not or will not live."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, ClassVar

from housing_match.criteria.base import Criterion, Outcome
from housing_match.criteria.comparing import in_areas, names_of_postcode, names_of_ward
from housing_match.domain import Facts, Place, Resident


@dataclass(frozen=True, slots=True, kw_only=True)
class Areas(Criterion):
    """The home is in none of the areas the person avoids."""

    name: ClassVar[str] = "areas"
    title: ClassVar[str] = "The home is not in an area the person avoids"
    easy: ClassVar[str] = "is not in an area you want to avoid"
    source: ClassVar[str] = "Care Act 2014 s.1(3)(b) (the person's views, wishes and feelings)"
    reads_resident: ClassVar[tuple[str, ...]] = ("avoided_areas",)
    reads_place: ClassVar[tuple[str, ...]] = ("postcode",)
    reads_facts: ClassVar[tuple[str, ...]] = ("ward",)
    looks_at_listed: ClassVar[Mapping[str, tuple[str, Callable[[Any], frozenset[str]]]]] = MappingProxyType(
        {"postcode": ("avoided_areas", names_of_postcode), "ward": ("avoided_areas", names_of_ward)}
    )
    softened_by: ClassVar[str] = "the person, and nobody else"

    def compare(self, resident: Resident, place: Place, facts: Facts) -> Outcome:
        """Met when neither the postcode district nor the ward of the home is avoided."""
        return in_areas(resident.avoided_areas, place, facts, inside=0, outside=100, wish="away from")
