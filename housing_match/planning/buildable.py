"""What could be built where: home types held against sites, and the homes that would then stand there."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from decimal import Decimal

from housing_match.domain import Bedspace, Home, HomeType, Site, World
from housing_match.domain.codes import OWN_DOOR_TYPES

MOST_SHARING = 6
"""The most people who share one home, as the client's brief has it."""
MOST_AT_A_SITE = 12
"""The most people housed at one site, unless a planner says otherwise."""
SQUARE_METRES = 10_000
"""In a hectare."""
_OF_HOME = tuple(sorted({one.name for one in fields(HomeType)} & {one.name for one in fields(Home)}))


class SiteNotKnown(ValueError):
    """A site_id that no table has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Buildable:
    """One home type on one site, which can stand there up to `most` times; `year` is the first it could open."""

    site: Site
    home_type: HomeType
    postcode: str
    most: int
    year: int

    @property
    def capital_pounds(self) -> int:
        """What one such home costs to build."""
        return self.home_type.capital_cost * self.home_type.bedspaces

    @property
    def dwellings(self) -> int:
        """How many of the site's dwellings it takes: one, or each flat by itself."""
        return dwellings_of(self.home_type)

    @property
    def square_metres(self) -> int:
        """How much of the site's land it takes."""
        return square_metres_of(self.home_type)

    def home_id(self, number: int) -> str:
        """The id of the first such home on the site, the second, and so on."""
        return f"{self.site.site_id}:{self.home_type.type_id}:{number}"

    def home(self, number: int, nominations: frozenset[str]) -> Home:
        """The home as it would stand."""
        return Home(
            home_id=self.home_id(number),
            name=f"{self.home_type.title}, {self.site.name}",
            borough=self.site.borough,
            postcode=self.postcode,
            provider="not yet chosen",
            nominations=nominations,
            **{name: getattr(self.home_type, name) for name in _OF_HOME},
        )

    def bedspaces(self, number: int) -> Iterator[Bedspace]:
        """Its bedspaces, free as soon as it stands; what it costs while empty is not known."""
        home_id = self.home_id(number)
        for at in range(1, self.home_type.bedspaces + 1):
            yield Bedspace(bedspace_id=f"{home_id}:{at}", home_id=home_id, status="void")


def dwellings_of(home_type: HomeType) -> int:
    """Every flat is a dwelling, however many in a cluster; any other home is one."""
    return home_type.bedspaces if home_type.home_type in OWN_DOOR_TYPES else 1


def square_metres_of(home_type: HomeType) -> int:
    """The land that one home takes: its least hectares, in whole square metres; none where they are not known."""
    return int(Decimal(home_type.min_hectares or 0) * SQUARE_METRES)


def why_never_built(home_type: HomeType, most_at_a_site: int) -> str | None:
    """Why a home type is built nowhere, as a code; None where it may be."""
    if home_type.home_type is None or home_type.setting is None:
        return "home_type_or_setting_not_known"
    if home_type.home_type not in OWN_DOOR_TYPES and home_type.bedspaces > MOST_SHARING:
        return "too_many_share"
    return "more_people_than_a_site_may_hold" if home_type.bedspaces > most_at_a_site else None


def buildable(
    world: World, postcodes: Mapping[str, str], last_year: int, most_at_a_site: int, first_year: int
) -> tuple[Buildable, ...]:
    """Every home type on every site that has room for it and can be lived in by the last year, in id order.

    Homes side by side add up in dwellings, land and people. A site of which the dwellings are not known, or the point,
    is left out, and one of which the land is not known takes only types that name no least land.
    """
    found = []
    for site in sorted(world.sites, key=lambda one: one.site_id):
        year = max(site.earliest_year or first_year, first_year)
        if site.dwellings is None or site.site_id not in postcodes or year > last_year:
            continue
        for home_type in sorted(world.home_types, key=lambda one: one.type_id):
            if why_never_built(home_type, most_at_a_site) is not None:
                continue
            room = [most_at_a_site // home_type.bedspaces, site.dwellings // dwellings_of(home_type)]
            if metres := square_metres_of(home_type):
                room.append(land_of(site) // metres)
            if min(room) > 0:
                one = Buildable(
                    site=site, home_type=home_type, postcode=postcodes[site.site_id], most=min(room), year=year
                )
                found.append(one)
    return tuple(found)


def only_sites(world: World, site_ids: Collection[str]) -> World:
    """The world with just these sites to build on. Raises SiteNotKnown with all that no table has."""
    if unknown := sorted(set(site_ids) - {one.site_id for one in world.sites}):
        raise SiteNotKnown(f"No site of these tables: {', '.join(unknown)}.")
    return replace(world, sites=tuple(one for one in world.sites if one.site_id in site_ids))


def land_of(site: Site) -> int:
    """The site's land in whole square metres; none where it is not known."""
    return int(Decimal(site.hectares or 0) * SQUARE_METRES)


def world_with_homes(world: World, homes: Mapping[Buildable, int]) -> World:
    """The world in which each of these stands so many times; any borough with people here may nominate to them."""
    nominations = frozenset(one.borough for one in world.residents)
    new = [(one, number) for one, times in homes.items() for number in range(1, times + 1)]
    more_homes = [one.home(number, nominations) for one, number in new]
    more_rooms = [room for one, number in new for room in one.bedspaces(number)]
    return replace(
        world,
        homes=tuple(sorted((*world.homes, *more_homes), key=lambda one: one.home_id)),
        bedspaces=tuple(sorted((*world.bedspaces, *more_rooms), key=lambda one: one.bedspace_id)),
    )
