"""The words of `explain` about one bedspace or one home: what it offers, who lives there, what keeps it empty."""

from collections.abc import Sequence

from housing_match.criteria.comparing import code_words
from housing_match.domain import Bedspace
from housing_match.explain import NearPerson, Reasons, Void
from housing_match.explain.voids import MATCHED
from housing_match.publish.answer import Answer, Part
from housing_match.publish.answer_parts import household_part, offer_part
from housing_match.publish.words import (
    TITLE,
    breach_words,
    counted,
    does_without,
    home_words,
    not_met,
    opening_words,
    suits,
    void_cost,
)
from housing_match.solve import Trial

NEAREST = ("Nearest people", "What stands in the way")
LABEL_WORDS = {
    "contested": "The plan leaves it empty.",
    "adaptable": "It suits nobody who waits as it is.",
    "no_one_fits": "It suits nobody who waits.",
}


def of_bedspace(reasons: Reasons, bedspace_id: str) -> Answer:
    """What becomes of one bedspace: for a void what keeps it empty, for any other who leaves it and who comes."""
    world = reasons.assessment.world
    room = world.bedspace[bedspace_id]
    parts = (household_part(reasons, room.home_id), offer_part(reasons.assessment.geography, world.place(bedspace_id)))
    void = reasons.void_of.get(bedspace_id)
    if void is not None:
        return Answer(
            about=bedspace_id,
            headline=_void_headline(reasons, void),
            sentences=_why_void(reasons, void),
            columns=NEAREST,
            rows=_nearest(reasons, void),
            parts=parts,
            notice=world.notice,
        )
    leaver = room.occupant_id if room.occupant_id in reasons.plan.bedspace_of else None
    sentences = [f"{leaver} leaves it."] if leaver else []
    sentences.append(_taker(reasons, bedspace_id))
    return Answer(
        about=bedspace_id,
        headline=f"{bedspace_id} in {world.home[room.home_id].name} is no void today: {code_words(room.status)}.",
        sentences=(*sentences, *_why_left_empty(reasons, bedspace_id)),
        parts=parts,
        notice=world.notice,
    )


def of_home(reasons: Reasons, home_id: str) -> Answer:
    """Who lives in one home before and after, what it offers, and what becomes of each of its voids."""
    world = reasons.assessment.world
    rooms = world.bedspaces_of[home_id]
    today = ", ".join(f"{room.bedspace_id} {code_words(room.status)}" for room in rooms)
    sentences = [f"Bedspaces today: {today or 'none'}."]
    shared = reasons.shared_home_of.get(home_id)
    if shared is not None:
        others = f" and {shared.other_tenants} of another authority" if shared.other_tenants else ""
        live = "live" if len(shared.resident_ids) + shared.other_tenants > 1 else "lives"
        sentences.append(f"Afterwards {', '.join(shared.resident_ids) or 'nobody of ours'}{others} {live} here.")
    voids = [reasons.void_of[room.bedspace_id] for room in rooms if room.bedspace_id in reasons.void_of]
    late = [room.bedspace_id for room in rooms if room.bedspace_id not in reasons.void_of]
    empty = [
        Part(
            title=_void_headline(reasons, void),
            sentences=_why_void(reasons, void),
            columns=NEAREST,
            rows=_nearest(reasons, void),
        )
        for void in voids
    ]
    empty += [
        Part(title=f"{one} is left empty", sentences=_why_left_empty(reasons, one))
        for one in late
        if one in reasons.left_empty_of
    ]
    offers = (
        [offer_part(reasons.assessment.geography, world.place(rooms[0].bedspace_id), _differing(rooms))]
        if rooms
        else []
    )
    return Answer(
        about=home_id,
        headline=f"{home_words(world, home_id)}.",
        sentences=tuple(sentences),
        parts=(*empty, household_part(reasons, home_id), *offers),
        notice=world.notice,
    )


def _differing(rooms: Sequence[Bedspace]) -> tuple[str, ...]:
    """Which rooms of a home are not as its first."""
    own = [(one.ahr_category, one.floor, one.own_equipment, one.equipment) for one in rooms]
    other = [room.bedspace_id for room, has in zip(rooms, own, strict=True) if has != own[0]]
    if not other:
        return ()
    return (f"As in {rooms[0].bedspace_id}; {', '.join(other)} differ in category, floor or equipment.",)


def _taker(reasons: Reasons, bedspace_id: str) -> str:
    taker = reasons.taker_of.get(bedspace_id)
    return f"{taker} is proposed it." if taker else "Nobody is proposed it."


def _void_headline(reasons: Reasons, void: Void) -> str:
    weeks = "since a date not known" if void.weeks_empty is None else f"for {counted(void.weeks_empty, 'week')}"
    cost = "a cost not known" if void.weekly_void_cost is None else void_cost(void.weekly_void_cost)
    label = "left out by the scenario" if void.left_out else code_words(void.label)
    return f"{void.bedspace_id} is empty {weeks}, at {cost}: {label}."


def _why_void(reasons: Reasons, void: Void) -> tuple[str, ...]:
    if void.left_out:
        return ("The scenario leaves it out.",)
    first = _taker(reasons, void.bedspace_id) if void.label == MATCHED else LABEL_WORDS[void.label]
    works = tuple(f"A work that is listed: {opening_words(one)}" for one in void.openings)
    return (first, *works, *_why_left_empty(reasons, void.bedspace_id))


def _nearest(reasons: Reasons, void: Void) -> tuple[tuple[str, str], ...]:
    """Those who come nearest, each with what stands in the way; nobody for a void that the plan fills."""
    return tuple((near.resident_id, in_the_way(reasons, void, near)) for near in void.nearest_people)


def in_the_way(reasons: Reasons, void: Void, near: NearPerson) -> str:
    """Each rule that keeps the person from the void, with what is wanted and what is offered."""
    who = near.resident_id
    said = [one for one in reasons.assessment.findings(who, void.bedspace_id) if one.blocks]
    if said:
        return "; ".join(not_met(one) for one in said)
    if near.blocking_rules:
        breaches = Trial(assessment=reasons.assessment, bedspace_of=reasons.plan.bedspace_of).breaches(
            who, void.bedspace_id
        )
        return "; ".join(dict.fromkeys(map(breach_words, breaches)))
    taker = reasons.taker_of.get(void.bedspace_id)
    if taker is not None:
        return "nothing: proposed it" if taker == who else f"every rule about one person is met; proposed to {taker}"
    return f"nothing: every rule is met; {does_without(proved=reasons.plan.proved)}"


def _why_left_empty(reasons: Reasons, bedspace_id: str) -> tuple[str, ...]:
    """How many a place would suit that the plan leaves empty, which rules stop them, and what to ask."""
    place = reasons.left_empty_of.get(bedspace_id)
    if place is None:
        return ()
    stopped_by = [(TITLE[rule], people) for rule, people in place.stopped_by]
    said = suits("It suits", place.people_who_fit, stopped_by, proved=reasons.plan.proved)
    return (said, "To ask: " + " ".join(place.questions)) if place.questions else (said,)
