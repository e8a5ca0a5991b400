"""Whom a listed adaptation would let into a place, by every rule about one person."""

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace

import numpy as np

from housing_match.assess import FIT_FACTS, MET, NO_PREFERENCE_FIT, Assessment, Finding, findings
from housing_match.criteria import Criterion, Rule
from housing_match.domain import Adaptation, Place, adapted


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """One listed work on one place, and the people in the plan who could have the place once it is done."""

    bedspace_id: str
    work: Adaptation
    resident_ids: tuple[str, ...]
    """In id order; those who could have it as it is are not among them."""


def openings(assessment: Assessment, bedspace_id: str) -> tuple[Opening, ...]:
    """What each work listed for the place would do by itself, works that open it to nobody new left out."""
    place = assessment.places[assessment.column[bedspace_id]]
    found = (
        Opening(bedspace_id=bedspace_id, work=work, resident_ids=tuple(_let_in(assessment, place, work)))
        for work in assessment.world.works_for(place)
    )
    return tuple(one for one in found if one.resident_ids)


def _let_in(assessment: Assessment, place: Place, work: Adaptation) -> Iterator[str]:
    """Those who cannot have the place today, only for rules that the work bears on, and who then break none of them."""
    after, at = adapted(place, work), assessment.column[place.bedspace_id]
    changed = {one.name for one in fields(Place) if getattr(place, one.name) != getattr(after, one.name)}
    touched = {rule.name for rule in assessment.policy if _reads(rule, changed)}
    rows = np.flatnonzero(assessment.in_plan)
    rows = rows[assessment.open_at(rows, at)]
    verdicts = assessment.verdicts_at(rows, at)
    for number, row in enumerate(rows.tolist()):
        blocked = {name for name, verdict in verdicts.items() if verdict[number] != MET}
        may_be_settled = blocked and blocked <= touched
        if may_be_settled and not any(one.blocks for one in said_of(assessment, row, after)):
            yield assessment.residents[row].resident_id


def _reads(rule: Rule, changed: set[str]) -> bool:
    """Whether what the work changes can change what the rule says, by itself or by the fit."""
    criterion = rule.criterion
    return isinstance(criterion, Criterion) and bool(
        changed & set(criterion.reads_place) or FIT_FACTS & set(criterion.reads_facts)
    )


def said_of(assessment: Assessment, row: int, place: Place) -> tuple[Finding, ...]:
    """What every one-person rule says of a person [row] and a place that need not be as it was assessed."""
    resident = assessment.residents[row]
    facts = assessment.geography.facts(resident.resident_id, place.home_id, assessment.scenario)
    lines = [one for one in findings(assessment.policy, resident, place, facts) if one.weight]
    fit = sum(one.points for one in lines) if lines else NO_PREFERENCE_FIT
    today = int(assessment.fit_today[row]) if facts.incumbent else None
    return findings(assessment.policy, resident, place, replace(facts, fit_here=fit, fit_today=today))
