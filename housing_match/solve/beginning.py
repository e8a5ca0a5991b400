"""What a large plan begins with: plans that keep every rule, and goals proved before the engines begin."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import takewhile

import numpy as np
from numpy.typing import NDArray

from housing_match.solve.around import Around
from housing_match.solve.chains import bedspaces_taken
from housing_match.solve.clock import Clock
from housing_match.solve.engine import Best
from housing_match.solve.model import Model
from housing_match.solve.repaired import repaired


@dataclass(kw_only=True)
class Beginning:
    """`first_least`: no plan comes to less on the first goal, small being better; None where nothing is known."""

    model: Model
    clock: Clock
    first_least: int | None = field(init=False, default=None)
    _around: Around | None = field(init=False, default=None)

    def plans(self, lettings: Iterable[dict[str, str]]) -> Iterator[dict[str, str]]:
        """Lettings, a flow mended, and what the part around the homes that couple people leads to; as they are found.

        Each is resident_id → bedspace_id. Lettings come before anything is told of goals. Raises TimeoutError before
        the part is asked; from then on what is known stands.
        """
        for letting in lettings:
            yield letting
            self.clock.seconds_left()
        self.clock.seconds_left()
        mended, self.first_least = repaired(self.model, self.model.table, self.clock)
        if mended is not None:
            yield bedspaces_taken(self.model.arcs, mended)
        around = Around(model=self.model, clock=self.clock)
        if not around.pays:
            return
        self._around = around
        with suppress(TimeoutError):
            around.prove()
        if around.taken is not None:
            yield bedspaces_taken(self.model.arcs, around.taken)

    def met_by(self, taken: NDArray[np.bool_]) -> list[Best]:
        """The goals on which, from the first on, a plan (bool [A]) is proved the best."""
        bests = [] if self._around is None else self._around.met_by(taken)
        return list(takewhile(lambda best: best.proved, bests))

    @property
    def leasts(self) -> dict[str, int]:
        """By name what no plan comes to less than on a goal that is as good on those before, small being better."""
        leasts = () if self._around is None else self._around.leasts
        return {tally.name: least for tally, least in zip(self.model.order, leasts, strict=False)}
