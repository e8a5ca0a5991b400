"""What keeps each void empty, and each other place that the plan could fill: labels, people and rules."""

from collections import Counter
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from housing_match.assess import MET, Assessment, chunks, places_taking_people
from housing_match.domain import Place, Plan
from housing_match.explain.adapting import Opening, openings
from housing_match.explain.nearness import BARRED, counts, distances
from housing_match.solve import Trial

MATCHED, CONTESTED, ADAPTABLE, NO_ONE_FITS = "matched", "contested", "adaptable", "no_one_fits"
LABELS = (MATCHED, CONTESTED, ADAPTABLE, NO_ONE_FITS)
SHOWN = 3
"""Nearest people shown for one void."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NearPerson:
    """Somebody who comes near to a void, and the rules in the way: about one person or, where none is, about several.

    None at all is in the way of whoever the plan moves in, and of those whom it serves better elsewhere or later.
    """

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
    filled, left_in = set(plan.bedspace_of.values()), places_taking_people(assessment.world, assessment.scenario)
    trial = Trial(assessment=assessment, bedspace_of=plan.bedspace_of)
    empty = np.array([at for at, place in enumerate(assessment.places) if place.status == "void"], dtype=np.int64)
    found = []
    for group, rows in assessment.reached_by(empty):
        for columns in chunks(group, len(rows)):
            for at, people in zip(columns.tolist(), _nearest(assessment, rows, columns), strict=True):
                room = assessment.places[at].bedspace_id
                if not (is_filled := room in filled):
                    people = tuple(_stopped(trial, near, room) for near in people)
                found.append(_void(assessment, at, people, is_filled=is_filled, left_out=room not in left_in))
    return tuple(sorted(found, key=lambda one: one.bedspace_id))


def _stopped(trial: Trial, near: NearPerson, bedspace_id: str) -> NearPerson:
    """Somebody whom every rule about one person lets in, with the rules about several that do not."""
    if near.blocking_rules:
        return near
    rules = dict.fromkeys(breach.rule for breach in trial.breaches(near.resident_id, bedspace_id))
    return replace(near, blocking_rules=tuple(rules))


def _void(assessment: Assessment, at: int, nearest: tuple[NearPerson, ...], *, is_filled: bool, left_out: bool) -> Void:
    place = assessment.places[at]
    since = assessment.world.bedspace[place.bedspace_id].void_since
    passes = assessment.pairs.people_of[at] > 0
    works = () if is_filled or passes else openings(assessment, place.bedspace_id)
    return Void(
        bedspace_id=place.bedspace_id,
        home_id=place.home_id,
        label=MATCHED if is_filled else (CONTESTED if passes else (ADAPTABLE if works else NO_ONE_FITS)),
        weeks_empty=None if since is None else max(0, (assessment.scenario.as_of - since).days // 7),
        weekly_void_cost=place.weekly_void_cost,
        nearest_people=nearest,
        openings=works,
        left_out=left_out,
    )


def left_empty(assessment: Assessment, plan: Plan) -> tuple[LeftEmpty, ...]:
    """Every place, void or not, that somebody in the plan could have by every one-person rule and nobody gets."""
    taken, trial = set(plan.bedspace_of.values()), Trial(assessment=assessment, bedspace_of=plan.bedspace_of)
    return tuple(
        _left_empty(assessment, trial, at, place)
        for at, place in enumerate(assessment.places)
        if place.bedspace_id not in taken and place.status != "occupied" and assessment.pairs.people_of[at]
    )


def _left_empty(assessment: Assessment, trial: Trial, at: int, place: Place) -> LeftEmpty:
    stopped: Counter[str] = Counter()
    questions: dict[str, None] = {}
    fits = [assessment.residents[row].resident_id for row in assessment.pairs.rows_of(at)]
    for who in fits:
        found = trial.breaches(who, place.bedspace_id)
        stopped.update({breach.rule for breach in found})
        questions |= dict.fromkeys(breach.question for breach in found if breach.question)
    return LeftEmpty(
        bedspace_id=place.bedspace_id,
        home_id=place.home_id,
        people_who_fit=len(fits),
        stopped_by=tuple(sorted(stopped.items(), key=lambda one: (-one[1], one[0]))),
        questions=tuple(questions),
    )


def _nearest(
    assessment: Assessment, rows: NDArray[np.int64], columns: NDArray[np.int64]
) -> list[tuple[NearPerson, ...]]:
    """For each place those of these people with the fewest rules in their way: unmet before unknown, best fit, id."""
    verdicts = assessment.verdicts_at(rows[:, None], columns)
    shape = len(rows), len(columns)
    away = np.where(assessment.open_at(rows[:, None], columns), distances(*counts(verdicts.values(), shape)), BARRED)
    last = np.sort(away, axis=0)[:SHOWN].max(axis=0, initial=-1)
    near = (away <= last) & (away < BARRED)  # only their fit can make a difference
    person, place = np.nonzero(near)
    fit = np.zeros(shape, dtype=np.int64)
    fit[near] = assessment.fit_at(rows[person], columns[place])
    found = []
    for at in range(len(columns)):
        ranked = sorted(
            (int(away[who, at]), -int(fit[who, at]), assessment.residents[rows[who]].resident_id, int(who))
            for who in np.flatnonzero(near[:, at])
        )
        found.append(
            tuple(
                NearPerson(
                    resident_id=resident_id,
                    blocking_rules=tuple(name for name, verdict in verdicts.items() if verdict[who, at] != MET),
                )
                for *_, resident_id, who in ranked[:SHOWN]
            )
        )
    return found
