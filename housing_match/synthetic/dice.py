"""Seeded chance whose draws are the same on every Python: only `random()` is used, which Python promises to keep."""

from collections.abc import Callable, Sequence
from random import Random
from typing import TypeVar

Drawn = TypeVar("Drawn")


class Dice:
    """One stream of chance, named so that a change in one room of the sample does not stir the others."""

    def __init__(self, seed: int, stream: str) -> None:
        self._random = Random(f"{seed} {stream}").random

    def below(self, limit: int) -> int:
        """A whole number from 0 to limit − 1."""
        return int(self._random() * limit)

    def between(self, least: int, most: int) -> int:
        """A whole number from least to most, both included."""
        return least + self.below(most - least + 1)

    def chance(self, percent: int) -> bool:
        """True in `percent` of a hundred draws."""
        return self.below(100) < percent

    def pick(self, options: Sequence[Drawn]) -> Drawn:
        """One of the options, each as likely."""
        return options[self.below(len(options))]

    def weighted(self, options: Sequence[tuple[Drawn, int]]) -> Drawn:
        """One of the options, each as likely as its whole weight."""
        left = self.below(sum(weight for _, weight in options))
        for option, weight in options:
            left -= weight
            if left < 0:
                return option
        raise ValueError("the weights of the options add up to nothing")

    def ranked(self, options: Sequence[Drawn], bonus: Callable[[Drawn], int] = lambda _: 0) -> list[Drawn]:
        """All options in a random order in which a bonus (0 to 100 and more) brings one forward."""
        keys = [bonus(option) * 10_000 + self.below(1_000_000) for option in options]
        return [options[row] for row in sorted(range(len(options)), key=lambda row: (-keys[row], row))]
