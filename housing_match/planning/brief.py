"""What a planner asks of an infill brief, and what it says."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from housing_match.domain import Geography, Scenario, World
from housing_match.planning.buildable import MOST_AT_A_SITE, Buildable
from housing_match.planning.built import Built

DAYS_A_WEEK = 7
Opens = tuple[int, ...]
"""The year by which each of some homes opens, one entry a home."""


@dataclass(frozen=True, kw_only=True)
class Ask:
    """What a planner asks: pounds of capital in all and, where given, for the homes that open in each year.

    What a year leaves unspent does not carry over. `years` beyond the plan's own are looked at together, see `horizon`.
    `measure` measures a world with homes that could be built as the tables were measured, and `postcodes` gives the
    postcode that stands for each site (site_id → postcode): sites without one are left out.
    """

    budget_pounds: int
    measure: Callable[[World], Geography]
    postcodes: Mapping[str, str]
    by_year: Mapping[int, int] | None = None
    years: int = 0
    most_at_a_site: int = MOST_AT_A_SITE


@dataclass(frozen=True, slots=True, kw_only=True)
class Scheme:
    """What is built on one site: who moves into it and who follows in their chains, in id order."""

    site_id: str
    homes: tuple[tuple[Buildable, Opens], ...]
    """Each home type with the year of each of its homes."""
    direct: tuple[str, ...]
    chained: tuple[str, ...]

    @property
    def people(self) -> int:
        """How many people it has room for."""
        return sum(one.home_type.bedspaces * len(opens) for one, opens in self.homes)

    @property
    def capital_pounds(self) -> int:
        """What it costs to build."""
        return capital_of(self.homes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reached:
    """What a goal comes to, and the best that is not ruled out; None for goals that only the sites settle."""

    name: str
    value: int
    bound: int | None


@dataclass(frozen=True, kw_only=True)
class InfillBrief:
    """The schemes to build and the plan once they stand, beside the plan with none.

    `status` is optimal where every goal down to least capital is proved, else feasible: the bounds say what was.
    """

    ask: Ask
    scenario: Scenario
    status: str
    schemes: tuple[Scheme, ...]
    goals: tuple[Reached, ...]
    today: Built
    built: Built

    @property
    def homes(self) -> dict[Buildable, Opens]:
        """What is built on all sites."""
        return homes_of(self.schemes)

    @property
    def capital_pounds(self) -> int:
        """What all schemes cost to build."""
        return sum(one.capital_pounds for one in self.schemes)

    @property
    def housed_more(self) -> int:
        """How many people more are housed than without any scheme."""
        return self.built.values["housed"] - self.today.values["housed"]


def horizon(scenario: Scenario, years: int) -> Scenario:
    """The scenario looked at together with so many years after its own: who then needs a home competes with all others.

    A place counts for everybody, band A too, if it is free by the end of the last year; a new home counts as free once
    it stands. With no further years the scenario's own windows decide who is in the plan, and new homes count as if
    they stood today.
    """
    if not years:
        return scenario
    weeks = (date(scenario.as_of.year + years, 12, 31) - scenario.as_of).days // DAYS_A_WEEK
    return replace(
        scenario,
        window_weeks=max(weeks, scenario.window_weeks),
        window_weeks_band_a=max(weeks, scenario.window_weeks_band_a),
    )


def homes_of(schemes: Iterable[Scheme]) -> dict[Buildable, Opens]:
    """What these schemes build, each home type on its site."""
    return {one: opens for scheme in schemes for one, opens in scheme.homes}


def capital_of(homes: Iterable[tuple[Buildable, Opens]]) -> int:
    """What these homes cost to build."""
    return sum(one.capital_pounds * len(opens) for one, opens in homes)
