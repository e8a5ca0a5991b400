"""A plan made again after answers, in words: what the answers ask, who ends elsewhere and why, goal by goal."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict

from housing_match.criteria.comparing import code_words
from housing_match.domain import CHANGES, GOAL, Offer, Pair, World
from housing_match.explain import Answered, Difference
from housing_match.publish.answer import Answer, Part
from housing_match.publish.goal_words import difference_words
from housing_match.publish.words import counted, day_words

CONSEQUENCE_WORDS = {
    "none": "not this place again",
    "exclude_home": "nowhere in this home again",
    "exclude_area": "nowhere in this postcode district again",
    "pause_until": "no offers until {until}",
    "reassess": "no offers until reassessed",
}
NOTHING_LOST = "Nobody's band or waiting date changes by an answer."


def replan_answer(world: World, asked: Answered, changed: Difference) -> Answer:
    """What answers asked of a plan, and in what the plan made after them differs from the one before."""
    people, refused = len(changed.people), [one.offer for one in asked.barred]
    kept = len(asked.accepted) + len(asked.standing)
    return Answer(
        about="replan",
        headline=(
            f"Planned again: {counted(kept, 'offer')} kept, {len(refused):,} refused or withdrawn; "
            f"{counted(people, 'person ends', 'people end')} elsewhere than before."
        ),
        flags=tuple(_flags(asked)),
        sentences=(NOTHING_LOST,),
        columns=("Person", "Before", "After", "Why"),
        rows=tuple(
            (one.resident_id, one.before or "no move", one.after or "no move", _why(asked, one.resident_id))
            for one in changed.people
        ),
        parts=(_asked_part(asked, refused), _goal_part(changed)),
        notice=world.notice,
    )


def _flags(asked: Answered) -> Iterator[str]:
    for one in asked.released:
        yield (
            f"No plan can keep what is on offer to {one.resident_id} ({one.bedspace_id}) after these answers: talk to "
            "the person before anything else."
        )
    for left in asked.left_out:
        until = "reassessed" if left.until is None else day_words(left.until)
        yield f"{left.resident_id} is left out until {until}; band and waiting date stay as they are."


def _why(asked: Answered, resident_id: str) -> str:
    """What of the person's own answers moves them elsewhere; else that it follows from others'."""
    if any(one.resident_id == resident_id for one in asked.accepted):
        return "accepted it"
    if any(one.resident_id == resident_id for one in asked.left_out):
        return "asked for no offers now"
    if any(one.resident_id == resident_id for one in asked.released):
        return "what was on offer cannot be kept"
    own = [one.offer for one in asked.barred if one.offer.resident_id == resident_id]
    return "; ".join(map(_answer_words, own)) or "follows from the answers of others"


def _answer_words(offer: Offer) -> str:
    """An answer with its place and reason, such as "decline of H7-1 (area)"."""
    reason = f" ({code_words(offer.reason_code)})" if offer.reason_code else ""
    taken_back = "withdrawn: " if offer.answer == "withdrawn" else "declined "
    return f"{taken_back}{offer.bedspace_id}{reason}"


def _asked_part(asked: Answered, refused: Sequence[Offer]) -> Part:
    promised = (
        (asked.accepted, "accepted", "kept"),
        (asked.standing, "on offer or deferred", "kept"),
        (asked.released, "on offer or deferred", "cannot be kept"),
    )
    rows = [(one.resident_id, one.bedspace_id or "", said, then) for pairs, said, then in promised for one in pairs]
    rows += [
        (one.resident_id, one.bedspace_id, "withdrawn" if one.answer == "withdrawn" else "declined", _follows(one))
        for one in refused
    ]
    return Part(title="What the answers ask", columns=("Person", "Place", "Answer", "What follows"), rows=tuple(rows))


def _follows(offer: Offer) -> str:
    until = "" if offer.paused_until is None else day_words(offer.paused_until)
    return CONSEQUENCE_WORDS[offer.consequence or "none"].format(until=until)


def _goal_part(changed: Difference) -> Part:
    others = (one for one in changed.goals if one[0] != CHANGES.name)  # how many end elsewhere is said already
    said = tuple(difference_words((name, after - before) for name, before, after in others))
    return Part(title="Goals beside the plan before", sentences=said or ("The same on every goal.",))


def replan_record(asked: Answered, changed: Difference) -> dict[str, object]:
    """The same as plain values."""
    return {
        "accepted": _pairs(asked.accepted),
        "standing": _pairs(asked.standing),
        "released": _pairs(asked.released),
        "barred": [
            {
                "offer_id": one.offer.offer_id,
                "resident_id": one.offer.resident_id,
                "bedspace_ids": list(one.bedspace_ids),
            }
            for one in asked.barred
        ],
        "left_out": [{"resident_id": one.resident_id, "until": one.until} for one in asked.left_out],
        "people": [{**asdict(one), "why": _why(asked, one.resident_id)} for one in changed.people],
        "goals": [
            {"name": name, "title": GOAL[name].title, "before": before, "after": after}
            for name, before, after in changed.goals
        ],
    }


def _pairs(pairs: Sequence[Pair]) -> list[dict[str, str | None]]:
    return [{"resident_id": one.resident_id, "bedspace_id": one.bedspace_id} for one in pairs]
