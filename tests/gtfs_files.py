"""A small GTFS feed around Ladbroke Grove in Kensington and Chelsea, to be changed file by file."""

import zipfile

from pyproj import Transformer

TO_DEGREES = Transformer.from_crs("EPSG:27700", "EPSG:4326", always_xy=True)
WEST, SOUTH = 524_171, 181_988
"""W10 5XX, from which stops are so many metres east and north."""

ROUTES = ("route_id,route_short_name,route_long_name,route_type", "B,7,,3", "C,,Circle line,1")
CALENDAR = (
    "service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date",
    "weekday,1,1,1,1,1,0,0,20260504,20260529",  # a Monday to a Friday
)


def stop(stop_id, east, north, parent="", wheelchair="", kind=""):
    """A row of stops.txt so many metres east and north of W10 5XX."""
    longitude, latitude = TO_DEGREES.transform(WEST + east, SOUTH + north)
    return f"{stop_id},{stop_id},{latitude:.7f},{longitude:.7f},{kind},{parent},{wheelchair}"


def stops(*rows):
    """stops.txt."""
    return ("stop_id,stop_name,stop_lat,stop_lon,location_type,parent_station,wheelchair_boarding", *rows)


def trips(*rows):
    """trips.txt: trip_id, route_id, direction_id."""
    return ("route_id,service_id,trip_id,direction_id", *(f"{route},weekday,{trip},{way}" for trip, route, way in rows))


def stop_times(*rows):
    """stop_times.txt: trip_id, time, stop_id; a call arrives and leaves at once."""
    lines, sequence = ["trip_id,arrival_time,departure_time,stop_id,stop_sequence"], {}
    for trip, time, stop_id in rows:
        sequence[trip] = sequence.get(trip, 0) + 1
        lines.append(f"{trip},{time},{time},{stop_id},{sequence[trip]}")
    return tuple(lines)


def small_feed():
    """Bus 7 every 20 minutes from A over B to C, 4 and 6 minutes; the Circle line once from D to E in 3."""
    calls = []
    for number, minute in enumerate((20, 40, 60)):
        for name, more in (("A", 0), ("B", 4), ("C", 10)):
            calls.append((f"t{number}", f"{8 + (minute + more) // 60:02}:{(minute + more) % 60:02}:00", name))
    calls += [("u", "08:30:00", "D"), ("u", "08:33:00", "E")]
    return {
        "stops.txt": stops(
            stop("A", 0, 80), stop("B", 1_000, 80), stop("C", 2_000, 80), stop("D", 2_050, 80), stop("E", 5_000, 80)
        ),
        "routes.txt": ROUTES,
        "trips.txt": trips(("t0", "B", 0), ("t1", "B", 0), ("t2", "B", 0), ("u", "C", 0)),
        "stop_times.txt": stop_times(*calls),
        "calendar.txt": CALENDAR,
    }


def feed_file(folder, files, name="feed.zip"):
    """A feed of these files, each its lines."""
    path = folder / name
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for member, lines in files.items():
            packed.writestr(member, "\n".join(lines) + "\n")
    return path
