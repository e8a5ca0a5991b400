"""Three ordinary ways of letting homes, one person at a time by the same rules but quotas, to stand beside the plan."""

from collections.abc import Callable, Mapping
from datetime import date
from heapq import heapify, heappop, heappush

import numpy as np
from numpy.typing import NDArray

from housing_match.solve.arcs import Arcs
from housing_match.solve.letting import Letting, Offers, offers_of

CLOSED = NEVER = np.iinfo(np.int64).max


def baselines(arcs: Arcs) -> dict[str, dict[str, str]]:
    """resident_id → bedspace_id under each ordinary way of letting, by its name."""
    return filled_up(arcs, {})


def filled_up(arcs: Arcs, bedspace_of: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """A plan (resident_id → bedspace_id) and what each ordinary way then lets of the homes it leaves, by its name.

    Nothing of the plan is undone; quotas are not looked at.
    """
    offers = offers_of(arcs, bedspace_of)
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
    least, most = int(offers.fit.min(initial=0)), int(offers.fit.max(initial=0))
    return _in_order(letting, _turns(offers)[offers.person] * (most - least + 1) + most - offers.fit)


def _best_fit(letting: Letting) -> dict[str, str]:
    """The pair of person and place that fits best."""
    return _in_order(letting, -letting.offers.fit)


def _in_order(letting: Letting, key: NDArray[np.int64]) -> dict[str, str]:
    """Lets the open offer of the least key (int64 [K]), of equals the first, again and again, until none is open.

    The heap holds, for everybody with an offer open, a rank that is no later than that of the person's first: `stands`
    is the least there, and every offer of the person before it is closed, until told that it stands open again.
    """
    offers = letting.offers
    order = np.argsort(key, kind="stable")
    rank = np.empty(len(order), dtype=np.int64)
    rank[order] = np.arange(len(order))
    of_person = order[np.argsort(offers.person[order], kind="stable")]  # each person's offers, the first in order first
    place = np.empty(len(order), dtype=np.int64)
    place[of_person] = np.arange(len(order))
    first = offers.first_of_person
    stands = np.full(len(offers.people), NEVER)
    asking = np.flatnonzero(np.diff(first))
    stands[asking] = rank[of_person[first[asking]]]
    heap = list(zip(stands[asking].tolist(), asking.tolist(), strict=True))
    heapify(heap)
    while heap:
        was, person = heappop(heap)
        if letting.moved[person] or stands[person] != was:
            continue
        theirs = of_person[place[order[was]] : first[person + 1]]
        is_open = letting.is_open(theirs)
        at = int(is_open.argmax())
        if not is_open[at]:
            stands[person] = NEVER
        elif at:
            stands[person] = rank[theirs[at]]
            heappush(heap, (int(stands[person]), person))
        else:
            reopened = letting.let(int(theirs[0]))
            if not letting.moved[person]:
                heappush(heap, (was, person))
            for one in reopened[rank[reopened] < stands[offers.person[reopened]]].tolist():
                who = int(offers.person[one])
                if rank[one] < stands[who]:
                    stands[who] = rank[one]
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
