"""The integer program of what prices leave open, put to HiGHS and held against every row."""

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import block_array, csr_array

from housing_match.solve.choice import Choice
from housing_match.solve.clock import Clock
from housing_match.solve.engine import SolverFailed
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
    already, alone = rows.matrix @ choice.settled, rows.matrix[:, choice.inside]
    together = csr_array(rows.matrix @ choice.households)
    above = alone.multiply(alone > 0).sum(axis=1) + _most_by_home(together, choice)
    below = alone.multiply(alone < 0).sum(axis=1) - _most_by_home(-together, choice)
    matters = np.flatnonzero((already + above > rows.most) | (already + below < rows.least))
    ones, each = np.ones_like(choice.home), np.ones(choice.homes)
    one_each = csr_array((ones, (choice.home, np.arange(len(ones)))), shape=(choice.homes, len(ones)))
    both: list[list[csr_array | None]] = [[alone[matters], together[matters]], [None, one_each]]
    return Table(
        matrix=csr_array(block_array(both)),
        least=np.concatenate([(rows.least - already)[matters], each]),
        most=np.concatenate([(rows.most - already)[matters], each]),
    )


def _most_by_home(together: csr_array, choice: Choice) -> NDArray[np.int64]:
    """int64 [R]: what one household of each home adds up to at most, by row, in `together`, [R, H]."""
    together.sort_indices()
    row = np.repeat(np.arange(together.shape[0]), np.diff(together.indptr))
    first = np.flatnonzero(np.diff(row * choice.homes + choice.home[together.indices], prepend=-1))
    sums = np.zeros(together.shape[0], dtype=np.int64)
    if len(first):
        np.add.at(sums, row[first], np.maximum(np.maximum.reduceat(together.data, first), 0))
    return sums
