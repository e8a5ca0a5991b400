"""Runs a rule once for each distinct combination of the values it reads, and spreads the answers by code."""

from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from housing_match.assess.alike import alike
from housing_match.assess.fields import Fields, Integers, numbered
from housing_match.assess.findings import weight_for
from housing_match.assess.looked_at import bits, looked_at, parts_that_decide, things
from housing_match.assess.measured import HOME_FACTS, PAIR_FACTS, as_numbers, as_read
from housing_match.criteria import MUST, Criterion, Outcome, Rule, Verdict
from housing_match.domain import Facts, Geography, Place, Resident, Scenario, dated_facts

Index = int | NDArray[np.int64]
"""Rows or columns as NumPy's own indexing has them: they broadcast, and what is asked has the shape they give."""

MET, UNMET, UNKNOWN = 0, 1, 2
CODE_OF = {Verdict.MET: MET, Verdict.UNMET: UNMET, Verdict.UNKNOWN: UNKNOWN}
NO_SUCH_NEED, NOT_ASKED = -1, -2
MOST_KEPT = 1 << 24
"""Combinations up to which a rule's answers are kept; beyond that they are asked for anew, and memory stays bounded."""


@dataclass(frozen=True, kw_only=True)
class Spread:
    """One criterion put to R people and P places.

    `verdict_at` and `score_at` answer int8 for the rows and columns asked of. `fits` gives the pair facts that only
    the caller knows (`fit_here`, `fit_today`), in the same shape.
    """

    rule: Rule
    people: Fields
    offered: Fields
    geography: Geography
    scenario: Scenario

    def verdict_at(self, rows: Index, columns: Index, **fits: Integers) -> NDArray[np.int8]:
        """MET, UNMET or UNKNOWN: whether the rule stands in the way of the pair."""
        return self._answer(0, rows, columns, fits)

    def score_at(self, rows: Index, columns: Index, **fits: Integers) -> NDArray[np.int8]:
        """0 to 100, or NO_SUCH_NEED where the rule does not apply."""
        return self._answer(1, rows, columns, fits)

    def outcome(self, row: int, column: int) -> Outcome:
        """All that a rule that reads no pair facts says of one pair."""
        resident, place = self.people.ones[row], self.offered.ones[column]
        incumbent = resident.resident_id in self.geography.world.incumbent_of
        return self.rule.judge(resident, place, self._facts_of(incumbent, int(self._home_read[column])))

    @cached_property
    def criterion(self) -> Criterion:
        """The rule's criterion about one person and one place."""
        assert isinstance(self.rule.criterion, Criterion)
        return self.rule.criterion

    @property
    def may_block(self) -> bool:
        """Whether the rule is a requirement; one that a scenario softens may hold a part that always binds."""
        return MUST in self.criterion.modes

    @cached_property
    def pair_facts(self) -> tuple[str, ...]:
        """The facts it reads that differ from pair to pair."""
        return tuple(name for name in self.criterion.reads_facts if name in PAIR_FACTS)

    @cached_property
    def home_facts(self) -> tuple[str, ...]:
        """The facts it reads that were measured of the home."""
        return tuple(name for name in self.criterion.reads_facts if name in HOME_FACTS)

    @cached_property
    def weight(self) -> Integers:
        """int64 [R]: weight × importance."""
        read = (self.criterion.importance,) if self.criterion.importance else ()
        return self.people.number_of(read, partial(weight_for, self.rule))

    @cached_property
    def person(self) -> Integers:
        """int64 [R]: a code for each distinct combination of what decides of a person."""
        columns = [*self._looked_at_of(self.criterion.reads_resident, self.people)]
        if "incumbent" in self.criterion.reads_facts:
            incumbents = self.geography.world.incumbent_of
            columns.append(numbered(one.resident_id in incumbents for one in self.people.ones))
        return self.people.alike(columns)[1]

    @cached_property
    def offer(self) -> Integers:
        """int64 [P]: a code for each distinct combination of what decides of a place."""
        measured = ((getattr(self.geography, name), self._parts.get(name)) for name in self.home_facts)
        known = [numbered(map(part, all_) if part else all_)[self.home] for all_, part in measured if all_]
        return self.offered.alike([*known, *self._looked_at_of(self.criterion.reads_place, self.offered)])[1]

    @cached_property
    def offers(self) -> int:
        """How many codes of places there are."""
        return int(self.offer.max(initial=-1)) + 1

    def _looked_at_of(self, names: Sequence[str], fields: Fields) -> Iterator[Integers]:
        return looked_at(self.criterion, names, fields, self._parts, dated_facts(self.scenario))

    @cached_property
    def _parts(self) -> dict[str, Callable[[Any], Hashable]]:
        return parts_that_decide(self.criterion, self.people)

    @cached_property
    def home(self) -> Integers:
        """int64 [P]: the home of each place, as the geography numbers them."""
        column = self.geography.home_column
        return self.offered.number_of(("home_id",), lambda one: column[one.home_id])

    @cached_property
    def row(self) -> Integers:
        """int64 [R]: each person, as the geography numbers them."""
        return np.array([self.geography.resident_row[one.resident_id] for one in self.people.ones], dtype=np.int64)

    @cached_property
    def combinations(self) -> int:
        """How many distinct combinations of a person and a place there are for this rule, pair facts aside."""
        return (int(self.person.max(initial=-1)) + 1) * self.offers * (len(self._things) + 1)

    @cached_property
    def kept(self) -> NDArray[np.int8] | None:
        """Every answer given so far, int8 [2, combinations]; None where they would be too many."""
        if self.pair_facts or self.combinations > MOST_KEPT:
            return None
        return np.full((2, self.combinations), NOT_ASKED, dtype=np.int8)

    def codes_at(self, rows: Index, columns: Index) -> Integers:
        """int64: a code for each distinct combination of what decides of a person and of a place."""
        codes: Integers = self.person[rows] * self.offers + self.offer[columns]
        if self._things:
            codes = codes * (len(self._things) + 1) + np.bitwise_count(self._there[columns] & ~self._needed[rows])
        return codes

    @cached_property
    def _things(self) -> dict[str, int]:
        return things(self.criterion, self.offered)

    @cached_property
    def _needed(self) -> Integers:
        """int64 [R]: the bits of what each person needs of the things."""
        return bits(self.people, [needed for needed, _ in self.criterion.beyond_need], self._things)

    @cached_property
    def _there(self) -> Integers:
        """int64 [P]: the bits of what each place has of them."""
        return bits(self.offered, [there for _, there in self.criterion.beyond_need], self._things)

    def _answer(self, which: int, rows: Index, columns: Index, fits: dict[str, Integers]) -> NDArray[np.int8]:
        codes = self.codes_at(rows, columns)
        if self.kept is None:
            anew: NDArray[np.int8] = self._asked_anew(rows, columns, codes, fits)[which]
            return anew
        answer: NDArray[np.int8] = self.kept[which][codes]
        new = answer == NOT_ASKED
        if new.any():
            row, column, code = (one[new] for one in np.broadcast_arrays(rows, columns, codes))
            first, _ = alike([code])
            self.kept[:, code[first]] = self._ask(row[first], column[first], {})
            answer = self.kept[which][codes]
        return answer

    def _asked_anew(self, rows: Index, columns: Index, codes: Integers, fits: dict[str, Integers]) -> NDArray[np.int8]:
        """int8 [2, …]: both answers, the criterion run once for each combination among these pairs."""
        rows, columns, codes = np.broadcast_arrays(rows, columns, codes)
        row, column = rows.ravel(), columns.ravel()
        measured = {name: self._measured(name, row, column, fits) for name in self.pair_facts}
        first, spread = alike([codes.ravel(), *self._looked_at(measured)])
        values = {name: [part[first].tolist() for part in parts] for name, parts in measured.items()}
        return self._ask(row[first], column[first], values)[:, spread].reshape(2, *rows.shape)

    def _looked_at(self, measured: dict[str, list[Integers]]) -> Iterator[Integers]:
        """What decides of what was measured: int64, alike for pairs that are judged alike."""
        looks = self.criterion.looks_at_facts
        for names, look in looks.items():
            yield np.asarray(look(*(part for name in names for part in measured[name])), dtype=np.int64)
        told = {name for names in looks for name in names}
        yield from (part for name, parts in measured.items() if name not in told for part in parts)

    def _ask(self, rows: Integers, columns: Integers, measured: dict[str, list[list[int]]]) -> NDArray[np.int8]:
        """int8 [2, n]: verdict and score of n pairs, one by one."""
        incumbents, answers = self.geography.world.incumbent_of, list[int]()
        residents, places, rule = self.people.ones, self.offered.ones, self.rule
        asked = zip(rows.tolist(), columns.tolist(), self._home_read[columns].tolist(), strict=True)
        for at, (row, column, home) in enumerate(asked):
            resident = residents[row]
            incumbent = resident.resident_id in incumbents
            facts = self._facts_of(incumbent, home)
            if measured:
                here = {
                    name: as_read(name, [part[at] for part in parts])
                    for name, parts in measured.items()
                    if name != "fit_today" or incumbent
                }
                facts = replace(facts, **here)
            outcome = rule.judge(resident, places[column], facts)
            if outcome is None:
                answers += MET, NO_SUCH_NEED
            else:
                answers += CODE_OF[rule.stands(outcome)], outcome.score
        return np.array(answers, dtype=np.int8).reshape(-1, 2).T

    def _facts_of(self, incumbent: bool, home: int) -> Facts:
        """The scenario's dates, and of what is known of the person and the home what the criterion says it reads."""
        facts = self._facts.get((incumbent, home))
        if facts is None:
            known = {name: self.geography.of_home(name, home) for name in self.home_facts}
            facts = replace(dated_facts(self.scenario), incumbent=incumbent, **known)
            self._facts[incumbent, home] = facts
        return facts

    @cached_property
    def _facts(self) -> dict[tuple[bool, int], Facts]:
        """Facts made so far, by whether the person is an incumbent and by the home read of."""
        return {}

    @cached_property
    def _home_read(self) -> Integers:
        """int64 [P]: the home of each place where any of what was measured of it is read, else 0."""
        return self.home if self.home_facts else np.zeros_like(self.offer)

    def _measured(self, name: str, rows: Integers, columns: Integers, fits: dict[str, Integers]) -> list[Integers]:
        if name in fits:
            return [np.broadcast_to(fits[name], rows.shape)]
        return as_numbers(self.geography, name, self.row[rows], self.home[columns])


def spreads(
    policy: Sequence[Rule],
    residents: tuple[Resident, ...],
    places: tuple[Place, ...],
    geography: Geography,
    scenario: Scenario,
) -> tuple[Spread, ...]:
    """Every one-person rule put to these people and places, in the policy's order."""
    people, offered = Fields(ones=residents), Fields(ones=places)
    return tuple(
        Spread(rule=rule, people=people, offered=offered, geography=geography, scenario=scenario)
        for rule in policy
        if isinstance(rule.criterion, Criterion)
    )
