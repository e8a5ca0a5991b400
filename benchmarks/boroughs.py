"""Worlds with fixed seeds to measure the engine with: any number of people and places; synthetic, nobody is real."""

import random
import sys
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from housing_match.domain import Bedspace, Connection, Geography, Home, HousematePair, Resident, World, codes
from housing_match.places.postcodes import postcodes_of
from tests.oracle.tiny import geography_of, house, person, room, world_of

AS_OF = date(2026, 3, 2)
OFFERED_SKILLS = 5


@dataclass(frozen=True, kw_only=True)
class Size:
    """How much of everything, over all blocks of boroughs; a block nominates to its own homes only."""

    blocks: int
    people: int
    places: int
    pairs: int
    """Rows of the housemates table."""
    needed_skills: int
    needed_design: int
    coupled: bool = True
    """If not, every home has its own doors, nobody is paired and no hours are limited."""


TWO_BOROUGHS = Size(blocks=1, people=200, places=120, pairs=600, needed_skills=1, needed_design=1)
LONDON = Size(blocks=1, people=2_000, places=1_500, pairs=57_000, needed_skills=4, needed_design=1)
LONDON_PURE = replace(LONDON, pairs=0, coupled=False)
FIVE_LONDONS = replace(LONDON, blocks=5, people=10_000, places=8_000, pairs=150_000)
_THE_TWO = ("E09000020", "E09000033")
_BESIDE_THEM = {"E09000005", "E09000007", "E09000013", "E09000022", "E09000032"}
"""Brent, Camden, Hammersmith and Fulham, Lambeth, Wandsworth."""


def boroughs(size: Size, seed: int = 1) -> tuple[World, Geography]:
    """A world of that size, the same for the same seed.

    Three homes in eight are flats, the others shared homes of two to five bedspaces with limits of hours. One person in
    ten lives in the stock and would move on. Of the pairs, nearly all must live apart, a few together.
    """
    dice = random.Random(seed)
    residents: list[Resident] = []
    homes: list[Home] = []
    beds: list[Bedspace] = []
    housemates: list[HousematePair] = []
    minutes = {}
    for block in range(size.blocks):
        stock, rooms = _stock(dice, f"h{block:02}", size)
        people = [_person(dice, f"p{block:02}{at:04}", block, size) for at in range(size.people // size.blocks)]
        _settle(dice, people, rooms)
        housemates += _pairs(dice, [one.resident_id for one in people], size)
        minutes |= {(who.resident_id, home.home_id): dice.randint(5, 100) for who in people for home in stock}
        residents, homes, beds = residents + people, homes + stock, beds + rooms
    world = world_of(residents, homes, beds, housemates=tuple(housemates))
    return world, geography_of(world, family=minutes)


def two_boroughs() -> World:
    """Such a world in Westminster and Kensington and Chelsea, each of which may nominate to the homes of both.

    Everybody has family there or in a borough beside them. It can be written as tables and read again.
    """
    dice, (world, _) = random.Random(1), boroughs(TWO_BOROUGHS)
    names = frozenset(_THE_TWO)
    here, near = ([one.code for one in postcodes_of(every, "NSW")] for every in (names, names | _BESIDE_THEM))
    homes = (
        replace(one, borough=dice.choice(_THE_TWO), postcode=dice.choice(here), nominations=names)
        for one in world.homes
    )
    residents = (
        replace(one, borough=dice.choice(_THE_TWO), current_postcode=dice.choice(here)) for one in world.residents
    )
    family = (
        Connection(
            resident_id=one.resident_id, kind="family", postcode=dice.choice(near), importance=3, visits_per_week=1
        )
        for one in world.residents
    )
    return replace(world, homes=tuple(homes), residents=tuple(residents), connections=tuple(family))


def _stock(dice: random.Random, prefix: str, size: Size) -> tuple[list[Home], list[Bedspace]]:
    """A block's homes and its bedspaces, all void."""
    homes: list[Home] = []
    beds: list[Bedspace] = []
    while len(beds) < size.places // size.blocks:
        home_id = f"{prefix}{len(homes):04}"
        count = 1 if dice.random() < 3 / 8 else dice.randint(2, 5)
        shared = "shared_house" if size.coupled else "cluster_flat"
        homes.append(
            house(
                home_id,
                home_type="flat" if count == 1 else shared,
                nominations=frozenset({f"block {prefix}"}),
                skills=frozenset(dice.sample(codes.SKILLS, OFFERED_SKILLS)),
                design=frozenset(dice.sample(codes.DESIGN, 3)),
                ahr_category=dice.choice(("A", "B", "D", "F")),
                move_on=dice.random() < 0.1,
                support_hours_week=count * 36 if count > 1 and size.coupled else None,
                weekly_core_cost=dice.randint(100, 900),
                hourly_rate=dice.randint(18, 26),
            )
        )
        left = size.places // size.blocks - len(beds)
        beds += [
            room(f"{home_id}{letter}", home_id, weekly_void_cost=dice.randint(100, 400))
            for letter in "abcde"[: min(count, left)]
        ]
    return homes, beds


def _person(dice: random.Random, resident_id: str, block: int, size: Size) -> Resident:
    risks = ((),) * 997 + (("frail",), ("risk_to_frail",), ("risk_to_women",))
    return person(
        resident_id,
        borough=f"block h{block:02}",
        sex=dice.choice("FM"),
        priority_band=dice.choice("AABBBCCCCD"),
        waiting_since=date(dice.randint(2020, 2025), dice.randint(1, 12), 3),
        access_need=dice.choice(("B", "D", "F", "F")),
        skills_needed=frozenset(dice.sample(codes.SKILLS, size.needed_skills)),
        design_needed=frozenset(dice.sample(codes.DESIGN, size.needed_design)),
        move_on_status=dice.choice(("settled", "settled", "working_towards", "ready")),
        support_hours_week=dice.randint(5, 45),
        weekly_cost=dice.randint(500, 3000),
        housemate_sex="same" if size.coupled and dice.random() < 0.002 else "any",
        sharing=frozenset(dice.choice(risks) if size.coupled else ()),
    )


def _settle(dice: random.Random, people: list[Resident], beds: list[Bedspace]) -> None:
    """One person in ten gets a bedspace to live in, and would move on."""
    count = len(people) // 10
    for at, where in zip(dice.sample(range(len(people)), count), dice.sample(range(len(beds)), count), strict=True):
        beds[where] = replace(beds[where], status="occupied", occupant_id=people[at].resident_id)
        people[at] = replace(
            people[at],
            current_bedspace_id=beds[where].bedspace_id,
            situation="supported_living",
            needs_move=dice.random() < 0.5,
            move_on_status="ready",
        )


def _pairs(dice: random.Random, ids: list[str], size: Size) -> list[HousematePair]:
    relations = ("must_apart",) * 997 + ("must_together", "wish_together", "wish_apart")
    drawn: dict[tuple[str, str], str] = {}
    while len(drawn) < size.pairs // size.blocks:
        one, other = sorted(dice.sample(ids, 2))
        drawn[one, other] = dice.choice(relations)
    return [HousematePair(resident_id=one, other_id=other, relation=how) for (one, other), how in drawn.items()]
