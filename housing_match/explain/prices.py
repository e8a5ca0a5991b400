"""What principles cost: every requirement that may be dropped, and raising the worst-off group's share of homes."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from fractions import Fraction
from os import cpu_count

import numpy as np

from housing_match.assess import Assessment, assess
from housing_match.criteria import IGNORE, MUST, Rule
from housing_match.domain import RuleChange, goal_order
from housing_match.explain.wants import wants
from housing_match.solve import best_with_floor, goal_values

FEWEST = 5
"""Groups by need of fewer people are not held against others: one person would be more than a fifth of the share."""
BY_BOROUGH, BY_NEED = "borough", "need"

Differences = tuple[tuple[str, int], ...]
"""Each goal that comes to something else, in the scenario's order, with how much more (below 0: less) that is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RulePrice:
    """What the best plan would come to without one requirement, all else as it is, beside the best plan with it."""

    rule: str
    without: Differences


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """People in the plan who need to move and have one borough, or one need, in common."""

    kind: str
    name: str
    """The borough's code, or the need's rule in words."""
    wanted: str
    """By need: what they want; else empty."""
    resident_ids: tuple[str, ...]
    housed: int

    @property
    def share(self) -> Fraction:
        """Those housed of all."""
        return Fraction(self.housed, len(self.resident_ids))


@dataclass(frozen=True, slots=True, kw_only=True)
class FloorPrice:
    """What it costs to house one more of the worst-off group that any plan can do more for.

    `stuck` are groups worse off still, of whom no plan houses more.
    """

    kind: str
    groups: tuple[Group, ...]
    """Every group of this kind that is compared, the worst-off first."""
    stuck: tuple[Group, ...]
    raised: Group | None
    """None where no plan does more for any group."""
    housed_then: int
    """How many of the raised group the best such plan houses."""
    cost: Differences
    """What that plan comes to beside the best plan."""


def priced_rules(assessment: Assessment) -> tuple[Rule, ...]:
    """The requirements in force that a scenario may drop, in the policy's order."""
    return tuple(one for one in assessment.policy if one.mode == MUST and IGNORE in one.criterion.modes)


def never_priced(assessment: Assessment) -> tuple[Rule, ...]:
    """The requirements that no scenario may soften or drop, in the policy's order."""
    return tuple(one for one in assessment.policy if MUST in one.criterion.modes and IGNORE not in one.criterion.modes)


def rule_prices(assessment: Assessment, *, stopped: Callable[[], bool] = lambda: False) -> Iterator[RulePrice]:
    """What each requirement that may be dropped costs, in the policy's order, each as soon as it is known.

    What binds always (must_apart, risk_to_anyone) still does. Raises TimeoutError as soon as somebody says stop.
    """
    here = _values(assessment, best_with_floor(assessment, stopped=stopped))

    def price(rule: Rule) -> RulePrice:
        rules = assessment.scenario.rules | {rule.name: RuleChange(mode=IGNORE)}
        freed = assess(assessment.world, assessment.geography, replace(assessment.scenario, rules=rules))
        there = _values(freed, best_with_floor(freed, stopped=stopped))
        return RulePrice(rule=rule.name, without=_differences(assessment, here, there))

    with ThreadPoolExecutor(max_workers=cpu_count()) as workers:
        yield from workers.map(price, priced_rules(assessment))


def groups(assessment: Assessment, bedspace_of: Mapping[str, str], kind: str) -> tuple[Group, ...]:
    """Everybody in the plan who needs to move by borough or by need, the least share housed first."""
    people = [assessment.residents[row] for row in np.flatnonzero(assessment.in_plan).tolist()]
    waiting = [one for one in people if one.needs_move]
    found: dict[tuple[str, str], tuple[str, ...]]
    if kind == BY_BOROUGH:
        found = {
            (code, ""): tuple(one.resident_id for one in waiting if one.borough == code)
            for code in sorted({one.borough for one in waiting})
        }
    else:
        needs = wants(assessment, waiting, assessment.places)
        found = {(one.title, one.wanted): one.resident_ids for one in needs if len(one.resident_ids) >= FEWEST}
    return tuple(
        sorted(
            (
                Group(
                    kind=kind,
                    name=name,
                    wanted=wanted,
                    resident_ids=members,
                    housed=sum(who in bedspace_of for who in members),
                )
                for (name, wanted), members in found.items()
            ),
            key=lambda one: (one.share, -len(one.resident_ids), one.name, one.wanted),
        )
    )


def floor_price(
    assessment: Assessment,
    bedspace_of: Mapping[str, str],
    kind: str,
    *,
    stopped: Callable[[], bool] = lambda: False,
) -> FloorPrice:
    """Raises the worst-off group of a plan by one person or, where no plan can, the next worst-off, and so on.

    Raises TimeoutError as soon as somebody says stop.
    """
    ranked = groups(assessment, bedspace_of, kind)
    stuck: list[Group] = []
    here = _values(assessment, best_with_floor(assessment, stopped=stopped))
    for group in ranked:
        if group.share == 1:
            continue
        plan = best_with_floor(assessment, group.resident_ids, group.housed + 1, stopped=stopped)
        if plan is not None:
            return FloorPrice(
                kind=kind,
                groups=ranked,
                stuck=tuple(stuck),
                raised=group,
                housed_then=sum(who in plan for who in group.resident_ids),
                cost=_differences(assessment, here, _values(assessment, plan)),
            )
        stuck.append(group)
    return FloorPrice(kind=kind, groups=ranked, stuck=tuple(stuck), raised=None, housed_then=0, cost=())


def _values(assessment: Assessment, bedspace_of: Mapping[str, str] | None) -> dict[str, int]:
    assert bedspace_of is not None  # only a floor can be too high
    return goal_values(assessment, bedspace_of)


def _differences(assessment: Assessment, here: Mapping[str, int], there: Mapping[str, int]) -> Differences:
    order: Sequence[str] = goal_order(assessment.scenario.goals)
    return tuple((name, there[name] - here[name]) for name in order if there[name] != here[name])
