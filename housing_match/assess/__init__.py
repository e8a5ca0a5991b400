"""Puts every one-person rule to people and places: who may go where, and how well each place fits."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from housing_match.assess.assessment import NO_PREFERENCE_FIT, Assessment
from housing_match.assess.findings import Finding, findings
from housing_match.assess.measured import FIT_FACTS
from housing_match.assess.pairs import chunks
from housing_match.assess.spread import MET, UNKNOWN, UNMET, spreads
from housing_match.assess.taking_part import about_the_person_alone, places_taking_people, takes_part, wants_place
from housing_match.criteria import Rule, policy_for
from housing_match.domain import Geography, Resident, Scenario, World

__all__ = [
    "FIT_FACTS",
    "MET",
    "NO_PREFERENCE_FIT",
    "UNKNOWN",
    "UNMET",
    "Assessment",
    "Finding",
    "about_the_person_alone",
    "assess",
    "chunks",
    "findings",
    "places_taking_people",
    "takes_part",
    "wants_place",
]


def assess(world: World, geography: Geography, scenario: Scenario) -> Assessment:
    """Every rule put to those who may want a place and all bedspaces, as far as it takes to know the allowed pairs."""
    policy = policy_for(scenario)
    residents = tuple(
        one for one in world.residents if wants_place(one, scenario) or one.resident_id in world.must_leave
    )
    in_plan = _in_plan(residents, world, geography, scenario, policy)
    leaving = {one.resident_id for one, may in zip(residents, in_plan, strict=True) if may}
    places = tuple(
        world.place(room.bedspace_id, occupant_leaves=room.occupant_id in leaving) for room in world.bedspaces
    )
    assessment = Assessment(
        world=world,
        geography=geography,
        scenario=scenario,
        policy=policy,
        residents=residents,
        places=places,
        in_plan=in_plan,
    )
    assessment.pairs  # noqa: B018 - worked out here, once and for all
    return assessment


def _in_plan(
    residents: tuple[Resident, ...],
    world: World,
    geography: Geography,
    scenario: Scenario,
    policy: Sequence[Rule],
) -> NDArray[np.bool_]:
    """bool [R]: whom the scenario's lists leave in and no rule about the person alone keeps out."""
    if not world.bedspaces:
        return np.zeros(len(residents), dtype=np.bool_)
    may = np.array([takes_part(one, world, scenario) for one in residents], dtype=np.bool_)
    anywhere = (world.place(world.bedspaces[0].bedspace_id),)
    for one in spreads(policy, residents, anywhere, geography, scenario):
        if about_the_person_alone(one.criterion):
            may &= one.verdict_at(np.arange(len(residents)), 0) == MET
    return may
