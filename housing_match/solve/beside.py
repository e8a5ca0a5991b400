"""What the columns beside the arcs come to, once it is known which arcs are taken."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from housing_match.solve.further import Further


@dataclass(frozen=True, kw_only=True)
class Beside:
    """Columns taken where one of each of their groups of arcs is, then one for each further bed; all in arrays.

    `groups` is 0/1 [G, A], `first_group` int64 [E] where each column's groups begin. `joining` and `first_staying` are
    0/1 [F, A] of the place classes with further beds, `first` int64 [F]; `of` and `stay` int64 [B], a further bed each:
    its class, and the arc by which its occupant stays or -1.
    """

    groups: csr_array
    first_group: NDArray[np.int64]
    joining: csr_array
    first_staying: csr_array
    first: NDArray[np.int64]
    of: NDArray[np.int64]
    stay: NDArray[np.int64]

    @property
    def columns(self) -> int:
        """How many there are."""
        return len(self.first_group) + len(self.of)

    def values(self, arcs: NDArray[np.int64]) -> NDArray[np.int64]:
        """int64 [E + B]: 1 for each column taken, for values of all arcs."""
        there = self.groups @ arcs > 0
        taken = np.logical_and.reduceat(there, self.first_group) if len(self.first_group) else there
        left = (self.stay < 0) | (arcs[self.stay] == 0)
        needed = self.joining @ arcs + self.first_staying @ arcs - self.first
        before = np.concatenate([[0], np.cumsum(left)])
        turn = before[:-1] - before[np.searchsorted(self.of, self.of)]
        return np.concatenate([taken, left & (turn < needed[self.of])]).astype(np.int64)


def beside(taken_with: Sequence[Sequence[Sequence[int]]], further: Sequence[Further], arcs: int) -> Beside:
    """The columns as the plan rules tell them; there are so many arcs."""
    sizes = np.array([len(groups) for groups in taken_with], dtype=np.int64)
    return Beside(
        groups=_rows(list(chain.from_iterable(taken_with)), arcs),
        first_group=np.cumsum(sizes) - sizes,
        joining=_rows([one.joining.tolist() for one in further], arcs),
        first_staying=_rows([one.first_staying for one in further], arcs),
        first=np.array([one.first for one in further], dtype=np.int64),
        of=np.repeat(np.arange(len(further)), [len(one.further) for one in further]),
        stay=np.array([stay for one in further for _, stay in one.further], dtype=np.int64),
    )


def _rows(groups: Sequence[Sequence[int]], arcs: int) -> csr_array:
    """0/1 [groups, A]."""
    ends = np.concatenate([[0], np.cumsum([len(group) for group in groups], dtype=np.int64)])
    column = np.fromiter(chain.from_iterable(groups), dtype=np.int64, count=int(ends[-1]))
    return csr_array((np.ones_like(column), column, ends), shape=(len(groups), arcs))
