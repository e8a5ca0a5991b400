"""The summary of a sweep: a row a run, with every goal that any of them has."""

from collections.abc import Callable, Sequence
from pathlib import Path

from housing_match.domain import GOAL
from housing_match.sweep.runs import Row
from housing_match.tables.writing import replace_csv


def columns_of(rows: Sequence[Row]) -> dict[str, Callable[[Row], str]]:
    """Column → how to read it; goals in their usual order."""
    goals = [name for name in GOAL if any(name in row.goals for row in rows)]
    return {
        "scenario": lambda row: row.scenario,
        "run": lambda row: row.run,
        "seed": lambda row: str(row.seed),
        "status": lambda row: row.status,
        **{name: _reader_of(name) for name in goals},
        "people_housed": lambda row: _text(row.people_housed),
        "seconds": lambda row: _text(row.seconds),
        "why": lambda row: row.why,
    }


def write_summary(rows: Sequence[Row], file: Path) -> None:
    """The rows as CSV, in place of what stood there. Raises OSError."""
    columns = columns_of(rows)
    replace_csv(file, columns, ([read(row) for read in columns.values()] for row in rows))


def _reader_of(goal: str) -> Callable[[Row], str]:
    return lambda row: _text(row.goals.get(goal))


def _text(value: float | None) -> str:
    return "" if value is None else str(value)
