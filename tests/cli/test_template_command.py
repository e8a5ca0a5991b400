"""The template command: an empty workbook where one asks for it, and never over a file that is there."""

import json

from housing_match.tables import template
from tests.cli.running import DAY, invoked, one_line


def test_the_template_is_written_where_one_asks_and_says_so(tmp_path):
    done = invoked("template", "--out", "new/ours.xlsx", "--json", cwd=tmp_path)
    assert (done.returncode, json.loads(done.stdout)["file"].replace("\\", "/")) == (0, "new/ours.xlsx")
    assert (tmp_path / "new" / "ours.xlsx").read_bytes() == template()
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["ours.xlsx"]


def test_a_workbook_that_is_there_is_never_written_over(tmp_path):
    (tmp_path / "ours.xlsx").write_bytes(b"filled in")
    done = invoked("template", "--out", "ours.xlsx", cwd=tmp_path)
    assert (done.returncode, (tmp_path / "ours.xlsx").read_bytes()) == (2, b"filled in")
    assert "is there already" in one_line(done)


def test_another_ending_is_refused_for_excel_would_not_open_it(tmp_path):
    done = invoked("template", "--out", "ours.csv", cwd=tmp_path)
    assert (done.returncode, list(tmp_path.iterdir())) == (2, [])
    assert "does not end in .xlsx" in one_line(done)


def test_checking_the_template_as_it_comes_says_to_delete_the_example_rows(tmp_path):
    assert invoked("template", cwd=tmp_path).returncode == 0
    done = invoked("check", "housing-match-template.xlsx", *DAY, cwd=tmp_path)
    assert done.returncode == 3
    assert done.stdout.count("Delete the example row.") == 11  # one on each of the eleven sheets
