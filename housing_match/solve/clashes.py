"""Who may not share space with whom under the plan rules in force, each distinct pair of profiles asked once."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from housing_match.assess import Assessment
from housing_match.criteria import PlanRule, Rule
from housing_match.domain import Resident
from housing_match.solve.entries import in_rows


@dataclass(frozen=True, kw_only=True)
class Clashes:
    """Answers for any people of the world; None stands for another authority's tenant."""

    assessment: Assessment

    def between(self, ones: Sequence[str | None], others: Sequence[str | None]) -> NDArray[np.bool_]:
        """bool [ones, others]: True where the two may not share space, either way round; each of the others once."""
        rows, columns = self._numbers(ones), self._numbers(others)
        clashes = self._by_profile(rows, columns)
        at, row = in_rows(self._related.indptr, rows)
        if len(row):
            column = np.full(len(self._number), -1)
            column[columns] = np.arange(len(columns))
            found = column[self._related.indices[at]]
            clashes[row[found >= 0], found[found >= 0]] = True
        return clashes

    def by_profile(self, ones: Sequence[str | None], others: Sequence[str | None]) -> NDArray[np.bool_]:
        """As `between`, the two's own relations aside; somebody against themselves: against another just like them."""
        return self._by_profile(self._numbers(ones), self._numbers(others))

    def _by_profile(self, rows: NDArray[np.int64], columns: NDArray[np.int64]) -> NDArray[np.bool_]:
        clashes: NDArray[np.bool_] = self._table[self._profile[rows][:, None], self._profile[columns]]
        return clashes

    def _numbers(self, people: Sequence[str | None]) -> NDArray[np.int64]:
        number = self._number
        return np.array([number[who] for who in people], dtype=np.int64)

    @cached_property
    def _number(self) -> dict[str | None, int]:
        found: dict[str | None, int] = {one.resident_id: at for at, one in enumerate(self.assessment.world.residents)}
        return found | {None: len(found)}

    @cached_property
    def _rules(self) -> list[tuple[Rule, PlanRule]]:
        policy = self.assessment.policy
        return [(rule, rule.criterion) for rule in policy if isinstance(rule.criterion, PlanRule)]

    @cached_property
    def _profiles(self) -> tuple[NDArray[np.int64], list[Resident | None]]:
        """The profile of each number, and somebody of each profile whom nobody is related to."""
        fields = sorted({name for _, criterion in self._rules for name in criterion.reads_resident})
        seen: dict[object, int] = {}
        stands_for: list[Resident | None] = []
        codes = []
        for one in (*self.assessment.world.residents, None):
            key = None if one is None else tuple(getattr(one, name) for name in fields)
            if key not in seen:
                seen[key] = len(seen)
                stands_for.append(None if one is None else replace(one, resident_id=""))
            codes.append(seen[key])
        return np.array(codes, dtype=np.int64), stands_for

    @property
    def _profile(self) -> NDArray[np.int64]:
        return self._profiles[0]

    @cached_property
    def _table(self) -> NDArray[np.bool_]:
        """bool [profiles, profiles]; a clash is one either way round, and so asked once."""
        stands_for = self._profiles[1]
        table = np.zeros((len(stands_for), len(stands_for)), dtype=np.bool_)
        for at, one in enumerate(stands_for):
            table[at, at:] = table[at:, at] = [self._clash(one, other) for other in stands_for[at:]]
        return table

    @cached_property
    def _related(self) -> csr_array:
        """bool [numbers, numbers]: what the relations of two people add, asked once of people alike."""
        world, number, profile = self.assessment.world, self._number, self._profile.tolist()
        known: dict[object, bool] = {}
        found = []
        for (one, other), relations in world.relations.items():
            pair = number[one], number[other]
            alike = profile[pair[0]], profile[pair[1]], relations
            if alike not in known:
                known[alike] = self._clash(world.resident[one], world.resident[other])
            if known[alike]:
                found.append(pair)
        first, second = np.array(found, dtype=np.int64).reshape(-1, 2).T
        ends = np.concatenate([first, second]), np.concatenate([second, first])
        return csr_array((np.ones(2 * len(first), dtype=np.bool_), ends), shape=(len(number), len(number)))

    def _clash(self, one: Resident | None, other: Resident | None) -> bool:
        return any(
            clash is not None and rule.counts(clash)
            for rule, criterion in self._rules
            for clash in [criterion.clash(one, other, self.assessment.world)]
        )
