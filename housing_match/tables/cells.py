"""One cell: what its text means by its column's kind, or what is wrong with it."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

from housing_match.criteria.comparing import DISTRICT
from housing_match.places.authorities import authority_code
from housing_match.places.postcodes import tidy
from housing_match.tables.cell_numbers import birth_month, calendar_day, decimal, hours, pounds, whole_number
from housing_match.tables.columns import LISTS, Column, Kind
from housing_match.tables.wrong import Wrong, close_to, did_you_mean, unknown_borough

LONGEST_ID = 64
LONGEST_TEXT = 500
EXCEL_ERRORS = ("#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!", "#SPILL!", "#CALC!", "#ERROR!")
RATIO_AS_TIME = re.compile(r"0?([12]):01(?::00)?")
"""What Excel makes of 1:1 and 2:1: a time of day."""
YES = {"yes": True, "true": True, "no": False, "false": False}


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
    return authority_code(text) or unknown_borough(text)


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
    Kind.WHOLE: whole_number,
    Kind.HOURS: hours,
    Kind.MONEY: pounds,
    Kind.DECIMAL: decimal,
    Kind.DATE: calendar_day,
    Kind.MONTH: birth_month,
    Kind.YES_NO: _yes_no,
    Kind.POSTCODE: _postcode,
    Kind.BOROUGH: _borough,
    Kind.BOROUGHS: _boroughs,
}
