"""The words of `explain` about one bedspace or one home, and the door to those about one person."""

from collections.abc import Mapping

from housing_match.assess import Assessment
from housing_match.domain import Plan
from housing_match.explain import NearPerson, Void, left_empty, shared_homes, voids
from housing_match.publish.answer import Answer, NothingKnown
from housing_match.publish.person_answers import of_person
from housing_match.publish.words import TITLE, counted, not_met, suits, void_cost
from housing_match.solve import plan_of
from housing_match.verify import PlanUnreadable

__all__ = ["Answer", "NothingKnown", "answer"]

LABEL_WORDS = {
    "contested": "The plan leaves it empty.",
    "no_one_fits": "It suits nobody who waits.",
}


def answer(assessment: Assessment, bedspace_of: Mapping[str, str], about: str) -> Answer:
    """Why, about one resident_id, bedspace_id or home_id.

    Raises NothingKnown for an id that no table has, PlanUnreadable for a plan that names such an id or moves somebody
    who takes no part.
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
    if about in world.resident:
        return of_person(assessment, plan, world.resident[about])
    if about in world.bedspace:
        return _of_bedspace(assessment, plan, about)
    if about in world.home:
        return _of_home(assessment, plan, about)
    raise NothingKnown(f"{about} is no resident_id, bedspace_id or home_id of these tables.")


def _of_bedspace(assessment: Assessment, plan: Plan, bedspace_id: str) -> Answer:
    world = assessment.world
    room = world.bedspace[bedspace_id]
    void = next((one for one in voids(assessment, plan) if one.bedspace_id == bedspace_id), None)
    if void is not None:
        return _why_void(assessment, plan, void)
    leaver = room.occupant_id if room.occupant_id in plan.bedspace_of else None
    sentences = [f"{leaver} leaves it."] if leaver else []
    sentences.append(_taker(plan, bedspace_id))
    return Answer(
        about=bedspace_id,
        headline=f"{bedspace_id} in {world.home[room.home_id].name} is no void today: {room.status.replace('_', ' ')}.",
        sentences=(*sentences, *_why_left_empty(assessment, plan, bedspace_id)),
        notice=world.notice,
    )


def _taker(plan: Plan, bedspace_id: str) -> str:
    taker = next((who for who, where in plan.bedspace_of.items() if where == bedspace_id), None)
    return f"{taker} is proposed it." if taker else "Nobody is proposed it."


def _why_void(assessment: Assessment, plan: Plan, void: Void) -> Answer:
    weeks = "since a date not known" if void.weeks_empty is None else f"for {counted(void.weeks_empty, 'week')}"
    cost = "a cost not known" if void.weekly_void_cost is None else void_cost(void.weekly_void_cost)
    sentences = [_taker(plan, void.bedspace_id) if void.label == "matched" else LABEL_WORDS[void.label]]
    if void.left_out:
        sentences = ["The scenario leaves it out."]
    label = "left out by the scenario" if void.left_out else void.label.replace("_", " ")
    return Answer(
        about=void.bedspace_id,
        headline=f"{void.bedspace_id} is empty {weeks}, at {cost}: {label}.",
        sentences=(*sentences, *_why_left_empty(assessment, plan, void.bedspace_id)),
        columns=("Nearest people", "What stands in the way"),
        rows=tuple((near.resident_id, _in_the_way(assessment, void, near)) for near in void.nearest_people),
        notice=assessment.world.notice,
    )


def _in_the_way(assessment: Assessment, void: Void, near: NearPerson) -> str:
    """Each rule that keeps the person from the void, with what is wanted and what is offered."""
    if not near.blocking_rules:
        return "nothing: every rule about one person is met"
    said = assessment.findings(near.resident_id, void.bedspace_id)
    return "; ".join(not_met(one) for one in said if one.blocks)


def _why_left_empty(assessment: Assessment, plan: Plan, bedspace_id: str) -> tuple[str, ...]:
    """How many a place would suit that the plan leaves empty, which rules stop them, and what to ask."""
    place = next((one for one in left_empty(assessment, plan) if one.bedspace_id == bedspace_id), None)
    if place is None:
        return ()
    said = suits("It suits", place.people_who_fit, [(TITLE[rule], people) for rule, people in place.stopped_by])
    return (said, "To ask: " + " ".join(place.questions)) if place.questions else (said,)


def _of_home(assessment: Assessment, plan: Plan, home_id: str) -> Answer:
    world = assessment.world
    home = next((one for one in shared_homes(assessment, plan) if one.home_id == home_id), None)
    rooms = ", ".join(f"{room.bedspace_id} {room.status.replace('_', ' ')}" for room in world.bedspaces_of[home_id])
    sentences = [f"Bedspaces today: {rooms or 'none'}."]
    if home is not None:
        limit = "no limit" if home.hours_limit is None else f"a limit of {home.hours_limit}"
        others = f" and {home.other_tenants} of another authority" if home.other_tenants else ""
        sentences.append(f"Afterwards {', '.join(home.resident_ids) or 'nobody of ours'}{others} live here.")
        sentences.append(f"{home.hours} known support hours a week, against {limit}.")
        if home.flags:
            sentences.append(f"To look at: {', '.join(flag_words(flag) for flag in home.flags)}.")
    return Answer(
        about=home_id,
        headline=f"{world.home[home_id].name} ({home_id}).",
        sentences=tuple(sentences),
        notice=world.notice,
    )


FLAG_WORDS = {
    "someone_joins": "somebody joins this home",
    "over_hours": "more support hours than the home can staff",
    "hours_unknown": "support hours of somebody not known",
    "tenant_of_another_authority": "a tenant of another authority lives here",
    "risk_to_anyone_shares": "somebody who may be a risk to anyone shares",
}


def flag_words(flag: str) -> str:
    """A flag of a shared home in words; `stands_today:RULE` names the rule."""
    rule = flag.removeprefix("stands_today:")
    return f"not kept today and left as it is: “{TITLE[rule]}”" if rule != flag else FLAG_WORDS[flag]
