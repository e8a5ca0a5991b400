"""Letting one home at a time: who has moved, which rooms are empty now and what was refused."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from housing_match.assess import Assessment
from housing_match.solve.arcs import Arcs
from housing_match.solve.chains import chains
from housing_match.solve.entries import in_rows
from housing_match.solve.score import Trial


@dataclass(frozen=True, kw_only=True)
class Offers:
    """K pairs of a person and a room that the one-person rules allow, by person, then room; int64 [K] each.

    `people` and `rooms` hold ids in id order, `fit` thousandths, and `home` int64 [rooms] numbers the rooms' homes.
    `before` is a plan that stands (resident_id → bedspace_id): whoever moves in it is offered nothing else.
    """

    assessment: Assessment
    people: tuple[str, ...]
    rooms: tuple[str, ...]
    person: NDArray[np.int64]
    room: NDArray[np.int64]
    fit: NDArray[np.int64]
    home: NDArray[np.int64]
    before: Mapping[str, str]

    @cached_property
    def first_of_person(self) -> NDArray[np.int64]:
        """int64 [N + 1]: where each person's offers begin."""
        return np.searchsorted(self.person, np.arange(len(self.people) + 1))

    def of_people(self, people: Sequence[int]) -> NDArray[np.int64]:
        """The offers of several people."""
        first = self.first_of_person
        return np.concatenate([np.arange(first[one], first[one + 1]) for one in people] or [np.arange(0)])

    def of_room(self, room: int) -> NDArray[np.int64]:
        """The offers of one room."""
        order, first = self._by_room
        return order[first[room] : first[room + 1]]

    @cached_property
    def number_of_room(self) -> dict[str, int]:
        """bedspace_id → number."""
        return {room: at for at, room in enumerate(self.rooms)}

    @cached_property
    def number_of_person(self) -> dict[str, int]:
        """resident_id → number."""
        return {who: at for at, who in enumerate(self.people)}

    @cached_property
    def _by_room(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """The offers in order of their rooms, and where each room's begin."""
        shape = len(self.people), len(self.rooms)
        by_room = csr_array((np.arange(len(self.room)), self.room, self.first_of_person), shape=shape).tocsc()
        return by_room.data, by_room.indptr.astype(np.int64)


def offers_of(arcs: Arcs, before: Mapping[str, str]) -> Offers:
    """Every arc but the stays of everybody who does not move in a plan that stands, once for each room of its class."""
    assessment, world = arcs.assessment, arcs.world
    rooms = sorted(room for one in arcs.classes for room in one.bedspace_ids)
    number = {room: at for at, room in enumerate(rooms)}
    in_class = np.array([number[room] for one in arcs.classes for room in one.bedspace_ids], dtype=np.int64)
    first = np.concatenate([[0], np.cumsum(arcs.capacity)])
    waits = np.array([who not in before for who in arcs.people], dtype=np.bool_)
    moves = np.flatnonzero(~arcs.stay & waits[arcs.person])
    bed, of = in_rows(first, arcs.place_class[moves])
    person, room = arcs.person[moves][of], in_class[bed]
    order = np.argsort(person * len(rooms) + room, kind="stable")  # nearly in order already
    person, room = person[order], room[order]
    row = np.array([assessment.row[who] for who in arcs.people], dtype=np.int64)
    column = np.array([assessment.column[one] for one in rooms], dtype=np.int64)
    number_of_home = {one.home_id: at for at, one in enumerate(world.homes)}
    return Offers(
        assessment=assessment,
        people=arcs.people,
        rooms=tuple(rooms),
        person=person,
        room=room,
        fit=assessment.fit_at(row[person], column[room]),
        home=np.array([number_of_home[world.home_of(one)] for one in rooms], dtype=np.int64),
        before=before,
    )


@dataclass(kw_only=True)
class Letting:
    """The rooms let so far, one by one, after a plan that stands; a room that a mover leaves can be let next.

    `moved` bool [N]; `empty` [rooms]: whether nobody lives there now; `refused` bool [K]. `suits` [rooms], kept where
    `counted`: how many who have not moved could have it and were not refused.
    """

    offers: Offers
    counted: bool = False
    moved: NDArray[np.bool_] = field(init=False)
    empty: NDArray[np.bool_] = field(init=False)
    suits: NDArray[np.int64] = field(init=False)
    refused: NDArray[np.bool_] = field(init=False)
    moved_last: list[int] = field(init=False, default_factory=list)
    """Who moved when an offer was let last; nobody if it was refused."""
    _trial: Trial = field(init=False)
    _step: dict[str, int] = field(init=False, default_factory=dict)
    """bedspace_id → the step of the chain in which whoever lived there left."""

    def __post_init__(self) -> None:
        offers, world, before = self.offers, self.offers.assessment.world, self.offers.before
        self.moved = np.array([who in before for who in offers.people], dtype=np.bool_)
        for members, _ in chains(world, before):
            lived = [world.incumbent_of[who] for who in members if who in world.incumbent_of]
            self._step |= {room: step for step, room in enumerate(lived, start=1)}
        taken = set(before.values())
        self.empty = np.array(
            [
                room not in taken and (room in self._step or world.bedspace[room].status != "occupied")
                for room in offers.rooms
            ],
            dtype=np.bool_,
        )
        self.suits = np.bincount(offers.room, minlength=len(offers.rooms))
        self.refused = np.zeros(len(offers.person), dtype=np.bool_)
        self._trial = Trial(assessment=offers.assessment, bedspace_of=dict(before))

    @property
    def bedspace_of(self) -> dict[str, str]:
        """resident_id → bedspace_id of everyone moved so far."""
        return dict(self._trial.bedspace_of)

    def is_open(self, offers: NDArray[np.int64]) -> NDArray[np.bool_]:
        """bool: whether each offer is of somebody not moved and a room that is empty, and was not refused."""
        person, room = self.offers.person[offers], self.offers.room[offers]
        return np.asarray(~self.moved[person] & self.empty[room] & ~self.refused[offers])

    def is_open_at_all(self) -> NDArray[np.bool_]:
        """bool [K]: the same of every offer."""
        return self.is_open(np.arange(len(self.offers.person)))

    def is_open_to(self, person: int) -> NDArray[np.bool_]:
        """bool: the same of every offer of somebody who has not moved."""
        theirs = slice(*self.offers.first_of_person[person : person + 2])
        return np.asarray(self.empty[self.offers.room[theirs]] & ~self.refused[theirs])

    def let(self, offer: int) -> NDArray[np.int64]:
        """Lets the room, and one beside it to whoever must come along, if every plan rule and the cap are kept.

        Offers that stand open again because somebody left a home.
        """
        chosen = [offer, *self._beside(offer)]
        offers, cap = self.offers, self.offers.assessment.scenario.max_chain
        moves = {offers.people[offers.person[one]]: offers.rooms[offers.room[one]] for one in chosen}
        steps = [self._step.get(room, 0) + 1 for room in moves.values()]
        if (cap is not None and max(steps) > cap) or self._trial.breaches_with(moves):
            self.moved_last, self.refused[offer] = [], True
            self.suits[offers.room[offer]] -= 1
            return np.arange(0)
        self._trial.keep(moves)
        self.moved_last = offers.person[chosen].tolist()
        for one in self.moved_last if self.counted else ():
            theirs = slice(*offers.first_of_person[one : one + 2])
            self.suits[offers.room[theirs][~self.refused[theirs]]] -= 1
        self.moved[self.moved_last] = True
        self.empty[offers.room[chosen]] = False
        return self._left(list(zip(moves, steps, strict=True)))

    def _left(self, steps: list[tuple[str, int]]) -> NDArray[np.int64]:
        """The offers that stand open again: of rooms left, and those refused in the homes of these rooms."""
        offers, world = self.offers, self.offers.assessment.world
        reopened: list[NDArray[np.int64]] = []
        for who, step in steps:
            left = world.incumbent_of.get(who)
            if left is None:
                continue
            self._step[left] = step
            for one in world.bedspaces_of[world.home_of(left)]:
                room = offers.number_of_room.get(one.bedspace_id)
                if room is None:
                    continue
                here = offers.of_room(room)
                again = here[self.refused[here]]
                self.refused[again] = False
                self.suits[room] += np.count_nonzero(~self.moved[offers.person[again]])
                self.empty[room] |= one.bedspace_id == left
                reopened.append(here if one.bedspace_id == left else again)
        if not reopened:
            return np.arange(0)
        offered = np.concatenate(reopened)
        return offered[self.is_open(offered)]

    def _beside(self, offer: int) -> list[int]:
        """The first open offer in the same home for each person who must live together with this one."""
        offers, found = self.offers, list[int]()
        for other in offers.assessment.world.must_live_with.get(offers.people[offers.person[offer]], ()):
            number = offers.number_of_person.get(other)
            if number is not None:
                theirs = offers.of_people([number])
                here = offers.home[offers.room[theirs]] == offers.home[offers.room[offer]]
                free = ~np.isin(offers.room[theirs], offers.room[[offer, *found]])
                found += theirs[here & free & self.is_open(theirs)][:1].tolist()
        return found
