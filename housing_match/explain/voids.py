"""What keeps each void empty, and each other place that the plan could fill: labels, people and rules."""

from collections import Counter
from dataclasses import dataclass

from housing_match.assess import MET, UNMET, Assessment
from housing_match.domain import Place, Plan
from housing_match.explain.adapting import Opening, openings
from housing_match.solve import breaches_in

MATCHED, CONTESTED, ADAPTABLE, NO_ONE_FITS = "matched", "contested", "adaptable", "no_one_fits"
SHOWN = 3
"""Nearest people shown for one void."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NearPerson:
    """Somebody who comes near to a void; `blocking_rules` is empty where every one-person rule lets them in."""

    resident_id: str
    blocking_rules: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Void:
    """One void bedspace; `weeks_empty` is whole weeks to the scenario's date, None where void_since is unknown."""

    bedspace_id: str
    home_id: str
    label: str
    weeks_empty: int | None
    weekly_void_cost: int | None
    nearest_people: tuple[NearPerson, ...]
    openings: tuple[Opening, ...]
    """Of a void that suits nobody as it is: the listed works that would let somebody in."""
    left_out: bool
    """Whether the scenario's own lists leave the place out, so that nobody could have it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftEmpty:
    """A place that is free in the window and that the plan leaves empty, though it suits somebody by every own rule."""

    bedspace_id: str
    home_id: str
    people_who_fit: int
    stopped_by: tuple[tuple[str, int], ...]
    """(plan rule, how many of them it stops), most first; empty where others only did better elsewhere."""
    questions: tuple[str, ...]


def voids(assessment: Assessment, plan: Plan) -> tuple[Void, ...]:
    """Every bedspace with status void, in id order."""
    filled = set(plan.bedspace_of.values())
    return tuple(
        _void(assessment, at, place, place.bedspace_id in filled)
        for at, place in enumerate(assessment.places)
        if place.status == "void"
    )


def _void(assessment: Assessment, at: int, place: Place, filled: bool) -> Void:
    since = assessment.world.bedspace[place.bedspace_id].void_since
    passes = assessment.allowed[:, at].any()
    works = () if filled or passes else openings(assessment, place.bedspace_id)
    return Void(
        bedspace_id=place.bedspace_id,
        home_id=place.home_id,
        label=MATCHED if filled else (CONTESTED if passes else (ADAPTABLE if works else NO_ONE_FITS)),
        weeks_empty=None if since is None else max(0, (assessment.scenario.as_of - since).days // 7),
        weekly_void_cost=place.weekly_void_cost,
        nearest_people=_nearest(assessment, at),
        openings=works,
        left_out=bool(assessment.residents) and not assessment.open_pairs[:, at].any(),
    )


def left_empty(assessment: Assessment, plan: Plan) -> tuple[LeftEmpty, ...]:
    """Every place, void or not, that somebody in the plan could have by every one-person rule and nobody gets."""
    taken = set(plan.bedspace_of.values())
    return tuple(
        _left_empty(assessment, plan, at, place)
        for at, place in enumerate(assessment.places)
        if place.bedspace_id not in taken and place.status != "occupied" and assessment.allowed[:, at].any()
    )


def _left_empty(assessment: Assessment, plan: Plan, at: int, place: Place) -> LeftEmpty:
    stopped: Counter[str] = Counter()
    questions: dict[str, None] = {}
    fits = [one.resident_id for row, one in enumerate(assessment.residents) if assessment.allowed[row, at]]
    for who in fits:
        found = breaches_in(assessment, {**plan.bedspace_of, who: place.bedspace_id}, place.home_id)
        stopped.update({breach.rule for breach in found})
        questions |= dict.fromkeys(breach.question for breach in found if breach.question)
    return LeftEmpty(
        bedspace_id=place.bedspace_id,
        home_id=place.home_id,
        people_who_fit=len(fits),
        stopped_by=tuple(stopped.most_common()),
        questions=tuple(questions),
    )


def _nearest(assessment: Assessment, at: int) -> tuple[NearPerson, ...]:
    """The people in the plan with the fewest rules in their way: unmet before unknown, then best fit, then id."""
    ranked = []
    for row, resident in enumerate(assessment.residents):
        if not assessment.in_plan[row] or not assessment.open_pairs[row, at]:
            continue
        blocking = [(name, int(verdict[row, at])) for name, verdict in assessment.verdicts.items()]
        blocking = [(name, verdict) for name, verdict in blocking if verdict != MET]
        unmet = sum(verdict == UNMET for _, verdict in blocking)
        key = (unmet, len(blocking) - unmet, -int(assessment.fit[row, at]), resident.resident_id)
        ranked.append((key, tuple(name for name, _ in blocking)))
    return tuple(NearPerson(resident_id=key[3], blocking_rules=rules) for key, rules in sorted(ranked)[:SHOWN])
