"""The goals of a plan in words: what is wanted of each, how far it may give way, and differences on it."""

from collections.abc import Iterable, Iterator, Sequence

from housing_match.domain import GOAL, Goal, Scenario, goal_order
from housing_match.publish.words import counted

AMOUNTS = ("thousandths", "pounds a week")
"""Units of goals that are high or low; all other goals count, so that theirs are many or few."""


def goal_words(goal: Goal) -> str:
    """A goal as what is wanted of it."""
    if goal.unit in AMOUNTS:
        return f"{'Highest' if goal.most else 'Lowest'} {goal.title}"
    return f"{'Most' if goal.most else 'Fewest'} {goal.title}"


def in_unit(count: int, goal: Goal) -> str:
    """A number in a goal's unit."""
    one = {"people": "person", "pounds a week": "pound a week"}.get(goal.unit, goal.unit.removesuffix("s"))
    return counted(count, one, goal.unit)


def difference_words(differences: Iterable[tuple[str, int]]) -> Iterator[str]:
    """Each goal that comes to something else, such as "fit of the homes, in thousandths: 26 thousandths more"."""
    for name, difference in differences:
        if difference:
            more = "more" if difference > 0 else "less"
            yield f"{GOAL[name].title}: {in_unit(abs(difference), GOAL[name])} {more}"


def natural(scenario: Scenario, losses: Sequence[int]) -> list[tuple[str, int]]:
    """What is lost on each goal in its order, as far as it is known, as the difference to the goal's own figure."""
    names = goal_order(scenario.goals)
    return [(name, -loss if GOAL[name].most else loss) for name, loss in zip(names, losses, strict=False)]


def gives_way(scenario: Scenario) -> Iterator[tuple[str, int]]:
    """The goals that may give way, in their order, each with how much."""
    tolerance = dict(scenario.tolerances)
    return ((name, tolerance[name]) for name in goal_order(scenario.goals) if tolerance.get(name))
