"""How long one plan of 80 people and 40 homes takes to prove: random boroughs, and one where everybody fits everywhere.

Run from the root of the project: .venv/bin/python benchmarks/random_borough.py
"""

import platform
import sys
import time
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from housing_match.assess import assess
from housing_match.domain import Geography, Scenario, World
from housing_match.solve import baselines, best_plan
from tests.random_worlds import random_world
from tests.villages.crowd import crowd

PEOPLE, HOMES = 80, 40


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
        timed(f"dense {seed}", *crowd(seed))
