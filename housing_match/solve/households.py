"""Households as columns of the relaxation: which small homes are told by them, and what these come to at prices."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from housing_match.solve.certificate import PRICE_UNIT, Certificate, Spans
from housing_match.solve.clock import Clock
from housing_match.solve.engine import NoPlan
from housing_match.solve.household_search import MOST_STEPS_LISTED, SURE, TOLD, cheapest, every
from housing_match.solve.numbered import Numbered
from housing_match.solve.rows import Side
from housing_match.solve.seating import FAR
from housing_match.solve.sharing import Household, Sharing

_NONE = np.zeros(0, dtype=np.int64)
Listed = Mapping[int, NDArray[np.int64]]
"""The numbers of all households that are left to a home, by the place in which it came to be told by households."""
NEAR = 1e-6
"""How far a column may be from whole and still count as whole on the way to a proof."""


@dataclass(kw_only=True)
class Households:
    """Small homes over N columns, A of them arcs: told by arcs at first, by whole households once these make none."""

    side: Side
    arcs: int
    clock: Clock
    most_steps: int = MOST_STEPS_LISTED
    """So many steps a search for all households of a home may take."""
    home: NDArray[np.int64] = field(init=False)
    """int64 [N]: the number of the small home that a column belongs to, else -1."""
    told: NDArray[np.bool_] = field(init=False)
    """bool [N]: columns that only households speak of; pairs of people in small homes are among them from the start."""
    opened: list[int] = field(init=False, default_factory=list)
    """Numbers of the homes told by households, in the order in which they came to be."""
    found: Numbered = field(init=False)
    """The households found so far, by the places of their homes in `opened`."""
    _sharing: list[Sharing] = field(init=False)
    _taken: dict[bytes, int] = field(init=False, default_factory=dict)
    """Plan → how many of the opened homes have its households."""
    _searched: dict[int, tuple[bytes, int]] = field(init=False, default_factory=dict)
    """By place in `opened`: the values last searched by, and what came out; most prices stay as they were."""
    _too_many: dict[int, tuple[bytes, int]] = field(init=False, default_factory=dict)
    """By place in `opened`: the values by which a search for all households was last broken off, and up to what."""

    def __post_init__(self) -> None:
        columns = self.arcs + self.side.extra_columns
        self.found = Numbered(columns=columns)
        self._sharing = list(self.side.sharing.values())
        self.home = np.full(columns, -1)
        for number, one in enumerate(self._sharing):
            self.home[one.arcs] = self.home[one.further_columns] = number
        for column, groups in enumerate(self.side.taken_with, start=self.arcs):
            self.home[column] = self.home[groups[0][0]]
        self.told = self.home >= 0
        self.told[: self.arcs] = False
        self.told[[column for one in self._sharing for column in one.further_columns]] = False

    def open(self, homes: Iterable[int], plans: Iterable[NDArray[np.int64]]) -> None:
        """From now on these homes are told by households, plans' own to begin with."""
        for number in homes:
            one = self._sharing[number]
            self.opened.append(number)
            self.told[one.columns] = True
            self.found.add(len(self.opened) - 1, ())
            self.found.add(len(self.opened) - 1, one.staying)
        self.take(plans)

    def take(self, plans: Iterable[NDArray[np.int64]]) -> None:
        """Adds the households that plans (int64 [N] each) make in the homes told by them."""
        for values in plans:
            first = self._taken.get(plan := values.tobytes(), 0)
            self._taken[plan] = len(self.opened)
            for at, number in enumerate(self.opened[first:], start=first):
                columns = self._sharing[number].columns
                self.found.add(at, tuple(columns[values[columns] > 0].tolist()))

    def matrix(self, spans: Spans, listed: Listed) -> tuple[csr_array, NDArray[np.int64], NDArray[np.int64]]:
        """0/1 [N, H] of the H households within the spans, the number of each, and its home's place in `opened`."""
        numbers = np.concatenate([_NONE, *self.at_hand(listed).values()])
        numbers = self.found.within(np.sort(numbers), spans.most > 0)
        return self.found.matrix(numbers), numbers, self.found.home_of(numbers)

    def at_hand(self, listed: Listed) -> Listed:
        """The households found so far of each home told by them, or those listed."""
        return dict(enumerate(self.found.pool(len(self.opened)))) | dict(listed)

    def cheapest(
        self, values: NDArray[np.int64], is_open: NDArray[np.bool_], listed: Listed, first: int = 0, told: int = TOLD
    ) -> tuple[dict[int, int], int]:
        """What the cheapest household of each home not listed comes to at least, and how many found are new.

        By the home's place in `opened`, from `first` on; `values` (int64 [N]) are of columns, of which only the open
        ones are taken. No more than so many are `told` of a home. Raises TimeoutError.
        """
        least, new = {}, 0
        for at, number in enumerate(self.opened[first:], start=first):
            if at in listed:
                continue
            one = self._sharing[number]
            here = np.where(is_open[one.columns], values[one.columns], FAR).tobytes()
            self.clock.seconds_left()
            if here != self._searched.get(at, (b"", 0))[0]:
                of_home, found = cheapest(one, values, is_open, told)
                self._searched[at] = here, of_home
                new += sum(self.found.add(at, household)[1] for _, household in found)
            least[at] = self._searched[at][1]
        return least, new

    def starts(
        self, values: NDArray[np.int64], is_open: NDArray[np.bool_], first: int
    ) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """The cheapest household known of each home, from a place on, by `values` (int64 [N]); and these places."""
        numbers = np.flatnonzero(self.found.home >= first)
        numbers = self.found.within(numbers, is_open)
        of = self.found.home_of(numbers)
        order = np.lexsort((self.found.sums(numbers, values), of))
        places, at = np.unique(of[order], return_index=True)
        return numbers[order][at], places

    def certified(self, others: Certificate, spans: Spans, listed: Listed) -> tuple[Certificate, int]:
        """A bound of all columns from one of all but those told, with these columns' reduced costs, and what is new."""
        values, is_open = others.reduced, spans.most > 0
        searched, new = self.cheapest(values, is_open, listed)
        numbers, sums, least = self._of_listed(listed, values, is_open)
        reduced = values.copy()
        for at, of_home in searched.items():
            one, least[at] = self._sharing[self.opened[at]], of_home
            reduced[one.arcs] = one.dearer(values, of_home)
        for at in listed:
            reduced[self._sharing[self.opened[at]].arcs] = FAR
        columns, starts = self.found.columns_of(numbers)
        dearer = sums - least[self.found.home_of(numbers)]
        np.minimum.at(reduced, columns, np.repeat(dearer, np.diff(np.append(starts, len(columns)))))
        reduced[self.arcs :][self.told[self.arcs :]] = 0
        leasts = tuple(least.tolist())
        return Certificate(bound=others.bound + sum(leasts), reduced=reduced, values=values, leasts=leasts), new

    def dearer_with(self, columns: NDArray[np.int64], certificate: Certificate, is_open: NDArray[np.bool_]) -> int:
        """By how much a household of open columns, with one of these arcs, is dearer than the cheapest of its home.

        As far as a certificate of this relaxation says it; nothing where the arcs lead to several homes, or to one that
        is not told by households.
        """
        homes = np.unique(self.home[columns]).tolist()
        at = self.opened.index(homes[0]) if len(homes) == 1 and homes[0] in self.opened else len(certificate.leasts)
        if certificate.values is None or at >= len(certificate.leasts):
            return 0
        values = certificate.values.copy()
        values[columns] -= SURE
        return max(cheapest(self._sharing[homes[0]], values, is_open)[0] + SURE - certificate.leasts[at], 0)

    def _of_listed(
        self, listed: Listed, values: NDArray[np.int64], is_open: NDArray[np.bool_]
    ) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
        """The households listed that take open columns only, what they come to, and the least of each home opened."""
        numbers = self.found.within(np.concatenate([_NONE, *listed.values()]), is_open)
        sums, least = self.found.sums(numbers, values), np.full(len(self.opened), FAR)
        np.minimum.at(least, self.found.home_of(numbers), sums)
        return numbers, sums, least

    def listed(self, certificate: Certificate, most: int, spans: Spans, before: Listed) -> tuple[Listed, Spans]:
        """Homes of which every household is known that a plan may have of which the sum is at most `most`.

        The other columns of these homes are closed. Raises NoPlan where a home is left no household, and TimeoutError.
        """
        values, is_open = certificate.values, spans.most > 0
        if values is None:
            return before, spans
        spare = most * PRICE_UNIT - certificate.bound
        numbers, sums, least = self._of_listed(before, values, is_open)
        least[: len(certificate.leasts)] = certificate.leasts
        numbers = numbers[sums <= least[self.found.home_of(numbers)] + spare]
        listed = {at: numbers[self.found.home_of(numbers) == at] for at in before}
        for at, (number, of_home) in enumerate(zip(self.opened, certificate.leasts, strict=False)):
            if at not in before:
                found = self._every(at, number, values, is_open, of_home + spare)
                if found is not None:
                    new = sorted({self.found.add(at, one, pooled=False)[0] for one in found})
                    listed[at] = np.array(new, dtype=np.int64)
        if not all(map(len, listed.values())):
            raise NoPlan
        left = spans.most.copy()
        for at in listed:
            left[self._sharing[self.opened[at]].columns] = 0
        kept, _ = self.found.columns_of(np.concatenate([_NONE, *listed.values()]))
        left[kept] = spans.most[kept]
        return listed, Spans(least=spans.least, most=left)

    def _every(
        self, at: int, number: int, values: NDArray[np.int64], is_open: NDArray[np.bool_], most: int
    ) -> list[Household] | None:
        """All households of a home that come to `most` or less; None where they are, or were before, too many."""
        self.clock.seconds_left()
        one = self._sharing[number]
        here = values[one.columns].tobytes()
        before = self._too_many.get(at)
        if before is not None and before[0] == here and before[1] <= most:
            return None
        found = every(one, values, is_open, most, self.most_steps)
        if found is None:
            self._too_many[at] = here, most
        return found

    def broken(self, values: NDArray[np.float64]) -> list[int]:
        """The homes told by arcs whose arcs (float64 [N]) make no household, or are taken in parts."""
        arcs = slice(self.arcs)
        taken = np.flatnonzero((values[arcs] > NEAR) & (self.home[arcs] >= 0) & ~self.told[arcs])
        home = self.home[taken]
        order = np.argsort(home, kind="stable")
        numbers, starts = np.unique(home[order], return_index=True)
        there = np.split(taken[order], starts[1:])
        return [
            number
            for number, arcs in zip(numbers.tolist(), there, strict=False)
            if (values[arcs] < 1 - NEAR).any() or not self._sharing[number].allows(set(arcs.tolist()))
        ]
