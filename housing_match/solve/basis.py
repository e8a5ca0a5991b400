"""Where a linear program ended, told by ids, so that the next one may start from there."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from ortools.math_opt import solution_pb2

AT_LEAST, BASIC = solution_pb2.BASIS_STATUS_AT_LOWER_BOUND, solution_pb2.BASIS_STATUS_BASIC
FREE = solution_pb2.BASIS_STATUS_FREE


@dataclass(frozen=True, kw_only=True)
class Ends:
    """How columns or rows ended, by ascending id: int64 `status` as MathOpt numbers them, float64 `worth`.

    That is the value of a column and the price of a row.
    """

    ids: NDArray[np.int64]
    status: NDArray[np.int64]
    worth: NDArray[np.float64]

    def status_of(self, ids: NDArray[np.int64], other: int) -> NDArray[np.int64]:
        """How these ended, and what stands for those that are not among them."""
        known, at = self._found(ids)
        found = np.full(len(ids), other)
        found[known] = self.status[at]
        return found

    def worth_of(self, ids: NDArray[np.int64]) -> NDArray[np.float64]:
        """What these were worth, and 0 for those that are not among them."""
        known, at = self._found(ids)
        found = np.zeros(len(ids))
        found[known] = self.worth[at]
        return found

    def _found(self, ids: NDArray[np.int64]) -> tuple[NDArray[np.bool_], NDArray[np.int64]]:
        """Which of these are among the ids, and where each of those stands."""
        at = np.searchsorted(self.ids, ids)
        known = at < len(self.ids)
        known[known] = self.ids[at[known]] == ids[known]
        return known, at[known]

    def and_more(self, ids: NDArray[np.int64], status: int) -> "Ends":
        """With these ids, some of which may be there already, ended like this."""
        kept = ~np.isin(self.ids, ids)
        every = np.concatenate([self.ids[kept], ids])
        order = np.argsort(every)
        return Ends(
            ids=every[order],
            status=np.concatenate([self.status[kept], np.full(len(ids), status)])[order],
            worth=np.concatenate([self.worth[kept], np.zeros(len(ids))])[order],
        )


@dataclass(frozen=True, kw_only=True)
class Basis:
    """Which columns and rows are basic or at a limit; as many are basic as there are rows."""

    columns: Ends
    rows: Ends

    def basic(self, below: int) -> NDArray[np.int64]:
        """The basic columns whose ids are below some number."""
        basic: NDArray[np.int64] = self.columns.ids[self.columns.status == BASIC]
        return basic[basic < below]

    def and_more(self, columns: NDArray[np.int64], rows: NDArray[np.int64]) -> "Basis":
        """Columns that are basic in the place of new rows."""
        return replace(self, columns=self.columns.and_more(columns, BASIC), rows=self.rows.and_more(rows, AT_LEAST))

    def start(
        self, column_ids: NDArray[np.int64], row_ids: NDArray[np.int64], free: NDArray[np.bool_]
    ) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """How columns and rows of another program start: new columns at their lower limit, new rows basic.

        As many are basic as there are rows, of which those that are `free` have no limits: rows of no price take the
        place of any gone, columns of 0 yield if too many.
        """
        columns, rows = self.columns.status_of(column_ids, AT_LEAST), self.rows.status_of(row_ids, BASIC)
        rows[(rows != BASIC) & free] = FREE
        spare = len(rows) - np.count_nonzero(columns == BASIC) - np.count_nonzero(rows == BASIC)
        if spare > 0:
            at = np.flatnonzero(rows != BASIC)
            rows[at[np.argsort(np.abs(self.rows.worth_of(row_ids[at])), kind="stable")[:spare]]] = BASIC
        elif spare < 0:
            at = np.flatnonzero(columns == BASIC)
            columns[at[np.argsort(self.columns.worth_of(column_ids[at]), kind="stable")[:-spare]]] = AT_LEAST
        return columns, rows
