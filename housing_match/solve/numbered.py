"""The households found so far, each by a number: its home, its columns, and whether a relaxation may choose it."""

from array import array
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from housing_match.solve.sharing import Household


def _whole_numbers() -> "array[int]":
    return array("q")


@dataclass(kw_only=True)
class Numbered:
    """Households over N `columns`; a home is told by its place among those that are told by households."""

    columns: int
    _home: "array[int]" = field(init=False, default_factory=_whole_numbers)
    _pooled: bytearray = field(init=False, default_factory=bytearray)
    _ends: "array[int]" = field(init=False, default_factory=lambda: array("q", [0]))
    _told: "array[int]" = field(init=False, default_factory=_whole_numbers)
    _number: dict[Household, int] = field(init=False, default_factory=dict)

    def add(self, at: int, household: Household, *, pooled: bool = True) -> tuple[int, bool]:
        """The number of a household of the home at a place, and whether it is new to the pool."""
        columns = sorted(household)
        key = (at, *columns)
        number = self._number.get(key)
        if number is None:
            number = self._number[key] = len(self._home)
            self._home.append(at)
            self._pooled.append(False)
            self._told.extend(columns)
            self._ends.append(len(self._told))
        new = pooled and not self._pooled[number]
        self._pooled[number] |= pooled
        return number, new

    @property
    def home(self) -> NDArray[np.int64]:
        """The place of each household's home."""
        return np.array(self._home, dtype=np.int64)

    def home_of(self, numbers: NDArray[np.int64]) -> NDArray[np.int64]:
        """The place of the home of each of these households."""
        home: NDArray[np.int64] = np.frombuffer(self._home, dtype=np.int64)[numbers]
        return home

    def pool(self, homes: int) -> list[NDArray[np.int64]]:
        """The numbers of the households that a relaxation may choose, for each of so many homes."""
        numbers = np.flatnonzero(np.frombuffer(bytes(self._pooled), dtype=np.bool_))
        home = self.home_of(numbers)
        order = np.argsort(home, kind="stable")
        ends = np.searchsorted(home[order], np.arange(homes + 1))
        return [numbers[order[first:last]] for first, last in pairwise(ends)]

    def columns_of(self, numbers: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """The columns of these households, one after another, and where each household begins."""
        begun = np.frombuffer(self._ends, dtype=np.int64)[numbers]
        sizes = np.frombuffer(self._ends, dtype=np.int64)[numbers + 1] - begun
        starts = np.cumsum(sizes) - sizes
        at = np.arange(sizes.sum()) + np.repeat(begun - starts, sizes)
        return np.frombuffer(self._told, dtype=np.int64)[at], starts

    def within(self, numbers: NDArray[np.int64], is_open: NDArray[np.bool_]) -> NDArray[np.int64]:
        """Those of the households that take open columns only."""
        columns, starts = self.columns_of(numbers)
        closed = np.concatenate([[0], np.cumsum(~is_open[columns])])
        kept: NDArray[np.int64] = numbers[closed[np.append(starts[1:], len(columns))] == closed[starts]]
        return kept

    def sums(self, numbers: NDArray[np.int64], values: NDArray[np.int64]) -> NDArray[np.int64]:
        """What each of the households comes to."""
        columns, starts = self.columns_of(numbers)
        sums: NDArray[np.int64] = np.diff(np.append(0, np.cumsum(values[columns]))[np.append(starts, len(columns))])
        return sums

    def matrix(self, numbers: NDArray[np.int64]) -> csr_array:
        """0/1 [N, H] of H households."""
        columns, starts = self.columns_of(numbers)
        ones, ends = np.ones(len(columns), dtype=np.int64), np.append(starts, len(columns))
        return csr_array(csr_array((ones, columns, ends), shape=(len(numbers), self.columns)).T)
