"""The fields of people or of places as whole numbers, worked out once for all rules that read them."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from housing_match.assess.alike import alike

Integers = NDArray[np.int64]
Said = TypeVar("Said")


@dataclass(frozen=True, kw_only=True)
class Fields:
    """What N residents or N places say in each field."""

    ones: Sequence[Any]

    def code(self, name: str) -> Integers:
        """int64 [N]: a code for each distinct value of one field."""
        if name not in self._codes:
            self._codes[name] = numbered(map(attrgetter(name), self.ones))
        return self._codes[name]

    def alike(self, columns: Iterable[Integers]) -> tuple[Integers, Integers]:
        """As `alike` of these columns (int64 [N] each); all are, of none."""
        return alike([np.zeros(len(self.ones), dtype=np.int64), *columns])

    def once(self, names: Sequence[str], look: Callable[[Any], Said]) -> tuple[list[Said], Integers]:
        """What is said of those alike in these fields, one asked for all, and the number of each one's: int64 [N]."""
        first, number = self.alike(map(self.code, names))
        return [look(self.ones[at]) for at in first.tolist()], number

    def number_of(self, names: Sequence[str], look: Callable[[Any], int]) -> Integers:
        """int64 [N]: the whole number that is said of those alike in these fields."""
        said, number = self.once(names, look)
        return np.array(said, dtype=np.int64)[number]

    def code_of(self, names: Sequence[str], look: Callable[[Any], Hashable]) -> Integers:
        """int64 [N]: a code for each distinct thing that is said of those alike in these fields."""
        said, number = self.once(names, look)
        return numbered(said)[number]

    @cached_property
    def _codes(self) -> dict[str, Integers]:
        return {}


def numbered(keys: Iterable[Hashable]) -> Integers:
    """A code for each distinct key, in order of first sight."""
    code = defaultdict[Hashable, int]()
    code.default_factory = code.__len__
    return np.fromiter(map(code.__getitem__, keys), dtype=np.int64)
