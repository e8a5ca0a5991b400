"""The empty workbook: what stands in it, that filled in it reads back the same world, and what is passed over."""

import csv
import io
import re
import zipfile
from datetime import date
from xml.sax.saxutils import escape

import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from housing_match import shipped
from housing_match.tables import TABLE, TABLES, check, fields_in_words, inputs_sha256, template
from housing_match.tables.cells import read
from housing_match.tables.examples import EXAMPLES
from housing_match.tables.ours import EXAMPLE, TITLE
from housing_match.tables.wrong import Wrong

AS_OF = date(2026, 11, 2)
SAMPLE = shipped("data/two_boroughs")


def filled_in(path, *, examples=False):
    """The template with the sample's rows typed in below the headings, as text; the example rows deleted or left."""
    with zipfile.ZipFile(io.BytesIO(template())) as empty, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as full:
        for part in empty.namelist():
            content = empty.read(part)
            if found := re.fullmatch(r"xl/worksheets/sheet(\d+)\.xml", part):
                number = int(found[1])  # sheet 1 is Read me
                if number > 1:
                    content = with_rows(content.decode(), TABLES[number - 2].name, examples=examples).encode()
            full.writestr(part, content)
    return path


def with_rows(xml, name, *, examples):
    with (SAMPLE / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    assert rows[0] == [column.name for column in TABLE[name].columns]
    if not examples:
        xml = re.sub(r'<row r="2".*?</row>', "", xml)
    typed = "".join(
        f'<row r="{number}">'
        + "".join(
            f'<c r="{xlsxwriter.utility.xl_col_to_name(at)}{number}" t="inlineStr"><is><t>{escape(text)}</t></is></c>'
            for at, text in enumerate(row)
            if text
        )
        + "</row>"
        for number, row in enumerate(rows[1:], start=3)
    )
    return xml.replace("</sheetData>", f"{typed}</sheetData>")


def parts(content, pattern):
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return {name: packed.read(name).decode() for name in packed.namelist() if re.fullmatch(pattern, name)}


def test_the_template_filled_with_the_sample_is_the_sample(tmp_path):
    world, faults = check(filled_in(tmp_path / "ours.xlsx"), AS_OF)
    assert faults == ()
    assert inputs_sha256(world) == inputs_sha256(check(SAMPLE, AS_OF)[0])


def test_an_example_row_left_in_is_one_fault_and_no_other(tmp_path):
    world, faults = check(filled_in(tmp_path / "ours.xlsx", examples=True), AS_OF)
    assert world is None
    assert [(one.code, one.table, one.row, one.mend) for one in faults] == [
        ("example_row", table.name, 2, "Delete the example row.") for table in TABLES
    ]


def test_every_table_has_its_sheet_and_every_field_its_heading_in_the_contracts_order():
    book = CalamineWorkbook.from_filelike(io.BytesIO(template()))
    assert book.sheet_names == ["Read me", *TABLE]
    for table in TABLES:
        assert book.get_sheet_by_name(table.name).to_python()[0] == [column.name for column in table.columns]


def test_every_coded_field_of_one_code_has_a_drop_down_of_just_its_codes():
    sheets = parts(template(), r"xl/worksheets/sheet\d+\.xml")
    for number, table in enumerate(TABLES, start=2):
        lists = re.findall(r'type="list".*?<formula1>"(.*?)"</formula1>', sheets[f"xl/worksheets/sheet{number}.xml"])
        coded = [column for column in table.columns if column.kind in ("one code", "yes or no")]
        assert lists == [",".join(column.allowed or ("yes", "no")) for column in coded]


def test_every_heading_has_a_note_that_says_what_it_means_and_holds():
    notes = parts(template(), r"xl/comments\d+\.xml")
    for number, table in enumerate(TABLES, start=1):
        said = re.findall(r"<t.*?>(.*?)</t>", notes[f"xl/comments{number}.xml"], re.DOTALL)
        assert len(said) == len(table.columns)
        for column, note in zip(table.columns, said, strict=True):
            assert escape(column.meaning) in note
            assert ("Required." in note) == column.required
            assert all(escape(code) in note for code in column.allowed)


def test_nothing_in_the_template_is_a_formula_and_it_is_the_same_bytes_every_time():
    assert template() == template()
    assert not any("<f>" in sheet or "<f " in sheet for sheet in parts(template(), r"xl/worksheets/.*").values())


def test_every_example_row_is_right_but_for_its_id_and_fills_what_is_required():
    for table in TABLES:
        row = EXAMPLES[table.name]
        assert row[table.columns[0].name] == EXAMPLE
        assert {column.name for column in table.columns if column.required} <= row.keys()
        for column in table.columns[1:]:
            assert not isinstance(read(column, row.get(column.name, ""), AS_OF), Wrong), (table.name, column.name)


def test_the_fields_in_words_are_all_fields_and_say_which_values():
    said = {(one.table, one.name): one for one in fields_in_words()}
    assert len(said) == sum(len(table.columns) for table in TABLES)
    assert said["residents", "support_hours_week"].holds == "hours a week, up to 336, with at most two decimals"
    assert said["residents", "staff_ratio"].holds == "one of: shared, 1:1, 2:1"


@pytest.mark.parametrize("name", TITLE)
def test_only_a_sheet_of_ours_by_name_and_title_is_passed_over(tmp_path, name):
    for first_cell, codes in ((TITLE[name], {"missing_table"}), ("My notes", {"missing_table", "unknown_table"})):
        path = tmp_path / "a.xlsx"
        with xlsxwriter.Workbook(path) as book:
            book.add_worksheet(name).write_string(0, 0, first_cell)
        assert {one.code for one in check(path, AS_OF)[1]} == codes
