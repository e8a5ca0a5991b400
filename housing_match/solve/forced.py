"""The best plans with one choice of places forced, where rules couple people: solved again, from what is known."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from housing_match.solve.clock import Clock
from housing_match.solve.coupled import Coupled
from housing_match.solve.engine import NoPlan
from housing_match.solve.goals import Tally
from housing_match.solve.model import Model
from housing_match.solve.rows import Row, Table, table_of_plan
from housing_match.solve.search import prove_in_order
from housing_match.solve.shared import MOST_KNOWN, Shared


@dataclass
class Forced:
    """Each plan found is at hand for the solves that follow, as a place to start from; `order` may end beyond goals."""

    model: Model
    order: Sequence[Tally]
    clock: Clock
    _table: Table = field(init=False)
    _known: list[NDArray[np.int64]] = field(init=False, default_factory=list)

    def __post_init__(self) -> None:
        self._table = table_of_plan(self.model.arcs, self.model.side)

    def best(self, *rows: Row) -> NDArray[np.bool_] | None:
        """bool [A]: the best plan that keeps these rows too; None where none does. Raises TimeoutError when stopped."""
        shared = Shared(table=self._table, plans=list(self._known))
        engine = Coupled(self.model.arcs, self.model.side, self.clock, shared)
        for row in rows:
            engine.require(row)
        try:
            taken = prove_in_order(engine, self.order, self.model.tolerance)
        except NoPlan:
            return None
        self._known = shared.plans[:MOST_KNOWN]
        return taken
