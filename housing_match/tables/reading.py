"""Files to sheets of coded text: each file through a limited child process, whatever it holds."""

import json
import subprocess
import sys
from array import array
from collections.abc import Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from typing import Any

from housing_match.places.postcodes import opened_beside
from housing_match.tables.faults import Fault, printable
from housing_match.tables.glimpse import letters_in

CHILD = Path(__file__).with_name("child.py")
LONGEST_WAIT_SECONDS = 40
NUMBER_BYTES = array("I").itemsize
MOST_FILES = 40

WORDS: dict[str, tuple[str, str]] = {
    "too_large": ("is larger than 64 MB", "Give the tables of the boroughs concerned only."),
    "too_many_cells": (
        "has more than 250,000 rows, 500 columns or 6 million cells",
        "Press Ctrl+End to find a stray cell far outside the table, delete it, and save again.",
    ),
    "too_much": (
        "needs more memory or time than a table may take",
        "Press Ctrl+End in each sheet to find a stray cell far outside the table, delete it, and save again.",
    ),
    "zip_bomb": ("unpacks to far more than it seems to hold", "Save the workbook again from Excel as .xlsx."),
    "damaged": ("is damaged", "Open it in Excel and save it again as .xlsx; CSV files as CSV UTF-8."),
    "unreadable": ("may not be read", "Ask for permission to read it."),
    "password": ("is protected by a password", "Save it without one."),
    "old_excel": ("is an old Excel file (.xls)", "Open it in Excel and save it as .xlsx."),
    "not_a_workbook": (
        "is neither an Excel workbook (.xlsx) nor a folder of CSV files",
        "Give a workbook with a sheet for each table, or the folder that holds a CSV file for each table.",
    ),
    "not_csv": ("is not text with commas, whatever its name says", "Save the sheet from Excel as CSV UTF-8."),
    "not_text": ("is not plain text", "Save the sheet from Excel as CSV UTF-8."),
    "encoding": ("is not in UTF-8", "Save the sheet from Excel as CSV UTF-8 (comma delimited)."),
    "separator": ("has no commas between its headings", "Save the sheet from Excel as CSV UTF-8 (comma delimited)."),
    "bad_quotes": ("has quotation marks that do not close", 'Write " inside a cell as "" and quote the whole cell.'),
    "ragged_row": ("does not have one cell for each heading", "Quote cells that hold commas; add or delete cells."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CodedColumn:
    """The cells of a column: its distinct texts, and for each row the number of its text."""

    distinct: list[str]
    codes: Sequence[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One sheet or CSV file as it stands, blank rows left out."""

    name: str
    headings: list[str]
    row_numbers: Sequence[int]
    columns: list[CodedColumn]
    faults: tuple[Fault, ...] = ()
    """Rows that could not be read."""


Read = tuple[list[Sheet], tuple[Fault, ...]]
"""What could be read of a file, and why the rest could not."""


def read_sheets(path: Path) -> Read:
    """Every sheet of a workbook, or every CSV file of a folder, in name order; and the files that could not be read."""
    try:
        if not path.is_dir():
            return _read_workbook(path)
        files = sorted(one for one in path.iterdir() if one.suffix.lower() == ".csv" and one.is_file())
        workbooks = sorted(one.name for one in path.iterdir() if one.suffix.lower() in (".xlsx", ".xlsm"))
    except OSError:
        return [], (_fault("unreadable", path.name),)
    if not files:
        mend = (
            f"Give the path of {printable(workbooks[0])}." if workbooks else "Add residents.csv, homes.csv and others."
        )
        why = "holds no CSV file"
        return [], (Fault(code="no_tables", table=printable(path.name) or "the folder", why=why, mend=mend),)
    if len(files) > MOST_FILES:
        why, mend = f"holds more than {MOST_FILES} CSV files", "Keep only the tables in it."
        return [], (Fault(code="too_many_files", table=printable(path.name), why=why, mend=mend),)
    with opened_beside(letters_in(files)):
        read = _in_child("csv", files)
    if read is None:  # one file killed the child: each alone tells which
        read = [_alone("csv", file) for file in files]
    return [sheet for sheets, _ in read for sheet in sheets], tuple(fault for _, faults in read for fault in faults)


def _read_workbook(path: Path) -> Read:
    if not path.exists():
        why, mend = "does not exist", "Give the path of a workbook or of a folder of CSV files."
        return [], (Fault(code="no_such_path", table=printable(str(path)), why=why, mend=mend),)
    if not path.is_file():
        return [], (_fault("not_a_workbook", path.name),)
    return _alone("workbook", path)


def read_table_file(path: Path, name: str) -> Read:
    """One CSV file as the table of that name, whatever the file is called."""
    if not path.is_file():
        why, mend = "does not exist", "Give the path of a CSV file."
        return [], (Fault(code="no_such_path", table=printable(str(path)), why=why, mend=mend),)
    sheets, faults = _alone("csv", path)
    return [replace(one, name=name) for one in sheets], faults


def _alone(kind: str, path: Path) -> Read:
    """What the child says of one file; one fault if it dies or takes too long."""
    read = _in_child(kind, [path])
    return ([], (_fault("too_much", _table_name(kind, path)),)) if read is None else read[0]


def _table_name(kind: str, path: Path) -> str:
    return path.name if kind == "workbook" else path.stem


def _in_child(kind: str, paths: Sequence[Path]) -> list[Read] | None:
    """What one child says of each file; None if it dies or takes too long."""
    alone = "-I" if kind == "workbook" else "-IS"  # only the Excel reader is no part of Python itself
    command = [sys.executable, alone, str(CHILD), kind, *(str(path.absolute()) for path in paths)]
    try:
        done = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=LONGEST_WAIT_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return None
    if done.returncode != 0:
        return None
    answer = BytesIO(done.stdout)
    return [_decoded(answer, _table_name(kind, path)) for path in paths]


def _decoded(answer: BytesIO, name: str) -> Read:
    """The child's answer for one file, laid out as child.py says."""
    head: dict[str, Any] = json.loads(answer.read(int.from_bytes(answer.read(8), "little")))
    sheets = []
    for one in head["sheets"]:
        arrays = []
        for _ in range(1 + len(one["distinct"])):
            numbers = array("I")
            numbers.frombytes(answer.read(one["rows"] * NUMBER_BYTES))
            arrays.append(numbers)
        columns = [
            CodedColumn(distinct=distinct, codes=codes)
            for distinct, codes in zip(one["distinct"], arrays[1:], strict=True)
        ]
        sheets.append(
            Sheet(
                name=one["name"].strip(),
                headings=one["heading"],
                row_numbers=arrays[0],
                columns=columns,
                faults=tuple(_fault(code, one["name"].strip(), row, detail) for code, row, detail in one["faults"]),
            )
        )
    return sheets, tuple(_fault(code, name, row, detail) for code, row, detail in head["faults"])


def _fault(code: str, table: str, row: int | None = None, detail: str = "") -> Fault:
    why, mend = WORDS[code]
    said = f"{why} ({printable(detail)})" if detail else why
    return Fault(code=code, table=printable(table), row=row, why=said, mend=mend)
