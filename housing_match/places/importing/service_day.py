"""Which ordinary weekday a timetable is read for, and which of its services run then."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np
from numpy.typing import NDArray

from housing_match.places.importing.feed import CALENDARS, Feed
from housing_match.places.inspection import Inspection, Table

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
ORDINARY = (1, 2, 3)
"""Tuesday to Thursday, as date.weekday() counts."""
ADDED, REMOVED = "1", "2"
_FIRST = date(2000, 1, 1)
_DAYS = 36_525
"""Days from _FIRST on that a calendar may name: a hundred years."""


@dataclass(frozen=True, kw_only=True)
class ServiceDay:
    """The day, and the ids of the services that run on it."""

    day: date
    services: frozenset[str]


def ordinary_day(feed: Feed, trips: Table, look: Inspection) -> ServiceDay:
    """The Tuesday, Wednesday or Thursday on which most trips run, of several the first: so never a bank holiday.

    `trips` has a `service_id` for each trip. Raises LayerRefused where nothing runs on any.
    """
    calendar = feed.whole(CALENDARS[0], ("service_id", *WEEKDAYS, "start_date", "end_date"))
    exceptions = feed.whole(CALENDARS[1], ("service_id", "date", "exception_type"))
    first, last = (_days(calendar[name], CALENDARS[0], look) for name in ("start_date", "end_date"))
    on = _days(exceptions["date"], CALENDARS[1], look)
    look.refuse_if_faulty()
    trips_of = trips["service_id"].value_counts()
    weight = calendar["service_id"].map(trips_of).fillna(0).to_numpy(dtype=np.int64)
    runs = np.column_stack([calendar[name].to_numpy() == "1" for name in WEEKDAYS]).astype(np.bool_)
    every_day = np.arange(_DAYS)
    weekday = (every_day + _FIRST.weekday()) % 7
    count = np.zeros(_DAYS, dtype=np.int64)
    for of_week in ORDINARY:
        steps = np.zeros(_DAYS + 1, dtype=np.int64)
        np.add.at(steps, first, weight * runs[:, of_week])
        np.add.at(steps, last + 1, -weight * runs[:, of_week])
        count += np.where(weekday == of_week, np.cumsum(steps[:-1]), 0)
    row_of = {service: row for row, service in enumerate(calendar["service_id"])}
    for service, day, kind in zip(exceptions["service_id"], on.tolist(), exceptions["exception_type"], strict=True):
        row = row_of.get(service, -1)
        usual = row >= 0 and first[row] <= day <= last[row] and bool(runs[row, weekday[day]])
        if kind == ADDED and not usual:
            count[day] += int(trips_of.get(service, 0))
        elif kind == REMOVED and usual:
            count[day] -= int(trips_of.get(service, 0))
    count[~np.isin(weekday, ORDINARY)] = 0
    best = int(count.argmax())
    if count[best] <= 0:
        raise look.refuse("no_service", "has no trip on any Tuesday, Wednesday or Thursday", "Look at its calendar.")
    running = set(calendar["service_id"][(first <= best) & (best <= last) & runs[:, weekday[best]]])
    that_day = exceptions[on == best]
    running -= set(that_day["service_id"][that_day["exception_type"] == REMOVED])
    running |= set(that_day["service_id"][that_day["exception_type"] == ADDED])
    return ServiceDay(day=_FIRST + timedelta(days=best), services=frozenset(running))


def _days(column: Table, file: str, look: Inspection) -> NDArray[np.int64]:
    """Dates written 20260505 as days from _FIRST; a fault for those that are none, or not of that century."""
    import pandas

    dates: Any = pandas.to_datetime(column, format="%Y%m%d", errors="coerce")
    days = (dates - pandas.Timestamp(_FIRST)).dt.days.fillna(-1).to_numpy(dtype=np.int64)
    wrong = (days < 0) | (days >= _DAYS)
    why = f"has a {column.name} in {file} that is no date of this century"
    look.fault_where(wrong, column, "bad_date", why, "Write it as 20260505.")
    return np.where(wrong, 0, days)
