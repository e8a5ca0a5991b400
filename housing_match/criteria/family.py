"""Travel to family and friends."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, ClassVar

from housing_match.criteria.base import PREFERENCE, Criterion, Outcome
from housing_match.criteria.comparing import near, travel_parts
from housing_match.domain import Facts, Place, Resident


@dataclass(frozen=True, slots=True, kw_only=True)
class Family(Criterion):
    """The fewer minutes to family and friends, the better."""

    name: ClassVar[str] = "family"
    title: ClassVar[str] = "Near family and friends"
    easy: ClassVar[str] = "is near your family and friends"
    source: ClassVar[str] = "Care Act 2014 s.1(2) (family, personal and social relationships; participation)"
    reads_facts: ClassVar[tuple[str, ...]] = ("family_minutes",)
    looks_at_facts: ClassVar[Mapping[tuple[str, ...], Callable[..., Any]]] = MappingProxyType(
        {("family_minutes",): travel_parts}
    )
    modes: ClassVar[tuple[str, ...]] = PREFERENCE
    importance: ClassVar[str] = "importance_family"

    def compare(self, resident: Resident, place: Place, facts: Facts) -> Outcome:
        """The travel score of the mean minutes; does not apply without any such connection."""
        return near(facts.family_minutes)
