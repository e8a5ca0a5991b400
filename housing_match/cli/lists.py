"""The command that prints one list of a plan."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from housing_match.cli.ending import ended_clearly
from housing_match.cli.given import WORKSPACE, AsOf, In, Json, PlanFile, ScenarioFile, Workspace


class What(StrEnum):
    """The lists by name, as publish has them."""

    MOVES = "moves"
    RETURNS = "returns"
    CHECKS = "checks"
    WAITING = "waiting"
    EMPTY_HOMES = "empty-homes"
    TOGETHER = "together"


@ended_clearly
def listed(
    tables: In,
    plan: PlanFile,
    what: Annotated[What, typer.Argument(metavar="LIST", help="Which list.")],
    scenario: ScenarioFile = None,
    as_of: AsOf = None,
    workspace: Workspace = WORKSPACE,
    as_json: Json = False,
) -> None:
    """List who moves, who waits, what to settle, and more. Also who comes back, empty homes, and who lives together."""
    from housing_match.cli.given_plan import reasons_given
    from housing_match.cli.show import show_lines
    from housing_match.publish.panel_lists import LISTS

    reasons = reasons_given(tables, plan, scenario, as_of, workspace)
    show_lines(LISTS[what.value](reasons), reasons.assessment.world.notice, as_json=as_json)
