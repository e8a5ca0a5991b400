"""Which people together need more homes than there are: shortage certificates that anybody can check by hand."""

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components, maximum_bipartite_matching

from housing_match.assess import MET, Assessment
from housing_match.domain import Place

WANTS_NAMED = 3
"""Different wants named of one rule, those of most people first."""
OTHER_WANTS = "others"
"""Stands after the wants named where there are more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shortage:
    """People, and all the places that any of them could use by every one-person rule: fewer than they are."""

    certificate_id: str
    resident_ids: tuple[str, ...]
    bedspace_ids: tuple[str, ...]
    needs: tuple[tuple[str, tuple[str, ...]], ...]
    """(rule, what these people want by it): each of them is kept by one of these rules from every other place
    that their borough may nominate to."""

    @property
    def short_by(self) -> int:
        """How many of them no plan can house."""
        return len(self.resident_ids) - len(self.bedspace_ids)


def shortages(assessment: Assessment) -> tuple[Shortage, ...]:
    """Every certificate, largest shortage first; nobody and no place stands in two.

    Dulmage and Mendelsohn's decomposition (1958) of people × places by the one-person rules, an incumbent's own place
    among them: whoever a largest matching leaves out, with all who could change places with them. It is the same
    whichever largest matching is found. People without any place who are short of the same needs stand together.
    """
    edges = eligible(assessment)
    people, places = _short(edges, assessment.in_plan)
    usable = assessment.met_for_any("available", np.flatnonzero(assessment.in_plan))
    together: dict[object, tuple[list[int], list[int]]] = {}
    for part, (rows, columns) in enumerate(_parts(edges, people, places)):
        key: object = part if columns else _needs(assessment, rows, [], usable)
        known = together.setdefault(key, ([], []))
        known[0].extend(rows)
        known[1].extend(columns)
    found = [_certificate(assessment, rows, columns, usable) for rows, columns in together.values()]
    return tuple(sorted(found, key=lambda one: (-one.short_by, one.resident_ids)))


def eligible(assessment: Assessment) -> csr_array:
    """bool [R, P]: whom in the plan the one-person rules let into which place, and each incumbent's own place."""
    pairs = assessment.pairs
    own = [
        (row, assessment.column[assessment.world.incumbent_of[assessment.residents[row].resident_id]])
        for row in np.flatnonzero(assessment.in_plan).tolist()
        if assessment.residents[row].resident_id in assessment.world.incumbent_of
    ]
    row, column = np.concatenate([[pairs.row, pairs.column], np.array(own, dtype=np.int64).reshape(-1, 2).T], axis=1)
    shape = len(assessment.residents), len(assessment.places)
    return csr_array((np.ones(len(row), dtype=np.bool_), (row, column)), shape=shape)


def _short(edges: csr_array, in_plan: NDArray[np.bool_]) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Whom [R] a largest matching leaves out, or could leave out instead, and every place [P] that they could use."""
    taker = maximum_bipartite_matching(edges, perm_type="row")
    people = in_plan.copy()
    people[taker[taker >= 0]] = False
    while True:
        places = edges.T @ people.astype(np.int64) > 0
        reached = people.copy()
        reached[taker[places]] = True  # every such place is taken: else whoever it was left for would have it
        if (reached == people).all():
            return people, places
        people = reached


def _parts(edges: csr_array, people: NDArray[np.bool_], places: NDArray[np.bool_]) -> list[tuple[list[int], list[int]]]:
    """Rows and columns of each connected part: people who compete, however indirectly, for the same places."""
    rows, columns = np.flatnonzero(people), np.flatnonzero(places)
    count = len(rows)
    starts, ends = edges[rows][:, columns].nonzero()
    graph = csr_array((np.ones(len(starts)), (starts, ends + count)), shape=(count + len(columns),) * 2)
    number, part = connected_components(graph, directed=False)
    found: list[tuple[list[int], list[int]]] = [([], []) for _ in range(number)]
    for at, row in enumerate(rows.tolist()):
        found[part[at]][0].append(row)
    for at, column in enumerate(columns.tolist()):
        found[part[count + at]][1].append(column)
    return found


def _certificate(
    assessment: Assessment, rows: Sequence[int], columns: Sequence[int], usable: NDArray[np.bool_]
) -> Shortage:
    resident_ids = tuple(sorted(assessment.residents[row].resident_id for row in rows))
    bedspace_ids = tuple(sorted(assessment.places[column].bedspace_id for column in columns))
    members = "|".join((*resident_ids, *bedspace_ids))
    return Shortage(
        certificate_id="S" + hashlib.sha256(members.encode()).hexdigest()[:8],
        resident_ids=resident_ids,
        bedspace_ids=bedspace_ids,
        needs=_needs(assessment, rows, columns, usable),
    )


def _needs(
    assessment: Assessment, rows: Sequence[int], columns: Sequence[int], usable: NDArray[np.bool_]
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """A few rules, found greedily, of which each of these people breaks one at every place that is not theirs.

    Of the places, those within reach of each that somebody in the plan could have in time (`usable`, bool [P]).
    """
    parts = [_product(some, others[usable[others]]) for some, others in assessment.reach(np.array(rows))]
    row, column = (np.concatenate(part) for part in zip(*parts, strict=True))
    elsewhere = ~np.isin(column, columns)
    row, column = row[elsewhere], column[elsewhere]
    left = assessment.open_at(row, column)
    blocks = {name: verdict != MET for name, verdict in assessment.verdicts_at(row, column).items()}
    needs = []
    while left.any():
        covered = {name: int((left & block).sum()) for name, block in blocks.items()}
        most = max(covered, key=lambda name: covered[name], default="")
        if not covered.get(most):
            break  # an incumbent's pair within the own home, or one that the scenario bans: no rule is in the way
        stopped = left & blocks[most]
        needs.append((most, _wants(assessment, most, row[stopped], column[stopped])))
        left &= ~blocks[most]
    return tuple(needs)


def _product(rows: NDArray[np.int64], columns: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Every row with every column."""
    return np.repeat(rows, len(columns)), np.tile(columns, len(rows))


def _wants(assessment: Assessment, name: str, rows: NDArray[np.int64], columns: NDArray[np.int64]) -> tuple[str, ...]:
    """What these people want by one rule that stops them, in its own words, wants of most people first.

    Each is asked of a place for anybody if there is one: a home for one sex or age makes the rule say more.
    """
    wants: Counter[str] = Counter()
    for_some = np.array([_for_some(place) for place in assessment.places], dtype=np.bool_)[columns]
    order = np.argsort(for_some, kind="stable")
    rows, columns = rows[order], columns[order]
    for row, at in zip(*np.unique(rows, return_index=True), strict=True):
        outcome = assessment.judged(name, int(row), int(columns[at]))
        wants.update(() if outcome is None else (outcome.wanted,))
    ranked = [want for want, _ in sorted(wants.items(), key=lambda one: (-one[1], one[0]))]
    return (*ranked[:WANTS_NAMED], *([OTHER_WANTS] if len(ranked) > WANTS_NAMED else []))


def _for_some(place: Place) -> bool:
    """Whether the home is for one sex, or from or up to an age."""
    return place.sex not in (None, "any") or place.age_min is not None or place.age_max is not None
