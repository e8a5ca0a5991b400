"""Several goals as one sum, which is least exactly where the goals are least in their order."""

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import prod

import numpy as np
from numpy.typing import NDArray

from housing_match.solve.arcs import Arcs

PEOPLE_OUTWEIGHED = 3
"""Where goals are weighed, a unit of one outweighs what so many people can add up to on the next."""


@dataclass(frozen=True, kw_only=True)
class Sum:
    """What a goal adds up: int64 `costs`, one a column; no two plans differ by more than `span` on it."""

    costs: NDArray[np.int64]
    span: int

    @property
    def greatest(self) -> int:
        """The largest cost of one column, whatever its sign."""
        return int(np.abs(self.costs).max(initial=0))


def pack(sums: Sequence[Sum], most_unit: int) -> Iterator[tuple[int, int]]:
    """How many of the first sums make one layer, each with its greatest cost of a column, while that is ≤ `most_unit`.

    In a layer of k sums one unit of a sum outweighs all that the sums after it can differ by.
    """
    greatest = 0
    for count, one in enumerate(sums, start=1):
        greatest = greatest * (one.span + 1) + one.greatest
        if greatest > most_unit:
            return
        yield count, greatest


def weighed(sums: Sequence[Sum], most_unit: int, people: int = PEOPLE_OUTWEIGHED) -> Iterator[NDArray[np.int64]]:
    """int64 costs of the first sum, of the first two, and so on, in units of the last; while no cost is > `most_unit`.

    A unit of one outweighs what a few people add up to on the next, and so what a better plan usually takes from it.
    """
    greatest = 0
    costs = np.zeros_like(sums[0].costs)
    for one in sums:
        factor = outweighed(one, people)
        greatest = greatest * factor + one.greatest
        if greatest > most_unit:
            return
        costs = costs * factor + one.costs
        yield costs


def outweighed(one: Sum, people: int = PEOPLE_OUTWEIGHED) -> int:
    """What a unit of the sum before is worth in units of this one, where they are weighed."""
    return max(people * one.greatest, 1)


def in_units(prices: NDArray[np.float64], after: Sequence[Sum]) -> NDArray[np.float64]:
    """Prices of weighed sums in units of the one that these come after, rounded to whole ones."""
    return np.round(prices / prod(map(outweighed, after)))


def heaviest_first(
    sums: Sequence[Sum], most_unit: int, people: int = PEOPLE_OUTWEIGHED
) -> Iterator[tuple[int, NDArray[np.int64]]]:
    """How many sums are `weighed` and their costs, from the most to the first alone; each is made when asked for."""
    count = len(sums)
    while count and (last := deque(enumerate(weighed(sums[:count], most_unit, people), start=1), maxlen=1)):
        count, costs = last.pop()
        yield count, costs
        count -= 1


def layer_of(sums: Sequence[Sum]) -> NDArray[np.int64]:
    """int64 costs of the sums packed into one; those who ask have seen that they fit."""
    costs = np.zeros_like(sums[0].costs)
    for one in sums:
        costs = costs * (one.span + 1) + one.costs
    return costs


def value_of(parts: Sequence[int], sums: Sequence[Sum]) -> int:
    """What the layer of the sums comes to where each of them comes to its part."""
    value = 0
    for part, one in zip(parts, sums, strict=True):
        value = value * (one.span + 1) + part
    return value


def parts_of(value: int, sums: Sequence[Sum], leasts: Sequence[int]) -> list[int]:
    """What each of the sums, which come to `leasts` at least, comes to where their layer comes to `value`."""
    rest, parts = value - value_of(leasts, sums), []
    for one, least in zip(reversed(sums[1:]), reversed(leasts[1:]), strict=True):
        rest, above = divmod(rest, one.span + 1)
        parts.append(least + above)
    return [leasts[0] + rest, *reversed(parts)]


def span_of(arcs: Arcs, costs: NDArray[np.int64], is_open: NDArray[np.bool_]) -> int:
    """No two choices of open arcs differ by more on Σ costs (int64 [A])."""
    least, most = reach_of(arcs, costs, is_open)
    return max(most - least, 0)


def reach_of(arcs: Arcs, costs: NDArray[np.int64], is_open: NDArray[np.bool_]) -> tuple[int, int]:
    """What Σ costs (int64 [A]) of open arcs comes to at least and at most: by person, and by place class."""
    free = ~arcs.must_place
    no_person_above, no_person_below = _ends(costs, arcs.person, is_open, free)
    anyone = np.ones(len(arcs.classes), dtype=np.bool_)
    no_class_above, no_class_below = (ends * arcs.capacity for ends in _ends(costs, arcs.place_class, is_open, anyone))
    most = min(int(no_person_above.sum()), int(no_class_above.sum()))
    least = max(int(no_person_below.sum()), int(no_class_below.sum()))
    return least, most


def _ends(
    costs: NDArray[np.int64], group: NDArray[np.int64], is_open: NDArray[np.bool_], may_be_none: NDArray[np.bool_]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The greatest and least cost of an open arc in each group, where none may be taken counting as 0."""
    far = np.iinfo(np.int64).max
    most, least = np.full(len(may_be_none), -far), np.full(len(may_be_none), far)
    np.maximum.at(most, group[is_open], costs[is_open])
    np.minimum.at(least, group[is_open], costs[is_open])
    none = may_be_none | (most < least)
    return np.where(none, np.maximum(most, 0), most), np.where(none, np.minimum(least, 0), least)
