"""The fit of one place for one person, summed again from the preferences."""

from collections.abc import Sequence

from housing_match.criteria import MUST, PREFER, Criterion, Rule, Verdict
from housing_match.domain import Facts, Place, Resident

USUAL_IMPORTANCE = 3
"""Data contract: an empty wish is no wish, "an importance 3"."""
NOTHING_APPLIES = 500
"""Data contract: "500 where Σw = 0"."""
SOFTENED_SCORE = {Verdict.MET: 100, Verdict.UNKNOWN: 50, Verdict.UNMET: 0}
"""Data contract: "a softened rule has no importance (met 100, unknown 50, else 0)"; it is met where no need is."""


def fit_of(rules: Sequence[Rule], resident: Resident, place: Place, facts: Facts) -> int:
    """Fit in thousandths: (20 Σws + Σw) // (2 Σw) over the preferences that apply."""
    weights = weighted_scores = 0
    for rule in rules:
        criterion = rule.criterion
        if rule.mode != PREFER or not isinstance(criterion, Criterion):
            continue
        outcome = criterion.compare(resident, place, facts)
        if MUST in criterion.modes:  # a requirement that the scenario softens
            score = SOFTENED_SCORE[Verdict.MET if outcome is None else outcome.verdict]
        elif outcome is None:  # "does not apply"
            continue
        else:
            score = outcome.score
        weight = rule.weight * _importance(criterion, resident)
        weights += weight
        weighted_scores += weight * score
    return (20 * weighted_scores + weights) // (2 * weights) if weights else NOTHING_APPLIES


def _importance(criterion: Criterion, resident: Resident) -> int:
    """The person's own weight of a preference; 1 where the preference has none."""
    if not criterion.importance:
        return 1
    own: int | None = getattr(resident, criterion.importance)
    return USUAL_IMPORTANCE if own is None else own
