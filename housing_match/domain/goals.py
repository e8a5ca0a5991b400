"""The goals of a plan in the order in which each is proved best before the next is touched."""

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

GOAL = {goal.name: goal for goal in GOALS}
"""Goals by name."""


def goal_order(named: tuple[str, ...]) -> tuple[str, ...]:
    """Every goal: those named in the order given, then the others in their usual order."""
    return named + tuple(goal.name for goal in GOALS if goal.name not in named)
