"""The command that shows nominations: shares, the account between boroughs, and what each quota costs."""

from __future__ import annotations

import threading
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from housing_match.cli.ending import OUT_OF_TIME, end_now, ended_clearly, heard
from housing_match.cli.given import WORKSPACE, AsOf, In, Json, PlanFile, ScenarioFile, Workspace, day_written


@ended_clearly
def nominations(
    tables: In,
    plan: PlanFile,
    lettings: Annotated[
        Path | None,
        typer.Option(
            "--lettings",
            metavar="FILE",
            help="Earlier lettings as CSV (let_on, homes_borough, landlord, nominating_borough), added to the account.",
        ),
    ] = None,
    since: Annotated[
        date | None,
        typer.Option("--since", parser=day_written, metavar="DATE", help="Earlier lettings from this day on only."),
    ] = None,
    scenario: ScenarioFile = None,
    as_of: AsOf = None,
    workspace: Workspace = WORKSPACE,
    as_json: Json = False,
) -> None:
    """Show lettings by borough, and what boroughs owe each other. It says too what each quota costs the plan."""
    from housing_match.cli.given_plan import reasons_given
    from housing_match.cli.show import show_answer
    from housing_match.explain.nominations import clause_costs, lettings_of
    from housing_match.publish.nominations import nominations_answer
    from housing_match.tables.lettings import read_lettings

    earlier = () if lettings is None else read_lettings(lettings)
    counted = [one for one in earlier if one.let_on is not None and (since is None or one.let_on >= since)]
    reasons = reasons_given(tables, plan, scenario, as_of, workspace)
    assessment, bedspace_of = reasons.assessment, reasons.plan.bedspace_of
    stop = threading.Event()
    costs = heard(lambda: clause_costs(assessment, bedspace_of, stopped=stop.is_set), stop, "what is known so far")
    show_answer(
        nominations_answer(assessment.world, lettings_of(assessment.world, bedspace_of), counted, costs),
        as_json=as_json,
    )
    if stop.is_set():
        end_now(OUT_OF_TIME)
