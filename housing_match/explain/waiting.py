"""Why each person who is not moved waits, by the contract's kinds, with the rules that block counted."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from housing_match.assess import Assessment, chunks, takes_part
from housing_match.criteria import Outcome, Unknown
from housing_match.domain import Bedspace, Plan
from housing_match.explain.chances import Chances, chances_of
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
            every_chance = chances_of(trial, rows, columns, kept[columns], offered[columns])
            fits = _fits_that_count(assessment, every_chance, columns)
            found += [_waits(assessment, *one) for one in zip(every_chance, fits, strict=True)]
    return tuple(sorted(found, key=lambda one: one.resident_id))


def _fits_that_count(
    assessment: Assessment, every_chance: list[Chances], columns: NDArray[np.int64]
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


def _waits(assessment: Assessment, chances: Chances, fit: NDArray[np.int64]) -> Waiting:
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


def _kind(chances: Chances) -> str:
    """The first kind that holds, in the contract's order."""
    if chances.refused:
        return NO_CONSENT
    if chances.fits.any():
        return OUTCOMPETED if (chances.fits & ~chances.breaks).any() else COUPLED
    return WORTH_A_CALL if chances.askable.any() else NO_SUITABLE_HOME


def _nearest_places(assessment: Assessment, chances: Chances) -> NDArray[np.int64]:
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


def _nearest_homes(assessment: Assessment, chances: Chances, fit: NDArray[np.int64]) -> tuple[str, ...]:
    nearest = _by_distance(assessment, chances, fit, _nearest_places(assessment, chances))
    return tuple(dict.fromkeys(assessment.places[chances.columns[at]].home_id for at in nearest))[:SHOWN]


def _to_ask(assessment: Assessment, chances: Chances, fit: NDArray[np.int64]) -> tuple[str, ...]:
    """What to ask about the nearest places where only what is not known stands in the way, SHOWN at most."""
    questions: dict[str, None] = {}
    asked: dict[tuple[str, int], Outcome] = {}
    for at in _by_distance(assessment, chances, fit, np.flatnonzero(chances.askable & chances.offered)):
        questions |= dict.fromkeys((*_questions(assessment, chances, at, asked), *chances.questions.get(at, ())))
        if len(questions) >= SHOWN:
            break
    return tuple(questions)[:SHOWN]


def _by_distance(
    assessment: Assessment, chances: Chances, fit: NDArray[np.int64], numbers: NDArray[np.int64]
) -> list[int]:
    """These places, the nearest first: fewest rules unmet, then fewest unknown, then best fit, then id."""
    ids = [assessment.places[at].bedspace_id for at in chances.columns[numbers]]
    ranked = sorted(zip(chances.away[numbers].tolist(), (-fit[numbers]).tolist(), ids, numbers.tolist(), strict=True))
    return [at for *_, at in ranked]


def _questions(
    assessment: Assessment, chances: Chances, at: int, asked: dict[tuple[str, int], Outcome]
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
