"""Which of many combinations of whole numbers are the same."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Integers = NDArray[np.int64]

MOST_KEY = 1 << 62
SPARSE = 4
"""Keys of which no more than so many times their number could be are counted, not sorted."""


def alike(columns: Sequence[Integers]) -> tuple[Integers, Integers]:
    """Where each distinct combination of the columns (int64 [n] each, none negative) stands first, and each one's."""
    keys = _joined(columns)
    most = int(keys.max(initial=-1)) + 1
    if most > SPARSE * len(keys):
        _, first, number = np.unique(keys, return_index=True, return_inverse=True)
        return first, number
    first, number = np.full(most, -1), np.zeros(most, dtype=np.int64)
    first[keys[::-1]] = np.arange(len(keys))[::-1]  # of equal keys the last one written stays
    there = np.flatnonzero(first >= 0)
    number[there] = np.arange(len(there))
    return first[there], number[keys]


def _joined(columns: Sequence[Integers]) -> Integers:
    """One key for each distinct combination; ranks stand for values wherever these would be too large together."""
    keys, most = np.zeros_like(columns[0]), 1
    for one in columns:
        width = int(one.max(initial=0)) + 1
        if most * width > MOST_KEY:
            keys, one = (np.unique(values, return_inverse=True)[1] for values in (keys, one))
            width = len(one) + 1
        keys = keys * width + one
        most = int(keys.max(initial=0)) + 1
    return keys
