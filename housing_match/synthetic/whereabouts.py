"""Where everybody else lives today, in the exact numbers of shares.py: at real postcodes in and out of the borough."""

from dataclasses import replace
from datetime import date

from housing_match.criteria import age_on
from housing_match.domain import Resident
from housing_match.synthetic.dice import Dice
from housing_match.synthetic.ground import Grounds
from housing_match.synthetic.people import People
from housing_match.synthetic.shares import ADULTS, OUT_OF_BOROUGH, SETTLED_COUNTS, UNSETTLED
from housing_match.synthetic.tenants import CARE

LIKELY: dict[str, dict[str, int]] = {
    # situation: how much likelier each kind of need is there (bonus in hundredths of the whole range)
    "residential_college": {"moderate": 20, "complex": 30},
    "hospital": {"complex": 70, "mental_health": 70},
    "nursing_care": {"profound": 50, "older": 80},
    "temporary": {"mild": 40, "mental_health": 50, "moderate": 20},
    "residential_care": {"complex": 40, "profound": 25, "older": 35, "moderate": 15},
    "other": {"mild": 40},
    "shared_lives": {"moderate": 40, "mild": 20, "older": 20},
    "own_tenancy": {"mild": 70, "mental_health": 40, "wheelchair": 20},
    "supported_living": {"complex": 25, "older": 60, "moderate": 10, "mental_health": 20},
}
COLLEGE_AGE = 25
LONDON_PERCENT = 55
"""Of those out of borough, how many are elsewhere in London; the others live in the Home Counties."""


def settle(
    seed: int, as_of: date, where: Grounds, people: People, residents: dict[str, Resident]
) -> dict[str, Resident]:
    """Everybody with a situation and a postcode; those who live in the stock stay as they are."""
    dice = Dice(seed, "whereabouts")
    settled = dict(residents)
    for borough in ADULTS:
        adults = [settled[one.resident_id] for one in people.adults_of(borough)]
        left = [one for one in adults if one.current_bedspace_id is None]
        totals = SETTLED_COUNTS[borough] | UNSETTLED[borough]
        for situation in (*LIKELY, "family_home"):
            in_stock = sum(one.situation == situation for one in adults if one.current_bedspace_id is not None)
            ranked = dice.ranked(left, lambda one, at=situation: _bonus(one, at, people, as_of))  # type: ignore[misc]
            chosen = ranked[: totals[situation] - in_stock]
            for number, one in enumerate(chosen):
                outside = number < OUT_OF_BOROUGH[borough].get(situation, 0)
                settled[one.resident_id] = replace(
                    one,
                    situation=situation,
                    current_postcode=_postcode(dice, where, borough, outside),
                    settings_ok=_accepts(dice, situation),
                )
            taken = {one.resident_id for one in chosen}
            left = [one for one in left if one.resident_id not in taken]
    for resident_id in sorted(people.young):
        one = settled[resident_id]
        away = dice.chance(15)
        settled[resident_id] = replace(
            one,
            situation="residential_college" if away else "family_home",
            current_postcode=_postcode(dice, where, one.borough, away),
        )
    return settled


def _bonus(one: Resident, situation: str, people: People, as_of: date) -> int:
    bonus = LIKELY.get(situation, {}).get(people.kind_of[one.resident_id], 0)
    if situation == "residential_college":
        return bonus + (1_000 if age_on(one.birth_month, as_of) <= COLLEGE_AGE else 0)
    return bonus


def _postcode(dice: Dice, where: Grounds, borough: str, outside: bool) -> str:
    if not outside:
        return where.own[borough].anywhere(dice).code
    return (where.london if dice.chance(LONDON_PERCENT) else where.counties).anywhere(dice).code


def _accepts(dice: Dice, situation: str) -> frozenset[str]:
    if situation in CARE and dice.chance(25):
        return CARE[situation] | {"supported_living", "extra_care"}
    if situation == "own_tenancy" and dice.chance(20):
        return frozenset({"general_needs", "supported_living"})
    return frozenset()
