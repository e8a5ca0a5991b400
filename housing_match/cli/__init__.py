"""The command line: each command reads its options, makes one call and shows what came of it."""

from __future__ import annotations

import sys
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from housing_match.cli.ending import (
    FAILED,
    FAULTS,
    NOTHING_POSSIBLE,
    OUT_OF_TIME,
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

In = Annotated[
    Path, typer.Argument(metavar="IN", help="A folder of CSV files, one .xlsx workbook, or the word sample.")
]
PlanFile = Annotated[Path, typer.Argument(metavar="PLAN", help="A plan.json, or a CSV of resident_id, bedspace_id.")]
ScenarioFile = Annotated[Path | None, typer.Option("--scenario", metavar="FILE", help="A scenario in TOML.")]
AsOf = Annotated[
    datetime | None,
    typer.Option("--as-of", formats=["%Y-%m-%d"], metavar="DATE", help="The plan's date; today unless said."),
]
Json = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]


@app.callback(invoke_without_command=True)
def _root(version: Annotated[bool, typer.Option("--version", help="Print the version and stop.")] = False) -> None:
    if version:
        from housing_match import __version__

        print(__version__)
        raise typer.Exit


@app.command()
@ended_clearly
def check(path: In, as_of: AsOf = None, as_json: Json = False) -> None:
    """List every fault of the tables, each with where it is, why, and how to mend it."""
    from housing_match.cli.show import show_faults
    from housing_match.tables import check as check_tables

    world, faults = check_tables(_tables(path), _day(as_of))
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
    path: In,
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
    from housing_match.cli.show import show_progress, show_summary
    from housing_match.publish import summary
    from housing_match.tables.scenario_file import read_scenario

    setting = read_scenario(
        scenario,
        as_of=None if as_of is None else as_of.date(),
        window_weeks=window_weeks,
        seed=seed,
        time_limit_seconds=time_limit,
        today=date.today(),
    )
    world, geography = product.load_and_measure(_tables(path), setting.as_of)
    outcome = heard(lambda: product.plan(world, geography, setting, tell=show_progress))
    folder = out or workspace / "runs" / f"{setting.as_of}-{outcome.inputs_sha256[:8]}-{outcome.scenario_sha256[:8]}"
    written = product.write_outputs(outcome, folder)
    show_summary(summary(outcome), written, as_json=as_json)
    if outcome.plan.status == "nothing_possible":
        raise typer.Exit(NOTHING_POSSIBLE)
    if outcome.plan.status == "feasible":
        raise typer.Exit(OUT_OF_TIME)


@app.command()
@ended_clearly
def explain(
    path: In,
    plan: PlanFile,
    about: Annotated[str, typer.Argument(metavar="ID", help="A resident_id, bedspace_id or home_id.")],
    scenario: ScenarioFile = None,
    as_of: AsOf = None,
    as_json: Json = False,
) -> None:
    """Say why: for a person, the home or the wait; for a void, what keeps it empty; for a home, who lives there."""
    from housing_match.cli.answers import answer
    from housing_match.cli.show import show_answer
    from housing_match.run import assess, load_and_measure
    from housing_match.verify import read_plan

    bedspace_of, claimed = read_plan(plan)
    setting = _scenario_of(claimed, scenario, as_of)
    world, geography = load_and_measure(_tables(path), setting.as_of)
    show_answer(answer(assess(world, geography, setting), bedspace_of, about), as_json=as_json)


@app.command()
@ended_clearly
def verify(path: In, plan: PlanFile, scenario: ScenarioFile = None, as_of: AsOf = None, as_json: Json = False) -> None:
    """Check any plan against every rule with code that shares nothing with the planner."""
    from housing_match.cli.show import show_verification
    from housing_match.run import check_plan, load_and_measure
    from housing_match.verify import read_plan

    bedspace_of, claimed = read_plan(plan)
    setting = _scenario_of(claimed, scenario, as_of)
    world, geography = load_and_measure(_tables(path), setting.as_of)
    verification = check_plan(world, geography, setting, bedspace_of, claimed)
    show_verification(verification, as_json=as_json)
    if not verification.agrees:
        raise typer.Exit(FAILED)


def main() -> None:
    """Runs the command line."""
    open_streams()
    try:
        app()
    except OSError as error:  # only from --help and --version: each command ends clearly by itself
        say(f"housing-match: {file_trouble(error)}")
        sys.exit(FAILED)


def _tables(path: Path) -> Path:
    """The path given; the word `sample` is the one that comes with the product."""
    from housing_match import shipped

    return shipped("data/two_boroughs") if str(path) == "sample" and not path.exists() else path


def _day(given: datetime | None) -> date:
    """The day given, within the bounds of a scenario's, or today."""
    return _scenario_given(None, given).as_of


def _scenario_given(file: Path | None, as_of: datetime | None) -> Scenario:
    from housing_match.tables.scenario_file import read_scenario

    day = None if as_of is None else as_of.date()
    return read_scenario(file, as_of=day, window_weeks=None, seed=None, time_limit_seconds=None, today=date.today())


def _scenario_of(claimed: dict[str, Any] | None, file: Path | None, as_of: datetime | None) -> Scenario:
    """The scenario that the plan itself carries, unless another is given."""
    from housing_match.tables.scenario_file import read_scenario_text

    carried = None if claimed is None else claimed.get("scenario_toml")
    if file is None and isinstance(carried, str):
        return read_scenario_text(carried, as_of=None if as_of is None else as_of.date())
    return _scenario_given(file, as_of)
