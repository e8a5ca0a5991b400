"""The command line: each command reads its options, makes one call and shows what came of it."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from housing_match.cli.backups import backups
from housing_match.cli.ending import (
    FAILED,
    FAULTS,
    USAGE,
    ended_clearly,
    file_trouble,
    open_streams,
    say,
)
from housing_match.cli.gaps import gaps
from housing_match.cli.given import (
    ASSUMED,
    WORKSPACE,
    AsOf,
    In,
    Json,
    PlanFile,
    ScenarioFile,
    Workspace,
    scenario_given,
    scenario_of,
    tables_path,
)
from housing_match.cli.infill import adapt, infill
from housing_match.cli.layers import layers, say_layers
from housing_match.cli.letter import letter
from housing_match.cli.lists import listed
from housing_match.cli.money import money
from housing_match.cli.nominations import nominations
from housing_match.cli.prices import prices
from housing_match.cli.redesign import redesign
from housing_match.cli.replan import replan
from housing_match.cli.robust import robust
from housing_match.cli.run import run
from housing_match.cli.sweep import sweep
from housing_match.cli.unlock import unlock
from housing_match.cli.what_if import alternatives, explain, regrets

app = typer.Typer(
    name="housing-match",
    help="Finds the best plan of homes for adults with learning disabilities, proves it and says why. "
    "It proposes; a panel decides. Nothing leaves this machine, but where sweep --scheduler sends it.",
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


@app.callback(invoke_without_command=True)
def _root(version: Annotated[bool, typer.Option("--version", help="Print the version and stop.")] = False) -> None:
    if version:
        from housing_match import __version__

        print(__version__)
        raise typer.Exit


@app.command()
@ended_clearly
def template(
    out: Annotated[
        Path, typer.Option("--out", metavar="FILE.xlsx", help="Where to write it; a file that is there stays.")
    ] = Path("housing-match-template.xlsx"),
    as_json: Json = False,
) -> None:
    """Write an empty workbook to fill in. It has a sheet a table, with notes, drop-downs and an example row."""
    from housing_match.cli.show import show_template
    from housing_match.tables import template as empty_workbook
    from housing_match.tables.together import written_together

    if out.suffix.lower() != ".xlsx" or out.exists():
        why = "is there already and was left as it is" if out.exists() else "does not end in .xlsx"
        say(f"housing-match: {out} {why}. Choose another name with --out.")
        raise typer.Exit(USAGE)
    content = empty_workbook()
    with written_together(out.parent) as aside:
        (aside / out.name).write_bytes(content)
    show_template(out, as_json=as_json)


@app.command()
@ended_clearly
def check(tables: In, as_of: AsOf = None, workspace: Workspace = WORKSPACE, as_json: Json = False) -> None:
    """List every fault of the tables. Each says where it is, why, and how to mend it."""
    from housing_match.cli.show import show_faults
    from housing_match.cli.show_layers import show_coverage_of
    from housing_match.places.imported import imported_layers
    from housing_match.run import area_faults
    from housing_match.tables import check as check_tables

    imported = imported_layers(workspace)
    world, faults = check_tables(tables_path(tables), scenario_given(None, as_of).as_of)
    faults = faults or area_faults(world, imported)
    show_faults(faults, world, as_json=as_json)
    if world is not None and not as_json:
        show_coverage_of(world, imported)
    if faults:
        raise typer.Exit(FAULTS)


@app.command()
@ended_clearly
def sample(
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="Where to write it.")] = Path("two_boroughs"),
    seed: Annotated[int, typer.Option("--seed", metavar="N", help="The same seed gives the same sample.")] = 1,
    as_json: Json = False,
) -> None:
    """Write the synthetic two-borough sample. Its people and homes are invented, its geography is real."""
    from housing_match.cli.show import show_sample
    from housing_match.synthetic import write_sample

    if (out / "residents.csv").exists() and not (out / "SYNTHETIC.md").exists():
        say(f"housing-match: {out} holds tables that are no sample; they stay as they are. Choose another folder.")
        raise typer.Exit(USAGE)
    write_sample(out, seed)
    show_sample(out, seed, as_json=as_json)


app.command(name="run")(run)


@app.command()
@ended_clearly
def verify(
    tables: In,
    plan: PlanFile,
    scenario: ScenarioFile = None,
    as_of: AsOf = None,
    workspace: Workspace = WORKSPACE,
    as_json: Json = False,
) -> None:
    """Check any plan against every rule. The code that checks it shares nothing with the planner."""
    from housing_match.cli.show import show_verification
    from housing_match.run import check_plan, load_and_measure
    from housing_match.verify import read_plan

    bedspace_of, claimed = read_plan(plan)
    setting = scenario_of(claimed, scenario, as_of)
    world, geography = load_and_measure(tables_path(tables), setting.as_of, workspace)
    say_layers(geography, workspace)
    verification = check_plan(world, geography, setting, bedspace_of, claimed)
    if claimed is None and scenario is None:
        verification = replace(verification, notes=(*verification.notes, ASSUMED))
    show_verification(verification, setting, world.notice, as_json=as_json)
    if not verification.agrees:
        raise typer.Exit(FAILED)


@app.command()
@ended_clearly
def serve(
    tables: Annotated[
        str, typer.Option("--tables", metavar="IN", help="Tables to begin with: a folder, a workbook, or sample.")
    ] = "",
    port: Annotated[int, typer.Option("--port", metavar="N", min=1024, max=65535, help="Where the pages are.")] = 8501,
    browser: Annotated[bool, typer.Option(help="Open a browser.")] = True,
    workspace: Workspace = WORKSPACE,
) -> None:
    """Show the pages in a browser on this machine. No other machine can open them."""
    import os
    import runpy

    from housing_match import shipped

    settings = {"TABLES": tables, "PORT": port, "BROWSER": browser, "WORKSPACE": workspace}
    os.environ.update({f"HOUSING_MATCH_{name}": str(value) for name, value in settings.items()})
    runpy.run_path(str(shipped("app.py")), run_name="__main__")  # no import: all but the pages works without them


app.command(name="explain")(explain)
app.command(name="list")(listed)
app.command(name="letter")(letter)
app.command(name="regrets")(regrets)
app.command(name="alternatives")(alternatives)
app.command(name="backups")(backups)
app.command(name="replan")(replan)
app.command(name="unlock")(unlock)
app.command(name="prices")(prices)
app.command(name="nominations")(nominations)
app.command(name="money")(money)
app.command(name="gaps")(gaps)
app.command(name="adapt")(adapt)
app.command(name="infill")(infill)
app.command(name="robust")(robust)
app.command(name="redesign")(redesign)
app.command(name="sweep")(sweep)
app.add_typer(layers, name="layers")


def main() -> None:
    """Runs the command line."""
    open_streams()
    try:
        app()
    except OSError as error:  # only from --help and --version: each command ends clearly by itself
        say(f"housing-match: {file_trouble(error)}")
        sys.exit(FAILED)
