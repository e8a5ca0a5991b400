"""Who could come to, stay in or is sure to live in the homes where it matters who else lives there."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain

import numpy as np

from housing_match.domain import Resident
from housing_match.solve.arcs import Arcs
from housing_match.solve.rows import Terms


@dataclass(frozen=True, kw_only=True)
class Homes:
    """The homes that arcs lead to: those of shared space or limited hours home by home, all others by who asks.

    Most homes of a country are flats, and no list is made of all who could move into them.
    """

    arcs: Arcs
    _open_to: dict[str, dict[str, list[int]]] = field(init=False, default_factory=dict)
    _places: dict[str, int] = field(init=False, default_factory=dict)

    @cached_property
    def joining(self) -> dict[str, dict[str, list[int]]]:
        """home_id → resident_id → the arcs by which the person would move into a home that couples people."""
        return {home_id: coming for home_id, coming in self._coming.items() if coming}

    @cached_property
    def staying(self) -> dict[str, dict[str, int]]:
        """home_id → resident_id → the arc by which an incumbent in the plan stays in a home that couples people."""
        found: dict[str, dict[str, int]] = {home_id: {} for home_id in self._coming}
        for who, at in self._stay.items():
            home_id = self._home_of(at)
            if home_id in found:
                found[home_id][who] = at
        return found

    def sure(self, home_id: str) -> list[Resident | None]:
        """Those who live in a home whatever the plan does; None for another authority's tenant."""
        world = self.arcs.world
        return [
            None if room.occupant_id is None else world.resident[room.occupant_id]
            for room in world.bedspaces_of[home_id]
            if room.status == "occupied" and room.occupant_id not in self._number
        ]

    def open_to(self, who: str) -> Mapping[str, list[int]]:
        """home_id → the arcs by which the person would move into the home, be it any home."""
        if who not in self._open_to:
            found = self._open_to[who] = dict[str, list[int]]()
            if who in self._number:
                arcs, number = self.arcs, self._number[who]
                first, last = np.searchsorted(arcs.person, [number, number + 1]).tolist()
                ends = arcs.place_class[first:last].tolist(), arcs.stay[first:last].tolist()
                for at, place_class, stays in zip(range(first, last), *ends, strict=True):
                    if not stays:
                        found.setdefault(arcs.classes[place_class].place.home_id, []).append(at)
        return self._open_to[who]

    def open_places(self, home_id: str) -> int:
        """Places in a home that couples people that somebody could move into."""
        if home_id not in self._places:
            classes = np.unique(self.arcs.place_class[[*chain.from_iterable(self.joining[home_id].values())]])
            self._places[home_id] = int(self.arcs.capacity[classes].sum())
        return self._places[home_id]

    def lives_in(self, who: str, home_id: str) -> tuple[Terms, bool]:
        """The columns of which one is taken when the person lives there, and whether that is sure without any."""
        terms = dict.fromkeys(self.open_to(who).get(home_id, []), 1)
        today = self.arcs.world.incumbent_of.get(who)
        if today is None or self.arcs.world.home_of(today) != home_id:
            return terms, False
        if who in self._stay:
            terms[self._stay[who]] = 1
        return terms, who not in self._number

    def _home_of(self, at: int) -> str:
        return self.arcs.classes[int(self.arcs.place_class[at])].place.home_id

    @cached_property
    def _number(self) -> dict[str, int]:
        """resident_id → number of a person in the plan."""
        return {who: at for at, who in enumerate(self.arcs.people)}

    @cached_property
    def _stay(self) -> dict[str, int]:
        """resident_id → the arc by which an incumbent in the plan stays."""
        return {self.arcs.people[self.arcs.person[at]]: at for at in np.flatnonzero(self.arcs.stay).tolist()}

    @cached_property
    def _coming(self) -> dict[str, dict[str, list[int]]]:
        """home_id → resident_id → arcs, of every home of shared space or limited hours that an arc leads to."""
        arcs, world = self.arcs, self.arcs.world
        couples = [
            not one.place.own_door or world.home[one.place.home_id].support_hours_week is not None
            for one in arcs.classes
        ]
        found: dict[str, dict[str, list[int]]] = {}
        of = np.flatnonzero(np.array(couples, dtype=np.bool_)[arcs.place_class])
        ends = (ends[of].tolist() for ends in (arcs.person, arcs.place_class, arcs.stay))
        for at, person, place_class, stays in zip(of.tolist(), *ends, strict=True):
            coming = found.setdefault(arcs.classes[place_class].place.home_id, {})
            if not stays:
                coming.setdefault(arcs.people[person], []).append(at)
        return found
