"""Files that are no tables: one clear fault each, exit code 3 and nothing written."""

import io
import json
import shutil
import zipfile

import pytest
import xlsxwriter

from tests.cli.running import DAY, invoked


def workbook_with_one_far_cell():
    """A few kilobytes whose one value is in the last cell of the sheet."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content) as workbook:
        workbook.add_worksheet("residents").write_string(1_048_575, 16_383, "x")
    return content.getvalue()


def zip_bomb():
    """A workbook whose sheet unpacks to 300 MB."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content) as workbook:
        workbook.add_worksheet("residents").write_string(0, 0, "resident_id")
    with zipfile.ZipFile(content) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, part in parts.items():
            with packed.open(name, "w") as file:
                file.write(part)
                for _ in range(300 if name.startswith("xl/worksheets/") else 0):
                    file.write(b" " * 2**20)
    return bomb.getvalue()


FILES = {
    "renamed.xlsx": (lambda: b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", ("not_a_workbook",)),
    "far.xlsx": (workbook_with_one_far_cell, ("too_much", "too_many_cells")),
    "bomb.xlsx": (zip_bomb, ("zip_bomb",)),
    "empty.xlsx": (lambda: b"", ("not_a_workbook",)),
    "cut.xlsx": (lambda: workbook_with_one_far_cell()[:2_000], ("damaged",)),
    "other.zip": (lambda: b"PK\x05\x06" + bytes(18), ("not_a_workbook",)),
    "residents.csv": (lambda: b"resident_id\nP1\n", ("not_a_workbook",)),
}


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_is_no_workbook_has_one_fault(name, tmp_path):
    make, codes = FILES[name]
    (tmp_path / name).write_bytes(make())
    checked = invoked("check", name, "--json", cwd=tmp_path)
    assert checked.returncode == 3
    [fault] = json.loads(checked.stdout)
    assert fault["code"] in codes
    planned = invoked("run", name, "--out", "out", *DAY, cwd=tmp_path)
    assert planned.returncode == 3
    assert planned.stdout == ""
    assert [path.name for path in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize(
    ("table", "content"),
    [
        ("residents", b""),
        ("residents", b"\xff\xfer\x00e\x00"),
        ("residents", b"resident_id;borough\nP1;Westminster\n"),
        ("residents", b'resident_id,borough\n"P1,Westminster\n'),
        ("residents", bytes(range(256)) * 4),
        ("homes", b"home_id\n"),
        ("bedspaces", b"bedspace_id,home_id,status\nB1,NOWHERE,void\n"),
        ("connections", b"resident_id,kind\n" + b"P1," + b";" * 50_000 + b"\n"),
    ],
)
def test_a_table_that_cannot_be_read_ends_with_3_and_writes_nothing(table, content, lane_folder, tmp_path):
    shutil.copytree(lane_folder, tmp_path / "in")
    (tmp_path / "in" / f"{table}.csv").write_bytes(content)
    done = invoked("run", "in", "--out", "out", *DAY, cwd=tmp_path)
    assert done.returncode == 3
    assert "should not" not in done.stderr
    assert not (tmp_path / "out").exists()


def test_an_empty_folder_and_no_folder_are_one_fault_each(tmp_path):
    (tmp_path / "empty").mkdir()
    for name in ("empty", "nowhere"):
        done = invoked("check", name, "--json", cwd=tmp_path)
        assert (done.returncode, len(json.loads(done.stdout))) == (3, 1)


@pytest.mark.parametrize(
    "command",
    [
        ("run", ".", "--scenario"),
        ("sweep", ".", "--scenarios"),
        ("gaps", ".", "--scenario"),
        ("infill", ".", "--budget", "1000", "--scenario"),
        ("adapt", ".", "--budget", "1000", "--scenario"),
        ("redesign", ".", "--redesigns", "redesigns.toml", "--scenario"),
        ("robust", ".", "--budget", "1000", "--scenario"),
    ],
)
def test_faults_of_the_scenario_and_of_the_tables_are_told_together(command, tmp_path):
    (tmp_path / "residents.csv").write_text("resident_id\nP1\n", encoding="utf-8")
    (tmp_path / "wish.toml").write_text("sed = 1\n", encoding="utf-8")
    refused = invoked(*command, "wish.toml", "--out", "out", *DAY, cwd=tmp_path)
    assert (refused.returncode, refused.stdout) == (3, "")
    assert "sed" in refused.stderr
    assert "bedspaces" in refused.stderr
    assert not (tmp_path / "out").exists()
