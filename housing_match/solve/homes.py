"""Who could come to, stay in or is sure to live in each home that an arc leads to."""

from dataclasses import dataclass
from functools import cached_property

from housing_match.domain import Resident
from housing_match.solve.arcs import Arcs
from housing_match.solve.rows import Terms


@dataclass(frozen=True, kw_only=True)
class Homes:
    """Who could come to, stay in or is sure to live in each home that an arc leads to."""

    arcs: Arcs

    @cached_property
    def joining(self) -> dict[str, dict[str, list[int]]]:
        """home_id → resident_id → the arcs by which the person would move in."""
        found: dict[str, dict[str, list[int]]] = {}
        for at, home_id in enumerate(self.arcs.home_id):
            if not self.arcs.stay[at]:
                who = self.arcs.people[self.arcs.person[at]]
                found.setdefault(home_id, {}).setdefault(who, []).append(at)
        return found

    @cached_property
    def open_to(self) -> dict[str, list[str]]:
        """resident_id → the homes that the person could move into."""
        found: dict[str, list[str]] = {}
        for home_id, joiners in self.joining.items():
            for who in joiners:
                found.setdefault(who, []).append(home_id)
        return found

    @cached_property
    def staying(self) -> dict[str, dict[str, int]]:
        """home_id → resident_id → the arc by which an incumbent in the plan stays."""
        found: dict[str, dict[str, int]] = {home_id: {} for home_id in self.joining}
        for at, home_id in enumerate(self.arcs.home_id):
            if self.arcs.stay[at]:
                found.setdefault(home_id, {})[self.arcs.people[self.arcs.person[at]]] = at
        return found

    @cached_property
    def sure(self) -> dict[str, list[Resident | None]]:
        """home_id → those who live there whatever the plan does; None for another authority's tenant."""
        world, in_plan = self.arcs.world, set(self.arcs.people)
        found: dict[str, list[Resident | None]] = {home.home_id: [] for home in world.homes}
        for room in world.bedspaces:
            if room.status == "occupied" and room.occupant_id not in in_plan:
                found[room.home_id].append(None if room.occupant_id is None else world.resident[room.occupant_id])
        return found

    @cached_property
    def open_places(self) -> dict[str, int]:
        """home_id → places there that somebody could move into."""
        reached = sorted({int(at) for at in self.arcs.place_class[~self.arcs.stay]})
        found: dict[str, int] = {}
        for at in reached:
            home_id = self.arcs.classes[at].place.home_id
            found[home_id] = found.get(home_id, 0) + int(self.arcs.capacity[at])
        return found

    def lives_in(self, who: str, home_id: str) -> tuple[Terms, bool]:
        """The columns of which one is taken when the person lives there, and whether that is sure without any."""
        terms = dict.fromkeys(self.joining.get(home_id, {}).get(who, []), 1)
        if who in self.staying.get(home_id, {}):
            terms[self.staying[home_id][who]] = 1
        sure = any(one is not None and one.resident_id == who for one in self.sure[home_id])
        return terms, sure
