"""The command that says which redesigns of existing homes to do, and what each means for those who live there."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from housing_match.cli.ending import FAULTS, code_of, end_after, ended_clearly, heard, say
from housing_match.cli.given import (
    WORKSPACE,
    AsOf,
    In,
    Json,
    ScenarioFile,
    Workspace,
    ids_in,
    refuse_unless_writable,
    scenario_for,
    tables_path,
)
from housing_match.cli.infill import Out, Published

if TYPE_CHECKING:
    from housing_match.planning import RedesignBrief


@ended_clearly
def redesign(
    tables: In,
    redesigns: Annotated[
        Path, typer.Option("--redesigns", metavar="FILE", help="The redesigns in TOML (docs/redesign.md).")
    ],
    budget: Annotated[
        int | None, typer.Option("--budget", metavar="POUNDS", min=0, help="The most capital in all; no limit unsaid.")
    ] = None,
    done: Annotated[
        str, typer.Option("--done", metavar="'ID;ID'", help="Redesigns that are done whatever comes of it.")
    ] = "",
    published: Published = False,
    out: Out = None,
    scenario: ScenarioFile = None,
    as_of: AsOf = None,
    workspace: Workspace = WORKSPACE,
    as_json: Json = False,
) -> None:
    """Say which redesigns of homes to do under a budget. It says what becomes of those who live there."""
    from housing_match import run as product
    from housing_match.cli.show import show_answer
    from housing_match.publish.redesign import redesign_answer
    from housing_match.publish.redesign_files import redesign_record, write_redesigns

    setting = scenario_for(tables, scenario, as_of)
    refuse_unless_writable(tables_path(tables), out)
    pinned, stop = ids_in(done), threading.Event()
    brief = heard(
        lambda: product.redesign(
            tables_path(tables), redesigns, setting, workspace, budget_pounds=budget, done=pinned, stopped=stop.is_set
        ),
        stop,
    )
    if out is not None:
        say(f"Wrote {', '.join(write_redesigns(brief, out, published=published))} to {out}")
    answer, record = redesign_answer(brief, published=published), redesign_record(brief, published=published)
    show_answer(answer, record, as_json=as_json)
    end_after(stop, _code(brief))


def _code(brief: RedesignBrief) -> int:
    """The exit code: what is said to be done cannot be; the best found is not proved; or nobody can be placed."""
    if brief.status == "refused":
        return FAULTS
    built = brief.chosen.built or brief.today
    return code_of(brief.status, built.plan.status)
