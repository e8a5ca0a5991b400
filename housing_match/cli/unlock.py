"""The command that says what the works listed for an empty home would unlock through the whole plan."""

from __future__ import annotations

import threading
from functools import partial
from typing import Annotated

import typer

from housing_match.cli.ending import ended_clearly, heard, say
from housing_match.cli.given import WORKSPACE, AsOf, In, Json, PlanFile, ScenarioFile, Workspace


@ended_clearly
def unlock(
    tables: In,
    plan: PlanFile,
    about: Annotated[str, typer.Argument(metavar="BEDSPACE_ID", help="The place that works are listed for.")],
    scenario: ScenarioFile = None,
    as_of: AsOf = None,
    workspace: Workspace = WORKSPACE,
    as_json: Json = False,
) -> None:
    """Say what adapting one place would unlock. The plan is made again with each work that is listed for it done."""
    from housing_match.cli.given_plan import reasons_given
    from housing_match.cli.show import show_answer
    from housing_match.planning.unlocking import unlocked
    from housing_match.publish.answer import NothingKnown
    from housing_match.publish.unlocked_words import unlocked_answer

    reasons = reasons_given(tables, plan, scenario, as_of, workspace)
    assessment = reasons.assessment
    if about not in assessment.column:
        raise NothingKnown(f"{about} is no bedspace_id of these tables.")
    works = assessment.world.works_for(assessment.world.bedspace[about])
    stop = threading.Event()
    found = []
    for work in works:
        say(f"planning again with {work.work} done")
        again = partial(unlocked, assessment, reasons.plan, [work], stopped=stop.is_set)
        found.append(heard(again, stop))
    show_answer(unlocked_answer(assessment.world, about, found), as_json=as_json)
