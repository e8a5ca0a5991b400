"""The fewest changes that would open a home to somebody whom none suits."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from itertools import combinations
from typing import Any

import numpy as np

from housing_match.assess import FIT_FACTS, MET, UNMET, Assessment, Finding
from housing_match.criteria import PREFER, Breach, Criterion, Rule, Unknown, Verdict
from housing_match.domain import Adaptation, Place, Plan, adapted
from housing_match.explain.adapting import said_of
from housing_match.solve import Trial

CALL, WORK, REMEDY, LATER, SET_ASIDE = "call", "work", "remedy", "later", "set_aside"
KINDS = (CALL, WORK, REMEDY, LATER, SET_ASIDE)
"""Ask what is not known; do a listed work; what a rule says would mend a miss; wait for the place; set a rule aside."""
AVAILABLE = "available"
NOT_TO_BE_HAD = ("occupied", "held", "closed")
FREE_ONE_DAY = ("void", "works", "adaptation", "pipeline", "notice")
"""Of a bedspace with one of these states the date is that on which it can be had."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One change and the rules that it settles; a rule set aside is the panel's to decide, person by person."""

    kind: str
    rules: tuple[str, ...]
    wanted: str = ""
    """For a remedy or a rule set aside: what the person wants by it, in the rule's words."""
    offered: str = ""
    """And what is offered, any listed works done."""
    in_the_way: str = ""
    """For the remedy of a rule about several people: what breaks it."""
    question: str = ""
    """For a call."""
    about_home: bool = False
    """Whether the question is about the home; else it is about the person."""
    work: Adaptation | None = None
    free_from: date | None = None
    """For a later date: when the place can be had."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mend:
    """Changes that together make one place suit one person."""

    bedspace_id: str
    changes: tuple[Change, ...]


def mend(
    assessment: Assessment,
    plan: Plan,
    resident_id: str,
    *,
    with_others: bool = True,
    among: Collection[str] | None = None,
) -> Mend | None:
    """The fewest changes that would open any place that nobody lives in, or one `among` these; None where none could.

    By every rule about one person and, all else being as planned, about those who would live there; not by the latter
    without `with_others`, so that nothing in the answer comes from anybody else. Between as many changes the milder
    come first (KINDS), then the cheaper works, then a place that the plan leaves empty, then the better fit. Rules that
    can never be softened are never set aside.
    """
    row = assessment.row[resident_id]
    taken = set(plan.bedspace_of.values())
    trial = Trial(assessment=assessment, bedspace_of=plan.bedspace_of)
    ranked: list[tuple[Any, ...]] = []
    for least, at in _candidates(assessment, row):
        if ranked and least > len(min(ranked)[-1].changes):
            break
        place = assessment.places[at]
        if among is not None and place.bedspace_id not in among:
            continue
        breaches = trial.breaches(resident_id, place.bedspace_id) if with_others else ()
        changes = _changes(assessment, row, place, breaches)
        if changes:
            fit = int(assessment.fit_at(row, at))
            key = (_order(changes), place.bedspace_id in taken, -fit, place.bedspace_id)
            ranked.append((*key, Mend(bedspace_id=place.bedspace_id, changes=changes)))
    return min(ranked)[-1] if ranked else None


def _order(changes: Sequence[Change]) -> tuple[int, list[int], int]:
    """What makes one set of changes better than another: how many, how mild, how cheap."""
    cost = sum(one.work.capital_cost for one in changes if one.work is not None)
    return len(changes), sorted(KINDS.index(one.kind) for one in changes), cost


def _candidates(assessment: Assessment, row: int) -> list[tuple[int, int]]:
    """(the fewest changes it could take, column) of each place that may be opened, fewest first.

    Each rule in the way takes a change of its own, but for listed works: one may settle several.
    """
    places, columns = assessment.places, np.arange(len(assessment.places))
    worked_on = np.array([bool(assessment.world.works_for(one)) for one in places], dtype=np.bool_)
    in_the_way = np.zeros(len(places), dtype=np.int64)
    hopeless = ~assessment.open_at(row, columns)
    verdicts = assessment.verdicts_at(row, columns)
    for rule in assessment.policy:
        verdict = verdicts.get(rule.name)
        if verdict is not None:
            in_the_way += verdict != MET
            if PREFER not in rule.criterion.modes and rule.name != AVAILABLE:
                # Works change nothing that such a rule reads, but for the fit.
                hopeless |= (verdict == UNMET) & ~(worked_on & _reads_fit(rule))
    found = [
        (min(1, int(in_the_way[at])) if worked_on[at] else int(in_the_way[at]), at)
        for at in np.flatnonzero(~hopeless).tolist()
        if places[at].status not in NOT_TO_BE_HAD
    ]
    return sorted(found)


def _reads_fit(rule: Rule) -> bool:
    return isinstance(rule.criterion, Criterion) and not FIT_FACTS.isdisjoint(rule.criterion.reads_facts)


def _changes(assessment: Assessment, row: int, place: Place, breaches: Sequence[Breach]) -> tuple[Change, ...] | None:
    """The best changes that make one place suit, over every choice of the works listed for it; None where none do."""
    among_people = _changes_of_household(assessment, breaches)
    if among_people is None:
        return None
    works = assessment.world.works_for(place)
    before = {one.rule.name for one in said_of(assessment, row, place) if one.blocks}
    found: list[tuple[Change, ...]] = []
    for chosen in (some for many in range(len(works) + 1) for some in combinations(works, many)):
        after = reduce(adapted, chosen, place)
        left = [one for one in said_of(assessment, row, after) if one.blocks]
        rest = [_change(one, after) for one in left]
        settled = tuple(sorted(before - {one.rule.name for one in left}))
        done = tuple(Change(kind=WORK, rules=settled, work=work) for work in chosen)
        if None not in rest:
            found.append((*(one for one in rest if one is not None), *done, *among_people))
    return min(found, key=_order, default=None)


def _change(finding: Finding, place: Place) -> Change | None:
    """What would settle one rule that is in the way; None where nothing may."""
    criterion, outcome = finding.rule.criterion, finding.outcome
    rules = (finding.rule.name,)
    if isinstance(outcome, Unknown):
        return Change(kind=CALL, rules=rules, question=outcome.question, about_home=outcome.about_home)
    if outcome.binding_verdict == Verdict.UNMET:
        return None
    if finding.rule.name == AVAILABLE and place.status in FREE_ONE_DAY and place.available_from is not None:
        return Change(kind=LATER, rules=rules, free_from=place.available_from)
    if PREFER not in criterion.modes:
        return None
    kind = REMEDY if criterion.remedy else SET_ASIDE
    return Change(kind=kind, rules=rules, wanted=outcome.wanted, offered=outcome.offered)


def _changes_of_household(assessment: Assessment, breaches: Sequence[Breach]) -> tuple[Change, ...] | None:
    """One change for each rule about several people that is in the way; None where one is broken without remedy."""
    remedies = {rule.name: rule.criterion.remedy for rule in assessment.policy}
    changes = []
    for name in dict.fromkeys(one.rule for one in breaches):
        of_rule = [one for one in breaches if one.rule == name]
        broken = [one.what for one in of_rule if one.verdict == Verdict.UNMET]
        if broken and not remedies.get(name):  # a quota of the scenario is no rule, and has none
            return None
        asked = " ".join(dict.fromkeys(one.question for one in of_rule))
        changes.append(
            Change(kind=REMEDY, rules=(name,), in_the_way="; ".join(broken))
            if broken
            else Change(kind=CALL, rules=(name,), question=asked, about_home=True)
        )
    return tuple(changes)
