"""A finished plan as a command is given it, with its reasons by the tables and layers that it is held against."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from housing_match.cli.ending import say
from housing_match.cli.given import scenario_of, tables_path
from housing_match.cli.layers import say_layers

if TYPE_CHECKING:
    from housing_match.explain import Reasons


def reasons_given(tables: str, plan: Path, scenario: Path | None, as_of: date | None, workspace: Path) -> Reasons:
    """The reasons of a plan file; says where the tables or layers are not those that it was made with.

    Raises PlanUnreadable, FaultsFound and LayerRefused as reading plans, tables and layers does.
    """
    from housing_match.domain.plan import PROVED
    from housing_match.publish.answers import reasons_of_moves
    from housing_match.run import assess, load_and_measure
    from housing_match.tables import inputs_sha256
    from housing_match.tables.scenario_writing import scenario_sha256
    from housing_match.verify import read_plan
    from housing_match.verify.made_from import other_layers

    bedspace_of, claimed = read_plan(plan)
    setting = scenario_of(claimed, scenario, as_of)
    world, geography = load_and_measure(tables_path(tables), setting.as_of, workspace)
    say_layers(geography, workspace)
    claims = claimed or {}
    proved = claims.get("status") in PROVED and claims.get("scenario_sha256") == scenario_sha256(setting)
    if claimed is not None and claimed.get("inputs_sha256") != inputs_sha256(world):
        say("housing-match: The plan was made from other tables. What is said of it is by these; run makes a new plan.")
        proved = False
    if claimed is not None and (what := other_layers(claimed.get("layers"), geography.layers_used)):
        say(f"housing-match: {what}. Minutes and fit below are by the layers of {workspace}.")
        proved = False
    return reasons_of_moves(assess(world, geography, setting), bedspace_of, proved=proved)
