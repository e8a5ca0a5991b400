"""The best plan that moves at least so many of some people: what it comes to, and so what that many would cost."""

from collections.abc import Callable, Collection

import numpy as np

from housing_match.assess import Assessment
from housing_match.solve.arcs import PinsCannotBeKept
from housing_match.solve.chains import bedspaces_taken
from housing_match.solve.clock import Clock
from housing_match.solve.engine import NoPlan
from housing_match.solve.forced import Forced
from housing_match.solve.in_order import prove_in_order
from housing_match.solve.model import engine_of, model_of
from housing_match.solve.rows import Row


def best_with_floor(
    assessment: Assessment,
    resident_ids: Collection[str] = (),
    least: int = 0,
    *,
    stopped: Callable[[], bool] = lambda: False,
) -> dict[str, str] | None:
    """resident_id → bedspace_id of a best plan that moves at least `least` of these people; None where none can.

    Every goal is proved best in turn. No lottery is drawn: of plans that tie any one is given, so only what they come
    to may be told. Raises TimeoutError as soon as somebody says stop, PinsCannotBeKept where no plan keeps the pins and
    quotas of the scenario, and SolverFailed as the search does.
    """
    clock = Clock(stopped=stopped)
    clock.seconds_left()
    model = model_of(assessment)
    arcs = model.arcs
    if least:
        some = np.isin(arcs.person, [at for at, who in enumerate(arcs.people) if who in resident_ids])
        moves = np.flatnonzero(some & ~arcs.stay).tolist()
        if len(moves) < least:
            return None
        taken = Forced(model, model.order, clock).best(Row(terms=dict.fromkeys(moves, 1), least=least))
        return None if taken is None else bedspaces_taken(arcs, taken)
    try:
        return bedspaces_taken(arcs, prove_in_order(engine_of(model, clock), model.order, model.tolerance))
    except NoPlan:
        raise PinsCannotBeKept("No plan keeps every pin and every quota of the scenario.") from None
