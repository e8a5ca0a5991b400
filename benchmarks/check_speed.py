"""How long checking 100,000 residents × 25 columns takes, from CSV and from Excel; prints seconds, best of three."""

import csv
import random
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

import xlsxwriter

from housing_match.domain import codes
from housing_match.tables import TABLE, check

ROWS = 100_000
SEED = 1
TARGET_SECONDS = {"CSV folder": 2.0, "Excel workbook": 6.0}
COLUMNS = (
    *("resident_id", "borough", "birth_month", "sex", "ethnic_group", "situation", "current_postcode"),
    *("out_of_borough_reason", "needs_move", "priority_band", "waiting_since", "consent", "move_on_status"),
    *("access_need", "equipment_needed", "behaviour_support", "design_needed", "skills_needed", "support_hours_week"),
    *("night_support", "staff_ratio", "lives", "max_housemates", "weekly_cost", "importance_family"),
)
POSTCODES = ("SW1A 1AA", "W8 7NX", "W2 1NY", "SW3 5UZ", "NW8 8AA", "W11 3LB")
STOCK = {
    "homes": {
        "home_id": "H1",
        "name": "One",
        "borough": "Westminster",
        "postcode": "W2 1NY",
        "provider": "P1",
        "home_type": "flat",
        "setting": "general_needs",
        "nominations": "Westminster",
    },
    "bedspaces": {"bedspace_id": "B1", "home_id": "H1", "status": "void"},
}


def cell(name: str, number: int, luck: random.Random) -> str | int:
    """A right value of a column."""
    column = TABLE["residents"].column[name]
    special: dict[str, str | int] = {
        "resident_id": f"R{number:06d}",
        "borough": luck.choice(("Westminster", "Kensington and Chelsea")),
        "birth_month": f"{luck.randint(1940, 2005)}-{luck.randint(1, 12):02d}",
        "current_postcode": luck.choice(POSTCODES),
        "waiting_since": f"{luck.randint(2016, 2025)}-{luck.randint(1, 12):02d}-{luck.randint(1, 28):02d}",
        "needs_move": luck.choice(codes.YES_NO),
        "weekly_cost": luck.randint(0, 3000),
    }
    if name in special:
        return special[name]
    if name.endswith("_needed"):
        return ";".join(luck.sample(column.allowed, 2))
    return luck.choice(column.allowed) if column.allowed else luck.randint(column.least, column.most)


def write(folder: Path) -> None:
    """The same tables as a folder of CSV files and as a workbook."""
    luck = random.Random(SEED)
    residents = [[cell(name, number, luck) for name in COLUMNS] for number in range(ROWS)]
    sheets = {"residents": [list(COLUMNS), *residents]}
    sheets |= {name: [list(row), list(row.values())] for name, row in STOCK.items()}
    (folder / "tables").mkdir()
    with xlsxwriter.Workbook(folder / "tables.xlsx", {"constant_memory": True}) as workbook:
        for name, rows in sheets.items():
            with (folder / "tables" / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
                csv.writer(file).writerows(rows)
            sheet = workbook.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)


def main() -> int:
    """Measure and print; 1 if a target is missed."""
    missed = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write(folder)
        for form, path in (("CSV folder", folder / "tables"), ("Excel workbook", folder / "tables.xlsx")):
            seconds = []
            for _ in range(3):
                start = time.perf_counter()
                world, faults = check(path, date(2026, 1, 1))
                seconds.append(time.perf_counter() - start)
                if world is None or len(world.residents) != ROWS:
                    print(*(fault.where + " " + fault.why for fault in faults[:5]), sep="\n")
                    return 1
                del world
            print(f"{form}: {min(seconds):.2f} s best, {max(seconds):.2f} s worst; at most {TARGET_SECONDS[form]} s")
            missed += min(seconds) > TARGET_SECONDS[form]
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
