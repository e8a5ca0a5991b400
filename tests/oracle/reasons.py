"""Why someone has no home and why a void stays empty, in the contract's words."""

from . import needs
from .households import breaches
from .plans import has_a_case, in_plan
from .quotas import breaks, chosen
from .rules import allowed, binding, may_be_asked, person_takes_part


def unmatched_kinds(world, geography, scenario, bedspace_of):
    """resident_id → kind, for those who need to move within the window and others in the plan, where not moved.

    People whom the scenario leaves out have no row.
    """
    return {
        person.resident_id: kind_of(world, geography, scenario, bedspace_of, person)
        for person in world.residents
        if person.resident_id not in bedspace_of
        and person_takes_part(world, scenario, person.resident_id)
        and has_a_row(world, geography, scenario, person)
    }


def has_a_row(world, geography, scenario, person):
    """Who is listed if not moved."""
    needs_one_now = person.needs_move and has_a_case(person, scenario)
    return needs_one_now or person.resident_id in in_plan(world, geography, scenario)


def kind_of(world, geography, scenario, bedspace_of, person):
    """The first kind that holds."""
    if needs.consent(world, person) != "met":
        return "no_consent"
    fits, calls = [], []
    for room in world.bedspaces:
        if not may_be_asked(world, scenario, person.resident_id, room.bedspace_id):
            continue
        leavers = set(bedspace_of)
        one_person = set(binding(world, geography, scenario, person.resident_id, room.bedspace_id, leavers).values())
        if "unmet" in one_person:
            continue
        several = plan_verdicts(world, scenario, bedspace_of, person.resident_id, room)
        if "unknown" in one_person | several:
            calls.append(room.bedspace_id)
        else:
            fits.append("unmet" in several)
    if fits:
        return "coupled" if all(fits) else "outcompeted"
    return "worth_a_call" if calls else "no_suitable_home"


def plan_verdicts(world, scenario, bedspace_of, resident_id, room):
    """Verdicts of the plan rules not met at the home if the person stood there instead of anyone the plan put there."""
    others = {one: bed for one, bed in bedspace_of.items() if bed != room.bedspace_id}
    trial = {**others, resident_id: room.bedspace_id}
    verdicts = {verdict for _, home_id, verdict in breaches(world, scenario, trial) if home_id == room.home_id}
    about_it = [quota for quota in scenario.nominations if chosen(quota, world.home[room.home_id])]
    return verdicts | {"unmet" for quota in about_it if breaks(world, quota, trial)}


def void_labels(world, geography, scenario, bedspace_of):
    """bedspace_id → matched, contested or no_one_fits, for bedspaces of status void."""
    people = in_plan(world, geography, scenario)
    labels = {}
    for room in world.bedspaces:
        if room.status != "void":
            continue
        passes = any(allowed(world, geography, scenario, one, room.bedspace_id, people) for one in people)
        filled = room.bedspace_id in bedspace_of.values()
        labels[room.bedspace_id] = "matched" if filled else "contested" if passes else "no_one_fits"
    return labels
