"""The next best for one person, and what decided against it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from housing_match.assess import Finding
from housing_match.explain.differences import Difference, difference
from housing_match.solve import WhatIf


@dataclass(frozen=True, slots=True, kw_only=True)
class RunnerUp:
    """The next best for one person: the plan that costs least of those in which they are in another home, or in one."""

    bedspace_of: Mapping[str, str]
    difference: Difference
    line: tuple[Finding, Finding] | None
    """Where fit is the first goal that differs: the line of the fit that differs most, now and then."""


def runner_up(what_if: WhatIf, resident_id: str) -> RunnerUp | None:
    """The person's next best; None for somebody who can be nowhere else. Raises TimeoutError when stopped."""
    plan = what_if.plan_elsewhere(resident_id)
    if plan is None:
        return None
    assessment, today = what_if.assessment, what_if.assessment.world.incumbent_of.get(resident_id)
    found = difference(assessment, what_if.bedspace_of, plan)
    now, then = what_if.bedspace_of.get(resident_id, today), plan.get(resident_id, today)
    line = None
    if found.goals and found.goals[0][0] == "fit" and now is not None and then is not None:
        line = _line_that_differs(assessment.findings(resident_id, now), assessment.findings(resident_id, then))
    return RunnerUp(bedspace_of=plan, difference=found, line=line)


def _line_that_differs(now: Sequence[Finding], then: Sequence[Finding]) -> tuple[Finding, Finding] | None:
    """Of the lines that both fits have, the one in which their points differ most, the policy's first among equals."""
    other = {one.rule.name: one for one in then}
    pairs = [(one, other[one.rule.name]) for one in now if one.weight and one.rule.name in other]
    return max(pairs, key=lambda pair: abs(pair[0].points - pair[1].points), default=None)
