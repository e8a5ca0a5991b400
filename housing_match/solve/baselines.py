"""Three ordinary ways of letting homes, one person at a time by the same rules but quotas, to stand beside the plan."""

from collections.abc import Callable
from datetime import date
from heapq import heapify, heappop, heappush

import numpy as np
from numpy.typing import NDArray

from housing_match.solve.arcs import Arcs
from housing_match.solve.letting import Letting, Offers, offers_of

CLOSED = np.iinfo(np.int64).max


def baselines(arcs: Arcs) -> dict[str, dict[str, str]]:
    """resident_id → bedspace_id under each ordinary way of letting, by its name."""
    offers = offers_of(arcs)
    return {name: way(Letting(offers=offers)) for name, way in WAYS.items()}


def _turns(offers: Offers) -> NDArray[np.int64]:
    """int64 [N]: people who need to move before those who need not, the longest waiting first."""
    residents = [offers.assessment.world.resident[who] for who in offers.people]
    order = sorted(
        range(len(residents)), key=lambda at: (not residents[at].needs_move, residents[at].waiting_since or date.max)
    )
    turns = np.empty(len(order), dtype=np.int64)
    turns[order] = np.arange(len(order))
    return turns


def _first_come(letting: Letting) -> dict[str, str]:
    """The longest waiting first, each to the place that fits best."""
    offers = letting.offers
    return _in_order(letting, np.lexsort((offers.room, -offers.fit, _turns(offers)[offers.person])))


def _best_fit(letting: Letting) -> dict[str, str]:
    """The pair of person and place that fits best."""
    offers = letting.offers
    return _in_order(letting, np.lexsort((offers.room, offers.person, -offers.fit)))


def _in_order(letting: Letting, order: NDArray[np.int64]) -> dict[str, str]:
    """Lets the first offer in the order that stands open, again and again, until none does.

    The heap holds, for everybody with an offer open, a rank that is no later than that of the person's first; `at` is
    where the person's offers are looked at from: all before it are closed, until told that they stand open again.
    """
    offers = letting.offers
    rank = np.empty(len(order), dtype=np.int64)
    rank[order] = np.arange(len(order))
    of_person = order[np.argsort(offers.person[order], kind="stable")]  # each person's offers, the first in order first
    place = np.empty(len(order), dtype=np.int64)
    place[of_person] = np.arange(len(order))
    at = np.searchsorted(offers.person[of_person], np.arange(len(offers.people) + 1)).tolist()
    ends = at[1:]
    heap = [(int(rank[of_person[at[person]]]), person) for person in np.unique(offers.person).tolist()]
    heapify(heap)
    while heap:
        was, person = heappop(heap)
        if letting.moved[person]:
            continue
        while at[person] < ends[person] and not letting.is_still_open(of_person[at[person]]):
            at[person] += 1
        if at[person] == ends[person]:
            continue
        offer = int(of_person[at[person]])
        if rank[offer] != was:
            heappush(heap, (int(rank[offer]), person))
            continue
        reopened = letting.let(offer)
        for one in (*reopened.tolist(), offer):  # the offer itself: if it was refused, the person's next comes up
            who = int(offers.person[one])
            at[who] = min(at[who], int(place[one]))
            heappush(heap, (int(rank[one]), who))
    return letting.bedspace_of


def _scarcest_void(letting: Letting) -> dict[str, str]:
    """The place that suits fewest first, to the person of the highest band, then the longest waiting."""
    offers = letting.offers
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


WAYS: dict[str, Callable[[Letting], dict[str, str]]] = {
    "first_come": _first_come,
    "one_at_a_time_by_fit": _best_fit,
    "scarcest_void_first": _scarcest_void,
}
