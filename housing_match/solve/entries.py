"""The entries of sparse matrices as arrays: for small programs SciPy's blocks and slices take longer than solvers."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array


@dataclass(frozen=True, slots=True, kw_only=True)
class Entries:
    """int64 [E] each: rows, columns and what stands there."""

    row: NDArray[np.int64]
    column: NDArray[np.int64]
    value: NDArray[np.int64]

    def only(self, kept: NDArray[np.bool_], row: NDArray[np.int64]) -> "Entries":
        """Some of the entries, their rows numbered by `row`."""
        return Entries(row=row[self.row[kept]], column=self.column[kept], value=self.value[kept])

    def beside(self, columns: int) -> "Entries":
        """The same behind so many columns."""
        return Entries(row=self.row, column=columns + self.column, value=self.value)


def entries_of(matrix: csr_array) -> Entries:
    """Those of a matrix, row after row."""
    row = np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))
    return Entries(row=row, column=matrix.indices.astype(np.int64, copy=False), value=matrix.data)


def of_columns(matrix: csr_array, columns: NDArray[np.int64]) -> Entries:
    """Those of some columns of a matrix, which are numbered as they stand there."""
    number = np.full(matrix.shape[1], -1)
    number[columns] = np.arange(len(columns))
    column = number[matrix.indices]
    here = column >= 0
    row = np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))
    return Entries(row=row[here], column=column[here], value=matrix.data[here])


def in_rows(
    first: NDArray[np.signedinteger[Any]], rows: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Where the entries of some rows stand, row after row, and which of the rows each is of, counted from 0.

    `first` says where each row's begin, and in the end how many there are.
    """
    begun, many = first[rows], first[rows + 1] - first[rows]
    at = np.arange(many.sum()) + np.repeat(begun - np.cumsum(many) + many, many)
    return at, np.repeat(np.arange(len(rows)), many)


def one_each(home: NDArray[np.int64], *, below: int) -> Entries:
    """A row for each home, `below` so many, with a one in every column that is of this home (int64, one a column)."""
    return Entries(row=below + home, column=np.arange(len(home)), value=np.ones_like(home))


def matrix_of(parts: Sequence[Entries], rows: int, columns: int) -> csr_array:
    """All entries in one matrix, each row's columns ascending; no two of them are at one place."""
    row, column, value = (np.concatenate([getattr(one, name) for one in parts]) for name in ("row", "column", "value"))
    order = np.argsort(row * columns + column)
    ends = np.concatenate([[0], np.cumsum(np.bincount(row, minlength=rows))])
    return csr_array((value[order], column[order], ends), shape=(rows, columns))
