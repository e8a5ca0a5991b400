"""One goal after another by any engine, where nothing is told between them."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from housing_match.solve.engine import Best, Engine
from housing_match.solve.goals import Tally


def prove_in_order(
    engine: Engine,
    order: Sequence[Tally],
    tolerance: Mapping[str, int],
    way: Callable[[Sequence[Tally]], list[Best]] | None = None,
    *,
    hold_last: bool = True,
) -> NDArray[np.bool_]:
    """The arcs taken by a plan that is best on each goal in turn, those before it kept. Raises TimeoutError.

    `way` is how the engine makes goals best, if not in the ordinary one; `hold_last` is for who asks the engine more.
    """
    at, taken = 0, np.zeros(0, dtype=np.bool_)
    while at < len(order):
        bests = (way or engine.best)(order[at : end_of_layer(order, at, tolerance)])
        if not bests[-1].proved:
            raise TimeoutError
        taken, at = bests[-1].taken, at + len(bests)
        if at < len(order) or hold_last:
            for tally, best in zip(order[at - len(bests) :], bests, strict=False):
                engine.fix(tally, best.found + tolerance.get(tally.name, 0))
    return taken


def end_of_layer(order: Sequence[Tally], start: int, tolerance: Mapping[str, int]) -> int:
    """Where goals that may share a layer end: one that may give way has to be the last of its layer."""
    return next((at + 1 for at in range(start, len(order)) if tolerance.get(order[at].name)), len(order))
