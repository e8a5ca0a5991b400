"""Whether a finished plan may stand: who is in it, its chains, and every problem it has."""

from . import needs
from .fit import fit
from .goal_values import goal_values
from .households import breaches
from .quotas import broken_quotas
from .rules import allowed, lives_at, names_place, person_takes_part

__all__ = ["breaches", "chains", "feasible", "fit", "goal_values", "in_plan", "plan_problems"]


def in_plan(world, geography, scenario):
    """resident_ids of those whom the plan may move."""
    return {
        person.resident_id
        for person in world.residents
        if person_takes_part(world, scenario, person.resident_id)
        and has_a_case(person, scenario)
        and needs.consent(world, person) == "met"
        and needs.adult(person, scenario.as_of) == "met"
    }


def has_a_case(person, scenario):
    """needs_move within the window, or ready to move on."""
    if person.needs_move:
        return person.needed_by is None or person.needed_by <= scenario.window_end
    return person.move_on_status == "ready"


def chains(world, bedspace_of):
    """Lists of resident_ids linked by entering the bedspace another mover leaves; step 1 first.

    In a closed cycle the smallest id comes first.
    """
    leaver_of = {lives_at(world, one): one for one in bedspace_of if lives_at(world, one) is not None}
    enters_after = {one: leaver_of[bed] for one, bed in bedspace_of.items() if bed in leaver_of}
    follower_of = {leaver: one for one, leaver in enters_after.items()}
    found, placed = [], set()
    starts = sorted(one for one in bedspace_of if one not in enters_after)
    for start in [*starts, *sorted(bedspace_of)]:
        line, here = [], start
        while here is not None and here not in placed:
            line.append(here)
            placed.add(here)
            here = follower_of.get(here)
        if line:
            found.append(line)
    return found


def plan_problems(world, scenario, bedspace_of):
    """The problems that no single pair of person and place shows."""
    problems = []
    beds = sorted(bedspace_of.values())
    problems += [f"two people in {bed}" for bed in sorted(set(beds)) if beds.count(bed) > 1]
    for bed in sorted(set(beds)):
        room = world.bedspace[bed]
        if room.status == "occupied" and room.occupant_id not in bedspace_of:
            problems.append(f"{bed} is occupied by someone who does not move")
    problems += [
        f"{rule} is {verdict} at {home}" for rule, home, verdict in sorted(breaches(world, scenario, bedspace_of))
    ]
    problems += [f"{quota} is not kept" for quota in broken_quotas(world, scenario, bedspace_of)]
    if scenario.max_chain is not None and not problems:
        problems += [
            f"a chain of {len(line)} moves: {', '.join(line)}"
            for line in chains(world, bedspace_of)
            if len(line) > scenario.max_chain
        ]
    for pin in scenario.pins:
        bed = bedspace_of.get(pin.resident_id, lives_at(world, pin.resident_id))
        if bed is None or not names_place(world, pin, bed):
            problems.append(f"{pin.resident_id} is not where the pin says")
    return problems


def feasible(world, geography, scenario, bedspace_of):
    """Everything wrong with a plan (resident_id → bedspace_id of those moved), in words; empty where it may stand."""
    problems = []
    may_move = in_plan(world, geography, scenario)
    for resident_id, bedspace_id in sorted(bedspace_of.items()):
        if resident_id not in may_move:
            problems.append(f"{resident_id} is not in the plan")
        if not allowed(world, geography, scenario, resident_id, bedspace_id, set(bedspace_of)):
            problems.append(f"{resident_id} may not be offered {bedspace_id}")
    return problems + plan_problems(world, scenario, bedspace_of)
