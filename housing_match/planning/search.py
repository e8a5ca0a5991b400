"""One search for the homes to build: by kind and area, then at their sites, then as a world that stands."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property

from housing_match.assess import Assessment, assess
from housing_match.domain import Pair, Scenario, World
from housing_match.planning.brief import Ask, Opens, Reached, capital_of
from housing_match.planning.buildable import Buildable, buildable, world_with_homes
from housing_match.planning.built import Built, plan_built
from housing_match.planning.site_choices import SiteChoices, at_most
from housing_match.solve.choices import (
    CAPITAL,
    DRAW,
    EARLIEST,
    OPTIONS_DRAW,
    Chosen,
    capital_row,
    keeping,
    order_with_capital,
)
from housing_match.solve.choosing import Chooser
from housing_match.solve.clock import Clock
from housing_match.solve.engine import NoPlan
from housing_match.solve.goals import WISHES
from housing_match.solve.pool_arcs import Pool
from housing_match.solve.pools import Pooled, choices_of_pools, kind_option, pool_option

MOST_AT_ONCE = 30_000
"""Arcs up to which every site, home and person is looked at together where kinds and areas alone prove too little."""


class Infill:
    """One search for schemes, from kinds and areas to sites."""

    def __init__(
        self,
        world: World,
        scenario: Scenario,
        ask: Ask,
        stopped: Callable[[], bool],
        declined: Callable[[Mapping[str, str]], Iterable[Pair]] = lambda _: (),
    ) -> None:
        self.world, self.ask, self.stopped = world, ask, stopped
        self._declined = declined
        self.clock = Clock.until(scenario.time_limit_seconds, stopped)
        first, last = scenario.as_of.year, scenario.as_of.year + ask.years
        self.years = tuple(sorted(year for year in ask.by_year or {last: 0} if first <= year <= last))
        self.could = buildable(world, ask.postcodes, last, ask.most_at_a_site, first)
        self.scenario = _with_new_homes(scenario, world, self.could)
        self.order = order_with_capital(scenario.goals)

    @cached_property
    def assessment(self) -> Assessment:
        """The world with one home of each type that could stand there at every site."""
        return self._assessed(dict.fromkeys(self.could, 1))

    def _assessed(self, homes: Mapping[Buildable, int]) -> Assessment:
        world = world_with_homes(self.world, homes)
        return assess(world, self.ask.measure(world), self.scenario_with(homes))

    def scenario_with(self, homes: Mapping[Buildable, int]) -> Scenario:
        """The scenario once these homes stand, with who would decline which of them."""
        kinds = {one.home_id(number): _pool_id(one) for one, times in homes.items() for number in range(1, times + 1)}
        return replace(self.scenario, bans=(*self.scenario.bans, *self._declined(kinds)))

    @cached_property
    def pools(self) -> tuple[Pool, ...]:
        """Every home type in every borough with sites for it."""
        found: dict[tuple[str, str], list[Buildable]] = {}
        for one in self.could:
            found.setdefault((one.home_type.type_id, one.site.borough), []).append(one)
        return tuple(self._pool(some) for _, some in sorted(found.items()))

    def _pool(self, some: list[Buildable]) -> Pool:
        one = some[0]
        every = sum(two.most for two in some)
        # one more than the budget buys, for those who ask what one more would do
        afford = self.ask.budget_pounds // one.capital_pounds + 1 if one.capital_pounds else every
        return Pool(
            pool_id=_pool_id(one),
            kind=one.home_type.type_id,
            home=self.assessment.world.home[one.home_id(1)],
            places=one.home_type.bedspaces,
            capital_pounds=one.capital_pounds,
            home_ids=frozenset(two.home_id(1) for two in some),
            most={year: min(afford, sum(two.most for two in some if two.year <= year)) for year in self.years},
        )

    @cached_property
    def pooled(self) -> Pooled:
        """The choices of kinds and areas."""
        return choices_of_pools(self.assessment, self.pools, self.years)

    def chooser(self, before: Mapping[str, int] | None = None) -> Chooser:
        """A search over kinds and areas within the budgets of single years; the budget in all is for its user.

        With the goal MISSED where something was chosen before (option_id → times).
        """
        choices = self.pooled.choices if before is None else keeping(self.pooled.choices, before)
        chooser = Chooser(choices, self.clock)
        kinds = sorted({one.kind for one in self.pools})
        for year, most in (self.ask.by_year or {}).items():
            if year in self.years:
                chooser.require(capital_row(self.pooled.choices, [kind_option(one, year) for one in kinds], most))
        return chooser

    def within_budget(self, chooser: Chooser, pounds: int) -> Chooser:
        """The search with no more than so many pounds in all."""
        options = [one.option_id for one in self.pooled.choices.options if one.capital_pounds]
        chooser.require(capital_row(self.pooled.choices, options, pounds))
        return chooser

    def best_pools(self) -> Chosen:
        """How many homes of each kind in each area, and who would move into them."""
        order = [*self.order[: self.order.index(CAPITAL) + 1], "fit", DRAW]
        chooser = self.within_budget(self.chooser(), self.ask.budget_pounds)
        return chooser.prove(order, dict(self.scenario.tolerances))

    @cached_property
    def pool_options(self) -> dict[str, tuple[str, str]]:
        """The options that say how many homes of a kind open in an area and year, with type_id and borough of each."""
        kinds = {(one.home_type.type_id, one.site.borough): _pool_id(one) for one in self.could}
        return {pool_option(pool_id, year): kind for kind, pool_id in sorted(kinds.items()) for year in self.years}

    def as_pools(self, homes: Mapping[Buildable, Opens]) -> dict[str, int]:
        """How many of these homes each of `pool_options` counts."""
        found = dict.fromkeys(self.pool_options, 0)
        for one, opens in homes.items():
            for year in opens:
                found[pool_option(_pool_id(one), year)] += 1
        return found

    def at_sites(self, pooled: Chosen, *, every: bool = False) -> dict[Buildable, Opens]:
        """Sites for the homes of each kind and area, best for those who would move in.

        With `every` also for homes that nobody would move into. Between sites as good those earliest in order of their
        ids, see SiteChoices.
        """
        pool_of = self.pooled.joining(pooled.taken)
        if not pool_of and not every:
            return {}
        try:
            order = [WISHES, "fit", EARLIEST, OPTIONS_DRAW]
            return self._sites_for(pooled, pool_of, all_move=True, every=every, order=order)
        except NoPlan:  # two who are related, or the limits of single sites, are in the way of somebody
            people_first = self.order[: self.order.index(CAPITAL)]
            order = list(dict.fromkeys([*people_first, WISHES, "fit", EARLIEST, OPTIONS_DRAW]))
            return self._sites_for(pooled, pool_of, all_move=False, order=order)

    def has_sites(self, pooled: Chosen) -> bool:
        """Whether sites are found for the homes of each kind and area with everybody who would move in."""
        pool_of = self.pooled.joining(pooled.taken)
        try:
            return not pool_of or bool(self._sites_for(pooled, pool_of, all_move=True, order=["moves"]))
        except NoPlan:
            return False

    def _sites_for(
        self,
        pooled: Chosen,
        pool_of: Mapping[str, str],
        *,
        all_move: bool,
        order: Sequence[str],
        every: bool = False,
    ) -> dict[Buildable, Opens]:
        times = {
            (pool.pool_id, year): pooled.times.get(pool_option(pool.pool_id, year), 0)
            for pool in self.pools
            for year in self.years
        }
        wanted = {one: min(one.most, sum(times[_pool_id(one), year] for year in self.years)) for one in self.could}
        sites = self._sites({one: most for one, most in wanted.items() if most})
        homes_of = {one.pool_id: one.home_ids for one in self.pools}
        choices = sites.choices({who: homes_of[pool_id] for who, pool_id in pool_of.items()}, all_move=all_move)
        chooser = sites.chooser(choices, self.clock)
        for (pool_id, year), most in times.items():
            counted = [name for one in sites.new if _pool_id(one) == pool_id for name in sites.options(one, year)]
            if counted:
                row = at_most(choices, dict.fromkeys(counted, 1), most)
                chooser.require(replace(row, least=most) if every else row)
        return sites.built(chooser.prove(order, {}))

    def best_of_all(self) -> tuple[dict[Buildable, Opens], Chosen] | None:
        """Every home at every site looked at together; None where that would be too much."""
        sites = self._sites({one: one.most for one in self.could})
        choices = sites.choices()
        if len(choices.arcs.person) > MOST_AT_ONCE:
            return None
        chooser = sites.chooser(choices, self.clock)
        chooser.require(capital_row(choices, [one.option_id for one in choices.options], self.ask.budget_pounds))
        for year, most in (self.ask.by_year or {}).items():
            opened = [name for one in sites.new for name in sites.options(one, year)]
            if opened:
                chooser.require(capital_row(choices, opened, most))
        chosen = chooser.prove([*self.order, EARLIEST, OPTIONS_DRAW], dict(self.scenario.tolerances))
        return sites.built(chosen), chosen

    def _sites(self, could: Mapping[Buildable, int]) -> SiteChoices:
        return SiteChoices(self.assessment, self.ask, self.years, could)

    def built(self, homes: Mapping[Buildable, Opens]) -> Built:
        """The best plan once these homes stand."""
        world = world_with_homes(self.world, {one: len(opens) for one, opens in homes.items()})
        return plan_built(world, self.ask.measure(world), self.scenario, stopped=self.stopped)

    def reached(
        self, values: Mapping[str, int], bounds: Mapping[str, int], built: Built, homes: Mapping[Buildable, Opens]
    ) -> tuple[Reached, ...]:
        """Each goal's value once the homes stand, beside what was proved before they were put on sites."""
        value = {**built.values, CAPITAL: capital_of(homes.items())}
        return tuple(Reached(name=name, value=value[name], bound=bounds.get(name)) for name in self.order)

    def proved(self, reached: tuple[Reached, ...]) -> bool:
        """Whether every goal down to least capital is at its bound, or as near as its tolerance lets it."""
        tolerance = dict(self.scenario.tolerances)
        down_to_capital = reached[: self.order.index(CAPITAL) + 1]
        return all(
            one.bound is not None and abs(one.value - one.bound) <= tolerance.get(one.name, 0)
            for one in down_to_capital
        )


def _pool_id(one: Buildable) -> str:
    return f"{one.home_type.type_id} in {one.site.borough}"


def _with_new_homes(scenario: Scenario, world: World, could: tuple[Buildable, ...]) -> Scenario:
    """The scenario; one that names the homes to use means those that stand, so new homes are named too."""
    if not scenario.include & (world.home.keys() | world.bedspace.keys()):
        return scenario
    new = {one.home_id(number) for one in could for number in range(1, one.most + 1)}
    return replace(scenario, include=scenario.include | new)
