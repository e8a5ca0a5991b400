"""Random worlds of many authorities with real postcodes, rich in every rule; synthetic, nobody is real."""

import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from housing_match.domain import Connection, Exclusion, HousematePair, World, codes
from housing_match.places.postcodes import postcodes_of
from tests.oracle.dice import AS_OF, Dice
from tests.random_worlds import random_bedspaces, random_home, random_resident, settle_in

__all__ = ["AS_OF", "borough_like"]

LETTERS = "ABCDEGHIKLMNOPRSTUWY"
POSTCODES_KEPT = 400
"""Postcodes of each authority that people and homes are spread over."""
NEEDS = 0.25
RELATIONS = ("must_apart",) * 94 + ("must_together",) + ("wish_together",) * 3 + ("wish_apart",) * 2


def authorities(count: int) -> dict[str, list[str]]:
    """GSS code → some of its postcodes, for the London boroughs from Westminster on and then other English ones."""
    london = [f"E090000{number:02}" for number in (33, 20, *(at for at in range(1, 34) if at not in (20, 33)))]
    others = [f"E0{kind}0000{number:02}" for kind in (8, 6) for number in range(1, 70)]
    kept: dict[str, list[str]] = {code: [] for code in (london if count <= len(london) else london + others)}
    for letter in LETTERS:
        for one in postcodes_of(kept, letter):
            kept[one.authority].append(one.code)
    found = {code: every[:: max(1, len(every) // POSTCODES_KEPT)] for code, every in kept.items() if every}
    return dict(list(found.items())[:count])


def borough_like(
    people: int, places: int, count: int, *, shared: float = 1, pairs: int = 0, needs: float = NEEDS
) -> World:
    """A random world of so many authorities: homes nominate their own, one in three a neighbour as well.

    `shared` is the share of homes that may couple people, by shared space or a limit of hours; in all others everybody
    has a front door. `pairs` are rows of the housemates table, between people of one authority.
    """
    dice = Dice(f"{people} {places}", 0.015)
    where = authorities(count)
    names = list(where)
    homes, bedspaces = [], []
    while len(bedspaces) < places:
        at = len(homes) % len(names)
        couples = shared == 1 or dice.happens(shared)
        home = random_home(dice, f"h{len(homes):06}", couples)
        nominations = {names[at], names[at - 1]} if dice.happens(1 / 3) else {names[at]}
        home = replace(
            home,
            borough=names[at],
            postcode=dice.choice(where[names[at]]),
            nominations=frozenset(nominations),
            home_type=home.home_type if couples else dice.choice(codes.OWN_DOOR_TYPES),
        )
        homes.append(home)
        bedspaces += random_bedspaces(dice, [home], None)
    residents = []
    for number in range(people):
        borough = names[number % len(names)]
        resident = random_resident(dice, f"r{number:06}", shared > 0, needs)
        born = resident.birth_month.replace(month=dice.randint(1, 12))
        here = dice.choice(where[borough])
        residents.append(replace(resident, borough=borough, birth_month=born, current_postcode=here))
    residents, bedspaces = settle_in(dice, residents, bedspaces[:places], 0.45)
    connections = [
        Connection(
            resident_id=one.resident_id,
            kind=kind,
            postcode=dice.choice(where[one.borough]),
            importance=dice.randint(1, 5),
            visits_per_week=dice.choice((None, 0, 1, 4)),
        )
        for one in residents
        for kind in dice.sample(codes.CONNECTION_KIND, dice.choice((0, 1, 2, 3)))
    ]
    exclusions = [
        Exclusion(resident_id=one.resident_id, postcode=dice.choice(where[one.borough]), radius_m=1500)
        for one in residents
        if dice.happens(0.1)
    ]
    return World(
        residents=tuple(sorted(residents, key=lambda one: one.resident_id)),
        homes=tuple(homes),
        bedspaces=tuple(sorted(bedspaces, key=lambda one: one.bedspace_id)),
        connections=tuple(connections),
        exclusions=tuple(exclusions),
        housemates=tuple(_pairs(dice, people, count, pairs)),
    )


def _pairs(dice: Dice, people: int, count: int, pairs: int) -> Iterator[HousematePair]:
    """Pairs of people whose numbers leave the same remainder, so that they are of one authority."""
    drawn: dict[tuple[int, int], str] = {}
    while len(drawn) < pairs:
        one = dice.randint(0, people - 1)
        other = one + count * dice.randint(1, people // count)
        if other < people:
            drawn[one, other] = dice.choice(RELATIONS)
    for (one, other), relation in sorted(drawn.items()):
        yield HousematePair(resident_id=f"r{one:06}", other_id=f"r{other:06}", relation=relation)
