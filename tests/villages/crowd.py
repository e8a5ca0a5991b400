"""A crowd whose best plan nobody proves: 40 people who fit everywhere, five homes of eight, and wishes at random.

Who is to live together so that most wishes come true is a graph to be cut into five parts: with wishes between half of
all pairs, no bound comes near the best in any time that a test could wait.
"""

import random
from itertools import combinations

from housing_match.domain import HousematePair
from tests.oracle.tiny import geography_of, house, person, room, world_of

PEOPLE, HOMES, BEDS = 40, 5, 8


def crowd():
    """The tables, and the minutes from everybody's family to every home."""
    dice = random.Random(1)
    people = [person(f"p{at:02}", priority_band=dice.choice("ABCD")) for at in range(PEOPLE)]
    homes = [house(f"h{at}") for at in range(HOMES)]
    beds = [room(f"{home.home_id}{letter}", home.home_id) for home in homes for letter in "abcdefgh"[:BEDS]]
    wishes = tuple(
        HousematePair(
            resident_id=one.resident_id,
            other_id=other.resident_id,
            relation=dice.choice(["wish_together", "wish_apart"]),
        )
        for one, other in combinations(people, 2)
        if dice.random() < 0.5
    )
    world = world_of(people, homes, beds, housemates=wishes)
    minutes = {(who.resident_id, home.home_id): dice.randint(5, 100) for who in people for home in homes}
    return world, geography_of(world, family=minutes)
