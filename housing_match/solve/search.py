"""The order in which goals are proved, whatever the engine, and the lottery that leaves one plan only."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from housing_match.domain import GOALS
from housing_match.solve.arcs import Arcs
from housing_match.solve.engine import Best, Engine, OutOfTime, SolverFailed
from housing_match.solve.goals import WISHES, Tally, lottery, tallies

MOST_SEEDS = 100
"""Seeds tried before ties are called a fault: one tie in 2^32 is already rare."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """What a caller may show while the plan is proved: the goal just proved and its best value."""

    goal: str
    value: int


class Search:
    """One search through the goals, with what has been proved so far."""

    def __init__(self, *, arcs: Arcs, engine: Engine, tell: Callable[[Progress], None]) -> None:
        self.arcs, self.engine, self.tell = arcs, engine, tell
        self.tallies = tallies(arcs)
        self.taken: NDArray[np.bool_] = arcs.stay.copy()
        """The best plan so far; at first everybody stays."""
        self.bounds: dict[str, int] = {}
        self.without_the_one_above: dict[str, int] = {}

    def prove_goals(self) -> None:
        """Each goal's best value, and its best value as if the goal directly above it were not there."""
        tolerance = dict(self.arcs.assessment.scenario.tolerances)
        order = [self.tallies[name] for name in goal_order(self.arcs.assessment.scenario.goals)]
        best: Best | None = None
        for at, tally in enumerate(order):
            try:
                best = best or self.engine.best(tally)
            except OutOfTime as out:
                if out.bound is not None:
                    self.bounds[tally.name] = tally.sign * out.bound
                raise
            self.taken = best.taken
            self.bounds[tally.name] = tally.sign * best.bound
            if not best.proved:
                raise TimeoutError
            self.tell(Progress(goal=tally.name, value=tally.sign * best.found))
            most = best.found + tolerance.get(tally.name, 0)
            best = self._best_below(order[at + 1], tally, most) if at + 1 < len(order) else None
            self.engine.fix(tally, most)

    def _best_below(self, below: Tally, tally: Tally, most: int) -> Best | None:
        """The goal below as if this one were not there: its price, and its answer where it keeps this one anyway."""
        freed = self._proved(below)
        self.without_the_one_above[below.name] = below.sign * freed.found
        if WISHES in (below.name, tally.name):
            return None  # pairs of people are counted on columns of their own
        return freed if tally.sign * tally.value(self.arcs, freed.taken) <= most else None

    def _proved(self, tally: Tally) -> Best:
        """The best of a sum that is of use only when it is proved."""
        best = self.engine.best(tally)
        if not best.proved:
            raise TimeoutError
        return best

    def draw_lottery(self) -> int:
        """The first seed from the scenario's on that leaves one plan only."""
        for seed in range(self.arcs.assessment.scenario.seed, self.arcs.assessment.scenario.seed + MOST_SEEDS):
            for tally in lottery(self.arcs, seed):
                best = self._proved(tally)
                self.taken = best.taken
                if self.engine.alone(tally, best):
                    return seed
                self.engine.fix(tally, best.found)
            self.engine.release_lottery()
        raise SolverFailed(f"{MOST_SEEDS} lotteries in a row left more than one plan")


def goal_order(named: tuple[str, ...]) -> tuple[str, ...]:
    """The scenario's order; goals it does not name follow in their usual order."""
    return named + tuple(goal.name for goal in GOALS if goal.name not in named)
