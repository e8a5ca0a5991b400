"""The words of `explain`: what the records say about one person, one bedspace or one home."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from housing_match.assess import Assessment, Finding, wants_place
from housing_match.criteria import POLICY, Verdict
from housing_match.domain import Plan, Resident
from housing_match.explain import Match, Void, Waiting, matches, shared_homes, voids, waiting
from housing_match.places.authorities import authority_name
from housing_match.solve import plan_of
from housing_match.verify import PlanUnreadable

TITLE = {rule.name: rule.criterion.title for rule in POLICY}
GSS_CODE = re.compile(r"\b[EW][0-9]{8}\b")
KIND_TITLES = {
    "no_consent": "have not agreed that moves are looked at",
    "coupled": "could have a home alone, but a rule about housemates breaks in each",
    "outcompeted": "have a home that suits, which somebody else needed more",
    "worth_a_call": "may have a home that suits: a question is open",
    "no_suitable_home": "have no home that suits in this plan",
}
KIND_WORDS = {
    "no_consent": "The person has not agreed that moves are looked at, so none was proposed.",
    "coupled": "Homes suit this person alone, but in each one a rule about those who would live together breaks.",
    "outcompeted": "Homes suit this person, and other people needed them more under the goals in their order.",
    "worth_a_call": "No home is known to suit, but one might: a question is open.",
    "no_suitable_home": "No home in this plan suits this person.",
}
LABEL_WORDS = {
    "matched": "The plan fills it.",
    "contested": "It suits somebody, and the plan leaves it empty: that person does better for the plan elsewhere.",
    "no_one_fits": "It suits nobody who waits.",
}


class NothingKnown(ValueError):
    """An id that no table has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One answer: a headline, sentences, and a table where there are lines to add up."""

    about: str
    headline: str
    sentences: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    notice: str = ""


def answer(assessment: Assessment, bedspace_of: Mapping[str, str], about: str) -> Answer:
    """Why, about one resident_id, bedspace_id or home_id.

    Raises NothingKnown for an id that no table has, PlanUnreadable for a plan that names such an id.
    """
    world = assessment.world
    strange = sorted((bedspace_of.keys() - world.resident.keys()) | (set(bedspace_of.values()) - world.bedspace.keys()))
    if strange:
        raise PlanUnreadable(f"The plan names {strange[0]}, which no table has. Give the tables it was made from.")
    plan = plan_of(assessment, bedspace_of)
    if about in world.resident:
        return _of_person(assessment, plan, world.resident[about])
    if about in world.bedspace:
        return _of_bedspace(assessment, plan, about)
    if about in world.home:
        return _of_home(assessment, plan, about)
    raise NothingKnown(f"{about} is no resident_id, bedspace_id or home_id of these tables.")


def _of_person(assessment: Assessment, plan: Plan, resident: Resident) -> Answer:
    who, notice = resident.resident_id, assessment.world.notice
    for match in matches(assessment, plan):
        if match.move.resident_id == who:
            return _why_this_home(assessment, match)
    for wait in waiting(assessment, plan):
        if wait.resident_id == who:
            return _why_waiting(assessment, wait)
    later = resident.needs_move and not wants_place(resident, assessment.scenario)
    why = (
        f"needs a home by {resident.needed_by}, after this plan's window" if later else "need not move and is not moved"
    )
    return Answer(about=who, headline=f"{who} is not in this plan: {why}.", notice=notice)


def _why_this_home(assessment: Assessment, match: Match) -> Answer:
    move, world = match.move, assessment.world
    change = match.weekly_cost_change
    checks = ", ".join(one.replace("_", " ") for one in match.checks_before_offer)
    sentences = [
        f"Step {move.step} of chain {move.chain_id}"
        + (f"; leaves {move.from_bedspace_id}." if move.from_bedspace_id else "."),
        f"Change in weekly public cost, void costs aside: {'not known' if change is None else pounds(change)}.",
        f"Before an offer: {checks or 'nothing further'}.",
        f"Minutes are measured so: {match.minutes_by}.",
    ]
    lines = sorted((one for one in match.findings if one.weight), key=lambda one: -one.points)
    needs = [one for one in match.findings if not one.weight]
    rows = [*map(_line, lines), ("Fit", "", "", str(sum(one.points for one in lines)), ""), *map(_line, needs)]
    return Answer(
        about=move.resident_id,
        headline=f"{move.resident_id} is proposed {move.bedspace_id} in {world.home[match.home_id].name}.",
        sentences=tuple(sentences),
        columns=("What", "Wanted", "Offered", "Points of 1,000", "Source"),
        rows=tuple(rows),
        notice=world.notice,
    )


def _line(finding: Finding) -> tuple[str, ...]:
    criterion, outcome = finding.rule.criterion, finding.outcome
    assert outcome is not None  # a finding is made only where the rule applies
    if finding.weight:
        points = str(finding.points)
    else:
        points = "met" if outcome.verdict == Verdict.MET else outcome.verdict.value
    return criterion.title, _named(outcome.wanted), _named(outcome.offered), points, criterion.source


def _named(text: str) -> str:
    """Boroughs by name instead of by code."""
    return GSS_CODE.sub(lambda code: authority_name(code.group()), text)


def pounds(amount: int) -> str:
    """Whole pounds with a sign only where there is less than nothing."""
    return f"£{amount:,}" if amount >= 0 else f"−£{-amount:,}"


def _why_waiting(assessment: Assessment, wait: Waiting) -> Answer:
    sentences = [KIND_WORDS[wait.kind], f"{wait.free_places} places are free in time, or become so by the plan."]
    if wait.questions:
        sentences.append("To ask: " + " ".join(wait.questions))
    if wait.nearest_homes:
        sentences.append(f"Nearest homes: {', '.join(wait.nearest_homes)}.")
    return Answer(
        about=wait.resident_id,
        headline=f"{wait.resident_id} waits ({wait.kind.replace('_', ' ')}).",
        sentences=tuple(sentences),
        columns=("Rule that blocks", "Free places it blocks" if wait.free_places else "Places it blocks"),
        rows=tuple((TITLE[rule], str(count)) for rule, count in wait.blocked_by),
        notice=assessment.world.notice,
    )


def _of_bedspace(assessment: Assessment, plan: Plan, bedspace_id: str) -> Answer:
    world = assessment.world
    room = world.bedspace[bedspace_id]
    for void in voids(assessment, plan):
        if void.bedspace_id == bedspace_id:
            return _why_void(assessment, void)
    taker = next((who for who, where in plan.bedspace_of.items() if where == bedspace_id), None)
    leaver = room.occupant_id if room.occupant_id in plan.bedspace_of else None
    sentences = [f"{leaver} leaves it."] if leaver else []
    sentences.append(f"{taker} is proposed it." if taker else "Nobody is proposed it.")
    return Answer(
        about=bedspace_id,
        headline=f"{bedspace_id} in {world.home[room.home_id].name} is no void today: {room.status.replace('_', ' ')}.",
        sentences=tuple(sentences),
        notice=world.notice,
    )


def _why_void(assessment: Assessment, void: Void) -> Answer:
    weeks = "since a date not known" if void.weeks_empty is None else f"for {void.weeks_empty} weeks"
    cost = "a cost not known" if void.weekly_void_cost is None else f"£{void.weekly_void_cost:,} a week"
    rows = [
        (near.resident_id, "; ".join(TITLE[rule] for rule in near.blocking_rules) or "nothing: every rule is met")
        for near in void.nearest_people
    ]
    return Answer(
        about=void.bedspace_id,
        headline=f"{void.bedspace_id} is empty {weeks}, at {cost}: {void.label.replace('_', ' ')}.",
        sentences=(LABEL_WORDS[void.label],),
        columns=("Nearest people", "What stands in the way"),
        rows=tuple(rows),
        notice=assessment.world.notice,
    )


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
            sentences.append(f"To look at: {', '.join(flag.replace('_', ' ') for flag in home.flags)}.")
    return Answer(
        about=home_id,
        headline=f"{world.home[home_id].name} ({home_id}).",
        sentences=tuple(sentences),
        notice=world.notice,
    )
