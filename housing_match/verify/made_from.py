"""Whether a plan.json was made from these tables, layers and this scenario, before the checker looks at it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from housing_match.domain import Geography, LayerUsed, Scenario, World
from housing_match.tables import inputs_sha256
from housing_match.tables.scenario_writing import scenario_sha256
from housing_match.verify.checker import verify
from housing_match.verify.problem import Problem, Verification

SAME_LAYERS = "To measure as the plan did, give with --workspace one that holds the same layers."
ONLY_MOVES = "Nothing else was checked. To hold its moves against these tables, give the plan's matches.csv instead."


def check_plan(
    world: World,
    geography: Geography,
    scenario: Scenario,
    bedspace_of: Mapping[str, str],
    claimed: Mapping[str, Any] | None,
) -> Verification:
    """The checker's word on a plan, and whether the plan.json `claimed` was made from all of this.

    Of a plan made from other tables or layers nothing else is said: every difference would look like a breach.
    """
    if claimed is not None and claimed.get("inputs_sha256") != inputs_sha256(world):
        other = Problem(
            rule="inputs_sha256", resident_ids=(), bedspace_ids=(), what="the plan was made from other tables"
        )
        return Verification(problems=(other,), goals={}, notes=(ONLY_MOVES,))
    if claimed is not None and (what := other_layers(claimed.get("layers"), geography.layers_used)):
        other = Problem(rule="layers", resident_ids=(), bedspace_ids=(), what=what)
        return Verification(problems=(other,), goals={}, notes=(SAME_LAYERS, ONLY_MOVES))
    verification = verify(world, geography, scenario, bedspace_of, claimed)
    if claimed is None or claimed.get("scenario_sha256") == scenario_sha256(scenario):
        return verification
    other = Problem(rule="scenario_sha256", resident_ids=(), bedspace_ids=(), what="made under another scenario")
    return replace(verification, problems=(other, *verification.problems))


def other_layers(claimed: object, used: Sequence[LayerUsed]) -> str:
    """In which layers a plan.json and these measurements differ, in words; empty where they are the same."""
    theirs = claimed if isinstance(claimed, list) else []
    then = {str(one.get("kind")): str(one.get("sha256")) for one in theirs if isinstance(one, dict)}
    now = {one.kind: one.sha256 for one in used}
    differ = sorted(kind for kind in then.keys() | now.keys() if then.get(kind) != now.get(kind))
    return f"the plan was made with other layers: {', '.join(map(_plain, differ))}" if differ else ""


def _plain(kind: str) -> str:
    return kind.replace("_", " ")
