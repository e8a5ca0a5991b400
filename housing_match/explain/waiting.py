"""Why each person who is not moved waits, by the contract's kinds, with the rules that block counted."""

from collections import Counter
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from housing_match.assess import MET, UNKNOWN, UNMET, Assessment, takes_part
from housing_match.criteria import Breach, Unknown, Verdict
from housing_match.domain import Place, Plan, Resident
from housing_match.solve import breaches_in

NO_CONSENT, COUPLED, OUTCOMPETED = "no_consent", "coupled", "outcompeted"
WORTH_A_CALL, NO_SUITABLE_HOME = "worth_a_call", "no_suitable_home"
SHOWN = 3
"""Nearest homes and questions shown for one person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """One person who waits: why, the homes that come nearest and the rules that block, most places blocked first."""

    resident_id: str
    kind: str
    nearest_homes: tuple[str, ...]
    free_places: int
    """Places that are free, or become free by the plan, in time for this person."""
    blocked_by: tuple[tuple[str, int], ...]
    """(rule, how many of the free places it blocks), plan rules too; of all places where none is free in time."""
    questions: tuple[str, ...]
    """For worth_a_call: what to ask about the nearest homes."""


@dataclass(frozen=True, kw_only=True)
class _Chances:
    """What keeps one person from each bedspace in the finished plan: counts [P] of unmet and unknown rules."""

    unmet: NDArray[np.int64]
    unknown: NDArray[np.int64]
    free: int
    rules: tuple[tuple[str, int], ...]
    questions: dict[int, tuple[str, ...]]
    """By column, what to ask about plan rules."""
    breaks: NDArray[np.bool_]
    """Places that fit by every one-person rule and break a plan rule."""


def waiting(assessment: Assessment, plan: Plan) -> tuple[Waiting, ...]:
    """Everyone who needs to move within the window and is not moved, and others in the plan not moved, in id order.

    People whom the scenario leaves out have no entry.
    """
    moved = plan.bedspace_of
    return tuple(
        _waits(assessment, plan, resident)
        for resident, in_plan in zip(assessment.residents, assessment.in_plan, strict=True)
        if resident.resident_id not in moved
        and (resident.needs_move or in_plan)
        and takes_part(resident, assessment.world, assessment.scenario)
    )


def _waits(assessment: Assessment, plan: Plan, resident: Resident) -> Waiting:
    """A person who did not agree has no list of homes: nothing was looked for."""
    chances = _chances(assessment, plan, resident)
    clear = (chances.unmet == 0) & (chances.unknown == 0)
    askable = (chances.unmet == 0) & (chances.unknown > 0)
    kind = _kind(assessment, resident, fits=clear, breaks=chances.breaks, askable=askable)
    order = sorted(range(len(assessment.places)), key=lambda at: _distance(assessment, chances, resident, at))
    nearest = [at for at in order if assessment.places[at].status not in ("held", "closed")]
    homes = tuple(dict.fromkeys(assessment.places[at].home_id for at in nearest))[:SHOWN]
    if kind == NO_CONSENT:
        return Waiting(
            resident_id=resident.resident_id,
            kind=kind,
            nearest_homes=(),
            free_places=chances.free,
            blocked_by=(("consent", chances.free),),
            questions=(),
        )
    questions: dict[str, None] = {}
    if kind == WORTH_A_CALL:
        for at in (at for at in nearest if askable[at]):
            questions |= dict.fromkeys(_questions(assessment, resident, at) + chances.questions.get(at, ()))
    return Waiting(
        resident_id=resident.resident_id,
        kind=kind,
        nearest_homes=homes,
        free_places=chances.free,
        blocked_by=chances.rules,
        questions=tuple(questions)[:SHOWN],
    )


def _kind(
    assessment: Assessment,
    resident: Resident,
    *,
    fits: NDArray[np.bool_],
    breaks: NDArray[np.bool_],
    askable: NDArray[np.bool_],
) -> str:
    """The first kind that holds, in the contract's order."""
    consent = assessment.verdicts.get("consent")
    if consent is not None and (consent[assessment.row[resident.resident_id]] == UNMET).any():
        return NO_CONSENT
    if fits.any() and not (fits & ~breaks).any():
        return COUPLED
    if fits.any():
        return OUTCOMPETED
    return WORTH_A_CALL if askable.any() else NO_SUITABLE_HOME


def _chances(assessment: Assessment, plan: Plan, resident: Resident) -> _Chances:
    row, count = assessment.row[resident.resident_id], len(assessment.places)
    verdicts = {name: verdict[row].copy() for name, verdict in assessment.verdicts.items()}
    stays = [
        place.status == "occupied" and assessment.world.bedspace[place.bedspace_id].occupant_id not in plan.bedspace_of
        for place in assessment.places
    ]
    available = verdicts.setdefault("available", np.full(count, MET, dtype=np.int8))
    available[np.array(stays, dtype=np.bool_)] = UNMET
    unmet = sum(((one == UNMET).astype(np.int64) for one in verdicts.values()), np.zeros(count, dtype=np.int64))
    unknown = sum(((one == UNKNOWN).astype(np.int64) for one in verdicts.values()), np.zeros(count, dtype=np.int64))
    unmet[~assessment.open_pairs[row]] += 1
    free = available == MET if (available == MET).any() else np.ones(count, dtype=np.bool_)
    blocked_by = Counter({name: int((free & (one != MET)).sum()) for name, one in verdicts.items()})
    breaks, questions = np.zeros(count, dtype=np.bool_), {}
    for at in np.flatnonzero(unmet == 0):
        found = _breaches_if_put_there(assessment, plan, resident.resident_id, assessment.places[at])
        blocked_by.update({breach.rule for breach in found})
        breaks[at] = any(breach.verdict == Verdict.UNMET for breach in found)
        silent = tuple(
            dict.fromkeys(
                f"{breach.home_id}: {breach.question}" for breach in found if breach.verdict == Verdict.UNKNOWN
            )
        )
        if silent:
            unknown[at] += len(silent)
            questions[int(at)] = silent
    ranked = sorted(((name, many) for name, many in blocked_by.items() if many), key=lambda one: (-one[1], one[0]))
    return _Chances(
        unmet=unmet,
        unknown=unknown,
        free=int((available == MET).sum()),
        rules=tuple(ranked),
        questions=questions,
        breaks=breaks,
    )


def _breaches_if_put_there(assessment: Assessment, plan: Plan, who: str, place: Place) -> tuple[Breach, ...]:
    """The plan rules that do not hold in the home when this person takes the bedspace and all else is as planned."""
    others = {one: room for one, room in plan.bedspace_of.items() if room != place.bedspace_id}
    return breaches_in(assessment, {**others, who: place.bedspace_id}, place.home_id)


def _distance(assessment: Assessment, chances: _Chances, resident: Resident, at: int) -> tuple[int, int, int, str]:
    """Fewest rules unmet, then fewest unknown, then best fit, then id."""
    fit = int(assessment.fit[assessment.row[resident.resident_id], at])
    return (
        int(chances.unmet[at]) + bool(chances.breaks[at]),
        int(chances.unknown[at]),
        -fit,
        assessment.places[at].bedspace_id,
    )


def _questions(assessment: Assessment, resident: Resident, at: int) -> tuple[str, ...]:
    """What to ask where only unknowns stand in the way; a question about the home names it."""
    place = assessment.places[at]
    found = [one.outcome for one in assessment.findings(resident.resident_id, place.bedspace_id) if one.blocks]
    return tuple(
        f"{place.home_id}: {one.question}" if one.about_home else one.question
        for one in found
        if isinstance(one, Unknown)
    )
