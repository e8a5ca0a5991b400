"""What is not known and stands in the way: the question that would settle it, how many people it helps, whom to ask."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from housing_match.assess import UNKNOWN, UNMET, Assessment, chunks
from housing_match.criteria import Criterion, Rule, Unknown


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenQuestion:
    """One question about some people or some homes, wherever nothing known already keeps person and place apart."""

    rule: str
    title: str
    question: str
    about_home: bool
    ids: tuple[str, ...]
    """The people, or the homes, to ask about, in id order."""
    people: int
    """People in the plan for whom an answer could open a place."""
    places: int
    """Places that an answer could open."""
    pairs: int
    """Pairs of a person and a place that are neither possible nor impossible without an answer."""


def open_questions(assessment: Assessment) -> tuple[OpenQuestion, ...]:
    """Every question that the rules in force leave open for the people and places in the plan, most people first."""
    order = {rule.name: at for at, rule in enumerate(assessment.policy)}
    rules = {rule.name: rule for rule in assessment.policy}
    found = [
        question
        for name, (rows, columns) in _unknown_pairs(assessment).items()
        for question in _of_rule(assessment, rules[name], rows, columns)
    ]
    return tuple(sorted(found, key=lambda one: (-one.people, -one.pairs, order[one.rule], one.question)))


def _unknown_pairs(assessment: Assessment) -> dict[str, tuple[NDArray[np.int64], NDArray[np.int64]]]:
    """For each rule the rows and columns where it is unknown and nothing known stands in the way already."""
    columns = np.arange(len(assessment.places))
    found: dict[str, list[tuple[NDArray[np.int64], NDArray[np.int64]]]] = {}
    for some in chunks(np.flatnonzero(assessment.in_plan), len(columns)):
        may = assessment.open_at(some[:, None], columns)
        verdicts = assessment.verdicts_at(some[:, None], columns)
        for verdict in verdicts.values():
            may &= verdict != UNMET
        for name, verdict in verdicts.items():
            person, column = np.nonzero((verdict == UNKNOWN) & may)
            if len(person):
                found.setdefault(name, []).append((some[person], column))
    return {
        name: (np.concatenate([row for row, _ in parts]), np.concatenate([column for _, column in parts]))
        for name, parts in found.items()
    }


def _of_rule(
    assessment: Assessment, rule: Rule, rows: NDArray[np.int64], columns: NDArray[np.int64]
) -> list[OpenQuestion]:
    """One rule's questions: the rule is asked once for each distinct pair of values that it reads."""
    criterion = rule.criterion
    assert isinstance(criterion, Criterion)
    people, places = assessment.residents, assessment.places
    codes = assessment.codes_at(rule.name, rows, columns)
    _, first, kind_of = np.unique(codes, return_index=True, return_inverse=True)
    kinds = [_asked(assessment, rule, int(rows[at]), int(columns[at])) for at in first]
    asked = list(dict.fromkeys(kind for kind in kinds if kind is not None))
    number = np.array([-1 if kind is None else asked.index(kind) for kind in kinds], dtype=np.intp)[kind_of]
    found = []
    for at, (question, about_home) in enumerate(asked):
        here = number == at
        who, where = np.unique(rows[here]), np.unique(columns[here])
        ids = {places[one].home_id for one in where} if about_home else {people[one].resident_id for one in who}
        found.append(
            OpenQuestion(
                rule=rule.name,
                title=criterion.title,
                question=question,
                about_home=about_home,
                ids=tuple(sorted(ids)),
                people=len(who),
                places=len(where),
                pairs=int(np.count_nonzero(here)),
            )
        )
    return found


def _asked(assessment: Assessment, rule: Rule, row: int, column: int) -> tuple[str, bool] | None:
    """The question that the rule asks of one pair, and whether it is about the home.

    None where only the part that always binds is unknown, of a rule that the scenario softens: it has no question.
    """
    resident, place = assessment.residents[row], assessment.places[column]
    facts = assessment.geography.facts(resident.resident_id, place.home_id, assessment.scenario)
    outcome = rule.judge(resident, place, facts)
    return (outcome.question, outcome.about_home) if isinstance(outcome, Unknown) else None
