"""The command that makes the best plan and writes it."""

from __future__ import annotations

import threading
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from housing_match.cli.ending import code_of, end_after, ended_clearly, heard, say
from housing_match.cli.given import (
    WORKSPACE,
    AsOf,
    In,
    Json,
    ScenarioFile,
    Workspace,
    along_with_tables,
    refuse_unless_writable,
    tables_path,
)
from housing_match.cli.layers import say_layers

if TYPE_CHECKING:
    from housing_match.domain import Geography, Scenario, World

RunFolder = Annotated[
    Path | None,
    typer.Option("--out", metavar="DIR", help="Where to write; a folder under the workspace if not said."),
]
WindowWeeks = Annotated[int | None, typer.Option("--window-weeks", metavar="N", min=0, help="How far ahead it looks.")]
TimeLimit = Annotated[int | None, typer.Option("--time-limit", metavar="SECONDS", min=1, help="The best so far then.")]
Seed = Annotated[int | None, typer.Option("--seed", metavar="N", help="The lottery's seed.")]
PublishedPlan = Annotated[
    Path | None,
    typer.Option(
        "--published",
        metavar="PLAN",
        help="The plan.json or CSV of an earlier plan, to change as little of it as may be: a goal directly above fit, "
        "unless the scenario's goals name `changes` elsewhere.",
    ),
]


@ended_clearly
def run(
    tables: In,
    out: RunFolder = None,
    scenario: ScenarioFile = None,
    as_of: AsOf = None,
    window_weeks: WindowWeeks = None,
    time_limit: TimeLimit = None,
    seed: Seed = None,
    published: PublishedPlan = None,
    workspace: Workspace = WORKSPACE,
    as_json: Json = False,
) -> None:
    """Make the best plan, prove it, and write it with its reasons."""
    from housing_match import run as product
    from housing_match.cli.show_progress import show_progress
    from housing_match.cli.summary_page import show_summary
    from housing_match.publish import summary
    from housing_match.tables.scenario_file import read_scenario
    from housing_match.verify import read_plan

    with along_with_tables(tables):
        setting = read_scenario(
            scenario,
            as_of=as_of,
            window_weeks=window_weeks,
            seed=seed,
            time_limit_seconds=time_limit,
            today=date.today(),
            published=None if published is None else read_plan(published)[0],
        )
    refuse_unless_writable(tables_path(tables), out or workspace / "runs")
    world, geography = product.load_and_measure(tables_path(tables), setting.as_of, workspace)
    _say_what_is_given(world, geography, setting, workspace)
    stop, tell = threading.Event(), partial(show_progress, scenario=setting)
    outcome = heard(partial(product.plan, world, geography, setting, tell=tell, stopped=stop.is_set), stop)
    folder = out or workspace / "runs" / f"{setting.as_of}-{outcome.inputs_sha256[:8]}-{outcome.scenario_sha256[:8]}"
    written = product.write_outputs(outcome, folder)
    show_summary(summary(outcome), written, as_json=as_json)
    end_after(stop, code_of(outcome.plan.status))


def _say_what_is_given(world: World, geography: Geography, setting: Scenario, workspace: Path) -> None:
    """The layers that are measured by, the plan published before, and offers that are not for this command."""
    from housing_match.publish.objective import published_words

    say_layers(geography, workspace)
    for sentence in published_words(setting, world):
        say(sentence)
    if world.offers:
        say(f"housing-match: The offers of these tables ({len(world.offers):,}) are read by replan, not by run.")
