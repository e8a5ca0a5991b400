"""POLICY: every rule in reading order, as the client's brief has it, before a scenario changes anything."""

from collections.abc import Sequence
from dataclasses import replace

from housing_match.criteria.access import Access
from housing_match.criteria.adult import Adult
from housing_match.criteria.affordable import Affordable
from housing_match.criteria.area import Area
from housing_match.criteria.areas import Areas
from housing_match.criteria.available import Available
from housing_match.criteria.base import (
    IGNORE,
    MUST,
    PREFER,
    Breach,
    Comparison,
    Criterion,
    Outcome,
    PlanRule,
    Rule,
    SettingInfo,
    Unknown,
    Verdict,
    settings_of,
)
from housing_match.criteria.behaviour import Behaviour
from housing_match.criteria.comparing import age_on, half_up
from housing_match.criteria.compatibility import Compatibility
from housing_match.criteria.consent import Consent
from housing_match.criteria.design import Design
from housing_match.criteria.equipment import Equipment
from housing_match.criteria.exclusions import Exclusions
from housing_match.criteria.family import Family
from housing_match.criteria.household import Household
from housing_match.criteria.housemates import Housemates
from housing_match.criteria.least_restrictive import LeastRestrictive
from housing_match.criteria.move_on import MoveOn
from housing_match.criteria.neighbourhood import Neighbourhood
from housing_match.criteria.nomination import Nomination
from housing_match.criteria.not_worse import NotWorse
from housing_match.criteria.nothing_wasted import NothingWasted
from housing_match.criteria.places import Places
from housing_match.criteria.same_sex import SameSex
from housing_match.criteria.setting import Setting
from housing_match.criteria.skills import Skills
from housing_match.criteria.support import Support
from housing_match.criteria.support_capacity import SupportCapacity
from housing_match.criteria.transport import Transport
from housing_match.criteria.ways_of_living import WaysOfLiving
from housing_match.domain import Household as DomainHousehold
from housing_match.domain import Scenario, World

__all__ = [
    "IGNORE",
    "MUST",
    "POLICY",
    "PREFER",
    "Breach",
    "Comparison",
    "Criterion",
    "Outcome",
    "PlanRule",
    "Rule",
    "SettingInfo",
    "Unknown",
    "Verdict",
    "age_on",
    "half_up",
    "plan_breaches",
    "policy_for",
    "settings_of",
]

SOFTENED_WEIGHT = 3
"""The weight of a requirement that a scenario softens without naming one."""

POLICY: tuple[Rule, ...] = (
    Rule(criterion=Access(), mode=MUST),
    Rule(criterion=Equipment(), mode=MUST),
    Rule(criterion=Behaviour(), mode=MUST),
    Rule(criterion=Design(), mode=MUST),
    Rule(criterion=Skills(), mode=MUST),
    Rule(criterion=Support(), mode=MUST),
    Rule(criterion=MoveOn(), mode=MUST),
    Rule(criterion=Household(), mode=MUST),
    Rule(criterion=Setting(), mode=MUST),
    Rule(criterion=Affordable(), mode=MUST),
    Rule(criterion=Areas(), mode=MUST),
    Rule(criterion=Exclusions(), mode=MUST),
    Rule(criterion=Nomination(), mode=MUST),
    Rule(criterion=Available(), mode=MUST),
    Rule(criterion=Adult(), mode=MUST),
    Rule(criterion=Consent(), mode=MUST),
    Rule(criterion=NotWorse(), mode=MUST),
    Rule(criterion=Family(), mode=PREFER, weight=3),
    Rule(criterion=Transport(), mode=PREFER, weight=2),
    Rule(criterion=Places(), mode=PREFER, weight=2),
    Rule(criterion=Area(), mode=PREFER, weight=1),
    Rule(criterion=LeastRestrictive(), mode=PREFER, weight=2),
    Rule(criterion=NothingWasted(), mode=PREFER, weight=1),
    Rule(criterion=WaysOfLiving(), mode=PREFER, weight=1),
    Rule(criterion=Neighbourhood(), mode=IGNORE, weight=1),
    Rule(criterion=SupportCapacity(), mode=MUST),
    Rule(criterion=Housemates(), mode=MUST),
    Rule(criterion=SameSex(), mode=MUST),
    Rule(criterion=Compatibility(), mode=MUST),
)


def policy_for(scenario: Scenario) -> tuple[Rule, ...]:
    """POLICY as a scenario changes it: modes, weights and settings. Names and values are checked when it is read."""
    changed = []
    for rule in POLICY:
        change = scenario.rules.get(rule.name)
        if change is None:
            changed.append(rule)
            continue
        mode = change.mode or rule.mode
        softened = SOFTENED_WEIGHT if mode == PREFER and rule.mode == MUST else rule.weight
        weight = softened if change.weight is None else change.weight
        criterion = replace(rule.criterion, **dict(change.settings))
        changed.append(Rule(criterion=criterion, mode=mode, weight=weight))
    return tuple(changed)


def plan_breaches(policy: Sequence[Rule], households: Sequence[DomainHousehold], world: World) -> tuple[Breach, ...]:
    """Every breach of the plan rules in force; what binds counts even where the scenario ignores its rule."""
    return tuple(
        breach
        for rule in policy
        if isinstance(rule.criterion, PlanRule)
        for breach in rule.criterion.breaches(households, world)
        if rule.counts(breach)
    )
