"""What of people and places decides what a rule says of them, as whole numbers."""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from operator import attrgetter
from typing import Any

import numpy as np
from numpy.typing import NDArray

from housing_match.criteria import Criterion
from housing_match.domain import Facts, Place


def reader(criterion: Criterion, names: tuple[str, ...], dates: Facts) -> Callable[[object], Hashable]:
    """What decides of these fields of one side; of lists of which only what is beyond need does, if they are known."""
    together = [look for fields, look in criterion.looks_at_together.items() if set(fields) <= set(names)]
    told = {name for fields in criterion.looks_at_together for name in fields} if together else set()
    lists = (name for both in criterion.beyond_need for name in both)
    looks_at = dict[str, Callable[[Any], Hashable]](dict.fromkeys(lists, _is_known)) | dict(criterion.looks_at)
    whole = [name for name in names if name not in looks_at and name not in told]
    parts = [(name, look) for name, look in looks_at.items() if name in names]
    read = attrgetter(*whole) if whole else lambda one: None
    if not parts and not together:
        return read
    return lambda one: (
        read(one),
        *(look(getattr(one, name)) for name, look in parts),
        *(look(one, dates) for look in together),
    )


def numbered(keys: Iterable[Hashable]) -> NDArray[np.int64]:
    """A code for each distinct key, in order of first sight."""
    every = list(keys)
    code = {key: at for at, key in enumerate(dict.fromkeys(every))}
    return np.fromiter(map(code.__getitem__, every), dtype=np.int64, count=len(every))


def things(criterion: Criterion, places: Sequence[Place]) -> dict[str, int]:
    """A bit for each thing in the places' lists of which only how many are beyond need decides."""
    lists = {getattr(place, name) or frozenset() for _, name in criterion.beyond_need for place in places}
    every = frozenset().union(*lists) - criterion.never_beyond_need
    return {one: 1 << bit for bit, one in enumerate(sorted(every))}


def bits(ones: Sequence[object], names: Sequence[str], bit_of: Mapping[str, int]) -> NDArray[np.int64]:
    """int64: the bits of all things in any of these lists of each element."""
    known: dict[tuple[frozenset[str] | None, ...], int] = {}
    for lists in {tuple(getattr(one, name) for name in names) for one in ones}:
        known[lists] = sum(bit_of.get(thing, 0) for thing in frozenset().union(*(one or () for one in lists)))
    return np.array([known[tuple(getattr(one, name) for name in names)] for one in ones], dtype=np.int64)


def _is_known(value: object) -> bool:
    return value is not None
