"""Workbook and CSV in, faults out: the only door by which a council's data enters."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from housing_match.domain import World
from housing_match.tables.annotated import with_issues
from housing_match.tables.crosschecks import cross_faults
from housing_match.tables.faults import Fault, FaultGroup, FaultsFound, grouped, most_important_first
from housing_match.tables.fields import fields_in_words
from housing_match.tables.ours import without_ours
from housing_match.tables.reading import read_sheets, read_table_file
from housing_match.tables.records import in_order, world_of
from housing_match.tables.rows import read_tables
from housing_match.tables.scenario_check import check_scenario
from housing_match.tables.scenario_file import read_scenario
from housing_match.tables.scenario_writing import scenario_sha256, write_scenario
from housing_match.tables.schema import TABLE, TABLES
from housing_match.tables.template import template
from housing_match.tables.upload import files_in
from housing_match.tables.writing import inputs_sha256, write_tables

__all__ = [
    "TABLE",
    "TABLES",
    "Fault",
    "FaultGroup",
    "FaultsFound",
    "check",
    "check_scenario",
    "fields_in_words",
    "files_in",
    "grouped",
    "in_order",
    "inputs_sha256",
    "load",
    "most_important_first",
    "read_scenario",
    "scenario_sha256",
    "template",
    "with_issues",
    "write_scenario",
    "write_tables",
]

OFFERS = "offers"


def check(path: Path, as_of: date, offers: Path | None = None) -> tuple[World | None, tuple[Fault, ...]]:
    """The world that a workbook or a folder of CSV files describes, or every fault in it, by table, row and column.

    `offers` is a CSV file that stands in for the table of offers. Nothing is drawn from data with faults: the world is
    None unless there are none. Raises nothing for bad data.
    """
    read, faults = read_sheets(path)
    if offers is not None:
        answered, more = read_table_file(offers, OFFERS)
        read = [one for one in read if one.name.casefold() != OFFERS] + answered
        faults = (*faults, *more)
    with _without_collection():
        sheets, examples = without_ours(read)
        tables, found = read_tables(sheets, faults, as_of)
        found = [
            *faults,
            *examples,
            *found,
            *(fault for rows in tables.values() for fault in rows.faults),
            *cross_faults(tables),
        ]
        if found:
            return None, tuple(sorted(found, key=_reading_order))
        return world_of(tables), ()


@contextmanager
def _without_collection() -> Iterator[None]:
    """Keep the garbage collector from walking a million new records again and again: none of them is garbage."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def load(path: Path, as_of: date, offers: Path | None = None) -> World:
    """The world that a workbook or a folder describes, as `check` reads it. Raises FaultsFound with every fault."""
    world, faults = check(path, as_of, offers)
    if world is None:
        raise FaultsFound(faults)
    return world


def _reading_order(fault: Fault) -> tuple[int, int, int]:
    table = TABLE.get(fault.table)
    if table is None:
        return -1, 0, 0
    columns = tuple(table.column)
    place = columns.index(fault.column) if fault.column in columns else -1
    return tuple(TABLE).index(fault.table), fault.row or 0, place
