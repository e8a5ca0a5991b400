"""Beds of one place class that save less than others when they are used, as empty beds do not all cost the same."""

from collections.abc import Container
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, kw_only=True)
class Further:
    """One place class: beds that save most by being used come `first`; then, in order, each `further` one.

    `joining` are the arcs by which people move in, `first_staying` those by which occupants stay in the first beds. A
    further bed is told by the column that is taken when somebody moves into it, with the arc by which its occupant
    stays, -1 where nobody does.
    """

    joining: NDArray[np.int64]
    first: int
    first_staying: tuple[int, ...]
    further: tuple[tuple[int, int], ...]

    def left(self, taken: Container[int]) -> tuple[int, list[int]]:
        """How many first beds nobody stays in, and the columns of such further ones in order; `taken` are arcs."""
        first = self.first - sum(arc in taken for arc in self.first_staying)
        return first, [column for column, stay in self.further if stay not in taken]
