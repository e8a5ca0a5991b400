"""Beds of a home taken together: one place class where the same people may have them, and no rule tells them apart.

Such beds may differ in what they cost while empty, in which people have no part: a bed used, by whomever, saves it.
Whoever stays keeps the bed, and of the beds left those who move in get the ones that save most. So a merged class has
`first` beds that save most, and for each `further` bed b a column e_b of cost (saved by a first one − saved by b) ≥ 0,
under the rows

    Σ people who move in + Σ occupants who stay in first beds − Σ e_b ≤ first,    e_b + occupant stays in b ≤ 1.

Any plan bed by bed keeps them with e_b = 1 where somebody moves into b, at the same cost. And where they are kept, the
first beds left and those of e_b = 1 have room for all who move in, at no more cost: less where an e_b is not needed.
So both have the same least, plans' bounds too, for every goal that orders beds the same way.
"""

from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from housing_match.solve.arcs import Arcs, PlaceClass
from housing_match.solve.beds import Beds, beds_in_order, further_beds, places
from housing_match.solve.certificate import Spans
from housing_match.solve.goals import WISHES, Tally
from housing_match.solve.rows import Row, Side, Table, renumbered, rules_of, table_of
from housing_match.solve.shared import Shared


@dataclass(frozen=True, kw_only=True)
class Merged:
    """`arcs` and `side` with fewer classes than the `whole` arcs; `of` is int64 [N] → the merged number of a column."""

    whole: Arcs
    arcs: Arcs
    side: Side
    of: NDArray[np.int64]
    beds: Beds
    shared: Shared

    def tally(self, tally: Tally) -> Tally | None:
        """The goal over merged arcs; None where it tells beds apart that are together here, as lotteries may."""
        if tally.name.startswith("lottery"):
            return None
        if tally.name == WISHES:
            nothing = np.zeros(len(self.arcs.classes), dtype=np.int64)
            return replace(tally, arc=np.zeros(len(self.arcs.person), dtype=np.int64), used=nothing)
        whole, of = self.whole, self.of[: len(self.whole.person)]
        dearer, first = self.beds.dearer(tally.used), tally.used[self.beds.first_of_group]
        saved = np.where(whole.stay, tally.used[whole.place_class], first[self.arcs.place_class[of]])
        together = np.zeros(len(self.arcs.person), dtype=np.int64)
        together[of] = tally.arc + saved
        if dearer is None or (together[of] != tally.arc + saved).any():
            return None
        return replace(tally, arc=together, used=np.zeros_like(first), further=dearer[self.beds.column >= 0])

    def spans(self, spans: Spans) -> Spans:
        """What merged spans (bounds [merged N]) leave to all columns; which of its beds somebody has stays open."""
        alone = np.bincount(self.of)[self.of] == 1
        return Spans(least=np.where(alone, spans.least[self.of], 0), most=spans.most[self.of])

    def taken(self, taken: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """bool [A] of the whole arcs for the merged: whoever stays keeps the bed, others get the rest in order."""
        whole, beds = self.whole, self.beds
        stays = taken[self.of[: len(whole.person)]] & whole.stay
        left = (beds.stay < 0) | ~stays[beds.stay]
        joining = np.flatnonzero(taken & ~self.arcs.stay)
        joining = joining[np.argsort(self.arcs.place_class[joining], kind="stable")]
        group = self.arcs.place_class[joining]
        turn = np.searchsorted(beds.group[left], group) + np.arange(len(group)) - np.searchsorted(group, group)
        bed = beds.place_class[left][turn]
        stays[np.searchsorted(whole.number, self.arcs.person[joining] * len(whole.classes) + bed)] = True
        return stays


def merged(arcs: Arcs, side: Side, table: Table) -> Merged | None:
    """The choices with beds taken together wherever that may be; None where it may be nowhere.

    Where chains are capped it may not: a chain goes through one bed. `table` holds the rows of arcs and side.
    """
    class_of = _together(arcs)
    if arcs.assessment.scenario.max_chain is not None or class_of.max(initial=-1) + 1 == len(arcs.classes):
        return None
    number = arcs.person * len(arcs.classes) + class_of[arcs.place_class]
    _, first, of_arc = np.unique(number, return_index=True, return_inverse=True)
    of = np.concatenate([of_arc.ravel(), len(first) + np.arange(side.extra_columns)])
    representative = np.concatenate([first, len(arcs.person) + np.arange(side.extra_columns)])
    rows = rules_of(table, arcs)
    if abs(rows.matrix[:, representative][:, of] - rows.matrix).nnz:
        return None
    few = replace(
        arcs,
        classes=_classes(arcs, class_of),
        person=arcs.person[first],
        place_class=class_of[arcs.place_class[first]],
        stay=arcs.stay[first],
    )
    beds = beds_in_order(arcs, class_of, len(representative))
    more = further_beds(beds, few, of)
    people = table.only(np.arange(len(arcs.people)))
    kept = [replace(one, matrix=_wider(one.matrix[:, representative], beds.columns)) for one in (people, rows)]
    occupied = (Row(terms={at: 1, stay: 1}, most=1) for one in more.values() for at, stay in one.further if stay >= 0)
    shared = Shared(
        table=kept[0].and_more(places(beds, few, of)).and_more(kept[1]).and_more(table_of(list(occupied), beds.columns))
    )
    return Merged(whole=arcs, arcs=few, side=renumbered(side, of, few, more), of=of, beds=beds, shared=shared)


def _wider(matrix: csr_array, columns: int) -> csr_array:
    """The same rows over so many columns."""
    return csr_array((matrix.data, matrix.indices, matrix.indptr), shape=(matrix.shape[0], columns))


def _together(arcs: Arcs) -> NDArray[np.int64]:
    """int64 [C]: a number that classes of one home share if the same people could move there."""
    joining = np.flatnonzero(~arcs.stay)
    joining = joining[np.argsort(arcs.place_class[joining], kind="stable")]  # by class, people in order
    ends = np.searchsorted(arcs.place_class[joining], np.arange(len(arcs.classes) + 1)).tolist()
    people = (arcs.person[joining[first:last]] for first, last in pairwise(ends))
    numbers: dict[object, int] = {}
    keys = [(one.place.home_id, who.tobytes() or one.key) for one, who in zip(arcs.classes, people, strict=True)]
    return np.array([numbers.setdefault(key, len(numbers)) for key in keys], dtype=np.int64)


def _classes(arcs: Arcs, class_of: NDArray[np.int64]) -> tuple[PlaceClass, ...]:
    found: dict[int, PlaceClass] = {}
    for number, one in zip(class_of.tolist(), arcs.classes, strict=True):
        if number in found:
            one = replace(found[number], bedspace_ids=(*found[number].bedspace_ids, *one.bedspace_ids))
        found[number] = one
    return tuple(found.values())
