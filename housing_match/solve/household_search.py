"""Finds the cheapest households of a small home at given prices of its arcs."""

from bisect import bisect_right, insort
from collections.abc import Sequence
from itertools import accumulate, takewhile
from operator import itemgetter, or_

import numpy as np
from numpy.typing import NDArray

from housing_match.solve.sharing import Household, Party, Sharing, union

FAR = 1 << 60
"""The value of an arc that is settled not to be taken."""
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
        self.seats = {one: self._seats(one) for _, party in parties for one in party.people}
        """What each person's open arcs come to, the arcs and their place classes, of least value first."""
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
        least = np.minimum.reduceat(of_arc[: len(of_arc) - len(self.sharing.staying)], self.sharing.starts).tolist()
        alone, several = self.sharing.parties
        found = [(value, party) for value, party in zip(least, alone, strict=True) if party and value < below]
        for party in several:
            values = [least[one] for one in party.people]
            if max(values) < FAR and sum(values) < below:
                found.append((sum(values), party))
        return sorted(found, key=itemgetter(0))

    def _seats(self, one: int) -> list[tuple[int, int, int]]:
        place_class = self.sharing.place_class
        seats = [(self.value[arc], arc, place_class[arc]) for arc in self.sharing.joining[one]]
        return sorted((seat for seat in seats if seat[0] < FAR), key=itemgetter(0))

    def _with_stayers(self, stayers: int, parties: list[tuple[int, Party]]) -> None:
        sharing, joiners = self.sharing, len(self.sharing.joining)
        arcs = [arc for number, arc in enumerate(sharing.staying) if stayers >> number & 1]
        self.arcs, self.mask, self.base = arcs, stayers << joiners, sum(self.value[arc] for arc in arcs)
        if any(self.value[arc] == FAR for arc in arcs):
            return
        self._leave_beds(arcs)
        places = sum(self.free.values())
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
        self.cheap = [*accumulate((min(value, 0) for value, _ in self.parties), initial=0)]
        self.hours = [*accumulate(sorted(party.hours for _, party in self.parties))]
        bonus = self._bonus(self.mask, 0) if self.bonus else 0
        self.floor = min(self.floor, self.base + self._ahead(0, self._most(places, room), places) - bonus)
        self._extend(0, self.base, self.mask, 0, places, room, ())

    def _most(self, places: int, room: int | None) -> int:
        """How many parties so many places and hours could take at most."""
        return places if room is None else min(places, bisect_right(self.hours, room))

    def _leave_beds(self, stayers: list[int]) -> None:
        """The beds of each class that stayers leave free, and what each of them adds in order; closed ones are none."""
        self.free, self.added, self.further = dict(self.sharing.beds), dict[int, list[int]](), dict[int, list[int]]()
        for arc in stayers:
            self.free[self.sharing.place_class[arc]] -= 1
        for number, one in self.sharing.further.items():
            first, further = one.left(stayers)
            self.further[number] = list(takewhile(lambda column: self.adds[column] < FAR, further))
            self.added[number] = [0] * first + [self.adds[column] for column in self.further[number]]
            self.free[number] = len(self.added[number])
        alike = sum(self.free.values()) - sum(map(len, self.added.values()))
        self.each = sorted([0] * alike + [one for added in self.added.values() for one in added])
        self.beds = [*accumulate(self.each, initial=0)]
        """What so many beds add at least."""

    def _ahead(self, at: int, most: int, places: int) -> int:
        """What so many parties from one on come to at least: after the `early` ones they are of least value first.

        With the beds used, if `places` are left.
        """
        first = max(at, self.early)
        last = min(first + most, len(self.parties))
        if not self.beds[-1]:
            return self.cheap[last] - self.cheap[at]
        used = len(self.each) - places
        pairs = zip(self.parties[first:last], self.each[used:], strict=False)
        return self.beds[used] + self.cheap[first] - self.cheap[at] + sum(min(of[0] + bed, 0) for of, bed in pairs)

    def _bonus(self, here: int, at: int) -> int:
        """What pairs that may still come together, or have, could take off."""
        could = here | self.behind[at]
        return -sum(value for mask, _, value in self.counted if value < 0 and mask & could == mask)

    def _extend(
        self, start: int, value: int, here: int, barred: int, places: int, room: int | None, people: tuple[int, ...]
    ) -> None:
        parties, most, bonus = self.parties, self._most(places, room), 0
        for at in range(start, len(parties) if most else 0):
            if self.bonus:
                bonus = self._bonus(here, at)
            if value + self._ahead(at, most, places) - bonus >= self.least:
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
            least = value + more + self.beds[len(self.each) - free]
            if least - bonus < self.least:
                self._offer(now, mask, least)
            if free:
                self._extend(at + 1, value + more, mask, barred | party.clashes, free, left, now)

    def _offer(self, people: tuple[int, ...], mask: int, least: int) -> None:
        """The household of the stayers and these people, which comes to `least` in the cheapest seats, if it is new."""
        pairs = [(column, of) for pair, column, of in self.counted if pair & mask == pair]
        beside = sum(of for _, of in pairs)
        if least + beside >= self.least:
            return
        for seats, arcs in self._seated(people) if self.most is None else self._every_seat(people):
            beds = self._further_beds(arcs)
            value = self.base + seats + beside + sum(self.adds[bed] for bed in beds)
            if value < self.least:
                insort(self.found, (value, (*self.arcs, *arcs, *(column for column, _ in pairs), *beds)))
                if len(self.found) >= self.told:
                    del self.found[self.kept :]
                    self.least = self.found[self.told - 1][0]

    def _further_beds(self, arcs: Household) -> list[int]:
        """The further beds that people get who move in by these arcs."""
        if not self.further:
            return []
        beds, used = list[int](), [self.sharing.place_class[arc] for arc in arcs]
        for number, further in self.further.items():
            first = self.free[number] - len(further)
            beds += further[: max(used.count(number) - first, 0)]
        return beds

    def _every_seat(self, people: Sequence[int]) -> list[tuple[int, Household]]:
        """Every way to give each of the people a bed, with what it comes to."""
        ways: list[tuple[int, Household, tuple[int, ...]]] = [(0, (), ())]
        for one in people:
            ways = [
                (value + worth, (*arcs, arc), (*used, beds))
                for value, arcs, used in ways
                for worth, arc, beds in self.seats[one]
                if used.count(beds) < self.free[beds]
            ]
        self.steps += len(ways)
        return [(value, arcs) for value, arcs, _ in ways]

    def _seated(self, people: Sequence[int]) -> list[tuple[int, Household]]:
        """The cheapest way to give each of the people a bed, and what it comes to but for beds; none where none is."""
        alike = len(self.free) == 1 or not self.beds[-1]
        arcs, used, worth = list[int](), list[int](), 0
        for one in people:  # where everybody can have one of the cheapest beds for them, nothing is cheaper
            seats = self.seats[one]
            seat = next((seat for seat in seats if used.count(seat[2]) < self.free[seat[2]]), None)
            if not alike or seat is None or seat[0] > seats[0][0]:
                return self._seated_at_length(people)
            worth += seat[0]
            arcs.append(seat[1])
            used.append(seat[2])
        return [(worth, tuple(arcs))]

    def _seated_at_length(self, people: Sequence[int]) -> list[tuple[int, Household]]:
        """The same, by all beds used so far."""
        self.steps += len(people)  # it costs as much as so many steps
        states: dict[tuple[int, ...], tuple[int, Household]] = {(): (0, ())}
        for one in people:
            after: dict[tuple[int, ...], tuple[int, Household]] = {}
            for used, (value, arcs) in states.items():
                for worth, arc, beds in self.seats[one]:
                    taken = used.count(beds)
                    if taken >= self.free[beds]:
                        continue
                    added = self.added[beds][taken] if beds in self.added else 0
                    key, seated = tuple(sorted((*used, beds))), (value + worth + added, (*arcs, arc))
                    if key not in after or seated < after[key]:
                        after[key] = seated
            states = after
        return [(sum(self.value[arc] for arc in best), best) for _, best in sorted(states.values())[:1]]
