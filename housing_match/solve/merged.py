"""Beds of a home taken together: one place class where the same people may have them, and no rule tells them apart."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from housing_match.solve.arcs import Arcs, PlaceClass
from housing_match.solve.certificate import Spans
from housing_match.solve.goals import WISHES, Tally
from housing_match.solve.rows import Side, Table
from housing_match.solve.shared import Shared
from housing_match.solve.sharing import Sharing


@dataclass(frozen=True, kw_only=True)
class Merged:
    """`arcs` and `side` with fewer classes than the `whole` arcs; `of` is int64 [N] → the merged number of a column."""

    whole: Arcs
    arcs: Arcs
    side: Side
    of: NDArray[np.int64]
    class_of: NDArray[np.int64]
    shared: Shared

    def tally(self, tally: Tally) -> Tally | None:
        """The goal over merged arcs; None where it tells beds apart that are together here, as lotteries may."""
        if tally.name.startswith("lottery"):
            return None
        if tally.name == WISHES:
            nothing = np.zeros(len(self.arcs.classes), dtype=np.int64)
            return replace(tally, arc=np.zeros(len(self.arcs.person), dtype=np.int64), used=nothing)
        costs, of = tally.arc + tally.used[self.whole.place_class], self.of[: len(self.whole.person)]
        together = np.zeros(len(self.arcs.person), dtype=np.int64)
        together[of] = costs
        if (together[of] != costs).any():
            return None
        return replace(tally, arc=together, used=np.zeros(len(self.arcs.classes), dtype=np.int64))

    def spans(self, spans: Spans) -> Spans:
        """What merged spans (bounds [merged N]) leave to all columns; which of its beds somebody has stays open."""
        alone = np.bincount(self.of)[self.of] == 1
        return Spans(least=np.where(alone, spans.least[self.of], 0), most=spans.most[self.of])

    def taken(self, taken: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """bool [A] of the whole arcs for the merged: whoever stays keeps the bed, others get the rest in turn."""
        whole, classes = self.whole, len(self.whole.classes)
        mine = taken[self.of[: len(whole.person)]]
        stays = mine & whole.stay
        free = whole.capacity - np.bincount(whole.place_class[stays], minlength=classes)
        beds = np.repeat(np.arange(classes), free)
        beds = beds[np.argsort(self.class_of[beds], kind="stable")]
        joining = np.flatnonzero(taken & ~self.arcs.stay)
        joining = joining[np.argsort(self.arcs.place_class[joining], kind="stable")]
        group = self.arcs.place_class[joining]
        bed = beds[np.searchsorted(self.class_of[beds], group) + np.arange(len(group)) - np.searchsorted(group, group)]
        number = whole.person * classes + whole.place_class
        stays[np.searchsorted(number, self.arcs.person[joining] * classes + bed)] = True
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
    rows = table.only(np.arange(len(arcs.people) + len(arcs.classes), len(table)))
    if abs(rows.matrix[:, representative][:, of] - rows.matrix).nnz:
        return None
    few = replace(
        arcs,
        classes=_classes(arcs, class_of),
        person=arcs.person[first],
        place_class=class_of[arcs.place_class[first]],
        stay=arcs.stay[first],
    )
    ones, column = np.ones(len(first), dtype=np.int64), np.arange(len(first))
    of_class = csr_array((ones, (few.place_class, column)), shape=(len(few.classes), len(representative)))
    none = np.full(len(few.classes), -np.inf)
    people = table.only(np.arange(len(arcs.people)))
    people, rows = (replace(one, matrix=csr_array(one.matrix[:, representative])) for one in (people, rows))
    places = Table(matrix=of_class, least=none, most=few.capacity.astype(np.float64))
    shared = Shared(table=people.and_more(places).and_more(rows))
    return Merged(whole=arcs, arcs=few, side=_side(side, of, few), of=of, class_of=class_of, shared=shared)


def _together(arcs: Arcs) -> NDArray[np.int64]:
    """int64 [C]: a number that classes of one home share if the same people could move there."""
    joining = [list[int]() for _ in arcs.classes]
    for at in np.flatnonzero(~arcs.stay).tolist():
        joining[arcs.place_class[at]].append(int(arcs.person[at]))
    numbers: dict[object, int] = {}
    keys = [(one.place.home_id, tuple(people)) for one, people in zip(arcs.classes, joining, strict=True)]
    return np.array([numbers.setdefault(key, len(numbers)) for key in keys], dtype=np.int64)


def _classes(arcs: Arcs, class_of: NDArray[np.int64]) -> tuple[PlaceClass, ...]:
    found: dict[int, PlaceClass] = {}
    for number, one in zip(class_of.tolist(), arcs.classes, strict=True):
        if number in found:
            one = replace(found[number], bedspace_ids=(*found[number].bedspace_ids, *one.bedspace_ids))
        found[number] = one
    return tuple(found.values())


def _side(side: Side, of: NDArray[np.int64], few: Arcs) -> Side:
    """The side rules but for their rows, which the table holds."""

    def unique(columns: Iterable[int]) -> list[int]:
        return sorted({int(of[one]) for one in columns})

    sharing = {}
    for home_id, one in side.sharing.items():
        place_class = {at: int(few.place_class[at]) for at in unique(one.place_class)}
        sharing[home_id] = Sharing(
            joining=tuple(tuple(unique(ways)) for ways in one.joining),
            staying=tuple(int(of[at]) for at in one.staying),
            place_class=place_class,
            beds={number: int(few.capacity[number]) for number in sorted(set(place_class.values()))},
            met=one.met,
            hours=one.hours,
            room=one.room,
            together=one.together,
            counted=[(mask, int(of[column])) for mask, column in one.counted],
        )
    return Side(
        taken_with=[tuple(unique(group) for group in groups) for groups in side.taken_with],
        sharing=sharing,
        wishes={int(of[at]): value for at, value in side.wishes.items()},
    )
