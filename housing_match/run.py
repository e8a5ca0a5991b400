"""The whole product on one screen: tables in, a proved plan with its reasons out."""

import time
from collections.abc import Callable, Collection, Mapping
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from housing_match.assess import Assessment, assess
from housing_match.domain import Geography, Scenario, World
from housing_match.explain import Answered, answered, reasons
from housing_match.places.imported import Imported, imported_layers
from housing_match.places.measure import measure
from housing_match.places.sites import postcode_of_sites
from housing_match.planning import (
    Ask,
    InfillBrief,
    OneMore,
    RedesignAsk,
    RedesignBrief,
    Step,
    infill_curve,
    one_more_home,
    only_sites,
    plan_infill,
    plan_redesigns,
)
from housing_match.publish import Outcome, write_outputs
from housing_match.solve import PinsCannotBeKept, Progress, prove, refuse_if_beaten
from housing_match.tables import Fault, FaultsFound, inputs_sha256, load
from housing_match.tables.areas_check import check_areas
from housing_match.tables.redesigns import read_redesigns
from housing_match.tables.scenario_check import check_scenario
from housing_match.tables.scenario_writing import scenario_sha256
from housing_match.verify.made_from import check_plan

__all__ = [
    "assess",
    "check_plan",
    "load",
    "load_and_measure",
    "plan",
    "replan",
    "write_outputs",
]


def load_and_measure(
    path: Path, as_of: date, workspace: Path | None = None, offers: Path | None = None
) -> tuple[World, Geography]:
    """The tables as records with everything measured, by the layers of the workspace where it has any.

    `offers` is a CSV file that stands in for the table of offers.

    Raises FaultsFound with every fault at once, and LayerRefused for a layer that cannot be relied on.
    """
    world, imported = load(path, as_of, offers), imported_layers(workspace)
    if faults := area_faults(world, imported):
        raise FaultsFound(faults)
    return world, measure(world, imported)


def assessed(path: Path, scenario: Scenario, workspace: Path | None = None) -> Assessment:
    """How the scenario judges everyone in the tables. Raises FaultsFound, for the scenario too, and LayerRefused."""
    world, geography = load_and_measure(path, scenario.as_of, workspace)
    if faults := check_scenario(scenario, world):
        raise FaultsFound(faults)
    return assess(world, geography, scenario)


def area_faults(world: World | None, imported: Imported) -> tuple[Fault, ...]:
    """Areas that people prefer or avoid and that are not known, where wards are imported."""
    return () if world is None or imported.wards is None else check_areas(world, imported.wards.values)


def plan(
    world: World,
    geography: Geography,
    scenario: Scenario,
    *,
    before: Mapping[str, str] | None = None,
    tell: Callable[[Progress], None] = lambda _: None,
    stopped: Callable[[], bool] = lambda: False,
) -> Outcome:
    """The best plan with its proof, baselines and reasons; soon after `stopped` says so, the best found until then.

    `before` is a plan to start from (resident_id → bedspace_id), such as that of the scenario before this one.
    Raises FaultsFound for a scenario that does not fit the tables, PinsCannotBeKept and SolverFailed as solve does.
    """
    faults = check_scenario(scenario, world)
    if faults:
        raise FaultsFound(faults)
    started = time.perf_counter()
    assessment = assess(world, geography, scenario)
    assessed = time.perf_counter()
    proof = prove(assessment, before=before, tell=tell, stopped=stopped)
    proved = time.perf_counter()
    best = proof.with_costs()
    priced = time.perf_counter()
    one_at_a_time = proof.lettings
    refuse_if_beaten(assessment, best, one_at_a_time)
    compared = time.perf_counter()
    return Outcome(
        reasons=reasons(assessment, best),
        baselines=one_at_a_time,
        inputs_sha256=inputs_sha256(world),
        scenario_sha256=scenario_sha256(scenario),
        timing={  # last, so that the clock is read when the reasons are done
            "assess_seconds": round(assessed - started, 3),
            "solve_seconds": round(proved - assessed, 3),
            "costs_seconds": round(priced - proved, 3),
            "baselines_seconds": round(compared - priced, 3),
            "reasons_seconds": round(time.perf_counter() - compared, 3),
        },
    )


def replan(
    world: World,
    geography: Geography,
    scenario: Scenario,
    bedspace_of: Mapping[str, str],
    *,
    tell: Callable[[Progress], None] = lambda _: None,
    stopped: Callable[[], bool] = lambda: False,
) -> tuple[Outcome, Answered]:
    """The best plan after the answers in the tables, with fewest changes from a plan (resident_id → bedspace_id).

    Offers that are out or deferred are kept, unless with them no plan is left. Raises as `plan` does.
    """
    asked = answered(world, scenario, bedspace_of)
    try:
        return plan(world, geography, asked.scenario, tell=tell, stopped=stopped), asked
    except PinsCannotBeKept:
        if not asked.standing:
            raise
    freed = asked.without_standing()
    return plan(world, geography, freed.scenario, tell=tell, stopped=stopped), freed


def _loaded(path: Path, scenario: Scenario, workspace: Path | None) -> tuple[World, Imported]:
    """The tables as records and the layers, as yet nothing measured. Raises FaultsFound, for the scenario too."""
    world, imported = load(path, scenario.as_of), imported_layers(workspace)
    if faults := (*area_faults(world, imported), *check_scenario(scenario, world)):
        raise FaultsFound(faults)
    return world, imported


def to_build(
    path: Path,
    scenario: Scenario,
    workspace: Path | None,
    asked: Mapping[str, Any],
    site_ids: Collection[str] | None,
) -> tuple[World, Geography, Ask]:
    """The tables with their sites, or only those named, and what a planner asks, by the fields of Ask in `asked`.

    Raises FaultsFound, SiteNotKnown for a site_id of no table, and LayerRefused.
    """
    world, imported = _loaded(path, scenario, workspace)
    if site_ids is not None:
        world = only_sites(world, site_ids)
    ask = Ask(measure=partial(measure, imported=imported), postcodes=postcode_of_sites(world), **asked)
    return world, measure(world, imported), ask


def infill(
    path: Path,
    scenario: Scenario,
    workspace: Path | None,
    asked: Mapping[str, Any],
    *,
    site_ids: Collection[str] | None = None,
    with_curve: bool = False,
    stopped: Callable[[], bool] = lambda: False,
) -> tuple[InfillBrief, tuple[Step, ...], tuple[OneMore, ...]]:
    """What to build on which sites, by the fields of Ask in `asked`.

    With the curve of capital, and one more home of each kind, where they are asked for.

    Raises what `to_build` and `plan` raise.
    """
    world, geography, ask = to_build(path, scenario, workspace, asked, site_ids)
    brief = plan_infill(world, geography, scenario, ask, stopped=stopped)
    if not with_curve:
        return brief, (), ()
    steps = tuple(infill_curve(world, geography, scenario, ask, stopped=stopped))
    return brief, steps, one_more_home(world, geography, scenario, ask, stopped=stopped)


def redesign(
    path: Path,
    redesigns: Path,
    scenario: Scenario,
    workspace: Path | None,
    *,
    budget_pounds: int | None = None,
    done: frozenset[str] = frozenset(),
    stopped: Callable[[], bool] = lambda: False,
) -> RedesignBrief:
    """Which redesigns of a file to do under a budget, with those `done` whatever comes.

    Raises FaultsFound, for the file too, RedesignNotKnown, TooManyRedesigns, and what `plan` raises.
    """
    world, imported = _loaded(path, scenario, workspace)
    ask = RedesignAsk(
        redesigns=read_redesigns(redesigns, world, scenario.as_of),
        measure=partial(measure, imported=imported),
        budget_pounds=budget_pounds,
        done=done,
    )
    return plan_redesigns(world, scenario, ask, stopped=stopped)
