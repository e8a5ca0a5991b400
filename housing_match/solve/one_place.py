"""Rows that every plan keeps and its relaxation does not: nobody has a housemate in the one place that they take."""

import numpy as np
from numpy.typing import NDArray

from housing_match.solve.arcs import Arcs
from housing_match.solve.rows import Row, Table, table_of


def beside_places(table: Table, arcs: Arcs) -> Table:
    """More rows over the columns of a table.

    Of a row Σ arcs ≤ Σ others, as of people who move into a home only together, follows for each arc that leads to a
    class of one place: arc ≤ Σ others that lead elsewhere. Without that two could have half of one place each.
    """
    count, alone = len(arcs.person), arcs.capacity == 1
    rows: list[Row] = []
    for row in _of_ones(table):
        first, last = table.matrix.indptr[row : row + 2]
        columns, values = table.matrix.indices[first:last], table.matrix.data[first:last]
        if (columns >= count).any():
            continue
        others = columns[values < 0]
        for arc in columns[values > 0].tolist():
            here = arcs.place_class[others] == arcs.place_class[arc]
            if alone[arcs.place_class[arc]] and here.any():
                rows.append(Row(terms={arc: 1} | dict.fromkeys(others[~here].tolist(), -1), most=0))
    return table_of(rows, table.matrix.shape[1])


def _of_ones(table: Table) -> NDArray[np.int64]:
    """The rows that say that some columns come to no more than others do."""
    matrix = table.matrix
    ones, below = np.abs(matrix.data) == 1, matrix.data < 0
    every, any_below = (
        np.bincount(np.repeat(np.arange(len(table)), np.diff(matrix.indptr))[where], minlength=len(table))
        for where in (~ones, below)
    )
    return np.flatnonzero((table.most == 0) & (every == 0) & (any_below > 0))
