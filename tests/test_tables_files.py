"""Files that are not what they say, or are made to harm: one clear fault each, and the reader lives."""

import io
import random
import struct
import zipfile
from datetime import date

import pytest
import xlsxwriter

from housing_match.tables import check
from housing_match.tables.glimpse import letters_in

AS_OF = date(2026, 1, 1)
RESIDENTS = (
    "resident_id,borough,birth_month,situation,needs_move,priority_band,consent,move_on_status\n"
    "R1,Westminster,1990-04,other,yes,A,yes,settled\n"
)
HOMES = (
    "home_id,name,borough,postcode,provider,home_type,setting,nominations\n"
    "H1,Café,Westminster,W2 1NY,P,flat,general_needs,Westminster\n"
)
BEDSPACES = "bedspace_id,home_id,status\nB1,H1,void\n"


def folder_with(tmp_path, **contents):
    """A folder of CSV files; the three tables that are needed are sound where nothing else is given."""
    sound = {"residents": RESIDENTS, "homes": HOMES, "bedspaces": BEDSPACES}
    for name, content in (sound | contents).items():
        if content is not None:
            (tmp_path / f"{name}.csv").write_bytes(content if isinstance(content, bytes) else content.encode())
    return tmp_path


def codes(path):
    world, faults = check(path, AS_OF)
    assert (world is None) == bool(faults)
    return [one.code for one in faults]


def workbook(path, cells):
    """A workbook with these cells: {(sheet, row, column): value}, counted from 0."""
    with xlsxwriter.Workbook(path) as book:
        for name in dict.fromkeys(sheet for sheet, _, _ in cells):
            sheet = book.add_worksheet(name)
            for (of, row, column), value in cells.items():
                if of == name:
                    sheet.write(row, column, value)
    return path


def sheets(**texts):
    """Cells of sheets from CSV texts without commas in cells."""
    return {
        (name, row, column): cell
        for name, text in texts.items()
        for row, line in enumerate(text.splitlines())
        for column, cell in enumerate(line.split(","))
    }


def test_one_value_in_the_last_cell_of_a_workbook_is_one_fault(tmp_path):
    assert codes(workbook(tmp_path / "a.xlsx", {("residents", 1048575, 16383): "x"})) == ["too_many_cells"]


def test_values_in_the_first_and_the_last_cell_are_one_fault(tmp_path):
    path = workbook(tmp_path / "a.xlsx", {("residents", 0, 0): "x", ("residents", 1048575, 16383): "x"})
    assert path.stat().st_size < 6_000
    assert codes(path) == ["too_much"]


def test_a_zip_bomb_is_one_fault(tmp_path):
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", "<workbook/>")
        packed.writestr("xl/worksheets/sheet1.xml", bytes(50_000_000))
    assert codes(path) == ["zip_bomb"]


def test_a_zip_that_lies_about_its_size_is_one_fault(tmp_path):
    sound = workbook(tmp_path / "a.xlsx", sheets(residents=RESIDENTS)).read_bytes()
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(sound)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for one in old.namelist():
            filled = b" " * 30_000_000 if one == "xl/worksheets/sheet1.xml" else b""
            new.writestr(one, old.read(one) + filled)
    size = struct.pack("<I", new.getinfo("xl/worksheets/sheet1.xml").file_size)
    path = tmp_path / "lies.xlsx"
    path.write_bytes(made.getvalue().replace(size, struct.pack("<I", 1000)))
    assert codes(path) == ["damaged"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"%PDF-1.7\n1 0 obj", "not_a_workbook"),
        (b"just some text", "not_a_workbook"),
        (b"", "not_a_workbook"),
        (b"PK\x03\x04 and no more", "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old_excel"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password"),
        (b"\x89PNG\r\n\x1a\n", "not_a_workbook"),
    ],
)
def test_another_kind_of_file_named_xlsx_is_one_fault(tmp_path, content, code):
    path = tmp_path / "borough.xlsx"
    path.write_bytes(content)
    assert codes(path) == [code]


def test_a_zip_of_something_else_is_one_fault(tmp_path):
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("letter.txt", "hello")
    assert codes(path) == ["not_a_workbook"]


def test_a_path_that_does_not_exist_is_one_fault(tmp_path):
    assert codes(tmp_path / "nowhere") == ["no_such_path"]


def test_a_folder_without_csv_names_the_workbook_that_lies_in_it(tmp_path):
    (tmp_path / "README.md").write_text("hello")
    (tmp_path / "all.xlsx").write_bytes(b"PK")
    _, faults = check(tmp_path, AS_OF)
    assert [(one.code, one.mend) for one in faults] == [("no_tables", "Give the path of all.xlsx.")]


def test_a_folder_of_other_csv_files_is_a_fault_a_file(tmp_path):
    (tmp_path / "takings.csv").write_text("a,b\n1,2\n")
    (tmp_path / "resident.csv").write_text("a,b\n1,2\n")
    _, faults = check(tmp_path, AS_OF)
    found = [(one.table, one.code) for one in faults]
    # resident.csv stands for residents, so only homes and bedspaces are missing.
    assert found[:2] == [("resident", "unknown_table"), ("takings", "unknown_table")]
    assert found[2:] == [("homes", "missing_table"), ("bedspaces", "missing_table")]
    assert faults[0].mend == "Did you mean residents?"


def test_other_files_beside_the_tables_are_left_alone(tmp_path):
    folder_with(tmp_path)
    (tmp_path / "SYNTHETIC.md").write_bytes(b"\xff\xfe\x00")
    (tmp_path / "notes.txt").write_text("John Smith")
    assert codes(tmp_path) == []


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (HOMES.encode("utf-16"), "encoding"),
        (HOMES.encode("cp1252"), "encoding"),
        (HOMES.encode() + b"H2,\0", "not_text"),
        (HOMES.replace(",", ";"), "separator"),
        (HOMES.replace(",", "\t"), "separator"),
        (HOMES + 'H2,"Two', "bad_quotes"),
        (HOMES + "H2,Two\n", "ragged_row"),
        (HOMES.replace("Café", "Café, the big one"), "ragged_row"),
        (HOMES.replace("home_id,name", "home_id,name,name").replace("Café", "a,b"), "repeated_column"),
        (HOMES.replace("provider", "provder"), "unknown_column"),
        (HOMES.replace("provider,", "").replace("P,", ""), "missing_column"),
        (HOMES.replace("provider", "provider,").replace("P,", "P,x,"), "unnamed_column"),
        (HOMES.splitlines()[0], "empty_table"),
        ("", "no_headings"),
        ("\n" + HOMES, "no_headings"),
        (b"PK\x03\x04", "not_csv"),
        (b"%PDF-1.7", "not_csv"),
        (None, "missing_table"),
    ],
)
def test_a_csv_file_that_cannot_be_read_whole_is_one_fault(tmp_path, content, code):
    assert codes(folder_with(tmp_path, homes=content)) == [code]


def test_the_same_table_twice_is_one_fault(tmp_path):
    folder_with(tmp_path)
    (tmp_path / "Homes.CSV").write_text(HOMES)
    assert codes(tmp_path) == ["repeated_table"]


def test_a_ragged_row_is_named_as_a_person_sees_it(tmp_path):
    _, faults = check(folder_with(tmp_path, homes=HOMES + "\n\nH2,Two\n"), AS_OF)
    # The headings are row 1 and the sound home row 2; two empty lines follow.
    assert [(one.row, one.why) for one in faults] == [
        (5, "does not have one cell for each heading (2 cells under 8 headings)")
    ]


def test_a_byte_order_mark_empty_rows_and_empty_columns_at_the_end_are_no_fault(tmp_path):
    padded = "\ufeff" + "".join(f"{line},,\r\n" for line in HOMES.splitlines()) + "," * 9 + "\r\n ,\r\n\r\n"
    assert codes(folder_with(tmp_path, homes=padded.encode())) == []


def test_headings_and_sheets_are_known_in_any_case(tmp_path):
    texts = sheets(residents=RESIDENTS.replace("borough", " BOROUGH "), homes=HOMES)
    texts |= sheets(**{"Bedspaces ": BEDSPACES})
    assert codes(workbook(tmp_path / "a.xlsx", texts)) == []


def test_an_empty_sheet_is_left_alone_and_one_with_cells_is_a_fault(tmp_path):
    cells = sheets(residents=RESIDENTS, homes=HOMES, bedspaces=BEDSPACES)
    path = workbook(tmp_path / "a.xlsx", cells | {("Sheet2", 0, 0): ""})
    assert codes(path) == []
    path = workbook(tmp_path / "b.xlsx", cells | {("Sheet2", 4, 4): "x"})
    assert codes(path) == ["unknown_table"]


def test_a_formula_that_failed_is_a_fault_and_never_an_empty_cell(tmp_path):
    cells = sheets(residents=RESIDENTS, homes=HOMES, bedspaces=BEDSPACES)
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        for name in ("residents", "homes", "bedspaces"):
            sheet = book.add_worksheet(name)
            for (of, row, column), value in cells.items():
                if of == name:
                    sheet.write(row, column, value)
        sheet.write(0, 3, "available_from")
        sheet.write_formula(1, 3, "=NA()", value="#N/A")
    _, faults = check(path, AS_OF)
    assert [(one.code, one.table, one.row, one.column) for one in faults] == [
        ("excel_error", "bedspaces", 2, "available_from")
    ]


def test_macros_in_a_workbook_are_not_looked_at(tmp_path):
    sound = workbook(tmp_path / "a.xlsx", sheets(residents=RESIDENTS, homes=HOMES, bedspaces=BEDSPACES))
    with zipfile.ZipFile(sound, "a") as packed:
        packed.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0 not a macro at all")
    assert codes(sound) == []


def test_a_single_csv_file_says_to_give_the_folder(tmp_path):
    path = folder_with(tmp_path) / "homes.csv"
    _, faults = check(path, AS_OF)
    assert [one.code for one in faults] == ["not_a_workbook"]
    assert "folder" in faults[0].mend


def random_file(luck: random.Random, sound: bytes) -> bytes:
    """Random bytes behind some known start, or a sound workbook with bytes changed."""
    if luck.random() < 0.5:
        start = luck.choice(
            (b"", b"PK\x03\x04", b"PK\x05\x06", b"%PDF", b"\xd0\xcf\x11\xe0", b"\xff\xfe", b"resident_id,")
        )
        return start + luck.randbytes(luck.randrange(400))
    changed = bytearray(sound)
    for _ in range(luck.randrange(1, 30)):
        changed[luck.randrange(len(changed))] = luck.randrange(256)
    return bytes(changed[: luck.randrange(len(changed))] if luck.random() < 0.3 else changed)


def random_files_give_faults_or_a_world(tmp_path, count, seed):
    luck = random.Random(seed)
    sound = workbook(
        tmp_path / "sound.xlsx", sheets(residents=RESIDENTS, homes=HOMES, bedspaces=BEDSPACES)
    ).read_bytes()
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(count):
        content = random_file(luck, sound)
        path = tmp_path / "random.xlsx" if number % 2 else folder_with(folder, homes=content)
        if path.suffix:
            path.write_bytes(content)
        world, faults = check(path, AS_OF)
        assert (world is None) == bool(faults), number


def test_100_random_files_give_faults_and_no_traceback(tmp_path):
    random_files_give_faults_or_a_world(tmp_path, 100, seed=1)


@pytest.mark.soak
def test_10000_random_files_give_faults_and_no_traceback(tmp_path):
    random_files_give_faults_or_a_world(tmp_path, 10_000, seed=2)


def test_a_glimpse_sees_the_letters_of_postcodes_and_not_of_ids_and_leaves_faults_to_the_reader(tmp_path):
    table = tmp_path / "homes.csv"
    table.write_bytes(b'home_id,postcode\nH1,W1T4BP\nH2,"sw1a 1aa"\nB12 3,NW10  6TD\r\nE1 2,LL57\xff\n')
    assert letters_in([table, tmp_path / "none.csv"]) == ["N", "S", "W"]
