"""Areas where the person would like to live."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, ClassVar

from housing_match.criteria.base import PREFERENCE, Criterion, Outcome
from housing_match.criteria.comparing import in_areas, names_of_postcode, names_of_ward
from housing_match.domain import Facts, Place, Resident


@dataclass(frozen=True, slots=True, kw_only=True)
class Area(Criterion):
    """The home is in an area the person prefers."""

    name: ClassVar[str] = "area"
    title: ClassVar[str] = "In an area the person likes"
    easy: ClassVar[str] = "is in an area you like"
    source: ClassVar[str] = "Care Act 2014 s.1(3)(b) (the person's views, wishes and feelings)"
    reads_resident: ClassVar[tuple[str, ...]] = ("preferred_areas",)
    reads_place: ClassVar[tuple[str, ...]] = ("postcode",)
    reads_facts: ClassVar[tuple[str, ...]] = ("ward",)
    looks_at_listed: ClassVar[Mapping[str, tuple[str, Callable[[Any], frozenset[str]]]]] = MappingProxyType(
        {"postcode": ("preferred_areas", names_of_postcode), "ward": ("preferred_areas", names_of_ward)}
    )
    modes: ClassVar[tuple[str, ...]] = PREFERENCE
    importance: ClassVar[str] = "importance_area"

    def compare(self, resident: Resident, place: Place, facts: Facts) -> Outcome:
        """100 in a preferred area, else 0; does not apply where none is named."""
        return in_areas(resident.preferred_areas, place, facts, inside=100, outside=0, wish="in")
