"""A goal and those before it in one sum, and what prices prove of it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from housing_match.solve.certificate import Certificate, Spans
from housing_match.solve.goals import Tally
from housing_match.solve.layers import Sum


@dataclass(frozen=True, kw_only=True)
class Weighed:
    """A goal and those before it, each weighed: int64 `costs` [N] in units of the goal, and what prices prove of them.

    Plans that are as good as the best on the goals before differ on these costs by as much as on the goal.
    """

    tally: Tally
    alone: Sum
    costs: NDArray[np.int64]
    certificate: Certificate

    def settled(self, best: NDArray[np.int64], more: int, spans: Spans) -> Spans:
        """The spans left to plans that come to no more than the best (int64 [N]) and so much."""
        return self.certificate.settled(int(self.costs @ best) + more, spans)

    def bound(self, best: NDArray[np.int64]) -> int:
        """No plan that is as good as the best on the goals before comes to less."""
        return self.tally.start + self.certificate.least - int((self.costs - self.alone.costs) @ best)
