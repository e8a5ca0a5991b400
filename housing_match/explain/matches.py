"""Why each person moved gets this home: the findings whose points add up to the fit."""

from dataclasses import dataclass, replace

from housing_match.assess import Assessment, Finding
from housing_match.criteria import half_up
from housing_match.criteria.transport import STEP_FREE_NEEDS
from housing_match.domain import Mean, Move, Plan
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


def matches(assessment: Assessment, plan: Plan) -> tuple[Match, ...]:
    """Every move of the plan with its reasons, in the plan's order."""
    return tuple(_match(assessment, move) for move in plan.moves)


def _match(assessment: Assessment, move: Move) -> Match:
    world, geography = assessment.world, assessment.geography
    resident = world.resident[move.resident_id]
    place = replace(assessment.places[assessment.column[move.bedspace_id]], occupant_leaves=True)
    facts = geography.facts(resident.resident_id, place.home_id, assessment.scenario)
    step_free = resident.access_need in STEP_FREE_NEEDS
    return Match(
        move=move,
        home_id=place.home_id,
        findings=assessment.findings(move.resident_id, move.bedspace_id),
        family_minutes=_whole(facts.family_minutes),
        transport_minutes=facts.step_free_minutes if step_free else facts.station_minutes,
        minutes_by=geography.minutes_by,
        weekly_cost_change=weekly_cost_change(resident, place),
        checks_before_offer=checks_before_offer(world, resident, place),
    )


def _whole(minutes: Mean | None) -> int | None:
    return None if minutes is None else half_up(minutes.numerator, minutes.denominator)
