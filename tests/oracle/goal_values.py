"""What each goal of the contract comes to in a finished plan."""

from . import needs
from .fit import fit
from .households import home_after
from .rules import lives_at

MOVE_ON_TYPES = ("flat", "cluster_flat", "house", "bungalow")


def goal_values(world, geography, scenario, bedspace_of, fit_of=None):
    """goal name → value as a natural count; `fit_of` may give fits already known, by (resident_id, bedspace_id)."""
    moved = {one: world.bedspace[bed] for one, bed in sorted(bedspace_of.items())}
    people = [world.resident[one] for one in moved]
    needing = [one for one in people if one.needs_move]

    def fit_at(one, bed):
        return fit(world, geography, scenario, one, bed) if fit_of is None else fit_of[one, bed]

    values = {
        "band_a": len([one for one in needing if one.priority_band == "A"]),
        "band_b": len([one for one in needing if one.priority_band == "B"]),
        "housed": len(needing),
        "scarce_places": len([one for one, room in moved.items() if is_scarce_and_unneeded(world, one, room)]),
        "returns": len([one for one, room in moved.items() if is_return(world, geography, one, room)]),
        "move_ons": len([one for one, room in moved.items() if is_move_on(world, one, room)]),
        "months_waited": sum(months_waited(one, scenario.as_of) for one in needing),
        "housemate_wishes": wishes(world, bedspace_of),
        "fit": sum(fit_at(one, bed) - fit_today(world, one, fit_at) for one, bed in bedspace_of.items()),
        "weekly_cost": weekly_cost(world, bedspace_of),
        "moves": len(moved),
    }
    return values if scenario.published_plan is None else values | {"changes": changes(world, scenario, bedspace_of)}


def changes(world, scenario, bedspace_of):
    """Residents whom the plan leaves elsewhere than the published plan would."""
    published = {pair.resident_id: pair.bedspace_id for pair in scenario.published_plan}
    both = [
        (plan[one] if one in plan else lives_at(world, one))
        for one in (resident.resident_id for resident in world.residents)
        for plan in (bedspace_of, published)
    ]
    return len([here for here, there in zip(both[::2], both[1::2], strict=True) if here != there])


def fit_today(world, resident_id, fit_at):
    """Fit of an incumbent's present place; 0 for everyone else."""
    today = lives_at(world, resident_id)
    return 0 if today is None else fit_at(resident_id, today)


def is_scarce_and_unneeded(world, resident_id, room):
    """A scarce place taken by someone not known to need what makes it scarce."""
    person, home = world.resident[resident_id], world.home[room.home_id]
    scarce = (
        needs.category(home, room) in ("A", "B")
        or "ceiling_hoist" in (needs.equipment_there(home, room) or ())
        or "robust" in (home.design or ())
    )
    needed = (
        person.access_need in ("A", "B")
        or "ceiling_hoist" in (person.equipment_needed or ())
        or "robust" in (person.design_needed or ())
    )
    return scarce and not needed


def is_return(world, geography, resident_id, room):
    """Someone who left the responsible borough for want of a home comes back to it."""
    person = world.resident[resident_id]
    authorities = geography.lives_in.get(resident_id)
    return (
        authorities is not None
        and person.borough not in authorities
        and lives_at(world, resident_id) is None
        and person.out_of_borough_reason == "no_suitable_home"
        and world.home[room.home_id].borough == person.borough
    )


def is_move_on(world, resident_id, room):
    """Placed in the next kind of home, where today's place in the stock is not already one."""
    person, today = world.resident[resident_id], lives_at(world, resident_id)
    if today is not None and is_next_kind(person, world.home[world.bedspace[today].home_id]):
        return False
    return is_next_kind(person, world.home[room.home_id])


def is_next_kind(person, home):
    """The kind of home that the person is moving on to; a home not known to be move-on or not is neither."""
    if person.move_on_status == "working_towards":
        return home.move_on is True
    return person.move_on_status == "ready" and home.home_type in MOVE_ON_TYPES and home.move_on is False


def months_waited(person, as_of):
    """Whole months since waiting_since, 0 to 60; 0 where empty."""
    since = person.waiting_since
    if since is None:
        return 0
    months = 12 * (as_of.year - since.year) + as_of.month - since.month - (1 if as_of.day < since.day else 0)
    return min(60, max(0, months))


def wishes(world, bedspace_of):
    """wish_together pairs in one home less wish_apart pairs in one shared space, where at least one of two moved."""
    pairs = {(frozenset((one.resident_id, one.other_id)), one.relation) for one in world.housemates}
    total = 0
    for (one, other), relation in ((sorted(pair), relation) for pair, relation in pairs):
        home_id = home_after(world, bedspace_of, one)
        if home_id is None or home_id != home_after(world, bedspace_of, other):
            continue
        if one not in bedspace_of and other not in bedspace_of:
            continue
        if relation == "wish_together":
            total += 1
        if relation == "wish_apart" and not needs.own_door(world.home[home_id]):
            total -= 1
    return total


def weekly_cost(world, bedspace_of):
    """Pounds a week that the moves add to the public bill; an unknown difference is left out, void terms never are."""
    total = 0
    for resident_id, bedspace_id in bedspace_of.items():
        person, room = world.resident[resident_id], world.bedspace[bedspace_id]
        home = world.home[room.home_id]
        parts = (
            home.weekly_core_cost,
            person.support_hours_week,
            home.hourly_rate,
            home.weekly_rent,
            person.weekly_cost,
        )
        if None not in parts:
            core, hours, rate, rent, present = parts
            total += core + hours * rate + rent - present
        if room.status == "void":
            total -= room.weekly_void_cost or 0
        vacated = lives_at(world, resident_id)
        if vacated is not None and vacated not in bedspace_of.values():
            total += world.bedspace[vacated].weekly_void_cost or 0
    return total
