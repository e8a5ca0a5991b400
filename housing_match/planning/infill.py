"""Which homes to build on which sites under a budget, chosen together with who would live where."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from housing_match.domain import Geography, Scenario, World
from housing_match.planning.brief import Ask, InfillBrief, Opens, Scheme, horizon
from housing_match.planning.buildable import Buildable
from housing_match.planning.built import Built, plan_built
from housing_match.planning.curve import Step, curve
from housing_match.planning.marginal import OneMore, one_more_of_each
from housing_match.planning.search import Infill


def plan_infill(
    world: World,
    geography: Geography,
    scenario: Scenario,
    ask: Ask,
    *,
    stopped: Callable[[], bool] = lambda: False,
) -> InfillBrief:
    """The schemes with which the scenario's goals come out best, of these the cheapest.

    Kinds of home and areas are chosen first, which bounds what any sites can reach; then sites for them, nearest to
    the ties of those who would move in; the plan of the built world shows whether the bound is reached. Out of time or
    stopped, the best found until then. Raises all that best_plan raises for today's homes.
    """
    search = Infill(world, horizon(scenario, ask.years), ask, stopped)
    today = plan_built(world, geography, search.scenario, stopped=stopped)
    pooled = search.best_pools()
    homes = search.at_sites(pooled)
    built = search.built(homes)
    reached = search.reached(pooled.values, pooled.bounds, built, homes)
    if not search.proved(reached):
        whole = search.best_of_all()
        if whole is not None:
            homes = whole[0]
            built = search.built(homes)
            reached = search.reached(whole[1].values, whole[1].bounds, built, homes)
    return InfillBrief(
        ask=ask,
        scenario=search.scenario,
        status="optimal" if search.proved(reached) else "feasible",
        schemes=schemes_of(homes, built),
        goals=reached,
        today=today,
        built=built,
    )


def infill_curve(
    world: World, geography: Geography, scenario: Scenario, ask: Ask, *, stopped: Callable[[], bool] = lambda: False
) -> Iterator[Step]:
    """Each step of capital up to the budget, fewest people first; soon after `stopped` says so there are no more.

    The least capital is proved over kinds and areas; `attained` says whether sites were found for just these homes.
    """
    search = Infill(world, horizon(scenario, ask.years), ask, stopped)
    chooser = search.chooser()
    try:
        for step in curve(chooser, ask.budget_pounds):
            yield replace(step, attained=search.has_sites(chooser.chosen))
    except TimeoutError:
        return


def schemes_of(homes: Mapping[Buildable, Opens], built: Built) -> tuple[Scheme, ...]:
    """The homes site by site, with whom each site serves in the plan of the built world."""
    by_site: dict[str, list[tuple[Buildable, Opens]]] = {}
    for one, opens in homes.items():
        by_site.setdefault(one.site.site_id, []).append((one, opens))
    found = []
    for site_id, some in sorted(by_site.items()):
        rooms = {room.bedspace_id for one, opens in some for at in range(len(opens)) for room in one.bedspaces(at + 1)}
        direct, chained = built.served(frozenset(rooms))
        found.append(Scheme(site_id=site_id, homes=tuple(some), direct=direct, chained=chained))
    return tuple(found)


def one_more_home(
    world: World, geography: Geography, scenario: Scenario, ask: Ask, *, stopped: Callable[[], bool] = lambda: False
) -> tuple[OneMore, ...]:
    """What one more home of each kind would do; out of time or stopped, none."""
    try:
        return one_more_of_each(Infill(world, horizon(scenario, ask.years), ask, stopped))
    except TimeoutError:
        return ()
