"""Runs a rule once for each distinct combination of the values it reads, and spreads the answers by code."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from housing_match.criteria import Criterion, Rule, Verdict
from housing_match.domain import Geography, Place, Resident, Scenario

RESIDENT_FACTS = ("incumbent",)
HOME_FACTS = ("station_minutes", "step_free_minutes", "ward")
PAIR_FACTS = ("inside_exclusion", "family_minutes", "places_minutes")
MET, UNMET, UNKNOWN = 0, 1, 2
CODE_OF = {Verdict.MET: MET, Verdict.UNMET: UNMET, Verdict.UNKNOWN: UNKNOWN}

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class Spread:
    """Runs a criterion once for each distinct combination of the values it reads, and spreads the answers."""

    residents: tuple[Resident, ...]
    places: tuple[Place, ...]
    geography: Geography
    scenario: Scenario

    def put(self, rule: Rule) -> tuple[NDArray[np.int8], NDArray[np.int64], NDArray[np.bool_]]:
        """Blocking verdict, score and whether the rule applies, each [R, P]."""
        criterion = rule.criterion
        assert isinstance(criterion, Criterion)
        person = _codes(self.residents, self._person_key(criterion))
        place = _codes(self.places, self._place_key(criterion))
        pair = self._pair_codes(criterion)
        combined = (person[:, None] * (place.max(initial=0) + 1) + place[None, :]) * (pair.max(initial=0) + 1) + pair
        _, first, spread = np.unique(combined, return_index=True, return_inverse=True)
        answers = np.zeros((3, len(first)), dtype=np.int64)
        for at, where in enumerate(first):
            row, column = divmod(int(where), len(self.places))
            resident, offer = self.residents[row], self.places[column]
            facts = self.geography.facts(resident.resident_id, offer.home_id, self.scenario)
            outcome = rule.judge(resident, offer, facts)
            if outcome is not None:
                blocked = CODE_OF[rule.stands(outcome)]
                answers[:, at] = blocked, outcome.score, 1
        shape = (len(self.residents), len(self.places))
        verdict, scores, applies = (answer[spread].reshape(shape) for answer in answers)
        return verdict.astype(np.int8), scores, applies.astype(np.bool_)

    def put_with_fit(self, rule: Rule, fit: NDArray[np.int64], today: NDArray[np.int64]) -> NDArray[np.int8]:
        """The blocking verdicts [R, P] of a rule that reads the fit; asked only of those whom it can concern."""
        verdict = np.zeros(fit.shape, dtype=np.int8)
        criterion = rule.criterion
        assert isinstance(criterion, Criterion)
        for row, resident in enumerate(self.residents):
            for value in np.unique(fit[row]):
                columns = np.flatnonzero(fit[row] == value)
                place = self.places[columns[0]]
                facts = self.geography.facts(resident.resident_id, place.home_id, self.scenario)
                facts = replace(facts, fit_here=int(value), fit_today=int(today[row]) if facts.incumbent else None)
                outcome = criterion.compare(resident, place, facts)
                if outcome is None:
                    break  # it asks nothing of this person, whatever the fit
                verdict[row, columns] = CODE_OF[rule.stands(outcome)]
        return verdict

    def _person_key(self, criterion: Criterion) -> Callable[[Resident], Hashable]:
        facts = [name for name in criterion.reads_facts if name in RESIDENT_FACTS]
        incumbents = self.geography.world.incumbent_of
        return lambda one: (
            *(getattr(one, name) for name in criterion.reads_resident),
            bool(facts) and one.resident_id in incumbents,
        )

    def _place_key(self, criterion: Criterion) -> Callable[[Place], Hashable]:
        measured = [getattr(self.geography, name) for name in criterion.reads_facts if name in HOME_FACTS]
        column = self.geography.home_column
        return lambda one: (
            *(getattr(one, name) for name in criterion.reads_place),
            *(values[column[one.home_id]] for values in measured),
        )

    def _pair_codes(self, criterion: Criterion) -> NDArray[np.int64]:
        """int64 [R, P]: one code for each distinct value of the pair's measured facts that the criterion reads."""
        rows = np.array([self.geography.resident_row[one.resident_id] for one in self.residents], dtype=np.int64)
        columns = np.array([self.geography.home_column[one.home_id] for one in self.places], dtype=np.int64)
        codes = np.zeros((len(rows), len(columns)), dtype=np.int64)
        for name in (name for name in criterion.reads_facts if name in PAIR_FACTS):
            codes = codes * (1 << 20) + _codes_of(self.geography, name)[np.ix_(rows, columns)]
        return codes


def _codes_of(geography: Geography, name: str) -> NDArray[np.int64]:
    """int64 [R, H]: a code for each distinct value of one measured fact."""
    if name == "inside_exclusion":
        return geography.inside_exclusion.astype(np.int64)
    stem = name.removesuffix("_minutes")
    total, weight = getattr(geography, f"{stem}_sum"), getattr(geography, f"{stem}_weight")[:, None]
    shared = np.gcd(total, weight)
    divisor = np.maximum(shared, 1)
    fractions = np.stack([total // divisor, np.broadcast_to(weight // divisor, total.shape)], axis=-1)
    _, codes = np.unique(fractions.reshape(-1, 2), axis=0, return_inverse=True)
    return codes.reshape(total.shape).astype(np.int64)


def _codes(ones: Sequence[T], key: Callable[[T], Hashable]) -> NDArray[np.int64]:
    """A code for each element by its key, in order of first sight."""
    seen: dict[Hashable, int] = {}
    return np.array([seen.setdefault(key(one), len(seen)) for one in ones], dtype=np.int64)
