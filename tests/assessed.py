"""What an assessment says of every pair at once, for worlds small enough."""

from typing import NamedTuple

import numpy as np


class Whole(NamedTuple):
    """Each [R, P]; `verdicts` by name, of the requirements that stand in anybody's way."""

    fit: np.ndarray
    open_pairs: np.ndarray
    allowed: np.ndarray
    verdicts: dict[str, np.ndarray]


def whole(found):
    """Every pair of an assessment."""
    shape = len(found.residents), len(found.places)
    at = np.ix_(*map(np.arange, shape))
    allowed = np.zeros(shape, dtype=bool)
    allowed[found.pairs.row, found.pairs.column] = True
    return Whole(found.fit_at(*at), found.open_at(*at), allowed, found.verdicts_at(*at))
