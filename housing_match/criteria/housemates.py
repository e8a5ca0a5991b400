"""People who must, or must not, live together."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from housing_match.criteria.base import Breach, Clash, PlanRule
from housing_match.domain import Household, Resident, World


@dataclass(frozen=True, slots=True, kw_only=True)
class Housemates(PlanRule):
    """No must_apart pair shares space; a must_together pair lives in one home, or neither has been moved."""

    name: ClassVar[str] = "housemates"
    title: ClassVar[str] = "Pairs who must live together, or apart, do"
    source: ClassVar[str] = "Care Act 2014 s.1(2)(g); safeguarding plans (s.42)"

    def clash(self, one: Resident | None, other: Resident | None, world: World) -> Clash | None:
        """A must_apart pair; this part holds in every scenario."""
        if one is None or other is None:
            return None
        if "must_apart" not in world.relations_between(one.resident_id, other.resident_id):
            return None
        return Clash(what="these two must live apart", binding=True)

    def breaches(self, households: Sequence[Household], world: World) -> tuple[Breach, ...]:
        """Pairs apart who share space, and pairs together of whom one was moved without the other."""
        found = list(PlanRule.breaches(self, households, world))
        home_of = {
            lodger.resident.resident_id: (household.home.home_id, lodger.moved_in)
            for household in households
            for lodger in household.lodgers
            if lodger.resident is not None
        }
        tied = {(min(who, other), max(who, other)) for who in home_of for other in world.must_live_with.get(who, ())}
        for pair in sorted(tied):
            places = [home_of.get(who, (None, False)) for who in pair]
            if places[0][0] != places[1][0]:
                clash = Clash(what="these two must live together")
                moved_to = sorted(home_id for home_id, moved in places if moved and home_id is not None)
                found.extend(self._breach(home_id, pair, clash) for home_id in moved_to)
        return tuple(found)
