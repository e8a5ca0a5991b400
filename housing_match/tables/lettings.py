"""Lettings of the past from a CSV file, with every fault of it at once."""

import csv
from datetime import date
from io import StringIO
from pathlib import Path

from housing_match.domain import Letting
from housing_match.places.authorities import authority_code
from housing_match.tables.faults import Fault, FaultsFound, printable
from housing_match.tables.wrong import unknown_borough

COLUMNS = ("let_on", "homes_borough", "landlord", "nominating_borough")
MOST_BYTES = 64 * 2**20


def read_lettings(path: Path) -> tuple[Letting, ...]:
    """Each row: let_on (a date), homes_borough, landlord (may be empty), nominating_borough. Raises FaultsFound."""
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
        text = content.decode("utf-8-sig")
        rows = csv.reader(StringIO(text, newline=""), strict=True)
        headings = [name.strip() for name in next(rows, [])]
        if len(content) > MOST_BYTES or sorted(headings) != sorted(COLUMNS):
            raise ValueError(f"its columns are not {', '.join(COLUMNS)}, or it is larger than 64 MB")
        cells = [(number, row) for number, row in enumerate(rows, start=2) if any(row)]
    except (OSError, ValueError, csv.Error) as wrong:
        why, mend = f"cannot be read ({printable(str(wrong))})", f"Give a CSV file with {', '.join(COLUMNS)}."
        raise FaultsFound((Fault(code="unreadable", table=printable(path.name), why=why, mend=mend),)) from None
    faults: list[Fault] = []
    found = [_letting(number, dict(zip(headings, row, strict=False)), faults) for number, row in cells]
    if faults:
        raise FaultsFound(tuple(faults))
    return tuple(found)


def _letting(row: int, cells: dict[str, str], faults: list[Fault]) -> Letting:
    """One row; what is wrong with it is added to the faults."""

    def wrong(column: str, why: str, mend: str) -> None:
        value = printable(cells.get(column, ""))
        faults.append(Fault(code="letting", table="lettings", row=row, column=column, value=value, why=why, mend=mend))

    def borough(column: str) -> str:
        text = cells.get(column, "").strip()
        code = authority_code(text)
        if code is None:
            amiss = unknown_borough(text)
            wrong(column, amiss.why, amiss.mend)
        return code or ""

    try:
        let_on = date.fromisoformat(cells.get("let_on", "").strip())
    except ValueError:
        let_on = None
        wrong("let_on", "is not a date", "Write year-month-day, such as 2026-04-01.")
    return Letting(
        homes_borough=borough("homes_borough"),
        landlord=cells.get("landlord", "").strip() or None,
        nominating_borough=borough("nominating_borough"),
        let_on=let_on,
    )
