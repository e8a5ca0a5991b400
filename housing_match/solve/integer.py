"""The integer program of what prices leave open, put to HiGHS and held against every row."""

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from housing_match.solve.choice import Choice
from housing_match.solve.clock import Clock
from housing_match.solve.engine import SolverFailed
from housing_match.solve.entries import Entries, entries_of, matrix_of, of_columns, one_each
from housing_match.solve.rows import Side, Table
from housing_match.solve.solvers import solved


def proved_whole(
    rows: Table, costs: NDArray[np.int64], choice: Choice, known: NDArray[np.int64] | None, side: Side, clock: Clock
) -> tuple[NDArray[np.int64], bool]:
    """HiGHS's word on the choice and the rows that it could break; its plan is checked by all rows.

    `known` is a plan to start from. Values of all columns, and whether nothing is less. Raises NoPlan, SolverFailed or
    TimeoutError.
    """
    clock.seconds_left()
    inside, settled = choice.inside, choice.settled
    priced = np.concatenate([costs[inside], costs @ choice.households])
    start = None if known is None else np.concatenate([known[inside], choice.of_plan(known)])
    found, proved = solved(_program(rows, choice), np.ones_like(priced), priced, start, clock)
    values = settled + choice.households @ found[len(inside) :]
    values[inside] = found[: len(inside)]
    values = side.completed(values[: len(values) - side.extra_columns])
    if not rows.kept_by(values).all():
        raise SolverFailed("HiGHS's plan breaks a row that the columns left open could not break")
    return values, proved


def _program(rows: Table, choice: Choice) -> Table:
    """The rows that the choice could break, over its columns and households; then one household for each home."""
    inside = choice.inside
    already, alone = rows.matrix @ choice.settled, of_columns(rows.matrix, inside)
    together = entries_of(csr_array(rows.matrix @ choice.households).sorted_indices())
    above, below = _most_by_home(together, choice, len(rows)), -_most_by_home(together, choice, len(rows), sign=-1)
    np.add.at(above, alone.row, np.maximum(alone.value, 0))
    np.add.at(below, alone.row, np.minimum(alone.value, 0))
    matters = (already + above > rows.most) | (already + below < rows.least)
    number, count, each = np.cumsum(matters) - 1, int(np.count_nonzero(matters)), np.ones(choice.homes)
    parts = [
        alone.only(matters[alone.row], number),
        together.only(matters[together.row], number).beside(len(inside)),
        one_each(choice.home, below=count).beside(len(inside)),
    ]
    return Table(
        matrix=matrix_of(parts, count + choice.homes, choice.size),
        least=np.concatenate([(rows.least - already)[matters], each]),
        most=np.concatenate([(rows.most - already)[matters], each]),
    )


def _most_by_home(together: Entries, choice: Choice, rows: int, *, sign: int = 1) -> NDArray[np.int64]:
    """int64 [R]: what one household of each home adds up to at most, times a sign, by row."""
    first = np.flatnonzero(np.diff(together.row * choice.homes + choice.home[together.column], prepend=-1))
    sums = np.zeros(rows, dtype=np.int64)
    if len(first):
        most = np.maximum.reduceat(sign * together.value, first)
        np.add.at(sums, together.row[first], np.maximum(most, 0))
    return sums
