"""Files to sheets of coded text: each file through a limited child process, whatever it holds."""

import json
import subprocess
import sys
from array import array
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from housing_match.tables.faults import Fault, printable

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


def read_sheets(path: Path) -> tuple[list[Sheet], tuple[Fault, ...]]:
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
    with ThreadPoolExecutor(max_workers=2) as pool:
        read = list(pool.map(lambda file: _in_child("csv", file), files))
    return [sheet for sheets, _ in read for sheet in sheets], tuple(fault for _, faults in read for fault in faults)


def _read_workbook(path: Path) -> tuple[list[Sheet], tuple[Fault, ...]]:
    if not path.exists():
        why, mend = "does not exist", "Give the path of a workbook or of a folder of CSV files."
        return [], (Fault(code="no_such_path", table=printable(str(path)), why=why, mend=mend),)
    if not path.is_file():
        return [], (_fault("not_a_workbook", path.name),)
    return _in_child("workbook", path)


def _in_child(kind: str, path: Path) -> tuple[list[Sheet], tuple[Fault, ...]]:
    """What the child says of one file; one fault if it dies or takes too long."""
    name = path.name if kind == "workbook" else path.stem
    command = [sys.executable, "-I", str(CHILD), kind, str(path.absolute())]
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
        return [], (_fault("too_much", name),)
    if done.returncode != 0:
        return [], (_fault("too_much", name),)
    return _decoded(done.stdout, name)


def _decoded(answer: bytes, file_name: str) -> tuple[list[Sheet], tuple[Fault, ...]]:
    """The child's answer, laid out as child.py says."""
    start = 8 + int.from_bytes(answer[:8], "little")
    head: dict[str, Any] = json.loads(answer[8:start])
    sheets = []
    for one in head["sheets"]:
        arrays = []
        for _ in range(1 + len(one["distinct"])):
            numbers = array("I")
            numbers.frombytes(answer[start : start + one["rows"] * NUMBER_BYTES])
            start += one["rows"] * NUMBER_BYTES
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
    return sheets, tuple(_fault(code, file_name, row, detail) for code, row, detail in head["faults"])


def _fault(code: str, table: str, row: int | None = None, detail: str = "") -> Fault:
    why, mend = WORDS[code]
    said = f"{why} ({printable(detail)})" if detail else why
    return Fault(code=code, table=printable(table), row=row, why=said, mend=mend)
