"""The command that says what each principle costs a plan, and how its outcomes stand beside the pool."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated

import typer

from housing_match.cli.ending import OUT_OF_TIME, end_after, ended_clearly, heard_whole, say
from housing_match.cli.given import WORKSPACE, AsOf, In, Json, PlanFile, ScenarioFile, Workspace

if TYPE_CHECKING:
    from housing_match.assess import Assessment
    from housing_match.explain import FloorPrice, RulePrice


@ended_clearly
def prices(
    tables: In,
    plan: PlanFile,
    for_publishing: Annotated[
        bool, typer.Option("--for-publishing", help="Only the outcomes, with small numbers hidden.")
    ] = False,
    scenario: ScenarioFile = None,
    as_of: AsOf = None,
    workspace: Workspace = WORKSPACE,
    as_json: Json = False,
) -> None:
    """Say what each goal, requirement and fairer share costs. Also outcomes by sex, age, ethnic group and borough."""
    from housing_match.cli.given_plan import reasons_given
    from housing_match.cli.show import show_answer
    from housing_match.explain import outcomes
    from housing_match.publish.outcomes import published_answer
    from housing_match.publish.prices import prices_answer, prices_of, prices_record
    from housing_match.verify import read_plan

    _, claimed = read_plan(plan)
    reasons = reasons_given(tables, plan, scenario, as_of, workspace)
    assessment, bedspace_of = reasons.assessment, reasons.plan.bedspace_of
    if for_publishing:
        show_answer(published_answer(assessment.world, outcomes(assessment, bedspace_of)), as_json=as_json)
        return
    stop = threading.Event()
    rules, floors, whole = _priced(assessment, bedspace_of, stop)
    costs = {goal["name"]: goal["cost"] for goal in (claimed or {}).get("goals", ())}
    told = prices_of(assessment, bedspace_of, costs, rules, floors)
    show_answer(prices_answer(told), prices_record(told), as_json=as_json)
    end_after(stop, 0 if whole else OUT_OF_TIME)


def _priced(
    assessment: Assessment, bedspace_of: Mapping[str, str], stop: threading.Event
) -> tuple[list[RulePrice], list[FloorPrice], bool]:
    """The prices of rules and of fairer shares worked out until somebody says stop; whether these are all."""
    from housing_match.explain import floor_price, rule_prices
    from housing_match.explain.prices import BY_BOROUGH, BY_NEED

    rules: list[RulePrice] = []
    floors: list[FloorPrice] = []

    def price() -> None:
        for one in rule_prices(assessment, stopped=stop.is_set):
            rules.append(one)
            say(f"priced: {one.rule}")
        for kind in (BY_BOROUGH, BY_NEED):
            floors.append(floor_price(assessment, bedspace_of, kind, stopped=stop.is_set))
            say(f"priced: fairness floor by {kind}")

    return rules, floors, heard_whole(price, stop, "the prices worked out so far")
