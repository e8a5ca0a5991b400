"""The command that makes a plan again after offers were answered."""

from __future__ import annotations

import threading
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from housing_match.cli.ending import USAGE, code_of, end_after, ended_clearly, heard, say
from housing_match.cli.given import (
    WORKSPACE,
    AsOf,
    In,
    Json,
    PlanFile,
    ScenarioFile,
    Workspace,
    refuse_unless_writable,
    scenario_of,
    tables_path,
)
from housing_match.cli.layers import say_layers


@ended_clearly
def replan(
    tables: In,
    plan: PlanFile,
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="Where to write the new plan.")],
    offers: Annotated[
        Path | None,
        typer.Option("--offers", metavar="FILE.csv", help="The answers; else the tables' own offers."),
    ] = None,
    scenario: ScenarioFile = None,
    as_of: AsOf = None,
    workspace: Workspace = WORKSPACE,
    as_json: Json = False,
) -> None:
    """Make the plan again after answers to offers. As few people's places change as can be."""
    from housing_match import run as product
    from housing_match.cli.show import print_json, show_answer
    from housing_match.cli.show_progress import show_progress
    from housing_match.explain import difference
    from housing_match.publish.offers import replan_answer, replan_record
    from housing_match.verify import read_plan

    bedspace_of, claimed = read_plan(plan)
    setting = scenario_of(claimed, scenario, as_of)
    refuse_unless_writable(tables_path(tables), out)
    world, geography = product.load_and_measure(tables_path(tables), setting.as_of, workspace, offers)
    say_layers(geography, workspace)
    if not world.offers:
        say("housing-match: There is no offer in the tables. Give the answers with --offers FILE.csv.")
        raise typer.Exit(USAGE)
    stop, tell = threading.Event(), partial(show_progress, scenario=setting)
    again = partial(product.replan, world, geography, setting, bedspace_of, tell=tell, stopped=stop.is_set)
    outcome, asked = heard(again, stop)
    written = product.write_outputs(outcome, out)
    known = {who: room for who, room in bedspace_of.items() if who in world.resident and room in world.bedspace}
    changed = difference(outcome.assessment, known, outcome.plan.bedspace_of)
    if as_json:
        print_json({**replan_record(asked, changed), "files": [str(path) for path in written]})
    else:
        show_answer(replan_answer(world, asked, changed), as_json=False)
        say(f"Written: {', '.join(str(path) for path in written)}")
    end_after(stop, code_of(outcome.plan.status))
