"""What one person must find in one home, each rule of the contract as a function that says met, unmet or unknown."""

import calendar
import re

MET, UNMET, UNKNOWN = "met", "unmet", "unknown"

ACCESS = ("G", "F", "E+", "E", "D", "C", "B", "A")
BEHAVIOUR = ("none", "some", "high")
NIGHT = ("none", "on_call", "sleep_in", "waking")
RATIO = ("shared", "1:1", "2:1")

ASKED_FIRST = ("supported_living", "shared_lives", "own_tenancy", "residential_care", "nursing_care")
"""Where someone lives settled already: no move without a decision."""


def worst(verdicts):
    """One verdict for several parts: an unmet part dominates an unknown one."""
    found = set(verdicts)
    return UNMET if UNMET in found else UNKNOWN if UNKNOWN in found else MET


def met_if(condition):
    """met or unmet."""
    return MET if condition else UNMET


def category(home, room):
    """The AHR category of the place: the room's own where filled."""
    return home.ahr_category if room.ahr_category is None else room.ahr_category


def floor(home, room):
    """The floor of the place: the room's own where filled."""
    return home.floor if room.floor is None else room.floor


def equipment_there(home, room):
    """The equipment of the place: the room's own where filled; None is unknown."""
    return room.equipment if room.own_equipment else home.equipment


def own_door(home):
    """Whether nothing is shared."""
    return home.home_type in ("flat", "cluster_flat")


def others_open(world, room):
    """The home's other bedspaces that are not closed."""
    return len(
        [
            one
            for one in world.bedspaces
            if one.home_id == room.home_id and one.bedspace_id != room.bedspace_id and one.status != "closed"
        ]
    )


def is_alone(world, home, room):
    """Whether someone who must live alone could live there."""
    return own_door(home) or others_open(world, room) == 0


def graded(need, offer, grades, no_need):
    """Verdict for graded codes, `grades` from least to most; `no_need` is met whatever is offered."""
    if need == no_need:
        return MET
    if need is None or offer is None:
        return UNKNOWN
    return met_if(grades.index(offer) >= grades.index(need))


def listed(one, offered):
    """Verdict for one thing that must be in a list."""
    return UNKNOWN if offered is None else met_if(one in offered)


def access(person, home, room):
    return graded(person.access_need, category(home, room), ACCESS, no_need="F")


def equipment(person, home, room):
    if person.equipment_needed is None:
        return UNKNOWN
    there = equipment_there(home, room)
    return worst(
        level_way_in(home, room, there) if one == "lift_or_ground_floor" else listed(one, there)
        for one in person.equipment_needed
    )


def level_way_in(home, room, there):
    """lift_or_ground_floor: known floor and lift decide; the list is asked only where they are silent."""
    storey = floor(home, room)
    if storey == 0 or home.lift:
        return MET
    if storey is not None and home.lift is False:
        return UNMET
    return MET if there is not None and "lift_or_ground_floor" in there else UNKNOWN


def behaviour(person, home):
    return graded(person.behaviour_support, home.behaviour_support, BEHAVIOUR, no_need="none")


def design(person, home):
    if person.design_needed is None:
        return UNKNOWN
    return worst(
        MET if one == "own_front_door" and own_door(home) else listed(one, home.design) for one in person.design_needed
    )


def skills(person, home):
    if person.skills_needed is None:
        return UNKNOWN
    return worst(listed(one, home.skills) for one in person.skills_needed)


def support(person, home):
    night = graded(person.night_support, home.night_support, NIGHT, no_need="none")
    ratio = graded(person.staff_ratio, home.staff_ratio, RATIO, no_need="shared")
    return worst((night, ratio))


def move_on(person, home):
    if person.move_on_status in ("working_towards", "ready"):
        return MET
    return UNKNOWN if home.move_on is None else met_if(not home.move_on)


def household(world, person, home, room, as_of):
    alone = is_alone(world, home, room)
    company = 0 if own_door(home) else others_open(world, room)
    parts = [
        met_if(person.lives != "alone" or alone),
        met_if(person.lives != "shared" or not alone),
        met_if(person.max_housemates is None or company <= person.max_housemates),
        designated_sex(person, home),
        no_risk_to_anyone(world, person, home, room),
    ]
    age = age_when_needed(person, as_of)
    parts.append(met_if(home.age_min is None or age >= home.age_min))
    parts.append(met_if(home.age_max is None or age <= home.age_max))
    return worst(parts)


def designated_sex(person, home):
    """A home for women or for men; X matches only X, so such a home is not for X."""
    if home.sex in (None, "any"):
        return MET
    if person.sex in (None, "unknown"):
        return UNKNOWN
    return met_if(person.sex == home.sex)


def no_risk_to_anyone(world, person, home, room):
    """The part of household that binds even when the rule is softened: risk_to_anyone means alone."""
    if is_alone(world, home, room):
        return MET
    if person.sharing is None:
        return UNKNOWN
    return met_if("risk_to_anyone" not in person.sharing)


def setting(person, home):
    if person.settings_ok is None:
        return UNKNOWN
    if not person.settings_ok:
        return met_if(home.setting not in ("residential_care", "nursing_care"))
    return met_if(home.setting in person.settings_ok)


def affordable(home):
    return met_if(home.rent_unmet_weekly in (None, 0))


def in_area(token, home, ward):
    """Whether the home is in a postcode district or a ward; None where the ward is not known."""
    wanted = token.strip().upper()
    if re.fullmatch(r"[A-Z]{1,2}[0-9][0-9A-Z]?", wanted):
        outward = home.postcode[:-3]
        return outward == wanted or (outward[:-1] == wanted and wanted[-1].isdigit() and outward[-1].isalpha())
    return None if ward is None else ward.strip().upper() == wanted


def areas(person, home, ward):
    if person.avoided_areas is None:
        return UNKNOWN
    answers = [in_area(token, home, ward) for token in person.avoided_areas]
    return worst(UNKNOWN if inside is None else met_if(not inside) for inside in answers)


def nomination(person, home):
    return met_if(person.borough in home.nominations)


def available(person, room, scenario, leavers):
    weeks_end = scenario.window_end_band_a if person.priority_band == "A" else scenario.window_end
    if room.status == "void":
        return met_if(room.available_from is None or room.available_from <= weeks_end)
    if room.status in ("works", "adaptation", "pipeline", "notice"):
        return UNKNOWN if room.available_from is None else met_if(room.available_from <= weeks_end)
    if room.status == "occupied":
        return met_if(room.occupant_id is not None and room.occupant_id in leavers)
    if room.status in ("reserved", "offer_out"):
        return met_if(scenario.use_reserved)
    return UNMET


def age_when_needed(person, as_of):
    """Whole years at the later of as_of and needed_by; a birthday falls on the last day of its month."""
    day = as_of if person.needed_by is None else max(as_of, person.needed_by)
    month = person.birth_month.month
    birthday = (month, calendar.monthrange(day.year, month)[1])
    return day.year - person.birth_month.year - (0 if (day.month, day.day) >= birthday else 1)


def adult(person, as_of):
    return met_if(age_when_needed(person, as_of) >= 18)


def consent(world, person):
    lives_in_stock = any(one.status == "occupied" and one.occupant_id == person.resident_id for one in world.bedspaces)
    if person.consent == "not_asked":
        return met_if(not lives_in_stock and person.situation not in ASKED_FIRST)
    return met_if(person.consent != "no")
