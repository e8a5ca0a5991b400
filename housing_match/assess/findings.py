"""What the rules say of one person and one place, with points that add up to the fit."""

from collections.abc import Sequence
from dataclasses import dataclass

from housing_match.criteria import MUST, PREFER, Comparison, Criterion, Rule, Unknown, Verdict
from housing_match.domain import Facts, Place, Resident

DEFAULT_IMPORTANCE = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What one rule that applies says of one person and one place, with everything needed to word it."""

    rule: Rule
    outcome: Comparison | Unknown
    weight: int
    """Weight × importance; 0 for a requirement."""
    points: int
    """Share of the fit in thousandths; the points of all findings of a pair add up to its fit."""

    @property
    def blocks(self) -> bool:
        """Whether this alone keeps the pair from being proposed."""
        return self.rule.stands(self.outcome) != Verdict.MET


def findings(policy: Sequence[Rule], resident: Resident, place: Place, facts: Facts) -> tuple[Finding, ...]:
    """What every one-person rule in force says of one person and one place; points add up to the fit."""
    said = []
    for rule in policy:
        if isinstance(rule.criterion, Criterion):
            outcome = rule.judge(resident, place, facts)
            if outcome is not None and (rule.mode in (MUST, PREFER) or outcome.binding):
                said.append((rule, outcome, weight_for(rule, resident)))
    total = sum(weight for _, _, weight in said)
    shares = [divmod(10 * weight * outcome.score, total) if total else (0, 0) for _, outcome, weight in said]
    fit = (20 * sum(weight * outcome.score for _, outcome, weight in said) + total) // (2 * total) if total else 0
    short = fit - sum(whole for whole, _ in shares)
    topped_up = set(sorted(range(len(said)), key=lambda at: -shares[at][1])[:short])
    return tuple(
        Finding(rule=rule, outcome=outcome, weight=weight, points=shares[at][0] + (at in topped_up))
        for at, (rule, outcome, weight) in enumerate(said)
    )


def weight_for(rule: Rule, resident: Resident) -> int:
    """Weight × the person's own importance; 0 where the rule is no preference; a softened rule has no importance."""
    if rule.mode != PREFER or not isinstance(rule.criterion, Criterion):
        return 0
    if not rule.criterion.importance:
        return rule.weight
    importance = getattr(resident, rule.criterion.importance)
    return rule.weight * (DEFAULT_IMPORTANCE if importance is None else importance)
