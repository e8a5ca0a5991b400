"""How long it takes to reach all stops and places of a London-size cohort from all homes by a London-size timetable.

The timetable is random: stops at postcodes, lines that wander from stop to stop. Run from the root of the project:
.venv/bin/python benchmarks/check_journeys.py
"""

import platform
import resource
import sys
import time
from datetime import date

import numpy as np
from scipy.spatial import cKDTree

from housing_match.places.access import access
from housing_match.places.modes import BUS, RAIL
from housing_match.places.postcodes import points_inside
from housing_match.places.ptal import access_indices
from housing_match.places.rides import rides
from housing_match.places.timetable import Timetable
from housing_match.places.transport import Ends

LONDON = (505_000, 157_000, 560_000, 200_000)
STOPS, HOMES, PLACES = 20_000, 1_500, 4_000
LINES = ((BUS, 2_800, 40, 350, (3, 13), 15), (RAIL, 240, 25, 1_300, (4, 25), 25))
"""Mode, lines, stops a line, metres between stops, departures an hour (least, most) and tenths of a minute a stop."""
TARGET_SECONDS = 5
"""CPU seconds of all of it: walks, PTAL, journeys for anybody and step-free."""


def line(stops, tree, dice, count, step_metres):
    """The numbers of the stops of a line that wanders about."""
    spot, heading, found = stops[dice.integers(len(stops))], dice.uniform(0, 2 * np.pi), []
    for _ in range(count):
        heading += dice.normal(0, 0.3)
        spot = spot + step_metres * np.array([np.cos(heading), np.sin(heading)])
        nearest = int(tree.query(spot)[1])
        if not found or nearest != found[-1]:
            found.append(nearest)
    return found


def random_timetable(postcodes, dice):
    """A timetable of the size of London's; nine in ten calls are step-free."""
    stops = postcodes[dice.choice(len(postcodes), STOPS, replace=False)]
    tree, calls, first = cKDTree(stops), [], [0]
    for mode, count, length, step_metres, (least, most), tenths in LINES:
        for number in range(count):
            departures = int(dice.integers(least, most))
            for position, stop in enumerate(line(stops, tree, dice, length, step_metres)):
                calls.append((stop, position * tenths, departures, len(first) // 2, number % 2, mode))
            first.append(len(calls))
    stop, elapsed, departures, route, direction, mode = zip(*calls, strict=True)
    return Timetable(
        points=(stops[:, 0], stops[:, 1]),
        first=np.array(first),
        stop=np.array(stop),
        elapsed_tenths=np.array(elapsed),
        departures=np.array(departures),
        route=np.array(route),
        direction=np.array(direction),
        mode=np.array(mode, dtype=object),
        step_free=dice.random(len(calls)) < 0.9,
    )


def main() -> int:
    """1 if the target is missed."""
    dice = np.random.default_rng(1)
    postcodes = points_inside(*LONDON).T
    timetable = random_timetable(postcodes, dice)
    stops = Ends(points=timetable.points, nodes=None)
    some = (postcodes[dice.choice(len(postcodes), count)] for count in (HOMES, PLACES))
    start = time.process_time()
    homes, places = (
        access(Ends(points=(one[:, 0], one[:, 1]), nodes=None), stops, timetable.reach_metres, None) for one in some
    )
    access_indices(timetable, homes)
    walked = time.process_time()
    found = rides(timetable, homes, places, step_free=False)
    anybody = time.process_time()
    rides(timetable, homes, places, step_free=True)
    step_free = time.process_time()
    home, place = np.divmod(np.arange(HOMES * PLACES), PLACES)
    minutes = found.minutes(home, place)
    print(platform.platform(), platform.python_version(), date.today())
    share, peak = 100 * (minutes >= 0).mean(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    print(
        f"{HOMES:,} homes, {STOPS:,} stops, {len(timetable.stop):,} calls, {PLACES:,} places, in CPU seconds: walks "
        f"and PTAL {walked - start:.2f}, journeys {anybody - walked:.2f}, step-free {step_free - anybody:.2f}, looked "
        f"up {time.process_time() - step_free:.2f}; {share:.0f}% of pairs have a journey; peak {peak:.2f} GiB"
    )
    return 1 if step_free - start > TARGET_SECONDS else 0


if __name__ == "__main__":
    sys.exit(main())
