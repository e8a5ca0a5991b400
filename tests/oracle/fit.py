"""How well a home suits a person, in thousandths: the contract's seven preferences, softened rules, a neighbourhood."""

from fractions import Fraction
from itertools import pairwise
from math import floor as whole

from . import needs

TRAVEL = ((15, 100), (30, 80), (45, 60), (60, 40), (90, 20), (120, 0))
WALK = ((5, 100), (10, 70), (15, 40), (20, 10), (25, 0))
NO_IMPORTANCE = 3
SOFTENED_WEIGHT = 3

SOFTENABLE = (
    "access",
    "equipment",
    "behaviour",
    "design",
    "skills",
    "support",
    "move_on",
    "household",
    "affordable",
    "areas",
    "nomination",
)
"""The rules that a scenario may turn into preferences; not_worse can only be ignored, the others always bind."""


def half_up(number):
    """The nearest whole number, halves upwards."""
    return whole(number + Fraction(1, 2))


def along(points, minutes):
    """The score at so many minutes: straight lines between the points, level outside them."""
    if minutes <= points[0][0]:
        return points[0][1]
    for (near, high), (far, low) in pairwise(points):
        if minutes <= far:
            return half_up(high - Fraction(high - low) * (minutes - near) / (far - near))
    return points[-1][1]


def mode(scenario, name):
    """must, prefer or ignore; the oracle knows no rule with settings of its own."""
    change = scenario.rules.get(name)
    if change is not None and change.settings:
        raise ValueError(f"the contract names no settings for {name}")
    if change is None or change.mode is None:
        return "must"
    return change.mode


def softenable_verdicts(world, scenario, ward, person, room):
    """The verdict of each rule that can be softened."""
    home = world.home[room.home_id]
    return {
        "access": needs.access(person, home, room),
        "equipment": needs.equipment(person, home, room),
        "behaviour": needs.behaviour(person, home),
        "design": needs.design(person, home),
        "skills": needs.skills(person, home),
        "support": needs.support(person, home),
        "move_on": needs.move_on(person, home),
        "household": needs.household(world, person, home, room, scenario.as_of),
        "affordable": needs.affordable(home),
        "areas": needs.areas(person, home, ward),
        "nomination": needs.nomination(person, home),
    }


def transport_score(person, facts):
    if person.access_need is None:
        return 50
    minutes = facts.step_free_minutes if person.access_need in ("A", "B", "C", "D", "E") else facts.station_minutes
    return 50 if minutes is None else along(WALK, minutes)


def area_score(person, home, ward):
    if person.preferred_areas is None:
        return 50
    if not person.preferred_areas:
        return None
    answers = [needs.in_area(token, home, ward) for token in person.preferred_areas]
    return 100 if True in answers else 50 if None in answers else 0


def least_restrictive_score(person, home):
    if None in (person.night_support, home.night_support, person.staff_ratio, home.staff_ratio):
        return 50
    night = needs.NIGHT.index(home.night_support) - needs.NIGHT.index(person.night_support)
    ratio = needs.RATIO.index(home.staff_ratio) - needs.RATIO.index(person.staff_ratio)
    return max(0, 100 - 25 * (max(0, night) + max(0, ratio)))


def nothing_wasted_score(person, home, room):
    category, equipment = needs.category(home, room), needs.equipment_there(home, room)
    read = (person.access_need, category, person.equipment_needed, equipment, person.design_needed, home.design)
    if None in read:
        return 50
    steps = max(0, needs.ACCESS.index(category) - needs.ACCESS.index(person.access_need))
    spare = equipment - person.equipment_needed - {"lift_or_ground_floor"}
    spare_design = home.design - person.design_needed - {"own_front_door"}
    return max(0, 100 - 10 * (steps + len(spare) + len(spare_design)))


def ways_score(person, home):
    if person.ways_of_living is None:
        return 50
    if not person.ways_of_living:
        return None
    if home.ways_of_living is None:
        return 50
    return half_up(Fraction(100 * len(person.ways_of_living & home.ways_of_living), len(person.ways_of_living)))


def neighbourhood_score(facts):
    """100 in the best tenth of England by crime and by living environment and, if counted, with three lights."""
    tenths = (facts.crime_decile, facts.environment_decile)
    if None in tenths:
        return 50
    ninths = sum(tenths) - 2
    if facts.street_lights is None:
        return half_up(Fraction(100 * ninths, 18))
    return half_up(Fraction(100 * (ninths + 3 * min(3, facts.street_lights)), 27))


def importance(given):
    """A person's own weight; an empty one is 3."""
    return NO_IMPORTANCE if given is None else given


def scores(world, geography, scenario, resident_id, bedspace_id):
    """name → (factor, importance, score or None where the preference does not apply), before the scenario's weights."""
    person, room = world.resident[resident_id], world.bedspace[bedspace_id]
    home = world.home[room.home_id]
    facts = geography.facts(resident_id, home.home_id, scenario)
    family = None if facts.family_minutes is None else along(TRAVEL, facts.family_minutes)
    places = None if facts.places_minutes is None else along(TRAVEL, facts.places_minutes)
    return {
        "family": (3, importance(person.importance_family), family),
        "transport": (2, importance(person.importance_transport), transport_score(person, facts)),
        "places": (2, importance(person.importance_places), places),
        "area": (1, importance(person.importance_area), area_score(person, home, facts.ward)),
        "least_restrictive": (2, 1, least_restrictive_score(person, home)),
        "nothing_wasted": (1, 1, nothing_wasted_score(person, home, room)),
        "ways_of_living": (1, 1, ways_score(person, home)),
        "neighbourhood": (1, 1, neighbourhood_score(facts)),
    }


def weighted(world, geography, scenario, resident_id, bedspace_id):
    """(weight, score) of every preference that applies and every softened rule, under the scenario's weights."""
    found = []
    for name, (factor, own, score) in scores(world, geography, scenario, resident_id, bedspace_id).items():
        change = scenario.rules.get(name)
        if change is not None and change.mode == "must":
            raise ValueError(f"the contract does not say when the preference {name} would be met")
        off = name == "neighbourhood" and (change is None or change.mode != "prefer")
        if score is None or off or mode(scenario, name) == "ignore":
            continue
        chosen = factor if change is None or change.weight is None else change.weight
        found.append((chosen * own, score))
    person, room = world.resident[resident_id], world.bedspace[bedspace_id]
    ward = geography.facts(resident_id, room.home_id, scenario).ward
    verdicts = softenable_verdicts(world, scenario, ward, person, room)
    for name in SOFTENABLE:
        if mode(scenario, name) == "prefer":
            weight = scenario.rules[name].weight
            score = {"met": 100, "unknown": 50, "unmet": 0}[verdicts[name]]
            found.append((SOFTENED_WEIGHT if weight is None else weight, score))
    return found


def fit(world, geography, scenario, resident_id, bedspace_id):
    """Fit of one bedspace for one person, 0–1000."""
    lines = weighted(world, geography, scenario, resident_id, bedspace_id)
    total = sum(weight for weight, _ in lines)
    if total == 0:
        return 500
    return (20 * sum(weight * score for weight, score in lines) + total) // (2 * total)
