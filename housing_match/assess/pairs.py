"""The pairs of person and place that a plan may use: found block by block, and all that is kept of the many pairs."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import compress

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from housing_match.assess.spread import MET, Index, Spread

MOST_AT_ONCE = 1 << 20
"""Pairs looked at together: what a chunk of them takes is all the memory that grows with people × places."""
SAMPLED = 1_000
"""Pairs by which the rules are put in order; that decides how fast the pairs are found, never which."""
PAIRS_A_COMBINATION = 512
"""Rules of no more combinations than one for so many pairs answer for a block in a table, others pair by pair."""


@dataclass(frozen=True, kw_only=True)
class Pairs:
    """K pairs sorted by row, then column; each int64 [K], `fit` in thousandths. There are `columns` columns in all."""

    row: NDArray[np.int64]
    column: NDArray[np.int64]
    fit: NDArray[np.int64]
    columns: int

    def find(self, rows: Index, columns: Index) -> NDArray[np.int64]:
        """The number of each of these pairs, -1 for one that is not among them."""
        wanted = np.asarray(rows) * self.columns + columns
        if not len(self._keys):
            return np.full(wanted.shape, -1)
        at = np.searchsorted(self._keys, wanted).clip(max=len(self._keys) - 1)
        return np.where(self._keys[at] == wanted, at, -1)

    def rows_of(self, column: int) -> NDArray[np.int64]:
        """The rows of one column, in order."""
        rows, first = self._by_column
        return rows[first[column] : first[column + 1]]

    @cached_property
    def people_of(self) -> NDArray[np.int64]:
        """int64 [P]: how many rows each column has."""
        return np.bincount(self.column, minlength=self.columns)

    @cached_property
    def _keys(self) -> NDArray[np.int64]:
        return self.row * self.columns + self.column

    @cached_property
    def _by_column(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """The pairs' rows in order of their columns, and where each column's begin."""
        rows = int(self.row.max(initial=-1)) + 1
        first = np.searchsorted(self.row, np.arange(rows + 1))
        by_column = csr_array((self.row, self.column, first), shape=(rows, self.columns)).tocsc()
        return by_column.data, by_column.indptr.astype(np.int64)


def chunks(numbers: NDArray[np.int64], width: int) -> Iterator[NDArray[np.int64]]:
    """The numbers in runs of which each, with `width` others beside every number, makes no more than MOST_AT_ONCE."""
    step = max(1, MOST_AT_ONCE // max(1, width))
    for start in range(0, len(numbers), step):
        yield numbers[start : start + step]


def pairs_that_pass(
    rules: Sequence[Spread],
    rows: NDArray[np.int64],
    columns: NDArray[np.int64],
    open_at: Callable[[Index, Index], NDArray[np.bool_]],
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The rows and columns of every pair that meets all rules and is open, by row, then column.

    The most selective rule splits the world into blocks: people alike by it, and the places that it lets them have.
    """
    if not len(rows) or not len(columns):
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    first, *others = _most_selective_first(rules, rows, columns)
    split = list(blocks(first, rows, columns))
    most = sum(len(some) * len(theirs) for some, theirs in split) // PAIRS_A_COMBINATION
    in_table = [not rule.pair_facts and rule.combinations <= most for rule in others]
    in_tables, one_by_one = (list(compress(others, which)) for which in (in_table, np.logical_not(in_table)))
    found: dict[int, NDArray[np.int64]] = {}
    for block_rows, block_columns in split:
        for some in chunks(block_rows, len(block_columns)):
            met = _met_by_all(in_tables, some, block_columns)
            at, theirs = np.flatnonzero(met), np.count_nonzero(met, axis=1)
            row = np.repeat(some, theirs)
            column = block_columns[at - np.repeat(np.arange(len(some)) * len(block_columns), theirs)]
            for rule in one_by_one:
                keep = rule.verdict_at(row, column) == MET
                row, column = row[keep], column[keep]
            free = open_at(row, column)
            row, column = row[free], column[free]
            starts = np.flatnonzero(np.diff(row, prepend=-1))
            found.update(zip(row[starts].tolist(), np.split(column, starts)[1:], strict=True))
    people = sorted(found)
    row = np.repeat(np.array(people, dtype=np.int64), [len(found[one]) for one in people])
    return row, np.concatenate([columns[:0], *(found[one] for one in people)])


def _met_by_all(rules: Sequence[Spread], rows: NDArray[np.int64], columns: NDArray[np.int64]) -> NDArray[np.bool_]:
    """bool [rows, columns]: whether each pair meets all rules, each asked once for people of whom it reads the same."""
    met = np.ones((len(rows), len(columns)), dtype=np.bool_)
    for rule in rules:
        _, one_each, number = np.unique(rule.person[rows], return_index=True, return_inverse=True)
        asked = columns if rule.offers > 1 else columns[:1]
        met &= (rule.verdict_at(rows[one_each][:, np.newaxis], asked) == MET)[number]
    return met


def blocks(
    rule: Spread, rows: NDArray[np.int64], columns: NDArray[np.int64]
) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    """People of whom the rule reads the same, with the places where it is met for them."""
    for alike in alike_by(rule.person, rows):
        yield alike, columns[rule.verdict_at(alike[0], columns) == MET]


def alike_by(codes: NDArray[np.int64], numbers: NDArray[np.int64]) -> Iterator[NDArray[np.int64]]:
    """The numbers (rows or columns) of each code among them, in order."""
    by_code = numbers[np.argsort(codes[numbers], kind="stable")]
    if len(numbers):
        yield from np.split(by_code, np.flatnonzero(np.diff(codes[by_code])) + 1)


def _most_selective_first(rules: Sequence[Spread], rows: NDArray[np.int64], columns: NDArray[np.int64]) -> list[Spread]:
    """Rules of few combinations before those that ask of nearly every pair; among them, who lets fewest pass."""
    dice = np.random.default_rng(0)
    row, column = rows[dice.integers(len(rows), size=SAMPLED)], columns[dice.integers(len(columns), size=SAMPLED)]
    passed = {id(rule): np.count_nonzero(rule.verdict_at(row, column) == MET) for rule in rules}
    return sorted(rules, key=lambda rule: (bool(rule.pair_facts), rule.combinations > MOST_AT_ONCE, passed[id(rule)]))
