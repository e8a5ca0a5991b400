"""Why each person who is not moved waits, by the contract's kinds, with the rules that block counted."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from housing_match.assess import MET, UNKNOWN, UNMET, Assessment, chunks, takes_part
from housing_match.criteria import Outcome, Unknown, Verdict
from housing_match.domain import Bedspace, Plan
from housing_match.explain.nearness import counts, distances
from housing_match.solve import Trial

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
    """Places that are free, or become free by the plan, in time for this person, of those within reach."""
    blocked_by: tuple[tuple[str, int], ...]
    """(rule, how many of the free places it blocks), plan rules too; of all places where none is free in time."""
    questions: tuple[str, ...]
    """For worth_a_call: what to ask about the nearest homes."""


@dataclass(frozen=True, kw_only=True)
class _Chances:
    """What keeps one person from each bedspace within reach: `away` int64 [P] as `distances` has it."""

    row: int
    columns: NDArray[np.int64]
    """The bedspaces that were looked at, [P] of them: those that the person's borough may nominate to."""
    away: NDArray[np.int64]
    offered: NDArray[np.bool_]
    """Places that are let to people to live in: neither held nor closed."""
    fits: NDArray[np.bool_]
    """Places where every one-person rule is met and no plan rule is unknown."""
    unknown: dict[str, NDArray[np.bool_]]
    """For each rule of one person and one place that is unknown somewhere, where."""
    askable: NDArray[np.bool_]
    """Places where only what is not known stands in the way."""
    breaks: NDArray[np.bool_]
    """Places where every one-person rule is met or unknown and a plan rule breaks."""
    refused: bool
    """Whether the person did not agree to moves."""
    free: int
    rules: tuple[tuple[str, int], ...]
    questions: dict[int, tuple[str, ...]]
    """By number among the columns, what to ask about plan rules."""


def waiting(assessment: Assessment, plan: Plan) -> tuple[Waiting, ...]:
    """Everyone who needs to move within the window and is not moved, and others in the plan not moved, in id order.

    People whom the scenario leaves out have no entry.
    """
    waits = [
        row
        for row, resident in enumerate(assessment.residents)
        if resident.resident_id not in plan.bedspace_of
        and (resident.needs_move or assessment.in_plan[row])
        and takes_part(resident, assessment.world, assessment.scenario)
    ]
    trial = Trial(assessment=assessment, bedspace_of=plan.bedspace_of)
    bedspace = assessment.world.bedspace
    kept = np.array([stays(plan, bedspace[place.bedspace_id]) for place in assessment.places], dtype=np.bool_)
    offered = np.array([place.status not in ("held", "closed") for place in assessment.places], dtype=np.bool_)
    found = []
    for group, columns in assessment.reach(np.array(waits, dtype=np.int64)):
        for rows in chunks(group, len(columns)):
            every_chance = _chances_of(trial, rows, columns, kept[columns], offered[columns])
            fits = _fits_that_count(assessment, every_chance, columns)
            found += [_waits(assessment, *one) for one in zip(every_chance, fits, strict=True)]
    return tuple(sorted(found, key=lambda one: one.resident_id))


def _chances_of(
    trial: Trial,
    rows: NDArray[np.int64],
    columns: NDArray[np.int64],
    kept: NDArray[np.bool_],
    offered: NDArray[np.bool_],
) -> list[_Chances]:
    """The chances of several people, the one-person rules put to all of them together; `kept`: where somebody stays."""
    assessment = trial.assessment
    verdicts = assessment.verdicts_at(rows[:, None], columns)
    available = verdicts.setdefault("available", np.full((len(rows), len(columns)), MET, dtype=np.int8))
    available[:, kept] = UNMET
    unmet, unknown = counts(verdicts.values(), available.shape)
    unmet += ~assessment.open_at(rows[:, None], columns)
    found = []
    for at, row in enumerate(rows.tolist()):
        of_one = {name: verdict[at] for name, verdict in verdicts.items()}
        found.append(_chances(trial, row, columns, of_one, unmet[at], unknown[at], offered))
    return found


def _fits_that_count(
    assessment: Assessment, every_chance: list[_Chances], columns: NDArray[np.int64]
) -> NDArray[np.int64]:
    """The fit of the places that a person is told of, int64 [people, P]; 0 for the others."""
    count = np.zeros((len(every_chance), len(columns)), dtype=np.bool_)
    for at, chances in enumerate(every_chance):
        if _kind(chances) != NO_CONSENT:
            count[at, _nearest_places(assessment, chances)] = True
            count[at] |= chances.askable & (_kind(chances) == WORTH_A_CALL)
    rows = np.array([one.row for one in every_chance], dtype=np.int64)
    fits = np.zeros(count.shape, dtype=np.int64)
    person, number = np.nonzero(count)
    fits[count] = assessment.fit_at(rows[person], columns[number])
    return fits


def stays(plan: Plan, room: Bedspace) -> bool:
    """Whether somebody lives there and stays."""
    return room.status == "occupied" and room.occupant_id not in plan.bedspace_of


def _waits(assessment: Assessment, chances: _Chances, fit: NDArray[np.int64]) -> Waiting:
    """A person who did not agree has no list of homes: nothing was looked for."""
    resident_id, kind = assessment.residents[chances.row].resident_id, _kind(chances)
    if kind == NO_CONSENT:
        return Waiting(
            resident_id=resident_id,
            kind=kind,
            nearest_homes=(),
            free_places=chances.free,
            blocked_by=(("consent", chances.free),),
            questions=(),
        )
    return Waiting(
        resident_id=resident_id,
        kind=kind,
        nearest_homes=_nearest_homes(assessment, chances, fit),
        free_places=chances.free,
        blocked_by=chances.rules,
        questions=_to_ask(assessment, chances, fit) if kind == WORTH_A_CALL else (),
    )


def _kind(chances: _Chances) -> str:
    """The first kind that holds, in the contract's order."""
    if chances.refused:
        return NO_CONSENT
    if chances.fits.any():
        return OUTCOMPETED if (chances.fits & ~chances.breaks).any() else COUPLED
    return WORTH_A_CALL if chances.askable.any() else NO_SUITABLE_HOME


def _nearest_places(assessment: Assessment, chances: _Chances) -> NDArray[np.int64]:
    """The nearest places, with all that are as near as the last, so that SHOWN homes are among them."""
    offered: NDArray[np.int64] = np.flatnonzero(chances.offered)
    homes: set[str] = set()
    distance = chances.away[offered]
    for away in np.unique(distance):
        homes |= {assessment.places[at].home_id for at in chances.columns[offered[distance == away]]}
        if len(homes) >= SHOWN:
            offered = offered[distance <= away]
            break
    return offered


def _nearest_homes(assessment: Assessment, chances: _Chances, fit: NDArray[np.int64]) -> tuple[str, ...]:
    nearest = _by_distance(assessment, chances, fit, _nearest_places(assessment, chances))
    return tuple(dict.fromkeys(assessment.places[chances.columns[at]].home_id for at in nearest))[:SHOWN]


def _to_ask(assessment: Assessment, chances: _Chances, fit: NDArray[np.int64]) -> tuple[str, ...]:
    """What to ask about the nearest places where only what is not known stands in the way, SHOWN at most."""
    questions: dict[str, None] = {}
    asked: dict[tuple[str, int], Outcome] = {}
    for at in _by_distance(assessment, chances, fit, np.flatnonzero(chances.askable & chances.offered)):
        questions |= dict.fromkeys((*_questions(assessment, chances, at, asked), *chances.questions.get(at, ())))
        if len(questions) >= SHOWN:
            break
    return tuple(questions)[:SHOWN]


def _by_distance(
    assessment: Assessment, chances: _Chances, fit: NDArray[np.int64], numbers: NDArray[np.int64]
) -> list[int]:
    """These places, the nearest first: fewest rules unmet, then fewest unknown, then best fit, then id."""
    ids = [assessment.places[at].bedspace_id for at in chances.columns[numbers]]
    ranked = sorted(zip(chances.away[numbers].tolist(), (-fit[numbers]).tolist(), ids, numbers.tolist(), strict=True))
    return [at for *_, at in ranked]


def _chances(
    trial: Trial,
    row: int,
    columns: NDArray[np.int64],
    verdicts: dict[str, NDArray[np.int8]],
    unmet: NDArray[np.int64],
    unknown: NDArray[np.int64],
    offered: NDArray[np.bool_],
) -> _Chances:
    """One person's chances, from what the one-person rules say of every place; the plan rules are asked here."""
    who, places = trial.assessment.residents[row].resident_id, trial.assessment.places
    available = verdicts["available"] == MET
    free = available if available.any() else np.ones_like(available)
    blocked_by = Counter({name: int(np.count_nonzero(free & (one != MET))) for name, one in verdicts.items()})
    breaks, questions = np.zeros_like(available), {}
    for at in np.flatnonzero(unmet == 0).tolist():
        found = trial.breaches(who, places[columns[at]].bedspace_id)
        blocked_by.update({breach.rule for breach in found})
        breaks[at] = any(breach.verdict == Verdict.UNMET for breach in found)
        silent = dict.fromkeys(
            f"{breach.home_id}: {breach.question}" for breach in found if breach.verdict == Verdict.UNKNOWN
        )
        if silent:
            unknown[at] += len(silent)
            questions[at] = tuple(silent)
    ranked = sorted(((name, many) for name, many in blocked_by.items() if many), key=lambda one: (-one[1], one[0]))
    consent = verdicts.get("consent")
    return _Chances(
        row=row,
        columns=columns,
        away=distances(unmet + breaks, unknown),
        offered=offered,
        fits=(unmet == 0) & (unknown == 0),
        unknown={name: one == UNKNOWN for name, one in verdicts.items() if (one == UNKNOWN).any()},
        askable=(unmet == 0) & (unknown > 0),
        breaks=breaks,
        refused=consent is not None and bool((consent == UNMET).any()),
        free=int(np.count_nonzero(available)),
        rules=tuple(ranked),
        questions=questions,
    )


def _questions(
    assessment: Assessment, chances: _Chances, at: int, asked: dict[tuple[str, int], Outcome]
) -> Iterator[str]:
    """What to ask where only unknowns stand in the way; a question about the home names it.

    `asked` keeps what each rule said of the person and of homes alike in all that it reads.
    """
    column = int(chances.columns[at])
    for name, is_unknown in chances.unknown.items():
        if is_unknown[at]:
            key = name, int(assessment.codes_at(name, chances.row, column))
            if key not in asked:
                asked[key] = assessment.judged(name, chances.row, column)
            one = asked[key]
            if isinstance(one, Unknown):
                yield f"{assessment.places[column].home_id}: {one.question}" if one.about_home else one.question
