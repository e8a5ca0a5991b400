"""The order in which goals are proved, whatever the engine, and the lottery that leaves one plan only."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from housing_match.domain import Fixing, Plan, judged_by
from housing_match.solve.beginning import Beginning
from housing_match.solve.chain_cap import chain_rows
from housing_match.solve.chains import PlanNotAllowed, arcs_taken, bedspaces_taken, still_open
from housing_match.solve.clock import Clock
from housing_match.solve.engine import Best, OutOfTime, PlanEngine, SolverFailed
from housing_match.solve.goals import WISHES, Tally
from housing_match.solve.in_order import end_of_layer
from housing_match.solve.lottery import lottery
from housing_match.solve.model import Model, engine_of
from housing_match.solve.score import wishes_met

MOST_SEEDS = 100
"""Seeds tried before ties are called a fault: one tie in 2^32 is already rare."""
COSTS_SECONDS = 60
"""So long may what goals cost each other take together: at London's size one of them does not end."""
LARGE = 80_000
"""From so many arcs on it may take the engines minutes to find any plan where people couple."""


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
    """One search through the goals, with what has been proved so far."""

    def __init__(self, *, model: Model, clock: Clock, tell: Callable[[Progress], None]) -> None:
        self.model, self.clock, self.tell = model, clock, tell
        self.taken: NDArray[np.bool_] = model.arcs.stay.copy()
        """The best plan so far; at first everybody stays."""
        self.first: dict[str, str] | None = None
        """The best plan (resident_id → bedspace_id) known before anything is proved, if any."""
        self._start: NDArray[np.bool_] | None = None
        self.bounds: dict[str, int] = {}
        self._before: list[PlanEngine] = []
        """For each goal in its order an engine that holds those before it."""
        self._leasts: dict[str, int] = {}
        """By the name of a goal what no plan comes to less than, in its small-is-better form, where more is known."""
        self._next_leasts: dict[str, int] = {}
        """The same of plans that are best on every goal before."""

    @cached_property
    def engine(self) -> PlanEngine:
        """What proves the goals; it takes a while to begin at size, and so comes after the first plan."""
        engine = engine_of(self.model, self.clock, self.taken)
        if self._start is not None and not self.model.pure:
            for part in self.model.parts:
                if not part.pure:
                    part.remember(self._start[part.arc])
        return engine

    def fixing(self, gap: int) -> Fixing | None:
        """How far prices alone have come; an engine that was not asked for anything has settled nothing."""
        if self.model.pure or "engine" in vars(self):
            return self.engine.fixing(gap)
        return Fixing(edges=len(self.taken), edges_left=len(self.taken), rounds=0, gap=gap)

    def start_from(self, bedspace_of: Mapping[str, str]) -> None:
        """Starts from a plan made before, maybe for another scenario: what is open of it, if that keeps every rule.

        Engines know it from the beginning, and out of time none worse is given. What is proved best stays the same.
        """
        arcs, plan = self.model.arcs, still_open(self.model.arcs, bedspace_of)
        try:
            taken = arcs_taken(arcs, plan)
        except PlanNotAllowed:
            return
        values = self.model.side.completed(taken.astype(np.int64))
        if self.model.table.kept_by(values).all() and not chain_rows(arcs, taken):
            self._start = taken
            self.prefer(plan)

    def prove_goals(self) -> None:
        """Each goal's best value, those before it kept."""
        done = 0 if self.model.pure or len(self.taken) < LARGE else self._begin()
        order, tolerance = self.model.order, self.model.tolerance
        ready: list[Best] = []
        for at, tally in enumerate(order[done:], start=done):
            self._tell(tally, self.best_conceivable(tally), proved=False)
            self.clock.seconds_left()
            self._before.append(self.engine.as_now())
            ready = ready or self._best_of(order[at : end_of_layer(order, at, tolerance)])
            best = ready.pop(0)
            self.taken = best.taken
            self.bounds[tally.name] = self._bound(tally, best.bound)
            if not best.proved:
                raise TimeoutError
            self._tell(tally, self.bounds[tally.name], proved=True)
            self.engine.fix(tally, self._most(tally))

    def _begin(self) -> int:
        """Begins with the best plan that is there soon; says on how many goals it is the best. Raises TimeoutError."""
        beginning = Beginning(model=self.model, clock=self.clock)
        for plan in beginning.plans(self.lettings_allowed()):
            self.prefer(plan)
        if beginning.first_least is not None:
            self._leasts[self.model.order[0].name] = beginning.first_least
        met = beginning.met_by(self.taken)
        self._next_leasts, self._start = beginning.leasts, self.taken
        for tally, best in zip(self.model.order, met, strict=False):
            self._tell(tally, self.best_conceivable(tally), proved=False)
            self.bounds[tally.name] = self._bound(tally, best.bound)
            self._tell(tally, self.bounds[tally.name], proved=True)
        for tally in self.model.order[len(met) :][:1]:
            least = self._next_leasts.get(tally.name, tally.sign * self.best_conceivable(tally))
            self.bounds[tally.name] = self._bound(tally, least)
        self.clock.seconds_left()
        for tally in self.model.order[: len(met)]:
            self._before.append(self.engine.as_now())
            self.engine.fix(tally, self._most(tally))
        return len(met)

    def prefer(self, plan: dict[str, str]) -> None:
        """Begins with this plan, which keeps every rule, unless the one before is as good."""
        taken = arcs_taken(self.model.arcs, plan)
        if self.first is None or self._ranked(taken) > self._ranked(self.taken):
            self.first, self.taken = plan, taken

    def ranked(self, plan: Mapping[str, str]) -> tuple[int, ...]:
        """What a plan is judged by, as `score.rank` says it; by the counts of the arcs, which are at hand."""
        return self._ranked(arcs_taken(self.model.arcs, plan))

    def _ranked(self, taken: NDArray[np.bool_]) -> tuple[int, ...]:
        values = {tally.name: self._value(tally, taken) for tally in self.model.order}
        return judged_by(tuple(values), values)

    def _value(self, tally: Tally, taken: NDArray[np.bool_]) -> int:
        """What a plan comes to on a goal."""
        arcs = self.model.arcs
        if tally.name == WISHES:
            return wishes_met(arcs.world, bedspaces_taken(arcs, taken))
        return tally.value(arcs, taken)

    def lettings_allowed(self) -> Iterator[dict[str, str]]:
        """The ordinary lettings, each made when it comes; none where more than rules is asked for."""
        if self.model.arcs.by_rules_alone:
            yield from self.model.lettings.values()

    def _most(self, tally: Tally) -> int:
        """What the goal's small-is-better form may come to, once it is proved, for the goals after it."""
        return tally.sign * self.bounds[tally.name] + self.model.tolerance.get(tally.name, 0)

    def without_the_one_above(self, clock: Clock) -> dict[str, int]:
        """Once all are proved: each goal's best value as if the goal directly above it were not there, by its name.

        What time runs out for is left out; each goal may take as much of the time left as those after it.
        """
        found, order = dict[str, int](), self.model.order
        for above, (freed, below) in enumerate(pairwise(order)):
            bound = self.bounds[below.name]
            if bound != self.best_conceivable(below) and not self._counts_nothing(freed):
                with suppress(TimeoutError):
                    share = clock.no_more_than(clock.seconds_left() / (len(order) - 1 - above))
                    found[below.name] = below.sign * self._before[above].least(order[above + 1 :], share)
            else:
                found[below.name] = bound
        return found

    def _counts_nothing(self, tally: Tally) -> bool:
        """Whether every plan comes to the same on the goal."""
        return not (self.model.side.wishes if tally.name == WISHES else tally.arc.any() or tally.used.any())

    def _best_of(self, layer: Sequence[Tally]) -> list[Best]:
        try:
            return self.engine.best(layer)
        except OutOfTime as out:
            if out.bound is not None:
                self.bounds[layer[0].name] = self._bound(layer[0], out.bound)
            raise

    def _bound(self, tally: Tally, least: int) -> int:
        """The engine's bound (small is better) as the goal's value; what else is known where that says more."""
        known = max(tally.sign * self.best_conceivable(tally), self._next_leasts.get(tally.name, least))
        return tally.sign * max(least, known)

    def best_conceivable(self, tally: Tally) -> int:
        """A bound that holds for any plan: what a flow without rules proved, or each person where it helps most."""
        arcs = self.model.arcs
        if tally.name == WISHES:
            return sum("wish_together" in relations for relations in arcs.world.relations.values())
        plain = tally.plain_least(arcs)
        return tally.sign * max(plain, self._leasts.get(tally.name, plain))

    def _tell(self, tally: Tally, bound: int, *, proved: bool) -> None:
        value = self._value(tally, self.taken)
        self.tell(Progress(goal=tally.name, value=value, bound=bound, proved=proved))

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


@dataclass(frozen=True, kw_only=True)
class Proof:
    """The best plan, and the search that proved it."""

    plan: Plan
    search: Search

    @property
    def lettings(self) -> dict[str, dict[str, str]]:
        """resident_id → bedspace_id under each ordinary way of letting one home at a time, by its name."""
        return dict(self.search.model.lettings)

    def with_costs(self) -> Plan:
        """The plan, each goal with what it gave up for the one directly above, as far as is proved in time.

        No more than COSTS_SECONDS are given to that, whatever the scenario's limit: the plan is proved already.
        """
        if not self.plan.proved:
            return self.plan
        freed = self.search.without_the_one_above(self.search.clock.no_more_than(COSTS_SECONDS))
        goals = (
            replace(goal, cost=freed[goal.name] - goal.value) if goal.name in freed else goal
            for goal in self.plan.goals
        )
        return replace(self.plan, goals=tuple(goals))
