"""How the rules of a scenario act otherwise than in the client's brief, in words."""

from collections.abc import Iterator

from housing_match.criteria import IGNORE, MUST, POLICY, PREFER, Rule, policy_for, settings_of
from housing_match.domain import Scenario

MODE_WORDS = {MUST: "a requirement", PREFER: "a preference", IGNORE: "ignored"}


def differs(rule: Rule, brief: Rule) -> bool:
    """Whether a rule acts otherwise than in the brief; a weight acts in a preference only."""
    weighs_otherwise = rule.mode == PREFER and rule.weight != brief.weight
    return rule.mode != brief.mode or rule.criterion != brief.criterion or weighs_otherwise


def changes(scenario: Scenario) -> Iterator[str]:
    """Each rule that acts otherwise than in the brief: what it is now and what that means."""
    for rule, brief in zip(policy_for(scenario), POLICY, strict=True):
        if differs(rule, brief):
            yield f"“{rule.criterion.title}” {change_words(rule, brief)}."


def change_words(rule: Rule, brief: Rule) -> str:
    """How a rule acts now that it acts otherwise than in the brief, as the rest of a sentence about it."""
    said = []
    if rule.mode == IGNORE != brief.mode:
        meaning = (
            "it no longer counts in fit" if brief.mode == PREFER else "matches are proposed whether it is met or not"
        )
        said.append(f"is ignored: {meaning}")
    elif rule.mode == PREFER != brief.mode and MUST not in rule.criterion.modes:
        said.append(f"is a preference, with weight {rule.weight} in fit (brief: it does not count)")
    elif rule.mode == PREFER != brief.mode:
        said.append(
            "is softened to a preference: matches that do not meet it may be proposed; in fit, met counts 100, "
            f"not known 50, not met 0, with weight {rule.weight}"
        )
    elif rule.mode == MUST != brief.mode:
        said.append("is a requirement")
    elif rule.mode == PREFER and rule.weight != brief.weight:
        said.append(f"has weight {rule.weight} in fit (brief: {brief.weight})")
    for one in settings_of(rule.criterion):
        now, before = getattr(rule.criterion, one.name), getattr(brief.criterion, one.name)
        if now != before:
            said.append(f"has “{one.label}” set to {now:,} {one.unit} (brief: {before:,})")
    return "; it ".join(said)
