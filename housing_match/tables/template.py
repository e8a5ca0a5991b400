"""The empty workbook to fill in: a sheet a table with notes, drop-downs and an example row, made from the schema."""

import math
from datetime import date, datetime, time
from io import BytesIO
from typing import Any

import xlsxwriter

from housing_match.places.authorities import authority_names
from housing_match.tables.cell_numbers import FIRST_YEAR, LAST_YEAR
from housing_match.tables.cells import LONGEST_ID, LONGEST_TEXT
from housing_match.tables.columns import LISTS, Column, Kind, Table
from housing_match.tables.examples import EXAMPLES
from housing_match.tables.fields import holds, need_of
from housing_match.tables.ours import EXAMPLE, READ_ME, TITLE
from housing_match.tables.schema import TABLES

TEXT_ONLY = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
"""xlsxwriter's options under which a string is never anything but a string."""
MADE = datetime(2026, 1, 1)
"""Stands as the day of making in every template, so that the same version gives the same bytes."""
LAST_ROW = 250_000
NUMBERS = (Kind.WHOLE, Kind.MONEY, Kind.HOURS, Kind.DECIMAL)
CELL_FORMAT = {
    Kind.DATE: "yyyy-mm-dd",
    Kind.WHOLE: "0",
    Kind.MONEY: "0",
    Kind.HOURS: "General",
    Kind.DECIMAL: "General",
}
"""Kinds that Excel keeps as dates and numbers; all else is text, so that no zero is lost and no code becomes a date."""
WIDTH = {Kind.TEXT: 32, Kind.CODES: 30, Kind.AREAS: 22, Kind.BOROUGHS: 34, Kind.BOROUGH: 24, Kind.CODE: 18}
LONGEST_PROMPT = 255
FIRST_AUTHORITY_ROW = 3
DARK, LIGHT, GREY = "#12436D", "#D6E4EE", "#595959"
STEPS = (
    "Fill in a row for each person, home and bedspace. Only residents, homes and bedspaces are required; "
    "any other sheet may stay empty or be deleted.",
    f"Row 2 of each sheet is an example ({EXAMPLE} in its first cell). Delete it: the check refuses it.",
    "Headings with white letters on dark are required; the others may be left empty. Point at a heading to read what "
    "the field means and what it may hold. Do not rename headings.",
    "An empty need means: not known. In lists an empty cell means none unless the heading's note says otherwise, and "
    "the word unknown means not known. Several values in one cell are separated by ;",
    "Use pseudonyms for people. Never enter names, dates of birth or NHS numbers: they are refused.",
    "Then check the workbook on the Data page, or with: housing-match check FILE. "
    "This sheet may stay: it is passed over.",
)


def template() -> bytes:
    """The workbook (.xlsx), the same bytes every time; nothing in it is a formula or a macro."""
    written = BytesIO()
    with xlsxwriter.Workbook(written, {"in_memory": True, **TEXT_ONLY}) as book:
        book.set_properties({"title": "Housing Match tables", "created": MADE})
        _read_me(book)
        for table in TABLES:
            _sheet(book, table)
    return written.getvalue()


def _read_me(book: Any) -> None:
    sheet = book.add_worksheet(READ_ME)
    bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 90)
    sheet.set_column(3, 3, 44)
    sheet.write_string(0, 0, TITLE[READ_ME], book.add_format({"bold": True, "font_size": 16, "font_color": DARK}))
    for row, step in enumerate(STEPS, start=2):
        sheet.write_string(row, 0, f"Step {row - 1}", bold)
        sheet.write_string(row, 1, step, wrapped)
        sheet.set_row(row, 15 * math.ceil(len(step) / 88))
    top = len(STEPS) + 3
    for column, words in enumerate(("Sheet", "What it holds")):
        sheet.write_string(top, column, words, bold)
    for row, table in enumerate(TABLES, start=top + 1):
        sheet.write_url(row, 0, f"internal:'{table.name}'!A1", string=table.name)
        sheet.write_string(row, 1, f"{table.meaning} ({need_of(table)})", wrapped)
    sheet.write_string(FIRST_AUTHORITY_ROW - 1, 3, "English local authorities", bold)
    for row, name in enumerate(authority_names(), start=FIRST_AUTHORITY_ROW):
        sheet.write_string(row, 3, name)


def _sheet(book: Any, table: Table) -> None:
    sheet = book.add_worksheet(table.name)
    sheet.freeze_panes(1, 1)
    sheet.set_row(0, 24)
    example = EXAMPLES[table.name]
    for at, column in enumerate(table.columns):
        kept_as = CELL_FORMAT.get(column.kind, "@")
        width = max(len(column.name) + 4, WIDTH.get(column.kind, 12))
        sheet.set_column(at, at, width, book.add_format({"num_format": kept_as}))
        colours = {"bg_color": DARK, "font_color": "white"} if column.required else {"bg_color": LIGHT}
        heading = {"bold": True, "valign": "vcenter", "border": 1, "num_format": "@", **colours}
        sheet.write_string(0, at, column.name, book.add_format(heading))
        note(sheet, 0, at, _meaning(column))
        sheet.data_validation(1, at, LAST_ROW, at, _validation(column))
        if column.name in example:
            grey = book.add_format({"italic": True, "font_color": GREY, "num_format": kept_as})
            _example(sheet, at, column, example[column.name], grey)


def note(sheet: Any, row: int, at: int, text: str) -> None:
    """A note on a cell, as high as its text needs."""
    lines = sum(math.ceil(len(line) / 46) for line in text.splitlines()) + 1
    sheet.write_comment(row, at, text, {"author": "", "width": 300, "height": 18 * lines, "font_size": 9})


def _meaning(column: Column) -> str:
    """What the field means, for the note of its heading."""
    need = "Required." if column.required else "May be left empty."
    return f"{column.name}\n{need}\n{column.meaning}\nHolds {holds(column)}."


def _example(sheet: Any, at: int, column: Column, text: str, grey: Any) -> None:
    if column.kind is Kind.DATE:
        sheet.write_datetime(1, at, datetime.combine(date.fromisoformat(text), time()), grey)
    elif column.kind in NUMBERS:
        sheet.write_number(1, at, float(text), grey)
    else:
        sheet.write_string(1, at, text, grey)


def _validation(column: Column) -> dict[str, Any]:
    """What Excel lets into a column and says otherwise; lists are only explained, for a drop-down takes one code."""
    said = f"Holds {holds(column)}."[:LONGEST_PROMPT]
    if column.kind in LISTS:
        return {"validate": "any", "input_title": column.name, "input_message": said}
    return {"error_title": column.name, "error_message": said, **_let_in(column)}


def _let_in(column: Column) -> dict[str, Any]:
    within = {"criteria": "between", "minimum": column.least, "maximum": column.most}
    match column.kind:
        case Kind.CODE:
            return {"validate": "list", "source": list(column.allowed)}
        case Kind.YES_NO:
            return {"validate": "list", "source": ["yes", "no"]}
        case Kind.BOROUGH:  # offered by name; a GSS code may be typed
            last = FIRST_AUTHORITY_ROW + len(authority_names())
            source = f"='{READ_ME}'!$D${FIRST_AUTHORITY_ROW + 1}:$D${last}"
            return {"validate": "list", "source": source, "show_error": False}
        case Kind.WHOLE | Kind.MONEY:
            return {"validate": "integer", **within}
        case Kind.HOURS:
            return {"validate": "decimal", **within}
        case Kind.DECIMAL:
            return {"validate": "decimal", "criteria": ">", "value": 0}
        case Kind.DATE:
            days = {"minimum": date(FIRST_YEAR, 1, 1), "maximum": date(LAST_YEAR, 12, 31)}
            return {"validate": "date", **within, **days}
        case Kind.MONTH:
            return {"validate": "length", "criteria": "==", "value": len("1990-04")}
        case Kind.ID:
            return {"validate": "length", "criteria": "<=", "value": LONGEST_ID}
        case Kind.POSTCODE:
            return {"validate": "length", "criteria": "between", "minimum": 5, "maximum": 10}
        case _:
            return {"validate": "length", "criteria": "<=", "value": LONGEST_TEXT}
