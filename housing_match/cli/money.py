"""The command that shows who pays for a plan, and what capital spent on it brings back."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from housing_match.cli.ending import ended_clearly
from housing_match.cli.given import WORKSPACE, AsOf, In, Json, PlanFile, ScenarioFile, Workspace


@ended_clearly
def money(
    tables: In,
    plan: PlanFile,
    capital: Annotated[
        int | None,
        typer.Option("--capital", metavar="POUNDS", min=0, help="Capital that the plan takes: when is it paid back?"),
    ] = None,
    costs: Annotated[
        Path | None,
        typer.Option("--costs", metavar="FILE", help="Your copy of data/unit_costs.toml."),
    ] = None,
    scenario: ScenarioFile = None,
    as_of: AsOf = None,
    workspace: Workspace = WORKSPACE,
    as_json: Json = False,
) -> None:
    """Show what a plan changes for those who pay. They are councils, NHS, housing benefit and the people themselves."""
    from housing_match.cli.given_plan import reasons_given
    from housing_match.cli.show import show_answer
    from housing_match.planning.money import appraisal
    from housing_match.planning.money import money as money_of
    from housing_match.planning.unit_costs import unit_costs
    from housing_match.publish.money import money_answer

    known = unit_costs(costs)
    reasons = reasons_given(tables, plan, scenario, as_of, workspace)
    found = money_of(reasons.assessment, reasons.plan.bedspace_of)
    worth = None if capital is None else appraisal(capital, -found.weekly_change, known)
    show_answer(money_answer(reasons.assessment.world, found, known, worth), as_json=as_json)
