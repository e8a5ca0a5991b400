"""Numbers, money and dates: what the text of a cell means by its column, or what is wrong with it."""

import re
from datetime import date
from decimal import Decimal
from typing import Any

from housing_match.criteria import age_on
from housing_match.tables.columns import Column
from housing_match.tables.wrong import Wrong

LEAST_AGE = 14
FIRST_YEAR, LAST_YEAR = 1900, 2200
WHOLE_NUMBER = re.compile(r"[+-]?\d{1,15}(?:\.0+)?", re.ASCII)
POUNDS = re.compile(r"£? ?(\d{1,3}(?:,\d{3})+|\d{1,15})(?:\.0+)?", re.ASCII)
HOURS = re.compile(r"\d{1,6}(?:\.\d{1,2}0*)?", re.ASCII)
NUMBER = re.compile(r"\d{1,12}(?:\.\d{1,12})?", re.ASCII)
ISO_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ]00:00(?::00(?:\.0+)?)?)?", re.ASCII)
ISO_MONTH = re.compile(r"(\d{4})-(\d{2})", re.ASCII)


def whole_number(column: Column, text: str, as_of: date) -> Any:
    """A whole number within the column's bounds, or Wrong."""
    if not WHOLE_NUMBER.fullmatch(text):
        mend = f"Write a whole number from {column.least} to {column.most}."
        return Wrong(code="not_a_whole_number", why="is not a whole number", mend=mend)
    return _bounded(column, int(text.partition(".")[0]))


def hours(column: Column, text: str, as_of: date) -> Any:
    """Hours with at most two decimals, exact and within the column's bounds, or Wrong."""
    if not HOURS.fullmatch(text):
        mend = "Write hours such as 35 or 12.5."
        return Wrong(code="not_hours", why="is not a number of hours with at most two decimals", mend=mend)
    return _bounded(column, Decimal(text))


def pounds(column: Column, text: str, as_of: date) -> Any:
    """Whole pounds within the column's bounds, or Wrong."""
    found = POUNDS.fullmatch(text)
    if not found:
        return Wrong(code="not_whole_pounds", why="is not whole pounds", mend="Write whole pounds, such as 1250.")
    return _bounded(column, int(found[1].replace(",", "")))


def _bounded(column: Column, number: int | Decimal) -> Any:
    if column.least <= number <= column.most:
        return number
    why = f"is not between {column.least:,} and {column.most:,}"
    return Wrong(code="out_of_bounds", why=why, mend="Correct it; if it is not known, leave the cell empty.")


def decimal(column: Column, text: str, as_of: date) -> Any:
    """A number above 0 as it is written without noughts to spare, or Wrong."""
    number = Decimal(text) if NUMBER.fullmatch(text) else Decimal(0)
    if number <= 0:
        return Wrong(code="not_a_number", why="is not a number above 0", mend="Write digits such as 0.25, or nothing.")
    return f"{number.normalize():f}"


def calendar_day(column: Column, text: str, as_of: date) -> Any:
    """A day from 1900 to 2200, not after `as_of` where the column lies in the past, or Wrong."""
    found = ISO_DAY.fullmatch(text)
    if not found:
        mend = "Write year-month-day, such as 2026-09-30."
        return Wrong(code="not_a_date", why="is not a date as year-month-day", mend=mend)
    try:
        day = date(*map(int, found.groups()))
    except ValueError:
        return Wrong(code="impossible_date", why="is a day that does not exist", mend="Correct the date.")
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        return Wrong(code="impossible_date", why="is a year that cannot be", mend="Correct the date.")
    if column.past and day > as_of:
        return Wrong(code="date_in_future", why=f"is after {as_of}", mend="Correct the date: it lies in the past.")
    return day


def birth_month(column: Column, text: str, as_of: date) -> Any:
    """The first day of a month of birth, of somebody old enough by `as_of`, or Wrong."""
    day = ISO_DAY.fullmatch(text)
    found = ISO_MONTH.fullmatch(text)
    if day and day[3] != "01":
        mend = "Write year and month only, such as 1990-04: no day of birth enters."
        return Wrong(code="day_of_birth", why="names a day", mend=mend)
    if not (day or found):
        return Wrong(code="not_a_month", why="is not a month as year-month", mend="Write it such as 1990-04.")
    year, month = int(text[:4]), int(text[5:7])
    if not (FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12):
        return Wrong(code="impossible_date", why="is a month that cannot be", mend="Write it such as 1990-04.")
    born = date(year, month, 1)
    if age_on(born, as_of) < LEAST_AGE:
        why = f"makes the person younger than {LEAST_AGE} on {as_of}"
        return Wrong(code="under_14", why=why, mend="Correct the month, or take the person out.")
    return born
