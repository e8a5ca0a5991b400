"""What engines on the same rows tell each other."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from housing_match.solve.rows import Table

MOST_KNOWN = 16
"""Plans kept at hand to prove the next goals with."""


@dataclass(kw_only=True)
class Shared:
    """What engines on the same rows tell each other: plans found."""

    table: Table
    plans: list[NDArray[np.int64]] = field(default_factory=list)
    """Column values, newest first; each engine asks whether they keep what it has fixed."""

    def remember(self, values: NDArray[np.int64]) -> None:
        """Keeps a plan at hand."""
        self.plans = [values, *self.plans[: MOST_KNOWN - 1]]
