"""How many plans are as good as the best one, before the lottery, and which of them are most unlike it."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from copy import copy
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from housing_match.assess import Assessment
from housing_match.solve.arcs import Arcs
from housing_match.solve.certificate import Spans
from housing_match.solve.chains import arcs_taken, bedspaces_taken
from housing_match.solve.clock import Clock
from housing_match.solve.coupled import Coupled
from housing_match.solve.engine import NoPlan
from housing_match.solve.goals import Tally
from housing_match.solve.in_order import prove_in_order
from housing_match.solve.model import Model, model_of
from housing_match.solve.residual import NotBest, Residual
from housing_match.solve.rows import Row
from housing_match.solve.score import goal_values

MOST_COUNTED, MOST_SHOWN = 20, 3
NOT_BEST = (
    "The plan is not the best there is, so nothing can be said to be as good as it. Make it again, without a limit."
)


class PlanNotBest(ValueError):
    """A plan of which somebody asks what ties with it is not the best there is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternatives:
    """`count` best plans, the one chosen among them, or at least so many; bedspaces alike in one home make no other.

    `plans` (resident_id → bedspace_id each) are as unlike as can be: each as far as can be from the nearest of those
    before it, the plan chosen first; how far is how many people it leaves elsewhere.
    """

    count: int
    all_counted: bool
    in_time: bool
    """Whether all was looked for that was asked for."""
    plans: tuple[dict[str, str], ...]


def alternatives(
    assessment: Assessment,
    bedspace_of: Mapping[str, str],
    *,
    most_counted: int = MOST_COUNTED,
    most_shown: int = MOST_SHOWN,
    stopped: Callable[[], bool] = lambda: False,
) -> Alternatives:
    """The plans that keep every goal as good as the plan given, which has to be the best. Raises PlanNotBest.

    At the scenario's time limit, or soon after `stopped` says so, what was found until then; TimeoutError where that is
    before the plan given is proved to be the best.
    """
    model = model_of(assessment)
    chosen = arcs_taken(model.arcs, bedspace_of)
    engine = _tied(model, chosen, bedspace_of, Clock.until(assessment.scenario.time_limit_seconds, stopped))
    found, all_counted, shown, in_time = [chosen], False, [chosen], False
    with suppress(TimeoutError):
        while len(found) < most_counted and (other := _another(engine, found, 1, [])) is not None:
            found.append(other)
        all_counted = len(found) < most_counted
        while (
            len(shown) <= most_shown and (other := _farthest(engine, shown, found if all_counted else [])) is not None
        ):
            shown.append(other)
        in_time = True
    plans = tuple(bedspaces_taken(model.arcs, one, bedspace_of) for one in shown[1:])
    return Alternatives(count=len(found), all_counted=all_counted, in_time=in_time, plans=plans)


def _tied(model: Model, chosen: NDArray[np.bool_], bedspace_of: Mapping[str, str], clock: Clock) -> Coupled:
    """An engine to which every goal is fixed and only what best plans may differ in is open."""
    arcs = model.arcs
    engine = Coupled(arcs, model.side, clock)
    if model.pure:
        try:
            free = Residual(arcs, model.order, chosen).free
        except NotBest:
            raise PlanNotBest(NOT_BEST) from None
        engine.keep_within(Spans(least=(chosen & ~free).astype(np.int64), most=(chosen | free).astype(np.int64)))
        for tally in model.order:
            engine.fix(tally, tally.sign * tally.value(arcs, chosen))
        return engine
    engine.known.remember(model.side.completed(chosen.astype(np.int64)))
    best = bedspaces_taken(arcs, prove_in_order(engine, model.order, model.tolerance))
    values = goal_values(arcs.assessment, bedspace_of), goal_values(arcs.assessment, best)
    if any(abs(values[0][one.name] - values[1][one.name]) > model.tolerance.get(one.name, 0) for one in model.order):
        raise PlanNotBest(NOT_BEST)
    return engine


def _farthest(
    engine: Coupled, shown: Sequence[NDArray[np.bool_]], every: Sequence[NDArray[np.bool_]]
) -> NDArray[np.bool_] | None:
    """The plan farthest from the nearest of those shown, of `every` plan where these are known; None for no other."""

    def nearest(other: NDArray[np.bool_]) -> int:
        return min(_elsewhere(engine.arcs, one, other) for one in shown)

    if every:
        farthest = max(every, key=nearest)
        return farthest if nearest(farthest) else None
    found, other = None, _another(engine, shown, 1, shown)
    while other is not None:
        found, other = other, _another(engine, shown, nearest(other) + 1, shown)
    return found


def _another(
    engine: Coupled, found: Sequence[NDArray[np.bool_]], least: int, away_from: Sequence[NDArray[np.bool_]]
) -> NDArray[np.bool_] | None:
    """A plan that leaves `least` people or more elsewhere than each of those found does; the farthest from some."""
    arcs, trial = engine.arcs, copy(engine)
    for one in found:
        alike = _alike(arcs, one)
        trial.require(Row(terms=dict(enumerate(alike.arc.tolist())), most=len(arcs.people) - least - alike.start))
    together = np.sum([_alike(arcs, one).arc for one in away_from] or [np.zeros_like(arcs.person)], axis=0)
    try:
        (best,) = trial.best([replace(_alike(arcs, found[0]), arc=together, start=0)])
    except NoPlan:
        return None
    if not best.proved:
        raise TimeoutError
    return best.taken


def _alike(arcs: Arcs, one: NDArray[np.bool_]) -> Tally:
    """How many people a plan leaves where another one does: in the same class of places, or without any in both."""
    placed = np.isin(np.arange(len(arcs.people)), arcs.person[one])
    return Tally(
        name="alike",
        sign=1,
        arc=np.where(one, 1, np.where(placed[arcs.person], 0, -1)).astype(np.int64),
        used=np.zeros(len(arcs.classes), dtype=np.int64),
        start=int(np.count_nonzero(~placed)),
    )


def _elsewhere(arcs: Arcs, one: NDArray[np.bool_], other: NDArray[np.bool_]) -> int:
    """How many people two plans leave in different places."""
    return len(arcs.people) - _alike(arcs, one).value(arcs, other)
