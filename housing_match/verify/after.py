"""The world as it stands when a plan is done: who lives where, and how well each place fits."""

from dataclasses import dataclass
from functools import cached_property

from housing_match.criteria import Rule, policy_for
from housing_match.domain import Facts, Geography, Lodger, Place, Resident, Scenario, World
from housing_match.verify.fit import fit_of


@dataclass(frozen=True, kw_only=True)
class After:
    """A plan set into its world; `bedspace_of` (resident_id → bedspace_id) holds known ids only, in id order."""

    world: World
    geography: Geography
    scenario: Scenario
    bedspace_of: dict[str, str]

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """The policy as the scenario changes it."""
        return policy_for(self.scenario)

    @cached_property
    def movers(self) -> tuple[tuple[Resident, Place], ...]:
        """Everyone moved with the place they move to, in id order."""
        return tuple((self.world.resident[who], self.place(where)) for who, where in self.bedspace_of.items())

    @cached_property
    def lives_at(self) -> dict[str, str]:
        """resident_id → bedspace_id of everyone who lives in the stock when the plan is done.

        "Everyone else stays where they are"; the occupant of a notice place is no incumbent, so lives nowhere unless
        moved.
        """
        return self.world.incumbent_of | self.bedspace_of

    @cached_property
    def lodgers(self) -> dict[str, tuple[Lodger, ...]]:
        """home_id → all who live there when the plan is done, in bedspace order.

        "Occupied without occupant_id is another authority's tenant: never moves."
        """
        found: dict[str, list[Lodger]] = {home.home_id: [] for home in self.world.homes}
        for room in self.world.bedspaces:
            if room.status == "occupied" and room.occupant_id is None:
                tenant = Lodger(bedspace_id=room.bedspace_id, resident=None, moved_in=False)
                found[room.home_id].append(tenant)
        for who, where in self.lives_at.items():
            lodger = Lodger(bedspace_id=where, resident=self.world.resident[who], moved_in=who in self.bedspace_of)
            found[self.world.home_of(where)].append(lodger)
        return {home_id: tuple(sorted(all_here, key=_by_bedspace)) for home_id, all_here in found.items()}

    def leaves(self, resident_id: str) -> bool:
        """Whether the plan moves this incumbent out of today's bedspace."""
        today = self.world.incumbent_of[resident_id]
        return self.bedspace_of.get(resident_id, today) != today

    def place(self, bedspace_id: str) -> Place:
        """The place, "`occupied` only if its occupant moves in the same plan"."""
        occupant_id = self.world.bedspace[bedspace_id].occupant_id
        leaves = occupant_id in self.world.incumbent_of and self.leaves(occupant_id)
        return self.world.place(bedspace_id, occupant_leaves=leaves)

    def facts(self, resident_id: str, bedspace_id: str) -> Facts:
        """What was measured between the person and the home of the bedspace."""
        return self.geography.facts(resident_id, self.world.home_of(bedspace_id), self.scenario)

    def fit_at(self, resident_id: str, bedspace_id: str) -> int:
        """The checker's own fit of a bedspace for a person, in thousandths."""
        return self._fit(resident_id, self.place(bedspace_id))

    def _fit(self, resident_id: str, place: Place) -> int:
        facts = self.facts(resident_id, place.bedspace_id)
        return fit_of(self.rules, self.world.resident[resident_id], place, facts)

    @cached_property
    def fit_here(self) -> dict[str, int]:
        """resident_id → fit of the new place, of everyone moved."""
        return {who: self.fit_at(who, where) for who, where in self.bedspace_of.items()}

    @cached_property
    def fit_today(self) -> dict[str, int]:
        """resident_id → fit of today's place, as it is before any work, of every incumbent moved."""
        today = self.world.incumbent_of
        return {who: self._fit(who, self.world.place_today(today[who])) for who in self.bedspace_of if who in today}


def _by_bedspace(lodger: Lodger) -> tuple[str, str]:
    return lodger.bedspace_id, "" if lodger.resident is None else lodger.resident.resident_id
