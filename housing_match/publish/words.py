"""The plain words and figures that the summary and the answers share."""

import re
from collections.abc import Sequence

from housing_match.assess import Finding
from housing_match.criteria import POLICY, Verdict
from housing_match.places.authorities import authority_name

TITLE = {rule.name: rule.criterion.title for rule in POLICY}
KIND_TITLES = {
    "no_consent": "not agreed that moves are looked at",
    "coupled": "a home suits, but not with the people who would live there (or its hours)",
    "outcompeted": "a home suits; the plan comes out better without this move",
    "worth_a_call": "a home may suit: a question is open",
    "no_suitable_home": "no home in this plan suits",
}
VERDICT_WORDS = {Verdict.MET: "met", Verdict.UNMET: "not met", Verdict.UNKNOWN: "not known"}
GSS_CODE = re.compile(r"\b[EW][0-9]{8}\b")


def counted(count: int, noun: str, nouns: str = "") -> str:
    """A number with its noun, such as "1 chain" or "2 people"; `nouns` is the plural where an s does not make it."""
    return f"{count:,} {noun if count == 1 else nouns or noun + 's'}"


def pounds(amount: int) -> str:
    """Whole pounds with a sign only where there is less than nothing."""
    return f"£{amount:,}" if amount >= 0 else f"−£{-amount:,}"


def void_cost(pounds_a_week: int | None) -> str:
    """What a void costs, such as "£610 a week"."""
    return "cost not known" if pounds_a_week is None else f"{pounds(pounds_a_week)} a week"


def with_boroughs(text: str) -> str:
    """Boroughs by name instead of by code."""
    return GSS_CODE.sub(lambda code: authority_name(code.group()), text)


def not_met(finding: Finding) -> str:
    """A rule that stands in the way, with what is wanted and what is offered."""
    outcome = finding.outcome
    assert outcome is not None  # a finding is made only where the rule applies
    title = f"{VERDICT_WORDS[outcome.verdict]}: {finding.rule.criterion.title}"
    return with_boroughs(f"{title} (wanted: {outcome.wanted}; offered: {outcome.offered})")


def suits(verb: str, people_who_fit: int, stopped_by: Sequence[tuple[str, int]]) -> str:
    """How many people a place left empty suits, which rules about several people stop how many, and what of the rest.

    One person may be stopped by more than one rule, so that the rest is known to be somebody only where all who are
    stopped are fewer.
    """
    people = counted(people_who_fit, "person", "people")
    stops = [f"“{title}” stops {stopped:,}" for title, stopped in stopped_by]
    if sum(stopped for _, stopped in stopped_by) < people_who_fit:
        stops.append(f"{'otherwise ' if stops else ''}the plan, goal by goal, comes out better without the move")
    return f"{verb} {people} by every rule about one person; {'; '.join(stops)}."
