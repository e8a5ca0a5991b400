"""Each field of the tables in words: for the template's notes and for the page that explains them."""

from dataclasses import dataclass

from housing_match.tables.columns import LISTS, Column, Kind, Table
from housing_match.tables.schema import TABLES


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field of one table, as an officer reads it."""

    table: str
    name: str
    required: bool
    holds: str
    """Which values, with their unit and bounds."""
    meaning: str


def fields_in_words() -> tuple[Field, ...]:
    """Every field of every table, in the contract's order."""
    return tuple(
        Field(table=table.name, name=one.name, required=one.required, holds=holds(one), meaning=one.meaning)
        for table in TABLES
        for one in table.columns
    )


def need_of(table: Table) -> str:
    """Whether a table has to be there."""
    return "required" if table.required else "may stay empty"


def holds(column: Column) -> str:
    """What may stand in a cell of a column: values, unit and bounds."""
    said = {
        Kind.ID: f"an id of {column.refers_to}" if column.refers_to else "an id, up to 64 characters",
        Kind.TEXT: "text, up to 500 characters",
        Kind.CODE: f"one of: {', '.join(column.allowed)}",
        Kind.CODES: f"any of: {', '.join(column.allowed)}; several with ; between",
        Kind.AREAS: "postcode districts (such as SW3) or names of wards; several with ; between",
        Kind.WHOLE: f"a whole number from {column.least:,} to {column.most:,}",
        Kind.MONEY: f"whole pounds, up to £{column.most:,}",
        Kind.HOURS: f"hours a week, up to {column.most:,}, with at most two decimals",
        Kind.DECIMAL: "a number above 0, such as 0.25",
        Kind.DATE: "a date as year-month-day, such as 2026-09-30",
        Kind.MONTH: "a month as year-month, such as 1990-04",
        Kind.YES_NO: "yes or no",
        Kind.POSTCODE: "a postcode, in any spacing or case",
        Kind.BOROUGH: "an English local authority, by name or GSS code",
        Kind.BOROUGHS: "English local authorities, by name or GSS code; several with ; between",
    }[column.kind]
    if column.past:
        said += ", not after the plan's date"
    if column.kind in LISTS and not column.required:
        said += "; the word unknown means not known"
    return said
