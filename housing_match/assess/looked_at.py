"""What of people and places decides what a rule says of them, as whole numbers."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from operator import attrgetter
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from housing_match.criteria import Criterion
from housing_match.domain import Place

T = TypeVar("T")


def reader(criterion: Criterion, names: tuple[str, ...]) -> Callable[[object], Hashable]:
    """What decides of these fields; of lists of which only what is beyond need does, whether they are known."""
    lists = {name for both in criterion.beyond_need for name in both}
    looks_at = {name: _is_known if name in lists else criterion.looks_at.get(name) for name in names}
    if not any(looks_at.values()):
        return attrgetter(*names) if names else lambda one: None
    return lambda one: tuple(
        getattr(one, name) if look is None else look(getattr(one, name)) for name, look in looks_at.items()
    )


def numbered(ones: Sequence[T], key: Callable[[T], Hashable]) -> NDArray[np.int64]:
    """A code for each element by its key, in order of first sight."""
    seen: dict[Hashable, int] = {}
    return np.array([seen.setdefault(key(one), len(seen)) for one in ones], dtype=np.int64)


def things(criterion: Criterion, places: Sequence[Place]) -> dict[tuple[int, str], int]:
    """A bit for each thing in the places' lists of which only what is beyond need decides."""
    pairs = enumerate(criterion.beyond_need)
    every = {(at, one) for at, (_, name) in pairs for place in places for one in getattr(place, name) or ()}
    return {one: 1 << bit for bit, one in enumerate(sorted(every))}


def bits(ones: Sequence[object], names: Sequence[str], bit_of: Mapping[tuple[int, str], int]) -> NDArray[np.int64]:
    """int64: the bits of all things in these lists of each element."""
    return np.array(
        [
            sum(bit_of.get((at, thing), 0) for at, name in enumerate(names) for thing in getattr(one, name) or ())
            for one in ones
        ],
        dtype=np.int64,
    )


def _is_known(value: object) -> bool:
    return value is not None
