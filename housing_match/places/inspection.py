"""What is found wrong with a layer file, or was mended: each fault with its rows, its reason and how to mend it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, TypeAlias

Table: TypeAlias = Any
"""A pandas DataFrame, with shapes a GeoDataFrame, for which geopandas has no types."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LayerFault:
    """One thing wrong, in some rows or in the whole file; `value` is an example that is safe to show."""

    code: str
    table: str
    """The file's name."""
    column: str | None = None
    value: str = ""
    why: str
    """What is wrong, as the rest of a sentence."""
    mend: str
    rows: tuple[int, ...] = ()
    """The rows as a person sees them: a table's headings are row 1, the first shape of a map is row 1."""


class LayerRefused(Exception):
    """The file is not imported and nothing was changed; `faults` says why."""

    def __init__(self, faults: Iterable[LayerFault]) -> None:
        self.faults = tuple(faults)
        super().__init__(" ".join(f"{one.table} {one.why}. {one.mend}" for one in self.faults))


@dataclass(slots=True, kw_only=True)
class Inspection:
    """Collects what is wrong with one file, and what was mended in it."""

    file: str
    headings: bool = False
    """Whether the file has a row of headings, so that its first row of values is row 2."""
    faults: list[LayerFault] = field(default_factory=list)
    mended: list[str] = field(default_factory=list)

    def fault(
        self,
        code: str,
        why: str,
        mend: str,
        *,
        at: Iterable[int] = (),
        column: str | None = None,
        value: object = "",
    ) -> None:
        """Notes a fault; `at` are places in the file from 0."""
        first = 2 if self.headings else 1
        rows = tuple(int(place) + first for place in at)
        shown = "".join(letter if letter.isprintable() else "�" for letter in str(value))[:60]
        self.faults.append(
            LayerFault(code=code, table=self.file, column=column, value=shown, why=why, mend=mend, rows=rows)
        )

    def fault_where(self, wrong: Any, column: Any, code: str, why: str, mend: str) -> None:
        """One fault for all rows of a column of a table where it is wrong, bool [N], if there are any."""
        if wrong.any():
            value = column[wrong].iloc[0]
            self.fault(code, why, mend, at=column.index[wrong], column=str(column.name), value=value)

    def refuse_if_faulty(self) -> None:
        """Raises LayerRefused where there is any fault."""
        if self.faults:
            raise LayerRefused(self.faults)

    def refuse(self, code: str, why: str, mend: str) -> LayerRefused:
        """The refusal of the whole file for one more fault."""
        self.fault(code, why, mend)
        return LayerRefused(self.faults)
