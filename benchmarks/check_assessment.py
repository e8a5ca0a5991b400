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
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from authorities import AS_OF, borough_like

from housing_match.assess import assess
from housing_match.domain import Scenario
from housing_match.places.measure import measure

SIZES = ((200, 120, 2), (2_000, 1_500, 33), (10_000, 8_000, 60), (100_000, 80_000, 131))
"""People, places, authorities."""
TARGETS = {200: (0.3, 1), 2_000: (3, 1), 10_000: (15, 2), 100_000: (90, 4)}
"""By people: CPU seconds of measuring and assessing, and GiB, at most."""


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
