"""Capacity and the rules about people who would live together, written again from the data contract."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from housing_match.criteria import MUST
from housing_match.domain import Home, Lodger, Resident
from housing_match.verify.after import After
from housing_match.verify.problem import Problem

Reason = str | None
"""Why a rule is broken or not known to be kept; None where it is met."""


def capacity_problems(after: After) -> Iterator[Problem]:
    """Each bedspace houses one person; an occupied one is free only when its occupant leaves in the same plan."""
    people_at: dict[str, list[Lodger]] = defaultdict(list)
    for lodgers in after.lodgers.values():
        for lodger in lodgers:
            people_at[lodger.bedspace_id].append(lodger)
    for bedspace_id, people in people_at.items():
        if len(people) > 1:
            what = f"{len(people)} people in one bedspace"
            yield Problem(rule="capacity", resident_ids=_ids(people), bedspace_ids=(bedspace_id,), what=what)


def plan_rule_problems(after: After) -> Iterator[Problem]:
    """Breaches in homes that somebody moved into, and must_together pairs of whom somebody was moved.

    "Judged when the plan is done, and only where at least one of those concerned has moved in"; unknown is no yes.
    """
    in_force = {rule.name for rule in after.rules if rule.mode == MUST}
    for home in after.world.homes:
        lodgers = after.lodgers[home.home_id]
        if not any(one.moved_in for one in lodgers):
            continue
        if "support_capacity" in in_force:
            yield from _problems("support_capacity", lodgers, _over_hours(home, lodgers))
        if home.own_door:  # "shared space" = any home but flat and cluster_flat
            continue
        for pair in combinations(lodgers, 2):
            if any(one.moved_in for one in pair):
                yield from _sharing_problems(after, in_force, pair)
    if "housemates" in in_force:
        yield from _together_problems(after)


def _sharing_problems(after: After, in_force: set[str], pair: tuple[Lodger, Lodger]) -> Iterator[Problem]:
    one, other = pair[0].resident, pair[1].resident
    # must_apart and compatibility "can never be softened"
    if one is not None and other is not None and _related(after, one, other, "must_apart"):
        yield from _problems("housemates", pair, "they must live apart and would share space")
    for risky, exposed in ((one, other), (other, one)):
        yield from _problems("compatibility", pair, _risk(risky, exposed))
    if "same_sex" in in_force:
        yield from _problems("same_sex", pair, _another_sex(one, other))


def _over_hours(home: Home, lodgers: Sequence[Lodger]) -> Reason:
    """ "hours of all who live in the home ≤ its support_hours_week"; "An empty support_hours_week … is no limit"."""
    limit = home.support_hours_week
    if limit is None:
        return None
    hours = [None if one.resident is None else one.resident.support_hours_week for one in lodgers]
    known = sum(one for one in hours if one is not None)
    if known > limit:
        return f"{known} known support hours a week in {home.home_id}, which can staff {limit}"
    if None in hours:
        return f"somebody's support hours in {home.home_id} are not known, and it can staff only {limit}"
    return None


def _another_sex(one: Resident | None, other: Resident | None) -> Reason:
    """ "nobody with housemate_sex = same shares space with another sex"; "X matches only X"."""
    if not any(who is not None and who.housemate_sex == "same" for who in (one, other)):
        return None
    sexes = [None if who is None else who.known_sex for who in (one, other)]
    if None in sexes:
        return "housemates of the same sex are asked for and a sex is not known"
    return None if sexes[0] == sexes[1] else "housemates of the same sex are asked for and the sexes differ"


def _risk(risky: Resident | None, exposed: Resident | None) -> Reason:
    """ "risk_to_frail not with frail, risk_to_women not with F, risk_to_men not with M, in shared space".

    Of another authority's tenant "hours, sex and frailty [are] unknown, own risks … count as none".
    """
    if risky is None:
        return None
    sex = None if exposed is None else exposed.known_sex
    frailty = None if exposed is None else exposed.sharing
    may_be = {
        "risk_to_frail": frailty is None or "frail" in frailty,
        "risk_to_women": sex in (None, "F"),
        "risk_to_men": sex in (None, "M"),
    }
    surely = {
        "risk_to_frail": frailty is not None and "frail" in frailty,
        "risk_to_women": sex == "F",
        "risk_to_men": sex == "M",
    }
    if risky.sharing is None:
        return f"the risks of {risky.resident_id} to others are not known" if any(may_be.values()) else None
    if any(surely[risk] for risk in risky.sharing & surely.keys()):
        return f"{risky.resident_id} is a risk to the other"
    if any(may_be[risk] for risk in risky.sharing & may_be.keys()):
        return f"{risky.resident_id} may be a risk to the other, whose sex or frailty is not known"
    return None


def _together_problems(after: After) -> Iterator[Problem]:
    """ "must_together: both live in one home, or neither has been moved"; one who lives nowhere is in no home."""
    for pair, relations in sorted(after.world.relations.items()):
        moved = [who for who in pair if who in after.bedspace_of]
        if "must_together" not in relations or not moved:
            continue
        homes = [after.world.home_of(after.lives_at[who]) if who in after.lives_at else None for who in pair]
        if homes[0] != homes[1]:
            places = tuple(after.bedspace_of[who] for who in moved)
            what = "they must live together and would not"
            yield Problem(rule="housemates", resident_ids=pair, bedspace_ids=places, what=what)


def _related(after: After, one: Resident, other: Resident, relation: str) -> bool:
    return relation in after.world.relations_between(one.resident_id, other.resident_id)


def _problems(rule: str, lodgers: Sequence[Lodger], reason: Reason) -> Iterator[Problem]:
    if reason is not None:
        places = tuple(dict.fromkeys(one.bedspace_id for one in lodgers))
        yield Problem(rule=rule, resident_ids=_ids(lodgers), bedspace_ids=places, what=reason)


def _ids(lodgers: Sequence[Lodger]) -> tuple[str, ...]:
    return tuple(sorted(one.resident.resident_id for one in lodgers if one.resident is not None))
