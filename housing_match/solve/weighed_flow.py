"""A flow of several goals weighed as one, and what it proves of each."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from housing_match.solve.duals import Residual, along_paths, proved_in_order, reduced_costs
from housing_match.solve.goals import Tally


@dataclass(frozen=True, kw_only=True)
class WeighedFlow:
    """The least `flow` (int64 [E]) at `costs`, the sum of the first goals as far as numbers hold them, `each` [E] too.

    As a rule it is the best on all of them in their order; of how many it is proved, `proved` says.
    """

    each: tuple[NDArray[np.int64], ...]
    costs: NDArray[np.int64]
    flow: NDArray[np.int64]
    residual: Residual
    arcs: int

    @property
    def taken(self) -> NDArray[np.bool_]:
        """bool [A]: the arcs that it takes."""
        return self.flow[: self.arcs] > 0

    @cached_property
    def reduced(self) -> NDArray[np.int64]:
        """int64 [E]: reduced costs of the sum. Raises SolverFailed where the flow is not the least."""
        return reduced_costs(self.residual, self.costs)

    @cached_property
    def in_order(self) -> tuple[int, NDArray[np.int8]]:
        """Of how many of the first goals it is proved to be the best, and the signs of reduced costs beside them."""
        return proved_in_order(self.residual, self.reduced, self.each)

    def prices(self, tallies: Sequence[Tally], people: int) -> NDArray[np.int64]:
        """int64 [goals, C]: what a place of each class costs on each of the goals, beside what the goal counts.

        `tallies` are those weighed or more, of N `people`.
        """
        nowhere = np.zeros(people, dtype=np.int64)
        costs = [np.concatenate([tally.arc, nowhere, tally.used]) for tally in tallies]
        used = np.stack([tally.used for tally in tallies])
        return -along_paths(self.residual, self.reduced, costs)[:, people:-1] - used
