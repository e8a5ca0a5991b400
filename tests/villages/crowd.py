"""A crowd: 80 people who fit everywhere and 40 homes, most of them shared, so that a plan takes long to prove."""

import random
from datetime import date

from housing_match.domain import HousematePair
from tests.oracle.tiny import flat, geography_of, house, person, room, world_of

PEOPLE, HOMES, PAIRS = 80, 40, 20


def crowd(seed):
    """Everybody fits everywhere; 60% shared homes with hours limits, sexes, risks and 20 pairs of housemates."""
    dice = random.Random(seed)
    people = [
        person(
            f"p{at:03}",
            sex=dice.choice("FM"),
            housemate_sex=dice.choice(["same", "any", None]),
            support_hours_week=dice.randint(5, 60),
            sharing=frozenset(dice.choice([(), (), (), ("frail",), ("risk_to_frail",), ("risk_to_women",)])),
            priority_band=dice.choice("ABCD"),
            weekly_cost=dice.randint(500, 3000),
            waiting_since=date(2020 + dice.randint(0, 5), dice.randint(1, 12), 3),
        )
        for at in range(PEOPLE)
    ]
    homes = [
        house(f"h{at:02}", support_hours_week=dice.randint(60, 110)) if dice.random() < 0.6 else flat(f"h{at:02}")
        for at in range(HOMES)
    ]
    beds = [
        room(f"{home.home_id}{letter}", home.home_id)
        for home in homes
        for letter in ("abc"[: dice.randint(1, 3)] if home.home_type != "flat" else "a")
    ]
    pairs = [sorted(dice.sample(range(PEOPLE), 2)) for _ in range(PAIRS)]
    housemates = tuple(
        HousematePair(
            resident_id=f"p{one:03}",
            other_id=f"p{other:03}",
            relation=dice.choice(["wish_together", "wish_apart", "must_apart"]),
        )
        for one, other in pairs
    )
    world = world_of(people, homes, beds, housemates=housemates)
    minutes = {(who.resident_id, home.home_id): dice.randint(5, 100) for who in people for home in homes}
    return world, geography_of(world, family=minutes)
