"""The command that shows what kinds of home are missing, in which borough and by when."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from housing_match.cli.ending import ended_clearly, say
from housing_match.cli.given import (
    WORKSPACE,
    AsOf,
    In,
    Json,
    ScenarioFile,
    Workspace,
    refuse_unless_writable,
    scenario_for,
    tables_path,
)
from housing_match.cli.layers import say_layers


@ended_clearly
def gaps(
    tables: In,
    years: Annotated[
        int,
        typer.Option("--years", metavar="N", min=0, max=9, help="Also by the end of each of so many years."),
    ] = 5,
    published: Annotated[
        bool, typer.Option("--published", help="As it may be published: small numbers hidden, no ids.")
    ] = False,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="DIR", help="Where to write gaps.csv and new_places.csv too.")
    ] = None,
    scenario: ScenarioFile = None,
    as_of: AsOf = None,
    workspace: Workspace = WORKSPACE,
    as_json: Json = False,
) -> None:
    """Show what kinds of home are missing, where and by when. No plan is needed for it."""
    from housing_match.cli.show import show_answer
    from housing_match.explain.gaps import gaps as gaps_of
    from housing_match.publish.gaps import gaps_answer, write_gaps
    from housing_match.run import assessed

    setting = scenario_for(tables, scenario, as_of)
    refuse_unless_writable(tables_path(tables), out)
    assessment = assessed(tables_path(tables), setting, workspace)
    say_layers(assessment.geography, workspace)
    found = list(gaps_of(assessment, years))
    if out is not None:
        write_gaps(found, out, published=published)
        say(f"Wrote {out}/gaps.csv" + ("" if published else " and new_places.csv"))
    show_answer(gaps_answer(assessment.world, found, published=published), as_json=as_json)
