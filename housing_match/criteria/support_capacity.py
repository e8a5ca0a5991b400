"""The hours of support that a home can staff."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from housing_match.criteria.base import Breach, Clash, PlanRule
from housing_match.domain import Household, World


@dataclass(frozen=True, slots=True, kw_only=True)
class SupportCapacity(PlanRule):
    """Nobody joins a home that could not staff the hours of all who would live there."""

    name: ClassVar[str] = "support_capacity"
    title: ClassVar[str] = "The home can staff everybody's support hours"
    source: ClassVar[str] = "Care Act 2014 s.18; provider's registration and contract"
    remedy: ClassVar[str] = "Commission more support hours in the home"

    def breaches(self, households: Sequence[Household], world: World) -> tuple[Breach, ...]:
        """A breach for each home joined whose hours are above its limit, or not known."""
        found = []
        for household in households:
            limit = household.home.support_hours_week
            if limit is None or not household.joined:
                continue
            people = [lodger.resident for lodger in household.lodgers]
            hours = sum(one.support_hours_week or 0 for one in people if one is not None)
            silent = any(one is None or one.support_hours_week is None for one in people)
            if hours <= limit and not silent:
                continue
            question = "How many support hours a week does everybody who lives there have?" if hours <= limit else ""
            clash = Clash(what=f"{hours} known hours a week against a limit of {limit}", question=question)
            ids = tuple(sorted(one.resident_id for one in people if one is not None))
            found.append(self._breach(household.home.home_id, ids, clash))
        return tuple(found)
