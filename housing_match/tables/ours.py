"""What a workbook holds of ours beside somebody's tables: the sheets we add to it and the template's example rows."""

from array import array
from collections.abc import Sequence
from dataclasses import replace

from housing_match.tables.faults import Fault
from housing_match.tables.reading import CodedColumn, Sheet
from housing_match.tables.schema import TABLE

READ_ME, ISSUES = "Read me", "Issues"
TITLE = {
    READ_ME: "Housing Match: how to fill in this workbook",
    ISSUES: "Housing Match: what to mend in these tables",
}
"""The first cell of each sheet of ours. A sheet of that name with another first cell is somebody's own."""
EXAMPLE = "EXAMPLE"
"""What stands in the first column of an example row, whatever the table."""


def is_ours(sheet: Sheet) -> bool:
    """Whether a sheet is one that we added, by its name and its first cell."""
    return sheet.name in TITLE and sheet.headings[:1] == [TITLE[sheet.name]]


def without_ours(sheets: Sequence[Sheet]) -> tuple[list[Sheet], list[Fault]]:
    """The sheets that are tables, without example rows, and a fault for each example row left in."""
    theirs, faults = [], []
    for sheet in sheets:
        if not is_ours(sheet):
            left, found = _without_examples(sheet)
            theirs.append(left)
            faults.extend(found)
    return theirs, faults


def _without_examples(sheet: Sheet) -> tuple[Sheet, list[Fault]]:
    table = TABLE.get(sheet.name.casefold())
    headings = [heading.strip().casefold() for heading in sheet.headings]
    first = "" if table is None else table.columns[0].name
    if table is None or first not in headings:
        return sheet, []
    ids = sheet.columns[headings.index(first)]
    examples = {code for code, text in enumerate(ids.distinct) if text.strip() == EXAMPLE}
    if not examples:
        return sheet, []
    kept = [place for place, code in enumerate(ids.codes) if code not in examples]
    faults = [
        Fault(
            code="example_row",
            table=table.name,
            row=number,
            column=first,
            value=EXAMPLE,
            why="is the template's example row",
            mend="Delete the example row.",
        )
        for number, code in zip(sheet.row_numbers, ids.codes, strict=True)
        if code in examples
    ]
    columns = [
        CodedColumn(distinct=one.distinct, codes=array("I", (one.codes[place] for place in kept)))
        for one in sheet.columns
    ]
    numbers = array("I", (sheet.row_numbers[place] for place in kept))
    return replace(sheet, row_numbers=numbers, columns=columns), faults
