"""The command that writes the letter to one person."""

from __future__ import annotations

from typing import Annotated

import typer

from housing_match.cli.ending import ended_clearly, say
from housing_match.cli.given import WORKSPACE, AsOf, In, Json, PlanFile, ScenarioFile, Workspace


@ended_clearly
def letter(
    tables: In,
    plan: PlanFile,
    about: Annotated[str, typer.Argument(metavar="RESIDENT_ID", help="Whom the letter is to.")],
    scenario: ScenarioFile = None,
    as_of: AsOf = None,
    workspace: Workspace = WORKSPACE,
    as_json: Json = False,
) -> None:
    """Write the letter to one person in easy words. It is Markdown: the home proposed, or what is missing."""
    from housing_match.cli.given_plan import reasons_given
    from housing_match.cli.show import show_letter
    from housing_match.publish.letters import letter as letter_to

    reasons = reasons_given(tables, plan, scenario, as_of, workspace)
    show_letter(letter_to(reasons, about), as_json=as_json)
    say("housing-match: This is a draft. Somebody who knows the person reads it before it goes out.")
