"""The order in which goals are proved, whatever the engine, and the lottery that leaves one plan only."""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from housing_match.solve.chains import bedspaces_taken
from housing_match.solve.clock import Clock
from housing_match.solve.engine import Best, Engine, OutOfTime, SolverFailed
from housing_match.solve.goals import WISHES, Tally
from housing_match.solve.lottery import lottery
from housing_match.solve.model import Model
from housing_match.solve.score import wishes_met

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
        self, *, model: Model, engine: Engine, pricer: Engine, clock: Clock, tell: Callable[[Progress], None]
    ) -> None:
        self.model, self.engine, self.pricer, self.clock, self.tell = model, engine, pricer, clock, tell
        self.taken: NDArray[np.bool_] = model.arcs.stay.copy()
        """The best plan so far; at first everybody stays."""
        self.bounds: dict[str, int] = {}
        self.without_the_one_above: dict[str, int] = {}
        self._pricing = ThreadPoolExecutor(max_workers=1, thread_name_prefix="prices")
        self._prices: list[Future[None]] = []

    def prove_goals(self) -> None:
        """Each goal's best value, and beside that its best value as if the goal directly above it were not there."""
        order, tolerance = self.model.order, self.model.tolerance
        ready: list[Best] = []
        for at, tally in enumerate(order):
            self._tell(tally, self.best_conceivable(tally), proved=False)
            self.clock.seconds_left()
            ready = ready or self._best_of(order[at : end_of_layer(order, at, tolerance)])
            best = ready.pop(0)
            self.taken = best.taken
            self.bounds[tally.name] = tally.sign * best.bound
            if not best.proved:
                raise TimeoutError
            self._tell(tally, self.bounds[tally.name], proved=True)
            most = best.found + tolerance.get(tally.name, 0)
            if at + 1 < len(order):
                self._prices.append(self._pricing.submit(self._price, tally, most, order[at + 1]))
            self.engine.fix(tally, most)

    def _best_of(self, layer: Sequence[Tally]) -> list[Best]:
        try:
            return self.engine.best(layer)
        except OutOfTime as out:
            if out.bound is not None:
                self.bounds[layer[0].name] = layer[0].sign * out.bound
            raise

    def best_conceivable(self, tally: Tally) -> int:
        """A bound that holds for any plan: each person where it helps most, as if there were room for all."""
        arcs = self.model.arcs
        if tally.name == WISHES:
            return sum("wish_together" in relations for relations in arcs.world.relations.values())
        least = np.zeros(len(arcs.people), dtype=np.int64)
        np.minimum.at(least, arcs.person, tally.arc + tally.used[arcs.place_class])
        return tally.sign * (tally.start + int(least.sum()))

    def _tell(self, tally: Tally, bound: int, *, proved: bool) -> None:
        arcs = self.model.arcs
        value = tally.value(arcs, self.taken)
        if tally.name == WISHES:
            value = wishes_met(arcs.world, bedspaces_taken(arcs, self.taken))
        self.tell(Progress(goal=tally.name, value=value, bound=bound, proved=proved))

    def _price(self, tally: Tally, most: int, below: Tally) -> None:
        """The goal below as if this one were not there, on an engine of its own that then fixes this one too."""
        (freed,) = self.pricer.best([below])
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

    def draw_lottery(self) -> int:
        """The first seed from the scenario's on that leaves one plan only."""
        first = self.model.arcs.assessment.scenario.seed
        for seed in range(first, first + MOST_SEEDS):
            draws: Sequence[Tally] = lottery(self.model.arcs, seed)
            while draws:
                self.clock.seconds_left()
                bests = self.engine.best(draws)
                if not bests[-1].proved:
                    raise TimeoutError
                self.taken = bests[-1].taken
                if self.engine.alone(draws[: len(bests)], bests):
                    return seed
                for tally, best in zip(draws, bests, strict=False):
                    self.engine.fix(tally, best.found)
                draws = draws[len(bests) :]
            self.engine.release_lottery()
        raise SolverFailed(f"{MOST_SEEDS} lotteries in a row left more than one plan")


def prove_in_order(
    engine: Engine,
    order: Sequence[Tally],
    tolerance: Mapping[str, int],
    way: Callable[[Sequence[Tally]], list[Best]] | None = None,
) -> NDArray[np.bool_]:
    """The arcs taken by a plan that is best on each goal in turn, those before it kept. Raises TimeoutError.

    `way` is how the engine makes goals best, if not in the ordinary one.
    """
    at, taken = 0, np.zeros(0, dtype=np.bool_)
    while at < len(order):
        bests = (way or engine.best)(order[at : end_of_layer(order, at, tolerance)])
        if not bests[-1].proved:
            raise TimeoutError
        taken = bests[-1].taken
        for tally, best in zip(order[at:], bests, strict=False):
            engine.fix(tally, best.found + tolerance.get(tally.name, 0))
        at += len(bests)
    return taken


def end_of_layer(order: Sequence[Tally], start: int, tolerance: Mapping[str, int]) -> int:
    """Where goals that may share a layer end: one that may give way has to be the last of its layer."""
    return next((at + 1 for at in range(start, len(order)) if tolerance.get(order[at].name)), len(order))
