"""The order in which goals are proved, whatever the engine, and the lottery that leaves one plan only."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from itertools import zip_longest

import numpy as np
from numpy.typing import NDArray

from housing_match.domain import goal_order
from housing_match.solve.arcs import Arcs
from housing_match.solve.engine import Best, Engine, OutOfTime, SolverFailed
from housing_match.solve.goals import Tally, lottery, tallies

MOST_SEEDS = 100
"""Seeds tried before ties are called a fault: one tie in 2^32 is already rare."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """What a caller may show while the plan is proved: the goal just proved and its best value."""

    goal: str
    value: int


class Search:
    """One search through the goals, with what has been proved so far; prices are found beside it in a thread."""

    def __init__(self, *, arcs: Arcs, engine: Engine, pricer: Engine, tell: Callable[[Progress], None]) -> None:
        self.arcs, self.engine, self.pricer, self.tell = arcs, engine, pricer, tell
        self.tallies = tallies(arcs)
        self.taken: NDArray[np.bool_] = arcs.stay.copy()
        """The best plan so far; at first everybody stays."""
        self.bounds: dict[str, int] = {}
        self.without_the_one_above: dict[str, int] = {}
        self._pricing = ThreadPoolExecutor(max_workers=1, thread_name_prefix="prices")
        self._prices: list[Future[None]] = []

    def prove_goals(self) -> None:
        """Each goal's best value, and beside that its best value as if the goal directly above it were not there."""
        tolerance = dict(self.arcs.assessment.scenario.tolerances)
        order = [self.tallies[name] for name in goal_order(self.arcs.assessment.scenario.goals)]
        for tally, below in zip_longest(order, order[1:]):
            try:
                best = self.engine.best(tally)
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
            if below is not None:
                self._prices.append(self._pricing.submit(self._price, tally, most, below))
            self.engine.fix(tally, most)

    def _price(self, tally: Tally, most: int, below: Tally) -> None:
        """The goal below as if this one were not there, on an engine of its own that then fixes this one too."""
        freed = self.pricer.best(below)
        if freed.proved:
            self.without_the_one_above[below.name] = below.sign * freed.found
        self.pricer.fix(tally, most)

    def close(self, *, finish: bool) -> None:
        """Waits for the prices (those not begun only if they are to be finished). Raises what went wrong with them.

        A price that time ran out for is missing; that is no error.
        """
        self._pricing.shutdown(wait=True, cancel_futures=not finish)
        for price in self._prices:
            error = None if price.cancelled() else price.exception()
            if finish and error is not None and not isinstance(error, TimeoutError):
                raise error

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
