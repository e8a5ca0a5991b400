"""The plain words that the summary, the answers and the pages share."""

import re
from collections.abc import Iterable, Sequence
from datetime import date

from housing_match.assess import Finding
from housing_match.criteria import POLICY, Breach, Criterion, PlanRule, Verdict
from housing_match.criteria.comparing import code_words
from housing_match.domain import Adaptation, World
from housing_match.explain import Change, Mend, Opening, Shortage
from housing_match.places.authorities import authority_name
from housing_match.planning.works import DFG_LIMIT_POUNDS

TITLE = {rule.name: rule.criterion.title for rule in POLICY} | {"nominations": "The scenario's quotas of nominations"}
REMEDY = {rule.name: rule.criterion.remedy for rule in POLICY}
SOFTENED_BY = {rule.name: rule.criterion.softened_by for rule in POLICY if isinstance(rule.criterion, Criterion)}
EASY = {rule.name: rule.criterion.easy for rule in POLICY if isinstance(rule.criterion, Criterion)}
"""What a home does that meets a rule about one person, in easy words; empty where letters do not speak of it."""
KIND_TITLES = {
    "no_consent": "not agreed that moves are looked at",
    "coupled": "a home suits, but not with the people who would live there (or its hours, or a quota)",
    "outcompeted": "a home suits; the plan does without this move",
    "worth_a_call": "a home may suit: a question is open",
    "no_suitable_home": "no home in this plan suits",
}
LABEL_TITLES = {
    "matched": "filled by the plan",
    "contested": "suits somebody; the plan leaves it empty",
    "adaptable": "suits nobody as it is; a listed work would open it",
    "no_one_fits": "suits nobody who waits",
}
FLAG_TITLES = {
    "after_needed_by": "after the date needed",
    "chain_after_band_a_window": "late for band A",
    "closed_cycle": "closed cycle: a short stay elsewhere first",
}
CHECK_TITLES = {
    "ask_first": "Ask the person first: nobody has asked yet whether they would look at moves.",
    "capacity_and_deprivation_of_liberty": "Capacity and deprivation of liberty: a best-interests decision on this "
    "home.",
    "occupational_therapist": "An occupational therapist holds the home against the person's needs.",
    "provider": "The provider agrees that its team can support the person there.",
    "landlord": "The landlord agrees to the letting.",
    "rent": "The rent is settled: it is not known, or housing benefit does not meet all of it.",
    "funder": "Those who would pay a share agree, the NHS among them.",
}
IT_PROPOSES = "Housing Match proposes; a panel decides; everyone may refuse."
INTERNAL_ONLY = (
    "OFFICIAL-SENSITIVE. These files name people by pseudonym and show where they live. They are internal: not for "
    "publication."
)
OF_TWO = frozenset(
    rule.name
    for rule in POLICY
    if isinstance(rule.criterion, PlanRule) and type(rule.criterion).clash is not PlanRule.clash
)
"""The rules about two people who may not share space, or must."""
VERDICT_WORDS = {Verdict.MET: "met", Verdict.UNMET: "not met", Verdict.UNKNOWN: "not known"}
GSS_CODE = re.compile(r"\b[EW][0-9]{8}\b")
ISO_DATE = re.compile(r"\b[0-9]{4}-[0-9]{2}-[0-9]{2}\b")


def counted(count: int, noun: str, nouns: str = "") -> str:
    """A number with its noun, such as "1 chain" or "2 people"; `nouns` is the plural where an s does not make it."""
    return f"{count:,} {noun if count == 1 else nouns or noun + 's'}"


def signed(amount: int) -> str:
    """A whole number, with a true minus sign."""
    return f"{amount:,}".replace("-", "−")


def pounds(amount: int) -> str:
    """Whole pounds with a sign only where there is less than nothing."""
    return f"£{amount:,}" if amount >= 0 else f"−£{-amount:,}"


def capital(text: str) -> str:
    """A text that starts with a capital."""
    return text[:1].upper() + text[1:]


def void_cost(pounds_a_week: int | None) -> str:
    """What a void costs, such as "£610 a week"."""
    return "cost not known" if pounds_a_week is None else f"{pounds(pounds_a_week)} a week"


def day_words(day: date) -> str:
    """A date such as "6 April 2026"."""
    return f"{day.day} {day:%B %Y}"


def spelt_out(text: str) -> str:
    """Boroughs by name instead of by code, and dates as they are spoken."""
    named = GSS_CODE.sub(lambda code: authority_name(code.group()), text)
    return ISO_DATE.sub(lambda found: day_words(date.fromisoformat(found.group())), named)


def list_words(codes: Iterable[str] | None) -> str:
    """Codes as words, in a stable order; "none" for no code, "not known" where there is no list."""
    return "not known" if codes is None else ", ".join(code_words(code) for code in sorted(codes)) or "none"


def home_words(world: World, home_id: str) -> str:
    """A home by its name with its id, such as "Elm House (H7)"."""
    return f"{world.home[home_id].name} ({home_id})"


def not_met(finding: Finding) -> str:
    """A rule that stands in the way, with what is wanted and what is offered."""
    outcome = finding.outcome
    title = f"{VERDICT_WORDS[outcome.verdict]}: {finding.rule.criterion.title}"
    return spelt_out(f"{title} (wanted: {outcome.wanted}; offered: {outcome.offered})")


def breach_words(breach: Breach) -> str:
    """A rule about several people that stands in the way, with what breaks it, and of two people which two."""
    pair = f": {' and '.join(breach.resident_ids)}" if breach.rule in OF_TWO and breach.resident_ids else ""
    return f"{VERDICT_WORDS[breach.verdict]}: {TITLE[breach.rule]} ({breach.what}{pair})"


def shortage_words(shortage: Shortage) -> str:
    """Who is short of what, such as "3 people, and 2 places that any of them could use: 1 too few. …"."""
    people = counted(len(shortage.resident_ids), "person", "people")
    places = counted(len(shortage.bedspace_ids), "place")
    could = "this person could use" if len(shortage.resident_ids) == 1 else "any of them could use"
    said = (
        f"{people}, and {places if shortage.bedspace_ids else 'no place'} that {could}: {shortage.short_by:,} too few."
    )
    needs = [f"“{TITLE[rule]}” (wanted: {'; or '.join(wants)})" for rule, wants in shortage.needs]
    one_of = "this stands" if len(needs) == 1 else "one of these stands"
    elsewhere = "Everywhere else that is free in time and open to their borough"
    return spelt_out(f"{said} {elsewhere}, {one_of} in the way: {'; '.join(needs)}." if needs else said)


def mend_words(mend: Mend) -> str:
    """What would open which place, such as "H7-2: fit the missing equipment; wait until 3 May 2027"."""
    return f"{mend.bedspace_id}: {'; '.join(map(_change_words, mend.changes))}"


def _change_words(change: Change) -> str:
    if change.kind == "call":
        return f"ask {'about the home' if change.about_home else 'about the person'}: {change.question}"
    if change.work is not None:
        return f"do the work that is listed, {work_words(change.work)}"
    if change.free_from is not None:
        return f"wait until {day_words(change.free_from)}"
    if change.kind == "remedy":
        remedy = REMEDY[change.rules[0]]
        why = change.in_the_way or f"wanted: {change.wanted}; offered: {change.offered}"
        return spelt_out(f"{remedy[0].lower()}{remedy[1:]} ({why})")
    aside = f"set “{TITLE[change.rules[0]]}” aside (wanted: {change.wanted}; offered: {change.offered})"
    return spelt_out(f"{aside}; to be agreed by {SOFTENED_BY[change.rules[0]]}")


def work_words(work: Adaptation) -> str:
    """A work with its cost, its weeks and what a grant may pay, such as "wet room (£9,500, 5 weeks)"."""
    return f"{work.work} ({pounds(work.capital_cost)}, {counted(work.weeks, 'week')}{_grant_words(work)})"


def _grant_words(work: Adaptation) -> str:
    if not work.dfg_eligible:
        return ""
    part = f" {pounds(DFG_LIMIT_POUNDS)} of it" if work.capital_cost > DFG_LIMIT_POUNDS else ""
    return f"; a Disabled Facilities Grant may pay{part}"


def opening_words(opening: Opening) -> str:
    """What a listed work would do, such as "wet room (£9,500, 5 weeks) would open it to 2 people (R1, R2)."."""
    people = counted(len(opening.resident_ids), "person", "people")
    return f"{work_words(opening.work)} would open it to {people} ({', '.join(opening.resident_ids)})."


def does_without(*, proved: bool) -> str:
    """Why a move that every rule allows is not made; of a plan that is `proved`, ties are settled by the lottery."""
    if proved:
        return "no plan with this move comes out better, goal by goal"
    return "this plan does without the move, and is not proved the best"


def suits(verb: str, people_who_fit: int, stopped_by: Sequence[tuple[str, int]], *, proved: bool) -> str:
    """How many people a place left empty suits, which rules about several people stop how many, and what of the rest.

    One person may be stopped by more than one rule, so that the rest is known to be somebody only where all who are
    stopped are fewer.
    """
    people = counted(people_who_fit, "person", "people")
    stops = [f"“{title}” stops {stopped:,}" for title, stopped in stopped_by]
    if sum(stopped for _, stopped in stopped_by) < people_who_fit:
        stops.append(f"{'otherwise ' if stops else ''}{does_without(proved=proved)}")
    return f"{verb} {people} by every rule about one person; {'; '.join(stops)}."
