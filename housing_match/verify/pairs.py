"""The one-person rules, put to every pair of the plan."""

from collections.abc import Iterator
from dataclasses import replace

from housing_match.criteria import MUST, Comparison, Criterion, Rule, Unknown, Verdict
from housing_match.verify.after import After
from housing_match.verify.problem import Problem


def scenario_problems(after: After) -> Iterator[Problem]:
    """Rules that "can never be softened", and others in a mode they may not have."""
    for rule in after.rules:
        if rule.mode not in rule.criterion.modes:
            what = f"the scenario sets {rule.name} to {rule.mode}, which this rule may never be"
            yield Problem(rule="scenario", resident_ids=(), bedspace_ids=(), what=what)


def pair_problems(after: After) -> Iterator[Problem]:
    """Every one-person rule in force that a person moved and their new place do not meet, or are not known to."""
    for resident, place in after.movers:
        who = resident.resident_id
        facts = replace(
            after.facts(who, place.bedspace_id),
            fit_here=after.fit_here[who],
            fit_today=after.fit_today.get(who),
        )
        for rule in after.rules:
            if not isinstance(rule.criterion, Criterion):
                continue
            outcome = rule.criterion.compare(resident, place, facts)
            if outcome is not None and _blocks(rule, outcome):
                yield Problem(
                    rule=rule.name,
                    resident_ids=(who,),
                    bedspace_ids=(place.bedspace_id,),
                    what=_what(rule.criterion, outcome),
                )


def _blocks(rule: Rule, outcome: Comparison | Unknown) -> bool:
    """Anything but met, where the rule is a must or this part of it holds in every scenario."""
    if outcome.verdict == Verdict.MET:
        return False
    return rule.mode == MUST or outcome.binding


def _what(criterion: Criterion, outcome: Comparison | Unknown) -> str:
    if isinstance(outcome, Unknown):
        return f"{criterion.title}: not known. {outcome.question}"
    return f"{criterion.title}: wanted {outcome.wanted}, offered {outcome.offered}"
