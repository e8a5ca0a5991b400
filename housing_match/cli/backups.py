"""The command that lists who is next for each void if the person matched declines."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from housing_match.cli.ending import OUT_OF_TIME, end_after, ended_clearly, heard_whole, say
from housing_match.cli.given import (
    WORKSPACE,
    AsOf,
    In,
    Json,
    PlanFile,
    ScenarioFile,
    Workspace,
    refuse_unless_writable,
    tables_path,
)

if TYPE_CHECKING:
    from housing_match.explain.backups import Standby


@ended_clearly
def backups(
    tables: In,
    plan: PlanFile,
    bedspace_id: Annotated[
        str | None, typer.Argument(metavar="[BEDSPACE_ID]", help="One void; all of them unless said.")
    ] = None,
    most: Annotated[
        int | None, typer.Option("--backups", metavar="N", min=0, max=20, help="How many people stand by for each.")
    ] = None,
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE.csv", help="Where to write the lists too.")] = None,
    scenario: ScenarioFile = None,
    as_of: AsOf = None,
    workspace: Workspace = WORKSPACE,
    as_json: Json = False,
) -> None:
    """List who is next for each void if somebody declines. It says too how likely the list fills the void."""
    from housing_match.cli.given_plan import reasons_given
    from housing_match.cli.show import show_answer
    from housing_match.explain.backups import standby_lists
    from housing_match.publish.answers import NothingKnown
    from housing_match.publish.backups import CSV_COLUMNS, standby_answer, standby_answers, standby_record, standby_rows
    from housing_match.tables.writing import replace_csv

    refuse_unless_writable(tables_path(tables), out, is_file=True)
    reasons = reasons_given(tables, plan, scenario, as_of, workspace)
    assessment = reasons.assessment
    world, setting = assessment.world, assessment.scenario
    if bedspace_id is not None and bedspace_id not in reasons.void_of:
        raise NothingKnown(f"{bedspace_id} is no void of these tables.")
    named, stop = None if bedspace_id is None else [bedspace_id], threading.Event()
    lists: list[Standby] = []

    def make() -> None:
        for one in standby_lists(assessment, reasons.plan, bedspace_ids=named, most=most, stopped=stop.is_set):
            lists.append(one)
            say(f"{one.bedspace_id}: {one.matched or 'nobody'} first, then {len(one.backups)}")

    whole = heard_whole(make, stop, "the lists made so far")
    if out is not None:
        replace_csv(out, CSV_COLUMNS, (row for one in lists for row in standby_rows(world, one)))
    by_itself = bedspace_id is not None and lists
    answer = standby_answer(world, setting, lists[0]) if by_itself else standby_answers(world, setting, lists)
    show_answer(answer, [standby_record(setting, one) for one in lists], as_json=as_json)
    end_after(stop, 0 if whole else OUT_OF_TIME)
