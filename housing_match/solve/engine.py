"""What the driver asks of an engine that proves goals one after another."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, Self

import numpy as np
from numpy.typing import NDArray

from housing_match.domain import Fixing
from housing_match.solve.clock import Clock
from housing_match.solve.goals import Tally


class NoPlan(Exception):
    """No choice of places meets what was fixed; with the nobody-moves plan always possible, only pins can cause it."""


class PricesLeaveOpen(Exception):
    """Prices alone prove neither a plan the best nor that there is none."""


class OutOfTime(TimeoutError):
    """The time limit came before a goal was proved; `bound` is the goal's small-is-better bound, if there is one."""

    def __init__(self, bound: int | None) -> None:
        super().__init__("out of time")
        self.bound = bound


class SolverFailed(Exception):
    """A solver answered something that cannot be; a fault of ours or of the solver, never of the tables."""


@dataclass(frozen=True, kw_only=True)
class Best:
    """The best found of one goal, in the goal's small-is-better form: `found` by the arcs `taken`, proved ≥ `bound`."""

    found: int
    bound: int
    taken: NDArray[np.bool_]

    @property
    def proved(self) -> bool:
        """Whether nothing better exists."""
        return self.found <= self.bound


class Engine(Protocol):
    """Holds the goals fixed so far; every method leaves the instance's other state alone."""

    def best(self, tallies: Sequence[Tally]) -> list[Best]:
        """The least of the first goal, everything fixed so far kept; of the next with that kept too, and so on.

        Of one goal at least, of as many as one proof holds, all by the same arcs; only the last may be unproved.
        Raises NoPlan, OutOfTime or SolverFailed.
        """

    def fix(self, tally: Tally, most: int) -> None:
        """From now on the goal's small-is-better form stays at or below `most`."""

    def release_lottery(self) -> None:
        """Forgets the lottery sums fixed, so that the next seed can be drawn."""

    def alone(self, tallies: Sequence[Tally], bests: Sequence[Best]) -> bool:
        """Whether no other choice of arcs is as good on goals just proved, with everything fixed so far kept."""

    def fixing(self, gap: int) -> Fixing | None:
        """How far prices alone have come, where rules couple people; `gap` is of the first goal not proved."""


class PlanEngine(Engine, Protocol):
    """An engine that is also asked what a goal would come to if one before it were not there."""

    def as_now(self) -> Self:
        """An engine that holds what is fixed so far and no more, whatever is fixed here later."""

    def least(self, tallies: Sequence[Tally], clock: Clock) -> int:
        """What the first goal comes to at least, everything fixed so far kept; those after it may lead there.

        Raises TimeoutError where it is not proved in time, and SolverFailed.
        """
