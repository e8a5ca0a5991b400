"""Everything the tables say, in id order, with the look-ups that every room of the house needs."""

from dataclasses import dataclass
from functools import cached_property, reduce

from housing_match.domain.offers import Offer
from housing_match.domain.people import Connection, Exclusion, HousematePair, Resident
from housing_match.domain.stock import Adaptation, Bedspace, Home, HomeType, Place, Site, adapted, place_of


@dataclass(frozen=True, kw_only=True)
class World:
    """The tables as records. Every tuple is sorted by its ids, so that the order of rows never decides anything."""

    residents: tuple[Resident, ...] = ()
    connections: tuple[Connection, ...] = ()
    housemates: tuple[HousematePair, ...] = ()
    exclusions: tuple[Exclusion, ...] = ()
    homes: tuple[Home, ...] = ()
    bedspaces: tuple[Bedspace, ...] = ()
    adaptations: tuple[Adaptation, ...] = ()
    sites: tuple[Site, ...] = ()
    home_types: tuple[HomeType, ...] = ()
    offers: tuple[Offer, ...] = ()
    works_done: tuple[Adaptation, ...] = ()
    """Works that a planner's world holds as done; no table says so."""
    before: "World | None" = None
    """In a planner's world in which homes are another than today: the world as it is today."""
    notice: str = ""
    """A line that stands wherever the data appears, such as that it is synthetic; empty for a council's own."""

    @cached_property
    def resident(self) -> dict[str, Resident]:
        """Residents by resident_id."""
        return {one.resident_id: one for one in self.residents}

    @cached_property
    def home(self) -> dict[str, Home]:
        """Homes by home_id."""
        return {one.home_id: one for one in self.homes}

    @cached_property
    def bedspace(self) -> dict[str, Bedspace]:
        """Bedspaces by bedspace_id."""
        return {one.bedspace_id: one for one in self.bedspaces}

    @cached_property
    def works_of(self) -> dict[str, tuple[Adaptation, ...]]:
        """The works listed for each home_id and its bedspaces, in the table's order."""
        found: dict[str, list[Adaptation]] = {}
        for one in self.adaptations:
            found.setdefault(one.home_id, []).append(one)
        return {home_id: tuple(works) for home_id, works in found.items()}

    def works_for(self, place: Place | Bedspace) -> tuple[Adaptation, ...]:
        """The works listed for a place, by its home or by itself, in the table's order."""
        return tuple(one for one in self.works_of.get(place.home_id, ()) if one.touches(place))

    @cached_property
    def bedspaces_of(self) -> dict[str, tuple[Bedspace, ...]]:
        """The bedspaces of each home_id, in id order; homes without any are there with none."""
        rooms: dict[str, list[Bedspace]] = {one.home_id: [] for one in self.homes}
        for one in self.bedspaces:
            rooms[one.home_id].append(one)
        return {home_id: tuple(found) for home_id, found in rooms.items()}

    @property
    def today(self) -> "World":
        """The world as it is today: this one, but for a planner's world in which homes are another."""
        return self if self.before is None else self.before

    @cached_property
    def incumbent_of(self) -> dict[str, str]:
        """resident_id → bedspace_id for those who live in the stock; the occupant of a notice place is no incumbent.

        Those who must leave are incumbents of the place in which they live today.
        """
        return self._staying_in | {who: self.today.incumbent_of[who] for who in sorted(self.must_leave)}

    @cached_property
    def must_leave(self) -> frozenset[str]:
        """Those who live in the stock today and whose place a planner's world takes away; they need another one."""
        return frozenset() if self.before is None else frozenset(self.before.incumbent_of.keys() - self._staying_in)

    @cached_property
    def _staying_in(self) -> dict[str, str]:
        return {
            one.occupant_id: one.bedspace_id
            for one in self.bedspaces
            if one.status == "occupied" and one.occupant_id is not None
        }

    @cached_property
    def notice_place_of(self) -> dict[str, str]:
        """resident_id → bedspace_id of the notice place that the person leaves anyway and may not be given."""
        return {
            one.occupant_id: one.bedspace_id
            for one in self.bedspaces
            if one.status == "notice" and one.occupant_id is not None
        }

    @cached_property
    def relations(self) -> dict[tuple[str, str], frozenset[str]]:
        """The housemate relations of each pair of residents, the smaller id first."""
        found: dict[tuple[str, str], frozenset[str]] = {}
        for one in self.housemates:
            pair = min(one.resident_id, one.other_id), max(one.resident_id, one.other_id)
            found[pair] = found.get(pair, frozenset()) | {one.relation}
        return found

    @cached_property
    def must_together(self) -> tuple[tuple[str, str], ...]:
        """The pairs who must live together, the smaller id first."""
        return tuple(pair for pair, relations in self.relations.items() if "must_together" in relations)

    @cached_property
    def must_live_with(self) -> dict[str, tuple[str, ...]]:
        """resident_id → those with whom the person must live."""
        found: dict[str, tuple[str, ...]] = {}
        for one, other in self.must_together:
            found[one] = (*found.get(one, ()), other)
            found[other] = (*found.get(other, ()), one)
        return found

    def relations_between(self, one_id: str, other_id: str) -> frozenset[str]:
        """The relations of two residents, either way round."""
        return self.relations.get((min(one_id, other_id), max(one_id, other_id)), frozenset())

    def place(self, bedspace_id: str, *, occupant_leaves: bool = False) -> Place:
        """The Place of a bedspace, works done. Raises KeyError for an id that is not in the stock."""
        place = self._without_works(bedspace_id, occupant_leaves=occupant_leaves)
        return reduce(adapted, (work for work in self.works_done if work.touches(place)), place)

    def place_today(self, bedspace_id: str, *, occupant_leaves: bool = False) -> Place:
        """The Place before any work or redesign: what those who live there today have, and compare others with."""
        world = self.today if bedspace_id in self.today.bedspace else self
        return world._without_works(bedspace_id, occupant_leaves=occupant_leaves)

    def _without_works(self, bedspace_id: str, *, occupant_leaves: bool) -> Place:
        bedspace = self.bedspace[bedspace_id]
        others = sum(
            room.status != "closed" and room.bedspace_id != bedspace_id for room in self.bedspaces_of[bedspace.home_id]
        )
        return place_of(bedspace, self.home[bedspace.home_id], other_bedspaces=others, occupant_leaves=occupant_leaves)

    def home_of(self, bedspace_id: str) -> str:
        """The home_id of a bedspace."""
        return self.bedspace[bedspace_id].home_id
