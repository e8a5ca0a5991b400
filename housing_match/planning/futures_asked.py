"""What is asked of one future, or of several: each a question that a worker process can answer by itself."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from housing_match.domain import Scenario, World
from housing_match.planning.brief import Ask, Opens, Scheme, horizon
from housing_match.planning.buildable import Buildable, world_with_homes
from housing_match.planning.built import first_goals
from housing_match.planning.futures import Future, Rates, began_in_a_year, future
from housing_match.planning.infill import schemes_of
from housing_match.planning.search import Infill
from housing_match.solve import QuotasCannotBeMet
from housing_match.solve.choices import CAPITAL, MISSED, OPTIONS_DRAW, order_with_capital
from housing_match.solve.choosing import Chooser
from housing_match.solve.clock import Clock
from housing_match.solve.engine import NoPlan
from housing_match.solve.rows import Row
from housing_match.solve.together import Searched, Sums, best_together, searched

LAST_GOAL = "housed"
"""Futures are looked at down to this goal of the scenario's order; whatever comes after it is left open there."""
Values = tuple[int, ...]
"""What each of those goals comes to, in their order."""


@dataclass(frozen=True, kw_only=True)
class Question:
    """What every question is about: the tables, what a planner asks, the rates, and the brief that is looked at."""

    world: World
    scenario: Scenario
    ask: Ask
    rates: Rates
    seed: int
    homes: Mapping[Buildable, Opens]

    @property
    def goals(self) -> tuple[str, ...]:
        """The goals that futures are judged by."""
        order = order_with_capital(self.scenario.goals)
        return order[: order.index(LAST_GOAL) + 1]

    def search(self) -> Infill:
        """The search for schemes in the tables as they are."""
        return Infill(self.world, self._timeless, self.ask, lambda: False)

    @property
    def period_weeks(self) -> int:
        """The weeks in which people come and go."""
        return self._timeless.window_weeks

    @property
    def began_in_a_year(self) -> tuple[int, int]:
        """What the tables say of arrivals: of those who wait outside the stock, who began in the last year; of whom."""
        return began_in_a_year(self.world, self._timeless)

    def future(self, number: int) -> Future:
        """One future of the tables."""
        return future(self.world, self._timeless, self.rates, self.seed, number)

    def search_in(self, one: Future) -> Infill:
        """The search for schemes in a future."""
        return Infill(one.world, one.scenario, self.ask, lambda: False, one.declined)

    @property
    def _timeless(self) -> Scenario:
        """The scenario down to its last year; a time limit is for plans, and cuts no future short."""
        return replace(horizon(self.scenario, self.ask.years), time_limit_seconds=None)


@dataclass(frozen=True, kw_only=True)
class Best:
    """One future: who has come and gone, the goals without any scheme, with the brief, and at best.

    `homes` are those of its best brief by kind, area and year, in their order. `search` is for looking at several
    futures together.
    """

    number: int
    newcomers: int
    leavers: int
    withdrawn: int
    without: Values
    with_brief: Values
    best: Values
    capital_pounds: int
    homes: tuple[int, ...]
    search: Searched


@dataclass(frozen=True, slots=True, kw_only=True)
class BestOf:
    """The best brief of one future by itself, and how the present brief fares in it."""

    number: int

    def answer(self, question: Question) -> Best:
        """Raises SolverFailed, and QuotasCannotBeMet where nobody's quotas or pins can be kept."""
        one = question.future(self.number)
        search, goals = question.search_in(one), question.goals
        chooser = search.within_budget(search.chooser(search.as_pools(question.homes)), question.ask.budget_pounds)
        together = searched(chooser, [*goals, CAPITAL, MISSED], list(search.pool_options))
        try:
            chosen = chooser.prove([*goals, CAPITAL, MISSED, OPTIONS_DRAW], {})
            without, with_brief = (values_with(question, search, homes) for homes in ({}, question.homes))
        except NoPlan:
            raise QuotasCannotBeMet(
                f"In future {self.number} no plan keeps every pin and meets every quota of nominations. Ask without."
            ) from None
        return Best(
            number=self.number,
            newcomers=len(one.newcomers),
            leavers=len(one.leavers),
            withdrawn=len(one.withdrawn),
            without=without,
            with_brief=with_brief,
            best=tuple(chosen.values[name] for name in goals),
            capital_pounds=chosen.values[CAPITAL],
            homes=tuple(chosen.times.get(name, 0) for name in search.pool_options),
            search=together,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Together:
    """The one brief with which the goals, added up over some futures, come out best: then the cheapest, then as is."""

    searches: tuple[Searched, ...]

    def answer(self, question: Question) -> Sums:
        """How many homes of each kind, area and year, in their order, and the sums. Raises SolverFailed."""
        return best_together(self.searches, question.goals, [CAPITAL, MISSED], Clock())


@dataclass(frozen=True, slots=True, kw_only=True)
class Compare:
    """What each of several briefs (homes by kind, area and year, in their order) reaches at most in one future.

    The goals, then capital, then how many homes of the present brief are missing.
    """

    number: int
    briefs: tuple[tuple[int, ...], ...]

    def answer(self, question: Question) -> tuple[Values, ...]:
        """Raises SolverFailed."""
        search = question.search_in(question.future(self.number))
        chooser = search.chooser(search.as_pools(question.homes))
        names = (*question.goals, CAPITAL, MISSED)
        return tuple(_values_of(chooser, search.pool_options, homes, names) for homes in self.briefs)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settle:
    """The sites for homes of each kind, area and year, best for those of today who would move in."""

    homes: tuple[int, ...]

    def answer(self, question: Question) -> tuple[Scheme, ...]:
        """The schemes, with whom they would serve today. Raises SolverFailed."""
        search = question.search()
        chooser = search.chooser()
        _require(chooser, search.pool_options, self.homes)
        until = search.order.index(CAPITAL)
        homes = search.at_sites(chooser.prove([*search.order[:until], "fit"], {}), every=True)
        return schemes_of(homes, search.built(homes))


@dataclass(frozen=True, kw_only=True)
class Under:
    """What one future comes to once these homes stand."""

    number: int
    homes: Mapping[Buildable, Opens]

    def answer(self, question: Question) -> Values:
        """Raises SolverFailed."""
        return values_with(question, question.search_in(question.future(self.number)), self.homes)


Asked = BestOf | Together | Compare | Settle | Under


def answered(question: Question, asked: Asked) -> Any:
    """What a worker is to call."""
    return asked.answer(question)


def values_with(question: Question, search: Infill, homes: Mapping[Buildable, Opens]) -> Values:
    """What the future of a search comes to once these homes stand, by a plan that the checker has seen."""
    counts = {one: len(opens) for one, opens in homes.items()}
    world = world_with_homes(search.world, counts)
    return first_goals(world, question.ask.measure(world), search.scenario_with(counts), question.goals, Clock())


def _values_of(chooser: Chooser, names: Iterable[str], homes: Sequence[int], goals: Sequence[str]) -> Values:
    with chooser.aside():
        _require(chooser, names, homes)
        values = chooser.prove(goals, {}).values
    return tuple(values[name] for name in goals)


def _require(chooser: Chooser, names: Iterable[str], homes: Sequence[int]) -> None:
    """Just these homes are built."""
    for name, times in zip(names, homes, strict=True):
        chooser.require(Row(terms={chooser.choices.column_of[name]: 1}, least=times, most=times))
