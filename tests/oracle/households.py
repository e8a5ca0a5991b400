"""Who lives in each home when a plan is done, and which plan rules that breaks."""

from collections import namedtuple
from itertools import permutations

from .fit import mode
from .needs import MET, UNKNOWN, UNMET, own_door, worst
from .rules import lives_at

Lodger = namedtuple("Lodger", "person moved_in")
"""`person` is None for another authority's tenant."""


def households(world, bedspace_of):
    """home_id → lodgers. The occupant of a notice place counts nowhere unless moved."""
    found = {home.home_id: [] for home in world.homes}
    for room in world.bedspaces:
        if room.status != "occupied":
            continue
        if room.occupant_id is None:
            found[room.home_id].append(Lodger(None, False))
        elif room.occupant_id not in bedspace_of:
            found[room.home_id].append(Lodger(world.resident[room.occupant_id], False))
    for resident_id, bedspace_id in sorted(bedspace_of.items()):
        found[world.bedspace[bedspace_id].home_id].append(Lodger(world.resident[resident_id], True))
    return found


def home_after(world, bedspace_of, resident_id):
    """The home_id where the person lives when the plan is done; None for someone who lives nowhere in this stock."""
    bedspace_id = bedspace_of.get(resident_id, lives_at(world, resident_id))
    return None if bedspace_id is None else world.bedspace[bedspace_id].home_id


def breaches(world, scenario, bedspace_of):
    """(rule, home_id, unmet or unknown) for every plan rule in force that the finished plan does not meet.

    A must_together pair that is parted is noted at each home into which one of the two was moved.
    """
    found = set()
    for home_id, lodgers in households(world, bedspace_of).items():
        for rule, verdict in verdicts_at(world, scenario, bedspace_of, home_id, lodgers).items():
            if verdict != MET:
                found.add((rule, home_id, verdict))
    return found


def verdicts_at(world, scenario, bedspace_of, home_id, lodgers):
    """rule → verdict at one home; a rule the scenario ignores is met, but for must_apart."""
    home = world.home[home_id]
    # Every rule about two people asks that at least one of the two has moved in.
    touched = [(one, other) for one, other in permutations(lodgers, 2) if one.moved_in or other.moved_in]
    sharing = [] if own_door(home) else touched
    housemates = [must_apart(world, one, other) for one, other in sharing]
    verdicts = {"compatibility": worst(compatible(one, other) for one, other in sharing)}
    if mode(scenario, "support_capacity") == "must":
        verdicts["support_capacity"] = enough_hours(home, lodgers)
    if mode(scenario, "same_sex") == "must":
        verdicts["same_sex"] = worst(same_sex(one, other) for one, other in sharing)
    if mode(scenario, "housemates") == "must":
        housemates += [must_together(world, bedspace_of, one) for one in lodgers if one.moved_in]
    verdicts["housemates"] = worst(housemates)
    return verdicts


def enough_hours(home, lodgers):
    """The hours of all who live there within the home's limit, where anybody has moved in."""
    if home.support_hours_week is None or not any(one.moved_in for one in lodgers):
        return MET
    hours = [None if one.person is None else one.person.support_hours_week for one in lodgers]
    if sum(known for known in hours if known is not None) > home.support_hours_week:
        return UNMET
    return UNKNOWN if None in hours else MET


def must_apart(world, one, other):
    """No must_apart pair in one shared space."""
    return UNMET if "must_apart" in related(world, one, other) else MET


def must_together(world, bedspace_of, mover):
    """Whoever the mover must live with lives in the same home when the plan is done."""
    mine = mover.person.resident_id
    for pair in world.housemates:
        if pair.relation == "must_together" and mine in (pair.resident_id, pair.other_id):
            other = pair.other_id if pair.resident_id == mine else pair.resident_id
            if home_after(world, bedspace_of, other) != home_after(world, bedspace_of, mine):
                return UNMET
    return MET


def related(world, one, other):
    """The relations between two lodgers, read both ways."""
    if one.person is None or other.person is None:
        return set()
    ids = {one.person.resident_id, other.person.resident_id}
    return {pair.relation for pair in world.housemates if {pair.resident_id, pair.other_id} == ids}


def sex_of(lodger):
    """F, M or X; None where unknown, as it is for another authority's tenant."""
    return None if lodger.person is None or lodger.person.sex == "unknown" else lodger.person.sex


def same_sex(one, other):
    """Whether `one`, who may wish for the same sex only, may share with `other`."""
    if one.person is None or one.person.housemate_sex != "same":
        return MET
    if None in (sex_of(one), sex_of(other)):
        return UNKNOWN
    return MET if sex_of(one) == sex_of(other) else UNMET


def compatible(one, other):
    """Whether `other` is safe from the three risks that `one` may carry; another authority's tenant carries none."""
    risks = set() if one.person is None else one.person.sharing
    frailties = None if other.person is None else other.person.sharing
    sex = sex_of(other)
    exposed = {
        "risk_to_frail": None if frailties is None else "frail" in frailties,
        "risk_to_women": None if sex is None else sex == "F",
        "risk_to_men": None if sex is None else sex == "M",
    }
    return worst(one_risk(None if risks is None else risk in risks, could) for risk, could in exposed.items())


def one_risk(carried, exposed):
    """Met where either is known not to be so, unmet where both are known to be so."""
    if carried is False or exposed is False:
        return MET
    return UNMET if carried and exposed else UNKNOWN
