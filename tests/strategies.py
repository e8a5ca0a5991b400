"""Any resident, place and facts that the input tables could hold, drawn field by field from the schema."""

from dataclasses import fields, replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from hypothesis import strategies as st

from housing_match.domain import Facts, Place, Scenario
from housing_match.tables import TABLE
from housing_match.tables.columns import Kind
from tests.oracle.tiny import house, person, room, world_of

AS_OF = date(2026, 3, 2)
AREAS = ("W10", "W2", "W1", "W1T", "Harrow Road", "golborne")
DAYS = tuple(AS_OF + timedelta(days=days) for days in (-30, 0, 56, 57, 182, 183))
"""Before, on and after the plan's day and around both ends of the window: 8 weeks are 56 days, 26 are 182."""
BIRTH_MONTHS = tuple(date(year, month, 1) for year in (1940, 1961, 1990, 2001, 2008) for month in (2, 3))
AGES = (18, 25, 35, 64, 65)
VALUES = {
    Kind.ID: lambda column: st.sampled_from(("one", "other")),
    Kind.TEXT: lambda column: st.sampled_from(("one", "other")),
    Kind.CODE: lambda column: st.sampled_from(column.allowed),
    Kind.CODES: lambda column: st.frozensets(st.sampled_from(column.allowed)),
    Kind.AREAS: lambda column: st.frozensets(st.sampled_from(AREAS), max_size=3),
    Kind.WHOLE: lambda column: st.sampled_from(AGES) if column.name.startswith("age_") else small(column),
    Kind.MONEY: lambda column: small(column),
    Kind.HOURS: lambda column: st.integers(0, 4).map(lambda halves: Decimal(halves) / 2),
    Kind.DATE: lambda column: st.sampled_from(DAYS),
    Kind.MONTH: lambda column: st.sampled_from(BIRTH_MONTHS),
    Kind.YES_NO: lambda column: st.booleans(),
    Kind.POSTCODE: lambda column: st.sampled_from(("W104AA", "W24DX", "W1T4JE")),
    Kind.BOROUGH: lambda column: st.sampled_from(("E09000033", "E09000020")),
    Kind.BOROUGHS: lambda column: st.frozensets(st.sampled_from(("E09000033", "E09000020")), min_size=1),
}
"""A few values of each kind, so that needs and offers meet often."""


def small(column):
    """Whole numbers around 0 that the column allows."""
    return st.integers(max(column.least, -1), min(column.most, 5))


def cells(table):
    """Field → strategy for every column of a table; None where the cell may be empty or unknown."""
    return {
        column.name: VALUES[column.kind](column) if column.required else st.none() | VALUES[column.kind](column)
        for column in TABLE[table].columns
    }


MINUTES = st.none() | st.integers(0, 30)
MEAN_MINUTES = st.none() | st.builds(Fraction, st.integers(0, 520), st.integers(1, 8))
DECILES = st.none() | st.integers(1, 10)
THOUSANDTHS = st.none() | st.integers(0, 1000)
RESIDENT = cells("residents")
HOME = cells("homes")
PLACE = {
    **HOME,
    **{name: cell for name, cell in cells("bedspaces").items() if name not in HOME},
    "occupant_leaves": st.booleans(),
    "other_bedspaces": st.integers(0, 3),
}
PLACE = {field.name: PLACE[field.name] for field in fields(Place)}
FACTS = {
    "as_of": st.sampled_from(DAYS),
    "window_end": st.sampled_from(DAYS),
    "window_end_band_a": st.sampled_from(DAYS),
    "use_reserved": st.booleans(),
    "incumbent": st.booleans(),
    "inside_exclusion": st.booleans(),
    "station_minutes": MINUTES,
    "step_free_minutes": MINUTES,
    "ward": st.none() | st.sampled_from(("Harrow Road", "Golborne")),
    "crime_decile": DECILES,
    "environment_decile": DECILES,
    "street_lights": st.none() | st.integers(0, 60),
    "family_minutes": MEAN_MINUTES,
    "places_minutes": MEAN_MINUTES,
    "fit_here": THOUSANDTHS,
    "fit_today": THOUSANDTHS,
}

_WORLD = world_of([person("one")], [house("home")], [room("room", "home")])
_PLAIN = Scenario(as_of=AS_OF)
PLAIN_RESIDENT = _WORLD.resident["one"]
PLAIN_PLACE = _WORLD.place("room")
PLAIN_FACTS = Facts(as_of=AS_OF, window_end=_PLAIN.window_end, window_end_band_a=_PLAIN.window_end_band_a)


def varied(record, cells_of, names=None):
    """The record with any values in these fields, all fields where no names are given."""
    drawn = {name: cell for name, cell in cells_of.items() if names is None or name in names}
    return st.fixed_dictionaries(drawn).map(lambda values: replace(record, **values))


def pairs(criterion=None):
    """Any resident, place and facts; only in what the criterion declares, where one is given."""
    reads = (
        (None, None, None)
        if criterion is None
        else (criterion.reads_resident, criterion.reads_place, criterion.reads_facts)
    )
    return st.tuples(
        varied(PLAIN_RESIDENT, RESIDENT, reads[0]),
        varied(PLAIN_PLACE, PLACE, reads[1]),
        varied(PLAIN_FACTS, FACTS, reads[2]),
    )


def residents():
    """Any resident."""
    return varied(PLAIN_RESIDENT, RESIDENT)
