"""Small random worlds that are rich in every rule, for the tests that compare the product with the oracle."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np

from housing_match.domain import (
    Bedspace,
    Connection,
    Exclusion,
    Geography,
    Home,
    HousematePair,
    Resident,
    World,
    codes,
)
from tests.oracle.dice import AS_OF, Dice
from tests.oracle.random_scenarios import random_scenario

__all__ = ["AS_OF", "random_scenario", "random_world"]

WESTMINSTER, KENSINGTON, BRENT = "E09000033", "E09000020", "E09000005"
POSTCODES = ("W104AA", "W105UA", "W24DX", "W1T4JE", "W1A1AA", "SW1A1AA", "SW59SX", "NW65XX")
WARDS = ("Queen's Park", "Harrow Road", "Golborne", None)
TOKENS = ("W10", "W2", "W1", "SW1", "SW5", "NW6", "W1T", "Queen's Park", "Harrow Road")
STATUS_WEIGHTS = {
    "void": 100,
    "tenant": 6,
    "notice": 10,
    "works": 4,
    "adaptation": 2,
    "pipeline": 4,
    "reserved": 3,
    "offer_out": 2,
    "held": 2,
    "closed": 3,
}
"""Chances of a bedspace no resident lives in; `tenant` is occupied by another authority's tenant."""


def random_world(seed, people=5, homes=4, *, places=None, coupled=True, unknowns=0.015, needs=0.1, incumbents=0.45):
    """A World and a Geography to go with it, the same for the same arguments.

    `places` caps the bedspaces (each home has at least one); `needs` is the rate of each need, `incumbents` of living
    in the stock. Without `coupled` nothing ties people together but the bedspaces: no housemates table, sharing, wish
    for the same sex or hours limit.
    """
    dice = Dice(f"{seed} {people} {homes}", unknowns)
    stock = [random_home(dice, f"h{number:02}", coupled) for number in range(1, homes + 1)]
    bedspaces = random_bedspaces(dice, stock, places)
    residents = [random_resident(dice, f"r{number:02}", coupled, needs) for number in range(1, people + 1)]
    residents, bedspaces = settle_in(dice, residents, bedspaces, incumbents)
    ids = [one.resident_id for one in residents]
    world = World(
        residents=tuple(residents),
        connections=random_connections(dice, ids),
        housemates=random_housemates(dice, ids) if coupled else (),
        exclusions=tuple(
            Exclusion(resident_id=one, postcode=dice.choice(POSTCODES), radius_m=500)
            for one in ids
            if dice.happens(0.1)
        ),
        homes=tuple(stock),
        bedspaces=tuple(bedspaces),
    )
    return world, random_geography(dice, world)


def random_home(dice, home_id, coupled):
    """A home that offers most things, with rent met in full nine times in ten."""
    borough = WESTMINSTER if dice.happens(0.7) else KENSINGTON
    both = dice.happens(0.85)
    return Home(
        home_id=home_id,
        name=f"Home {home_id}",
        borough=borough,
        postcode=dice.choice(POSTCODES),
        provider=f"provider {dice.randint(1, 2)}",
        home_type=dice.choice(
            ("flat", "cluster_flat", "shared_house", "shared_house", "shared_house", "house", "bungalow")
        ),
        setting=dice.choice(("supported_living",) * 12 + ("extra_care", "general_needs", "residential_care")),
        nominations=frozenset((WESTMINSTER, KENSINGTON) if both else (borough,)),
        ahr_category=dice.known(dice.choice(("A", "B", "B", "C", "D", "E", "E+", "F", "F", "G"))),
        floor=dice.known(dice.choice((0, 0, 1, 2, -1))),
        lift=dice.known(dice.happens(0.5)),
        equipment=dice.some(codes.EQUIPMENT, 0.7),
        design=dice.some(codes.DESIGN, 0.7),
        behaviour_support=dice.graded(codes.BEHAVIOUR_SUPPORT, 0.8),
        skills=dice.some(codes.SKILLS, 0.8),
        night_support=dice.graded(codes.NIGHT_SUPPORT, 0.85),
        staff_ratio=dice.graded(codes.STAFF_RATIO, 0.85),
        support_hours_week=dice.choice((30, 40, 60, 90, None)) if coupled else None,
        sex=dice.choice((None, *("any",) * 17, "F", "M")),
        age_min=dice.choice((*(None,) * 20, 18, 25)),
        age_max=dice.choice((*(None,) * 20, 64, 30)),
        move_on=dice.known(dice.happens(0.1)),
        ways_of_living=dice.some(codes.WAYS_OF_LIVING, 0.4),
        weekly_rent=dice.known(dice.randint(80, 300)),
        rent_unmet_weekly=dice.choice((None, *(0,) * 24, 12)),
        weekly_core_cost=dice.known(dice.randint(0, 900)),
        hourly_rate=dice.known(dice.randint(18, 26)),
    )


def random_bedspaces(dice, homes, places):
    """One to three bedspaces a home, nobody of ours in them yet."""
    bedspaces = []
    for number, home in enumerate(homes):
        most = {"flat": 1, "shared_house": 3}.get(home.home_type, 2)
        if places is not None:
            # Each of the homes still to come keeps one.
            most = max(1, min(most, places - len(bedspaces) - (len(homes) - number - 1)))
        first = random_bedspace(dice, f"{home.home_id}a", home.home_id)
        alike = dice.happens(0.6) and first.status in ("void", "works", "pipeline")
        bedspaces.append(first)
        for letter in "bc"[: dice.randint(min(2, most), most) - 1]:
            bedspace_id = f"{home.home_id}{letter}"
            # Alike bedspaces make place classes of more than one, and so ties for the lottery.
            other = (
                replace(first, bedspace_id=bedspace_id) if alike else random_bedspace(dice, bedspace_id, home.home_id)
            )
            bedspaces.append(other)
    return bedspaces


def random_bedspace(dice, bedspace_id, home_id):
    """A bedspace, as a rule void, with nobody of ours in it."""
    status = dice.choices(list(STATUS_WEIGHTS), list(STATUS_WEIGHTS.values()))[0]
    dated = status in ("works", "adaptation", "pipeline", "notice") or (status == "void" and dice.happens(0.15))
    own = dice.happens(0.1)
    return Bedspace(
        bedspace_id=bedspace_id,
        home_id=home_id,
        status="occupied" if status == "tenant" else status,
        void_since=AS_OF - timedelta(days=dice.randint(0, 300)) if status == "void" else None,
        available_from=dice.known(dice.day()) if dated else None,
        weekly_void_cost=dice.known(dice.randint(0, 300)),
        ahr_category=dice.choice(("A", "B", "D", "F")) if dice.happens(0.1) else None,
        floor=dice.choice((0, 1)) if dice.happens(0.1) else None,
        own_equipment=own,
        equipment=dice.some(codes.EQUIPMENT, 0.7) if own else frozenset(),
    )


def random_resident(dice, resident_id, coupled, needs):
    """A person who lives outside the stock for now, and needs most things seldom."""
    young = dice.happens(0.06)
    needs_move = dice.happens(0.85)
    return Resident(
        resident_id=resident_id,
        borough=WESTMINSTER if dice.happens(0.75) else KENSINGTON,
        birth_month=date(2008, dice.randint(1, 12), 1) if young else date(dice.randint(1955, 2005), 3, 1),
        situation=dice.choice(("family_home", "family_home", "hospital", "temporary", "supported_living")),
        needs_move=needs_move,
        priority_band=dice.choice(codes.PRIORITY_BAND),
        consent=dice.choice(("yes",) * 12 + ("best_interests", "not_asked", "no")),
        move_on_status=dice.choice(
            ("settled", "settled", "working_towards", "ready") if needs_move else ("ready",) * 2
        ),
        sex=dice.choice(("F", "M", "F", "M", "F", "M", "F", "M", "X", "unknown", None)),
        ethnic_group=dice.choice((*codes.ETHNIC_GROUP, None)),
        current_postcode=dice.choice((*POSTCODES, None)),
        out_of_borough_reason=dice.choice(("no_suitable_home", "no_suitable_home", "choice", None)),
        waiting_since=dice.known(AS_OF - timedelta(days=dice.randint(-30, 2400))),
        needed_by=dice.choice((None, None, None, dice.day())),
        access_need=dice.known(dice.choice(("A", "B", "D", "E")) if dice.happens(1.5 * needs) else "F"),
        equipment_needed=dice.some(codes.EQUIPMENT, needs / 3),
        behaviour_support=dice.graded(codes.BEHAVIOUR_SUPPORT, 2 * needs),
        design_needed=dice.some(codes.DESIGN, needs / 3),
        skills_needed=dice.some(codes.SKILLS, needs / 3),
        support_hours_week=dice.known(dice.choice((0, 10, 20, 40))),
        night_support=dice.graded(codes.NIGHT_SUPPORT, 2 * needs),
        staff_ratio=dice.graded(codes.STAFF_RATIO, 2 * needs),
        lives=dice.choice((None, *("either",) * 23, "alone", "shared")),
        max_housemates=dice.choice((*(None,) * 25, 0, 1, 2)),
        housemate_sex=dice.choice((None, "any", "any", "any", "any", "same")) if coupled else "any",
        sharing=dice.some(codes.SHARING, needs / 2) if coupled else frozenset(),
        settings_ok=dice.choice((frozenset(),) * 6 + (frozenset(codes.SETTING), frozenset({"supported_living"}))),
        importance_family=dice.choice((None, 0, 1, 5)),
        importance_transport=dice.choice((None, 0, 1, 5)),
        importance_places=dice.choice((None, 0, 1, 5)),
        importance_area=dice.choice((None, 0, 1, 5)),
        preferred_areas=dice.some(TOKENS, 0.15),
        avoided_areas=dice.some(TOKENS, needs / 8),
        ways_of_living=dice.some(codes.WAYS_OF_LIVING, 0.15),
        weekly_cost=dice.known(dice.randint(0, 3000)),
    )


def settle_in(dice, residents, bedspaces, incumbents):
    """Let some residents live in the stock: most of those as incumbents, some under notice, most with consent."""
    free = [one for one in residents if dice.happens(incumbents)]
    dice.shuffle(free)
    rooms = {one.bedspace_id: one for one in bedspaces}
    people = {one.resident_id: one for one in residents}
    for room in dice.sample(bedspaces, len(bedspaces)):
        if room.status not in ("void", "notice") or not free:
            continue
        if room.status == "void" and dice.happens(0.4):
            continue
        person = free.pop()
        status = "notice" if room.status == "notice" else "occupied"
        available_from = room.available_from if status == "notice" else None
        rooms[room.bedspace_id] = replace(
            room, status=status, occupant_id=person.resident_id, void_since=None, available_from=available_from
        )
        people[person.resident_id] = replace(
            person,
            current_bedspace_id=room.bedspace_id,
            situation=dice.choice(("supported_living", "own_tenancy")),
            consent=person.consent if dice.happens(0.3) else dice.choice(("yes", "best_interests")),
        )
    return list(people.values()), list(rooms.values())


def random_connections(dice, ids):
    """Up to three connections a person."""
    return tuple(
        Connection(
            resident_id=one,
            kind=kind,
            postcode=dice.choice(POSTCODES),
            importance=dice.randint(1, 5),
            visits_per_week=dice.choice((None, 0, 1, 4)),
        )
        for one in ids
        for kind in dice.sample(codes.CONNECTION_KIND, dice.choice((0, 1, 2, 3)))
    )


def random_housemates(dice, ids):
    """Relations between one pair in six, wishes three times as likely, either way round."""
    return tuple(
        HousematePair(
            resident_id=one,
            other_id=other,
            relation=dice.choice((*codes.RELATION, *("wish_together", "wish_apart") * 2)),
        )
        for one in ids
        for other in ids
        if one != other and dice.happens(0.08)
    )


def random_geography(dice, world):
    """Random minutes for every connection and home; circles and authorities only where the tables give cause."""
    shape = (len(world.residents), len(world.homes))
    row = {one.resident_id: number for number, one in enumerate(world.residents)}
    sums = {name: np.zeros(shape, np.int64) for name in ("family", "places")}
    weights = {name: np.zeros(shape[0], np.int64) for name in ("family", "places")}
    for one in world.connections:
        name = "family" if one.kind in codes.FAMILY_KINDS else "places"
        weight = one.importance * max(1, one.visits_per_week or 1)
        weights[name][row[one.resident_id]] += weight
        sums[name][row[one.resident_id]] += weight * np.array([dice.randint(0, 130) for _ in world.homes], np.int64)
    inside = np.zeros(shape, np.bool_)
    for one in world.exclusions:
        inside[row[one.resident_id]] |= np.array([dice.happens(0.4) for _ in world.homes], np.bool_)
    return Geography(
        world=world,
        family_sum=sums["family"],
        family_weight=weights["family"],
        places_sum=sums["places"],
        places_weight=weights["places"],
        inside_exclusion=inside,
        station_minutes=tuple(dice.choice((None, *range(3, 28))) for _ in world.homes),
        step_free_minutes=tuple(dice.choice((None, None, *range(3, 28))) for _ in world.homes),
        ward=tuple(dice.choice(WARDS) for _ in world.homes),
        crime_decile=tuple(dice.choice((None, *range(1, 11))) for _ in world.homes),
        environment_decile=tuple(dice.choice((None, *range(1, 11))) for _ in world.homes),
        street_lights=tuple(dice.choice((None, *range(6))) for _ in world.homes),
        lives_in={
            one.resident_id: frozenset({dice.choice((WESTMINSTER, KENSINGTON, BRENT))})
            for one in world.residents
            if one.current_postcode is not None
        },
        minutes_by="random",
    )
