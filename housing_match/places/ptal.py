"""Public transport accessibility levels (PTAL) of homes, by TfL's method, from an imported timetable.

Transport for London, Assessing transport connectivity in London (April 2015), section 2. Whole numbers only: walks are
centimetres, and an index counts millionths until its hundredths are rounded.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from housing_match.places.access import Access
from housing_match.places.modes import BUS
from housing_match.places.streets import Whole
from housing_match.places.timetable import Timetable

BANDS = (("0", 0), ("1a", 250), ("1b", 500), ("2", 1_000), ("3", 1_500), ("4", 2_000), ("5", 2_500), ("6a", 4_000))
"""Each band and the most hundredths of the access index in it; above all is 6b."""
HIGHEST = "6b"
BAND_NAMES = (*(name for name, _ in BANDS), HIGHEST)
RELIABILITY_CM = {BUS: 16_000}
"""What buses are late on average, two minutes, as centimetres walked meanwhile."""
RAIL_RELIABILITY_CM = 6_000
"""The same of all other modes: three quarters of a minute."""
_CM_A_MINUTE = 8_000
_MILLIONTHS = 1_000_000


def band(hundredths: int) -> str:
    """The band of an access index in hundredths."""
    return next((name for name, most in BANDS if hundredths <= most), HIGHEST)


def bands_of(timetable: Timetable, homes: Access, known: NDArray[np.bool_]) -> tuple[str | None, ...]:
    """The band of each home; None where it is not `known`, bool [H], which stops there are."""
    indices = access_indices(timetable, homes).tolist()
    return tuple(band(index) if here else None for index, here in zip(indices, known.tolist(), strict=True))


def access_indices(timetable: Timetable, homes: Access) -> Whole:
    """The access index of each home in hundredths, half up, int64 [H].

    Of each route the stop and direction with the most departures for the walk counts, once; of each mode the best route
    in full and all others at half.
    """
    count = len(homes.first) - 1
    home, mode, millionths = _best_of_routes(timetable, homes)
    groups = home * (int(mode.max(initial=0)) + 1) + mode
    order = np.lexsort((-millionths, groups))
    home, groups, millionths = home[order], groups[order], millionths[order]
    best = np.ones(len(groups), dtype=np.bool_)
    best[1:] = groups[1:] != groups[:-1]
    doubled = np.zeros(count, dtype=np.int64)
    np.add.at(doubled, home, np.where(best, 2, 1) * millionths)
    return (doubled + 10_000) // 20_000


def edf_millionths(walk_cm: Whole, departures: Whole, late_cm: Whole) -> Whole:
    """Equivalent doorstep frequency, half up: 30 / (walk + half the interval + how late it is), in minutes.

    With the walk w and the lateness l in centimetres at 8,000 a minute and f departures an hour, that is
    30 × 8,000 f / (f (w + l) + 30 × 8,000).
    """
    numerator = 30 * _CM_A_MINUTE * _MILLIONTHS * departures
    denominator = departures * (walk_cm + late_cm) + 30 * _CM_A_MINUTE
    millionths: Whole = (2 * numerator + denominator) // (2 * denominator)
    return millionths


def _best_of_routes(timetable: Timetable, homes: Access) -> tuple[Whole, Whole, Whole]:
    """Home, mode and the greatest equivalent doorstep frequency of each route within reach of each home."""
    modes, mode = np.unique(timetable.mode.astype(str), return_inverse=True)
    late_cm = np.array([RELIABILITY_CM.get(one, RAIL_RELIABILITY_CM) for one in modes], dtype=np.int64)
    calls = np.flatnonzero(timetable.departures)
    calls = calls[np.argsort(timetable.stop[calls], kind="stable")]
    first = np.searchsorted(timetable.stop[calls], np.arange(len(timetable.points[0]) + 1))
    many = np.diff(first)[homes.stop]
    walk = np.repeat(np.arange(len(homes.stop)), many)
    call = calls[np.arange(len(walk)) + np.repeat(first[homes.stop] - np.cumsum(many) + many, many)]
    millionths = edf_millionths(homes.walk_cm[walk], timetable.departures[call], late_cm[mode[call]])
    home, route = homes.point[walk], timetable.route[call]
    order = np.lexsort((-millionths, route, home))
    home, route, call, millionths = home[order], route[order], call[order], millionths[order]
    best = np.ones(len(home), dtype=np.bool_)
    best[1:] = (home[1:] != home[:-1]) | (route[1:] != route[:-1])
    return home[best], mode[call[best]], millionths[best]
