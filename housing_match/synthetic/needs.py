"""What each kind of person needs and wishes: invented, with the parts of one person in keeping with each other."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from housing_match.synthetic.dice import Dice

Fields = dict[str, Any]
Odds = tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedKind:
    """The odds, in percent, of the needs of one kind of person; hours are individual support hours a week."""

    ages: tuple[int, int]
    access: Odds
    equipment: Odds = ()
    behaviour: Odds = (("none", 100),)
    design: Odds = ()
    skills: Odds = ()
    hours: tuple[int, int]
    night: Odds
    staff: Odds
    lives: Odds
    sharing: Odds = ()
    move_on: Odds = (("settled", 100),)
    autism_bonus: int = 0
    waking_bonus: int = 0


NEED: dict[str, NeedKind] = {
    "mild": NeedKind(
        ages=(18, 58),
        access=(("F", 92), ("E", 8)),
        behaviour=(("none", 92), ("some", 8)),
        skills=(("epilepsy", 5),),
        design=(("own_front_door", 8),),
        hours=(4, 20),
        night=(("none", 55), ("on_call", 45)),
        staff=(("shared", 100),),
        lives=(("alone", 42), ("either", 38), ("shared", 20)),
        move_on=(("ready", 22), ("working_towards", 33), ("settled", 45)),
        autism_bonus=20,
    ),
    "moderate": NeedKind(
        ages=(18, 64),
        access=(("F", 76), ("E", 14), ("D", 10)),
        equipment=(("level_access_shower", 14),),
        behaviour=(("none", 55), ("some", 45)),
        design=(("outdoor_space", 10), ("low_arousal", 4)),
        skills=(("epilepsy", 20), ("sensory", 7)),
        hours=(18, 48),
        night=(("on_call", 40), ("sleep_in", 60)),
        staff=(("shared", 62), ("1:1", 38)),
        lives=(("shared", 38), ("either", 44), ("alone", 18)),
        move_on=(("settled", 85), ("working_towards", 12), ("ready", 3)),
        autism_bonus=25,
        waking_bonus=4,
    ),
    "complex": NeedKind(
        ages=(18, 60),
        access=(("F", 82), ("E", 18)),
        behaviour=(("high", 100),),
        design=(
            ("robust", 50),
            ("low_arousal", 60),
            ("sound_separation", 30),
            ("own_front_door", 15),
            ("staff_refuge", 25),
            ("two_exits", 15),
            ("outdoor_space", 40),
        ),
        skills=(("positive_behaviour_support", 100), ("epilepsy", 15), ("mental_health", 8)),
        hours=(60, 150),
        night=(("sleep_in", 100),),
        staff=(("1:1", 66), ("2:1", 34)),
        lives=(("alone", 42), ("either", 34), ("shared", 24)),
        sharing=(("risk_to_frail", 25), ("risk_to_women", 4), ("risk_to_anyone", 8)),
        autism_bonus=75,
        waking_bonus=52,
    ),
    "profound": NeedKind(
        ages=(18, 64),
        access=(("A", 60), ("B", 40)),
        equipment=(
            ("wide_doors", 100),
            ("ceiling_hoist", 75),
            ("wet_room", 60),
            ("two_carer_space", 50),
            ("lift_or_ground_floor", 60),
        ),
        skills=(("pmld", 100), ("epilepsy", 45), ("sensory", 30)),
        hours=(50, 110),
        night=(("sleep_in", 100),),
        staff=(("1:1", 80), ("2:1", 20)),
        lives=(("shared", 60), ("either", 40)),
        sharing=(("frail", 50),),
        waking_bonus=60,
    ),
    "wheelchair": NeedKind(
        ages=(18, 64),
        access=(("B", 70), ("A", 30)),
        equipment=(
            ("wide_doors", 80),
            ("level_access_shower", 70),
            ("lift_or_ground_floor", 75),
            ("ceiling_hoist", 15),
        ),
        skills=(("epilepsy", 15), ("sensory", 12)),
        hours=(14, 44),
        night=(("on_call", 50), ("sleep_in", 50)),
        staff=(("shared", 55), ("1:1", 45)),
        lives=(("alone", 34), ("either", 46), ("shared", 20)),
        sharing=(("frail", 10),),
        move_on=(("settled", 90), ("working_towards", 10)),
    ),
    "older": NeedKind(
        ages=(65, 88),
        access=(("C", 26), ("D", 37), ("E", 37)),
        equipment=(("level_access_shower", 60), ("lift_or_ground_floor", 45)),
        skills=(("dementia", 45), ("epilepsy", 10), ("sensory", 15)),
        hours=(12, 42),
        night=(("on_call", 45), ("sleep_in", 55)),
        staff=(("shared", 75), ("1:1", 25)),
        lives=(("shared", 40), ("either", 42), ("alone", 18)),
        sharing=(("frail", 45),),
        waking_bonus=30,
    ),
    "mental_health": NeedKind(
        ages=(20, 62),
        access=(("F", 100),),
        behaviour=(("none", 40), ("some", 60)),
        skills=(("mental_health", 100), ("forensic", 18)),
        hours=(10, 40),
        night=(("on_call", 60), ("sleep_in", 40)),
        staff=(("shared", 75), ("1:1", 25)),
        lives=(("alone", 46), ("either", 42), ("shared", 12)),
        sharing=(("risk_to_women", 8), ("risk_to_frail", 8)),
        move_on=(("settled", 68), ("working_towards", 24), ("ready", 8)),
        autism_bonus=10,
    ),
}
ETHNIC = (("white", 52), ("black", 18), ("asian", 13), ("mixed", 9), ("other", 8))
WAYS = (
    ("pet", 10),
    ("smoking", 6),
    ("smoke_free", 12),
    ("faith_diet", 10),
    ("sign_language", 4),
    ("other_language", 7),
)


def needs_of(dice: Dice, kind: str, *, autistic: bool, waking: bool) -> Fields:
    """The fields of a resident that say what the person needs."""
    need = NEED[kind]
    access = dice.weighted(need.access)
    sharing = _drawn(dice, need.sharing)
    lives = "alone" if "risk_to_anyone" in sharing else dice.weighted(need.lives)
    room_for = dice.between(2, 6) if lives != "alone" and dice.chance(45) else None
    return {
        "access_need": access,
        "equipment_needed": _drawn(dice, need.equipment),
        "behaviour_support": dice.weighted(need.behaviour),
        "design_needed": _drawn(dice, need.design),
        "skills_needed": _drawn(dice, need.skills) | (frozenset({"autism"}) if autistic else frozenset()),
        "support_hours_week": Decimal(dice.between(*need.hours)),
        "night_support": "waking" if waking else dice.weighted(need.night),
        "staff_ratio": dice.weighted(need.staff),
        "lives": lives,
        "max_housemates": room_for,
        "housemate_sex": "same" if lives != "alone" and dice.chance(9) else "any",
        "sharing": sharing,
        "move_on_status": dice.weighted(need.move_on),
    }


def wishes_of(dice: Dice, districts: tuple[str, ...]) -> Fields:
    """The fields of a resident that say what matters to the person; empty where nobody has said."""
    told = dice.chance(85)
    order = dice.ranked(districts)
    return {
        "ethnic_group": dice.weighted(ETHNIC),
        "importance_family": dice.between(1, 5) if told else None,
        "importance_transport": dice.between(0, 5) if told else None,
        "importance_places": dice.between(1, 5) if told else None,
        "importance_area": dice.between(0, 5) if told else None,
        "preferred_areas": frozenset(order[: dice.between(1, 3)] if dice.chance(30) else ()),
        "avoided_areas": frozenset(order[-1:] if dice.chance(5) else ()),
        "ways_of_living": _ways(dice),
    }


def _ways(dice: Dice) -> frozenset[str]:
    ways = _drawn(dice, WAYS)
    return ways - {"smoke_free"} if "smoking" in ways else ways


def _drawn(dice: Dice, odds: Odds) -> frozenset[str]:
    return frozenset(code for code, percent in odds if dice.chance(percent))
