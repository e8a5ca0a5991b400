"""The whole product on one screen: tables in, a proved plan with its reasons out."""

import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from housing_match.assess import assess
from housing_match.domain import Geography, Scenario, World
from housing_match.explain import reasons
from housing_match.places.measure import measure
from housing_match.publish import Outcome, write_outputs
from housing_match.solve import Progress, baselines, best_plan, refuse_if_beaten
from housing_match.tables import FaultsFound, inputs_sha256, load
from housing_match.tables.scenario_check import check_scenario
from housing_match.tables.scenario_writing import scenario_sha256
from housing_match.verify import Problem, Verification, verify

__all__ = ["assess", "check_plan", "load", "load_and_measure", "plan", "verify", "write_outputs"]

ONLY_MOVES = "Nothing else was checked. To hold its moves against these tables, give the plan's matches.csv instead."


def load_and_measure(path: Path, as_of: date) -> tuple[World, Geography]:
    """The tables as records with everything measured. Raises FaultsFound with every fault at once."""
    world = load(path, as_of)
    return world, measure(world)


def plan(
    world: World,
    geography: Geography,
    scenario: Scenario,
    *,
    tell: Callable[[Progress], None] = lambda _: None,
    stopped: Callable[[], bool] = lambda: False,
) -> Outcome:
    """The best plan with its proof, baselines and reasons; soon after `stopped` says so, the best found until then.

    Raises FaultsFound for a scenario that does not fit the tables, PinsCannotBeKept and SolverFailed as solve does.
    """
    faults = check_scenario(scenario, world)
    if faults:
        raise FaultsFound(faults)
    started = time.perf_counter()
    assessment = assess(world, geography, scenario)
    assessed = time.perf_counter()
    best = best_plan(assessment, tell=tell, stopped=stopped)
    solved = time.perf_counter()
    one_at_a_time = baselines(assessment)
    refuse_if_beaten(assessment, best, one_at_a_time)
    compared = time.perf_counter()
    return Outcome(
        reasons=reasons(assessment, best),
        baselines=one_at_a_time,
        inputs_sha256=inputs_sha256(world),
        scenario_sha256=scenario_sha256(scenario),
        timing={  # last, so that the clock is read when the reasons are done
            "assess_seconds": round(assessed - started, 3),
            "solve_seconds": round(solved - assessed, 3),
            "baselines_seconds": round(compared - solved, 3),
            "reasons_seconds": round(time.perf_counter() - compared, 3),
        },
    )


def check_plan(
    world: World,
    geography: Geography,
    scenario: Scenario,
    bedspace_of: Mapping[str, str],
    claimed: Mapping[str, Any] | None,
) -> Verification:
    """The checker's word on a plan, and whether a plan.json was made from these tables and this scenario.

    Of a plan made from other tables nothing else is said: every difference would look like a breach.
    """
    if claimed is not None and claimed.get("inputs_sha256") != inputs_sha256(world):
        other = Problem(
            rule="inputs_sha256", resident_ids=(), bedspace_ids=(), what="the plan was made from other tables"
        )
        return Verification(problems=(other,), goals={}, notes=(ONLY_MOVES,))
    verification = verify(world, geography, scenario, bedspace_of, claimed)
    if claimed is None or claimed.get("scenario_sha256") == scenario_sha256(scenario):
        return verification
    other = Problem(rule="scenario_sha256", resident_ids=(), bedspace_ids=(), what="made under another scenario")
    return replace(verification, problems=(other, *verification.problems))
