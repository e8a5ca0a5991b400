"""Residents, homes and geographies of the villages: every need known, none great, every home alike until changed."""

from datetime import date
from decimal import Decimal

import numpy as np

from housing_match.domain import Bedspace, Geography, Home, Resident, Scenario, World

AS_OF = date(2026, 11, 2)
WESTMINSTER = "E09000033"
STREETS = ("W23EH", "NW88QU", "W93DU", "SW1V4ND", "W24JZ", "NW86NU")
"""Real postcodes of Westminster, so that a village can be written to tables and read back."""


def resident(resident_id, **changes):
    """A woman of 40 of Westminster in band C who lives with her family and would look at any home."""
    usual = {
        "borough": WESTMINSTER,
        "birth_month": date(1986, 1, 1),
        "sex": "F",
        "situation": "family_home",
        "current_postcode": STREETS[0],
        "needs_move": True,
        "priority_band": "C",
        "consent": "yes",
        "move_on_status": "settled",
        "access_need": "F",
        "behaviour_support": "none",
        "support_hours_week": Decimal(10),
        "night_support": "none",
        "staff_ratio": "shared",
        "lives": "either",
        "housemate_sex": "any",
        "weekly_cost": 500,
    }
    return Resident(resident_id=resident_id, **(usual | changes))


def home(home_id, home_type="flat", **changes):
    """A home of Westminster in category F, on the ground floor, without support at night or a limit of hours."""
    usual = {
        "name": f"{home_id} (synthetic)",
        "borough": WESTMINSTER,
        "postcode": STREETS[sum(home_id.encode()) % len(STREETS)],
        "provider": "Support provider A (synthetic)",
        "setting": "supported_living",
        "nominations": frozenset({WESTMINSTER}),
        "ahr_category": "F",
        "floor": 0,
        "lift": False,
        "behaviour_support": "none",
        "night_support": "none",
        "staff_ratio": "shared",
        "sex": "any",
        "move_on": False,
        "weekly_rent": 200,
        "weekly_core_cost": 100,
        "hourly_rate": 20,
    }
    return Home(home_id=home_id, home_type=home_type, **(usual | changes))


def void(bedspace_id):
    """A bedspace free today; its home's id is all before the dash."""
    return Bedspace(bedspace_id=bedspace_id, home_id=bedspace_id.split("-")[0], status="void", weekly_void_cost=0)


def let(bedspace_id, occupant_id=None):
    """A bedspace that somebody lives in; without occupant_id another authority's tenant."""
    home_id = bedspace_id.split("-")[0]
    return Bedspace(bedspace_id=bedspace_id, home_id=home_id, status="occupied", occupant_id=occupant_id)


def village(residents, homes, bedspaces, housemates=()):
    """The world of these records, in id order."""
    return World(
        residents=tuple(sorted(residents, key=lambda one: one.resident_id)),
        homes=tuple(sorted(homes, key=lambda one: one.home_id)),
        bedspaces=tuple(sorted(bedspaces, key=lambda one: one.bedspace_id)),
        housemates=tuple(sorted(housemates, key=lambda one: (one.resident_id, one.other_id))),
        notice="SYNTHETIC: a village for tests",
    )


def geography(world, family_minutes=None, barred=frozenset()):
    """A geography in which `family_minutes` gives (resident_id, home_id) → minutes and `barred` the excluded pairs.

    Without family_minutes nobody has family. A station is five minutes from every home, step-free.
    """
    minutes = np.zeros((len(world.residents), len(world.homes)), dtype=np.int64)
    inside = np.zeros(minutes.shape, dtype=np.bool_)
    for row, one in enumerate(world.residents):
        for column, place in enumerate(world.homes):
            pair = (one.resident_id, place.home_id)
            inside[row, column] = pair in barred
            if family_minutes is not None:
                minutes[row, column] = family_minutes[pair]
    people = len(world.residents)
    return Geography(
        world=world,
        family_sum=minutes,
        family_weight=np.full(people, int(family_minutes is not None), dtype=np.int64),
        places_sum=np.zeros_like(minutes),
        places_weight=np.zeros(people, dtype=np.int64),
        inside_exclusion=inside,
        station_minutes=(5,) * len(world.homes),
        step_free_minutes=(5,) * len(world.homes),
        ward=(None,) * len(world.homes),
        lives_in={one.resident_id: frozenset({WESTMINSTER}) for one in world.residents},
        minutes_by="written by hand",
    )


def scenario(**changes):
    """The default scenario on the villages' date."""
    return Scenario(as_of=AS_OF, **changes)
