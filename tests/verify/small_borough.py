"""The smallest borough in which a plan can be checked: everybody fits every home until a test changes something."""

from datetime import date

import numpy as np

from housing_match.domain import (
    Bedspace,
    Geography,
    Home,
    HousematePair,
    Resident,
    RuleChange,
    Scenario,
    World,
)
from housing_match.verify import Verification, verify

BOROUGH, ELSEWHERE = "E09000033", "E09000020"
AS_OF = date(2026, 3, 16)


def resident(resident_id: str, **changes) -> Resident:
    """A woman of 30 in band C at home with her family, with every need known and none of them great."""
    usual = {
        "borough": BOROUGH,
        "birth_month": date(1996, 1, 1),
        "situation": "family_home",
        "needs_move": True,
        "priority_band": "C",
        "consent": "yes",
        "move_on_status": "settled",
        "sex": "F",
        "access_need": "F",
        "behaviour_support": "none",
        "support_hours_week": 10,
        "night_support": "none",
        "staff_ratio": "shared",
    }
    return Resident(resident_id=resident_id, **(usual | changes))


def home(home_id: str, **changes) -> Home:
    """A shared house of the borough, in category F, without a limit of hours."""
    usual = {
        "name": home_id,
        "borough": BOROUGH,
        "postcode": "W21AA",
        "provider": "P1",
        "home_type": "shared_house",
        "setting": "supported_living",
        "nominations": frozenset({BOROUGH}),
        "ahr_category": "F",
        "floor": 0,
        "behaviour_support": "none",
        "night_support": "none",
        "staff_ratio": "shared",
        "move_on": False,
    }
    return Home(home_id=home_id, **(usual | changes))


def bedspace(bedspace_id: str, status: str = "void", **changes) -> Bedspace:
    """A bedspace of the home whose id is all but its last letter: H1a stands in H1."""
    return Bedspace(bedspace_id=bedspace_id, home_id=bedspace_id[:-1], status=status, **changes)


def occupied(bedspace_id: str, occupant_id: str | None, **changes) -> Bedspace:
    """A bedspace that somebody lives in; without occupant_id another authority's tenant."""
    return bedspace(bedspace_id, "occupied", occupant_id=occupant_id, **changes)


def pair(resident_id: str, other_id: str, relation: str) -> HousematePair:
    """One row of the housemates table."""
    return HousematePair(resident_id=resident_id, other_id=other_id, relation=relation)


def borough(*records) -> World:
    """A world of these records, sorted as the tables are; homes that no record gives are the usual ones."""
    rooms = sorted((one for one in records if isinstance(one, Bedspace)), key=lambda one: one.bedspace_id)
    homes = {one.home_id: one for one in records if isinstance(one, Home)}
    for room in rooms:
        homes.setdefault(room.home_id, home(room.home_id))
    people = sorted((one for one in records if isinstance(one, Resident)), key=lambda one: one.resident_id)
    return World(
        residents=tuple(people),
        homes=tuple(homes[home_id] for home_id in sorted(homes)),
        bedspaces=tuple(rooms),
        housemates=tuple(one for one in records if isinstance(one, HousematePair)),
    )


def measured(world: World, *, walk=None, inside=(), lives_in=None) -> Geography:
    """Five minutes to the station (or `walk[home_id]`), `inside` the (resident_id, home_id) in an exclusion circle."""
    shape = len(world.residents), len(world.homes)
    circles = [[(one.resident_id, place.home_id) in inside for place in world.homes] for one in world.residents]
    minutes = tuple((walk or {}).get(place.home_id, 5) for place in world.homes)
    return Geography(
        world=world,
        family_sum=np.zeros(shape, dtype=np.int64),
        family_weight=np.zeros(shape[0], dtype=np.int64),
        places_sum=np.zeros(shape, dtype=np.int64),
        places_weight=np.zeros(shape[0], dtype=np.int64),
        inside_exclusion=np.array(circles, dtype=np.bool_).reshape(shape),
        station_minutes=minutes,
        step_free_minutes=minutes,
        ward=(None,) * shape[1],
        lives_in=lives_in or {},
        minutes_by="by hand",
    )


def scenario(rules=None, **changes) -> Scenario:
    """The usual scenario as of 16 March 2026 (window to 14 September, band A to 11 May), with rule modes by name."""
    modes = {name: RuleChange(mode=mode) for name, mode in (rules or {}).items()}
    return Scenario(as_of=AS_OF, rules=modes, **changes)


def check(world: World, plan: dict[str, str], *, under=None, claimed=None, **geography) -> Verification:
    """The plan verified in a world measured by hand."""
    return verify(world, measured(world, **geography), under or scenario(), plan, claimed)


def broken(*arguments, **changes) -> list[str]:
    """The rule of each problem that `check` finds."""
    return [problem.rule for problem in check(*arguments, **changes).problems]
