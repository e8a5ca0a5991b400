"""How far people and places are from each other, counted in the rules that stand between them."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from housing_match.assess import UNKNOWN, UNMET

MOST_RULES = 1_000
"""More than there are rules, questions about plan rules included."""

BARRED = MOST_RULES**2
"""Further than any rules can bring: a pair that does not stand open at all."""


def distances(unmet: NDArray[np.int64], unknown: NDArray[np.int64]) -> NDArray[np.int64]:
    """One number for each pair: fewest rules unmet first, then fewest unknown."""
    return unmet * MOST_RULES + unknown


def counts(verdicts: Iterable[NDArray[np.int8]], shape: tuple[int, ...]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """How many rules are unmet, and how many unknown, for each pair."""
    unmet, unknown = np.zeros((2, *shape), dtype=np.int64)
    for verdict in verdicts:
        unmet += verdict == UNMET
        unknown += verdict == UNKNOWN
    return unmet, unknown
