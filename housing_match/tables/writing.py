"""A world back to a folder of CSV files, and the hash that stands for its content."""

import csv
import hashlib
import json
from collections.abc import Iterable
from pathlib import Path

from housing_match.domain import World
from housing_match.tables.records import RECORD, cells_of, in_order
from housing_match.tables.schema import TABLES
from housing_match.tables.together import written_together


def write_tables(world: World, folder: Path) -> None:
    """Write every table as a CSV file, those without rows with their headings only; older files are replaced.

    Raises OSError where the folder cannot be written, ValueError for a bedspace whose own equipment is known to be
    none: the contract has no cell for that.
    """
    texts = _texts(world)
    folder.mkdir(parents=True, exist_ok=True)
    for table in TABLES:
        write_csv(folder / f"{table.name}.csv", (column.name for column in table.columns), texts[table.name])


def write_csv(path: Path, columns: Iterable[str], rows: Iterable[Iterable[object]]) -> None:
    """Write one table as UTF-8 CSV with its headings. Raises OSError."""
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(columns)
        table.writerows(rows)


def replace_csv(path: Path, columns: Iterable[str], rows: Iterable[Iterable[object]]) -> None:
    """Write one table in place of the file that stood there, all of it or nothing. Raises OSError."""
    with written_together(path.parent) as aside:
        write_csv(aside / path.name, columns, rows)


def inputs_sha256(world: World) -> str:
    """The SHA-256 of what the tables say, whatever the order of rows and the form of the files.

    Offers are left out: no plan is made from them but by what a scenario then says, and a plan whose offers are being
    answered is still the plan of these tables.
    """
    texts = {name: rows for name, rows in _texts(world).items() if name != "offers"}
    return hashlib.sha256(json.dumps(texts, ensure_ascii=False).encode()).hexdigest()


def _texts(world: World) -> dict[str, list[list[str]]]:
    ordered = in_order(world)
    rows: dict[str, Iterable[object]] = {name: getattr(ordered, name) for name in RECORD}
    texts = {name: [cells_of(name, record) for record in records] for name, records in rows.items()}
    return texts | {"about": [["notice", world.notice]] if world.notice else []}
