"""Columns of values to the domain's records and back to text, in the contract's order."""

from collections import deque
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from operator import attrgetter
from typing import Any

from housing_match.domain import (
    Adaptation,
    Bedspace,
    Connection,
    Exclusion,
    Home,
    HomeType,
    HousematePair,
    Offer,
    Resident,
    Site,
    World,
)
from housing_match.tables.columns import Column, Kind
from housing_match.tables.rows import Rows
from housing_match.tables.schema import TABLE

RECORD: dict[str, type[Any]] = {
    "residents": Resident,
    "connections": Connection,
    "housemates": HousematePair,
    "exclusions": Exclusion,
    "homes": Home,
    "bedspaces": Bedspace,
    "adaptations": Adaptation,
    "sites": Site,
    "home_types": HomeType,
    "offers": Offer,
}
"""The record of each table; `about` has none: its notice is the world's."""


def world_of(tables: dict[str, Rows]) -> World:
    """The tables as records, each tuple in order. The tables have no faults."""
    about = dict(zip(*(tables["about"].values[name] for name in ("field", "value")), strict=True))
    records: dict[str, Any] = {name: _records(name, tables[name]) for name in RECORD}
    return in_order(World(notice=about.get("notice", ""), **records))


def _records(name: str, rows: Rows) -> tuple[Any, ...]:
    record, values = RECORD[name], dict(rows.values)
    if name == "bedspaces":
        values["own_equipment"] = [cell is None or bool(cell) for cell in values["equipment"]]
    # Column by column through the slots' own setters, which is three times as fast as calling the frozen class for each
    # row; the schema has a column for every field (tested), so no field is left unset.
    made = [object.__new__(record) for _ in rows.numbers]
    for field, cells in values.items():
        deque(map(getattr(record, field).__set__, made, cells), maxlen=0)
    return tuple(made)


def in_order(world: World) -> World:
    """The same world with each tuple sorted: by its ids, and where a table has none by all its cells."""
    records: dict[str, Any] = {name: tuple(_sorted(name, getattr(world, name))) for name in RECORD}
    return World(notice=world.notice, **records)


def _sorted(name: str, records: Sequence[Any]) -> list[Any]:
    if key := TABLE[name].key:
        return sorted(records, key=attrgetter(key))
    columns = [(column, list(map(attrgetter(column.name), records))) for column in TABLE[name].columns]
    texts = [({one: text_of(column, one) for one in set(values)}, values) for column, values in columns]
    cells = list(zip(*(map(known.__getitem__, values) for known, values in texts), strict=True))
    return [records[at] for at in sorted(range(len(records)), key=cells.__getitem__)]


def cells_of(name: str, record: Any) -> list[str]:
    """A record as the texts of its row, in the contract's order of columns."""
    if name == "bedspaces" and record.own_equipment != (record.equipment != frozenset()):
        raise ValueError(f"bedspace {record.bedspace_id}: its own equipment cannot be written as a cell")
    return [text_of(column, getattr(record, column.name)) for column in TABLE[name].columns]


def text_of(column: Column, value: Any) -> str:
    """A value as the text of its cell; a list in the contract's order of codes, or in alphabetical order."""
    if value is None:
        return "unknown" if column.kind in (Kind.CODES, Kind.AREAS) else ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, frozenset):
        order = column.allowed or tuple(sorted(value))
        return ";".join(code for code in order if code in value)
    if column.kind is Kind.MONTH and isinstance(value, date):
        return f"{value.year:04d}-{value.month:02d}"
    return f"{value.normalize():f}" if isinstance(value, Decimal) else str(value)
