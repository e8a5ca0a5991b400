"""The fewest new places that would end each shortage, and of which kind."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import maximum_bipartite_matching

from housing_match.assess import Assessment
from housing_match.explain.shortages import Shortage, eligible
from housing_match.explain.wants import wants


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPlaces:
    """Places of one kind that a shortage calls for: one for each of these people, who all want the same of a home."""

    certificate_id: str
    wants: tuple[tuple[str, str], ...]
    """(rule, what is wanted by it, in the rule's words): all of it must be there."""
    resident_ids: tuple[str, ...]


def new_places(assessment: Assessment, shortages: Sequence[Shortage]) -> tuple[NewPlaces, ...]:
    """For each certificate as many new places as it is short by: fewer cannot do, whatever they are like.

    Who would live in them: of all choices after which the others fill the places there are, the one that leaves out
    those whom most homes of the stock could serve, so that what is to be built is the plainest that will do.
    """
    edges, wanted = eligible(assessment), _wanted(assessment, shortages)
    found = []
    for shortage in shortages:
        rows = [assessment.row[one] for one in _hardest_first(assessment, shortage.resident_ids)]
        columns = [assessment.column[one] for one in shortage.bedspace_ids]
        together: dict[tuple[tuple[str, str], ...], list[str]] = defaultdict(list)
        for at in _left_out(edges[rows][:, columns]):
            resident_id = assessment.residents[rows[at]].resident_id
            together[wanted[resident_id]].append(resident_id)
        found += [
            NewPlaces(certificate_id=shortage.certificate_id, wants=kind, resident_ids=tuple(sorted(who)))
            for kind, who in sorted(together.items(), key=lambda one: (-len(one[1]), one[0]))
        ]
    return tuple(found)


def _wanted(assessment: Assessment, shortages: Sequence[Shortage]) -> dict[str, tuple[tuple[str, str], ...]]:
    """resident_id → every (rule, want) about the home."""
    short = sorted(one for shortage in shortages for one in shortage.resident_ids)
    found: dict[str, list[tuple[str, str]]] = {one: [] for one in short}
    for want in wants(assessment, [assessment.world.resident[one] for one in short], ()):
        for one in want.resident_ids:
            found[one].append((want.rule, want.wanted))
    return {one: tuple(kinds) for one, kinds in found.items()}


def _hardest_first(assessment: Assessment, resident_ids: Sequence[str]) -> list[str]:
    """By how many homes of the stock, empty or not, meet all that a person wants of a home; then by id."""
    people = [assessment.world.resident[one] for one in resident_ids]
    serving: dict[str, NDArray[np.bool_]] = {
        one: np.ones(len(assessment.places), dtype=np.bool_) for one in resident_ids
    }
    for want in wants(assessment, people, assessment.places):
        has = np.zeros(len(assessment.places), dtype=np.bool_)
        has[[assessment.column[one] for one in want.bedspace_ids]] = True
        for one in want.resident_ids:
            serving[one] &= has
    return sorted(resident_ids, key=lambda one: (int(serving[one].sum()), one))


def _left_out(edges: csr_array) -> list[int]:
    """The rows left over by the matching that takes in every row it can, from the first: a matroid's greedy basis."""
    kept: list[int] = []
    left: list[int] = []
    for row in range(edges.shape[0]):
        tried = [*kept, row]
        filled = edges.shape[1] and (maximum_bipartite_matching(edges[tried], perm_type="column") >= 0).all()
        (kept if filled else left).append(row)
    return left
