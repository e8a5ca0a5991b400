"""What is missing by kind of home, borough and year: need, supply, and the new places that the shortages call for."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from housing_match.assess import Assessment, assess
from housing_match.explain.new_places import NewPlaces, new_places
from housing_match.explain.shortages import Shortage, shortages
from housing_match.explain.wants import wants

MOVE_ON, OWN_TENANCY = "A move-on home that builds tenancy skills", "A home of one's own to move on to"


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """One kind of home in one borough by one day: people who need it, places that have it, and new places missing."""

    title: str
    wanted: str
    borough: str
    resident_ids: tuple[str, ...]
    """Those in the plan whose borough this is."""
    bedspace_ids: tuple[str, ...]
    """Usable places in the borough that have it, whatever else they are."""
    short_ids: tuple[str, ...]
    """Those of these people for whom a new place is missing, by the shortage certificates."""


@dataclass(frozen=True, kw_only=True)
class GapsBy:
    """How it stands when the window ends on one day: whoever needs a home by then, and every place free by then."""

    by: date
    shortages: tuple[Shortage, ...]
    new_places: tuple[NewPlaces, ...]
    gaps: tuple[Gap, ...]

    @property
    def short_by(self) -> int:
        """How many people no plan can house by then."""
        return sum(one.short_by for one in self.shortages)


def gaps(assessment: Assessment, years: int = 0) -> Iterator[GapsBy]:
    """The gaps in the scenario's own window, then to the end of each of so many years, the scenario's year the first.

    A later day takes in whoever needs a home by then, so that numbers grow from row to row; a window counts whole weeks
    and may reach up to six days into the next year. Years that end inside the scenario's window are left out.
    """
    yield _gaps_of(assessment)
    scenario = assessment.scenario
    for year in range(scenario.as_of.year, scenario.as_of.year + years):
        weeks = -((scenario.as_of - date(year, 12, 31)).days // 7)
        if weeks > scenario.window_weeks:
            longer = replace(scenario, window_weeks=weeks)
            yield _gaps_of(assess(assessment.world, assessment.geography, longer))


def _gaps_of(assessment: Assessment) -> GapsBy:
    short = shortages(assessment)
    missing = new_places(assessment, short)
    return GapsBy(
        by=assessment.scenario.window_end,
        shortages=short,
        new_places=missing,
        gaps=tuple(_gaps(assessment, {one for kind in missing for one in kind.resident_ids})),
    )


def _gaps(assessment: Assessment, short: set[str]) -> Iterator[Gap]:
    """By want, in the policy's order, then by borough; last those who are moving on, which no rule asks for."""
    world = assessment.world
    people = [assessment.residents[row] for row in np.flatnonzero(assessment.in_plan).tolist()]
    usable = assessment.met_for_any("available", np.flatnonzero(assessment.in_plan))
    places = [place for place, free in zip(assessment.places, usable.tolist(), strict=True) if free]
    told = [(one.title, one.wanted, one.resident_ids, one.bedspace_ids) for one in wants(assessment, people, places)]
    for wanted, status, is_move_on in ((MOVE_ON, "working_towards", True), (OWN_TENANCY, "ready", False)):
        who = tuple(one.resident_id for one in people if one.move_on_status == status)
        told.append(("Moving on", wanted, who, tuple(one.bedspace_id for one in places if one.move_on is is_move_on)))
    for title, wanted, who, where in told:
        yield from _by_borough(
            title,
            wanted,
            [(one, world.resident[one].borough) for one in who],
            [(one, world.home[world.home_of(one)].borough) for one in where],
            short,
        )


def _by_borough(
    title: str,
    wanted: str,
    people: Sequence[tuple[str, str]],
    places: Sequence[tuple[str, str]],
    short: set[str],
) -> Iterator[Gap]:
    """`people` and `places` are ids with their boroughs; a borough where nobody has the need is left out."""
    for borough in sorted({one for _, one in people}):
        own = tuple(one for one, of in people if of == borough)
        yield Gap(
            title=title,
            wanted=wanted,
            borough=borough,
            resident_ids=own,
            bedspace_ids=tuple(one for one, of in places if of == borough),
            short_ids=tuple(one for one in own if one in short),
        )
