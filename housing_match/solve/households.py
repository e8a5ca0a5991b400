"""Households as columns of the relaxation: homes that are solved by whole households, and those found so far."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from housing_match.solve.sharing import Household, Sharing


@dataclass(kw_only=True)
class Households:
    """Homes told by households over N columns; every other home is told by arcs and rows."""

    sharing: list[Sharing]
    columns: int
    opened: list[int] = field(default_factory=list)
    """Numbers of the homes told by households, in the order in which they came to be."""
    told: NDArray[np.bool_] = field(init=False)
    """bool [N]: arcs and pairs counted that households tell of."""
    of_home: list[int] = field(default_factory=list)
    """The home of each household, as a place in `opened`."""
    found: list[Household] = field(default_factory=list)
    left: set[int] = field(default_factory=set)
    """Homes too large to be searched."""
    _known: set[Household] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.told = np.zeros(self.columns, dtype=np.bool_)

    def open(self, home: int) -> None:
        """From now on the home is told by its households: nobody, or those who live there today, to begin with."""
        one = self.sharing[home]
        self.opened.append(home)
        self.told[one.arcs] = True
        self.told[[column for _, column in one.counted]] = True

    def add(self, at: int, household: Household) -> bool:
        """Whether the household of the home at that place in `opened` was not known before."""
        key = (-1 - at, *sorted(household))
        if key in self._known:
            return False
        self._known.add(key)
        self.of_home.append(at)
        self.found.append(household)
        return True

    def take(self, at: int, values: NDArray[np.int64]) -> None:
        """Adds the household that a plan (int64 [N]) puts into the home."""
        one = self.sharing[self.opened[at]]
        columns = [*one.arcs.tolist(), *(column for _, column in one.counted)]
        self.add(at, tuple(column for column in columns if values[column]))

    def matrix(self) -> tuple[csr_array, NDArray[np.int64]]:
        """0/1 [N, households], and the place in `opened` of each."""
        sizes = [len(one) for one in self.found]
        flat = np.array([column for one in self.found for column in one], dtype=np.int64)
        of = np.repeat(np.arange(len(sizes)), sizes)
        shape = (self.columns, len(sizes))
        return csr_array((np.ones(len(flat), dtype=np.int64), (flat, of)), shape=shape), np.array(self.of_home, dtype=np.int64)
