"""The rules of one small home on who may live there together."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from housing_match.solve.further import Further

Household = tuple[int, ...]
"""Columns: an arc for each person who is in the plan and lives there when it is done; pairs counted; further beds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """People who move into the home all or none: one person, or those who must live together.

    `people` number the joiners; the masks have a bit for each joiner and, above them, each stayer.
    """

    people: tuple[int, ...]
    itself: int
    clashes: int
    needs: int
    hours: int


@dataclass(frozen=True, kw_only=True)
class Sharing:
    """The rules of one home for J joiners and S stayers (incumbents in the plan), and its beds by place class.

    `met` is bool [J, J + S]: who may not share space with whom. `hours` is int64 [J + S] in parts of an hour, `room`
    what those who may leave or join have of them once anybody joins; None without a limit. `together` are numbers of
    people of whom the first joins only if the second lives there. `beds` is place class → places; `further` says of
    which classes beds are told one by one.
    """

    joining: tuple[tuple[int, ...], ...]
    staying: tuple[int, ...]
    place_class: dict[int, int]
    """Arc → place class, of every arc that leads to the home."""
    beds: dict[int, int]
    met: NDArray[np.bool_]
    hours: tuple[int, ...]
    room: int | None
    together: tuple[tuple[int, int], ...]
    further: Mapping[int, Further] = field(default_factory=dict)
    counted: list[tuple[int, int]] = field(default_factory=list)
    """A mask of people and the column that is taken when all of them live there."""

    @cached_property
    def arcs(self) -> NDArray[np.int64]:
        """Every arc that leads to the home: the joiners' one after another, then the stayers'."""
        return np.array([*chain.from_iterable(self.joining), *self.staying], dtype=np.int64)

    @cached_property
    def columns(self) -> NDArray[np.int64]:
        """The arcs, then the columns of pairs counted, then those of further beds."""
        pairs = (column for _, column in self.counted)
        return np.array([*self.arcs.tolist(), *pairs, *self.further_columns.tolist()], dtype=np.int64)

    @cached_property
    def further_columns(self) -> NDArray[np.int64]:
        """The columns of further beds, class by class."""
        return np.array([column for one in self.further.values() for column, _ in one.further], dtype=np.int64)

    @cached_property
    def starts(self) -> NDArray[np.int64]:
        """Where each joiner's arcs begin among the arcs."""
        return np.concatenate([[0], np.cumsum([len(arcs) for arcs in self.joining])])[:-1].astype(np.int64)

    @cached_property
    def _starts_of_people(self) -> NDArray[np.int64]:
        """Where the arcs of each joiner, and then of each stayer, begin."""
        return np.concatenate([self.starts, len(self.arcs) - np.arange(len(self.staying), 0, -1)])

    @cached_property
    def _person_of_arc(self) -> NDArray[np.int64]:
        """The number of each arc's joiner or stayer."""
        return np.repeat(np.arange(len(self._starts_of_people)), np.diff(self._starts_of_people, append=len(self.arcs)))

    @cached_property
    def alike(self) -> bool:
        """Whether all beds are of one class, so that each joiner has one arc to them."""
        return len(self.beds) == 1 and all(len(arcs) == 1 for arcs in self.joining)

    @cached_property
    def first_arcs(self) -> tuple[int, ...]:
        """The first of each joiner's arcs, where all have one."""
        return tuple(arcs[0] for arcs in self.joining if arcs)

    @cached_property
    def _clashes(self) -> list[int]:
        masks = [0] * len(self.joining)
        for one, other in zip(*(ends.tolist() for ends in np.nonzero(self.met)), strict=True):
            masks[one] |= 1 << other
        return masks

    @cached_property
    def parties(self) -> tuple[list[Party | None], list[Party]]:
        """The party of each joiner who comes alone, and the parties of several who could come at all."""
        count = len(self.joining)
        party_of = list(range(count))
        needs = [0] * count
        for one, other in self.together:
            if other >= count:
                needs[one] |= 1 << other
            elif party_of[one] != party_of[other]:
                old, new = party_of[one], party_of[other]
                party_of = [new if number == old else number for number in party_of]
        members: dict[int, list[int]] = {}
        for person, number in enumerate(party_of):
            members.setdefault(number, []).append(person)
        alone: list[Party | None] = [None] * count
        several = []
        for people in members.values():
            if len(people) == 1:
                (one,) = people
                alone[one] = Party(
                    people=(one,), itself=1 << one, clashes=self._clashes[one], needs=needs[one], hours=self.hours[one]
                )
                continue
            party = Party(
                people=tuple(people),
                itself=sum(1 << one for one in people),
                clashes=union(self._clashes[one] for one in people),
                needs=union(needs[one] for one in people),
                hours=sum(self.hours[one] for one in people),
            )
            if not party.itself & party.clashes:
                several.append(party)
        return alone, several

    def count(self, column: int, people: Iterable[Iterable[int]]) -> None:
        """From now on the column is taken when people, each told by the arcs that lead here, all live in the home."""
        one_of = {arc: number for number, arcs in enumerate(self.joining) for arc in arcs}
        one_of |= {arc: len(self.joining) + number for number, arc in enumerate(self.staying)}
        self.counted.append((union(1 << one_of[next(iter(arcs))] for arcs in people), column))

    def allows(self, taken: set[int]) -> bool:
        """Whether the arcs taken, of which no place class has more than its beds, make a household."""
        joined = [number for number, arcs in enumerate(self.joining) if not taken.isdisjoint(arcs)]
        if not joined:
            return True
        count = len(self.joining)
        here = joined + [count + number for number, arc in enumerate(self.staying) if arc in taken]
        mask = sum(1 << one for one in here)
        return (
            not any(self._clashes[one] & mask for one in joined)
            and all(mask >> other & 1 for one, other in self.together if mask >> one & 1)
            and (self.room is None or sum(self.hours[one] for one in here) <= self.room)
        )

    def dearer(self, values: NDArray[np.int64], least: int) -> NDArray[np.int64]:
        """int64, one an arc: households with it come to at least so much more than `least`, what none is cheaper than.

        No household with an arc is cheaper than the arc and the cheapest people, whoever they are, in the other beds.
        """
        of_arc = values[self.arcs]
        cheap = np.minimum(of_arc if self.alike else np.minimum.reduceat(of_arc, self._starts_of_people), 0)
        ordered = np.sort(cheap)[: sum(self.beds.values())]
        others = ordered.sum() - np.minimum(cheap, ordered[-1])
        bonus = sum(min(int(values[column]), 0) for _, column in self.counted)
        more = of_arc + (others if self.alike else others[self._person_of_arc])
        return np.asarray(np.maximum(more + (bonus - least), 0), dtype=np.int64)


def union(masks: Iterable[int]) -> int:
    """The bits of all masks."""
    total = 0
    for mask in masks:
        total |= mask
    return total
