"""What each further person housed costs at least: the curve of capital against people, exactly, point by point."""

from collections.abc import Iterator
from dataclasses import dataclass

from housing_match.solve.choices import CAPITAL
from housing_match.solve.choosing import Chooser
from housing_match.solve.engine import NoPlan

WEEKS_A_YEAR = 52


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """The least capital for which so many people who need to move can be housed, and what else that then brings.

    `returns` is the most and `weekly_cost` the least (pounds against today) that go with that capital.
    """

    housed: int
    capital_pounds: int
    returns: int
    weekly_cost: int
    attained: bool = True
    """False where only a bound is proved: no sites were found for the homes that it takes."""

    def payback_years(self, before: "Step") -> float | None:
        """Years until the capital spent since a step is saved in weekly cost; None where nothing is saved."""
        saved = (before.weekly_cost - self.weekly_cost) * WEEKS_A_YEAR
        return (self.capital_pounds - before.capital_pounds) / saved if saved > 0 else None


def curve(chooser: Chooser, budget_pounds: int) -> Iterator[Step]:
    """Every step from no capital up to the budget, fewest people first. Raises TimeoutError."""
    step = _step(chooser, housed=None)
    while step is not None and step.capital_pounds <= budget_pounds:
        yield step
        step = next_step(chooser, step.housed)


def next_step(chooser: Chooser, housed: int) -> Step | None:
    """The least capital for which more than so many are housed; None where they cannot be. Raises TimeoutError."""
    return _step(chooser, housed=housed + 1)


def _step(chooser: Chooser, housed: int | None) -> Step | None:
    """The step at which at least so many are housed, or nothing is spent."""
    with chooser.aside():
        try:
            if housed is not None:
                chooser.at_least("housed", housed)
            capital = chooser.best(CAPITAL)
        except NoPlan:
            return None
        return Step(
            housed=chooser.best("housed"),
            capital_pounds=capital,
            returns=chooser.best("returns"),
            weekly_cost=chooser.best("weekly_cost"),
        )
