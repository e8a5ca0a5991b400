"""What a large plan begins with: plans that keep every rule, and goals proved before the engines begin."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import takewhile

import numpy as np
from numpy.typing import NDArray

from housing_match.solve.around import Around, core_of
from housing_match.solve.chains import bedspaces_taken
from housing_match.solve.clock import Clock
from housing_match.solve.engine import Best, NoPlan, SolverFailed
from housing_match.solve.flow import Flow
from housing_match.solve.goals import WISHES
from housing_match.solve.layers import PEOPLE_OUTWEIGHED
from housing_match.solve.model import Model
from housing_match.solve.repaired import NEAREST_A_PERSON, mended, nearest

MANY_OUTWEIGHED = 64
"""Where a flow gives prices of each goal: so it is least goal by goal at half of England; by 3 it is not."""


@dataclass(kw_only=True)
class Beginning:
    """`first_least`: no plan comes to less on the first goal, small being better; None where nothing is known."""

    model: Model
    clock: Clock
    first_least: int | None = field(init=False, default=None)
    _around: Around | None = field(init=False, default=None)

    def plans(self, lettings: Iterable[dict[str, str]]) -> Iterator[dict[str, str]]:
        """Lettings, a flow mended, and what the part around the homes that couple people leads to; as they are found.

        Each is resident_id → bedspace_id. Lettings come before anything is told of goals; where there are any, the part
        is asked at once, and no flow mended. Raises TimeoutError before the part is asked; from then on what is known
        stands.
        """
        at_hand = False
        for letting in lettings:
            yield letting
            at_hand = True
            self.clock.seconds_left()
        self.clock.seconds_left()
        arcs, order = self.model.arcs, self.model.order
        core = core_of(self.model)
        try:
            first = Flow(arcs).weighed(order, PEOPLE_OUTWEIGHED if core is None else MANY_OUTWEIGHED)
            if first.in_order[0] and order[0].name != WISHES:  # flows do not count pairs
                self.first_least = order[0].sign * order[0].value(arcs, first.taken)
        except (NoPlan, SolverFailed):  # the ordinary engines find out which
            return
        if core is None or not at_hand:
            plan = mended(self.model, first.costs, first.taken, nearest(arcs, first, NEAREST_A_PERSON), self.clock)
            if plan is not None:
                yield bedspaces_taken(arcs, plan)
        if core is None:
            return
        self._around = around = Around(model=self.model, clock=self.clock, coupled=core, first=first)
        with suppress(TimeoutError):
            around.prove()
        if around.taken is not None:
            yield bedspaces_taken(arcs, around.taken)

    def met_by(self, taken: NDArray[np.bool_]) -> list[Best]:
        """The goals on which, from the first on, a plan (bool [A]) is proved the best."""
        bests = [] if self._around is None else self._around.met_by(taken)
        return list(takewhile(lambda best: best.proved, bests))

    @property
    def leasts(self) -> dict[str, int]:
        """By name what no plan comes to less than on a goal that is as good on those before, small being better."""
        leasts = () if self._around is None else self._around.leasts
        return {tally.name: least for tally, least in zip(self.model.order, leasts, strict=False)}
