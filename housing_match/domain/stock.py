"""Homes, their bedspaces, works that would adapt them, sites and home types; and the Place that a rule looks at."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from housing_match.domain.codes import AHR_CATEGORY, NIGHT_SUPPORT, OWN_DOOR_TYPES
from housing_match.domain.people import Codes


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """One address, as the homes table has it; None is unknown unless the contract gives the empty cell a meaning."""

    home_id: str
    name: str
    borough: str
    postcode: str
    provider: str
    home_type: str
    setting: str
    nominations: Codes
    landlord: str | None = None
    ahr_category: str | None = None
    floor: int | None = None
    lift: bool | None = None
    equipment: Codes | None = frozenset()
    design: Codes | None = frozenset()
    behaviour_support: str | None = None
    skills: Codes | None = frozenset()
    night_support: str | None = None
    staff_ratio: str | None = None
    support_hours_week: Decimal | None = None
    sex: str | None = None
    age_min: int | None = None
    age_max: int | None = None
    move_on: bool | None = None
    ways_of_living: Codes | None = frozenset()
    weekly_rent: int | None = None
    rent_unmet_weekly: int | None = None
    weekly_core_cost: int | None = None
    hourly_rate: int | None = None

    @property
    def own_door(self) -> bool:
        """Whether every bedspace has its own front door, so that nothing is shared."""
        return self.home_type in OWN_DOOR_TYPES


@dataclass(frozen=True, slots=True, kw_only=True)
class Bedspace:
    """One person's room or flat in a home; `own_…` is None where the room is as the home."""

    bedspace_id: str
    home_id: str
    status: str
    occupant_id: str | None = None
    void_since: date | None = None
    available_from: date | None = None
    weekly_void_cost: int | None = None
    ahr_category: str | None = None
    floor: int | None = None
    own_equipment: bool = False
    """Whether the room's own equipment cell is filled; if so `equipment` replaces the home's (None: unknown)."""
    equipment: Codes | None = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Adaptation:
    """A work that would make a home, or one bedspace of it, suit more people."""

    home_id: str
    work: str
    capital_cost: int
    weeks: int
    bedspace_id: str | None = None
    adds_equipment: Codes | None = frozenset()
    adds_design: Codes | None = frozenset()
    adds_skills: Codes | None = frozenset()
    raises_ahr_to: str | None = None
    raises_night_support_to: str | None = None
    dfg_eligible: bool | None = None

    def touches(self, place: "Place | Bedspace") -> bool:
        """Whether the work is to this place: to its whole home, or to the bedspace itself."""
        return self.home_id == place.home_id and self.bedspace_id in (None, place.bedspace_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A candidate infill or development site; easting and northing in EPSG:27700 metres, or a postcode."""

    site_id: str
    name: str
    borough: str
    easting: int | None = None
    northing: int | None = None
    postcode: str | None = None
    dwellings: int | None = None
    hectares: str | None = None
    earliest_year: int | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeType:
    """A kind of home that could be built, with what it would offer and cost; `capital_cost` is per bedspace."""

    type_id: str
    title: str
    bedspaces: int
    capital_cost: int
    min_hectares: str | None = None
    home_type: str | None = None
    setting: str | None = None
    ahr_category: str | None = None
    floor: int | None = None
    lift: bool | None = None
    equipment: Codes | None = frozenset()
    design: Codes | None = frozenset()
    behaviour_support: str | None = None
    skills: Codes | None = frozenset()
    night_support: str | None = None
    staff_ratio: str | None = None
    support_hours_week: Decimal | None = None
    sex: str | None = None
    age_min: int | None = None
    age_max: int | None = None
    move_on: bool | None = None
    ways_of_living: Codes | None = frozenset()
    weekly_rent: int | None = None
    rent_unmet_weekly: int | None = None
    weekly_core_cost: int | None = None
    hourly_rate: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A bedspace with its home's fields filled in: the side of the comparison that is offered."""

    bedspace_id: str
    home_id: str
    borough: str
    postcode: str
    home_type: str
    setting: str
    nominations: Codes
    status: str
    occupant_leaves: bool
    """For an occupied bedspace: whether its occupant moves, or could move, in the same plan."""
    other_bedspaces: int
    """The home's other bedspaces that are not closed, filled or not."""
    available_from: date | None
    weekly_void_cost: int | None
    ahr_category: str | None
    floor: int | None
    lift: bool | None
    equipment: Codes | None
    design: Codes | None
    behaviour_support: str | None
    skills: Codes | None
    night_support: str | None
    staff_ratio: str | None
    support_hours_week: Decimal | None
    sex: str | None
    age_min: int | None
    age_max: int | None
    move_on: bool | None
    ways_of_living: Codes | None
    weekly_rent: int | None
    rent_unmet_weekly: int | None
    weekly_core_cost: int | None
    hourly_rate: int | None

    @property
    def own_door(self) -> bool:
        """Whether the bedspace has its own front door, so that nothing is shared."""
        return self.home_type in OWN_DOOR_TYPES

    @property
    def sharing_bedspaces(self) -> int:
        """The home's other bedspaces that are not closed and that space is shared with; none behind an own door."""
        return 0 if self.own_door else self.other_bedspaces

    @property
    def alone(self) -> bool:
        """Whether somebody who must live alone could live here: its own front door, or the only open bedspace."""
        return self.sharing_bedspaces == 0


def place_of(bedspace: Bedspace, home: Home, *, other_bedspaces: int, occupant_leaves: bool) -> Place:
    """The bedspace with its home's fields filled in; the room's own category, floor and equipment come first."""
    return Place(
        bedspace_id=bedspace.bedspace_id,
        home_id=home.home_id,
        status=bedspace.status,
        occupant_leaves=occupant_leaves,
        other_bedspaces=other_bedspaces,
        available_from=bedspace.available_from,
        weekly_void_cost=bedspace.weekly_void_cost,
        ahr_category=bedspace.ahr_category or home.ahr_category,
        floor=home.floor if bedspace.floor is None else bedspace.floor,
        equipment=bedspace.equipment if bedspace.own_equipment else home.equipment,
        borough=home.borough,
        postcode=home.postcode,
        home_type=home.home_type,
        setting=home.setting,
        nominations=home.nominations,
        lift=home.lift,
        design=home.design,
        behaviour_support=home.behaviour_support,
        skills=home.skills,
        night_support=home.night_support,
        staff_ratio=home.staff_ratio,
        support_hours_week=home.support_hours_week,
        sex=home.sex,
        age_min=home.age_min,
        age_max=home.age_max,
        move_on=home.move_on,
        ways_of_living=home.ways_of_living,
        weekly_rent=home.weekly_rent,
        rent_unmet_weekly=home.rent_unmet_weekly,
        weekly_core_cost=home.weekly_core_cost,
        hourly_rate=home.hourly_rate,
    )


def adapted(place: Place, work: Adaptation) -> Place:
    """The place once the work is done: nothing gets worse; what is not known stays so unless the work settles it."""
    ahr = [one for one in (place.ahr_category, work.raises_ahr_to) if one is not None]
    night = [one for one in (place.night_support, work.raises_night_support_to) if one is not None]
    return replace(
        place,
        ahr_category=min(ahr, key=AHR_CATEGORY.index, default=None),
        night_support=max(night, key=NIGHT_SUPPORT.index, default=None),
        equipment=_with(place.equipment, work.adds_equipment),
        design=_with(place.design, work.adds_design),
        skills=_with(place.skills, work.adds_skills),
    )


def _with(there: Codes | None, added: Codes | None) -> Codes | None:
    """What is there and what a work adds; a list that is not known is not settled by adding to it."""
    return None if there is None else there | (added or frozenset())
