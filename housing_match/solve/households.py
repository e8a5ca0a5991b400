"""Households as columns of the relaxation: the small homes that are told by them, and those found so far."""

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from housing_match.solve.certificate import Certificate, Spans
from housing_match.solve.household_search import cheapest
from housing_match.solve.rows import Side
from housing_match.solve.sharing import Household, Sharing

NEAR = 1e-6
"""How far a column may be from whole and still count as whole on the way to a proof."""


@dataclass(kw_only=True)
class Households:
    """Small homes over N columns, A of them arcs: told by arcs at first, by whole households once these make none."""

    side: Side
    arcs: int
    home: NDArray[np.int64] = field(init=False)
    """int64 [N]: the number of the small home that a column belongs to, else -1."""
    told: NDArray[np.bool_] = field(init=False)
    """bool [N]: columns that only households speak of; all that small homes have beside arcs are among them."""
    opened: list[int] = field(init=False, default_factory=list)
    """Numbers of the homes told by households, in the order in which they came to be."""
    _sharing: list[Sharing] = field(init=False)
    _of: list[int] = field(init=False, default_factory=list)
    _found: list[Household] = field(init=False, default_factory=list)
    _known: set[Household] = field(init=False, default_factory=set)

    def __post_init__(self) -> None:
        columns = self.arcs + self.side.extra_columns
        self._sharing = list(self.side.sharing.values())
        self.home = np.full(columns, -1)
        for number, one in enumerate(self._sharing):
            self.home[one.arcs] = number
        for column, groups in enumerate(self.side.taken_with, start=self.arcs):
            self.home[column] = self.home[groups[0][0]]
        self.told = self.home >= 0
        self.told[: self.arcs] = False

    def open(self, homes: Iterable[int], plans: Iterable[NDArray[np.int64]]) -> list[int]:
        """From now on these homes are told by households, plans' own to begin with; their place classes, for no row."""
        classes = []
        for number in homes:
            one = self._sharing[number]
            self.opened.append(number)
            self.told[one.arcs] = True
            classes += list(one.beds)
            self._add(len(self.opened) - 1, ())
            self._add(len(self.opened) - 1, one.staying)
        self.take(plans)
        return classes

    def take(self, plans: Iterable[NDArray[np.int64]]) -> None:
        """Adds the households that plans (int64 [N] each) make in the homes told by them."""
        for at, number in enumerate(self.opened):
            columns = self._sharing[number].columns
            for values in plans:
                self._add(at, tuple(columns[values[columns] > 0].tolist()))

    def _add(self, at: int, household: Household) -> bool:
        key = (at, *sorted(household))
        if key in self._known:
            return False
        self._known.add(key)
        self._of.append(at)
        self._found.append(household)
        return True

    def matrix(self, spans: Spans) -> tuple[csr_array, NDArray[np.int64], NDArray[np.int64]]:
        """0/1 [N, H] of the H households within the spans, the number of each, and its home's place in `opened`."""
        sizes = [len(one) for one in self._found]
        flat = np.array([column for one in self._found for column in one], dtype=np.int64)
        of = np.repeat(np.arange(len(sizes)), sizes)
        barred = np.bincount(of[spans.most[flat] == 0], minlength=len(sizes)) > 0
        numbers = np.flatnonzero(~barred)
        every = csr_array((np.ones(len(flat), dtype=np.int64), (of, flat)), shape=(len(sizes), len(self.home)))
        return csr_array(every[numbers].T), numbers, np.array(self._of, dtype=np.int64)[numbers]

    def cheapest(self, values: NDArray[np.int64], is_open: NDArray[np.bool_], first: int = 0) -> tuple[list[int], int]:
        """What the cheapest household of each home comes to at least, from a place on, and how many found are new.

        `values` (int64 [N]) of columns, of which only the open ones are taken.
        """
        least, new = [], 0
        for at, number in enumerate(self.opened[first:], start=first):
            of_home, found = cheapest(self._sharing[number], values, is_open)
            least.append(of_home)
            new += sum(self._add(at, household) for _, household in found)
        return least, new

    def certified(self, others: Certificate, spans: Spans) -> tuple[Certificate, int]:
        """A bound of all columns from one of all but those told, with these columns' reduced costs, and what is new."""
        least, new = self.cheapest(others.reduced, spans.most > 0)
        reduced = others.reduced.copy()
        for number, of_home in zip(self.opened, least, strict=True):
            one = self._sharing[number]
            reduced[one.arcs] = one.dearer(others.reduced, of_home)
        reduced[self.arcs :][self.told[self.arcs :]] = 0
        return Certificate(bound=others.bound + sum(least), reduced=reduced), new

    def broken(self, values: NDArray[np.float64]) -> list[int]:
        """The homes told by arcs whose arcs (float64 [N]) make no household, or are taken in parts."""
        taken = np.flatnonzero((values > NEAR) & (self.home >= 0) & ~self.told)
        home = self.home[taken]
        order = np.argsort(home, kind="stable")
        numbers, starts = np.unique(home[order], return_index=True)
        there = np.split(taken[order], starts[1:])
        return [
            number
            for number, arcs in zip(numbers.tolist(), there, strict=False)
            if (values[arcs] < 1 - NEAR).any() or not self._sharing[number].allows(set(arcs.tolist()))
        ]
