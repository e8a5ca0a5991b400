"""The order in which goals are proved, whatever the engine, and the lottery that leaves one plan only."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from itertools import zip_longest

import numpy as np
from numpy.typing import NDArray

from housing_match.domain import goal_order
from housing_match.solve.arcs import Arcs
from housing_match.solve.chains import bedspaces_taken
from housing_match.solve.clock import Clock
from housing_match.solve.engine import Best, Engine, OutOfTime, SolverFailed
from housing_match.solve.goals import WISHES, Tally, lottery, tallies
from housing_match.solve.score import goal_values

MOST_SEEDS = 100
"""Seeds tried before ties are called a fault: one tie in 2^32 is already rare."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """What a caller may show while the plan is proved: one goal, once when it is begun and once when it is proved.

    `value` is what the best plan so far comes to on the goal; no plan does better than `bound`, and the two are equal
    once `proved`, but for a plan still to be found where goals further down decide.
    """

    goal: str
    value: int
    bound: int
    proved: bool


class Search:
    """One search through the goals, with what has been proved so far; prices are found beside it in a thread."""

    def __init__(
        self, *, arcs: Arcs, engine: Engine, pricer: Engine, clock: Clock, tell: Callable[[Progress], None]
    ) -> None:
        self.arcs, self.engine, self.pricer, self.clock, self.tell = arcs, engine, pricer, clock, tell
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
            self._tell(tally, self.best_conceivable(tally), proved=False)
            try:
                self.clock.seconds_left()
                best = self.engine.best(tally)
            except OutOfTime as out:
                if out.bound is not None:
                    self.bounds[tally.name] = tally.sign * out.bound
                raise
            self.taken = best.taken
            self.bounds[tally.name] = tally.sign * best.bound
            if not best.proved:
                raise TimeoutError
            self._tell(tally, self.bounds[tally.name], proved=True)
            most = best.found + tolerance.get(tally.name, 0)
            if below is not None:
                self._prices.append(self._pricing.submit(self._price, tally, most, below))
            self.engine.fix(tally, most)

    def best_conceivable(self, tally: Tally) -> int:
        """A bound that holds for any plan: each person where it helps most, as if there were room for all."""
        if tally.name == WISHES:
            return sum("wish_together" in relations for relations in self.arcs.world.relations.values())
        least = np.zeros(len(self.arcs.people), dtype=np.int64)
        np.minimum.at(least, self.arcs.person, tally.arc + tally.used[self.arcs.place_class])
        return tally.sign * (tally.start + int(least.sum()))

    def _tell(self, tally: Tally, bound: int, *, proved: bool) -> None:
        bedspace_of = bedspaces_taken(self.arcs, self.taken)
        value = goal_values(self.arcs.assessment, bedspace_of)[tally.name]
        self.tell(Progress(goal=tally.name, value=value, bound=bound, proved=proved))

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
        self.clock.seconds_left()
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
