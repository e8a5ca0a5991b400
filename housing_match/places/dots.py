"""Where the postcodes of whole authorities lie, of either tier: what maps show of a borough, and its middle."""

from collections.abc import Collection, Mapping
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from housing_match.places.authorities import lower_codes
from housing_match.places.postcodes import points_of

Dots = NDArray[np.int64]
"""Eastings and northings, int64 [2, N]."""


def dots_of(codes: Collection[str]) -> Dots:
    """Every postcode of these authorities, in code order."""
    return _dots(frozenset(codes))[0]


def dots_by_authority(codes: Collection[str]) -> Mapping[str, Dots]:
    """The postcodes of each authority by itself; none where it has none."""
    return _dots(frozenset(codes))[1]


def middle_of(dots: Dots) -> tuple[float, float]:
    """The median of postcodes, of which there is one at least."""
    east, north = np.median(dots, axis=1).tolist()
    return east, north


@lru_cache(maxsize=16)
def _dots(codes: frozenset[str]) -> tuple[Dots, Mapping[str, Dots]]:
    """All of them, and each authority's: once for the same authorities, for the whole directory is looked through."""
    lower_of = {code: lower_codes(code) or frozenset({code}) for code in codes}
    dots, lower = points_of({one for some in lower_of.values() for one in some})
    return dots, {code: dots[:, np.isin(lower, np.array(sorted(some), dtype="S9"))] for code, some in lower_of.items()}
