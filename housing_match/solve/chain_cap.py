"""Rows against chains of moves longer than the scenario's cap, made where a plan breaks it."""

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from housing_match.solve.arcs import Arcs
from housing_match.solve.chains import bedspaces_taken, chains
from housing_match.solve.rows import Row


def chain_rows(arcs: Arcs, taken: NDArray[np.bool_]) -> list[Row]:
    """A row against each run of moves one longer than the scenario's cap allows."""
    cap = arcs.assessment.scenario.max_chain
    if cap is None:
        return []
    rows = []
    for members, closed in chains(arcs.world, bedspaces_taken(arcs, taken)):
        around = members + (members[:cap] if closed else [])
        if len(members) > cap:
            rows += [_cap_row(arcs, around[at : at + cap]) for at in range(len(around) - cap)]
    return rows


def _cap_row(arcs: Arcs, leavers: list[str]) -> Row:
    """At most cap - 1 of: each next leaver enters the place left before, anyone but the first enters the last one.

    That the first leaves is implied: the place is taken. The first may enter the last one's place: a closed cycle.
    """
    people = {who: at for at, who in enumerate(arcs.people)}
    into = {who: _into_place_of(arcs, who) for who in leavers}
    first, last = leavers[0], leavers[-1]
    counted = into[last] & (arcs.person != people[first])
    for before, after in pairwise(leavers):
        counted |= (arcs.person == people[after]) & into[before]
    return Row(terms=dict.fromkeys(np.flatnonzero(counted & ~arcs.stay).tolist(), 1), most=len(leavers) - 1)


def _into_place_of(arcs: Arcs, who: str) -> NDArray[np.bool_]:
    """bool [A]: the arcs into the place where somebody lives, as it stands or as a work would leave it."""
    own = arcs.world.incumbent_of[who]
    return np.isin(arcs.place_class, [at for at, one in enumerate(arcs.classes) if own in one.bedspace_ids])
