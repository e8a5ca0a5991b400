"""Records with harmless defaults, so that a test spells out only what it is about."""

from datetime import date

import numpy as np

from housing_match.domain import Bedspace, Geography, Home, Resident, World

WESTMINSTER = "E09000033"
KENSINGTON = "E09000020"


def person(resident_id, **fields):
    """A resident without any need, in band C, at the family home in Westminster, who needs to move and has agreed."""
    usual = {
        "borough": WESTMINSTER,
        "birth_month": date(1990, 6, 1),
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
    return Resident(resident_id=resident_id, **{**usual, **fields})


def house(home_id, **fields):
    """A shared house in Westminster that asks nothing, offers the least of everything and has no hours limit."""
    usual = {
        "name": home_id,
        "borough": WESTMINSTER,
        "postcode": "W104AA",
        "provider": "P",
        "home_type": "shared_house",
        "setting": "supported_living",
        "nominations": frozenset({WESTMINSTER}),
        "ahr_category": "F",
        "floor": 0,
        "lift": False,
        "behaviour_support": "none",
        "night_support": "none",
        "staff_ratio": "shared",
        "move_on": False,
        "weekly_rent": 100,
        "weekly_core_cost": 200,
        "hourly_rate": 20,
    }
    return Home(home_id=home_id, **{**usual, **fields})


def flat(home_id, **fields):
    """The same as a flat."""
    return house(home_id, **{"home_type": "flat", **fields})


def room(bedspace_id, home_id, status="void", occupant_id=None, **fields):
    """A bedspace, void unless said."""
    return Bedspace(bedspace_id=bedspace_id, home_id=home_id, status=status, occupant_id=occupant_id, **fields)


def world_of(residents, homes, bedspaces, **tables):
    """A World in id order."""
    return World(
        residents=tuple(sorted(residents, key=lambda one: one.resident_id)),
        homes=tuple(sorted(homes, key=lambda one: one.home_id)),
        bedspaces=tuple(sorted(bedspaces, key=lambda one: one.bedspace_id)),
        **tables,
    )


def geography_of(
    world, *, family=None, places=None, inside=(), station=None, step_free=None, ward=None, lives_in=None, deciles=None
):
    """A Geography by hand: `family` and `places` are (resident_id, home_id) → minutes to the one such connection.

    `inside` lists the pairs inside an exclusion circle; the others are by home_id, minutes 5 where not given. Someone
    with a family minute to one home must have one to every home.
    """
    row = {one.resident_id: number for number, one in enumerate(world.residents)}
    column = {one.home_id: number for number, one in enumerate(world.homes)}
    sums = {}
    for name, minutes in (("family", family or {}), ("places", places or {})):
        total, weight = np.zeros((len(row), len(column)), np.int64), np.zeros(len(row), np.int64)
        for (resident_id, home_id), value in minutes.items():
            total[row[resident_id], column[home_id]], weight[row[resident_id]] = value, 1
        sums[f"{name}_sum"], sums[f"{name}_weight"] = total, weight
    circles = np.zeros((len(row), len(column)), np.bool_)
    for resident_id, home_id in inside:
        circles[row[resident_id], column[home_id]] = True
    return Geography(
        world=world,
        inside_exclusion=circles,
        station_minutes=tuple((station or {}).get(one.home_id, 5) for one in world.homes),
        step_free_minutes=tuple((step_free or {}).get(one.home_id, 5) for one in world.homes),
        ward=tuple((ward or {}).get(one.home_id) for one in world.homes),
        crime_decile=tuple((deciles or {}).get(one.home_id, (None, None))[0] for one in world.homes),
        environment_decile=tuple((deciles or {}).get(one.home_id, (None, None))[1] for one in world.homes),
        lives_in={key: frozenset({code}) for key, code in (lives_in or {}).items()},
        minutes_by="by hand",
        **sums,
    )


def chain_world():
    """a lives outside, b in b1, c in b2; b3 is void; all three are flats alike."""
    homes = [flat("h1"), flat("h2"), flat("h3")]
    beds = [room("b1", "h1", "occupied", "b"), room("b2", "h2", "occupied", "c"), room("b3", "h3")]
    return world_of([person("a"), person("b"), person("c")], homes, beds)
