"""How long measuring and assessing random boroughs takes, and how much memory, from 200 people to all of England.

Each size runs in a process of its own, so that its peak is its own. Run from the root of the project:
.venv/bin/python benchmarks/check_assessment.py [the number of sizes, smallest first]
"""

import pickle
import platform
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from housing_match.assess import assess
from housing_match.domain import Connection, Exclusion, Scenario, World, codes
from housing_match.places.measure import measure
from housing_match.places.postcodes import postcodes_of
from tests.oracle.dice import AS_OF, Dice
from tests.random_worlds import random_bedspaces, random_home, random_resident, settle_in

SIZES = ((200, 120, 2), (2_000, 1_500, 33), (10_000, 8_000, 60), (100_000, 80_000, 131))
"""People, places, authorities."""
TARGETS = {200: (0.3, 1), 2_000: (3, 1), 10_000: (15, 2), 100_000: (90, 4)}
"""By people: CPU seconds of measuring and assessing, and GiB, at most."""
LETTERS = "ABCDEGHIKLMNOPRSTUWY"
POSTCODES_KEPT = 400
"""Postcodes of each authority that people and homes are spread over."""
NEEDS = 0.25


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


def borough_like(people: int, places: int, count: int) -> World:
    """A random world of so many authorities: homes nominate their own, one in three a neighbour as well."""
    dice = Dice(f"{people} {places}", 0.015)
    where = authorities(count)
    names = list(where)
    homes, bedspaces = [], []
    while len(bedspaces) < places:
        at = len(homes) % len(names)
        home = random_home(dice, f"h{len(homes):06}", True)
        nominations = {names[at], names[at - 1]} if dice.happens(1 / 3) else {names[at]}
        home = replace(
            home, borough=names[at], postcode=dice.choice(where[names[at]]), nominations=frozenset(nominations)
        )
        homes.append(home)
        bedspaces += random_bedspaces(dice, [home], None)
    residents = []
    for number in range(people):
        borough = names[number % len(names)]
        resident = random_resident(dice, f"r{number:06}", True, NEEDS)
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
    )


def peak_gibibytes() -> float:
    """The most memory that this process has held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20


def timed(file: Path) -> int:
    """One size in this process: prints CPU seconds, peak memory and pairs allowed; 1 if a target is missed."""
    world = pickle.loads(file.read_bytes())
    seconds, gibibytes = TARGETS[len(world.residents)]
    before, start, clock = peak_gibibytes(), time.process_time(), time.perf_counter()
    geography = measure(world)
    measured = time.process_time()
    found = assess(world, geography, Scenario(as_of=AS_OF))
    done = time.process_time()
    print(
        f"{len(world.residents):7} people x {len(world.bedspaces):6} places: measure {measured - start:6.2f} s CPU, "
        f"assess {done - measured:6.2f} s CPU ({time.perf_counter() - clock:6.2f} s by the clock), peak "
        f"{peak_gibibytes():5.2f} GiB ({before:4.2f} of it the world), {len(found.pairs.column):9} pairs allowed; "
        f"at most {seconds} s and {gibibytes} GiB",
        flush=True,
    )
    return 1 if done - start > seconds or peak_gibibytes() > gibibytes else 0


def main() -> int:
    """Every size, each made in one process and measured in another; 1 if a target is missed."""
    missed = 0
    print(platform.platform(), platform.python_version(), date.today(), flush=True)
    with tempfile.TemporaryDirectory() as folder:
        for size in SIZES[: int(sys.argv[1]) if len(sys.argv) > 1 else None]:
            file = Path(folder) / "world.pickle"
            subprocess.run([sys.executable, __file__, "make", *map(str, size), str(file)], check=True)
            missed |= subprocess.run([sys.executable, __file__, "time", str(file)]).returncode
    return missed


if __name__ == "__main__":
    if sys.argv[1:2] == ["make"]:
        people, places, count = map(int, sys.argv[2:5])
        Path(sys.argv[5]).write_bytes(pickle.dumps(borough_like(people, places, count)))
    elif sys.argv[1:2] == ["time"]:
        sys.exit(timed(Path(sys.argv[2])))
    else:
        sys.exit(main())
