"""Where people live today who live outside their borough, authority by authority."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from housing_match.assess import Assessment
from housing_match.places.authorities import care_authority
from housing_match.places.postcodes import find


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """One authority that is responsible for social care, and those who live there for whom another is responsible."""

    authority: str
    people_of: tuple[tuple[str, int], ...]
    """How many of each responsible borough, in code order."""

    @property
    def people(self) -> int:
        """How many in all."""
        return sum(count for _, count in self.people_of)


def origins(assessment: Assessment, resident_ids: Iterable[str]) -> tuple[Origin, ...]:
    """Where those of these people live who live outside their borough; most people first.

    People without a known address are in none.
    """
    world = assessment.world
    away = [one for one in map(world.resident.__getitem__, resident_ids) if _is_away(assessment, one.resident_id)]
    points = find({one.current_postcode or "" for one in away})
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for one in away:
        counts[care_authority(points[one.current_postcode or ""].authority)][one.borough] += 1
    found = (Origin(authority=code, people_of=tuple(sorted(of.items()))) for code, of in counts.items())
    return tuple(sorted(found, key=lambda one: (-one.people, one.authority)))


def _is_away(assessment: Assessment, resident_id: str) -> bool:
    return bool(assessment.geography.outside_borough(resident_id))
