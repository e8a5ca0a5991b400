"""The letter to somebody who waits: what is missing and what would help, from rules about the person alone."""

from collections.abc import Iterator

from housing_match.explain import Change, Mend, Reasons, Waiting, mend
from housing_match.publish.answer import Answer, Part
from housing_match.publish.letter_endings import ask_part, kept
from housing_match.publish.letter_needs import needs_part
from housing_match.publish.words import EASY, counted, day_words

HARDEST = 3
"""Things hard to find that a letter names."""
PLANNED = ("We tell those who plan new homes what you need.",)
SUITED = (
    "There are homes that suit you.",
    "None of them can be offered to you now.",
    "Each home can go to one person only.",
    "It must also be right for everybody who lives there.",
    "It is not because of anything you did.",
)
MORE_HOMES = ("More homes like these would help.", *PLANNED)


def waiting_letter(reasons: Reasons, wait: Waiting) -> Answer:
    """What is missing and what would help. Other people's needs, risks and moves are not looked at for it."""
    world = reasons.assessment.world
    resident = world.resident[wait.resident_id]
    row = reasons.assessment.row[wait.resident_id]
    suits = bool((reasons.assessment.pairs.row == row).any())
    opened = None if suits else mend(reasons.assessment, reasons.plan, wait.resident_id, with_others=False)
    only_to_ask = opened is not None and all(change.kind == "call" for change in opened.changes)
    return Answer(
        about=wait.resident_id,
        headline="We are still looking for a home for you",
        sentences=(
            f"This letter is for {wait.resident_id}.",
            "We looked for a home for you.",
            "We cannot propose one to you yet.",
            "Read this with somebody you trust.",
        ),
        parts=(
            needs_part(world, resident),
            Part(
                title="Why there is no home yet",
                sentences=SUITED if suits else tuple(_missing(wait, only_to_ask=only_to_ask)),
            ),
            Part(title="What would help", sentences=MORE_HOMES if suits else tuple(_help(opened))),
            Part(
                title="What happens next",
                sentences=(
                    "We look again each time that homes become free.",
                    "Tell us if anything changes for you.",
                    *kept(resident),
                ),
            ),
            ask_part(resident),
        ),
        notice=world.notice,
    )


def _missing(wait: Waiting, *, only_to_ask: bool) -> Iterator[str]:
    """How many of the places free in time have what is hardest to find; whether only questions stand in the way."""
    if not wait.free_places:
        yield "No home is free in time for you."
        return
    yield f"We looked at {counted(wait.free_places, 'place')} free now or soon."
    yield "We do not know yet if any of them suits you." if only_to_ask else "None of them suits you."
    hardest = [(rule, places) for rule, places in wait.blocked_by if EASY.get(rule)]
    for rule, places in hardest[:HARDEST]:
        right = wait.free_places - places
        have = f"{counted(right, 'place is', 'places are')}" if right else "no place is"
        yield f"We looked for a home that {EASY[rule]}. As far as we know, {have} right in this."


def _help(opened: Mend | None) -> Iterator[str]:
    """The fewest changes that would open a home; no home is named."""
    said = [] if opened is None else [words for change in opened.changes for words in _change_words(change)]
    yield from dict.fromkeys(said or ("More homes must be found or built that suit you.", *PLANNED))


def _change_words(change: Change) -> Iterator[str]:
    if change.free_from is not None:
        yield f"A home may be free from {day_words(change.free_from)}."
    elif change.kind == "call":
        if change.about_home:
            yield "We must ask about a home that may suit you."
        else:
            yield from (f"We must ask you more. We want a home that {EASY[rule]}." for rule in change.rules)
    else:
        for rule in change.rules:
            if change.kind == "set_aside":
                yield f"We looked only for a home that {EASY[rule]}."
                yield "Tell us if this is not what you want. You do not have to."
            else:
                yield f"A home may suit you once it {EASY[rule]}."


def not_looked_for_letter(reasons: Reasons, wait: Waiting) -> Answer:
    """To somebody who did not agree that moves are looked at, or was not asked."""
    world = reasons.assessment.world
    resident = world.resident[wait.resident_id]
    refused = resident.consent == "no"
    return Answer(
        about=wait.resident_id,
        headline="We have not looked for a home for you",
        sentences=(
            f"This letter is for {wait.resident_id}.",
            "You told us that you do not want to look at moves." if refused else "We have not asked you about a move.",
            "We look for a home only if you agree.",
        ),
        parts=(
            Part(
                title="What happens next",
                sentences=(
                    "You can tell us at any time that you agree." if refused else "Somebody will ask you.",
                    "You can change your mind later.",
                    *kept(resident),
                ),
            ),
            ask_part(resident),
        ),
        notice=world.notice,
    )
