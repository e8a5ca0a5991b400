"""Why each person moved gets this home: the findings whose points add up to the fit."""

from dataclasses import dataclass
from datetime import date

from housing_match.assess import Assessment, Finding, findings
from housing_match.criteria import half_up
from housing_match.criteria.transport import STEP_FREE_NEEDS
from housing_match.domain import Mean, Move, Plan, Resident, Scenario
from housing_match.explain.checks import checks_before_offer
from housing_match.solve import weekly_cost_change


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """One move with its reasons; minutes are whole, half up, and None where nothing was measured."""

    move: Move
    home_id: str
    findings: tuple[Finding, ...]
    """In the policy's order; points add up to the fit."""
    family_minutes: int | None
    transport_minutes: int | None
    minutes_by: str
    weekly_cost_change: int | None
    checks_before_offer: tuple[str, ...]
    earliest_date: date
    """The first day on which every place of the chain up to this step is free."""
    flags: tuple[str, ...]
    """What a panel should see first: after_needed_by, chain_after_band_a_window, closed_cycle."""


def matches(assessment: Assessment, plan: Plan) -> tuple[Match, ...]:
    """Every move of the plan with its reasons, in the plan's order."""
    found = []
    free_from: dict[str, date] = {}
    for move in plan.moves:  # a chain's moves stand in the order of their steps
        ready = assessment.world.bedspace[move.bedspace_id].available_from or assessment.scenario.as_of
        free_from[move.chain_id] = max(ready, free_from.get(move.chain_id, assessment.scenario.as_of))
        found.append(_match(assessment, move, free_from[move.chain_id], move.chain_id in plan.cycles))
    return tuple(found)


def _match(assessment: Assessment, move: Move, earliest: date, closed: bool) -> Match:
    world, geography = assessment.world, assessment.geography
    resident, place, facts = assessment.pair(move.resident_id, move.bedspace_id)
    step_free = resident.access_need in STEP_FREE_NEEDS
    return Match(
        move=move,
        home_id=place.home_id,
        findings=findings(assessment.policy, resident, place, facts),
        family_minutes=_whole(facts.family_minutes),
        transport_minutes=facts.step_free_minutes if step_free else facts.station_minutes,
        minutes_by=geography.measured_by(resident.resident_id, place.home_id),
        weekly_cost_change=weekly_cost_change(resident, place),
        checks_before_offer=checks_before_offer(world, resident, place),
        earliest_date=earliest,
        flags=tuple(flag for flag, raised in _flags(assessment.scenario, resident, earliest, closed) if raised),
    )


def _flags(scenario: Scenario, resident: Resident, earliest: date, closed: bool) -> list[tuple[str, bool]]:
    needed_by = max(scenario.as_of, resident.needed_by or scenario.window_end)
    return [
        ("after_needed_by", earliest > needed_by),
        ("chain_after_band_a_window", resident.priority_band == "A" and earliest > scenario.window_end_band_a),
        ("closed_cycle", closed),
    ]


def _whole(minutes: Mean | None) -> int | None:
    return None if minutes is None else half_up(minutes.numerator, minutes.denominator)
