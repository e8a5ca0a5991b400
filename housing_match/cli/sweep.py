"""The command that plans many scenarios and seeds in one go."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from housing_match.cli.ending import FAILED, FAULTS, OUT_OF_TIME, USAGE, ended_clearly, say
from housing_match.cli.given import (
    WORKSPACE,
    AsOf,
    In,
    Json,
    Workers,
    Workspace,
    along_with_tables,
    processes_of,
    refuse_unless_writable,
    tables_path,
)
from housing_match.cli.layers import say_layers

if TYPE_CHECKING:
    from housing_match.domain import Scenario
    from housing_match.sweep.cluster import Cluster
    from housing_match.sweep.processes import Processes
    from housing_match.sweep.runs import Row
    from housing_match.sweep.work import Measured, Run
    from housing_match.tables import Fault

MOST_RUNS = 100_000
DIGITS = 9
"""Of a seed: so many are within what a scenario may have."""
SUMMARY = "summary.csv"


def seeds_written(text: str) -> range:
    """The seeds of `3` or `1-20`."""
    first, _, last = text.partition("-")
    last = last or first
    whole = all(one.isdecimal() and len(one) <= DIGITS for one in (first, last))
    if not whole or int(first) > int(last):
        raise typer.BadParameter("Write one seed or a first and a last, such as 1-20, of nine digits at most.")
    return range(int(first), int(last) + 1)


Out = Annotated[Path, typer.Option("--out", metavar="DIR", help="Where each run gets its folder, and the summary.")]
Scenarios = Annotated[
    list[Path] | None,
    typer.Option(
        "--scenarios",
        metavar="DIR|FILE",
        help="A scenario file, or a folder of them; may be given again. Without any, the default scenario.",
    ),
]
Seeds = Annotated[
    range | None,
    typer.Option("--seeds", parser=seeds_written, metavar="A-B", help="Each scenario once for each of these seeds."),
]
Scheduler = Annotated[
    str | None,
    typer.Option(
        "--scheduler",
        metavar="ADDRESS",
        help="A Dask scheduler (tcp://… or tls://…) to work there instead. The tables, and all they say of people, "
        "are then sent to that cluster: use machines of your own only, and tls:// beyond this one.",
    ),
]
TimeLimit = Annotated[int | None, typer.Option("--time-limit", metavar="SECONDS", min=1, help="For each run.")]


@ended_clearly
def sweep(
    tables: In,
    out: Out,
    scenarios: Scenarios = None,
    seeds: Seeds = None,
    workers: Workers = None,
    scheduler: Scheduler = None,
    as_of: AsOf = None,
    time_limit: TimeLimit = None,
    workspace: Workspace = WORKSPACE,
    as_json: Json = False,
) -> None:
    """Plan many scenarios and seeds in one go. What is done already is not done again."""
    from housing_match.cli.show_sweep import show_done, show_sweep
    from housing_match.run import load_and_measure
    from housing_match.sweep.runs import Sweep, runs_of
    from housing_match.sweep.summary import write_summary

    refuse_unless_writable(tables_path(tables), out)
    with along_with_tables(tables):
        named = _scenarios(scenarios or [], as_of, time_limit)
    if len(named) * len(seeds or [0]) > MOST_RUNS:
        say(f"housing-match: More than {MOST_RUNS:,} runs. Give fewer seeds or scenarios.")
        raise typer.Exit(USAGE)
    runs = runs_of(named, seeds or ())
    measured: Measured = {
        day: load_and_measure(tables_path(tables), day, workspace) for day in {run.scenario.as_of for run in runs}
    }
    world, geography = next(iter(measured.values()))
    say_layers(geography, workspace)
    all_runs, stopped = Sweep(runs, measured, out), False
    if all_runs.left:
        try:
            with _runner(measured, all_runs.left, workers, scheduler) as runner:
                all_runs.work(runner, show_done)
        except KeyboardInterrupt:
            stopped = True
            say("housing-match: Stopped. What is done stays; run the same command again for the rest.")
    write_summary(all_runs.rows, out / SUMMARY)
    show_sweep(all_runs.rows, world.notice, out / SUMMARY, as_json=as_json)
    if code := _exit_code(all_runs.rows, stopped=stopped):
        raise typer.Exit(code)


def _runner(measured: Measured, left: Sequence[Run], workers: int | None, scheduler: str | None) -> Processes | Cluster:
    from housing_match.sweep.cluster import Cluster
    from housing_match.sweep.processes import Processes
    from housing_match.sweep.work import planned

    if scheduler is None:
        return Processes(planned, measured, processes_of(workers, len(left)))
    cluster = Cluster(planned, measured, scheduler)
    openly = "" if scheduler.startswith("tls://") else ", unencrypted"
    say(f"housing-match: The tables, and all they say of people, are sent to the cluster at {scheduler}{openly}.")
    return cluster


def _scenarios(given: Sequence[Path], as_of: date | None, time_limit: int | None) -> dict[str, Scenario]:
    """Every scenario by the name of its file. Raises FaultsFound with the faults of all."""
    from housing_match.tables import FaultsFound
    from housing_match.tables.scenario_file import read_scenario

    files: list[Path | None] = [
        file for path in given for file in (sorted(path.glob("*.toml")) if path.is_dir() else [path])
    ]
    if given and not files:
        say(f"housing-match: No file that ends in .toml is in {', '.join(map(str, given))}.")
        raise typer.Exit(USAGE)
    named: dict[str, Scenario] = {}
    faults: list[Fault] = []
    for file in files or [None]:
        name = "default" if file is None else file.stem
        if name in named:
            say(
                f"housing-match: Two scenario files are called {name}. Rename one, as each run's folder bears the name."
            )
            raise typer.Exit(USAGE)
        try:
            named[name] = read_scenario(file, as_of=as_of, time_limit_seconds=time_limit, today=date.today())
        except FaultsFound as found:
            faults += [replace(fault, table=str(file)) for fault in found.faults]
    if faults:
        raise FaultsFound(tuple(faults))
    return named


def _exit_code(rows: Sequence[Row], *, stopped: bool) -> int:
    """The gravest of what happened: a run that failed, one refused, one out of time or not begun."""
    statuses = {row.status for row in rows}
    if "failed" in statuses:
        return FAILED
    if "refused" in statuses:
        return FAULTS
    return OUT_OF_TIME if stopped or "feasible" in statuses else 0
