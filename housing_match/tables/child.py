"""The limited child: reads uploaded files into coded columns of text and exits; run as a script, never imported.

It may be fed anything, so it imports only what it needs, limits itself before it opens a file, and for each answers
on stdout with the length of a JSON text (8 bytes), that text, and then the arrays that the text counts (row numbers,
then for each column the number of each row's distinct text). Words for people are the parent's.
"""

from __future__ import annotations

import csv
import gc
import io
import json
import os
import re
import sys
from array import array
from collections import defaultdict
from itertools import count, islice

TYPE_CHECKING = False  # typing, pathlib and datetime take a fifth of the time in which CSV files are read
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import Any
    from zipfile import ZipFile, ZipInfo

MAX_FILE_BYTES = 64 * 2**20
MAX_MEMORY_BYTES = 2**30
MAX_CPU_SECONDS = 20
MAX_ROWS = 250_000
MAX_COLUMNS = 500
MAX_CELLS = 6_000_000
MAX_CELL_CHARACTERS = 32_767
MAX_UNPACKED_BYTES = 400 * 2**20
MAX_MEMBERS = 2_000
MAX_RATIO = 250
"""Times that one part of a zip may grow when unpacked; whole sheets of equal rows stay below 100."""
SMALL_BYTES = 2**20
"""A part that unpacks to less than this is harmless at any ratio."""
MAX_FAULTS = 1_000
CHUNK_ROWS = 10_000

Fault = tuple[str, int | None, str]
"""(code, row, detail)."""
ERROR_CELL = re.compile(
    rb"<(?:\w+:)?c\b([^>]*\bt=[\"']e[\"'][^>]*)>(?:<(?:\w+:)?f\b.*?(?:/>|</(?:\w+:)?f>))?<v>([^<]*)"
)
CELL_NAME = re.compile(rb"\br=[\"']([A-Z]+)([0-9]+)[\"']")


class Refused(Exception):
    """The file is not read any further: code and detail."""


class Sheet:
    """One table as coded columns: the distinct cells of each column, and for each row the number of its own."""

    def __init__(self, name: str, heading: Sequence[Any], *, typed: bool) -> None:
        if len(heading) > MAX_COLUMNS:
            raise Refused("too_many_cells", name)
        self.name = name
        self.typed = typed
        self.heading = [text_of(cell) for cell in heading]
        self.rows = array("I")
        self.distinct: list[dict[Any, int]] = [defaultdict(count().__next__) for _ in heading]
        self.codes = [array("I") for _ in heading]
        self.faults: list[Fault] = []

    def add(self, rows: Iterable[Sequence[Any]]) -> None:
        """Code every row that is not blank; rows are numbered as a person sees them, the heading being row 1."""
        numbered = enumerate(rows, start=2)
        while chunk := list(islice(numbered, CHUNK_ROWS)):
            kept = [(number, row) for number, row in chunk if self._kept(number, row)]
            if kept:
                self.rows.extend(number for number, _ in kept)
                columns = zip(*(row for _, row in kept), strict=True)
                for cells, known, codes in zip(columns, self.distinct, self.codes, strict=True):
                    codes.extend(map(known.__getitem__, without_bools(cells) if self.typed else cells))
            if len(self.rows) > MAX_ROWS or len(self.rows) * len(self.heading) > MAX_CELLS:
                raise Refused("too_many_cells", self.name)

    def _kept(self, number: int, row: Sequence[Any]) -> bool:
        width = len(self.heading)
        if row and len(row) == width and row[0] != "":
            return True
        if not any(cell != "" and str(cell).strip() for cell in row):
            return False
        if len(row) < width or any(row[width:]):
            if len(self.faults) < MAX_FAULTS:
                self.faults.append(("ragged_row", number, f"{len(row)} cells under {width} headings"))
            return False
        if len(row) > width and isinstance(row, list):
            del row[width:]
        return True

    def head(self) -> dict[str, Any]:
        """What the JSON says of this sheet."""
        distinct = [[text_of(cell) for cell in known] if self.typed else list(known) for known in self.distinct]
        return {"name": self.name, "heading": self.heading, "rows": len(self.rows), "distinct": distinct}


def without_bools(cells: Sequence[Any]) -> Sequence[Any]:
    """The cells with TRUE and FALSE as text: Python takes True for the number 1."""
    if bool in set(map(type, cells)):
        return [text_of(cell) if isinstance(cell, bool) else cell for cell in cells]
    return cells


def text_of(cell: Any) -> str:
    """A cell as text, as Excel would show it without a format; dates are ISO 8601."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return f"{cell:.0f}" if cell.is_integer() and abs(cell) < 1e15 else f"{cell:.15g}"
    import datetime

    if isinstance(cell, datetime.datetime) and cell.time() == datetime.time():
        return cell.date().isoformat()
    return str(cell)


def limit_this_process() -> None:
    """Cap memory, processor time and core files; on Windows only the parent's clock and the counts below hold."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY_BYTES, MAX_MEMORY_BYTES))
        resource.setrlimit(resource.RLIMIT_CPU, (MAX_CPU_SECONDS, MAX_CPU_SECONDS))


def read_csv(path: str) -> list[Sheet]:
    """The one table of a CSV file in UTF-8, commas between cells."""
    content = content_of(path)
    if content.startswith((b"PK\x03\x04", b"%PDF", b"\xd0\xcf\x11\xe0")):
        raise Refused("not_csv", "")
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Refused("encoding", "it is UTF-16")
    if b"\0" in content:
        raise Refused("not_text", f"line {line_of(content, content.index(0))} holds a NUL byte")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        raise Refused("encoding", f"line {line_of(content, wrong.start)} is not UTF-8") from None
    csv.field_size_limit(MAX_CELL_CHARACTERS)
    rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        heading = next(rows, [])
        if len(heading) == 1 and re.search(r"[;\t|]", heading[0]):
            raise Refused("separator", "")
        sheet = Sheet(os.path.splitext(os.path.basename(path))[0], heading, typed=False)
        sheet.add(rows)
    except csv.Error as wrong:
        raise Refused("bad_quotes", f"line {rows.line_num}: {wrong}") from None
    return [sheet]


def content_of(path: str) -> bytes:
    """All that is in a file."""
    with open(path, "rb") as file:
        return file.read()


def line_of(content: bytes, position: int) -> int:
    """The line, from 1, that holds a byte."""
    return 1 + content.count(b"\n", 0, position)


def read_workbook(path: str) -> list[Sheet]:
    """Every sheet of an Excel workbook (.xlsx, or .xlsm whose macros stay unread)."""
    with open(path, "rb") as file:
        start = file.read(8)
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        locked = "EncryptedPackage".encode("utf-16-le") in content_of(path)
        raise Refused("password" if locked else "old_excel", "")
    if not start.startswith(b"PK"):
        raise Refused("not_a_workbook", "it is a PDF" if start.startswith(b"%PDF") else "")
    errors = error_cells(path)
    from python_calamine import CalamineWorkbook, SheetTypeEnum

    workbook = CalamineWorkbook.from_path(path)
    sheets = []
    for name in (one.name for one in workbook.sheets_metadata if one.typ == SheetTypeEnum.WorkSheet):
        found = workbook.get_sheet_by_name(name)
        if found.total_height > MAX_ROWS + 1 or found.total_height * found.total_width > MAX_CELLS:
            raise Refused("too_many_cells", name)
        rows: Iterator[list[Any]] = with_errors(found.iter_rows(), errors.get(name, {}))
        sheet = Sheet(name, next(rows, []), typed=True)
        sheet.add(rows)
        sheets.append(sheet)
    return sheets


def with_errors(rows: Iterable[list[Any]], errors: dict[int, dict[int, str]]) -> Iterator[list[Any]]:
    """The rows with Excel's error values put back: the reader gives them as empty cells."""
    for number, row in enumerate(rows, start=1):
        for column, text in errors.get(number, {}).items():
            if column < len(row):
                row[column] = text
        yield row


def error_cells(path: str) -> dict[str, dict[int, dict[int, str]]]:
    """sheet → row from 1 → column from 0 → #N/A and its like, found while the zip's sizes are checked."""
    from zipfile import ZipFile  # half of the time that a start takes, which CSV files are spared

    with ZipFile(path) as packed:
        check_sizes(packed.infolist())
        names = packed.namelist()
        if "xl/workbook.xml" not in names:
            raise Refused("not_a_workbook", "it is a zip file of another kind")
        sheets = [name for name in names if re.fullmatch(r"xl/worksheets/[^/]+\.xml", name)]
        found = {name: cells for name in sheets if (cells := errors_in(packed, name))}
        titles = sheet_titles(packed) if found else {}
        return {titles[name]: cells for name, cells in found.items() if name in titles}


def check_sizes(members: Sequence[ZipInfo]) -> None:
    """Refuse a zip that would grow too much, before any of it is unpacked."""
    if len(members) > MAX_MEMBERS or sum(one.file_size for one in members) > MAX_UNPACKED_BYTES:
        raise Refused("zip_bomb", "")
    for one in members:
        if one.file_size > max(SMALL_BYTES, MAX_RATIO * one.compress_size):
            raise Refused("zip_bomb", "")
        if one.flag_bits & 1:
            raise Refused("password", "")


def errors_in(packed: ZipFile, name: str) -> dict[int, dict[int, str]]:
    """row → column → error value of one sheet, read in pieces that overlap by more than such a cell is long."""
    found: dict[int, dict[int, str]] = defaultdict(dict)
    tail = b""
    with packed.open(name) as part:
        while piece := part.read(SMALL_BYTES):
            piece = tail + piece
            if b't="e"' in piece or b"t='e'" in piece:
                for cell in ERROR_CELL.finditer(piece):
                    if at := CELL_NAME.search(cell[1]):
                        found[int(at[2])][column_number(at[1])] = cell[2].decode("ascii", "replace")
            tail = piece[-2_000:]
    return found


def sheet_titles(packed: ZipFile) -> dict[str, str]:
    """The name that a person sees of each sheet's part of the zip."""
    from xml.etree import ElementTree

    target = {}
    for one in ElementTree.fromstring(packed.read("xl/_rels/workbook.xml.rels")):
        target[one.get("Id")] = "xl/" + one.get("Target", "").removeprefix("/xl/")
    titles = {}
    for one in ElementTree.fromstring(packed.read("xl/workbook.xml")).iter():
        relation = [value for key, value in one.attrib.items() if key.endswith("}id")]
        if one.tag.endswith("}sheet") and relation:
            titles[target.get(relation[0], "")] = one.get("name", "")
    return titles


def column_number(letters: bytes) -> int:
    """A → 0, Z → 25, AA → 26."""
    number = 0
    for letter in letters:
        number = 26 * number + letter - 64
    return number - 1


def answer(sheets: Sequence[Sheet], faults: Sequence[Fault]) -> None:
    """Write what was read, or why it was not, for the parent."""
    head = [one.head() | {"faults": one.faults} for one in sheets]
    text = json.dumps({"sheets": head, "faults": faults}).encode()
    out = sys.stdout.buffer
    out.write(len(text).to_bytes(8, "little") + text)
    for one in sheets:
        for numbers in (one.rows, *one.codes):
            out.write(numbers.tobytes())
    out.flush()


def read(kind: str, path: str) -> None:
    """Read one file of a kind (csv or workbook) and answer."""
    try:
        if os.stat(path).st_size > MAX_FILE_BYTES:
            raise Refused("too_large", "")
        sheets = read_csv(path) if kind == "csv" else read_workbook(path)
    except Refused as refused:
        answer([], [(refused.args[0], None, refused.args[1])])
    except MemoryError:
        answer([], [("too_much", None, "")])
    except PermissionError:
        answer([], [("unreadable", None, "")])
    except Exception as wrong:  # whatever the readers of zip, XML and Excel raise on a damaged file, named to the user
        answer([], [("damaged", None, type(wrong).__name__)])
    else:
        answer(sheets, [])


def main(kind: str, paths: Sequence[str]) -> None:
    """Answer for one file after another, within one set of limits."""
    limit_this_process()
    gc.disable()
    for path in paths:
        read(kind, path)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
