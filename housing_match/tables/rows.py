"""Sheets to columns of values: headings matched with the schema, each distinct text read once."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from housing_match.places.postcodes import find
from housing_match.tables.cells import read
from housing_match.tables.columns import LISTS, Column, Kind, Table
from housing_match.tables.faults import HIDDEN, Fault, printable
from housing_match.tables.private import holds_nhs_number, is_personal_heading, looks_like_a_name, may_hold_a_name
from housing_match.tables.reading import CodedColumn, Sheet
from housing_match.tables.schema import TABLE, TABLES
from housing_match.tables.wrong import Wrong, close_to, did_you_mean


class Bad:
    """Stands for a cell that has a fault of its own, so that no second fault is drawn from it."""


BAD = Bad()
MOST_WRONG_TEXTS = 200
MOST_FAULTS_A_COLUMN = 10_000
UNREAD = Wrong(code="more_faults", why="was not looked at", mend="Mend the others first.")
"""Stands for a cell of a column in which too much is wrong already."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """A table read: for every column of the schema one value a row. `sound` is False where whole rows are missing."""

    table: Table
    numbers: Sequence[int] = ()
    values: dict[str, list[Any]]
    faults: list[Fault] = field(default_factory=list)
    sound: bool = True

    @property
    def known_ids(self) -> dict[str, int] | None:
        """id → place in the table of its first row; None where an id is missing for a fault of its own."""
        ids = self.values[self.table.key]
        if not self.sound or BAD in set(ids):
            return None
        return {one: len(ids) - 1 - back for back, one in enumerate(reversed(ids))}


def read_tables(sheets: Sequence[Sheet], unread: Sequence[Fault], as_of: date) -> tuple[dict[str, Rows], list[Fault]]:
    """Every table of the schema, absent ones empty, and the faults of sheets and headings as a whole."""
    faults: list[Fault] = []
    found: dict[str, Rows] = {}
    for sheet in sheets:
        name = sheet.name.casefold()
        if name in found:
            why, mend = "is there twice", "Keep one of the two."
            faults.append(Fault(code="repeated_table", table=name, why=why, mend=mend))
        elif name in TABLE:
            found[name] = _read_table(TABLE[name], sheet, as_of)
        elif sheet.columns:
            like = close_to(name, tuple(TABLE))
            mend = did_you_mean(like, f"Rename it or take it out; the tables are {', '.join(TABLE)}.")
            faults.append(
                Fault(
                    code="unknown_table",
                    table=HIDDEN if holds_nhs_number(sheet.name) else printable(sheet.name),
                    why="is not a table",
                    mend=mend,
                )
            )
    told = {fault.table.casefold() for fault in unread} | {_meant(fault) for fault in faults}
    for table in TABLES:
        if table.name not in found:
            found[table.name] = Rows(table=table, values={one.name: [] for one in table.columns}, sound=False)
            if table.required and table.name not in told and (sheets or not unread or told & set(TABLE)):
                faults.append(_whole(table, "missing_table", "is missing", f"Add it. {table.meaning}"))
    return found, faults


def _meant(fault: Fault) -> str:
    """The name that a fault's mend proposes."""
    return fault.mend.removeprefix("Did you mean ").removesuffix("?")


def _whole(table: Table, code: str, why: str, mend: str) -> Fault:
    return Fault(code=code, table=table.name, why=why, mend=mend)


def _read_table(table: Table, sheet: Sheet, as_of: date) -> Rows:
    """One table; columns that are absent or refused hold the empty value, or BAD where they are required."""
    values = {one.name: [_absent(one)] * len(sheet.row_numbers) for one in table.columns}
    if not any(heading.strip() for heading in sheet.headings):
        if not sheet.row_numbers and not sheet.faults and not table.required:
            return Rows(table=table, values=values)
        fault = _whole(table, "no_headings", "has no headings in row 1", "Put the names of the columns in row 1.")
        return Rows(table=table, values={name: [] for name in values}, faults=[fault], sound=False)
    columns, faults = _match_headings(table, sheet)
    faults.extend(sheet.faults)
    for name, coded in columns.items():
        values[name] = _read_column(table, table.column[name], coded, sheet.row_numbers, as_of, faults)
    if table.required and not sheet.row_numbers and not sheet.faults:
        faults.append(_whole(table, "empty_table", "has headings but no row", f"Fill it in. {table.meaning}"))
    sound = not sheet.faults and bool(sheet.row_numbers)
    return Rows(table=table, numbers=sheet.row_numbers, values=values, faults=faults, sound=sound)


def _absent(column: Column) -> Any:
    if column.required:
        return BAD
    return frozenset() if column.kind in LISTS else None


def _match_headings(table: Table, sheet: Sheet) -> tuple[dict[str, CodedColumn], list[Fault]]:
    """The sheet's columns by schema name, and what is wrong with row 1."""
    columns: dict[str, CodedColumn] = {}
    faults = []
    known = tuple(one.name for one in table.columns)
    for position, (heading, coded) in enumerate(zip(sheet.headings, sheet.columns, strict=True), start=1):
        name = heading.strip().casefold()
        if name in known and name not in columns:
            columns[name] = coded
        elif name or any(text.strip() for text in coded.distinct):
            faults.append(_wrong_heading(table, heading, position, columns))
    meant = {_meant(fault) for fault in faults}
    for one in table.columns:
        if one.required and one.name not in columns and one.name not in meant:
            mend = f"Add the column: {one.meaning}"
            faults.append(
                Fault(code="missing_column", table=table.name, row=1, column=one.name, why="is missing", mend=mend)
            )
    return columns, faults


def _wrong_heading(table: Table, heading: str, position: int, columns: dict[str, CodedColumn]) -> Fault:
    name = heading.strip().casefold()
    if not name:
        code, why, mend = "unnamed_column", "has cells but no heading", "Give it a heading or delete it."
    elif name in columns:
        code, why, mend = "repeated_column", "is there twice", "Keep one of the two."
    elif is_personal_heading(name) and (table.about_people or table.name == "bedspaces"):
        code, why = "personal_column", "would hold who somebody is"
        mend = "Delete the column and save again: only pseudonyms may enter."
    else:
        like = close_to(name, tuple(one.name for one in table.columns if one.name not in columns))
        code, why, mend = "unknown_column", "is not a column of this table", did_you_mean(like, "Rename or delete it.")
    named = shown(table.about_people, heading, "") or f"column {position}"
    return Fault(code=code, table=table.name, row=1, column=named, why=why, mend=mend)


def _read_column(
    table: Table, column: Column, coded: CodedColumn, numbers: Sequence[int], as_of: date, faults: list[Fault]
) -> list[Any]:
    """One value a row, BAD where the text is wrong; each distinct text is read once, its faults told for every row."""
    people = table.about_people or column.refers_to == "residents"
    values = _read_distinct(column, coded.distinct, people, as_of)
    wrong = {place: value for place, value in enumerate(values) if isinstance(value, Wrong)}
    if not wrong:
        return [values[code] for code in coded.codes]
    cells = [(number, code) for number, code in zip(numbers, coded.codes, strict=True) if code in wrong]
    told = [(number, code) for number, code in cells if wrong[code] is not UNREAD][:MOST_FAULTS_A_COLUMN]
    texts = {code: shown(people, coded.distinct[code], wrong[code].like) for code in {code for _, code in told}}
    for number, code in told:
        one = wrong[code]
        faults.append(
            Fault(
                code=one.code,
                table=table.name,
                row=number,
                column=column.name,
                value=texts[code],
                why=one.why,
                mend=one.mend,
            )
        )
    if len(told) < len(cells):
        why = f"has {len(cells) - len(told):,} more cells that are wrong or were not looked at"
        faults.append(
            Fault(code=UNREAD.code, table=table.name, column=column.name, why=why, mend="Mend the others first.")
        )
    return [BAD if code in wrong else values[code] for code in coded.codes]


def _read_distinct(column: Column, texts: Sequence[str], people: bool, as_of: date) -> list[Any]:
    """The value of each text, Wrong, or UNREAD once so many were wrong that the column must be another."""
    values: list[Any] = []
    left = MOST_WRONG_TEXTS
    for text in texts:
        value = _read_text(column, text, people, as_of) if left else UNREAD
        left -= isinstance(value, Wrong) and left > 0
        values.append(value)
    return _that_exist(values) if column.kind is Kind.POSTCODE else values


def _read_text(column: Column, text: str, people: bool, as_of: date) -> Any:
    """The value of a text; in tables about people an NHS number or a name is refused whatever the column."""
    if people and holds_nhs_number(text):
        mend = "Use a pseudonym of your own; if this is not an NHS number, use another id."
        return Wrong(code="nhs_number", why="holds what seems to be an NHS number", mend=mend)
    if people and column.kind is Kind.ID and column.refers_to != "bedspaces" and looks_like_a_name(text):
        return Wrong(code="person_name", why="looks like a person's name", mend="Use a pseudonym such as R0123.")
    return read(column, text, as_of)


def _that_exist(values: list[Any]) -> list[Any]:
    there = find({value for value in values if isinstance(value, str)})
    missing = Wrong(code="no_such_postcode", why="does not exist", mend="Correct the postcode.")
    return [missing if isinstance(value, str) and value not in there else value for value in values]


def shown(people: bool, text: str, like: str) -> str:
    """A text as a fault may show it: hidden where it may say who somebody is."""
    if people and not like and (holds_nhs_number(text) or may_hold_a_name(text)):
        return HIDDEN
    return printable(text)


def row_fault(rows: Rows, place: int, column: str, code: str, why: str, mend: str) -> Fault:
    """A fault of one cell, by the row's place among the rows read."""
    value = rows.values[column][place]
    said = "" if value is None or value is BAD else shown(rows.table.about_people, str(value), "")
    return Fault(
        code=code, table=rows.table.name, row=rows.numbers[place], column=column, value=said, why=why, mend=mend
    )


def each_row(rows: Rows, *columns: str) -> Iterator[tuple[int, Sequence[Any]]]:
    """The place and these values of every row in which none of them has a fault of its own."""
    cells = [rows.values[name] for name in columns]
    whole = enumerate(zip(*cells, strict=True))
    if not any(BAD in column for column in cells):
        return whole
    return ((place, values) for place, values in whole if BAD not in values)
