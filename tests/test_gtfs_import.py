"""Timetables that a council brings as GTFS: which day and hour are read, and what is refused with nothing changed."""

import zipfile
from datetime import date

import pytest

from housing_match.places.importing import LayerRefused, Provenance, feed, import_layer
from housing_match.places.timetable import LINES_TABLE
from housing_match.places.workspace import stored_layers, stored_table
from tests.gtfs_files import CALENDAR, ROUTES, feed_file, small_feed, stop, stop_times, stops

SAID = Provenance(source="TfL", vintage="", licence="OGL")


def imported(folder, files):
    return import_layer("gtfs", feed_file(folder, files), folder / "workspace", SAID, date(2026, 5, 1))


def lines_of(folder, files):
    """The stored lines: line → [(stop_id, elapsed_seconds, departures), …]."""
    table = stored_table(folder / "workspace", imported(folder, files), LINES_TABLE)
    found = {}
    for one in table.sort_values(["line", "position"]).itertuples():
        found.setdefault((one.route, one.direction, one.line), []).append(
            (one.stop_id, one.elapsed_seconds, one.departures)
        )
    return list(found.values())


def refused(folder, files):
    with pytest.raises(LayerRefused) as caught:
        imported(folder, files)
    assert not (folder / "workspace").exists()
    return [(one.code, one.rows) for one in caught.value.faults]


def test_lines_are_stored_with_departures_of_the_hour_and_minutes_on_board(tmp_path):
    # Three buses leave A and B from 08:15 to 09:15 (B at 08:24, 08:44 and 09:04); nobody departs from a last stop.
    assert lines_of(tmp_path, small_feed()) == [
        [("A", 0, 3), ("B", 240, 3), ("C", 600, 0)],
        [("D", 0, 1), ("E", 180, 0)],
    ]
    (layer,) = stored_layers(tmp_path / "workspace").values()
    assert (layer.kind, layer.rows, layer.vintage) == ("gtfs", 5, "2026-05-05")
    assert layer.mended == (
        "Departures are those from 08:15 to 09:15 on Tuesday 2026-05-05, the Tuesday, Wednesday or Thursday on which "
        "most trips run.",
    )


def test_the_hour_begins_at_a_quarter_past_eight_and_ends_before_a_quarter_past_nine(tmp_path):
    calls = [
        (f"t{number}", time, name)
        for number, time in enumerate(("08:14:59", "08:15:00", "09:14:59"))
        for name, time in (("A", time), ("B", "10:00:00"))
    ]
    late = [("u", "09:15:00", "A"), ("u", "10:00:00", "B")]
    files = {**small_feed(), "stop_times.txt": stop_times(*calls, *late)}
    ((first, _),) = lines_of(tmp_path, files)
    assert first[2] == 2


def test_the_day_is_that_on_which_most_trips_run_and_of_several_the_first(tmp_path):
    files = small_feed()
    # No bus on the first two weeks' Tuesdays to Thursdays but one; an added service on Thursday 21 May.
    files["calendar_dates.txt"] = (
        "service_id,date,exception_type",
        *(f"weekday,202605{day:02},2" for day in (5, 6, 7, 12, 13)),
        "extra,20260521,1",
    )
    assert imported(tmp_path, files).vintage == "2026-05-14"
    files["trips.txt"] = (*files["trips.txt"], "B,extra,t3,0")
    files["stop_times.txt"] = (*files["stop_times.txt"], "t3,08:16:00,08:16:00,A,1", "t3,08:20:00,08:20:00,B,2")
    assert imported(tmp_path, files).vintage == "2026-05-21"


def test_a_feed_without_a_calendar_has_its_days_from_the_exceptions(tmp_path):
    files = small_feed()
    del files["calendar.txt"]
    # The 9th is a Saturday, the 11th a Monday, the 13th a Wednesday.
    rows = (f"weekday,202605{day:02},1" for day in (9, 11, 13))
    files["calendar_dates.txt"] = ("service_id,date,exception_type", *rows)
    assert imported(tmp_path, files).vintage == "2026-05-13"


def test_trips_at_intervals_count_as_often_as_they_run_in_the_hour(tmp_path):
    files = small_feed()
    files["frequencies.txt"] = (
        "trip_id,start_time,end_time,headway_secs",
        "t0,08:00:00,09:00:00,600",
        "t0,09:00:00,10:00:00,900",
    )
    ((_, at_b, _), _) = lines_of(tmp_path, files)
    # t0 leaves A every 10 minutes from 08:00 to 08:50 and at 09:00 and 09:15, and B 4 minutes later: within the hour at
    # 08:24, 08:34, 08:44, 08:54 and 09:04. It no longer runs at 08:20; t1 and t2 leave B at 08:44 and 09:04.
    assert at_b == ("B", 240, 7)


def test_hours_after_midnight_are_of_the_night_that_follows(tmp_path):
    files = small_feed()
    files["trips.txt"] = (*files["trips.txt"], "B,weekday,night,0")
    files["stop_times.txt"] = (*files["stop_times.txt"], "night,24:20:00,24:20:00,A,1", "night,32:20:00,32:20:00,B,2")
    assert lines_of(tmp_path, files)[0] == [("A", 0, 3), ("B", 240, 3), ("C", 600, 0)]


def test_times_between_those_given_are_in_even_steps(tmp_path):
    files = small_feed()
    files["stop_times.txt"] = (
        "trip_id,arrival_time,departure_time,stop_id,stop_sequence",
        "t0,08:20:00,08:20:00,A,1",
        "t0,,,B,2",
        "t0,08:26:00,,C,3",
    )
    assert lines_of(tmp_path, files) == [[("A", 0, 1), ("B", 180, 1), ("C", 360, 0)]]


def test_rows_may_come_in_any_order_and_nobody_departs_where_nobody_may_board(tmp_path):
    files = small_feed()
    files["stop_times.txt"] = (
        "stop_sequence,stop_id,trip_id,arrival_time,departure_time,pickup_type",
        "30,C,t0,08:30:00,08:30:00,0",
        "4,A,t0,08:20:00,08:20:00,0",
        "11,B,t0,08:24:00,08:25:00,1",
    )
    assert lines_of(tmp_path, files) == [[("A", 0, 1), ("B", 240, 0), ("C", 600, 0)]]


def test_short_workings_are_part_of_the_longer_line_and_other_ways_are_lines_of_their_own(tmp_path):
    files = small_feed()
    files["trips.txt"] = (*files["trips.txt"], "B,weekday,short,0", "B,weekday,fast,0", "B,weekday,back,1")
    files["stop_times.txt"] = (
        *files["stop_times.txt"],
        *("short,08:30:00,08:30:00,B,1", "short,08:36:00,08:36:00,C,2"),
        *("fast,08:31:00,08:31:00,A,1", "fast,08:37:00,08:37:00,C,2"),
        *("back,08:32:00,08:32:00,C,1", "back,08:36:00,08:36:00,B,2"),
    )
    assert lines_of(tmp_path, files)[:3] == [
        [("A", 0, 4), ("B", 240, 4), ("C", 600, 0)],
        [("A", 0, 4), ("C", 360, 0)],
        [("C", 0, 1), ("B", 240, 0)],
    ]


def test_ferries_and_coaches_are_left_out_and_a_feed_of_buses_alone_says_so(tmp_path):
    files = {**small_feed(), "routes.txt": (*ROUTES[:2], "C,,Ferry,4")}
    assert len(lines_of(tmp_path, files)) == 1
    (layer,) = stored_layers(tmp_path / "workspace").values()
    assert "no trains, trams or Underground" in layer.mended[1]


def test_a_stop_that_says_nothing_of_steps_is_as_its_station(tmp_path):
    files = small_feed()
    files["stops.txt"] = stops(
        stop("S", 0, 0, kind="1", wheelchair="1"),
        stop("A", 0, 80, parent="S"),
        stop("B", 1_000, 80, parent="S", wheelchair="2"),
        *(stop(name, 2_000, 80, wheelchair="0") for name in "CDE"),
    )
    layer = imported(tmp_path, files)
    table = stored_table(tmp_path / "workspace", layer)
    assert dict(zip(table["stop_id"], table["step_free"], strict=True)) == {
        "A": "yes",
        "B": "no",
        **dict.fromkeys("CDE", ""),
    }


WRONG = {
    "no stop_times": ("stop_times.txt", None, [("no_file", ())]),
    "no calendar of either kind": ("calendar.txt", None, [("no_file", ())]),
    "a column too few": ("routes.txt", ("route_id", "B"), [("no_column", ())]),
    "a trip of no route": ("trips.txt", (*small_feed()["trips.txt"], "Z,weekday,t9,0"), [("unknown_route", (6,))]),
    "a trip twice": ("trips.txt", (*small_feed()["trips.txt"], "B,weekday,t0,0"), [("doubled_id", (6,))]),
    "calls of no trip": ("stop_times.txt", stop_times(("Z", "08:20:00", "A")), [("unknown_trip", (2,))]),
    "calls at no stop": (
        "stop_times.txt",
        stop_times(("t0", "08:20:00", "A"), ("t0", "08:21:00", "Z")),
        [("unknown_stop", (3,))],
    ),
    "no time": ("stop_times.txt", stop_times(("t0", "8.20", "A")), [("bad_time", (2,)), ("bad_time", (2,))]),
    "no sequence": (
        "stop_times.txt",
        ("trip_id,arrival_time,departure_time,stop_id,stop_sequence", "t0,08:20:00,08:20:00,A,first"),
        [("bad_sequence", (2,))],
    ),
    "no rows": ("stop_times.txt", small_feed()["stop_times.txt"][:1], [("no_departure", ())]),
    "no departure in the hour": (
        "stop_times.txt",
        stop_times(("t0", "07:20:00", "A"), ("t0", "07:24:00", "B")),
        [("no_departure", ())],
    ),
    "no service on a weekday": (
        "calendar.txt",
        (CALENDAR[0], "weekday,1,0,0,0,1,1,1,20260504,20260529"),
        [("no_service", ())],
    ),
    "no date": ("calendar.txt", (CALENDAR[0], "weekday,1,1,1,1,1,0,0,2026-05-04,20260529"), [("bad_date", (2,))]),
    "no interval": (
        "frequencies.txt",
        ("trip_id,start_time,end_time,headway_secs", "t0,08:00:00,09:00:00,0"),
        [("bad_interval", (2,))],
    ),
    "a stop in the sea": (
        "stops.txt",
        (*small_feed()["stops.txt"][:5], "E,E,51.0,1.9,,,"),
        [("in_the_sea", (6,))],
    ),
    "two stops with one id": (
        "stops.txt",
        (*small_feed()["stops.txt"], stop("A", 900, 0)),
        [("doubled_id", (7,))],
    ),
}


@pytest.mark.parametrize(("member", "lines", "faults"), WRONG.values(), ids=WRONG)
def test_a_faulty_feed_is_refused_with_its_reasons_and_rows(member, lines, faults, tmp_path):
    files = small_feed() | ({member: lines} if lines is not None else {})
    if lines is None:
        del files[member]
    assert refused(tmp_path, files) == faults


def test_trips_whose_times_run_backwards_are_left_out_and_it_is_said(tmp_path):
    files = small_feed()
    files["trips.txt"] = (*files["trips.txt"], "B,weekday,back,0", "B,weekday,open,0")
    files["stop_times.txt"] = (
        *files["stop_times.txt"],
        *("back,08:30:00,08:30:00,A,1", "back,08:20:00,08:20:00,B,2"),
        *("open,08:30:00,08:30:00,A,1", "open,,,B,2"),
    )
    assert lines_of(tmp_path, files)[0][0] == ("A", 0, 3)
    (layer,) = stored_layers(tmp_path / "workspace").values()
    assert layer.mended[0].startswith("2 trips with times that run backwards or do not begin and end")


def test_what_is_no_zip_or_damaged_is_refused(tmp_path):
    path = tmp_path / "feed.zip"
    for content, code in ((b"stop_id,stop_name\n", "unknown_format"), (b"", "empty")):
        path.write_bytes(content)
        with pytest.raises(LayerRefused) as caught:
            import_layer("gtfs", path, tmp_path / "workspace", SAID, date(2026, 5, 1))
        assert [one.code for one in caught.value.faults] == [code]
    whole = feed_file(tmp_path, small_feed()).read_bytes()
    at = whole.index(b"stops.txt") + len("stops.txt") + 9
    path.write_bytes(whole[:at] + bytes([whole[at] ^ 255]) + whole[at + 1 :])
    with pytest.raises(LayerRefused) as caught:
        import_layer("gtfs", path, tmp_path / "workspace", SAID, date(2026, 5, 1))
    assert [one.code for one in caught.value.faults] == ["damaged"]


def test_files_that_are_too_large_or_grow_too_much_are_refused_before_they_are_unpacked(tmp_path, monkeypatch):
    monkeypatch.setattr(feed, "MOST_STREAMED_BYTES", 90)
    monkeypatch.setattr(feed, "MOST_TABLE_BYTES", 90)
    faults = refused(tmp_path, small_feed())
    assert faults == [("too_large", ())] * 4  # stops, trips, stop_times and calendar; routes are less than 90 bytes
    monkeypatch.undo()
    bomb = {**small_feed(), "routes.txt": (*ROUTES, "," * 2_000_000)}
    assert refused(tmp_path, bomb) == [("zip_bomb", ())]


def test_other_files_of_a_feed_are_never_unpacked(tmp_path):
    files = small_feed()
    files["shapes.txt"] = ("0" * 3_000_000,)
    assert imported(tmp_path, files).rows == 5


def test_a_feed_of_two_folders_or_with_a_password_is_refused(tmp_path):
    path = feed_file(tmp_path, {**small_feed(), "other/stops.txt": small_feed()["stops.txt"]})
    with pytest.raises(LayerRefused, match=r"holds stops\.txt twice"):
        import_layer("gtfs", path, tmp_path / "workspace", SAID, date(2026, 5, 1))
    path = feed_file(tmp_path, small_feed())
    locked = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as packed:
        at = packed.start_dir
    locked[at + 8] |= 1  # the flag of a password in the list of files
    path.write_bytes(locked)
    with pytest.raises(LayerRefused, match="password"):
        import_layer("gtfs", path, tmp_path / "workspace", SAID, date(2026, 5, 1))
