"""Journeys by timetable: by hand in small worlds, and against a search of every journey of one ride or two."""

import random

import numpy as np
import pytest

from housing_match.places.rides import rides
from tests.timetables import ends, station, timetable, walks

HOME, PLACE = (0, 0), (4_000, 0)


def minutes(table, home=HOME, place=PLACE, *, step_free=False):
    homes, places = walks(table, ends(home)), walks(table, ends(place))
    found = rides(table, homes, places, step_free=step_free)
    return found.minutes(np.array([0]), np.array([0])).item()


def line(route, *calls, **others):
    return {"route": route, "calls": calls, **others}


def test_one_ride_is_the_walk_half_the_interval_the_time_on_board_and_the_walk_from_the_stop():
    # 100 m × 1.29 / 80 = 1.61 minutes at either end, 1.6 in tenths; every 10 minutes, so a wait of 5; 9 on board.
    # 1.6 + 5 + 9 + 1.6 = 17.2.
    table = timetable({"A": (0, 100), "B": (4_000, 100)}, [line("7", ("A", 0), ("B", 9))])
    assert minutes(table) == 17


def test_nobody_waits_more_than_a_quarter_of_an_hour():
    # One an hour is half an hour's wait; 15 count: 1.6 + 15 + 9 + 1.6 = 27.2.
    table = timetable({"A": (0, 100), "B": (4_000, 100)}, [line("7", ("A", 0), ("B", 9), departures=1)])
    assert minutes(table) == 27


def test_nobody_rides_against_the_direction_or_boards_where_nothing_departs():
    stops = {"A": (0, 100), "B": (4_000, 100)}
    assert minutes(timetable(stops, [line("7", ("B", 0), ("A", 9))])) == -1
    assert minutes(timetable(stops, [line("7", ("A", 0), ("B", 9), departures=0)])) == -1


def test_a_stop_beyond_the_walk_that_its_mode_allows_is_not_used():
    # 500 m × 1.29 = 645 m: too far for a bus, near enough for a train (960 m).
    stops = {"A": (0, 500), "B": (4_000, 100)}
    assert minutes(timetable(stops, [line("7", ("A", 0), ("B", 9))])) == -1
    # 645 m are 8.06 minutes: 8.1 + 5 + 9 + 1.6 = 23.7.
    assert minutes(timetable(stops, [line("7", ("A", 0), ("B", 9), mode="rail")])) == 24


def test_two_rides_cost_the_change_the_walk_between_stops_and_both_waits():
    stops = {"A": (0, 100), "B": (2_000, 0), "C": (2_000, 100), "D": (4_000, 100)}
    table = timetable(stops, [line("7", ("A", 0), ("B", 5)), line("8", ("C", 0), ("D", 6), departures=10)])
    # 1.6 + 5 + 5; the change 5 and 1.6 on foot; 3 + 6 + 1.6: 28.8.
    assert minutes(table) == 29


def test_the_same_stop_needs_no_walk_to_change_and_a_far_one_cannot_be_changed_to():
    lines = [line("7", ("A", 0), ("B", 5)), line("8", ("B", 0), ("D", 6))]
    # 1.6 + 5 + 5 + 5 + 5 + 6 + 1.6 = 29.2.
    assert minutes(timetable({"A": (0, 100), "B": (2_000, 0), "D": (4_000, 100)}, lines)) == 29
    far = {"A": (0, 100), "B": (2_000, 0), "C": (2_000, 194), "D": (4_000, 100)}  # 194 m × 1.29 = 250.3 m
    assert minutes(timetable(far, [lines[0], line("8", ("C", 0), ("D", 6))])) == -1


def test_three_rides_are_not_looked_for():
    stops = {"A": (0, 100), "B": (1_000, 0), "C": (2_000, 0), "D": (4_000, 100)}
    lines = [line("7", ("A", 0), ("B", 3)), line("8", ("B", 0), ("C", 3)), line("9", ("C", 0), ("D", 3))]
    assert minutes(timetable(stops, lines)) == -1


def test_a_line_that_comes_by_twice_is_left_at_the_better_call():
    stops = {"A": (0, 100), "B": (4_000, 100), "C": (2_000, 0)}
    table = timetable(stops, [line("7", ("B", 0), ("A", 4), ("B", 8), ("C", 9), ("B", 20))])
    # 1.6 + 5 + 4 + 1.6 = 12.2
    assert minutes(table) == 12


STEPS = {"A": (0, 100), "B": (4_000, 100)}


@pytest.mark.parametrize(
    ("said", "mode", "expected"),
    [
        (("", ""), "bus", 17),  # a bus can be used by everybody
        (("no", ""), "bus", -1),
        (("", "no"), "bus", -1),
        (("yes", "yes"), "metro", 17),
        (("yes", ""), "metro", -1),  # unknown is not relied on
        (("", "yes"), "metro", -1),
    ],
)
def test_a_journey_is_step_free_only_if_both_ends_are_known_to_be(said, mode, expected):
    stops = {name: (*spot, word) for (name, spot), word in zip(STEPS.items(), said, strict=True)}
    table = timetable(stops, [line("Circle", ("A", 0), ("B", 9), mode=mode)])
    assert minutes(table, step_free=True) == expected
    assert minutes(table) == 17


def test_the_change_must_be_step_free_as_well():
    def table(here, there):
        stops = {"A": (0, 100, "yes"), "B": (2_000, 0, here), "C": (2_000, 0, there), "D": (4_000, 100, "yes")}
        lines = [line("1", ("A", 0), ("B", 5), mode="metro"), line("2", ("C", 0), ("D", 6), mode="metro")]
        return timetable(stops, lines)

    assert minutes(table("yes", "yes"), step_free=True) == 29
    assert minutes(table("yes", "no"), step_free=True) == -1
    assert minutes(table("no", "yes"), step_free=True) == -1
    assert minutes(table("yes", ""), step_free=True) == -1


def test_where_the_timetable_is_silent_the_station_says_of_each_line_whether_it_is_step_free():
    stations = [
        station("Here", ["circle", "district"], ["circle"], 0, 150),
        station("There", ["circle", "district"], ["circle", "district"], 4_000, 0),
    ]
    for name, expected in (("Circle line", 17), ("District", -1), ("Jubilee", -1)):
        table = timetable(STEPS, [line("r", ("A", 0), ("B", 9), mode="metro", name=name)], stations)
        assert minutes(table, step_free=True) == expected
    national = [station("Here", ["national-rail"], ["national-rail"]), station("There", ["national-rail"], [], 4_000)]
    table = timetable(STEPS, [line("r", ("A", 0), ("B", 9), mode="rail", name="Southern")], national)
    assert table.step_free.tolist() == [True, False]


def every_journey(lines, on_foot, off_foot, changes):
    """Tenths of a minute of the quickest journey of one ride or two, by trying all; None without any."""
    waiting, found = dict(on_foot), []
    for ride in (1, 2):
        reached = {}
        for calls, wait in lines:
            for at, (stop, leaves) in enumerate(calls):
                for end, arrives in calls[at + 1 :]:
                    if stop in waiting:
                        time = waiting[stop] + wait + arrives - leaves
                        reached[end] = min(time, reached.get(end, time))
        found += [time + off_foot[stop] for stop, time in reached.items() if stop in off_foot]
        waiting = {}
        for (here, there), tenths in changes.items():
            if here in reached and ride == 1:
                time = reached[here] + tenths
                waiting[there] = min(time, waiting.get(there, time))
    return min(found, default=None)


@pytest.mark.parametrize("seed", range(30))
def test_no_journey_of_one_ride_or_two_is_quicker(seed):
    dice = random.Random(seed)
    names = [f"s{number}" for number in range(12)]
    stops = {name: (dice.randrange(0, 4_000, 50), dice.randrange(0, 900, 50)) for name in names}
    lines = []
    for number in range(8):
        times = sorted(dice.sample(range(30), 5))
        calls = [(stop, minutes - times[0]) for stop, minutes in zip(dice.choices(names, k=5), times, strict=True)]
        lines.append(line(f"r{number}", *calls, departures=dice.randint(1, 12)))
    table = timetable(stops, lines)
    homes, places = (
        walks(table, ends(*[(east, 450) for east in (0, 300, 3_500)])),
        walks(table, ends(PLACE, (1_000, 0))),
    )
    # round to the tenth: walks at 8 metres a tenth, waits 600 tenths over twice the departures, half up
    straight = {
        (here, there): int(
            1.29 * ((stops[here][0] - stops[there][0]) ** 2 + (stops[here][1] - stops[there][1]) ** 2) ** 0.5
        )
        for here in names
        for there in names
    }
    changes = {pair: 50 + (2 * metres + 8) // 16 for pair, metres in straight.items() if metres < 250}
    plain = [
        (
            [(stop, 10 * minutes) for stop, minutes in one["calls"]],
            min(150, (600 + one["departures"]) // (2 * one["departures"])),
        )
        for one in lines
    ]
    found = rides(table, homes, places, step_free=False)
    for home in range(3):
        for place in range(2):
            first, last = (
                {names[walk.stop[at]]: int(walk.walk_tenths[at]) for at in range(walk.first[one], walk.first[one + 1])}
                for walk, one in ((homes, home), (places, place))
            )
            best = every_journey(plain, first, last, changes)
            said = found.minutes(np.array([home]), np.array([place])).item()
            assert said == (-1 if best is None else (best + 5) // 10)


def test_a_group_of_homes_more_than_are_searched_at_once_is_searched_whole(monkeypatch):
    from housing_match.places import rides as module

    monkeypatch.setattr(module, "HOMES_AT_ONCE", 2)
    table = timetable({"A": (0, 100), "B": (4_000, 100)}, [line("7", ("A", 0), ("B", 9))])
    homes, places = walks(table, ends(HOME, (9_000, 0), HOME, HOME, (9_000, 0))), walks(table, ends(PLACE))
    found = rides(table, homes, places, step_free=False)
    assert found.minutes(np.arange(5), np.zeros(5, dtype=np.int64)).tolist() == [17, -1, 17, 17, -1]
