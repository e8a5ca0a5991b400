"""Proves the goals with the beds of a home taken together for as long as no goal tells them apart, then bed by bed."""

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import takewhile
from typing import Self

import numpy as np

from housing_match.domain import Fixing
from housing_match.solve.arcs import Arcs
from housing_match.solve.besides import Besides
from housing_match.solve.certificate import Spans
from housing_match.solve.clock import Clock
from housing_match.solve.engine import Best, SolverFailed
from housing_match.solve.goals import Tally
from housing_match.solve.merged import Merged
from housing_match.solve.rows import Side
from housing_match.solve.shared import Shared


@dataclass(frozen=True, kw_only=True)
class Known:
    """What engines of one model tell each other: of all columns, and of those with beds taken together, if any are."""

    shared: Shared
    merged: Merged | None


@dataclass
class ByHome:
    """An engine of two: the one of few columns first, and all that it fixed is fixed by the other when that begins."""

    arcs: Arcs
    side: Side
    clock: Clock
    known: Known
    _few: tuple[Merged, Besides] | None = field(init=False, default=None)
    _fixed: list[tuple[Tally, int]] = field(init=False, default_factory=list)

    def __post_init__(self) -> None:
        merged_ = self.known.merged
        if merged_ is not None:
            self._few = merged_, Besides(merged_.arcs, merged_.side, self.clock, merged_.shared)

    @cached_property
    def _all(self) -> Besides:
        return Besides(self.arcs, self.side, self.clock, self.known.shared)

    def best(self, tallies: Sequence[Tally]) -> list[Best]:
        """As the engines do; of no more goals than the one at work can prove."""
        if self._few is not None:
            merged_, few = self._few
            together = _together(merged_, tallies)
            if together:
                return [replace(one, taken=merged_.taken(one.taken)) for one in few.best(together)]
            self._to_beds(merged_, few, few.common() if tallies[0].name.startswith("lottery") else few.spans)
        return self._all.best(tallies)

    def as_now(self) -> Self:
        """The same of the engine at work."""
        other = copy(self)
        other._fixed = list(self._fixed)
        if self._few is None:
            other._all = self._all.as_now()
        else:
            merged_, few = self._few
            other._few = merged_, few.as_now()
        return other

    def least(self, tallies: Sequence[Tally], clock: Clock) -> int:
        """By the engine at work, or bed by bed where the goal tells beds apart."""
        if self._few is not None:
            merged_, few = self._few
            together = _together(merged_, tallies)
            if together:
                return few.least(together, clock)
            self._to_beds(merged_, few, few.spans)
        return self._all.least(tallies, clock)

    def fix(self, tally: Tally, most: int) -> None:
        """By the engine at work."""
        if self._few is not None:
            merged_, few = self._few
            together = merged_.tally(tally)
            if together is not None:
                self._fixed.append((tally, most))
                few.fix(together, most)
                return
            self._to_beds(merged_, few, few.spans)
        self._all.fix(tally, most)

    def release_lottery(self) -> None:
        """By the engine of all columns, as every lottery is drawn bed by bed."""
        self._all.release_lottery()

    def alone(self, tallies: Sequence[Tally], bests: Sequence[Best]) -> bool:
        """By the engine that proved them."""
        if self._few is not None:
            raise SolverFailed("only a lottery can say that a plan is the only one")
        return self._all.alone(tallies, bests)

    def fixing(self, gap: int) -> Fixing:
        """How far prices alone have come."""
        if self._few is None:
            return self._all.fixing(gap)
        merged_, few = self._few
        left = few.spans.is_open[merged_.of][: len(self.arcs.person)]
        return replace(few.fixing(gap), edges=len(left), edges_left=int(left.sum()))

    def _to_beds(self, merged_: Merged, few: Besides, left: Spans) -> None:
        """From now on bed by bed: what was fixed, settled and found so far holds there too, within the spans `left`."""
        self._few = None
        for values in reversed(few.known.plans):
            taken = merged_.taken(values[: len(merged_.arcs.person)] > 0)
            self._all.known.remember(self.side.completed(taken.astype(np.int64)))
        for tally, most in self._fixed:
            self._all.fix(tally, most)
        self._all.keep_within(merged_.spans(left))


def _together(merged_: Merged, tallies: Sequence[Tally]) -> list[Tally]:
    """The first of the goals, over beds taken together, up to one that tells these apart."""
    return [one for one in takewhile(bool, map(merged_.tally, tallies)) if one]
