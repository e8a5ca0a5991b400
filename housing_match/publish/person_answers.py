"""The words of `explain` about one person: why this home, why the wait, or why neither."""

from datetime import date

from housing_match.assess import Assessment, Finding, takes_part, wants_place
from housing_match.criteria import Verdict
from housing_match.domain import Plan, Resident
from housing_match.explain import Match, Waiting, matches, waiting
from housing_match.publish.answer import Answer
from housing_match.publish.words import TITLE, VERDICT_WORDS, counted, not_met, pounds, with_boroughs
from housing_match.solve import breaches_in

KIND_WORDS = {
    "no_consent": "The person has not agreed that moves are looked at, so none was proposed.",
    "coupled": "A home suits this person, but not with the people who would live there (or its hours).",
    "outcompeted": "Homes suit this person; the plan, goal by goal, comes out better with others in them, or without "
    "this move.",
    "worth_a_call": "No home is known to suit, but one might: a question is open.",
    "no_suitable_home": "No home in this plan suits this person.",
}
RULES_NAMED = 3


def of_person(assessment: Assessment, plan: Plan, resident: Resident) -> Answer:
    """Why the person is proposed a home, waits, or is not in the plan."""
    who = resident.resident_id
    match = next((one for one in matches(assessment, plan) if one.move.resident_id == who), None)
    if match is not None:
        return _why_this_home(assessment, match)
    wait = next((one for one in waiting(assessment, plan) if one.resident_id == who), None)
    if wait is not None:
        return _why_waiting(assessment, plan, wait)
    why = _why_not_in_plan(assessment, resident)
    return Answer(about=who, headline=f"{who} is not in this plan: {why}.", notice=assessment.world.notice)


def _why_not_in_plan(assessment: Assessment, resident: Resident) -> str:
    scenario = assessment.scenario
    if not takes_part(resident, assessment.world, scenario):
        return "left out by the scenario (its include or exclude)"
    if resident.needs_move and not wants_place(resident, scenario):
        return f"needs a home by {resident.needed_by}, after this plan's window"
    return "need not move and is not moved"


def _why_this_home(assessment: Assessment, match: Match) -> Answer:
    move, world = match.move, assessment.world
    change = match.weekly_cost_change
    checks = ", ".join(one.replace("_", " ") for one in match.checks_before_offer)
    sentences = [
        f"Step {move.step} of chain {move.chain_id}"
        + (f"; leaves {move.from_bedspace_id}." if move.from_bedspace_id else "."),
        f"Earliest date: {match.earliest_date}, when every place of the chain up to this step is free.",
        *_flags(assessment, match),
        f"Change in weekly public cost, void costs aside: {'not known' if change is None else pounds(change)}.",
        f"Before an offer: {checks or 'nothing further'}.",
        f"Minutes are measured so: {match.minutes_by}.",
    ]
    lines = sorted((one for one in match.findings if one.weight), key=lambda one: -one.points)
    needs = [one for one in match.findings if not one.weight]
    fit = ("Fit", "", "" if lines else "by definition: no preference applies", str(move.fit), "")
    return Answer(
        about=move.resident_id,
        headline=f"{move.resident_id} is proposed {move.bedspace_id} in {world.home[match.home_id].name}.",
        sentences=tuple(sentences),
        columns=("What", "Wanted", "Offered", "Points of 1,000", "Source"),
        rows=(*map(_line, lines), fit, *map(_line, needs)),
        notice=world.notice,
    )


def _flags(assessment: Assessment, match: Match) -> list[str]:
    """What a panel should see first, a sentence each."""
    scenario = assessment.scenario
    needed_by = assessment.world.resident[match.move.resident_id].needed_by or scenario.window_end
    said = {
        "after_needed_by": f"That is {_weeks_after(match.earliest_date, max(needed_by, scenario.as_of))} the date the "
        f"home is needed by ({needed_by}).",
        "chain_after_band_a_window": "That is "
        f"{_weeks_after(match.earliest_date, scenario.window_end_band_a)} the window of band A "
        f"({scenario.window_end_band_a}): the chain is late for this person.",
        "closed_cycle": "The chain is a closed cycle: someone needs a short stay elsewhere first.",
    }
    return [said[flag] for flag in match.flags]


def _weeks_after(day: date, limit: date) -> str:
    """How late a day is, in weeks begun."""
    return f"{counted(-(-(day - limit).days // 7), 'week')} after"


def _line(finding: Finding) -> tuple[str, ...]:
    criterion, outcome = finding.rule.criterion, finding.outcome
    assert outcome is not None  # a finding is made only where the rule applies
    points = str(finding.points) if finding.weight else outcome.verdict.value
    return criterion.title, with_boroughs(outcome.wanted), with_boroughs(outcome.offered), points, criterion.source


def _why_waiting(assessment: Assessment, plan: Plan, wait: Waiting) -> Answer:
    headline = f"{wait.resident_id} waits ({wait.kind.replace('_', ' ')})."
    free = f"{counted(wait.free_places, 'place is', 'places are')} free in time, or will be by the plan."
    sentences = [KIND_WORDS[wait.kind]]
    rows: tuple[tuple[str, ...], ...] = ()
    if wait.kind != "no_consent":
        sentences.append(free)
        rows = tuple(
            (home_id, _what_stands_in_the_way(assessment, plan, wait.resident_id, home_id))
            for home_id in wait.nearest_homes
        )
    if wait.kind != "no_consent" and wait.blocked_by:
        rules = "; ".join(f"“{TITLE[rule]}” {places:,}" for rule, places in wait.blocked_by[:RULES_NAMED])
        of = "free places" if wait.free_places else "places"
        sentences.append(f"Rules that block most {of}: {rules}.")
    if wait.questions:
        sentences.append("To ask: " + " ".join(wait.questions))
    return Answer(
        about=wait.resident_id,
        headline=headline,
        sentences=tuple(sentences),
        columns=("Nearest homes", "What stands in the way") if rows else (),
        rows=rows,
        notice=assessment.world.notice,
    )


def _what_stands_in_the_way(assessment: Assessment, plan: Plan, who: str, home_id: str) -> str:
    """What keeps the person from the nearest place of one home, or who is proposed it."""
    rooms = [room for room in assessment.world.bedspaces_of[home_id] if room.status not in ("held", "closed")]
    row = assessment.row[who]
    ranked = []
    for room in rooms:
        barriers = _barriers(assessment, plan, who, room.bedspace_id)
        unmet = sum(verdict != Verdict.UNKNOWN for verdict, _ in barriers)
        fit = int(assessment.fit[row, assessment.column[room.bedspace_id]])
        ranked.append((unmet, len(barriers) - unmet, -fit, room.bedspace_id, [words for _, words in barriers]))
    *_, nearest, words = min(ranked)
    taker = next((one for one, room in plan.bedspace_of.items() if room == nearest), None)
    clear = f"every rule is met; proposed to {taker}" if taker else "every rule is met; the plan leaves it empty"
    return f"{nearest}: {'; '.join(words) or clear}"


def _barriers(assessment: Assessment, plan: Plan, who: str, bedspace_id: str) -> list[tuple[Verdict, str]]:
    """Each rule that keeps the person from a place, all else being as planned; rules about several people last."""
    room = assessment.world.bedspace[bedspace_id]
    stays = room.status == "occupied" and room.occupant_id not in plan.bedspace_of
    found = []
    if not assessment.open_pairs[assessment.row[who], assessment.column[bedspace_id]]:
        found.append((Verdict.UNMET, "the person's own home, or a pair that the scenario keeps apart"))
    if stays:
        found.append((Verdict.UNMET, "somebody lives there and stays"))
    for finding in assessment.findings(who, bedspace_id):
        if finding.blocks and finding.outcome is not None and not (stays and finding.rule.name == "available"):
            found.append((finding.outcome.verdict, not_met(finding)))
    if any(verdict != Verdict.UNKNOWN for verdict, _ in found):
        return found
    others = {one: taken for one, taken in plan.bedspace_of.items() if taken != bedspace_id}
    breaches = breaches_in(assessment, {**others, who: bedspace_id}, room.home_id)
    return found + [(one.verdict, f"{VERDICT_WORDS[one.verdict]}: {TITLE[one.rule]} ({one.what})") for one in breaches]
