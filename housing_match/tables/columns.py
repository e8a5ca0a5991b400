"""What a table and its columns are: the shape in which the schema is written."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a cell holds; the value names it in words."""

    ID = "id"
    TEXT = "text"
    CODE = "one code"
    CODES = "codes with ; between"
    AREAS = "postcode districts or ward names with ; between"
    WHOLE = "whole number"
    MONEY = "whole pounds"
    HOURS = "hours, with at most two decimals"
    DECIMAL = "number"
    DATE = "date YYYY-MM-DD"
    MONTH = "month YYYY-MM"
    YES_NO = "yes or no"
    POSTCODE = "postcode"
    BOROUGH = "borough, by name or GSS code"
    BOROUGHS = "boroughs with ; between"


LISTS = (Kind.CODES, Kind.AREAS, Kind.BOROUGHS)
"""Kinds whose empty cell means none, and whose word `unknown` means unknown (boroughs are never unknown)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One field of a table. `least` and `most` bound whole numbers, hours and money, both included."""

    name: str
    kind: Kind
    meaning: str
    required: bool = False
    allowed: tuple[str, ...] = ()
    least: int = 0
    most: int = 0
    past: bool = False
    """Whether a date after the scenario's date is impossible."""
    refers_to: str = ""
    """The table whose ids the cell names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One table: a sheet of the workbook or a CSV file of the same name."""

    name: str
    meaning: str
    columns: tuple[Column, ...]
    required: bool = False
    key: str = ""
    """The column whose ids may not be repeated."""
    about_people: bool = False
    """Whether its rows are about one person, so that names and NHS numbers are looked for in every cell."""

    @property
    def column(self) -> dict[str, Column]:
        """Columns by name."""
        return {one.name: one for one in self.columns}


def key(name: str, meaning: str, *, refers_to: str = "") -> Column:
    """A required id."""
    return Column(name=name, kind=Kind.ID, meaning=meaning, required=True, refers_to=refers_to)


def reference(name: str, meaning: str, refers_to: str) -> Column:
    """An id of another table that may be empty."""
    return Column(name=name, kind=Kind.ID, meaning=meaning, refers_to=refers_to)


def text(name: str, meaning: str, *, required: bool = False) -> Column:
    """Free text."""
    return Column(name=name, kind=Kind.TEXT, meaning=meaning, required=required)


def code(name: str, allowed: tuple[str, ...], meaning: str, *, required: bool = False) -> Column:
    """One code of a list."""
    return Column(name=name, kind=Kind.CODE, meaning=meaning, required=required, allowed=allowed)


def codes(name: str, allowed: tuple[str, ...], meaning: str) -> Column:
    """Any number of codes of a list."""
    return Column(name=name, kind=Kind.CODES, meaning=meaning, allowed=allowed)


def whole(name: str, least: int, most: int, meaning: str, *, required: bool = False) -> Column:
    """A whole number."""
    return Column(name=name, kind=Kind.WHOLE, meaning=meaning, required=required, least=least, most=most)


def hours(name: str, most: int, meaning: str) -> Column:
    """Hours a week."""
    return Column(name=name, kind=Kind.HOURS, meaning=meaning, most=most)


def weekly(name: str, meaning: str) -> Column:
    """Whole pounds a week, or an hour."""
    return Column(name=name, kind=Kind.MONEY, meaning=meaning, most=100_000)


def capital(name: str, meaning: str) -> Column:
    """Whole pounds once; required wherever it stands."""
    return Column(name=name, kind=Kind.MONEY, meaning=meaning, required=True, most=100_000_000)


def day(name: str, meaning: str, *, past: bool = False) -> Column:
    """A date."""
    return Column(name=name, kind=Kind.DATE, meaning=meaning, past=past)


def plain(name: str, kind: Kind, meaning: str, *, required: bool = False) -> Column:
    """A column of a kind that needs no more said."""
    return Column(name=name, kind=kind, meaning=meaning, required=required)
