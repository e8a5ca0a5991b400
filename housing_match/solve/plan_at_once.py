"""A plan that is there at once, whatever the size: made before goals are counted and what couples people is told."""

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import maximum_bipartite_matching

from housing_match.solve.arcs import Arcs
from housing_match.solve.entries import in_rows
from housing_match.solve.score import could_break


def plan_at_once(arcs: Arcs) -> dict[str, str]:
    """resident_id → bedspace_id: as many people as can be, in places that are empty, where no plan rule says anything.

    Who comes before whom it does not ask. Pins, quotas and people who must leave it does not look at.
    """
    world = arcs.world
    empty = [not one.occupied and not could_break(world, (), one.place.home_id) for one in arcs.classes]
    alone = [who not in world.must_live_with for who in arcs.people]
    moves = np.array(empty, dtype=np.bool_)[arcs.place_class] & np.array(alone, dtype=np.bool_)[arcs.person]
    moves &= ~arcs.stay
    first = np.concatenate([[0], np.cumsum(arcs.capacity)])
    bed, of = in_rows(first, arcs.place_class[moves])
    rooms = [room for one in arcs.classes for room in one.bedspace_ids]
    ways = csr_array((np.ones(len(bed)), (arcs.person[moves][of], bed)), shape=(len(arcs.people), len(rooms)))
    taken = maximum_bipartite_matching(ways, perm_type="column").tolist()
    return {who: rooms[at] for who, at in zip(arcs.people, taken, strict=True) if at >= 0}
