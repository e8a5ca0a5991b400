"""Finds the best plan and proves each goal in turn; the only door for OR-Tools."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import inf

import numpy as np
from numpy.typing import NDArray

from housing_match.assess import Assessment
from housing_match.domain import GOALS, GoalResult, Plan
from housing_match.solve.arcs import Arcs, PinsCannotBeKept, arcs_of
from housing_match.solve.baselines import baselines as _baselines
from housing_match.solve.chains import bedspaces_taken, ordered_moves
from housing_match.solve.engine import Best, Engine, NoPlan, SolverFailed
from housing_match.solve.exact import Exact
from housing_match.solve.flow import Flow
from housing_match.solve.goals import WISHES, Tally, is_move_on_step, lottery, tallies, weekly_cost_change
from housing_match.solve.score import breaches_after, breaches_in, goal_values
from housing_match.solve.side_rules import Side, add_wishes, side_of

__all__ = [
    "PinsCannotBeKept",
    "Progress",
    "SolverFailed",
    "baselines",
    "best_plan",
    "breaches_in",
    "goal_values",
    "is_move_on_step",
    "plan_of",
    "weekly_cost_change",
]

MOST_SEEDS = 100
"""Seeds tried before ties are called a fault: one tie in 2^32 is already rare."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """What a caller may show while the plan is proved: the goal just proved and its value."""

    goal: str
    value: int
    bound: int


def best_plan(assessment: Assessment, *, tell: Callable[[Progress], None] = lambda _: None) -> Plan:
    """The best plan, every goal proved best before the next is touched.

    Raises PinsCannotBeKept where the scenario's pins exclude each other or the rules, and SolverFailed where a solver
    answers something that cannot be. At the scenario's time limit the status is `feasible` and bounds say what was
    proved.
    """
    started = time.monotonic()
    limit = assessment.scenario.time_limit_seconds
    deadline = inf if limit is None else started + limit
    arcs, side = _coupled(arcs_of(assessment))
    engine: Engine
    if _pure(assessment, side):
        engine, method = Flow(arcs), "minimum-cost flow, one goal after another, by dual prices"
    else:
        engine, method = Exact(arcs, side, deadline), "integer program (HiGHS, zero gap), one goal after another"
    search = _Search(arcs=arcs, engine=engine, tell=tell)
    try:
        search.prove_goals()
        seed = search.draw_lottery()
        timed_out = False
    except NoPlan:
        raise PinsCannotBeKept(
            "The pins of the scenario cannot all be kept at once: together they need more places than the rules leave. "
            "Remove pins one at a time to see which."
        ) from None
    except TimeoutError:
        if not search.bounds and assessment.scenario.pins:
            raise PinsCannotBeKept("No plan that keeps every pin was found in the time allowed; allow more.") from None
        seed, timed_out = assessment.scenario.seed, True
    return _plan(assessment, search, seed, timed_out, method, time.monotonic() - started)


def baselines(assessment: Assessment) -> dict[str, dict[str, str]]:
    """resident_id → bedspace_id under each ordinary way of letting one home at a time, by its name."""
    return _baselines(_coupled(arcs_of(assessment))[0])


def _coupled(arcs: Arcs) -> tuple[Arcs, Side]:
    """The arcs that a plan can use at all, and the rows that couple them."""
    side = side_of(arcs)
    while side.dropped:
        arcs = arcs.without(side.dropped)
        side = side_of(arcs)
    add_wishes(side, arcs)
    return arcs, side


def _pure(assessment: Assessment, side: Side) -> bool:
    """Whether nothing but places couples people, so that flows prove everything."""
    tolerant = any(most for _, most in assessment.scenario.tolerances)
    return not (side.rows or side.wishes or tolerant or assessment.scenario.max_chain is not None)


class _Search:
    """The order in which goals are proved, with what has been proved so far."""

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
            best = best or self.engine.best(tally)
            self.taken = best.taken
            self.bounds[tally.name] = tally.sign * best.bound
            if not best.proved:
                raise TimeoutError
            self.tell(Progress(goal=tally.name, value=tally.sign * best.found, bound=tally.sign * best.bound))
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


def plan_of(assessment: Assessment, bedspace_of: Mapping[str, str]) -> Plan:
    """A plan that somebody made already (resident_id → bedspace_id), in chains and with its goal values; unproved."""
    moves, cycles = ordered_moves(assessment, bedspace_of)
    values = goal_values(assessment, bedspace_of)
    goals = tuple(
        GoalResult(name=name, value=values[name], bound=values[name], cost=None)
        for name in goal_order(assessment.scenario.goals)
    )
    return Plan(status="feasible", moves=moves, goals=goals, seed=0, method="given", cycles=cycles)


def goal_order(named: tuple[str, ...]) -> tuple[str, ...]:
    """The scenario's order; goals it does not name follow in their usual order."""
    return named + tuple(goal.name for goal in GOALS if goal.name not in named)


def _plan(assessment: Assessment, search: _Search, seed: int, timed_out: bool, method: str, seconds: float) -> Plan:
    bedspace_of = bedspaces_taken(search.arcs, search.taken)
    _refuse_breaches(assessment, bedspace_of)
    moves, cycles = ordered_moves(assessment, bedspace_of)
    values = goal_values(assessment, bedspace_of)
    results = []
    for name in goal_order(assessment.scenario.goals):
        freed = search.without_the_one_above.get(name)
        first = name == goal_order(assessment.scenario.goals)[0]
        cost = 0 if first else (None if freed is None else freed - values[name])
        bound = search.bounds.get(name, _best_conceivable(search.tallies[name], assessment))
        results.append(GoalResult(name=name, value=values[name], bound=bound, cost=cost))
    status = "feasible" if timed_out else "optimal"
    if status == "optimal":
        _refuse_false_proof(assessment, results)
        if not moves and not _some_move_is_possible(search.arcs):
            status = "nothing_possible"
    return Plan(
        status=status,
        moves=moves,
        goals=tuple(results),
        seed=seed,
        method=method,
        seconds={"solve": round(seconds, 3)},
        cycles=cycles,
    )


def _refuse_false_proof(assessment: Assessment, results: list[GoalResult]) -> None:
    """Counted again from the finished plan, every goal is what was proved, but for what its tolerance allows."""
    tolerance = dict(assessment.scenario.tolerances)
    for goal in results:
        if abs(goal.value - goal.bound) > tolerance.get(goal.name, 0):
            raise SolverFailed(f"{goal.name} was proved to be {goal.bound} and comes to {goal.value}")


def _some_move_is_possible(arcs: Arcs) -> bool:
    """A second opinion before anyone is told that nobody can be placed: each single move, judged by the rules alone."""
    for at in np.flatnonzero(~arcs.stay):
        one = arcs.classes[arcs.place_class[at]]
        move = {arcs.people[arcs.person[at]]: one.bedspace_ids[0]}
        if not one.occupied and not breaches_in(arcs.assessment, move, one.place.home_id):
            return True
    return False


def _best_conceivable(tally: Tally, assessment: Assessment) -> int:
    """A bound that holds for any plan: everything that helps the goal, as if all of it could be had at once."""
    if tally.name == WISHES:
        return sum("wish_together" in relations for relations in assessment.world.relations.values())
    arcs = int(np.minimum(tally.arc, 0).sum())
    places = int(np.minimum(tally.used, 0).sum()) * len(tally.arc)
    return tally.sign * (tally.start + arcs + places)


def _refuse_breaches(assessment: Assessment, bedspace_of: dict[str, str]) -> None:
    """The rules themselves judge the finished plan: a breach here is a fault of the model."""
    for breach in breaches_after(assessment, bedspace_of):
        raise SolverFailed(f"the plan breaks {breach.rule} in {breach.home_id}: {breach.what}")
