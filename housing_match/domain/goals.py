"""The goals of a plan in the order in which each is proved best before the next is touched."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """One thing a plan is judged by."""

    name: str
    title: str
    unit: str
    most: bool
    """Whether more is better."""


GOALS: tuple[Goal, ...] = (
    Goal(name="band_a", title="people in band A housed", unit="people", most=True),
    Goal(name="band_b", title="people in band B housed", unit="people", most=True),
    Goal(name="housed", title="people who need to move housed", unit="people", most=True),
    Goal(
        name="scarce_places",
        title="scarce places used by people who do not need them",
        unit="places",
        most=False,
    ),
    Goal(name="returns", title="returns to the responsible borough", unit="people", most=True),
    Goal(name="move_ons", title="move-ons made", unit="people", most=True),
    Goal(name="months_waited", title="months waited by the people housed", unit="months", most=True),
    Goal(
        name="housemate_wishes",
        title="housemate wishes met, less those crossed",
        unit="pairs",
        most=True,
    ),
    Goal(name="fit", title="fit of the homes, in thousandths", unit="thousandths", most=True),
    Goal(name="weekly_cost", title="weekly public cost, in pounds", unit="pounds a week", most=False),
    Goal(name="moves", title="moves", unit="moves", most=False),
)

CHANGES = Goal(name="changes", title="people whose place differs from the published plan", unit="people", most=False)
"""A goal only where the scenario names a published plan."""

GOAL = {goal.name: goal for goal in (*GOALS, CHANGES)}
"""Goals by name."""


def goal_order(named: tuple[str, ...]) -> tuple[str, ...]:
    """Those named in the order given, then every other goal of the brief in its usual order."""
    return named + tuple(goal.name for goal in GOALS if goal.name not in named)


def judged_by(names: Sequence[str], values: Mapping[str, int]) -> tuple[int, ...]:
    """What these goals come to, in their order, so turned that larger is better."""
    return tuple(values[name] if GOAL[name].most else -values[name] for name in names)


def goals_beside(named: tuple[str, ...], *, published: bool) -> tuple[str, ...]:
    """The goals named, with `changes` among them just where a plan was published: unless named, directly above fit."""
    if published == (CHANGES.name in named):
        return named
    order = tuple(name for name in goal_order(named) if name != CHANGES.name)
    at = order.index("fit")
    return (*order[:at], CHANGES.name, *order[at:]) if published else order
