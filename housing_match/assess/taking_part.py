"""Who and what takes part at all: by dates, and by the scenario's own lists of people, homes and bedspaces."""

from housing_match.criteria import Criterion, PlanRule
from housing_match.domain import Resident, Scenario, World

PERSON_FACTS = {"as_of", "incumbent"}
"""Facts about the person alone."""


def about_the_person_alone(criterion: Criterion | PlanRule) -> bool:
    """Whether a rule reads nothing of a place: such rules decide who is in the plan."""
    return (
        isinstance(criterion, Criterion)
        and not criterion.reads_place
        and PERSON_FACTS.issuperset(criterion.reads_facts)
    )


def wants_place(resident: Resident, scenario: Scenario) -> bool:
    """Whether the person needs to move within the window, or is ready to move on; consent and age come after."""
    if resident.needs_move:
        return resident.needed_by is None or resident.needed_by <= scenario.window_end
    return resident.move_on_status == "ready"


def takes_part(resident: Resident, world: World, scenario: Scenario) -> bool:
    """Whether the scenario's own lists leave the person in."""
    named = scenario.include & world.resident.keys()
    return resident.resident_id not in scenario.exclude and (not named or resident.resident_id in named)


def places_taking_people(world: World, scenario: Scenario) -> frozenset[str]:
    """The bedspaces that the scenario's own lists leave in; what else stands in the way comes after."""
    named = scenario.include & (world.home.keys() | world.bedspace.keys())
    return frozenset(
        room.bedspace_id
        for room in world.bedspaces
        if not {room.home_id, room.bedspace_id} & scenario.exclude
        and (not named or bool({room.home_id, room.bedspace_id} & named))
    )
