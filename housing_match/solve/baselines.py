"""Three ordinary ways of letting homes, one person at a time by the same rules but quotas, to stand beside the plan."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from heapq import heapify, heappop, heappush

import numpy as np
from numpy.typing import NDArray

from housing_match.solve.arcs import Arcs
from housing_match.solve.letting import Letting, Offers, offers_of

CLOSED = NEVER = np.iinfo(np.int64).max


class Lettings(Mapping[str, dict[str, str]]):
    """resident_id → bedspace_id under each ordinary way of letting, by its name; each is made when first asked for."""

    def __init__(self, arcs: Arcs) -> None:
        self._arcs = arcs
        self._offers: Offers | None = None
        self._made = dict[str, dict[str, str]]()

    def __getitem__(self, name: str) -> dict[str, str]:
        if name not in self._made:
            self._offers = self._offers or offers_of(self._arcs, {})
            self._made[name] = WAYS[name](self._offers)
            if len(self._made) == len(WAYS):
                self._offers = None
        return self._made[name]

    def __iter__(self) -> Iterator[str]:
        return iter(WAYS)

    def __len__(self) -> int:
        return len(WAYS)


def filled_up(arcs: Arcs, bedspace_of: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """A plan (resident_id → bedspace_id) and what each ordinary way then lets of the homes it leaves, by its name.

    Nothing of the plan is undone; quotas are not looked at.
    """
    offers = offers_of(arcs, bedspace_of)
    return {name: way(offers) for name, way in WAYS.items()}


def _turns(offers: Offers) -> NDArray[np.int64]:
    """int64 [N]: people who need to move before those who need not, the longest waiting first."""
    residents = [offers.assessment.world.resident[who] for who in offers.people]
    order = sorted(
        range(len(residents)), key=lambda at: (not residents[at].needs_move, residents[at].waiting_since or date.max)
    )
    turns = np.empty(len(order), dtype=np.int64)
    turns[order] = np.arange(len(order))
    return turns


def _first_come(offers: Offers) -> dict[str, str]:
    """The longest waiting first, each to the place that fits best."""
    least, most = int(offers.fit.min(initial=0)), int(offers.fit.max(initial=0))
    return _in_order(offers, _turns(offers)[offers.person] * (most - least + 1) + most - offers.fit)


def _best_fit(offers: Offers) -> dict[str, str]:
    """The pair of person and place that fits best."""
    return _in_order(offers, -offers.fit)


def _in_order(offers: Offers, key: NDArray[np.int64]) -> dict[str, str]:
    """Lets the open offer of the least key (int64 [K]), of equals the first, again and again, until none is open.

    The heap holds, for everybody with an offer open, a key that is no larger than the least of the person's: `stands`
    is the least there. Offers are by person, so that of equals the smallest person has the first.
    """
    letting, first = Letting(offers=offers), offers.first_of_person
    stands, offered = np.full(len(offers.people), NEVER), np.flatnonzero(np.diff(first))
    if len(offered):
        stands[offered] = np.minimum.reduceat(np.where(letting.is_open_at_all(), key, NEVER), first[offered])
    asking = np.flatnonzero(stands != NEVER)
    heap = list(zip(stands[asking].tolist(), asking.tolist(), strict=True))
    heapify(heap)
    while heap:
        was, person = heappop(heap)
        if letting.moved[person] or stands[person] != was:
            continue
        theirs = slice(first[person], first[person + 1])
        keys = np.where(letting.is_open_to(person), key[theirs], NEVER)
        at = int(keys.argmin())
        least = int(keys[at])
        if least != was:
            stands[person] = least
            if least != NEVER:
                heappush(heap, (least, person))
        else:
            reopened = letting.let(theirs.start + at)
            if not letting.moved[person]:
                heappush(heap, (was, person))
            for one in reopened[key[reopened] < stands[offers.person[reopened]]].tolist():
                who = int(offers.person[one])
                if key[one] < stands[who]:
                    stands[who] = key[one]
                    heappush(heap, (int(key[one]), who))
    return letting.bedspace_of


def _scarcest_void(offers: Offers) -> dict[str, str]:
    """The place that suits fewest first, to the person of the highest band, then the longest waiting."""
    letting = Letting(offers=offers, counted=True)
    residents = [offers.assessment.world.resident[who] for who in offers.people]
    needs_none = np.array([not one.needs_move for one in residents], dtype=np.bool_)
    band = np.array([ord(one.priority_band) for one in residents], dtype=np.int64)
    of_person = [_turns(offers), band, needs_none]
    in_order = np.lexsort((*(key[offers.person] for key in of_person), offers.room))
    starts = np.searchsorted(offers.room[in_order], np.arange(len(offers.rooms) + 1)).tolist()
    scarcity = _scarcity(letting, np.arange(len(offers.rooms)))
    while len(scarcity) and scarcity[room := int(scarcity.argmin())] != CLOSED:
        theirs = in_order[starts[room] : starts[room + 1]]
        offer = int(theirs[letting.is_open(theirs).argmax()])
        reopened = letting.let(offer)
        people = letting.moved_last
        touched = np.concatenate([offers.room[reopened], offers.room[offers.of_people(people)], [room]])
        scarcity[touched] = _scarcity(letting, touched)
    return letting.bedspace_of


def _scarcity(letting: Letting, rooms: NDArray[np.int64]) -> NDArray[np.int64]:
    """int64: the fewer could still have a room the smaller, of equals in id order; CLOSED where nobody can."""
    suits = letting.suits[rooms]
    return np.where(letting.empty[rooms] & (suits > 0), suits * len(letting.offers.rooms) + rooms, CLOSED)


WAYS: dict[str, Callable[[Offers], dict[str, str]]] = {
    "first_come": _first_come,
    "one_at_a_time_by_fit": _best_fit,
    "scarcest_void_first": _scarcest_void,
}
