"""The same tables and scenario give the same plan, whatever their form and order and whoever runs it."""

import csv
import json
import random

import pytest
import xlsxwriter

from housing_match import shipped
from tests.cli.running import DAY, housing_match


def plan_but_timing(folder):
    record = json.loads((folder / "plan.json").read_text(encoding="utf-8"))
    parts = ("assess", "solve", "costs", "baselines", "reasons")
    assert record.pop("timing").keys() == {f"{part}_seconds" for part in parts}
    return record


def tables_in(folder):
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            yield path.stem, list(csv.reader(file))


@pytest.mark.xdist_group("sample")
def test_another_order_of_rows_and_another_hash_seed_give_the_same_files(sample_run, tmp_path):
    dice = random.Random(1)
    (tmp_path / "in").mkdir()
    for name, (headings, *rows) in tables_in(shipped("data/two_boroughs")):
        dice.shuffle(rows)
        columns = dice.sample(range(len(headings)), len(headings))
        with (tmp_path / "in" / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([row[at] for at in columns] for row in [headings, *rows])
    done = housing_match("run", "in", "--out", "out", *DAY, cwd=tmp_path, env={"PYTHONHASHSEED": "2"})
    assert done.returncode == 0
    assert done.stderr == sample_run[0].stderr
    assert plan_but_timing(tmp_path / "out") == plan_but_timing(sample_run[1])
    for name in ("matches.csv", "households.csv", "unmatched.csv", "voids.csv"):
        assert (tmp_path / "out" / name).read_bytes() == (sample_run[1] / name).read_bytes()


def test_an_excel_workbook_gives_the_same_plan_as_the_csv_files(lane_folder, lane_plan, tmp_path):
    with xlsxwriter.Workbook(tmp_path / "lane.xlsx") as workbook:
        for name, rows in tables_in(lane_folder):
            sheet = workbook.add_worksheet(name)
            for number, row in enumerate(rows):
                for at, cell in enumerate(row):
                    if cell.isdecimal():
                        sheet.write_number(number, at, int(cell))  # as Excel holds what a person types
                    else:
                        sheet.write_string(number, at, cell)
    done = housing_match("run", "lane.xlsx", "--out", "out", *DAY, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert plan_but_timing(tmp_path / "out") == plan_but_timing(lane_plan)
