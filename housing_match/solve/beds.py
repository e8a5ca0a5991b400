"""The order in which people who move into a home get its beds, where several that differ are taken for one class."""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from housing_match.solve.arcs import Arcs
from housing_match.solve.further import Further
from housing_match.solve.goals import void_terms
from housing_match.solve.rows import Table


@dataclass(frozen=True, kw_only=True)
class Beds:
    """Every bed, those of one merged class together, in the order in which people who move in get them.

    int64 [B] each: its own class and the merged one, the arc by which its occupant stays (-1: nobody does), and the
    column that is taken when somebody moves in, of the merged ones (-1: none, for all as good as the first).
    """

    place_class: NDArray[np.int64]
    group: NDArray[np.int64]
    stay: NDArray[np.int64]
    column: NDArray[np.int64]
    columns: int
    """How many columns there are, arcs and all others."""

    @cached_property
    def first_of_group(self) -> NDArray[np.int64]:
        """int64, one a merged class: the class of its first bed."""
        return self.place_class[np.unique(self.group, return_index=True)[1]]

    def dearer(self, used: NDArray[np.int64]) -> NDArray[np.int64] | None:
        """int64 [B]: by how much using a bed adds more than using the first, if using one adds `used` (int64 [C]).

        None where people who move in would get the beds in another order.
        """
        more = used[self.place_class] - used[self.first_of_group][self.group]
        falls = (np.diff(more) < 0) & (np.diff(self.group) == 0)
        return None if falls.any() or more[self.column < 0].any() else more


def beds_in_order(arcs: Arcs, class_of: NDArray[np.int64], first_column: int) -> Beds:
    """Those that cost most while empty first."""
    used, _ = void_terms(arcs)
    place_class = np.repeat(np.arange(len(arcs.classes)), arcs.capacity)
    stay = np.full(len(place_class), -1)
    stays = np.flatnonzero(arcs.stay)
    stays = stays[np.argsort(arcs.place_class[stays], kind="stable")]
    lived_in = arcs.place_class[stays]
    turn = np.arange(len(stays)) - np.searchsorted(lived_in, lived_in)
    stay[np.searchsorted(place_class, lived_in) + turn] = stays
    order = np.lexsort((used[place_class], class_of[place_class]))
    place_class, stay = place_class[order], stay[order]
    beds = Beds(
        place_class=place_class,
        group=class_of[place_class],
        stay=stay,
        column=np.full(len(order), -1),
        columns=first_column,
    )
    further = np.flatnonzero(used[place_class] > used[beds.first_of_group][beds.group])
    column = beds.column.copy()
    column[further] = first_column + np.arange(len(further))
    return replace(beds, column=column, columns=first_column + len(further))


def further_beds(beds: Beds, few: Arcs, of: NDArray[np.int64]) -> dict[int, Further]:
    """The merged classes that have further beds."""
    found = {}
    stay = np.where(beds.stay < 0, -1, of[beds.stay])
    by_class = np.argsort(few.place_class, kind="stable")
    ends = np.searchsorted(few.place_class[by_class], np.arange(len(few.classes) + 1))
    for number in np.unique(beds.group[beds.column >= 0]).tolist():
        here = slice(*np.searchsorted(beds.group, [number, number + 1]))
        first = beds.column[here] < 0
        arcs = by_class[ends[number] : ends[number + 1]]
        found[number] = Further(
            joining=arcs[~few.stay[arcs]],
            first=int(np.count_nonzero(first)),
            first_staying=tuple(stay[here][first & (stay[here] >= 0)].tolist()),
            further=tuple(zip(beds.column[here][~first].tolist(), stay[here][~first].tolist(), strict=True)),
        )
    return found


def places(beds: Beds, few: Arcs, of: NDArray[np.int64]) -> Table:
    """A row for each merged class: those who move in, and those who stay in first beds, have these and further ones."""
    is_further = beds.column >= 0
    counts = np.ones(len(few.person), dtype=np.bool_)
    counts[of[beds.stay[is_further & (beds.stay >= 0)]]] = False
    arcs = np.flatnonzero(counts)
    column = np.concatenate([arcs, beds.column[is_further]])
    row = np.concatenate([few.place_class[arcs], beds.group[is_further]])
    ones = np.where(np.arange(len(column)) < len(arcs), 1, -1)
    count = len(few.classes)
    first = np.bincount(beds.group[~is_further], minlength=count).astype(np.float64)
    matrix = csr_array((ones, (row, column)), shape=(count, beds.columns))
    return Table(matrix=matrix, least=np.full(count, -np.inf), most=first)
