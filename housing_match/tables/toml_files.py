"""Files in TOML as they stand: their content, text and tables, or the one fault that keeps them from being read."""

import tomllib
from pathlib import Path
from typing import Any

from housing_match.tables.faults import Fault, FaultsFound, printable

LARGEST_BYTES = 2**20


def toml_fault(table: str, code: str, key: str | None, value: Any, why: str, mend: str) -> Fault:
    """A fault of a file in TOML, which `table` names; the value may be anything that TOML holds."""
    return Fault(code=code, table=table, column=key, value=printable(str(value)), why=why, mend=mend)


def toml_content(path: Path, table: str) -> bytes:
    """The file as it stands, no more of it than it may have. Raises FaultsFound."""
    try:
        with path.open("rb") as file:
            return file.read(LARGEST_BYTES + 1)
    except OSError as wrong:
        why = f"cannot be read ({wrong.strerror or 'no such file'})"
        raise FaultsFound((toml_fault(table, "unreadable", None, path, why, "Give its path."),)) from None


def toml_text(content: bytes, table: str) -> str:
    """The content as text. Raises FaultsFound."""
    if len(content) > LARGEST_BYTES:
        mend = f"Give a {table} file."
        raise FaultsFound((toml_fault(table, "too_large", None, "", "is larger than 1 MB", mend),))
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        mend = "Save it as UTF-8 text."
        raise FaultsFound((toml_fault(table, "encoding", None, "", "is not in UTF-8", mend),)) from None


def toml_parsed(text: str, table: str) -> dict[str, Any]:
    """The TOML as it stands. Raises FaultsFound."""
    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError, ValueError) as wrong:
        words, at, where = (str(wrong) or "nested too deep").rpartition(" (at ")
        why = f"is not TOML: {printable(words or where)}{at}{where if at else ''}"
        raise FaultsFound((toml_fault(table, "not_toml", None, "", why, "Correct that line."),)) from None
