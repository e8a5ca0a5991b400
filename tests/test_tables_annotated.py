"""The workbook given back: everything as it was read, each fault marked and listed, and nothing that runs."""

import csv
import io
import re
import zipfile
from datetime import date

import pytest
from python_calamine import CalamineWorkbook

from housing_match import shipped
from housing_match.tables import check, files_in, inputs_sha256, with_issues
from tests.test_tables_files import BEDSPACES, HOMES, RESIDENTS, folder_with, sheets, workbook

AS_OF = date(2026, 1, 1)


def given_back(path):
    """The faults, the workbook given back, and its sheets as rows of cells."""
    _, faults = check(path, AS_OF)
    content = with_issues(path, faults)
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return faults, content, {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def issues(rows):
    """The lines below the headings of the Issues sheet."""
    return rows["Issues"][4:]


def parts(content, pattern):
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return "".join(packed.read(name).decode() for name in packed.namelist() if re.fullmatch(pattern, name))


def test_each_fault_is_a_line_with_its_place_and_a_link_to_the_marked_cell(tmp_path):
    path = folder_with(tmp_path, residents=RESIDENTS.replace("Westminster", "Westminister"))
    (fault,), content, rows = given_back(path)
    assert list(rows) == ["Issues", "bedspaces", "homes", "residents"]
    assert issues(rows) == [["residents", 2.0, "borough", "Westminister", fault.why, fault.mend, "Go to it"]]
    assert "location=\"'residents'!B2\"" in parts(content, r"xl/worksheets/sheet1\.xml")
    assert fault.mend in parts(content, r"xl/comments\d\.xml")


def test_every_text_stands_where_it_stood_and_no_cell_is_a_formula(tmp_path):
    homes = HOMES.replace("Café", "=1+1") + "\n,,,,,,,\nH2, 007 ,Westminster,W2 1NY,@SUM(A1),flat,nowhere,Westminster\n"
    _, content, rows = given_back(folder_with(tmp_path, homes=homes))
    assert rows["homes"] == [line + [""] * (8 - len(line)) for line in csv.reader(io.StringIO(homes))]
    assert "<f>" not in parts(content, r"xl/worksheets/.*")


def test_what_may_name_somebody_is_not_repeated_on_the_issues_sheet(tmp_path):
    path = folder_with(
        tmp_path, residents=RESIDENTS.replace("R1", "9434765919") + RESIDENTS.split("\n")[1].replace("R1", "Ann Lee")
    )
    faults, content, rows = given_back(path)
    assert {one.code for one in faults} == {"nhs_number", "person_name"}
    assert [line[3] for line in issues(rows)] == ["(hidden)", "(hidden)"]
    assert rows["residents"][1][0] == "9434765919"  # the council's own cell stays as it was
    assert "9434765919" not in parts(content, r"xl/comments.*")


def test_mended_in_the_workbook_given_back_the_tables_are_sound_again(tmp_path):
    sound, _ = check(folder_with(tmp_path), AS_OF)
    (tmp_path / "back.xlsx").write_bytes(with_issues(tmp_path, ()))
    again, faults = check(tmp_path / "back.xlsx", AS_OF)
    assert faults == ()
    assert inputs_sha256(again) == inputs_sha256(sound)


def test_the_sample_given_back_is_the_sample(tmp_path):
    sample = shipped("data/two_boroughs")
    (tmp_path / "back.xlsx").write_bytes(with_issues(sample, ()))
    day = date(2026, 11, 2)
    assert inputs_sha256(check(tmp_path / "back.xlsx", day)[0]) == inputs_sha256(check(sample, day)[0])


def test_a_file_that_cannot_be_read_gives_back_the_issues_alone(tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"%PDF-1.7")
    _, _, rows = given_back(path)
    assert list(rows) == ["Issues"]
    assert issues(rows)[0][4].startswith("is neither an Excel workbook")


def test_a_row_that_could_not_be_split_says_that_it_is_not_in_the_copy(tmp_path):
    _, _, rows = given_back(folder_with(tmp_path, bedspaces=BEDSPACES + "B2,H1\n"))
    assert [(line[0], line[1]) for line in issues(rows)] == [("bedspaces", 3.0)]
    assert "not in this copy" in issues(rows)[0][5]


def test_sheets_of_names_that_excel_refuses_are_given_back_under_others(tmp_path):
    odd = {"Issues": "a\n1", "residents_of_a_borough_with_a_long_name": "a\n1", "wh[a]t?": "a\n1"}
    _, _, rows = given_back(folder_with(tmp_path, **odd))
    assert {"Issues (2)", "residents_of_a_borough_with_a_l", "wh_a_t_"} <= rows.keys()
    assert sum(line[4] == "is not a table" for line in issues(rows)) == 3


def test_ten_thousand_faults_are_listed_and_the_rest_counted(tmp_path):
    wrong = "".join(f"C{number},H1,nowhere\n" for number in range(10_050))
    _, _, rows = given_back(folder_with(tmp_path, bedspaces=BEDSPACES + wrong))
    assert len(issues(rows)) == 10_000
    # 10,000 lines of the column and one that counts the other 50
    assert rows["Issues"][1][0].startswith("10,001 faults.")


def zipped(members, **options):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", options.pop("compression", zipfile.ZIP_DEFLATED)) as packed:
        for name, content in members.items():
            packed.writestr(name, content)
    return made.getvalue()


SOUND = {"residents.csv": RESIDENTS, "homes.csv": HOMES, "bedspaces.csv": BEDSPACES}


def test_a_zipped_folder_is_its_csv_files_whatever_the_systems_left_in_it():
    members = {f"Our data/{name}": text for name, text in SOUND.items()}
    litter = {"__MACOSX/Our data/._homes.csv": "x", "Our data/.DS_Store": "x", "Our data/README.md": "x"}
    files, faults = files_in([("ours.zip", zipped({**members, **litter}))])
    assert faults == ()
    assert files == {name: text.encode() for name, text in SOUND.items()}


def test_what_a_file_is_says_its_content_and_not_its_name(tmp_path):
    book = workbook(tmp_path / "a.xlsx", sheets(residents=RESIDENTS)).read_bytes()
    assert list(files_in([("tables.zip", book)])[0]) == ["tables.xlsx"]
    assert list(files_in([("tables.xlsx", zipped(SOUND))])[0]) == list(SOUND)
    assert list(files_in([("../../homes.xlsx", HOMES.encode())])[0]) == ["homes.csv"]


def encrypted(content):
    """The same zip with the mark of a password on every member."""
    for start, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content = re.sub(
            re.escape(start) + b".{%d}" % (at - 4), lambda found: found[0] + b"\x01", content, flags=re.DOTALL
        )
        content = re.sub(
            re.escape(start) + b".{%d}\x01." % (at - 4), lambda found: found[0][:-1], content, flags=re.DOTALL
        )
    return content


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (zipped({**SOUND, "connections.csv": b"x" * 50_000_000}), "zip_bomb"),
        (zipped({**SOUND, "../homes.csv": HOMES}), "zip_path"),
        (zipped({**SOUND, "/etc/homes.csv": HOMES}), "zip_path"),
        (zipped({**SOUND, "C:\\homes.csv": HOMES}), "zip_path"),
        (encrypted(zipped(SOUND)), "password"),
        (zipped(SOUND, compression=zipfile.ZIP_LZMA), "zip_method"),
        (zipped({"a/residents.csv": RESIDENTS, "b/homes.csv": HOMES}), "zip_folders"),
        (zipped({**SOUND, "Homes.csv": HOMES}), "repeated_table"),
        (zipped({"letter.docx": "x"}), "no_tables"),
        (zipped({}), "no_tables"),
        (zipped({f"{number}.txt": "" for number in range(300)}), "too_many_files"),
        (zipped({"a" * 60_000 + str(number): "" for number in range(20)}), "too_many_files"),
        (zipped(SOUND)[:-40], "bad_zip"),
        (zipped(SOUND).replace(b"PK\x03\x04", b"PK\x03\x05", 1), "bad_zip"),
        (b"PK\x05\x06", "bad_zip"),
        (b"PK and no more", "bad_zip"),
    ],
)  # fmt: skip
def test_a_zip_that_is_damaged_or_made_to_harm_is_one_clear_fault(content, code):
    files, (fault,) = files_in([("ours.zip", content)])
    assert (files, fault.code) == ({}, code)
    assert fault.table == ("Homes" if code == "repeated_table" else "ours.zip")


def test_a_zip_whose_content_is_damaged_is_one_clear_fault():
    content = bytearray(zipped(SOUND, compression=zipfile.ZIP_STORED))
    content[content.index(b"Westminster")] ^= 1
    assert [one.code for one in files_in([("ours.zip", bytes(content))])[1]] == ["bad_zip"]


def test_a_workbook_beside_other_files_is_not_one_set_of_tables(tmp_path):
    book = workbook(tmp_path / "a.xlsx", sheets(residents=RESIDENTS)).read_bytes()
    assert [one.code for one in files_in([("a.xlsx", book), ("homes.csv", HOMES.encode())])[1]] == ["mixed_upload"]
