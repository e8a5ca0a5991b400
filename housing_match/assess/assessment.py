"""People and places with what the rules say of every pair of them that somebody asks about."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from housing_match.assess.findings import Finding, findings
from housing_match.assess.measured import FIT_FACTS
from housing_match.assess.open_pairs import OpenPairs, open_pairs_of
from housing_match.assess.pairs import Pairs, alike_by, blocks, chunks, pairs_that_pass
from housing_match.assess.spread import MET, NO_SUCH_NEED, Index, Spread, spreads
from housing_match.assess.taking_part import about_the_person_alone
from housing_match.criteria import PREFER, Outcome, Rule
from housing_match.domain import Facts, Geography, Place, Resident, Scenario, World

NOMINATION = "nomination"
"""The rule that decides how far reasons look."""
NO_PREFERENCE_FIT = 500
"""Fit where no preference applies, in thousandths."""


@dataclass(frozen=True, kw_only=True)
class Assessment:
    """R people who may want a place × P bedspaces, all in id order, and the pairs of them that a plan may use.

    `in_plan` is bool [R]. Only the allowed `pairs` are kept; what the rules say of any others is worked out when it is
    asked. Rows and columns broadcast, as in NumPy's own indexing: `fit_at(row, np.arange(P))` is one person's row.
    """

    world: World
    geography: Geography
    scenario: Scenario
    policy: tuple[Rule, ...]
    residents: tuple[Resident, ...]
    places: tuple[Place, ...]
    in_plan: NDArray[np.bool_]

    @cached_property
    def row(self) -> dict[str, int]:
        """resident_id → row."""
        return {one.resident_id: at for at, one in enumerate(self.residents)}

    @cached_property
    def column(self) -> dict[str, int]:
        """bedspace_id → column."""
        return {one.bedspace_id: at for at, one in enumerate(self.places)}

    @cached_property
    def pairs(self) -> Pairs:
        """Every pair that the plan may use; of an occupied bedspace only if its occupant moves too."""
        rules = [
            one
            for one in self._requirements
            if one.rule.name not in self._rules_of_fit and not about_the_person_alone(one.criterion)
        ]
        left_in = np.flatnonzero(self._open.place)
        rows, columns = pairs_that_pass(rules, np.flatnonzero(self.in_plan), left_in, self.open_at)
        kept = [(rows[:0], columns[:0], rows[:0])]
        for row, column in zip(chunks(rows, 1), chunks(columns, 1), strict=True):
            fit = self._weigh(row, column)
            keep = np.ones(len(row), dtype=np.bool_)
            for name, rule in self._rules_of_fit.items():
                at = np.flatnonzero(self._asked_of[name][row])
                keep[at] &= self._judge_fit(rule, row[at], column[at], fit[at]) == MET
            kept.append((row[keep], column[keep], fit[keep]))
        row, column, fit = (np.concatenate(parts) for parts in zip(*kept, strict=True))
        return Pairs(row=row, column=column, fit=fit, columns=len(self.places))

    @cached_property
    def places_today(self) -> tuple[Place, ...]:
        """The places before any work or redesign, P of them."""
        if self.world.works_done or self.world.before is not None:
            return tuple(self.world.place_today(one.bedspace_id) for one in self.places)
        return self.places

    @cached_property
    def fit_today(self) -> NDArray[np.int64]:
        """int64 [R]: the fit of an incumbent's place today, before any work; 0 for those who are no incumbents."""
        own = [self.column.get(self.world.incumbent_of.get(one.resident_id, ""), -1) for one in self.residents]
        column = np.array(own, dtype=np.int64)
        fit = np.zeros(len(own), dtype=np.int64)
        before = replace(self, places=self.places_today) if self.places_today is not self.places else self
        for some in chunks(np.flatnonzero(column >= 0), 1):
            fit[some] = before._weigh(some, column[some])
        return fit

    def fit_at(self, rows: Index, columns: Index) -> NDArray[np.int64]:
        """int64: how well each place fits, in thousandths."""
        row, column = np.broadcast_arrays(rows, columns)
        at = self.pairs.find(row, column)
        fit, kept = np.empty(row.shape, dtype=np.int64), at >= 0
        fit[kept] = self.pairs.fit[at[kept]]
        if not kept.all():
            fit[~kept] = self._weigh(row[~kept], column[~kept])
        return fit

    def verdicts_at(self, rows: Index, columns: Index) -> dict[str, NDArray[np.int8]]:
        """MET, UNMET or UNKNOWN, int8, from each requirement that stands in the way of any of these pairs, by name."""
        said = {
            one.rule.name: self._held_to_fit(one, rows, columns)
            if one.rule.name in self._rules_of_fit
            else one.verdict_at(rows, columns)
            for one in self._requirements
        }
        return {name: verdict for name, verdict in said.items() if verdict.any()}

    def reach(self, rows: NDArray[np.int64]) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64]]]:
        """These people in groups, each with the columns of the places that their borough may nominate to.

        All places for those whose borough may nominate to none: how far reasons look, so that they need not ask of
        every person and every place of a country.
        """
        every = np.arange(len(self.places))
        for alike, columns in blocks(self._requirement(NOMINATION), rows, every):
            yield alike, columns if len(columns) else every

    def reached_by(self, columns: NDArray[np.int64]) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64]]]:
        """These places in groups, each with the rows of those in the plan whose borough may nominate to them.

        Everybody in the plan, for places to which none of their boroughs may nominate.
        """
        rule, rows = self._requirement(NOMINATION), np.flatnonzero(self.in_plan)
        for alike in alike_by(rule.offer, columns):
            met = rule.verdict_at(rows, alike[0]) == MET if len(rows) else np.zeros(0, dtype=np.bool_)
            yield alike, rows[met] if met.any() else rows

    def judged(self, name: str, row: int, column: int) -> Outcome:
        """What one rule says of one pair; nothing is measured for a rule that does not look at it."""
        spread = next(one for one in self._spreads if one.rule.name == name)
        if not spread.pair_facts:
            return spread.outcome(row, column)
        return spread.rule.judge(*self._pair(row, column))

    def met_for_any(self, name: str, rows: NDArray[np.int64]) -> NDArray[np.bool_]:
        """bool [P]: whether one requirement is met at each place for any of these people; it reads nothing of pairs."""
        rule = self._requirement(name)
        _, alike = np.unique(rule.person[rows], return_index=True)
        met = np.zeros(len(self.places), dtype=np.bool_)
        for row in rows[alike]:
            met |= rule.verdict_at(row, np.arange(len(self.places))) == MET
        return met

    def codes_at(self, name: str, rows: Index, columns: Index) -> NDArray[np.int64]:
        """int64: the same code for pairs in which one requirement reads the same, what differs by pair aside."""
        return self._requirement(name).codes_at(rows, columns)

    def open_at(self, rows: Index, columns: Index) -> NDArray[np.bool_]:
        """bool: False within one's own home, for one's own notice place and where the scenario leaves a pair out."""
        return self._open.at(rows, columns)

    def findings(self, resident_id: str, bedspace_id: str) -> tuple[Finding, ...]:
        """What every one-person rule in force says of one pair, in the policy's order."""
        return findings(self.policy, *self.pair(resident_id, bedspace_id))

    def pair(self, resident_id: str, bedspace_id: str) -> tuple[Resident, Place, Facts]:
        """A person and a place with all that any rule reads of the two."""
        row, column = self.row.get(resident_id), self.column[bedspace_id]
        if row is not None:
            return self._pair(row, column)
        resident, place = self.world.resident[resident_id], self.places[column]
        return resident, place, self.geography.facts(resident_id, place.home_id, self.scenario)

    def _pair(self, row: int, column: int) -> tuple[Resident, Place, Facts]:
        resident, place = self.residents[row], self.places[column]
        facts = self.geography.facts(resident.resident_id, place.home_id, self.scenario)
        if any(asked[row] for asked in self._asked_of.values()):
            today = int(self.fit_today[row]) if facts.incumbent else None
            facts = replace(facts, fit_here=int(self.fit_at(row, column)), fit_today=today)
        return resident, place, facts

    @cached_property
    def _spreads(self) -> tuple[Spread, ...]:
        """Every one-person rule, in the policy's order."""
        return spreads(self.policy, self.residents, self.places, self.geography, self.scenario)

    @cached_property
    def _requirements(self) -> tuple[Spread, ...]:
        return tuple(one for one in self._spreads if one.may_block)

    def _requirement(self, name: str) -> Spread:
        return next(one for one in self._requirements if one.rule.name == name)

    @cached_property
    def _open(self) -> OpenPairs:
        return open_pairs_of(self.world, self.scenario, self.residents, self.places)

    def _weigh(self, rows: NDArray[np.int64], columns: NDArray[np.int64]) -> NDArray[np.int64]:
        """The fit of pairs, from every preference that applies: (20 Σ weight × score + Σ weight) // (2 Σ weight)."""
        points, weights = np.zeros((2, len(rows)), dtype=np.int64)
        for one in self._spreads:
            if one.rule.mode == PREFER:
                score = one.score_at(rows, columns)
                weight = one.weight[rows] * (score != NO_SUCH_NEED)
                weights += weight
                points += weight * score
        return np.where(weights > 0, (20 * points + weights) // np.maximum(2 * weights, 1), NO_PREFERENCE_FIT)

    @cached_property
    def _rules_of_fit(self) -> dict[str, Spread]:
        """The requirements that read the fit, which come after all others, by name."""
        return {one.rule.name: one for one in self._requirements if not FIT_FACTS.isdisjoint(one.criterion.reads_facts)}

    @cached_property
    def _asked_of(self) -> dict[str, NDArray[np.bool_]]:
        """bool [R] for each rule that reads the fit: whom it asks nothing at one fit it asks nothing at any."""
        everybody = np.arange(len(self.residents) if self.places else 0)
        nothing = np.zeros_like(everybody)
        return {
            name: rule.score_at(everybody, nothing, fit_here=nothing, fit_today=nothing) != NO_SUCH_NEED
            for name, rule in self._rules_of_fit.items()
        }

    def _held_to_fit(self, rule: Spread, rows: Index, columns: Index) -> NDArray[np.int8]:
        """The verdicts of a rule that reads the fit."""
        row, column = np.broadcast_arrays(rows, columns)
        verdict = np.full(row.shape, MET, dtype=np.int8)
        asked = self._asked_of[rule.rule.name][row]
        if asked.any():
            here = self.fit_at(row[asked], column[asked])
            verdict[asked] = self._judge_fit(rule, row[asked], column[asked], here)
        return verdict

    def _judge_fit(
        self, rule: Spread, rows: NDArray[np.int64], columns: NDArray[np.int64], fit: NDArray[np.int64]
    ) -> NDArray[np.int8]:
        return rule.verdict_at(rows, columns, fit_here=fit, fit_today=self.fit_today[rows])
