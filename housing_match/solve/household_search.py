"""Finds the cheapest households of a small home at given prices of its arcs."""

from bisect import bisect_right, insort
from itertools import accumulate
from operator import itemgetter, or_

import numpy as np
from numpy.typing import NDArray

from housing_match.solve.seating import FAR, Seating
from housing_match.solve.sharing import Household, Party, Sharing, union

SURE = 1 << 56
"""Taken off the value of an arc, it makes the cheapest household one with the arc."""
FEW_STEPS, MOST_STEPS = 300, 1_500
"""A search that takes more is from then on for the cheapest only, and at last broken off: its bound is coarser then."""
MOST_STEPS_LISTED = 3_000
"""A search for all households may take more: a home that is not listed is told by its arcs and all its rows."""
TOLD, TOLD_AT_FIRST = 8, 20
"""So many households, the cheapest, are told of one search, and of the first of a home."""


def cheapest(
    sharing: Sharing, values: NDArray[np.int64], is_open: NDArray[np.bool_], told: int = TOLD
) -> tuple[int, list[tuple[int, Household]]]:
    """What no household comes to less than, and the cheapest found with what they come to, the cheapest first.

    `values` (int64 [N]) are those of all columns; a household's is the sum over its columns; its arcs are open ones.
    """
    search = _Search(sharing, values, is_open, told=told)
    least = search.found[0][0] if search.found else FAR
    return (least if search.steps <= MOST_STEPS else min(search.floor, least)), search.found


def every(
    sharing: Sharing, values: NDArray[np.int64], is_open: NDArray[np.bool_], most: int, most_steps: int
) -> list[Household] | None:
    """All households that come to `most` or less; None where there are too many, or too many to look through."""
    search = _Search(sharing, values, is_open, most, most_steps)
    return None if search.steps > most_steps else [household for _, household in search.found]


class _Search:
    """One search for the cheapest household, or for all up to `most`, depth first, parties of least value first."""

    def __init__(
        self,
        sharing: Sharing,
        values: NDArray[np.int64],
        is_open: NDArray[np.bool_],
        most: int | None = None,
        most_steps: int = MOST_STEPS,
        told: int = TOLD,
    ) -> None:
        self.sharing, self.steps, self.most = sharing, 0, most
        self.most_steps, self.kept = most_steps, told
        self.alike, self.arc_of = sharing.alike, sharing.first_arcs
        of_arc = np.where(is_open[sharing.arcs], values[sharing.arcs], FAR)
        self.value = dict(zip(sharing.arcs.tolist(), of_arc.tolist(), strict=True))
        further = sharing.further_columns
        self.adds = dict(zip(further.tolist(), np.where(is_open[further], values[further], FAR).tolist(), strict=True))
        """What each further bed adds, 0 or more: none is taken that is not needed."""
        self.counted = [(mask, column, int(values[column])) for mask, column in sharing.counted]
        self.bonus = -sum(min(value, 0) for _, _, value in self.counted)
        """What pairs counted could at most take off a household's value."""
        self.found: list[tuple[int, Household]] = []
        self.told, self.least = (told, FAR) if most is None else (FAR, most + 1)
        self.floor, below = 0, self.bonus
        if most is not None:  # dear parties too, as long as all others could make up for them
            cheap = sorted(min(value, 0) for value in self.value.values())
            below += self.least - sum(cheap[: sum(sharing.beds.values())])
        parties = self._worth_taking(of_arc, below)
        lowest = [0, *accumulate(min(value, 0) for value, _ in parties)]
        staying = [self.value[arc] for arc in sharing.staying]
        bases = (
            (sum(value for number, value in enumerate(staying) if stayers >> number & 1), stayers)
            for stayers in range(1 << len(staying))
        )
        for base, stayers in sorted(bases):
            places = sum(sharing.beds.values()) - stayers.bit_count()
            if base + lowest[min(places, len(parties))] - self.bonus < self.least:
                self._with_stayers(stayers, parties)

    def _worth_taking(self, of_arc: NDArray[np.int64], below: int) -> list[tuple[int, Party]]:
        """Parties of less value than that, of least value first, everybody by the cheapest of their arcs."""
        if not self.sharing.joining:
            return []
        of_joiners = of_arc[: len(of_arc) - len(self.sharing.staying)]
        least = (of_joiners if self.alike else np.minimum.reduceat(of_joiners, self.sharing.starts)).tolist()
        alone, several = self.sharing.parties
        found = [(value, party) for value, party in zip(least, alone, strict=True) if party and value < below]
        for party in several:
            values = [least[one] for one in party.people]
            if max(values) < FAR and sum(values) < below:
                found.append((sum(values), party))
        return sorted(found, key=itemgetter(0))

    def _with_stayers(self, stayers: int, parties: list[tuple[int, Party]]) -> None:
        sharing, joiners = self.sharing, len(self.sharing.joining)
        arcs = [arc for number, arc in enumerate(sharing.staying) if stayers >> number & 1]
        self.arcs, self.mask, self.base = arcs, stayers << joiners, sum(self.value[arc] for arc in arcs)
        if any(self.value[arc] == FAR for arc in arcs):
            return
        self.seating = Seating(sharing, self.value, self.adds, arcs)
        self.each, self.beds, places = self.seating.each, self.seating.beds, self.seating.places
        room = sharing.room
        if room is not None:
            room -= sum(hours for number, hours in enumerate(sharing.hours[joiners:]) if stayers >> number & 1)
        self._offer((), self.mask, self.base)
        self.parties = [
            (value, party)
            for value, party in parties
            if not party.clashes & self.mask and not party.needs & ~self.mask and (room is None or party.hours <= room)
        ]
        self.early = 0
        if self.bonus:  # who may bring a bonus is settled first
            pairs = union(mask for mask, _, value in self.counted if value < 0)
            self.parties.sort(key=lambda one: not one[1].itself & pairs)
            self.early = sum(1 for _, party in self.parties if party.itself & pairs)
            masks = (party.itself for _, party in reversed(self.parties))
            self.behind = [*accumulate(masks, or_, initial=0)][::-1]
        self.worth = [value for value, _ in self.parties]
        self.cheap = [*accumulate([min(value, 0) for value in self.worth], initial=0)]
        if room is not None:
            self.hours = [*accumulate(sorted([party.hours for _, party in self.parties]))]
        bonus = self._bonus(self.mask, 0) if self.bonus else 0
        self.floor = min(self.floor, self.base + self._ahead(0, self._most(places, room), 0) - bonus)
        self._extend(0, self.base, self.mask, 0, places, room, ())

    def _most(self, places: int, room: int | None) -> int:
        """How many parties so many places and hours could take at most."""
        return places if room is None else min(places, bisect_right(self.hours, room))

    def _ahead(self, at: int, most: int, used: int) -> int:
        """What so many parties from one on come to at least: after the `early` ones they are of least value first.

        With the beds used, if so many are already.
        """
        first = max(at, self.early)
        if not self.beds[-1]:
            return self.cheap[min(first + most, len(self.parties))] - self.cheap[at]
        ahead = self.beds[used] + self.cheap[first] - self.cheap[at]
        for value, bed in zip(self.worth[first : first + most], self.each[used:], strict=False):
            if value + bed >= 0:  # both rise from here on
                break
            ahead += value + bed
        return ahead

    def _bonus(self, here: int, at: int) -> int:
        """What pairs that may still come together, or have, could take off."""
        could = here | self.behind[at]
        return -sum(value for mask, _, value in self.counted if value < 0 and mask & could == mask)

    def _extend(
        self, start: int, value: int, here: int, barred: int, places: int, room: int | None, people: tuple[int, ...]
    ) -> None:
        parties, most, bonus, used = self.parties, self._most(places, room), 0, len(self.each) - places
        for at in range(start, len(parties) if most else 0):
            if self.bonus:
                bonus = self._bonus(here, at)
            if value + self._ahead(at, most, used) - bonus >= self.least:
                if not self.bonus:
                    return
                continue
            self.steps += 1
            if self.steps >= FEW_STEPS and self.told == self.kept:
                self.told, self.least = 1, self.found[0][0]
            if self.steps > self.most_steps:
                return
            more, party = parties[at]
            if party.itself & barred or len(party.people) > places or (room is not None and party.hours > room):
                continue
            now, mask = people + party.people, here | party.itself
            left, free = None if room is None else room - party.hours, places - len(party.people)
            least = value + more + self.beds[len(now)]
            if least - bonus < self.least:
                self._offer(now, mask, least)
            if free:
                self._extend(at + 1, value + more, mask, barred | party.clashes, free, left, now)

    def _offer(self, people: tuple[int, ...], mask: int, least: int) -> None:
        """The household of the stayers and these people, which comes to `least` in the cheapest seats, if it is new."""
        pairs, beside = [], 0
        if self.counted:
            pairs = [column for pair, column, _ in self.counted if pair & mask == pair]
            beside = sum(of for pair, _, of in self.counted if pair & mask == pair)
        if least + beside >= self.least:
            return
        seating = self.seating
        if self.alike:  # everybody has one arc, and beds come in order
            self.steps += self.most is not None
            beds, added = seating.in_order(len(people))
            ours = [self.arc_of[one] for one in people]
            self._keep(least - self.beds[len(people)] + added + beside, (*self.arcs, *ours, *pairs, *beds))
            return
        ways, steps = seating.cheapest(people) if self.most is None else seating.every(people)
        self.steps += steps
        for seats, arcs in ways:
            beds = seating.further_beds(arcs)
            value = self.base + seats + beside + sum(self.adds[bed] for bed in beds)
            self._keep(value, (*self.arcs, *arcs, *pairs, *beds))

    def _keep(self, value: int, household: Household) -> None:
        """Among the cheapest, if it is one of them."""
        if value < self.least:
            insort(self.found, (value, household))
            if len(self.found) >= self.told:
                del self.found[self.kept :]
                self.least = self.found[self.told - 1][0]
