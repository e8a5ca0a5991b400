"""Which people may live in one small home together, and which of these households is the cheapest at given prices."""

import os
from bisect import bisect_right, insort
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate, chain

import numpy as np
from numpy.typing import NDArray

FAR = 1 << 60
"""The value of an arc that is settled not to be taken."""
MOST_STEPS = int(os.environ.get('STEPS','3000'))
"""A home that takes longer to search through is left to its rows."""
FEW = int(os.environ.get('FEW','4'))
"""Households told of one search: the cheapest and the last ones that it improved on."""

Household = tuple[int, ...]
"""Columns: an arc for each person who is in the plan and lives there when it is done, and the pairs counted."""


class TooLarge(Exception):
    """The home has too many households to find the cheapest by trying."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """People who move into the home all or none: one person, or those who must live together.

    `people` number the joiners; the masks have a bit for each joiner and, above them, each stayer.
    """

    people: tuple[int, ...]
    itself: int
    clashes: int
    needs: int
    hours: int


@dataclass(frozen=True, kw_only=True)
class Sharing:
    """The rules of one home for J joiners and S stayers (incumbents in the plan), and its beds by place class.

    `met` is bool [J, J + S]: who may not share space with whom. `hours` is int64 [J + S] in parts of an hour, `room`
    what those who may leave or join have of them once anybody joins; None without a limit. `together` are numbers of
    people of whom the first joins only if the second lives there. `beds` is place class → places.
    """

    joining: tuple[tuple[int, ...], ...]
    staying: tuple[int, ...]
    place_class: dict[int, int]
    """Arc → place class, of every arc that leads to the home."""
    beds: dict[int, int]
    met: NDArray[np.bool_]
    hours: tuple[int, ...]
    room: int | None
    together: tuple[tuple[int, int], ...]
    counted: list[tuple[int, int]] = field(default_factory=list)
    """A mask of people and the column that is taken when all of them live there."""

    @cached_property
    def arcs(self) -> NDArray[np.int64]:
        """Every arc that leads to the home: the joiners' one after another, then the stayers'."""
        return np.array([*chain.from_iterable(self.joining), *self.staying], dtype=np.int64)

    @cached_property
    def _starts(self) -> NDArray[np.int64]:
        return np.concatenate([[0], np.cumsum([len(arcs) for arcs in self.joining])])[:-1].astype(np.int64)

    @cached_property
    def _clashes(self) -> list[int]:
        masks = [0] * len(self.joining)
        for one, other in zip(*(ends.tolist() for ends in np.nonzero(self.met)), strict=True):
            masks[one] |= 1 << other
        return masks

    @cached_property
    def _parties(self) -> tuple[list[Party | None], list[Party]]:
        """The party of each joiner who comes alone, and the parties of several who could come at all."""
        count = len(self.joining)
        party_of = list(range(count))
        needs = [0] * count
        for one, other in self.together:
            if other >= count:
                needs[one] |= 1 << other
            elif party_of[one] != party_of[other]:
                old, new = party_of[one], party_of[other]
                party_of = [new if number == old else number for number in party_of]
        members: dict[int, list[int]] = {}
        for person, number in enumerate(party_of):
            members.setdefault(number, []).append(person)
        alone: list[Party | None] = [None] * count
        several = []
        for people in members.values():
            party = Party(
                people=tuple(people),
                itself=sum(1 << one for one in people),
                clashes=_union(self._clashes[one] for one in people),
                needs=_union(needs[one] for one in people),
                hours=sum(self.hours[one] for one in people),
            )
            if len(people) == 1:
                alone[people[0]] = party
            elif not party.itself & party.clashes:
                several.append(party)
        return alone, several

    def count(self, column: int, people: Iterable[Iterable[int]]) -> None:
        """From now on the column is taken when people, each told by the arcs that lead here, all live in the home."""
        one_of = {arc: number for number, arcs in enumerate(self.joining) for arc in arcs}
        one_of |= {arc: len(self.joining) + number for number, arc in enumerate(self.staying)}
        self.counted.append((_union(1 << one_of[next(iter(arcs))] for arcs in people), column))

    def allows(self, taken: set[int]) -> bool:
        """Whether the arcs taken, of which no place class has more than its beds, make a household."""
        joined = [number for number, arcs in enumerate(self.joining) if not taken.isdisjoint(arcs)]
        if not joined:
            return True
        count = len(self.joining)
        here = joined + [count + number for number, arc in enumerate(self.staying) if arc in taken]
        mask = sum(1 << one for one in here)
        return (
            not any(self._clashes[one] & mask for one in joined)
            and all(mask >> other & 1 for one, other in self.together if mask >> one & 1)
            and (self.room is None or sum(self.hours[one] for one in here) <= self.room)
        )

    def cheapest(self, values: NDArray[np.int64], open_: NDArray[np.bool_]) -> tuple[int, list[tuple[int, Household]]]:
        """Households of small value, the smallest of all last. Raises TooLarge.

        `values` (int64 [N]) of all columns; a household's is the sum over its columns; only open arcs are taken.
        """
        search = _Search(self, values, open_)
        least = search.found[0][0] if search.steps <= MOST_STEPS else min(search.floor, search.found[0][0])
        return least, search.found

    def dearer(self, values: NDArray[np.int64], least: int) -> NDArray[np.int64]:
        """int64, one an arc: a household with it comes to at least so much more than the cheapest of all, `least`.

        No household with an arc is cheaper than the arc and the cheapest people, whoever they are, in the other beds.
        """
        count = len(self.joining)
        of_arc = values[self.arcs]
        of_person = np.minimum.reduceat(of_arc[: len(of_arc) - len(self.staying)], self._starts)
        cheap = np.minimum(np.concatenate([of_person, of_arc[len(of_arc) - len(self.staying) :]]), 0)
        beds = min(sum(self.beds.values()), len(cheap))
        ordered = np.sort(cheap)[:beds]
        others = ordered.sum() - np.minimum(cheap, ordered[-1])
        sizes = [*(len(arcs) for arcs in self.joining), *([1] * len(self.staying))]
        bonus = sum(min(int(values[column]), 0) for _, column in self.counted)
        return np.maximum(of_arc + np.repeat(others, sizes) + bonus - least, 0)


class _Search:
    """One search for the cheapest household, depth first, by parties of least value first."""

    def __init__(self, sharing: Sharing, values: NDArray[np.int64], open_: NDArray[np.bool_]) -> None:
        self.sharing, self.steps = sharing, 0
        self.value = dict(
            zip(
                sharing.arcs.tolist(),
                np.where(open_[sharing.arcs], values[sharing.arcs], FAR).tolist(),
                strict=True,
            )
        )
        self.counted = [(mask, column, int(values[column])) for mask, column in sharing.counted]
        self.bonus = -sum(min(value, 0) for _, _, value in self.counted)
        """What pairs counted could at most take off a household's value."""
        self.found: list[tuple[int, Household]] = []
        self.least = FAR
        self.floor = 0
        parties = self._worth_taking(values, open_)
        for stayers in range(1 << len(sharing.staying)):
            self._with_stayers(stayers, parties)

    def _worth_taking(self, values: NDArray[np.int64], open_: NDArray[np.bool_]) -> list[tuple[int, Party]]:
        """Parties that could make a household cheaper, of least value first."""
        joining = len(self.sharing.arcs) - len(self.sharing.staying)
        if not joining:
            return []
        arcs = self.sharing.arcs[:joining]
        of_person = np.minimum.reduceat(np.where(open_[arcs], values[arcs], FAR), self.sharing._starts)
        alone, several = self.sharing._parties
        found = [
            (int(of_person[one]), alone[one]) for one in np.flatnonzero(of_person < self.bonus).tolist() if alone[one]
        ]
        for party in several:
            value = sum(int(of_person[one]) for one in party.people)
            if value < self.bonus:
                found.append((value, party))
        return sorted(found, key=lambda one: one[0])

    def _with_stayers(self, stayers: int, parties: list[tuple[int, Party]]) -> None:
        sharing, joiners = self.sharing, len(self.sharing.joining)
        arcs = [arc for number, arc in enumerate(sharing.staying) if stayers >> number & 1]
        self.arcs, self.mask, self.base = arcs, stayers << joiners, sum(self.value[arc] for arc in arcs)
        if self.base >= FAR:
            return
        self.free = dict(sharing.beds)
        for arc in arcs:
            self.free[sharing.place_class[arc]] -= 1
        places = sum(self.free.values())
        room = sharing.room
        if room is not None:
            room -= sum(sharing.hours[joiners + number] for number in range(len(sharing.staying)) if stayers >> number & 1)
        self._offer(())
        self.parties = [
            (value, party)
            for value, party in parties
            if not party.clashes & self.mask and not party.needs & ~self.mask and (room is None or party.hours <= room)
        ]
        pairs = _union(mask for mask, _, value in self.counted if value < 0)
        self.parties.sort(key=lambda one: not one[1].itself & pairs)  # who may bring a bonus is settled first
        self.ahead, self.behind = self._still_to_come(places)
        self.hours = list(accumulate(sorted(party.hours for _, party in self.parties)))
        most = places if room is None else min(places, bisect_right(self.hours, room))
        self.floor = min(self.floor, self.base + self.ahead[0][min(most, len(self.parties))] - self._bonus(self.mask, 0))
        self._extend(0, self.base, self.mask, 0, places, room, ())

    def _still_to_come(self, places: int) -> tuple[list[list[int]], list[int]]:
        """From each party on: the least that so many of them come to, and a mask of all people in them."""
        ahead, behind, least, people = [[0] * (places + 1)], [0], [], 0
        for value, party in reversed(self.parties):
            insort(least, min(value, 0))
            del least[places:]
            people |= party.itself
            ahead.append([*accumulate(least, initial=0), *([sum(least)] * (places - len(least)))])
            behind.append(people)
        return ahead[::-1], behind[::-1]

    def _bonus(self, here: int, at: int) -> int:
        """What pairs that may still come together, or have, could take off."""
        could = here | self.behind[at]
        return -sum(value for mask, _, value in self.counted if value < 0 and mask & could == mask)

    def _extend(
        self, start: int, value: int, here: int, barred: int, places: int, room: int | None, taken: tuple[Party, ...]
    ) -> None:
        parties = self.parties
        most = places if room is None else min(places, bisect_right(self.hours, room))
        if not most:
            return
        for at in range(start, len(parties)):
            bonus = self._bonus(here, at) if self.bonus else 0
            if value + self.ahead[at][most] - bonus >= self.least:
                if not self.bonus:
                    return
                continue
            self.steps += 1
            if self.steps > MOST_STEPS:
                return
            more, party = parties[at]
            if party.itself & barred or len(party.people) > places or (room is not None and party.hours > room):
                continue
            now = (*taken, party)
            if value + more - bonus < self.least:
                self._offer(now)
            left = None if room is None else room - party.hours
            self._extend(
                at + 1, value + more, here | party.itself, barred | party.clashes, places - len(party.people), left, now
            )

    def _offer(self, taken: tuple[Party, ...]) -> None:
        """The household of the stayers and these parties, if it is the cheapest so far."""
        people = [one for party in taken for one in party.people]
        seats = self._seated(people)
        if seats is None:
            return
        value, arcs = seats
        mask = self.mask | _union(party.itself for party in taken)
        columns = [(column, of) for pair, column, of in self.counted if pair & mask == pair]
        value += self.base + sum(of for _, of in columns)
        if value < self.least:
            insort(self.found, (value, (*self.arcs, *arcs, *(column for column, _ in columns))))
            if len(self.found) >= FEW:
                del self.found[FEW:]
                self.least = self.found[-1][0]

    def _seated(self, people: Sequence[int]) -> tuple[int, Household] | None:
        """The cheapest way to give each of the people a bed, and what it comes to; None where there is none."""
        joining, place_class = self.sharing.joining, self.sharing.place_class
        free, value, seats = dict(self.free), 0, []
        for one in people:  # where everybody can have the cheapest bed for them, nothing is cheaper
            least = min(self.value[arc] for arc in joining[one])
            seat = next((arc for arc in joining[one] if self.value[arc] == least and free[place_class[arc]]), None)
            if seat is None or least >= FAR:
                break
            free[place_class[seat]] -= 1
            value += least
            seats.append(seat)
        else:
            return value, tuple(seats)
        states: dict[tuple[int, ...], tuple[int, Household]] = {(): (0, ())}
        for one in people:
            after: dict[tuple[int, ...], tuple[int, Household]] = {}
            for used, (value, arcs) in states.items():
                for arc in joining[one]:
                    of, beds = self.value[arc], place_class[arc]
                    if of >= FAR or used.count(beds) >= self.free[beds]:
                        continue
                    key, seat = tuple(sorted((*used, beds))), (value + of, (*arcs, arc))
                    if key not in after or seat < after[key]:
                        after[key] = seat
            states = after
        return min(states.values(), default=None)


def _union(masks: Iterable[int]) -> int:
    total = 0
    for mask in masks:
        total |= mask
    return total
