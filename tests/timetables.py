"""Timetables by hand, as arrays: stops so many metres east and north, and lines that call at them."""

from types import SimpleNamespace

import geopandas
import numpy as np
import pandas
from shapely.geometry import Point

from housing_match.places.access import access
from housing_match.places.timetable import timetable_of
from housing_match.places.transport import Ends

SPOT = 524_171, 181_988


def ends(*offsets):
    """Points so many metres east and north of one spot, off the streets."""
    spots = np.array(offsets, dtype=np.int64).reshape(-1, 2) + np.array(SPOT)
    return Ends(points=(spots[:, 0], spots[:, 1]), nodes=None)


def timetable(stops, lines, stations=()):
    """`stops` are name → (east, north) or (east, north, step_free); lines are dicts of route, calls and the rest.

    `calls` are (stop, minutes since the first); `departures` an hour are the same at every stop, `mode` is bus, and
    `direction` 0, unless they are said.
    """
    names = list(stops)
    table = geopandas.GeoDataFrame(
        {"stop_id": names, "step_free": [(*stops[name], "")[2] for name in names]},
        geometry=[Point(SPOT[0] + stops[name][0], SPOT[1] + stops[name][1]) for name in names],
        crs="EPSG:27700",
    )
    rows = [
        {
            "line": number,
            "position": position,
            "stop_id": stop,
            "elapsed_seconds": round(60 * minutes),
            "route": line["route"],
            "direction": line.get("direction", "0"),
            "departures": line.get("departures", 6),
            "mode": line.get("mode", "bus"),
            "name": line.get("name", line["route"]),
        }
        for number, line in enumerate(lines)
        for position, (stop, minutes) in enumerate(line["calls"])
    ]
    return timetable_of(table, pandas.DataFrame(rows), stations)


def walks(table, points):
    """The walks of points to the stops of a timetable, in straight lines × 1.29."""
    return access(points, Ends(points=table.points, nodes=None), table.reach_metres, None)


def station(name, lines, step_free_lines, east=0, north=0):
    """A station by hand."""
    return SimpleNamespace(
        name=name,
        lines=tuple(lines),
        step_free_lines=tuple(step_free_lines),
        easting=SPOT[0] + east,
        northing=SPOT[1] + north,
    )
