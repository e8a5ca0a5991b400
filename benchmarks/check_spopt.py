"""Infill beside PySAL spopt on what both can say: maximum coverage of people by so many sites, one kind of home.

Run from the root of the project: .venv/bin/python benchmarks/check_spopt.py PYTHON, where PYTHON is that of an
environment with benchmarks/spopt/requirements.txt.
"""

import json
import subprocess
import sys
import time
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from dataclasses import replace  # noqa: E402

from housing_match.domain import Site  # noqa: E402
from housing_match.planning import Ask, plan_infill  # noqa: E402
from tests.planning.test_infill import kind  # noqa: E402
from tests.villages.building import WESTMINSTER, geography, resident, scenario, village  # noqa: E402

PEER = ROOT / "benchmarks" / "spopt" / "maximum_coverage.py"
REACH_METRES = 900
SIZES = ((12, 5, 2), (25, 8, 3), (40, 12, 4), (60, 15, 5))
"""People, sites, and how many sites may be built on."""


def instance(seed, people, sites):
    """Metres from each person to each site, int64 [people, sites]: points at random in a square of 4 km."""
    dice = np.random.default_rng(seed)
    homes, plots = dice.integers(0, 4_000, (people, 2)), dice.integers(0, 4_000, (sites, 2))
    return np.round(np.hypot(*(homes[:, None] - plots[None]).transpose(2, 0, 1))).astype(np.int64)


def housed(metres, count):
    """People housed by the product: whoever is too far from a site may not live there; a home has room for all."""
    people, sites = metres.shape
    residents = [resident(f"R{number:03}") for number in range(people)]
    plots = tuple(
        Site(site_id=f"S{number:03}", name="", borough=WESTMINSTER, postcode="W23EH", dwellings=people, hectares="1")
        for number in range(sites)
    )
    home = kind("cluster", people, 1, home_type="cluster_flat")
    world = replace(village(residents, [], []), sites=plots, home_types=(home,))

    def measure(built):
        barred = {
            (residents[row].resident_id, one.home_id)
            for one in built.homes
            for row in np.flatnonzero(metres[:, int(one.home_id[1:4])] > REACH_METRES)
        }
        return geography(built, barred=barred)

    postcodes = {one.site_id: "W23EH" for one in plots}
    ask = Ask(budget_pounds=people * count, measure=measure, postcodes=postcodes, most_at_a_site=people)
    brief = plan_infill(world, measure(world), scenario(), ask)
    assert brief.status == "optimal"
    return brief.built.values["housed"]


def main(peer):
    """Prints both optima, instance by instance; ends with 1 where they differ."""
    asked, ours = [], []
    for seed, (people, sites, count) in enumerate(SIZES * 3):
        metres = instance(seed, people, sites)
        asked.append({"metres": metres.tolist(), "reach": REACH_METRES, "sites": count})
        start = time.process_time()
        ours.append((people, sites, count, housed(metres, count), time.process_time() - start))
    lines = "".join(json.dumps(one) + "\n" for one in asked)
    theirs = subprocess.run([peer, PEER], input=lines, capture_output=True, text=True, check=True).stdout.split()
    print("people  sites  built  housed  spopt covers  processor seconds")
    for (people, sites, count, found, seconds), covered in zip(ours, theirs, strict=True):
        print(f"{people:6}  {sites:5}  {count:5}  {found:6}  {covered:>12}  {seconds:17.2f}")
    return [found for *_, found, _ in ours] != [int(one) for one in theirs]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
