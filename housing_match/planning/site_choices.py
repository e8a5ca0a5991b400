"""Homes that could stand at the sites: what fits on each site, and which of sites as good come first."""

from collections.abc import Mapping
from dataclasses import replace

from housing_match.assess import Assessment
from housing_match.domain import Site
from housing_match.planning.brief import Ask, Opens
from housing_match.planning.buildable import Buildable, land_of
from housing_match.solve.at_sites import NewHome, choices_at_sites, home_option
from housing_match.solve.choices import EARLIEST, OPTIONS_DRAW, Choices, Chosen, ticket
from housing_match.solve.choosing import Chooser
from housing_match.solve.clock import Clock
from housing_match.solve.rows import Row


class SiteChoices:
    """So many homes of each kind on each site, any of which may be built in any of the years.

    The world assessed holds the first of each.
    """

    def __init__(
        self, assessment: Assessment, ask: Ask, years: tuple[int, ...], could: Mapping[Buildable, int]
    ) -> None:
        self.assessment, self.ask, self.years = assessment, ask, years
        self.new = {one: self._new_home(one, most) for one, most in could.items()}

    def choices(self, only: Mapping[str, frozenset[str]] | None = None, *, all_move: bool = False) -> Choices:
        """What may be chosen, `only` and `all_move` as for choices_at_sites; the last goals say which sites come first.

        Where homes could as well stand elsewhere the sum of the sites' places in the order of their ids (and, on one
        site, of years) is least; then a draw by the scenario's seed decides.
        """
        first = {one.home_id(1): home for one, home in self.new.items()}
        sites = sorted({one.site.site_id for one in self.new})
        places = {
            name: sites.index(one.site.site_id) * len(self.years) + at
            for one in self.new
            for at, year in enumerate(self.years)
            for name in self.options(one, year)
        }
        seed = self.assessment.scenario.seed
        return replace(
            choices_at_sites(self.assessment, first, only, all_move=all_move),
            counted={EARLIEST: places, OPTIONS_DRAW: {name: ticket(seed, name) for name in places}},
        )

    def chooser(self, choices: Choices, clock: Clock) -> Chooser:
        """A search in which what stands on a site fits into its dwellings and land, and houses no more than it may."""
        chooser = Chooser(choices, clock)
        here: dict[Site, dict[str, Buildable]] = {}
        for one in self.new:
            names = (name for year in self.years for name in self.options(one, year))
            here.setdefault(one.site, {}).update(dict.fromkeys(names, one))
        for site, some in here.items():
            people = {name: one.home_type.bedspaces for name, one in some.items()}
            chooser.require(at_most(choices, people, self.ask.most_at_a_site))
            chooser.require(at_most(choices, {name: one.dwellings for name, one in some.items()}, site.dwellings or 0))
            chooser.require(at_most(choices, {name: one.square_metres for name, one in some.items()}, land_of(site)))
        return chooser

    def options(self, one: Buildable, year: int) -> list[str]:
        """The options that say that such a home opens in a year; none where it cannot."""
        home = self.new[one]
        return [home_option(record.home_id, year) for record, _ in home.copies] if year in home.opens else []

    def built(self, chosen: Chosen) -> dict[Buildable, Opens]:
        """What is chosen."""
        found = {
            one: tuple(
                year
                for record, _ in home.copies
                for year in home.opens
                if home_option(record.home_id, year) in chosen.times
            )
            for one, home in self.new.items()
        }
        return {one: opens for one, opens in found.items() if opens}

    def _new_home(self, one: Buildable, most: int) -> NewHome:
        nominations = self.assessment.world.home[one.home_id(1)].nominations
        return NewHome(
            copies=tuple(
                (one.home(number, nominations), tuple(room.bedspace_id for room in one.bedspaces(number)))
                for number in range(1, most + 1)
            ),
            capital_pounds=one.capital_pounds,
            opens=tuple(year for year in self.years if year >= one.year),
        )


def at_most(choices: Choices, counted: Mapping[str, int], most: int) -> Row:
    """Σ count × option ≤ most."""
    column = choices.column_of
    return Row(terms={column[name]: count for name, count in counted.items() if count}, most=most)
