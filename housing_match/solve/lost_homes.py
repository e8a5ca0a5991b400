"""Who is left without a home at the least where a planner's world takes homes away."""

from dataclasses import replace

import numpy as np

from housing_match.assess import Assessment
from housing_match.solve.arcs import arcs_of
from housing_match.solve.clock import Clock
from housing_match.solve.goals import Tally
from housing_match.solve.model import Model, coupled, engine_of


def left_without_home(assessment: Assessment, clock: Clock) -> tuple[str, ...]:
    """Those who must leave and have no other place in a plan that gives one to as many of them as can be, in id order.

    Raises PinsCannotBeKept, NoPlan where pins or quotas leave no plan, and TimeoutError.
    """
    must_leave = assessment.world.must_leave
    arcs = arcs_of(assessment)
    leaving = np.array([who in must_leave for who in arcs.people], dtype=np.bool_)
    arcs, side = coupled(replace(arcs, must_place=arcs.must_place & ~leaving))
    nothing = np.zeros(len(arcs.classes), dtype=np.int64)
    placed = Tally(name="placed", sign=-1, arc=-leaving[arcs.person].astype(np.int64), used=nothing)
    best = engine_of(Model(arcs=arcs, side=side, only=placed), clock).best([placed])[0]
    if not best.proved:
        raise TimeoutError
    housed = {arcs.people[at] for at in arcs.person[best.taken].tolist()}
    return tuple(sorted(must_leave - housed))
