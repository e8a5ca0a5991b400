"""How long one plan of 80 people and 40 homes takes to prove: random boroughs, and one where everybody fits everywhere.

Run from the root of the project: .venv/bin/python benchmarks/random_borough.py
"""

import platform
import random
import sys
import time
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from housing_match.assess import assess
from housing_match.domain import Geography, HousematePair, Scenario, World
from housing_match.solve import baselines, best_plan
from tests.oracle.tiny import flat, geography_of, house, person, room, world_of
from tests.random_worlds import random_world

PEOPLE, HOMES, PAIRS = 80, 40, 20


def dense(seed: int) -> tuple[World, Geography]:
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


def timed(name: str, world: World, geography: Geography) -> None:
    """One line: how long each stage took, on this machine."""
    start = time.perf_counter()
    assessment = assess(world, geography, Scenario(as_of=date(2026, 3, 2)))
    assessed = time.perf_counter()
    plan = best_plan(assessment)
    proved = time.perf_counter()
    lettings = baselines(assessment)
    done = time.perf_counter()
    print(
        f"{name:12} allowed {len(assessment.pairs.row):6} {plan.status:9} moves {len(plan.moves):3}  "
        f"assess {assessed - start:5.2f} s  prove {proved - assessed:6.2f} s  baselines {done - proved:5.2f} s "
        f"({', '.join(str(len(one)) for one in lettings.values())} moves)",
        flush=True,
    )


if __name__ == "__main__":
    print(platform.platform(), platform.python_version(), date.today())
    for seed in range(6):
        timed(f"random {seed}", *random_world(seed, people=PEOPLE, homes=HOMES))
    for seed in (1, 2):
        timed(f"dense {seed}", *dense(seed))
