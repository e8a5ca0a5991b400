"""Letting one home at a time, written plainly: every open pair is looked at before each letting."""

from collections import Counter
from datetime import date

import numpy as np

from housing_match.solve.chains import chains
from housing_match.solve.score import breaches_in


def let_one_at_a_time(arcs, key_of, before=None):
    """resident_id → bedspace_id: always the first open pair by `key_of(world, pairs, fit)`, until none is left.

    `before` is a plan that stands.
    """
    assessment, world = arcs.assessment, arcs.world
    pairs = [
        (arcs.people[arcs.person[at]], room)
        for at in np.flatnonzero(~arcs.stay)
        for room in arcs.classes[arcs.place_class[at]].bedspace_ids
    ]
    fit = {(who, room): int(assessment.fit_at(assessment.row[who], assessment.column[room])) for who, room in pairs}
    bedspace_of, refused = dict(before or {}), set()
    step = {who: at for members, _ in chains(world, bedspace_of) for at, who in enumerate(members, start=1)}

    def is_open(who, room):
        left = {world.incumbent_of[one] for one in bedspace_of if one in world.incumbent_of}
        empty = room in left or world.bedspace[room].status != "occupied"
        return who not in bedspace_of and room not in bedspace_of.values() and empty and (who, room) not in refused

    while open_pairs := [pair for pair in pairs if is_open(*pair)]:
        who, room = min(open_pairs, key=key_of(world, open_pairs, fit))
        moves = {who: room}
        for one, other in [*world.must_together, *(pair[::-1] for pair in world.must_together)]:
            rooms = [into for name, into in sorted(open_pairs) if name == other and into not in moves.values()]
            rooms = [into for into in rooms if world.home_of(into) == world.home_of(room)]
            if one == who and rooms:
                moves[other] = rooms[0]
        leaver = {world.incumbent_of.get(one): one for one in bedspace_of}
        steps = {one: step[leaver[into]] + 1 if into in leaver else 1 for one, into in moves.items()}
        cap = assessment.scenario.max_chain
        too_long = cap is not None and max(steps.values()) > cap
        if too_long or breaches_in(assessment, {**bedspace_of, **moves}, world.home_of(room)):
            refused.add((who, room))
            continue
        bedspace_of |= moves
        step |= steps
        left = {world.home_of(world.incumbent_of[one]) for one in moves if one in world.incumbent_of}
        refused = {pair for pair in refused if world.home_of(pair[1]) not in left}
    return bedspace_of


def turn(world, who):
    return not world.resident[who].needs_move, world.resident[who].waiting_since or date.max, who


def first_come(world, pairs, fit):
    return lambda pair: (*turn(world, pair[0]), -fit[pair], pair[1])


def best_fit(world, pairs, fit):
    return lambda pair: (-fit[pair], pair)


def scarcest_void(world, pairs, fit):
    suits = Counter(room for _, room in pairs)

    def key(pair):
        resident = world.resident[pair[0]]
        return suits[pair[1]], pair[1], not resident.needs_move, resident.priority_band, *turn(world, pair[0])

    return key


WAYS = {"first_come": first_come, "one_at_a_time_by_fit": best_fit, "scarcest_void_first": scarcest_void}
