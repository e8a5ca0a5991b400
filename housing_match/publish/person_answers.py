"""The words of `explain` about one person: why this home, why the wait, or why neither."""

from datetime import date

from housing_match.assess import Assessment, Finding, takes_part, wants_place
from housing_match.criteria import PREFER, half_up
from housing_match.criteria.comparing import code_words
from housing_match.criteria.transport import STEP_FREE_NEEDS
from housing_match.domain import Resident
from housing_match.explain import Match, Reasons, Waiting
from housing_match.explain.waiting import OUTCOMPETED
from housing_match.places.authorities import authority_name
from housing_match.publish.answer import Answer, Part
from housing_match.publish.answer_parts import chain_part, household_part
from housing_match.publish.barriers import UNLET, nearest_of
from housing_match.publish.words import (
    CHECK_TITLES,
    TITLE,
    VERDICT_WORDS,
    counted,
    day_words,
    does_without,
    home_words,
    mend_words,
    pounds,
    shortage_words,
    spelt_out,
)

KIND_WORDS = {
    "no_consent": "The person has not agreed that moves are looked at, so none was proposed.",
    "coupled": "A home suits this person, but not with the people who would live there (or its hours, or a quota).",
    "worth_a_call": "No home is known to suit, but one might: a question is open.",
    "no_suitable_home": "No home in this plan suits this person.",
}
RULES_NAMED = 3


def of_person(reasons: Reasons, resident: Resident) -> Answer:
    """Why the person is proposed a home, waits, or is not in the plan."""
    who = resident.resident_id
    if who in reasons.match_of:
        return _why_this_home(reasons, reasons.match_of[who])
    if who in reasons.waiting_of:
        return _why_waiting(reasons, reasons.waiting_of[who])
    assessment = reasons.assessment
    return Answer(
        about=who,
        headline=f"{who} is not in this plan: {why_not_in_plan(assessment, resident)}.",
        parts=(person_part(reasons, resident),),
        notice=assessment.world.notice,
    )


def why_not_in_plan(assessment: Assessment, resident: Resident) -> str:
    """Why somebody neither moves nor waits."""
    scenario = assessment.scenario
    if not takes_part(resident, assessment.world, scenario):
        return "left out by the scenario (its include or exclude)"
    if resident.needs_move and resident.needed_by is not None and not wants_place(resident, scenario):
        return f"needs a home by {day_words(resident.needed_by)}, after this plan's window"
    return "need not move and is not moved"


def person_part(reasons: Reasons, resident: Resident) -> Part:
    """Who the person is to this plan: band, wait and where they live today."""
    world = reasons.assessment.world
    lives = world.incumbent_of.get(resident.resident_id) or world.notice_place_of.get(resident.resident_id)
    today = code_words(resident.situation)
    if lives is not None:
        today += f": {lives}, {home_words(world, world.home_of(lives))}"
    reason = f", {code_words(resident.priority_reason)}" if resident.priority_reason else ""
    since = "not known" if resident.waiting_since is None else day_words(resident.waiting_since)
    needed = "now, or not dated" if resident.needed_by is None else day_words(resident.needed_by)
    return Part(
        title="The person",
        columns=("What", "Known"),
        rows=(
            ("Priority band", f"{resident.priority_band}{reason}"),
            ("Needs to move", "yes" if resident.needs_move else "no: would gain"),
            ("Waiting since", since),
            ("Home needed by", needed),
            ("Lives today", today),
            ("Responsible borough", authority_name(resident.borough)),
            ("Agrees that moves are looked at", code_words(resident.consent)),
        ),
    )


def _why_this_home(reasons: Reasons, match: Match) -> Answer:
    move, assessment = match.move, reasons.assessment
    world, change = assessment.world, match.weekly_cost_change
    sentences = [
        f"Step {move.step} of chain {move.chain_id}"
        + (f"; leaves {move.from_bedspace_id}." if move.from_bedspace_id else "."),
        f"Earliest date: {day_words(match.earliest_date)}, when every place of the chain up to this step is free.",
        f"Change in weekly public cost, void costs aside: {'not known' if change is None else pounds(change)}.",
    ]
    if move.from_bedspace_id:
        today = int(assessment.fit_today[assessment.row[move.resident_id]])
        sentences.append(f"Fit today: {today} of 1,000; at the new place {move.fit}.")
    checks = tuple(CHECK_TITLES[one] for one in match.checks_before_offer)
    return Answer(
        about=move.resident_id,
        headline=f"{move.resident_id} is proposed {move.bedspace_id} in {world.home[match.home_id].name}.",
        flags=_flags(assessment, match),
        sentences=tuple(sentences),
        columns=("What", "Wanted", "Offered", "Met, or points of 1,000", "Source"),
        rows=_lines(match),
        parts=(
            Part(title="Before an offer", sentences=checks or ("Nothing further to settle.",)),
            chain_part(reasons, match),
            _travel_part(reasons, match),
            household_part(reasons, match.home_id),
            person_part(reasons, world.resident[move.resident_id]),
        ),
        notice=world.notice,
    )


def _travel_part(reasons: Reasons, match: Match) -> Part:
    """Minutes to people, places and a station or stop, and how they were measured."""
    assessment = reasons.assessment
    resident = assessment.world.resident[match.move.resident_id]
    places = assessment.geography.facts(resident.resident_id, match.home_id, assessment.scenario).places_minutes
    step_free = resident.access_need in STEP_FREE_NEEDS
    station = "Nearest station with step-free access" if step_free else "Nearest station or stop"
    found = (
        ("Family and friends, on average", match.family_minutes, "none named"),
        (
            "Other places that matter, on average",
            None if places is None else half_up(places.numerator, places.denominator),
            "none named",
        ),
        (station, match.transport_minutes, "none known nearby"),
    )
    return Part(
        title="Travel from the new home",
        sentences=(f"How measured: {match.minutes_by}.",),
        columns=("To", "Minutes"),
        rows=tuple((to, silent if minutes is None else str(minutes)) for to, minutes, silent in found),
    )


def _flags(assessment: Assessment, match: Match) -> tuple[str, ...]:
    """What a panel should see first, a sentence each."""
    scenario, free = assessment.scenario, match.earliest_date
    needed_by = assessment.world.resident[match.move.resident_id].needed_by or scenario.window_end
    said = {
        "after_needed_by": f"The home is free {_weeks_after(free, max(needed_by, scenario.as_of))} the date it is "
        f"needed by ({day_words(needed_by)}).",
        "chain_after_band_a_window": f"The chain is late for this person: {_weeks_after(free, _end_of_a(assessment))} "
        f"the window of band A ({day_words(_end_of_a(assessment))}).",
        "closed_cycle": "The chain is a closed cycle: someone needs a short stay elsewhere first.",
    }
    return tuple(said[flag] for flag in match.flags)


def _end_of_a(assessment: Assessment) -> date:
    return assessment.scenario.window_end_band_a


def _weeks_after(day: date, limit: date) -> str:
    """How late a day is, in weeks begun."""
    return f"{counted(-(-(day - limit).days // 7), 'week')} after"


def _lines(match: Match) -> tuple[tuple[str, ...], ...]:
    """The needs, each met or not; then the wishes, most points first, and the fit that they add up to."""
    wishes = sorted((one for one in match.findings if one.rule.mode == PREFER), key=lambda one: -one.points)
    needs = [one for one in match.findings if one.rule.mode != PREFER]
    fit = (
        "Fit",
        "",
        "" if any(one.weight for one in wishes) else "by definition: no preference applies",
        str(match.move.fit),
        "",
    )
    return (*map(_line, needs), *map(_line, wishes), fit)


def _line(finding: Finding) -> tuple[str, ...]:
    criterion, outcome = finding.rule.criterion, finding.outcome
    points = VERDICT_WORDS[outcome.verdict]
    if finding.rule.mode == PREFER:
        points = str(finding.points) if finding.weight else "of no weight"
    return criterion.title, spelt_out(outcome.wanted), spelt_out(outcome.offered), points, criterion.source


def _why_waiting(reasons: Reasons, wait: Waiting) -> Answer:
    world = reasons.assessment.world
    headline = f"{wait.resident_id} waits ({code_words(wait.kind)})."
    free = f"{counted(wait.free_places, 'place is', 'places are')} free in time, or will be by the plan."
    suited = f"Homes suit this person; {does_without(proved=reasons.plan.proved)}."
    sentences = [suited if wait.kind == OUTCOMPETED else KIND_WORDS[wait.kind]]
    rows: tuple[tuple[str, ...], ...] = ()
    if wait.kind != "no_consent":
        sentences.append(free)
        rows = tuple(
            (home_words(world, home_id), _what_stands_in_the_way(reasons, wait.resident_id, home_id))
            for home_id in wait.nearest_homes
        )
    if wait.kind != "no_consent" and wait.blocked_by:
        rules = "; ".join(f"“{TITLE[rule]}” {places:,}" for rule, places in wait.blocked_by[:RULES_NAMED])
        of = "free places" if wait.free_places else "places"
        sentences.append(f"Rules that block most {of}: {rules}.")
    if wait.questions:
        sentences.append("To ask: " + " ".join(wait.questions))
    if (opened := reasons.mend_of(wait)) is not None:
        words = mend_words(opened)
        sentences.append(f"The fewest changes that would open a home: {words}{'' if words.endswith('?') else '.'}")
    if (short := reasons.shortage_of.get(wait.resident_id)) is not None:
        sentences.append(f"Stands in shortage {short.certificate_id}: {shortage_words(short)}")
    return Answer(
        about=wait.resident_id,
        headline=headline,
        sentences=tuple(sentences),
        columns=("Nearest homes", "What stands in the way") if rows else (),
        rows=rows,
        parts=(person_part(reasons, world.resident[wait.resident_id]),),
        notice=world.notice,
    )


def _what_stands_in_the_way(reasons: Reasons, who: str, home_id: str) -> str:
    """What keeps the person from the nearest place of one home, or who is proposed it."""
    rooms = [room.bedspace_id for room in reasons.assessment.world.bedspaces_of[home_id] if room.status not in UNLET]
    nearest, words = nearest_of(reasons, who, rooms)
    taker = reasons.taker_of.get(nearest)
    clear = f"every rule is met; proposed to {taker}" if taker else "every rule is met; the plan leaves it empty"
    return f"{nearest}: {'; '.join(words) or clear}"
