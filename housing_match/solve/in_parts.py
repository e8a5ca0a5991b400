"""Proves the goals part by part where nobody crosses from one to another.

A plan of all is a plan of each part and goals add up, so that sums ordered goal by goal are best where each part is:
what one part could gain on a goal without loss on those before it, the whole could. The same is true of a lottery, and
of a plan that is the only one.
"""

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass, field, replace
from math import inf
from typing import Self

import numpy as np
from numpy.typing import NDArray

from housing_match.domain import Fixing
from housing_match.solve.clock import Clock
from housing_match.solve.engine import Best, OutOfTime, PlanEngine, SolverFailed
from housing_match.solve.goals import WISHES, Tally
from housing_match.solve.parts import Part

NO_PLAN = (inf,)
"""Worse than whatever a plan comes to."""


@dataclass
class _Turn:
    """One part with its engine, and the goals proved there that the whole has not fixed yet."""

    part: Part
    engine: PlanEngine
    taken: NDArray[np.bool_]
    """The arcs that people here take by the best plan so far."""
    ready: list[tuple[str, Best]] = field(default_factory=list)
    held: list[tuple[Tally, int]] = field(default_factory=list)

    def prove(self, tallies: Sequence[Tally]) -> None:
        """As many of the goals as the engine proves at once, unless some are ready; out of time, what is known."""
        if self.ready and self.ready[0][0] == tallies[0].name:
            return
        here = [self.part.tally(one) for one in tallies]
        try:
            bests = self.engine.best(here)
        except TimeoutError as out:
            bests = [self._so_far(here[0], out)]
        if not bests[-1].proved and self._counts(self.taken, here) < self._counts(bests[-1].taken, here):
            last = self._found(here[len(bests) - 1], self.taken)
            bests = [*bests[:-1], replace(bests[-1], found=last, taken=self.taken)]
        self.taken = bests[-1].taken
        self.ready = [(tally.name, best) for tally, best in zip(tallies, bests, strict=False)]

    def fix(self, tally: Tally) -> None:
        """Holds the goal proved first of those ready at what it came to here."""
        here, most = self.part.tally(tally), self.ready.pop(0)[1].found
        self.engine.fix(here, most)
        self.held.append((here, most))

    def release_lottery(self) -> None:
        """As the engines do; what was proved and is not fixed holds only for what was fixed until then."""
        self.engine.release_lottery()
        self.ready = []
        self.held = [(one, most) for one, most in self.held if not one.name.startswith("lottery")]

    def _so_far(self, tally: Tally, out: TimeoutError) -> Best:
        """What the best plan so far comes to. Raises OutOfTime where it is none, as pins may forbid to stay."""
        wishes = sum(min(value, 0) for value in self.part.side.wishes.values())
        plain = wishes if tally.name == WISHES else tally.plain_least(self.part.arcs)
        told = out.bound if isinstance(out, OutOfTime) else None
        bound = plain if told is None else max(told, plain)
        if self._counts(self.taken, []) == NO_PLAN:
            raise OutOfTime(bound)
        return Best(found=self._found(tally, self.taken), bound=bound, taken=self.taken)

    def _counts(self, taken: NDArray[np.bool_], tallies: Sequence[Tally]) -> tuple[float, ...]:
        """What a plan comes to, goal by goal; NO_PLAN for one that breaks a rule or a goal held."""
        values = self.part.side.completed(taken.astype(np.int64))
        kept = self.part.table.kept_by(values).all()
        if not kept or any(self._found(one, taken) > most for one, most in self.held):
            return NO_PLAN
        return tuple(self._found(one, taken) for one in tallies)

    def _found(self, tally: Tally, taken: NDArray[np.bool_]) -> int:
        """What a plan comes to on one goal, small being better."""
        if tally.name != WISHES:
            return tally.sign * tally.value(self.part.arcs, taken)
        values = self.part.side.completed(taken.astype(np.int64))
        return sum(value * int(values[at]) for at, value in self.part.side.wishes.items())


@dataclass
class InParts:
    """An engine of one a part; `taken` (bool [A] of the whole) is a plan to begin with, such as that nobody moves."""

    parts: Sequence[Part]
    taken: NDArray[np.bool_]
    clock: Clock
    _turns: list[_Turn] = field(init=False)

    def __post_init__(self) -> None:
        self._turns = [_Turn(part=one, engine=one.engine(self.clock), taken=self.taken[one.arc]) for one in self.parts]

    def best(self, tallies: Sequence[Tally]) -> list[Best]:
        """As the engines do; of as many goals as all parts have proved, the smallest parts first."""
        for turn in reversed(self._turns):
            turn.prove(tallies)
        taken = np.zeros_like(self.taken)
        for turn in self._turns:
            taken[turn.part.arc] = turn.taken
        together = zip(*(turn.ready for turn in self._turns), strict=False)
        return [
            Best(
                found=tally.start + sum(best.found for _, best in bests),
                bound=tally.start + sum(best.bound for _, best in bests),
                taken=taken,
            )
            for tally, bests in zip(tallies, together, strict=False)
        ]

    def as_now(self) -> Self:
        """The same in every part; of what is proved there and not fixed nothing is kept."""
        other = copy(self)
        other._turns = [
            replace(turn, engine=turn.engine.as_now(), ready=[], held=list(turn.held)) for turn in self._turns
        ]
        return other

    def least(self, tallies: Sequence[Tally], clock: Clock) -> int:
        """What the parts come to together."""
        return tallies[0].start + sum(
            turn.engine.least([turn.part.tally(one) for one in tallies], clock) for turn in self._turns
        )

    def fix(self, tally: Tally, most: int) -> None:
        """By every part at what it has proved last.

        Raises SolverFailed where these do not come to `most`: nothing else says what each part may come to.
        """
        proved = all(turn.ready and turn.ready[0][0] == tally.name for turn in self._turns)
        if not proved or tally.start + sum(turn.ready[0][1].found for turn in self._turns) != most:
            raise SolverFailed(f"{tally.name} cannot be held at {most} part by part")
        for turn in self._turns:
            turn.fix(tally)

    def release_lottery(self) -> None:
        """By every part."""
        for turn in self._turns:
            turn.release_lottery()

    def alone(self, tallies: Sequence[Tally], bests: Sequence[Best]) -> bool:
        """Whether that is so in every part."""
        return all(
            turn.engine.alone([turn.part.tally(one) for one in tallies], [best for _, best in turn.ready[: len(bests)]])
            for turn in self._turns
        )

    def fixing(self, gap: int) -> Fixing | None:
        """How far prices alone have come in the parts where rules couple people."""
        told = [one for turn in self._turns if (one := turn.engine.fixing(gap)) is not None]
        if not told:
            return None
        return Fixing(
            edges=sum(one.edges for one in told),
            edges_left=sum(one.edges_left for one in told),
            rounds=sum(one.rounds for one in told),
            gap=gap,
        )
