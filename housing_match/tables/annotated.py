"""Somebody's workbook given back: the tables as they were read, each faulty cell marked, and a sheet of the issues."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import xlsxwriter

from housing_match.tables.faults import Fault, printable
from housing_match.tables.ours import ISSUES, TITLE, is_ours
from housing_match.tables.reading import Sheet, read_sheets
from housing_match.tables.template import DARK, TEXT_ONLY, note

MOST_LISTED = 10_000
"""Faults listed and marked; more would make a workbook that Excel opens slowly and nobody reads."""
LONGEST_NAME = 31
LONGEST_CELL = 32_767
NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\]")
COLUMNS = (("Table", 16), ("Row", 8), ("Column", 22), ("Value", 28), ("What is wrong", 60), ("How to mend it", 60))
GO = "Go to it"
FIRST_ROW = 4
NOT_COPIED = "The row itself is not in this copy: mend it in your own file."

Cells = dict[tuple[int, int], list[Fault]]
"""(row, column), both from 0 → what is wrong there."""


def with_issues(path: Path | None, faults: Sequence[Fault]) -> bytes:
    """The tables of a file or folder as a workbook with an Issues sheet first; that sheet alone where none was read.

    Every cell is text, exactly as it was read; none is a formula or a link but those that lead from the Issues sheet.
    """
    sheets = (
        [] if path is None else [sheet for sheet in read_sheets(path)[0] if sheet.name != ISSUES or not is_ours(sheet)]
    )
    names = _names(sheets)
    listed = faults[:MOST_LISTED]
    spots = [_spot(fault, sheets) for fault in listed]
    cells: dict[int, Cells] = defaultdict(lambda: defaultdict(list))
    for fault, spot in zip(listed, spots, strict=True):
        if spot is not None:
            cells[spot[0]][spot[1:]].append(fault)
    written = BytesIO()
    with xlsxwriter.Workbook(written, {"in_memory": True, **TEXT_ONLY}) as book:
        links = [None if spot is None else (names[spot[0]], spot[1], spot[2]) for spot in spots]
        _issues(book, listed, len(faults), links)
        for at, sheet in enumerate(sheets):
            _copy(book, names[at], sheet, cells[at])
    return written.getvalue()


def _names(sheets: Sequence[Sheet]) -> list[str]:
    """A name for each sheet that Excel takes, no two alike and none that of the Issues sheet."""
    taken, names = {ISSUES.casefold()}, []
    for sheet in sheets:
        plain = NOT_IN_A_NAME.sub("_", printable(sheet.name)).strip("' ") or "Sheet"
        name, again = plain[:LONGEST_NAME].rstrip("' "), 2
        while name.casefold() in taken:
            mark = f" ({again})"
            name, again = plain[: LONGEST_NAME - len(mark)] + mark, again + 1
        taken.add(name.casefold())
        names.append(name)
    return names


def _spot(fault: Fault, sheets: Sequence[Sheet]) -> tuple[int, int, int] | None:
    """Which sheet, row and column (all from 0) a fault is about; None where that sheet was not read."""
    table = fault.table.casefold()
    found = (
        at for at, sheet in enumerate(sheets) if table in (sheet.name.casefold(), printable(sheet.name).casefold())
    )
    at = next(found, None)
    if at is None:
        return None
    headings = [heading.strip().casefold() for heading in sheets[at].headings]
    named = (fault.column or "").casefold()
    by_number = re.fullmatch(r"column (\d+)", named)
    column = headings.index(named) if named in headings else int(by_number[1]) - 1 if by_number else 0
    return at, (fault.row or 1) - 1, column


def _issues(book: Any, faults: Sequence[Fault], count: int, links: Sequence[tuple[str, int, int] | None]) -> None:
    sheet = book.add_worksheet(ISSUES)
    wrapped = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
    number = book.add_format({"valign": "top"})
    heading = book.add_format({"bold": True, "bg_color": DARK, "font_color": "white", "border": 1})
    sheet.write_string(0, 0, TITLE[ISSUES], book.add_format({"bold": True, "font_size": 16, "font_color": DARK}))
    said = (
        f"{count:,} {'fault' if count == 1 else 'faults'}. Each is marked in its own sheet. Mend them and upload again."
    )
    if count > len(faults):
        said += f" The first {len(faults):,} are listed: mend those first."
    sheet.write_string(1, 0, f"{said} This sheet may stay: it is passed over.")
    for at, (words, width) in enumerate((*COLUMNS, (GO, 12))):
        sheet.set_column(at, at, width)
        sheet.write_string(FIRST_ROW - 1, at, words, heading)
    sheet.freeze_panes(FIRST_ROW, 0)
    for row, (fault, link) in enumerate(zip(faults, links, strict=True), start=FIRST_ROW):
        mend = f"{fault.mend} {NOT_COPIED}" if fault.code == "ragged_row" else fault.mend
        for at, text in ((0, fault.table), (2, fault.column or ""), (3, fault.value), (4, fault.why), (5, mend)):
            sheet.write_string(row, at, text, wrapped)
        if fault.row is not None:
            sheet.write_number(row, 1, fault.row, number)
        if link is not None:
            name, line, column = link
            where = f"internal:'{name.replace(chr(39), chr(39) * 2)}'!{_cell_name(line, column)}"
            sheet.write_url(row, len(COLUMNS), where, string=GO)
    sheet.autofilter(FIRST_ROW - 1, 0, FIRST_ROW - 1 + len(faults), len(COLUMNS) - 1)


def _cell_name(row: int, column: int) -> str:
    name: str = xlsxwriter.utility.xl_rowcol_to_cell(row, column)
    return name


def _copy(book: Any, name: str, sheet: Sheet, wrong: Mapping[tuple[int, int], Sequence[Fault]]) -> None:
    """One sheet as it was read, every row where it stood, with what is wrong marked by colour and note."""
    text = book.add_format({"num_format": "@"})
    heading = book.add_format({"bold": True, "num_format": "@", "bottom": 1})
    marked = book.add_format({"num_format": "@", "bg_color": "#F9D4BE", "border": 2, "border_color": "#801650"})
    page = book.add_worksheet(name)
    page.freeze_panes(1, 1)
    for at, (title, column) in enumerate(zip(sheet.headings, sheet.columns, strict=True)):
        page.set_column(at, at, min(max(len(title) + 2, 12), 40), text)
        page.write_string(0, at, title[:LONGEST_CELL], heading)
        for number, code in zip(sheet.row_numbers, column.codes, strict=True):
            if column.distinct[code]:
                page.write_string(number - 1, at, column.distinct[code][:LONGEST_CELL], text)
    texts = _texts(sheet, wrong)
    for (row, at), faults in wrong.items():
        page.write_string(row, at, texts.get((row, at), "")[:LONGEST_CELL], marked)
        note(page, row, at, "\n".join(f"{one.column or one.table} {one.why}.\n{one.mend}" for one in faults)[:2_000])


def _texts(sheet: Sheet, wanted: Mapping[tuple[int, int], object]) -> dict[tuple[int, int], str]:
    """The texts of some cells; headings stand in row 0."""
    place = {number - 1: at for at, number in enumerate(sheet.row_numbers)}
    found = {}
    for row, at in wanted:
        if row == 0 and at < len(sheet.headings):
            found[row, at] = sheet.headings[at]
        elif row in place and at < len(sheet.columns):
            column = sheet.columns[at]
            found[row, at] = column.distinct[column.codes[place[row]]]
    return found
