"""One cell: what its text means by its column's kind, or what is wrong with it."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from typing import Any

from housing_match.criteria import age_on
from housing_match.criteria.comparing import DISTRICT
from housing_match.places.authorities import authority_code, authority_names
from housing_match.places.postcodes import tidy
from housing_match.tables.columns import LISTS, Column, Kind

LONGEST_ID = 64
LONGEST_TEXT = 500
LEAST_AGE = 14
FIRST_YEAR, LAST_YEAR = 1900, 2200
EXCEL_ERRORS = ("#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!", "#SPILL!", "#CALC!", "#ERROR!")
RATIO_AS_TIME = re.compile(r"0?([12]):01(?::00)?")
"""What Excel makes of 1:1 and 2:1: a time of day."""
WHOLE_NUMBER = re.compile(r"[+-]?\d{1,15}(?:\.0+)?", re.ASCII)
POUNDS = re.compile(r"£? ?(\d{1,3}(?:,\d{3})+|\d{1,15})(?:\.0+)?", re.ASCII)
HOURS = re.compile(r"\d{1,6}(?:\.\d{1,2}0*)?", re.ASCII)
NUMBER = re.compile(r"\d{1,12}(?:\.\d{1,12})?", re.ASCII)
ISO_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ]00:00(?::00(?:\.0+)?)?)?", re.ASCII)
ISO_MONTH = re.compile(r"(\d{4})-(\d{2})", re.ASCII)
YES = {"yes": True, "true": True, "no": False, "false": False}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wrong:
    """What is wrong with a text; `like` is the right word it comes close to, if any."""

    code: str
    why: str
    mend: str
    like: str = ""


def read(column: Column, text: str, as_of: date) -> Any:
    """The value of a cell's text, or Wrong. Empty: frozenset() in a list, else None."""
    text = text.replace("\xa0", " ").strip()
    if not text:
        if column.required:
            return Wrong(code="required_empty", why="is empty", mend=f"Fill it in: {column.kind}{_of(column)}.")
        return frozenset() if column.kind in LISTS else None
    if not text.isprintable():
        return Wrong(code="not_plain_text", why="holds a line break or an invisible character", mend="Type it again.")
    if text.upper() in EXCEL_ERRORS:
        return Wrong(code="excel_error", why="is an error of a formula in Excel", mend="Mend the formula, or empty it.")
    return READERS[column.kind](column, text, as_of)


def close_to(text: str, known: tuple[str, ...]) -> str:
    """The known word that a text comes closest to, in any case; empty where none is near."""
    by_case = {word.casefold(): word for word in known}
    found = get_close_matches(text.casefold(), by_case, n=1, cutoff=0.7)
    return by_case[found[0]] if found else ""


def did_you_mean(like: str, otherwise: str) -> str:
    """The mend of a word that is not known."""
    return f"Did you mean {like}?" if like else otherwise


def _of(column: Column) -> str:
    return f" ({', '.join(column.allowed)})" if column.allowed else ""


def _id(column: Column, text: str, as_of: date) -> Any:
    if text[0] in "=+-@":
        return Wrong(code="formula_like", why="begins with = + - or @, as formulas do", mend="Use another id.")
    if len(text) > LONGEST_ID:
        return Wrong(code="too_long", why=f"is longer than {LONGEST_ID} characters", mend="Use a shorter id.")
    if ";" in text:
        return Wrong(code="list_mark_in_id", why="holds a ;, which separates lists", mend="Use another id.")
    return text


def _text(column: Column, text: str, as_of: date) -> Any:
    if len(text) > LONGEST_TEXT:
        return Wrong(code="too_long", why=f"is longer than {LONGEST_TEXT} characters", mend="Write less.")
    return text


def _code(column: Column, text: str, as_of: date) -> Any:
    known = {one.casefold(): one for one in column.allowed}
    ratio = RATIO_AS_TIME.fullmatch(text) if "1:1" in known else None
    wanted = f"{ratio[1]}:1" if ratio else text.casefold()
    if wanted in known:
        return known[wanted]
    if wanted == "unknown":
        return Wrong(
            code="unknown_code", why="is not a code here", mend=_empty(column, "Leave the cell empty."), like="unknown"
        )
    like = close_to(text, column.allowed)
    mend = did_you_mean(like, _empty(column, "If it is not known, leave the cell empty."))
    return Wrong(code="unknown_code", why=f"is not one of {', '.join(column.allowed)}", mend=mend, like=like)


def _empty(column: Column, otherwise: str) -> str:
    return "It has to be known: write one of these." if column.required else otherwise


def _parts(text: str) -> list[str]:
    return [part.strip() for part in text.split(";") if part.strip()]


def _codes(column: Column, text: str, as_of: date) -> Any:
    parts = _parts(text)
    if [part.casefold() for part in parts] == ["unknown"]:
        return None
    known = {one.casefold(): one for one in column.allowed}
    for part in parts:
        if part.casefold() not in known:
            return _wrong_part(column, part)
    return frozenset(known[part.casefold()] for part in parts)


def _wrong_part(column: Column, part: str) -> Wrong:
    if part.casefold() == "unknown":
        return Wrong(
            code="unknown_in_list",
            why="says unknown beside other codes",
            mend="Write unknown alone, or the codes alone.",
            like="unknown",
        )
    like = close_to(part, column.allowed)
    separated = "Put ; between codes." if "," in part else "For none leave the cell empty; if not known write unknown."
    said = f"holds '{part[:40]}'" if like else "holds a word"
    return Wrong(
        code="unknown_code",
        why=f"{said} that is not one of {', '.join(column.allowed)}",
        mend=did_you_mean("" if "," in part else like, separated),
        like=like,
    )


def _areas(column: Column, text: str, as_of: date) -> Any:
    parts = _parts(text)
    if [part.casefold() for part in parts] == ["unknown"]:
        return None
    areas = set()
    for part in parts:
        if DISTRICT.fullmatch(part.upper()):
            areas.add(part.upper())
        elif len(part) > LONGEST_ID or any(letter.isdigit() for letter in part):
            mend = "Write districts such as SW3, or names of wards, with ; between."
            return Wrong(code="not_an_area", why="is not a postcode district or the name of a ward", mend=mend)
        else:
            areas.add(" ".join(part.split()))
    return frozenset(areas)


def _whole(column: Column, text: str, as_of: date) -> Any:
    if not WHOLE_NUMBER.fullmatch(text):
        mend = f"Write a whole number from {column.least} to {column.most}."
        return Wrong(code="not_a_whole_number", why="is not a whole number", mend=mend)
    return _bounded(column, int(text.partition(".")[0]))


def _hours(column: Column, text: str, as_of: date) -> Any:
    if not HOURS.fullmatch(text):
        mend = "Write hours such as 35 or 12.5."
        return Wrong(code="not_hours", why="is not a number of hours with at most two decimals", mend=mend)
    return _bounded(column, Decimal(text))


def _money(column: Column, text: str, as_of: date) -> Any:
    found = POUNDS.fullmatch(text)
    if not found:
        return Wrong(code="not_whole_pounds", why="is not whole pounds", mend="Write whole pounds, such as 1250.")
    return _bounded(column, int(found[1].replace(",", "")))


def _bounded(column: Column, number: int | Decimal) -> Any:
    if column.least <= number <= column.most:
        return number
    why = f"is not between {column.least:,} and {column.most:,}"
    return Wrong(code="out_of_bounds", why=why, mend="Correct it; if it is not known, leave the cell empty.")


def _decimal(column: Column, text: str, as_of: date) -> Any:
    number = Decimal(text) if NUMBER.fullmatch(text) else Decimal(0)
    if number <= 0:
        return Wrong(code="not_a_number", why="is not a number above 0", mend="Write digits such as 0.25, or nothing.")
    return f"{number.normalize():f}"


def _day(column: Column, text: str, as_of: date) -> Any:
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


def _month(column: Column, text: str, as_of: date) -> Any:
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
    birth_month = date(year, month, 1)
    if age_on(birth_month, as_of) < LEAST_AGE:
        why = f"makes the person younger than {LEAST_AGE} on {as_of}"
        return Wrong(code="under_14", why=why, mend="Correct the month, or take the person out.")
    return birth_month


def _yes_no(column: Column, text: str, as_of: date) -> Any:
    known = YES.get(text.casefold())
    if known is not None:
        return known
    mend = "Write yes or no." if column.required else "Write yes or no; if it is not known, leave the cell empty."
    return Wrong(code="not_yes_or_no", why="is neither yes nor no", mend=mend)


def _postcode(column: Column, text: str, as_of: date) -> Any:
    found = tidy(text)
    return found or Wrong(
        code="not_a_postcode", why="has not the shape of a postcode", mend="Write it such as SW1A 1AA."
    )


def _borough(column: Column, text: str, as_of: date) -> Any:
    found = authority_code(text)
    if found:
        return found
    like = close_to(text, authority_names())
    mend = did_you_mean(like, "Write the authority's name or its GSS code.")
    return Wrong(code="unknown_borough", why="is not an English local authority", mend=mend, like=like)


def _boroughs(column: Column, text: str, as_of: date) -> Any:
    found = [_borough(column, part, as_of) for part in _parts(text)]
    wrong = [one for one in found if isinstance(one, Wrong)]
    if wrong or not found:
        return wrong[0] if wrong else Wrong(code="unknown_borough", why="names no borough", mend="Name one.")
    return frozenset(found)


READERS: dict[Kind, Callable[[Column, str, date], Any]] = {
    Kind.ID: _id,
    Kind.TEXT: _text,
    Kind.CODE: _code,
    Kind.CODES: _codes,
    Kind.AREAS: _areas,
    Kind.WHOLE: _whole,
    Kind.HOURS: _hours,
    Kind.MONEY: _money,
    Kind.DECIMAL: _decimal,
    Kind.DATE: _day,
    Kind.MONTH: _month,
    Kind.YES_NO: _yes_no,
    Kind.POSTCODE: _postcode,
    Kind.BOROUGH: _borough,
    Kind.BOROUGHS: _boroughs,
}
