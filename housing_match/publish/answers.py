"""The door to the words of `explain`: why, about one person, one bedspace or one home."""

from collections.abc import Mapping
from dataclasses import replace

from housing_match.assess import Assessment
from housing_match.explain import Reasons, reasons
from housing_match.publish.answer import Answer, NothingKnown
from housing_match.publish.person_answers import of_person
from housing_match.publish.place_answers import of_bedspace, of_home
from housing_match.solve import plan_of
from housing_match.verify import PlanUnreadable

__all__ = ["Answer", "NothingKnown", "answer", "reasons_of_moves"]


def answer(reasons: Reasons, about: str) -> Answer:
    """Why, about one resident_id, bedspace_id or home_id. Raises NothingKnown for an id that no table has."""
    world = reasons.assessment.world
    if about in world.resident:
        return of_person(reasons, world.resident[about])
    if about in world.bedspace:
        return of_bedspace(reasons, about)
    if about in world.home:
        return of_home(reasons, about)
    raise NothingKnown(f"{about} is no resident_id, bedspace_id or home_id of these tables.")


def reasons_of_moves(assessment: Assessment, bedspace_of: Mapping[str, str], *, proved: bool = False) -> Reasons:
    """The reasons of a plan that somebody made already, given as resident_id → bedspace_id; `proved` the best or not.

    Raises PlanUnreadable for a plan that names an id that no table has or moves somebody who takes no part.
    """
    world = assessment.world
    strange = sorted((bedspace_of.keys() - world.resident.keys()) | (set(bedspace_of.values()) - world.bedspace.keys()))
    if strange:
        raise PlanUnreadable(f"The plan names {strange[0]}, which no table has. Give the tables it was made from.")
    absent = sorted(bedspace_of.keys() - assessment.row.keys())
    if absent:
        raise PlanUnreadable(
            f"The plan moves {absent[0]}, who takes no part under this scenario; `housing-match verify` says why."
        )
    plan = plan_of(assessment, bedspace_of)
    return reasons(assessment, replace(plan, status="optimal") if proved else plan)
