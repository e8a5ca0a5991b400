"""Who lives together when the plan is done, with hours against the limit and what to look at."""

from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from housing_match.assess import Assessment
from housing_match.criteria import PlanRule, Rule, Verdict
from housing_match.domain import Household, Plan, Resident, World, households_after

JOINED, OVER_HOURS, HOURS_UNKNOWN = "someone_joins", "over_hours", "hours_unknown"
OTHER_TENANT, RISK_TO_ANYONE = "tenant_of_another_authority", "risk_to_anyone_shares"


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedHome:
    """One home with everyone who lives there afterwards; `hours` counts the hours that are known."""

    home_id: str
    resident_ids: tuple[str, ...]
    moved_in: tuple[str, ...]
    other_tenants: int
    hours: Decimal
    hours_limit: Decimal | None
    flags: tuple[str, ...]


def shared_homes(assessment: Assessment, plan: Plan) -> tuple[SharedHome, ...]:
    """Every home in which somebody lives when the plan is done, in id order."""
    households = households_after(assessment.world, plan.bedspace_of)
    return tuple(_shared(assessment, one) for one in households if one.lodgers)


def _shared(assessment: Assessment, household: Household) -> SharedHome:
    known = [one.resident for one in household.lodgers if one.resident is not None]
    hours = sum((one.support_hours_week or Decimal(0) for one in known), Decimal(0))
    limit = household.home.support_hours_week
    silent = len(known) < len(household.lodgers) or any(one.support_hours_week is None for one in known)
    shares = not household.home.own_door and len(household.lodgers) > 1
    flags = {
        JOINED: household.joined,
        OVER_HOURS: limit is not None and hours > limit,
        HOURS_UNKNOWN: limit is not None and silent,
        OTHER_TENANT: len(known) < len(household.lodgers),
        RISK_TO_ANYONE: shares and any(one.risk_to_anyone for one in known),
    }
    standing = _untouched_clashes(assessment, household) if shares else ()
    return SharedHome(
        home_id=household.home.home_id,
        resident_ids=tuple(sorted(one.resident_id for one in known)),
        moved_in=tuple(sorted(one.resident.resident_id for one in household.lodgers if one.moved_in and one.resident)),
        other_tenants=len(household.lodgers) - len(known),
        hours=hours,
        hours_limit=limit,
        flags=tuple(flag for flag, raised in flags.items() if raised) + standing,
    )


def _untouched_clashes(assessment: Assessment, household: Household) -> tuple[str, ...]:
    """`stands_today:RULE` for each plan rule that those who live together already break: reported, not mended."""
    pairs = [
        (one.resident, other.resident)
        for one, other in combinations(household.lodgers, 2)
        if not one.moved_in and not other.moved_in
    ]
    return tuple(
        f"stands_today:{rule.name}"
        for rule in assessment.policy
        if any(_breaks(rule, one, other, assessment.world) for one, other in pairs)
    )


def _breaks(rule: Rule, one: Resident | None, other: Resident | None, world: World) -> bool:
    """Whether two people are known to break a plan rule that is in force between them."""
    clash = rule.criterion.clash(one, other, world) if isinstance(rule.criterion, PlanRule) else None
    return clash is not None and clash.verdict == Verdict.UNMET and rule.counts(clash)
