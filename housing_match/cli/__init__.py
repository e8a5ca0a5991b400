"""The command line: each command reads its options, makes one call and shows what came of it."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from housing_match.cli.ending import (
    FAILED,
    FAULTS,
    NOTHING_POSSIBLE,
    OUT_OF_TIME,
    USAGE,
    ended_clearly,
    file_trouble,
    heard,
    open_streams,
    say,
)

if TYPE_CHECKING:
    from housing_match.domain import Scenario

app = typer.Typer(
    name="housing-match",
    help="Finds the best plan of homes for adults with learning disabilities, proves it and says why. "
    "It proposes; a panel decides. Nothing leaves this machine.",
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def _date_written(text: str) -> date:
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
    typer.Option("--as-of", parser=_date_written, metavar="DATE", help="The plan's date; today unless said."),
]
Json = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]
ASSUMED = (
    "A CSV plan names no scenario or date; unless --scenario and --as-of are given, the default and today stand in."
)
ENDING_OF = {"nothing_possible": NOTHING_POSSIBLE, "feasible": OUT_OF_TIME}


@app.callback(invoke_without_command=True)
def _root(version: Annotated[bool, typer.Option("--version", help="Print the version and stop.")] = False) -> None:
    if version:
        from housing_match import __version__

        print(__version__)
        raise typer.Exit


@app.command()
@ended_clearly
def check(tables: In, as_of: AsOf = None, as_json: Json = False) -> None:
    """List every fault of the tables, each with where it is, why, and how to mend it."""
    from housing_match.cli.show import show_faults
    from housing_match.tables import check as check_tables

    world, faults = check_tables(_tables(tables), _scenario_given(None, as_of).as_of)
    show_faults(faults, world, as_json=as_json)
    if faults:
        raise typer.Exit(FAULTS)


@app.command()
@ended_clearly
def sample(
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="Where to write it.")] = Path("two_boroughs"),
    seed: Annotated[int, typer.Option("--seed", metavar="N", help="The same seed gives the same sample.")] = 1,
    as_json: Json = False,
) -> None:
    """Write the two-borough sample: synthetic people and homes on real geography."""
    from housing_match.cli.show import show_sample
    from housing_match.synthetic import write_sample

    write_sample(out, seed)
    show_sample(out, seed, as_json=as_json)


@app.command()
@ended_clearly
def run(
    tables: In,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="DIR", help="Where to write; a folder under the workspace if not said."),
    ] = None,
    scenario: ScenarioFile = None,
    as_of: AsOf = None,
    window_weeks: Annotated[int | None, typer.Option("--window-weeks", metavar="N", min=0)] = None,
    time_limit: Annotated[int | None, typer.Option("--time-limit", metavar="SECONDS", min=1)] = None,
    seed: Annotated[int | None, typer.Option("--seed", metavar="N", help="The lottery's seed.")] = None,
    workspace: Annotated[
        Path, typer.Option("--workspace", metavar="DIR", envvar="HOUSING_MATCH_WORKSPACE", help="Where runs are kept.")
    ] = Path("workspace"),
    as_json: Json = False,
) -> None:
    """Make the best plan, prove it, and write it with its reasons."""
    from housing_match import run as product
    from housing_match.cli.show import show_progress
    from housing_match.cli.summary_page import show_summary
    from housing_match.publish import summary
    from housing_match.tables.scenario_file import read_scenario

    setting = read_scenario(
        scenario,
        as_of=as_of,
        window_weeks=window_weeks,
        seed=seed,
        time_limit_seconds=time_limit,
        today=date.today(),
    )
    _refuse_to_write_among(_tables(tables), out)
    world, geography = product.load_and_measure(_tables(tables), setting.as_of)
    outcome = heard(lambda: product.plan(world, geography, setting, tell=lambda one: show_progress(one, setting)))
    folder = out or workspace / "runs" / f"{setting.as_of}-{outcome.inputs_sha256[:8]}-{outcome.scenario_sha256[:8]}"
    written = product.write_outputs(outcome, folder)
    show_summary(summary(outcome), written, as_json=as_json)
    if outcome.plan.status in ENDING_OF:
        raise typer.Exit(ENDING_OF[outcome.plan.status])


@app.command()
@ended_clearly
def explain(
    tables: In,
    plan: PlanFile,
    about: Annotated[str, typer.Argument(metavar="ID", help="A resident_id, bedspace_id or home_id.")],
    scenario: ScenarioFile = None,
    as_of: AsOf = None,
    as_json: Json = False,
) -> None:
    """Say why: for a person, the home or the wait; for a void, what keeps it empty; for a home, who lives there."""
    from housing_match.cli.show import show_answer
    from housing_match.publish.answers import answer, reasons_of_moves
    from housing_match.run import assess, load_and_measure
    from housing_match.verify import read_plan

    bedspace_of, claimed = read_plan(plan)
    setting = _scenario_of(claimed, scenario, as_of)
    world, geography = load_and_measure(_tables(tables), setting.as_of)
    reasons = reasons_of_moves(assess(world, geography, setting), bedspace_of)
    show_answer(answer(reasons, about), as_json=as_json)


@app.command()
@ended_clearly
def verify(
    tables: In, plan: PlanFile, scenario: ScenarioFile = None, as_of: AsOf = None, as_json: Json = False
) -> None:
    """Check any plan against every rule with code that shares nothing with the planner."""
    from housing_match.cli.show import show_verification
    from housing_match.run import check_plan, load_and_measure
    from housing_match.verify import read_plan

    bedspace_of, claimed = read_plan(plan)
    setting = _scenario_of(claimed, scenario, as_of)
    world, geography = load_and_measure(_tables(tables), setting.as_of)
    verification = check_plan(world, geography, setting, bedspace_of, claimed)
    if claimed is None and scenario is None:
        verification = replace(verification, notes=(*verification.notes, ASSUMED))
    show_verification(verification, setting, as_json=as_json)
    if not verification.agrees:
        raise typer.Exit(FAILED)


@app.command()
@ended_clearly
def serve(
    tables: Annotated[
        str, typer.Option("--tables", metavar="IN", help="Tables to begin with: a folder, a workbook, or sample.")
    ] = "",
    port: Annotated[int, typer.Option("--port", metavar="N", min=1024, max=65535)] = 8501,
    browser: Annotated[bool, typer.Option(help="Open a browser.")] = True,
) -> None:
    """Show the pages in a browser on this machine, and on no other."""
    import os
    import runpy

    from housing_match import shipped

    settings = {"HOUSING_MATCH_TABLES": tables, "HOUSING_MATCH_PORT": port, "HOUSING_MATCH_BROWSER": browser}
    os.environ.update({name: str(value) for name, value in settings.items()})
    runpy.run_path(str(shipped("app.py")), run_name="__main__")  # no import: all but the pages works without them


def main() -> None:
    """Runs the command line."""
    open_streams()
    try:
        app()
    except OSError as error:  # only from --help and --version: each command ends clearly by itself
        say(f"housing-match: {file_trouble(error)}")
        sys.exit(FAILED)


def _tables(given: str) -> Path:
    """The path given; the word `sample`, whatever folders there are, is the one that comes with the product."""
    from housing_match import shipped

    return shipped("data/two_boroughs") if given == "sample" else Path(given)


def _refuse_to_write_among(tables: Path, out: Path | None) -> None:
    """Ends with exit code 2 where the output would stand among the tables it is made from."""
    if out is not None and out.resolve() == tables.resolve():
        say(f"housing-match: {out} holds the tables. Choose another folder with --out, so that they stay as they are.")
        raise typer.Exit(USAGE)


def _scenario_given(file: Path | None, as_of: date | None) -> Scenario:
    from housing_match.tables.scenario_file import read_scenario

    return read_scenario(file, as_of=as_of, window_weeks=None, seed=None, time_limit_seconds=None, today=date.today())


def _scenario_of(claimed: dict[str, Any] | None, file: Path | None, as_of: date | None) -> Scenario:
    """The scenario that the plan itself carries, unless another is given."""
    from housing_match.tables.scenario_file import read_scenario_text

    carried = None if claimed is None else claimed.get("scenario_toml")
    if file is None and isinstance(carried, str):
        return read_scenario_text(carried, as_of=as_of)
    return _scenario_given(file, as_of)
