"""Proves the goals part by part where nobody crosses from one to another.

A plan of all is a plan of each part and goals add up, so that sums ordered goal by goal are best where each part is:
what one part could gain on a goal without loss on those before it, the whole could. The same is true of a lottery, and
of a plan that is the only one.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from housing_match.domain import Fixing
from housing_match.solve.clock import Clock
from housing_match.solve.engine import Best, Engine, OutOfTime, SolverFailed
from housing_match.solve.goals import WISHES, Tally
from housing_match.solve.parts import Part


@dataclass
class _Turn:
    """One part with its engine, and the goals proved there that the whole has not fixed yet."""

    part: Part
    engine: Engine
    taken: NDArray[np.bool_]
    """The arcs that people here take by the last plan; at first everybody stays."""
    ready: list[tuple[str, Best]] = field(default_factory=list)

    def prove(self, tallies: Sequence[Tally], wanted: int | None) -> None:
        """As many of the goals as the engine proves at once, unless some are ready; out of time, what is known."""
        if self.ready and self.ready[0][0] == tallies[0].name:
            return
        here = [self.part.tally(one) for one in tallies]
        try:
            bests = self.engine.best(here, wanted)
        except TimeoutError as out:
            bests = [self._so_far(here[0], out)]
        self.taken = bests[-1].taken
        self.ready = [(tally.name, best) for tally, best in zip(tallies, bests, strict=False)]

    def _so_far(self, tally: Tally, out: TimeoutError) -> Best:
        """What the last plan comes to. Raises OutOfTime where it is none, as pins or quotas may forbid to stay."""
        arcs, side = self.part.arcs, self.part.side
        plain = (
            sum(min(value, 0) for value in side.wishes.values()) if tally.name == WISHES else tally.plain_least(arcs)
        )
        told = out.bound if isinstance(out, OutOfTime) else None
        bound = plain if told is None else max(told, plain)
        values = side.completed(self.taken.astype(np.int64))
        if not self.part.table.kept_by(values).all():
            raise OutOfTime(bound)
        wishes = sum(value * int(values[at]) for at, value in side.wishes.items())
        found = wishes if tally.name == WISHES else tally.sign * tally.value(arcs, self.taken)
        return Best(found=found, bound=bound, taken=self.taken)


@dataclass
class InParts:
    """An engine of one a part; `arcs` says how many arcs the whole has."""

    parts: Sequence[Part]
    arcs: int
    clock: Clock
    _turns: list[_Turn] = field(init=False)

    def __post_init__(self) -> None:
        self._turns = [_Turn(part=one, engine=one.engine(self.clock), taken=one.arcs.stay) for one in self.parts]

    def best(self, tallies: Sequence[Tally], wanted: int | None = None) -> list[Best]:
        """As the engines do; of as many goals as all parts have proved, the smallest parts first."""
        for turn in reversed(self._turns):
            turn.prove(tallies, wanted)
        taken = np.zeros(self.arcs, dtype=np.bool_)
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

    def fix(self, tally: Tally, most: int) -> None:
        """By every part at what it has proved last.

        Raises SolverFailed where these do not come to `most`: nothing else says what each part may come to.
        """
        proved = all(turn.ready and turn.ready[0][0] == tally.name for turn in self._turns)
        if not proved or tally.start + sum(turn.ready[0][1].found for turn in self._turns) != most:
            raise SolverFailed(f"{tally.name} cannot be held at {most} part by part")
        for turn in self._turns:
            turn.engine.fix(turn.part.tally(tally), turn.ready.pop(0)[1].found)

    def release_lottery(self) -> None:
        """By every part."""
        self._forget()
        for turn in self._turns:
            turn.engine.release_lottery()

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

    def _forget(self) -> None:
        """What was proved and is not fixed, as it holds only for what was fixed until then."""
        for turn in self._turns:
            turn.ready = []
