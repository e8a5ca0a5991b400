"""A plan near a point of the relaxation: everybody asks for a place, homes keep whom they can, the rest ask again."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from housing_match.solve.arcs import Arcs
from housing_match.solve.entries import in_rows
from housing_match.solve.rows import Side, Table

MOST_ASKED = 4
"""So often everybody who was refused asks for the next place; more gain little for the time they take."""


@dataclass(frozen=True, kw_only=True)
class Rounding:
    """Over the rows of a plan; nobody asks again for a place that was refused."""

    arcs: Arcs
    side: Side
    table: Table
    _with: csr_array = field(init=False)
    """0/1 [N, A]: the arcs that a column speaks of, an arc of itself."""

    def __post_init__(self) -> None:
        arcs, columns = len(self.arcs.person), self.table.matrix.shape[1]
        groups = self.side.spoken_of
        row = np.concatenate([np.arange(arcs), np.repeat(arcs + np.arange(len(groups)), list(map(len, groups)))])
        column = np.concatenate([np.arange(arcs), np.array([at for group in groups for at in group], dtype=np.int64)])
        ones = np.ones(len(row), dtype=np.int64)
        object.__setattr__(self, "_with", csr_array((ones, (row, column)), shape=(columns, arcs)))

    def near(self, values: NDArray[np.float64], costs: NDArray[np.int64]) -> NDArray[np.int64] | None:
        """int64 [N]: a plan that keeps every row, or None where none is found; `values` and `costs` are [N].

        The places that the values give most of are asked for first, and then those that cost less than none.
        """
        arcs, count = self.arcs, len(self.arcs.person)
        order = np.lexsort((costs[:count], -values[:count]))
        worth = np.empty(count, dtype=np.int64)
        worth[order] = np.arange(count, 0, -1)
        without = np.zeros(len(arcs.people), dtype=np.int64)
        without[arcs.person[arcs.stay]] = costs[:count][arcs.stay]
        asks = ~arcs.stay & ((values[:count] > 0) | (costs[:count] < without[arcs.person]))
        order = order[np.argsort(arcs.person[order], kind="stable")]
        taken = arcs.stay.copy()
        for _ in range(MOST_ASKED):
            moved = np.zeros(len(arcs.people), dtype=np.bool_)
            moved[arcs.person[taken & ~arcs.stay]] = True
            asking = order[asks[order] & ~moved[arcs.person[order]]]
            if not len(asking):
                break
            first = asking[np.unique(arcs.person[asking], return_index=True)[1]]
            self._move(taken, first)
            asks[first] = False
            if not self._settled(taken, worth):
                return None
        return self.side.completed(taken.astype(np.int64))

    def _move(self, taken: NDArray[np.bool_], to: NDArray[np.int64]) -> None:
        movers = np.zeros(len(self.arcs.people), dtype=np.bool_)
        movers[self.arcs.person[to]] = True
        taken[self.arcs.stay & movers[self.arcs.person]] = False
        taken[to] = True

    def _settled(self, taken: NDArray[np.bool_], worth: NDArray[np.int64]) -> bool:
        """Takes back arcs of least worth until every row is kept; False where that is not enough."""
        arcs = self.arcs
        while True:
            values = self.side.completed(taken.astype(np.int64))
            broken = np.flatnonzero(~self.table.kept_by(values))
            if not len(broken):
                return True
            back = self._worst(broken, values, np.where(taken & ~arcs.stay, worth, 0))
            if not back.any():
                return False
            taken[back] = False
            home = np.zeros(len(arcs.people), dtype=np.bool_)
            home[arcs.person[back]] = True
            taken[arcs.stay & home[arcs.person]] = True

    def _worst(
        self, broken: NDArray[np.int64], values: NDArray[np.int64], worth: NDArray[np.int64]
    ) -> NDArray[np.bool_]:
        """bool [A]: the arcs of least worth (0: not to be taken back) without which these rows were kept."""
        rows = self.table.matrix[broken].tocoo()
        here = (rows.data > 0) & (values[rows.col] > 0)
        row, column, more = rows.row[here], rows.col[here], rows.data[here]
        of_column = self._most_worth(column.astype(np.int64, copy=False), worth)
        fixed = of_column == 0
        order = np.lexsort((-of_column, ~fixed, row))
        row, column, more, fixed = row[order], column[order], more[order], fixed[order]
        below = self.table.matrix[broken] @ values - np.bincount(row, weights=more, minlength=len(broken))
        total = np.cumsum(more)
        first = np.searchsorted(row, row)
        past = below[row] + total - (total[first] - more[first]) > self.table.most[broken][row]
        back = np.zeros(len(values), dtype=np.int64)
        back[column[past & ~fixed]] = 1
        return np.asarray((self._with.T @ back > 0) & (worth > 0), dtype=np.bool_)

    def _most_worth(self, columns: NDArray[np.int64], worth: NDArray[np.int64]) -> NDArray[np.int64]:
        """The most that an arc of each of these columns is worth; 0 for a column of none."""
        at, place = in_rows(self._with.indptr, columns)
        most = np.zeros(len(columns), dtype=np.int64)
        np.maximum.at(most, place, worth[self._with.indices[at]])
        return most
