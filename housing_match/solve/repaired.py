"""A plan that keeps every rule, soon at any size: a flow without rules between people, mended where it breaks one."""

import numpy as np
from numpy.typing import NDArray

from housing_match.solve.arcs import Arcs
from housing_match.solve.chain_cap import chain_rows
from housing_match.solve.clock import Clock
from housing_match.solve.engine import NoPlan, SolverFailed
from housing_match.solve.flow import Flow
from housing_match.solve.model import Model
from housing_match.solve.rows import Side, Table, rules_of
from housing_match.solve.weighed_flow import WeighedFlow

NEAREST_A_PERSON = 6
"""Arcs of least reduced cost that each person keeps once a first flow is known; the others seldom matter."""
RINGS = 2
"""Whoever lost a move may take the place of others, and these of others; further off nobody changes."""
GENTLE_ROUNDS = 12
"""So often one move is closed for each row broken; from then on every move that a broken row speaks of."""


def mended(
    model: Model, costs: NDArray[np.int64], taken: NDArray[np.bool_], near: NDArray[np.bool_], clock: Clock
) -> NDArray[np.bool_] | None:
    """bool [A]: the arcs of a plan that keeps every row, near the least costs (int64 [E]).

    A flow's arcs (bool [A]) are mended within those `near` (bool [A]); None where that leads to none. Raises
    TimeoutError.
    """
    arcs, side, flow, near, rounds = model.arcs, model.side, Flow(model.arcs), near.copy(), 0
    rules = rules_of(model.table, arcs)  # flows keep the rows before these
    try:
        while True:
            values = side.completed(taken.astype(np.int64))
            broken = rules.only(~rules.kept_by(values))
            if not len(broken):
                return None if chain_rows(arcs, taken) else taken
            closing = _moves_in(arcs, side, broken, values, every=rounds >= GENTLE_ROUNDS)
            if not closing.any():
                return None
            clock.seconds_left()
            near &= ~closing
            flow.capacity[: len(near)][~near] = 0
            taken, rounds = _moved_on(flow, costs, taken, _around(arcs, closing, near, taken)), rounds + 1
    except (NoPlan, SolverFailed):
        return None


def nearest(arcs: Arcs, flow: WeighedFlow, count: int, *then: NDArray[np.int64]) -> NDArray[np.bool_]:
    """bool [A]: so many arcs of each person, those of least reduced cost, of equal ones of least `then` (int64 [A]).

    With them what the flow takes, and every stay.
    """
    order = np.lexsort((*then, flow.reduced[: flow.arcs], arcs.person))
    rank = np.arange(len(order)) - np.searchsorted(arcs.person, arcs.person)
    near = arcs.stay | flow.taken
    near[order[rank < count]] = True
    return near


def _around(
    arcs: Arcs, closing: NDArray[np.bool_], near: NDArray[np.bool_], taken: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """bool [N]: those whose moves are closed or who could come instead, whoever has a place for these, and so on.

    In the end whoever took the place of any of them too, so that all could go back to where they live today.
    """
    people, left = np.zeros(len(arcs.people), dtype=np.bool_), np.zeros(len(arcs.classes), dtype=np.bool_)
    left[arcs.place_class[closing]] = True
    people[arcs.person[closing | (near & left[arcs.place_class])]] = True
    ring = 0
    while True:
        before = np.count_nonzero(people)
        ways = (near if ring < RINGS else arcs.stay) & people[arcs.person]
        classes = np.zeros(len(arcs.classes), dtype=np.bool_)
        classes[arcs.place_class[ways]] = True
        people[arcs.person[taken & classes[arcs.place_class]]] = True
        ring += 1
        if ring > RINGS and np.count_nonzero(people) == before:
            return people


def _moved_on(
    flow: Flow, costs: NDArray[np.int64], taken: NDArray[np.bool_], people: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """bool [A]: the arcs taken where costs (int64 [E]) are least, if only these people (bool [N]) may change.

    Raises NoPlan and SolverFailed.
    """
    arcs, capacity, filled = flow.arcs, flow.capacity, flow.filled
    others = taken & ~people[arcs.person]
    nowhere = ~people
    nowhere[arcs.person[others]] = False
    used = np.bincount(arcs.place_class[others], minlength=len(arcs.classes))
    flow.filled = filled + np.concatenate([others, nowhere, used])
    may = np.concatenate([people[arcs.person], people, np.ones(len(used), dtype=np.bool_)])
    flow.capacity = np.where(may, capacity, 0)
    flow.capacity[len(capacity) - len(used) :] -= used
    try:
        return flow.solve(costs)[: len(taken)] > 0
    finally:
        flow.capacity, flow.filled = capacity, filled


def _moves_in(arcs: Arcs, side: Side, broken: Table, values: NDArray[np.int64], *, every: bool) -> NDArray[np.bool_]:
    """bool [A]: moves of the plan (`values`, int64 [N]) that push a row over its limit; the last of a row, or all."""
    count, spoken_of = len(arcs.person), side.spoken_of
    closing = np.zeros(count, dtype=np.bool_)
    for first, last in zip(broken.matrix.indptr, broken.matrix.indptr[1:], strict=False):
        columns, weights = broken.matrix.indices[first:last], broken.matrix.data[first:last]
        pushing = [
            (weight, arc)
            for column, weight in zip(columns.tolist(), weights.tolist(), strict=True)
            if weight > 0 and values[column]
            for arc in ([column] if column < count else spoken_of[column - count])
            if values[arc] and not arcs.stay[arc]
        ]
        closing[[arc for _, arc in (pushing if every else sorted(pushing)[-1:])]] = True
    return closing
