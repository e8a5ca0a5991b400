"""Whether one person may be offered one bedspace: the one-person rules, as a scenario changes them."""

from . import needs
from .fit import SOFTENABLE, fit, mode, softenable_verdicts
from .needs import MET, met_if

ONE_PERSON_RULES = (
    "access",
    "equipment",
    "behaviour",
    "design",
    "skills",
    "support",
    "move_on",
    "household",
    "setting",
    "affordable",
    "areas",
    "exclusions",
    "nomination",
    "available",
    "adult",
    "consent",
    "not_worse",
)
"""The contract's names in the contract's order."""


def lives_at(world, resident_id):
    """The bedspace an incumbent lives in; None for everyone else, also for the occupant of a notice place."""
    for room in world.bedspaces:
        if room.status == "occupied" and room.occupant_id == resident_id:
            return room.bedspace_id
    return None


def one_person(world, geography, scenario, resident_id, bedspace_id, leavers):
    """rule → met, unmet or unknown; an occupied place is available only if its occupant is among `leavers`."""
    person, room = world.resident[resident_id], world.bedspace[bedspace_id]
    home = world.home[room.home_id]
    facts = geography.facts(resident_id, home.home_id, scenario)
    verdicts = {
        **softenable_verdicts(world, scenario, facts.ward, person, room),
        "setting": needs.setting(person, home),
        "exclusions": met_if(not facts.inside_exclusion),
        "available": needs.available(person, room, scenario, leavers),
        "adult": needs.adult(person, scenario.as_of),
        "consent": needs.consent(world, person),
        "not_worse": not_worse(world, geography, scenario, resident_id, bedspace_id),
    }
    return {name: verdicts[name] for name in ONE_PERSON_RULES}


def not_worse(world, geography, scenario, resident_id, bedspace_id):
    """An incumbent who need not move never goes to a lower fit than today's."""
    today = lives_at(world, resident_id)
    if today is None or world.resident[resident_id].needs_move:
        return MET
    here = fit(world, geography, scenario, resident_id, bedspace_id)
    return met_if(here >= fit(world, geography, scenario, resident_id, today))


def binding(world, geography, scenario, resident_id, bedspace_id, leavers):
    """The verdicts that must all be met under this scenario; risk_to_anyone stands for a softened household."""
    verdicts = one_person(world, geography, scenario, resident_id, bedspace_id, leavers)
    bound = {}
    for name, verdict in verdicts.items():
        soft = name in SOFTENABLE and mode(scenario, name) != "must"
        if not soft and not (name == "not_worse" and mode(scenario, name) == "ignore"):
            bound[name] = verdict
    if "household" not in bound:
        person, room = world.resident[resident_id], world.bedspace[bedspace_id]
        bound["risk_to_anyone"] = needs.no_risk_to_anyone(world, person, world.home[room.home_id], room)
    return bound


def person_takes_part(world, scenario, resident_id):
    """Whether include and exclude leave the person in."""
    named = {one.resident_id for one in world.residents} & scenario.include
    return resident_id not in scenario.exclude and (not named or resident_id in named)


def place_takes_part(world, scenario, bedspace_id):
    """Whether include and exclude leave the bedspace in; naming a home names all its bedspaces."""
    home_id = world.bedspace[bedspace_id].home_id
    named = {one.home_id for one in world.homes} | {one.bedspace_id for one in world.bedspaces}
    if {home_id, bedspace_id} & scenario.exclude:
        return False
    return not named & scenario.include or bool({home_id, bedspace_id} & scenario.include)


def names_place(world, pair, bedspace_id):
    """Whether a pin or ban names this bedspace, by itself or by its home."""
    if pair.bedspace_id is not None:
        return pair.bedspace_id == bedspace_id
    return pair.home_id == world.bedspace[bedspace_id].home_id


def is_a_move(world, resident_id, bedspace_id):
    """Not within an incumbent's own home, and not into the notice place that the person has to leave."""
    room, today = world.bedspace[bedspace_id], lives_at(world, resident_id)
    if today is not None and world.bedspace[today].home_id == room.home_id:
        return False
    return not (room.status == "notice" and room.occupant_id == resident_id)


def may_be_asked(world, scenario, resident_id, bedspace_id):
    """Everything but the rules: it is a move, both take part, and no ban keeps them apart."""
    banned = any(pair.resident_id == resident_id and names_place(world, pair, bedspace_id) for pair in scenario.bans)
    return (
        is_a_move(world, resident_id, bedspace_id)
        and person_takes_part(world, scenario, resident_id)
        and place_takes_part(world, scenario, bedspace_id)
        and not banned
    )


def allowed(world, geography, scenario, resident_id, bedspace_id, leavers):
    """Whether the pair may be proposed: a possible move at which everything that binds is met, nothing unknown."""
    if not may_be_asked(world, scenario, resident_id, bedspace_id):
        return False
    verdicts = binding(world, geography, scenario, resident_id, bedspace_id, leavers)
    return all(verdict == MET for verdict in verdicts.values())
