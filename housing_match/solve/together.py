"""Several searches as one: what is done is the same in all, and each goal is its sum over them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import block_diag, csr_array

from housing_match.solve.choosing import Chooser
from housing_match.solve.clock import Clock
from housing_match.solve.coupled import MOST_OBJECTIVE
from housing_match.solve.engine import SolverFailed
from housing_match.solve.rows import Row, Table, at_most, table_of
from housing_match.solve.solvers import solved


@dataclass(frozen=True, kw_only=True)
class Counted:
    """A goal of one search: small is better in `costs`, int64 [N]; in its own unit it is `start` + `each` × that."""

    costs: NDArray[np.int64]
    start: int
    each: int


@dataclass(frozen=True, kw_only=True)
class Searched:
    """One search as arrays over its N columns: its rows, the most of each column, and its goals.

    `shared` are the columns of the options that are the same in all searches, in the same order in each.
    """

    rows: Table
    most: NDArray[np.int64]
    goals: dict[str, Counted]
    shared: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sums:
    """How often each shared option is chosen, and what the goals come to."""

    times: tuple[int, ...]
    values: dict[str, int]


def searched(chooser: Chooser, goals: Sequence[str], option_ids: Sequence[str]) -> Searched:
    """A search as it stands, with these goals and shared options."""
    column = chooser.choices.column_of
    starts = {name: chooser.natural(name, 0) for name in goals}
    return Searched(
        rows=chooser.rows,
        most=chooser.most,
        goals={
            name: Counted(costs=chooser.costs(name), start=start, each=chooser.natural(name, 1) - start)
            for name, start in starts.items()
        },
        shared=tuple(column[name] for name in option_ids),
    )


def best_together(some: Sequence[Searched], goals: Sequence[str], once: Sequence[str], clock: Clock) -> Sums:
    """What is chosen where the sums of the goals come out best, one goal after another.

    Goals named in `once` are about what is shared alone, and are counted in the first search only. Raises NoPlan,
    SolverFailed and, where it cannot be proved in time, TimeoutError.
    """
    first = np.cumsum([0, *(len(one.most) for one in some)])
    rows, most = _side_by_side(some, first), np.concatenate([one.most for one in some])
    found, values = None, {}
    for name in (*goals, *once):
        counted = [one.goals[name] for one in (some[:1] if name in once else some)]
        costs = np.zeros(len(most), dtype=np.int64)
        for start, one in zip(first, counted, strict=False):
            costs[start : start + len(one.costs)] = one.costs
        if int(np.abs(costs) @ most) >= MOST_OBJECTIVE:
            raise SolverFailed(f"the numbers of {name} are too large to be proved exactly")
        found, proved = solved(rows, most, costs, found, clock)
        if not proved:
            raise TimeoutError
        total = int(costs @ found)
        values[name] = sum(one.start for one in counted) + counted[0].each * total
        rows = rows.and_more(at_most(costs, total))
    times = () if found is None else tuple(found[list(some[0].shared)].tolist())
    return Sums(times=times, values=values)


def _side_by_side(some: Sequence[Searched], first: NDArray[np.int64]) -> Table:
    """The rows of every search over its own columns, and those that make what is shared the same."""
    matrix = csr_array(block_diag([one.rows.matrix for one in some], format="csr"))
    rows = Table(
        matrix=matrix,
        least=np.concatenate([one.rows.least for one in some]),
        most=np.concatenate([one.rows.most for one in some]),
    )
    same = [
        Row(terms={ours: 1, int(start) + theirs: -1}, least=0, most=0)
        for start, one in zip(first[1:], some[1:], strict=False)
        for ours, theirs in zip(some[0].shared, one.shared, strict=True)
    ]
    return rows.and_more(table_of(same, matrix.shape[1]))
