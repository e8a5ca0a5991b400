"""What is wrong with the tables or a scenario: each fault with its place, its reason and how to mend it."""

from collections.abc import Iterable
from dataclasses import dataclass

HIDDEN = "(hidden)"
"""Stands for a value that may be somebody's name or NHS number, and is never shown."""
LONGEST_SHOWN = 60
MOST_ROWS_NAMED = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing wrong; `value` is safe to show. Raised by nothing: a fault is a fact."""

    code: str
    table: str
    """The table (its sheet, or its file without `.csv`); the file's own name where it could not be read."""
    row: int | None = None
    """The row as a person sees it, the headings being row 1; None where the fault is not in one row."""
    column: str | None = None
    value: str = ""
    why: str
    """What is wrong, as the rest of a sentence that starts with the value."""
    mend: str
    """How to mend it, as a sentence."""

    @property
    def where(self) -> str:
        """Table, row and column in one line."""
        row = "" if self.row is None else f" row {self.row}"
        return f"{self.table}{row}" + (f", {self.column}" if self.column else "")


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultGroup:
    """The same fault in one row or many; `rows` ascend, and are empty where the fault is not in a row."""

    code: str
    table: str
    column: str | None
    value: str
    why: str
    mend: str
    rows: tuple[int, ...]

    @property
    def text(self) -> str:
        """One line, such as `100 rows (2, 3, 4, 5, 6 …): borough 'Westminister' is not … . Did you mean …?`"""
        subject = " ".join(part for part in (self.column, f"'{self.value}'" if self.value else "") if part)
        said = f"{subject or self.table} {self.why}. {self.mend}"
        return f"{self._rows_in_words}: {said}" if self.rows else said

    @property
    def where(self) -> str:
        """Table, column and rows, such as `residents, borough, 100 rows (2, 3, 4, 5, 6 …)`."""
        return ", ".join(part for part in (self.table, self.column, self.rows and self._rows_in_words) if part)

    @property
    def _rows_in_words(self) -> str:
        first = ", ".join(map(str, self.rows[:MOST_ROWS_NAMED]))
        if len(self.rows) == 1:
            return f"row {first}"
        return f"{len(self.rows)} rows ({first}{' …' if len(self.rows) > MOST_ROWS_NAMED else ''})"


class FaultsFound(Exception):
    """The tables or the scenario have faults; `faults` is all of them."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__(f"{len(faults)} fault{'' if len(faults) == 1 else 's'}: {grouped(faults)[0].text}")
        self.faults = faults


def grouped(faults: Iterable[Fault]) -> tuple[FaultGroup, ...]:
    """Faults with one cause as one group, in the order in which each cause is first met."""
    rows: dict[tuple[str, str, str | None, str, str, str], list[int]] = {}
    for one in faults:
        cause = (one.code, one.table, one.column, one.value, one.why, one.mend)
        rows.setdefault(cause, []).extend(() if one.row is None else (one.row,))
    return tuple(
        FaultGroup(
            code=code, table=table, column=column, value=value, why=why, mend=mend, rows=tuple(sorted(set(found)))
        )
        for (code, table, column, value, why, mend), found in rows.items()
    )


PERSONAL = ("nhs_number", "person_name", "personal_column")


def most_important_first(groups: Iterable[FaultGroup]) -> tuple[FaultGroup, ...]:
    """What says who somebody is, whole files and tables, whole columns, then cells; in each the most rows first."""
    return tuple(sorted(groups, key=_weight))


def _weight(group: FaultGroup) -> tuple[int, int]:
    if group.code in PERSONAL:
        return 0, -len(group.rows)
    if not group.rows or group.rows == (1,):
        return (2 if group.column else 1), 0
    return 3, -len(group.rows)


def printable(text: str) -> str:
    """A text that is safe in a terminal and short enough for a line."""
    safe = "".join(letter if letter.isprintable() else "�" for letter in text.strip())
    return safe if len(safe) <= LONGEST_SHOWN else safe[: LONGEST_SHOWN - 1] + "…"
