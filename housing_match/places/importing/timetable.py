"""Reads a GTFS feed as one hour of an ordinary weekday: the stops that something calls at, and the lines that call."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from housing_match.places.importing.calls import NO_TIME, read_calls, seconds_of
from housing_match.places.importing.feed import Feed
from housing_match.places.importing.patterns import departures_in_hour, lines_of
from housing_match.places.importing.service_day import ordinary_day
from housing_match.places.inspection import Inspection, Table
from housing_match.places.modes import BUS, METRO, RAIL, TRAM

MODES: tuple[tuple[str, tuple[range, ...]], ...] = (
    (TRAM, (range(0, 1), range(5, 6), range(900, 1000))),
    (METRO, (range(1, 2), range(400, 500))),
    (RAIL, (range(2, 3), range(100, 200))),
    (BUS, (range(3, 4), range(11, 12), range(700, 900))),
)
"""The modes read, by GTFS route_type, basic and extended; ferries, coaches, air, taxis and cable cars are left out."""
STEP_FREE = {"1": "yes", "2": "no"}
"""By wheelchair_boarding; anything else is not known."""
CALLED_AT = ("", "0")
"""Values of location_type at which vehicles call; a station (1) is what they belong to."""


@dataclass(frozen=True, kw_only=True)
class TimetableRead:
    """`stops` as a table of texts with longitude and latitude; `lines` a row for each stop of each line."""

    stops: Table
    lines: Table
    day: str
    """The weekday that was read, as 2026-05-05."""


def read_timetable(path: Path, look: Inspection) -> TimetableRead:
    """The stops and lines of the hour. Raises LayerRefused; whatever else is wrong with a zip as opening has it."""
    if not zipfile.is_zipfile(path):
        raise look.refuse("unknown_format", "is no zip file", "Give the GTFS feed as it was published, in its zip.")
    look.headings = True
    with zipfile.ZipFile(path) as packed:
        feed = Feed(packed, look)
        stops = _stops(feed, look)
        trips = _trips(feed, look)
        running = ordinary_day(feed, trips, look)
        runs = (trips["service_id"].isin(running.services) & (trips["mode"] != "")).to_numpy()
        spells = _frequencies(feed, trips, look)
        at_intervals = np.isin(np.arange(len(trips)), spells["trip"])
        calls = read_calls(feed, trips, runs, at_intervals, stops, look)
    departures = departures_in_hour(calls, spells)
    lines = _named(lines_of(calls, departures, trips), trips, stops)
    if not len(lines):
        raise look.refuse(
            "no_departure", f"has no departure from 08:15 to 09:15 on {running.day}", "Look at its stop_times."
        )
    look.mended.append(
        f"Departures are those from 08:15 to 09:15 on {running.day:%A} {running.day}, the Tuesday, Wednesday or "
        "Thursday on which most trips run."
    )
    if set(lines["mode"]) <= {BUS}:
        look.mended.append("It has no trains, trams or Underground, so that journeys by these are not seen.")
    called = stops[stops["stop_id"].isin(lines["stop_id"])]
    return TimetableRead(stops=called, lines=lines, day=running.day.isoformat())


def _stops(feed: Feed, look: Inspection) -> Table:
    """The stops; one that does not say whether it is step-free is as its station."""
    optional = ("stop_name", "location_type", "parent_station", "wheelchair_boarding")
    stops = feed.whole("stops.txt", ("stop_id", "stop_lat", "stop_lon"), optional)
    _refuse_doubled(stops, "stop_id", "stops.txt", look)
    said = stops["wheelchair_boarding"].map(STEP_FREE).fillna("")
    of_station = dict(zip(stops["stop_id"], said, strict=True))
    stops["step_free"] = said.where(said != "", stops["parent_station"].map(of_station).fillna(""))
    stops = stops.rename(columns={"stop_lon": "longitude", "stop_lat": "latitude", "stop_name": "name"})
    return stops[stops["location_type"].isin(CALLED_AT)].drop(columns=["location_type", "wheelchair_boarding"])


def _trips(feed: Feed, look: Inspection) -> Table:
    """The trips with their service, route, direction and mode, "" for a mode that is not read."""
    routes = feed.whole("routes.txt", ("route_id", "route_type"), ("route_short_name", "route_long_name"))
    trips = feed.whole("trips.txt", ("trip_id", "route_id", "service_id"), ("direction_id", "trip_headsign"))
    _refuse_doubled(routes, "route_id", "routes.txt", look)
    _refuse_doubled(trips, "trip_id", "trips.txt", look)
    mode_of = dict(zip(routes["route_id"], routes["route_type"].map(_mode), strict=True))
    short, long = routes["route_short_name"], routes["route_long_name"]
    name_of = dict(zip(routes["route_id"], short.where(short != "", long), strict=True))
    unknown = ~trips["route_id"].isin(mode_of)
    why = "has a route_id in trips.txt that is in no row of routes.txt"
    mend = "Export the feed again, all files together."
    look.fault_where(unknown, trips["route_id"], "unknown_route", why, mend)
    look.refuse_if_faulty()
    return trips.assign(
        route=trips["route_id"],
        mode=trips["route_id"].map(mode_of),
        name=trips["route_id"].map(name_of),
        direction=trips["direction_id"].where(trips["direction_id"] != "", trips["trip_headsign"]),
    )


def _refuse_doubled(table: Table, column: str, file: str, look: Inspection) -> None:
    again = table[column].duplicated()
    why = f"has a {column} in {file} that is there already"
    look.fault_where(again, table[column], "doubled_id", why, "Export the feed again.")
    look.refuse_if_faulty()


def _mode(route_type: str) -> str:
    number = int(route_type) if route_type.isascii() and route_type.isdigit() else -1
    return next((mode for mode, types in MODES if any(number in some for some in types)), "")


def _frequencies(feed: Feed, trips: Table, look: Inspection) -> Table:
    """Spells in which a trip runs at intervals, with the trip as its place in the table of trips."""
    import pandas

    spells = feed.whole("frequencies.txt", ("trip_id", "start_time", "end_time", "headway_secs"))
    every = pandas.to_numeric(spells["headway_secs"], errors="coerce")
    starts, ends = (seconds_of(spells[name], "frequencies.txt", look) for name in ("start_time", "end_time"))
    wrong = ~((every >= 1) & (every % 1 == 0) & (starts != NO_TIME) & (ends != NO_TIME))
    why = "has a row in frequencies.txt without start, end and whole seconds between departures"
    mend = "Write 600 in headway_secs for every ten minutes."
    look.fault_where(wrong, spells["headway_secs"], "bad_interval", why, mend)
    look.refuse_if_faulty()
    return pandas.DataFrame(
        {
            "trip": pandas.Index(trips["trip_id"]).get_indexer(spells["trip_id"]),
            "starts_second": starts,
            "ends_second": ends,
            "every_seconds": every.astype("int64"),
        }
    )


def _named(lines: Table, trips: Table, stops: Table) -> Table:
    """The lines with the ids of their stops, and the mode and name of their routes."""
    by_route = trips.drop_duplicates("route").set_index("route")
    return lines.assign(
        stop_id=stops["stop_id"].to_numpy()[lines["stop"].to_numpy(dtype=np.int64)],
        mode=lines["route"].map(by_route["mode"]),
        name=lines["route"].map(by_route["name"]),
    ).drop(columns="stop")
