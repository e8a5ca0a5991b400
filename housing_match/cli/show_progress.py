"""What the person who waits for long work is told on the way, on stderr."""

from housing_match.cli.ending import say
from housing_match.domain import GOAL, Scenario
from housing_match.publish.words import counted, signed
from housing_match.solve import Progress


def show_progress(progress: Progress, scenario: Scenario) -> None:
    """One line a goal proved; a goal that may give way may yet come to less."""
    if not progress.proved:
        return
    goal, may_give_way = GOAL[progress.goal], dict(scenario.tolerances).get(progress.goal, 0)
    tolerance = f" at best, and may give way by {may_give_way:,}" if may_give_way else ""
    say(f"proved: {goal.title}: {signed(progress.value)}{tolerance}")


def time_words(seconds: float) -> str:
    """A time to wait, as coarse as it is known."""
    if seconds < 60:
        return counted(max(1, round(seconds)), "second")
    return counted(round(seconds / 60), "minute") if seconds < 5400 else counted(round(seconds / 3600), "hour")
