"""What commands are given: their arguments and options, and the tables, scenario and date that these name."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from housing_match.cli.ending import USAGE, say

if TYPE_CHECKING:
    from housing_match.domain import Scenario


def day_written(text: str) -> date:
    """A day as an option names it. Raises BadParameter, which says how to write it."""
    try:
        return datetime.strptime(text, "%Y-%m-%d").date()
    except ValueError:
        raise typer.BadParameter("Write the date as 2026-11-02.") from None


In = Annotated[
    str,
    typer.Argument(
        metavar="IN",
        help="A folder of CSV files, one .xlsx workbook, or the word sample: the sample that comes with the product "
        "(./sample is a folder of that name).",
    ),
]
PlanFile = Annotated[Path, typer.Argument(metavar="PLAN", help="A plan.json, or a CSV of resident_id, bedspace_id.")]
ScenarioFile = Annotated[Path | None, typer.Option("--scenario", metavar="FILE", help="A scenario in TOML.")]
AsOf = Annotated[
    date | None,
    typer.Option("--as-of", parser=day_written, metavar="DATE", help="The plan's date; today unless said."),
]
Json = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]
Workspace = Annotated[
    Path,
    typer.Option(
        "--workspace",
        metavar="DIR",
        envvar="HOUSING_MATCH_WORKSPACE",
        help="Where imported map layers and runs are kept.",
    ),
]
WORKSPACE = Path("workspace")
Workers = Annotated[
    int | None,
    typer.Option("--workers", metavar="N", min=1, help="Processes of this machine; one a core if not said."),
]
ASSUMED = (
    "A CSV plan names no scenario or date; unless --scenario and --as-of are given, the default and today stand in."
)


def tables_path(given: str) -> Path:
    """The path given; the word `sample`, whatever folders there are, is the one that comes with the product."""
    from housing_match import shipped

    return shipped("data/two_boroughs") if given == "sample" else Path(given)


def ids_in(text: str) -> frozenset[str]:
    """The ids of a list such as S1;S2."""
    return frozenset(one.strip() for one in text.split(";") if one.strip())


def processes_of(workers: int | None, tasks: int) -> int:
    """How many processes to work in; no more than there are tasks for."""
    return min(workers or os.cpu_count() or 1, tasks)


def refuse_unless_writable(tables: Path, out: Path | None, *, is_file: bool = False) -> None:
    """Ends before any work where the folder `out`, or the file, could not be written or would stand among its tables.

    Raises OSError that names what is in the way, and ends with exit code 2 among the tables.
    """
    if out is None:
        return
    folder = out.parent if is_file else out
    if folder.resolve() == tables.resolve():
        stay = "so that they stay as they are"
        say(f"housing-match: {folder} holds the tables. Choose another folder with --out, {stay}.")
        raise typer.Exit(USAGE)
    if is_file and out.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(out))
    there = next(one for one in (folder, *folder.parents) if one.exists())
    if not there.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(there))
    if not os.access(there, os.W_OK | os.X_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(there))


@contextmanager
def along_with_tables(tables: str) -> Iterator[None]:
    """Where faults are found within, those of the tables are told with them, not only once they are mended.

    But for what depends on the plan's date, which nobody knows yet: tables are read as on the last day they may name.
    """
    from housing_match.tables import FaultsFound, check
    from housing_match.tables.cell_numbers import LAST_YEAR

    try:
        yield
    except FaultsFound as found:
        _, faults = check(tables_path(tables), date(LAST_YEAR, 12, 31))
        raise FaultsFound((*found.faults, *faults)) from None


def scenario_given(file: Path | None, as_of: date | None) -> Scenario:
    """The scenario of a file, else the default one, for today unless either says. Raises FaultsFound."""
    from housing_match.tables.scenario_file import read_scenario

    return read_scenario(file, as_of=as_of, today=date.today())


def scenario_for(tables: str, file: Path | None, as_of: date | None) -> Scenario:
    """The scenario to judge the tables by. Raises FaultsFound with its faults and theirs."""
    with along_with_tables(tables):
        return scenario_given(file, as_of)


def scenario_of(claimed: dict[str, Any] | None, file: Path | None, as_of: date | None) -> Scenario:
    """The scenario that the plan itself carries, unless another is given."""
    from housing_match.tables.scenario_file import read_scenario_text

    carried = None if claimed is None else claimed.get("scenario_toml")
    if file is None and isinstance(carried, str):
        return read_scenario_text(carried, as_of=as_of)
    return scenario_given(file, as_of)
