"""Finds the best plan and proves each goal in turn; the only door for OR-Tools."""

from collections.abc import Callable, Collection, Mapping, Sequence

import numpy as np

from housing_match.assess import Assessment
from housing_match.domain import GoalResult, Plan, Scenario, goal_order
from housing_match.solve.alternatives import Alternatives, PlanNotBest, alternatives
from housing_match.solve.arcs import HomeLost, PinsCannotBeKept, arcs_of
from housing_match.solve.baselines import Lettings, filled_up
from housing_match.solve.chains import PlanNotAllowed, bedspaces_taken, ordered_moves
from housing_match.solve.clock import Clock
from housing_match.solve.collection import NoFullCollection
from housing_match.solve.counts import is_move_on_step, support_cost, weekly_cost_change
from housing_match.solve.engine import NoPlan, SolverFailed
from housing_match.solve.floors import best_with_floor
from housing_match.solve.goals import Tally
from housing_match.solve.in_order import prove_in_order
from housing_match.solve.lost_homes import left_without_home
from housing_match.solve.model import Model, coupled, engine_of, model_of, told
from housing_match.solve.plan_at_once import plan_at_once
from housing_match.solve.quotas import QuotasCannotBeMet, lettings, quotas_broken
from housing_match.solve.regret import Pair, Regret, ranked
from housing_match.solve.score import Trial, breaches_after, goal_values, rank, void_cost_change
from housing_match.solve.search import Progress, Proof, Search
from housing_match.solve.what_if import WhatIf

__all__ = [
    "Alternatives",
    "HomeLost",
    "Pair",
    "PinsCannotBeKept",
    "PlanNotAllowed",
    "PlanNotBest",
    "Progress",
    "Proof",
    "QuotasCannotBeMet",
    "Regret",
    "SolverFailed",
    "Trial",
    "WhatIf",
    "alternatives",
    "baselines",
    "best_plan",
    "best_values",
    "best_with_floor",
    "goal_values",
    "is_move_on_step",
    "left_without_home",
    "lettings",
    "plan_of",
    "prove",
    "rank",
    "ranked",
    "refuse_if_beaten",
    "support_cost",
    "void_cost_change",
    "weekly_cost_change",
]


PURE = "minimum-cost flow, one goal after another, by dual prices"
COUPLED = "linear relaxation with exact prices, and integer programs (HiGHS, zero gap) for what they leave"


def best_plan(
    assessment: Assessment,
    *,
    before: Mapping[str, str] | None = None,
    tell: Callable[[Progress], None] = lambda _: None,
    stopped: Callable[[], bool] = lambda: False,
) -> Plan:
    """The best plan as `prove` finds it; of costs of goals nothing is asked."""
    return prove(assessment, before=before, tell=tell, stopped=stopped).plan


@NoFullCollection()
def prove(
    assessment: Assessment,
    *,
    before: Mapping[str, str] | None = None,
    tell: Callable[[Progress], None] = lambda _: None,
    stopped: Callable[[], bool] = lambda: False,
) -> Proof:
    """The best plan, every goal proved best before the next is touched; what goals cost each other may be asked then.

    `before` is a plan to start from (resident_id → bedspace_id), as of a scenario that differs little; if not said, the
    one published. Where all is proved it changes nothing.

    Raises PinsCannotBeKept where the scenario's pins exclude each other or the rules, and SolverFailed where a solver
    answers something that cannot be. At the scenario's time limit, or soon after `stopped` (asked again and again, from
    several threads) says so, the status is `feasible` and bounds say what was proved.
    """
    scenario = assessment.scenario
    clock = Clock.until(scenario.time_limit_seconds, stopped)
    arcs = arcs_of(assessment)
    at_once = plan_at_once(arcs) if arcs.by_rules_alone else None
    model = told(arcs)
    search = Search(model=model, clock=clock, tell=tell)
    if at_once is not None:
        search.prefer(at_once)
    if before or scenario.published:
        search.start_from(before or scenario.published)
    seed, status = scenario.seed, "optimal"
    try:
        search.prove_goals()
        seed = search.draw_lottery()
    except NoPlan:
        raise _why_there_is_no_plan(scenario, assessment.world.must_leave) from None
    except TimeoutError:
        status = "feasible"
    bedspace_of = bedspaces_taken(model.arcs, search.taken)
    if status == "feasible":
        bedspace_of = _best_so_far(search)
    elif not bedspace_of and _nobody_can_move(model):
        status = "nothing_possible"
    return Proof(plan=_plan(search, bedspace_of, status=status, seed=seed), search=search)


def best_values(assessment: Assessment, names: Sequence[str], clock: Clock) -> dict[str, int]:
    """What the best plan comes to on the first of the scenario's goals, which are those named; no more is proved.

    Raises PinsCannotBeKept and SolverFailed as best_plan does, and TimeoutError.
    """
    model = model_of(assessment)
    try:
        taken = prove_in_order(engine_of(model, clock), model.order[: len(names)], model.tolerance)
    except NoPlan:
        raise _why_there_is_no_plan(assessment.scenario, assessment.world.must_leave) from None
    values = goal_values(assessment, bedspaces_taken(model.arcs, taken))
    return {name: values[name] for name in names}


def _why_there_is_no_plan(scenario: Scenario, must_leave: Collection[str]) -> Exception:
    """What the scenario, or people who must leave their homes, ask that no plan can keep."""
    if scenario.nominations:
        return QuotasCannotBeMet(
            "No plan meets every quota of nominations"
            + (" and keeps every pin. " if scenario.pins else ". ")
            + "Lower what is asked for at least, or remove quotas one at a time to see which."
        )
    if must_leave:
        return HomeLost("Not everybody whose home would be taken away can be given another at once.")
    if not scenario.pins:
        return SolverFailed("a solver found no plan, where nobody moving is one")
    return PinsCannotBeKept(
        "The pins of the scenario cannot all be kept at once: together they need more places than the rules leave. "
        "Remove pins one at a time to see which."
    )


def _best_so_far(search: Search) -> dict[str, str]:
    """Out of time: the best, goal by goal, of what the search found, of that filled up, and of the ordinary lettings.

    Filled up: homes that it leaves empty are let in the ordinary ways, as far as quotas are kept.
    """
    arcs, assessment = search.model.arcs, search.model.arcs.assessment
    found = [] if search.first is None else [search.first]
    if np.isin(np.flatnonzero(arcs.must_place), arcs.person[search.taken]).all():
        found.append(bedspaces_taken(arcs, search.taken))
    if not found:
        raise PinsCannotBeKept(
            "No plan that keeps every pin and leaves nobody without a home was found in the time allowed; allow more."
        )
    found = [plan for plan in found if not any(quotas_broken(assessment, plan))]
    if not found:
        raise QuotasCannotBeMet(
            "No plan that meets every quota of nominations was found in the time allowed; allow more."
        )
    ordinary = list(search.lettings_allowed())
    best = max([*found, *ordinary], key=search.ranked)  # of equals the first
    if best in ordinary:  # nothing is left to let
        return best
    filled = [plan for plan in filled_up(arcs, best).values() if not any(quotas_broken(assessment, plan))]
    return max([best, *filled], key=search.ranked)


def _nobody_can_move(model: Model) -> bool:
    """Whether no plan moves anyone: an engine asked for as many moves as can be, and the ordinary ways of letting."""
    arcs = model.arcs
    nothing = np.zeros(len(arcs.classes), dtype=np.int64)
    any_move = Tally(name="any_move", sign=-1, arc=-(~arcs.stay).astype(np.int64), used=nothing)
    possible = engine_of(model, Clock()).best([any_move])[0].found < 0
    quotas = arcs.assessment.scenario.nominations
    if not possible and not quotas and any(model.lettings.values()):
        raise SolverFailed("a solver says that nobody can move, and an ordinary letting moves someone")
    return not possible


def baselines(assessment: Assessment) -> dict[str, dict[str, str]]:
    """resident_id → bedspace_id under each ordinary way of letting one home at a time, by its name."""
    return dict(Lettings(coupled(arcs_of(assessment))[0]))


def refuse_if_beaten(assessment: Assessment, plan: Plan, lettings: Mapping[str, Mapping[str, str]]) -> None:
    """Raises SolverFailed where an ordinary way of letting does better than a plan that was proved best.

    Pins, quotas and tolerances are the plan's alone: under them it may well be beaten.
    """
    scenario = assessment.scenario
    alone = scenario.pins or scenario.nominations or scenario.gives_way
    if not plan.proved or alone:
        return
    ours = rank(assessment, plan.bedspace_of)
    for name, bedspace_of in lettings.items():
        if rank(assessment, bedspace_of) > ours:
            raise SolverFailed(f"{name.replace('_', ' ')} does better than the plan that was proved best")


def plan_of(assessment: Assessment, bedspace_of: Mapping[str, str]) -> Plan:
    """A plan that somebody made already (resident_id → bedspace_id), in chains and with its goal values; unproved."""
    moves, cycles = ordered_moves(assessment, bedspace_of)
    values = goal_values(assessment, bedspace_of)
    goals = tuple(
        GoalResult(name=name, value=values[name], bound=values[name], cost=None)
        for name in goal_order(assessment.scenario.goals)
    )
    return Plan(status="feasible", moves=moves, goals=goals, seed=0, method="given", cycles=cycles)


def _plan(search: Search, bedspace_of: dict[str, str], *, status: str, seed: int) -> Plan:
    """The plan in chains with every goal's value and bound. Raises SolverFailed where it is not as proved."""
    model = search.model
    assessment = model.arcs.assessment
    for breach in breaches_after(assessment, bedspace_of):
        raise SolverFailed(f"the plan breaks {breach.rule} in {breach.home_id}: {breach.what}")
    for quota in quotas_broken(assessment, bedspace_of):
        raise SolverFailed(f"the plan breaks {quota}")
    moves, cycles = ordered_moves(assessment, bedspace_of)
    values = goal_values(assessment, bedspace_of)
    results = []
    for at, tally in enumerate(model.order):
        name = tally.name
        bound = search.bounds.get(name, search.best_conceivable(tally))
        results.append(GoalResult(name=name, value=values[name], bound=bound, cost=None if at else 0))
    if status != "feasible":
        _refuse_false_proof(results, model.tolerance)
    unproved = (abs(goal.value - goal.bound) for goal in results if goal.value != goal.bound)
    return Plan(
        status=status,
        moves=moves,
        goals=tuple(results),
        seed=seed,
        method=PURE if model.pure else COUPLED,
        fixing=search.fixing(next(unproved, 0) if status == "feasible" else 0),
        cycles=cycles,
    )


def _refuse_false_proof(results: list[GoalResult], tolerance: Mapping[str, int]) -> None:
    """Counted again from the finished plan, every goal is what was proved, but for what its tolerance allows."""
    for goal in results:
        if abs(goal.value - goal.bound) > tolerance.get(goal.name, 0):
            raise SolverFailed(f"{goal.name} was proved to be {goal.bound} and comes to {goal.value}")
