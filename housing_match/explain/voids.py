"""What keeps each void empty: one label, the people who come nearest and the rule that blocks each."""

from dataclasses import dataclass

from housing_match.assess import MET, UNMET, Assessment
from housing_match.domain import Place, Plan

MATCHED, CONTESTED, NO_ONE_FITS = "matched", "contested", "no_one_fits"
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
    return Void(
        bedspace_id=place.bedspace_id,
        home_id=place.home_id,
        label=MATCHED if filled else (CONTESTED if passes else NO_ONE_FITS),
        weeks_empty=None if since is None else max(0, (assessment.scenario.as_of - since).days // 7),
        weekly_void_cost=place.weekly_void_cost,
        nearest_people=_nearest(assessment, at),
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
