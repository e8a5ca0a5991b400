"""Walking and travel minutes from straight distances, in whole numbers only."""

import numpy as np
from numpy.typing import NDArray

Metres = NDArray[np.int64]
Minutes = NDArray[np.int64]

STREET_PERCENT = 129
"""Metres on foot for 100 in a straight line: the median of 160,232 pairs in central London (design/places.md)."""
WALKING_METRES_A_MINUTE = 80
"""Transport for London, Assessing transport connectivity in London (2015)."""
_FURTHEST = 30_000
"""Straight metres at which the travel estimate changes from 4 minutes a kilometre to 1.5."""
_ROOTS_EXACT = 2**52
"""Whole numbers below this have floating roots that need no correction."""


def minutes_by(*, over_streets: bool, by_timetable: bool) -> str:
    """How minutes are measured, in words without a semicolon that stand beside every figure."""
    walking = "the straight line × 1.29"
    if over_streets:
        walking = f"over the imported streets where these reach both ends, else {walking},"
    travel = "estimated from the straight distance"
    if by_timetable:
        travel = f"by the imported timetable where it has a journey, else {travel}"
    on_foot = ", or on foot where that is quicker" if over_streets or by_timetable else ""
    return f"walking is {walking} at 80 m a minute, and travel is {travel}{on_foot}"


def squared_metres(eastings: Metres, northings: Metres, easting: Metres | int, northing: Metres | int) -> Metres:
    """Squared straight distances, in whole square metres, from points to one point or to one each."""
    return (eastings - easting) ** 2 + (northings - northing) ** 2


def walking_minutes(squared: Metres) -> Minutes:
    """Whole minutes on foot, half up, from squared straight metres: metres × 1.29 / 80.

    √s·1.29/80 = √(129²·s)/8000, and ⌊(√n + 4000)/8000⌋ = ⌊(⌊√n⌋ + 4000)/8000⌋ because both other numbers are whole.
    """
    hundredfold = 100 * WALKING_METRES_A_MINUTE
    return (_whole_root(STREET_PERCENT**2 * squared) + hundredfold // 2) // hundredfold


def walking_centimetres(squared: Metres) -> Metres:
    """Whole centimetres on foot from squared straight metres: metres × 1.29."""
    return _whole_root(STREET_PERCENT**2 * squared)


def estimated_minutes(squared: Metres) -> Minutes:
    """Whole minutes by public transport, half up, from squared straight metres: an estimate.

    12 + 4 a straight kilometre up to 30 km, then 132 + 1.5 a kilometre more. With half a minute added, near is
    (12,500 + 4√s)/1000 and far is (175,000 + 3√s)/2000.
    """
    estimate = (12_500 + _whole_root(16 * squared)) // 1000
    far = squared > _FURTHEST**2
    estimate[far] = (175_000 + _whole_root(9 * squared[far])) // 2000
    return estimate


def within_walk(squared: Metres, metres: int) -> NDArray[np.bool_]:
    """Whether the walk (straight metres × 1.29) is at most so many metres."""
    within: NDArray[np.bool_] = STREET_PERCENT**2 * squared <= (100 * metres) ** 2
    return within


def _whole_root(numbers: Metres) -> Metres:
    """⌊√n⌋ exactly for 0 ≤ n < 2⁶²: the floating root is out by less than one, and whole numbers correct it.

    Nothing is to correct below 2⁵²: there √(k² − 1) < k − 2⁻²⁷ for a whole k ≤ 2²⁶, and a float lies between.
    """
    root = np.sqrt(numbers).astype(np.int64)
    if numbers.max(initial=0) < _ROOTS_EXACT:
        return root
    root -= root * root > numbers
    root += (root + 1) * (root + 1) <= numbers
    return root
