"""PTAL by TfL's method: an example worked by hand, every edge of every band, and what counts once and how far."""

import numpy as np
import pytest

from housing_match.places.ptal import access_indices, band, bands_of, edf_millionths
from tests.timetables import ends, timetable, walks

HERE = (0, 0)


def index(stops, lines, home=HERE):
    """The access index of one home in hundredths."""
    table = timetable(stops, lines)
    return access_indices(table, walks(table, ends(home))).item()


def line(route, stop, departures, mode="bus", **others):
    return {"route": route, "calls": ((stop, 0), ("end", 9)), "departures": departures, "mode": mode, **others}


STOPS = {"bus": (0, 100), "station": (400, 0), "end": (90_000, 0)}


def test_an_example_worked_by_hand():
    # The bus stop is 129 m away on foot, 1.6125 minutes; the station 516 m, 6.45 minutes.
    # Bus 7, 6 an hour: half the interval 5, reliability 2: 1.6125 + 5 + 2 = 8.6125, and 30 / 8.6125 = 3.483309.
    # Bus 8, 12 an hour: 1.6125 + 2.5 + 2 = 6.1125, and 30 / 6.1125 = 4.907975.
    # Train, 20 an hour: 6.45 + 1.5 + 0.75 = 8.7, and 30 / 8.7 = 3.448276.
    # Buses 4.907975 + half of 3.483309 = 6.649630; trains 3.448276; 10.097906 in all, which is 10.10: band 3.
    lines = [line("7", "bus", 6), line("8", "bus", 12), line("T", "station", 20, "rail")]
    assert index(STOPS, lines) == 1010
    assert band(1010) == "3"


def test_the_equivalent_doorstep_frequency_is_30_over_the_total_access_time():
    # As above, in millionths: bus 7 and the train.
    walk, departures, late = np.array([12_900, 51_600]), np.array([6, 20]), np.array([16_000, 6_000])
    assert edf_millionths(walk, departures, late).tolist() == [3_483_309, 3_448_276]


@pytest.mark.parametrize(
    ("name", "least", "most"),
    [
        ("0", 0, 0),
        ("1a", 1, 250),
        ("1b", 251, 500),
        ("2", 501, 1000),
        ("3", 1001, 1500),
        ("4", 1501, 2000),
        ("5", 2001, 2500),
        ("6a", 2501, 4000),
        ("6b", 4001, 99_999),
    ],
)
def test_every_band_has_the_edges_that_tfl_gives(name, least, most):
    assert (band(least), band(most)) == (name, name)


def test_a_route_counts_once_with_its_better_stop_and_direction():
    stops = {**STOPS, "further": (0, 300)}
    one = index(STOPS, [line("7", "bus", 6)])
    assert index(stops, [line("7", "bus", 6), line("7", "further", 6)]) == one
    assert index(STOPS, [line("7", "bus", 6), line("7", "bus", 4, direction="1")]) == one
    # 300 m are 387 on foot, 4.8375 minutes; every three minutes: 4.8375 + 1.5 + 2 = 8.3375; 30 / 8.3375 = 3.598, more
    # than 3.483.
    assert index(stops, [line("7", "bus", 6), line("7", "further", 20)]) == 360


def test_each_mode_has_a_best_route_of_its_own():
    # A metro and a train at the same station count in full, two trains 1 and a half.
    assert index(STOPS, [line("T", "station", 20, "rail"), line("M", "station", 20, "metro")]) == 690  # 2 × 3.448
    assert index(STOPS, [line("T", "station", 20, "rail"), line("U", "station", 20, "rail")]) == 517  # 1.5 × 3.448


def test_a_bus_stop_counts_to_640_metres_on_foot_and_a_station_to_960():
    # 496 m straight are 639.84 on foot, 497 are 641.13; 744 are 959.76, 745 are 961.05.
    near, far = ({"stop": (0, metres), "end": (90_000, 0)} for metres in (496, 497))
    assert index(near, [line("7", "stop", 6)]) > 0
    assert index(far, [line("7", "stop", 6)]) == 0
    near, far = ({"stop": (0, metres), "end": (90_000, 0)} for metres in (744, 745))
    assert index(near, [line("T", "stop", 6, "rail")]) > 0
    assert index(far, [line("T", "stop", 6, "rail")]) == 0


def test_a_home_without_a_stop_near_is_band_0_where_stops_are_known_and_unknown_elsewhere():
    table = timetable(STOPS, [line("7", "bus", 6)])
    homes = walks(table, ends(HERE, (0, 5_000), (0, 9_000)))
    # 3.483309 is 3.48: band 1b.
    assert bands_of(table, homes, np.array([True, True, False])) == ("1b", "0", None)
