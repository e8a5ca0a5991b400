"""Travel to day activities, work, college, faith, health."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, ClassVar

from housing_match.criteria.base import PREFERENCE, Criterion, Outcome
from housing_match.criteria.comparing import near, travel_parts
from housing_match.domain import Facts, Place, Resident


@dataclass(frozen=True, slots=True, kw_only=True)
class Places(Criterion):
    """The fewer minutes to day activities, work, college, faith, health, the better."""

    name: ClassVar[str] = "places"
    title: ClassVar[str] = "Near the other places that matter"
    easy: ClassVar[str] = "is near the other places that matter to you"
    source: ClassVar[str] = "Care Act 2014 s.1(2) (family, personal and social relationships; participation)"
    reads_facts: ClassVar[tuple[str, ...]] = ("places_minutes",)
    looks_at_facts: ClassVar[Mapping[tuple[str, ...], Callable[..., Any]]] = MappingProxyType(
        {("places_minutes",): travel_parts}
    )
    modes: ClassVar[tuple[str, ...]] = PREFERENCE
    importance: ClassVar[str] = "importance_places"

    def compare(self, resident: Resident, place: Place, facts: Facts) -> Outcome:
        """The travel score of the mean minutes; does not apply without any such connection."""
        return near(facts.places_minutes)
