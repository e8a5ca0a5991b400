"""The letter to one person, in easy words: the home that is proposed, or what is missing. It speaks of nobody else."""

from collections.abc import Iterator

from housing_match.assess import Finding
from housing_match.criteria import POLICY, PREFER, Criterion, Unknown, Verdict
from housing_match.domain import Place, World
from housing_match.explain import Match, Reasons
from housing_match.explain.waiting import NO_CONSENT
from housing_match.places.authorities import authority_name
from housing_match.publish import easy_words
from housing_match.publish.answer import Answer, NothingKnown, Part
from housing_match.publish.letter_endings import ask_part, kept
from housing_match.publish.letter_needs import needs_part
from housing_match.publish.letter_waiting import not_looked_for_letter, waiting_letter
from housing_match.publish.person_answers import why_not_in_plan
from housing_match.publish.words import EASY, counted, day_words, pounds

MEASURED = frozenset(
    rule.name
    for rule in POLICY
    if isinstance(rule.criterion, Criterion)
    and any(fact.endswith(("_minutes", "_decile")) for fact in rule.criterion.reads_facts)
)
NEAR_ENOUGH = 50
"""A wish that is measured is said to be met from this score on; of 100. Any other only where it is met wholly."""
LATE = {
    "after_needed_by": "This is later than the date you need a home by.",
    "chain_after_band_a_window": "This is later than we want for you.",
    "closed_cycle": "You may have to stay somewhere else for a short time first.",
}


def letter(reasons: Reasons, resident_id: str) -> Answer:
    """What to tell the person: a sentence an idea, nothing internal, nothing about anybody else.

    Raises NothingKnown for an id that no table has, and for somebody who is not in the plan.
    """
    world = reasons.assessment.world
    if resident_id not in world.resident:
        raise NothingKnown(f"{resident_id} is no resident_id of these tables.")
    if resident_id in reasons.match_of:
        return _proposal(reasons, reasons.match_of[resident_id])
    if resident_id not in reasons.waiting_of:
        why = why_not_in_plan(reasons.assessment, world.resident[resident_id])
        raise NothingKnown(f"There is no letter to write: {resident_id} is not in this plan ({why}).")
    wait = reasons.waiting_of[resident_id]
    return (not_looked_for_letter if wait.kind == NO_CONSENT else waiting_letter)(reasons, wait)


def _proposal(reasons: Reasons, match: Match) -> Answer:
    assessment, who = reasons.assessment, match.move.resident_id
    world, resident = assessment.world, assessment.world.resident[who]
    place = assessment.places[assessment.column[match.move.bedspace_id]]
    unmet = tuple(_not_as_wished(match))
    parts = (
        needs_part(world, resident),
        Part(title="The home", sentences=tuple(_home(world, place, match))),
        Part(title="Why this home", sentences=tuple(_why(match))),
        *((Part(title="What is not as you wished", sentences=unmet),) if unmet else ()),
        Part(
            title="What is not agreed yet",
            sentences=tuple(easy_words.CHECK[one] for one in match.checks_before_offer)
            or ("We know of nothing that is still to be agreed.",),
        ),
        _next_part(place),
        Part(
            title="You can say no",
            sentences=(
                "You can say no to this home.",
                "You do not have to say why.",
                "If you say no, you lose nothing.",
                *kept(resident),
                "We go on looking for you.",
            ),
        ),
        ask_part(resident),
    )
    return Answer(
        about=who,
        headline="We propose a home for you",
        sentences=(
            f"This letter is for {who}.",
            "We found a home that may be right for you.",
            "Nothing is decided yet.",
            "Read this with somebody you trust.",
        ),
        parts=parts,
        notice=world.notice,
    )


def _home(world: World, place: Place, match: Match) -> Iterator[str]:
    """What the home is, in whose company as far as its rooms say, and from when."""
    yield f"The home is called {world.home[place.home_id].name}."
    yield f"It is {easy_words.HOME_TYPE[place.home_type]} in {place.postcode[:-3]}, {authority_name(place.borough)}."
    yield easy_words.SETTING[place.setting]
    if place.own_door:
        yield "You would have your own front door."
    elif place.other_bedspaces:
        yield f"Up to {counted(place.other_bedspaces, 'other person', 'other people')} can live there with you."
    else:
        yield "You would live there on your own."
    if place.floor is not None:
        lift = ", with a lift" if place.lift else ""
        yield f"It is on {'the ground floor' if place.floor == 0 else f'floor {place.floor}'}{lift}."
    yield from _rent(place)
    yield f"You could move in from {day_words(match.earliest_date)}, not before."
    yield from (LATE[flag] for flag in match.flags)


def _rent(place: Place) -> Iterator[str]:
    if place.weekly_rent is None:
        return
    yield f"The rent is {pounds(place.weekly_rent)} a week."
    if place.rent_unmet_weekly:
        yield f"Housing benefit may not pay {pounds(place.rent_unmet_weekly)} of it."


def _why(match: Match) -> Iterator[str]:
    """What the home does for the person, and how far away things are."""
    yield from (f"It {EASY[one.rule.name]}." for one in _told(match) if _is_good(one))
    if match.family_minutes is not None:
        yield f"Your family and friends are about {counted(match.family_minutes, 'minute')} away."
    if match.transport_minutes is not None:
        yield f"The nearest station or stop is about {counted(match.transport_minutes, 'minute')} away."
    if match.family_minutes is not None or match.transport_minutes is not None:
        yield "We worked these times out on a map. They may be longer."


def _not_as_wished(match: Match) -> Iterator[str]:
    for one in _told(match):
        if isinstance(one.outcome, Unknown):
            yield f"We do not know yet if it {EASY[one.rule.name]}."
        elif not _is_good(one):
            yield f"We also looked for a home that {EASY[one.rule.name]}. This one is less good for that."


def _told(match: Match) -> list[Finding]:
    """What a letter speaks of: each need, and each wish that the person gives any weight."""
    return [one for one in match.findings if EASY.get(one.rule.name) and (one.weight or one.rule.mode != PREFER)]


def _is_good(finding: Finding) -> bool:
    outcome = finding.outcome
    if outcome.verdict == Verdict.UNKNOWN:
        return False
    return outcome.verdict == Verdict.MET or (finding.rule.name in MEASURED and outcome.score >= NEAR_ENOUGH)


def _next_part(place: Place) -> Part:
    shared = not place.own_door and place.other_bedspaces
    return Part(
        title="What happens next",
        sentences=(
            "A group of people looks at this home. They are called a panel.",
            "You, or somebody who speaks for you, can tell them what you think.",
            "The panel decides if the home is offered to you.",
            "Before you decide, you can visit the home.",
            *(("You can meet the people who live there.",) if shared else ()),
        ),
    )
