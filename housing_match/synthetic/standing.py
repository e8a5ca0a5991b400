"""Where each person stands: agreement, why out of borough, what today costs and who pays, what nobody recorded."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from housing_match.criteria import half_up
from housing_match.criteria.consent import SETTLED_SITUATIONS
from housing_match.domain import Home, Resident
from housing_match.synthetic.dice import Dice
from housing_match.synthetic.pattern import HOURLY_RATE
from housing_match.synthetic.people import People
from housing_match.synthetic.shares import ADULTS, CONSENT, REASONS_OUT

DECIDED_FOR = {"profound": 70, "complex": 45, "older": 35, "moderate": 8}
"""How much likelier a decision in the person's best interests is."""
BASE_COST: dict[str, tuple[int, int, int]] = {
    # situation: least and most pounds a week before support hours, and percent of support hours paid on top
    "family_home": (40, 120, 35),
    "supported_living": (520, 820, 100),
    "shared_lives": (480, 690, 0),
    "own_tenancy": (170, 260, 100),
    "residential_care": (1_350, 1_900, 45),
    "nursing_care": (1_500, 1_950, 30),
    "hospital": (3_900, 5_200, 0),
    "temporary": (420, 760, 100),
    "residential_college": (1_700, 2_300, 20),
    "other": (60, 300, 60),
}
PAYER = {
    "profound": (("council", 45), ("joint", 35), ("chc", 20)),
    "complex": (("council", 55), ("joint", 30), ("s117", 15)),
    "mental_health": (("council", 50), ("s117", 40), ("joint", 10)),
}
NHS_SHARE = {"council": 0, "self": 0, "chc": 100}
SILENT = ("access_need", "support_hours_week", "skills_needed", "sharing", "night_support", "behaviour_support")
SILENT_PEOPLE = 14
"""People who need to move and of whom one need is not recorded: each is worth a phone call."""


def with_consent(seed: int, people: People, residents: dict[str, Resident]) -> dict[str, Resident]:
    """Everybody with consent, in the exact shares of each borough's adults; young people by the same shares."""
    dice = Dice(seed, "consent")
    found = dict(residents)

    def likely(one: Resident, code: str) -> int:
        ready = one.move_on_status == "ready"
        if code == "best_interests":
            return 0 if ready else DECIDED_FOR.get(people.kind_of[one.resident_id], 0)
        if code == "not_asked":
            return -70 if ready else -40 if one.needs_move and one.situation in SETTLED_SITUATIONS else 10
        return -60 if ready else 8 if one.needs_move else 15

    groups = [people.adults_of(borough) for borough in ADULTS]
    groups.append([people.residents[resident_id] for resident_id in sorted(people.young)])
    for group in groups:
        left = [found[one.resident_id] for one in group]
        for code, per_mille in CONSENT.items():
            ranked = dice.ranked(left, lambda one, code=code: likely(one, code))  # type: ignore[misc]
            for one in ranked[: half_up(len(group) * per_mille, 1000)]:
                found[one.resident_id] = replace(one, consent=code)
                left.remove(one)
    return found


def with_reasons_out(seed: int, residents: dict[str, Resident], outside: frozenset[str]) -> dict[str, Resident]:
    """Those out of their borough with the reason: the people who wait to come back first want a suitable home."""
    dice = Dice(seed, "out of borough")
    away = [residents[resident_id] for resident_id in sorted(outside)]
    back = dice.ranked(away, lambda one: 200 if one.priority_reason == "repatriation" else 170 if one.needs_move else 0)
    reasons = dice.ranked([reason for reason, count in REASONS_OUT.items() for _ in range(count)])
    wanting = len(back) - len(reasons)
    found = dict(residents)
    for one, reason in zip(back, ["no_suitable_home"] * wanting + reasons, strict=True):
        found[one.resident_id] = replace(one, out_of_borough_reason=reason)
    return found


def with_costs(
    seed: int, people: People, residents: dict[str, Resident], home_of: Mapping[str, Home]
) -> dict[str, Resident]:
    """Everybody with the weekly cost of today and who pays; `home_of` gives the home of those in the stock by id."""
    dice = Dice(seed, "money")
    found = {}
    for resident_id, one in residents.items():
        hours = int(one.support_hours_week or 0)
        least, most, percent = BASE_COST[one.situation]
        cost = dice.between(least, most) // 5 * 5 + hours * HOURLY_RATE * percent // 100
        home = home_of.get(resident_id)
        if home is not None:
            cost = (home.weekly_core_cost or 0) + hours * (home.hourly_rate or 0) + (home.weekly_rent or 0)
        payer = dice.weighted(PAYER.get(people.kind_of[resident_id], (("council", 94), ("self", 6))))
        unknown = home is None and dice.chance(4)
        found[resident_id] = replace(
            one,
            weekly_cost=None if unknown else cost,
            funding=payer,
            nhs_share=NHS_SHARE.get(payer, dice.pick((25, 33, 40, 50))),
        )
    return found


def with_gaps(seed: int, people: People, residents: dict[str, Resident]) -> dict[str, Resident]:
    """The same people, one need of a few of those who wait not recorded, and some postcodes not known."""
    dice = Dice(seed, "gaps")
    found = dict(residents)
    waiting = [
        one
        for one in residents.values()
        if one.needs_move
        and one.current_bedspace_id is None
        and one.resident_id not in people.young
        and one.consent != "no"
        and people.kind_of[one.resident_id] in ("mild", "moderate", "mental_health")
    ]
    for number, one in enumerate(dice.ranked(waiting)[:SILENT_PEOPLE]):
        field = SILENT[number % len(SILENT)]
        counted = one.night_support == "waking" if field == "night_support" else "autism" in (one.skills_needed or ())
        kept = counted and field in ("night_support", "skills_needed")  # or the published shares would be off by one
        silence: dict[str, Any] = {"sharing" if kept else field: None}
        found[one.resident_id] = replace(one, **silence)
    homeless = [one for one in found.values() if one.situation == "other" and one.out_of_borough_reason is None]
    for one in dice.ranked(homeless)[:2]:
        found[one.resident_id] = replace(one, current_postcode=None)
    return found
