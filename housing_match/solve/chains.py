"""From arcs to moves: which bedspace each person gets, and the order in which a chain of moves can happen."""

import hashlib
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from housing_match.assess import Assessment
from housing_match.domain import Move, World
from housing_match.solve.arcs import Arcs


class PlanNotAllowed(ValueError):
    """A plan makes a move that the rules or the scenario rule out, so that nothing can be measured from it."""


def bedspaces_taken(arcs: Arcs, taken: NDArray[np.bool_], before: Mapping[str, str] | None = None) -> dict[str, str]:
    """resident_id → bedspace_id for those who move: in a class people in id order get bedspaces in id order.

    First, in its order, everybody in a plan `before` (resident_id → bedspace_id) has that bedspace again, if it is one
    of the class and free.
    """
    stayers = {arcs.people[person] for person in arcs.person[taken & arcs.stay]}
    kept = {arcs.world.incumbent_of[who] for who in stayers}
    free = [[room for room in one.bedspace_ids if room not in kept] for one in arcs.classes]
    moving = np.flatnonzero(taken & ~arcs.stay)  # arcs are sorted by person, and people by id
    class_of = {arcs.people[arcs.person[at]]: int(arcs.place_class[at]) for at in moving}
    found = {}
    for who, room in (before or {}).items():
        if who in class_of and room in free[class_of[who]]:
            free[class_of[who]].remove(room)
            found[who] = room
    return {who: found.get(who) or free[place_class].pop(0) for who, place_class in class_of.items()}


def arcs_taken(arcs: Arcs, bedspace_of: Mapping[str, str]) -> NDArray[np.bool_]:
    """bool [A]: the arcs of a plan. Raises PlanNotAllowed for one that gives places as no plan may."""
    class_of = arcs.class_of_room
    rooms = [bedspace_of.get(who, arcs.world.incumbent_of.get(who)) for who in arcs.people]
    wanted = np.array([-1 if room is None else class_of.get(room, -1) for room in rooms], dtype=np.int64)
    taken = np.asarray(arcs.place_class == wanted[arcs.person], dtype=np.bool_)
    placed = np.isin(np.arange(len(arcs.people)), arcs.person[taken])
    astray = bedspace_of.keys() - {arcs.people[at] for at in np.flatnonzero(placed)}
    astray |= {arcs.people[at] for at in np.flatnonzero(arcs.must_place & ~placed)}
    if astray:
        who = min(astray)
        where = f"moves {who} to {bedspace_of[who]}" if who in bedspace_of else f"leaves {who} without a place"
        raise PlanNotAllowed(f"The plan {where}, which the rules or the scenario rule out.")
    for at in np.flatnonzero(np.bincount(arcs.place_class[taken], minlength=len(arcs.classes)) > arcs.capacity):
        raise PlanNotAllowed(f"The plan puts more people in {', '.join(arcs.classes[at].bedspace_ids)} than can be.")
    return taken


def still_open(arcs: Arcs, bedspace_of: Mapping[str, str]) -> dict[str, str]:
    """The moves of a plan made for another scenario that have an arc here, into places free once these are made."""
    class_of = arcs.class_of_room
    number = {who: at for at, who in enumerate(arcs.people)}
    lives = {room: who for who, room in arcs.world.incumbent_of.items()}
    known = {who: room for who, room in bedspace_of.items() if who in number and room in class_of}
    moves = np.array([number[who] * len(arcs.classes) + class_of[room] for who, room in known.items()], dtype=np.int64)
    is_open = np.isin(moves, arcs.number)
    left = {who: room for (who, room), one in zip(known.items(), is_open.tolist(), strict=True) if one}
    while True:
        free = {who: room for who, room in left.items() if room not in lives or lives[room] in left}
        if len(free) == len(left):
            return left
        left = free


def ordered_moves(assessment: Assessment, bedspace_of: Mapping[str, str]) -> tuple[tuple[Move, ...], tuple[str, ...]]:
    """The moves in chains, step 1 entering the void, and the chain_ids of closed cycles."""
    moves: list[Move] = []
    cycles: list[str] = []
    rows = np.array([assessment.row[who] for who in bedspace_of], dtype=np.int64)
    columns = np.array([assessment.column[room] for room in bedspace_of.values()], dtype=np.int64)
    fit = dict(zip(bedspace_of, assessment.fit_at(rows, columns).tolist(), strict=True))
    for members, closed in chains(assessment.world, bedspace_of):
        chain_id = "C" + hashlib.sha256(";".join(sorted(members)).encode()).hexdigest()[:10]
        if closed:
            cycles.append(chain_id)
        for step, who in enumerate(members, start=1):
            room = bedspace_of[who]
            moves.append(
                Move(
                    resident_id=who,
                    bedspace_id=room,
                    from_bedspace_id=assessment.world.incumbent_of.get(who),
                    chain_id=chain_id,
                    step=step,
                    fit=fit[who],
                )
            )
    return tuple(moves), tuple(cycles)


def chains(world: World, bedspace_of: Mapping[str, str]) -> list[tuple[list[str], bool]]:
    """Each chain's people in the order in which they can move, and whether it is a closed cycle, by first member."""
    enters = {room: who for who, room in bedspace_of.items()}
    left_by = {world.incumbent_of[who]: who for who in bedspace_of if who in world.incumbent_of}
    seen: set[str] = set()
    found = []
    starts = [who for who in sorted(bedspace_of) if bedspace_of[who] not in left_by]
    for who in [*starts, *sorted(bedspace_of)]:
        if who in seen:
            continue
        members = [who]
        while (follower := enters.get(world.incumbent_of.get(members[-1], ""))) is not None and follower != who:
            members.append(follower)
        seen.update(members)
        found.append((members, bedspace_of[who] in left_by))
    return sorted(found)
