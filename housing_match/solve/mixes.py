"""Which kinds of people can share a new home: every largest set of them of which no two clash."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from housing_match.solve.clashes import Clashes

MOST_MIXES = 40
"""Beyond so many sets they are left out, which only makes a bound weaker."""


@dataclass(frozen=True, kw_only=True)
class Mix:
    """People (bool [N]) of whom any may share; of each of the `lonely` groups (bool [N]) one at most in one home."""

    people: NDArray[np.bool_]
    lonely: tuple[NDArray[np.bool_], ...] = ()


def mixes(clashes: Clashes, people: Sequence[str]) -> list[Mix]:
    """The mixes of these people by their profiles; how two of them are related is not looked at."""
    met = clashes.by_profile(list(people), list(people))
    everybody = Mix(people=np.ones(len(people), dtype=np.bool_))
    if not met.any():
        return [everybody]
    rows = np.packbits(np.column_stack([met, met.diagonal()]), axis=1)
    _, first, kind = np.unique(rows, axis=0, return_index=True, return_inverse=True)
    table = met[np.ix_(first, first)]
    friendly = [set(np.flatnonzero(~row).tolist()) - {at} for at, row in enumerate(table)]
    found = _largest(friendly, MOST_MIXES)
    if found is None:
        return [everybody]
    members = [kind.ravel() == number for number in range(len(first))]
    return [
        Mix(
            people=np.isin(kind.ravel(), sorted(some)),
            lonely=tuple(members[number] for number in sorted(some) if table[number, number]),
        )
        for some in found
    ]


def _largest(friendly: Sequence[set[int]], most: int) -> list[frozenset[int]] | None:
    """Every set of kinds, friendly to each other, that no kind can be added to; None where there are more than `most`.

    Bron and Kerbosch's algorithm (1973) with pivots.
    """
    found: list[frozenset[int]] = []
    stack = [(frozenset[int](), set(range(len(friendly))), set[int]())]
    while stack:
        chosen, may_come, done = stack.pop()
        if not may_come and not done:
            found.append(chosen)
            if len(found) > most:
                return None
            continue
        pivot = max(sorted(may_come | done), key=lambda one: len(friendly[one] & may_come))
        for one in sorted(may_come - friendly[pivot]):
            stack.append((chosen | {one}, may_come & friendly[one], done & friendly[one]))
            may_come = may_come - {one}
            done = done | {one}
    return sorted(found, key=sorted)
