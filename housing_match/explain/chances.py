"""What keeps somebody who waits from each place within reach: rules about the person, then those about several."""

from collections import Counter
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from housing_match.assess import MET, UNKNOWN, UNMET
from housing_match.criteria import Verdict
from housing_match.explain.nearness import counts, distances
from housing_match.solve import Trial


@dataclass(frozen=True, kw_only=True)
class Chances:
    """What keeps one person from each of P bedspaces: `away` int64 [P] as `distances` has it, all else bool [P]."""

    row: int
    columns: NDArray[np.int64]
    """The bedspaces that were looked at, int64 [P]: those that the person's borough may nominate to."""
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
    """Places that are free, or become free by the plan, in time."""
    rules: tuple[tuple[str, int], ...]
    """(rule, how many of these it blocks), of all places where none is free; most first."""
    questions: dict[int, tuple[str, ...]]
    """By number among the columns, what to ask about plan rules."""


def chances_of(
    trial: Trial,
    rows: NDArray[np.int64],
    columns: NDArray[np.int64],
    kept: NDArray[np.bool_],
    offered: NDArray[np.bool_],
) -> list[Chances]:
    """The chances of several people, the one-person rules put to all of them together; `kept`: where somebody stays."""
    assessment = trial.assessment
    verdicts = assessment.verdicts_at(rows[:, None], columns)
    available = verdicts.setdefault("available", np.full((len(rows), len(columns)), MET, dtype=np.int8))
    available[:, kept] = UNMET
    unmet, unknown = counts(verdicts.values(), available.shape)
    unmet += ~assessment.open_at(rows[:, None], columns)
    found = []
    for at, row in enumerate(rows.tolist()):
        said = {name: verdict[at] for name, verdict in verdicts.items()}
        found.append(_of_one(trial, row, columns, said, unmet[at], unknown[at], offered))
    return found


def _of_one(
    trial: Trial,
    row: int,
    columns: NDArray[np.int64],
    verdicts: dict[str, NDArray[np.int8]],
    unmet: NDArray[np.int64],
    unknown: NDArray[np.int64],
    offered: NDArray[np.bool_],
) -> Chances:
    """One person's chances, from what the one-person rules say of every place; the plan rules are asked here."""
    who, places = trial.assessment.residents[row].resident_id, trial.assessment.places
    available = verdicts["available"] == MET
    free = available if available.any() else np.ones_like(available)
    blocked_by = Counter({name: int(np.count_nonzero(free & (one != MET))) for name, one in verdicts.items()})
    breaks, questions = np.zeros_like(available), {}
    for at in np.flatnonzero(unmet == 0).tolist():
        found = trial.breaches(who, places[columns[at]].bedspace_id)
        blocked_by.update({breach.rule for breach in found})
        broken = {breach.rule for breach in found if breach.verdict == Verdict.UNMET}
        breaks[at] = bool(broken)
        silent = dict.fromkeys(f"{breach.home_id}: {breach.question}" for breach in found if breach.rule not in broken)
        if silent:
            unknown[at] += len(silent)
            questions[at] = tuple(silent)
    ranked = sorted(((name, many) for name, many in blocked_by.items() if many), key=lambda one: (-one[1], one[0]))
    consent = verdicts.get("consent")
    return Chances(
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
