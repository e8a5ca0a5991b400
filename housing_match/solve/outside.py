"""What everybody outside a part of the plan comes to at prices of places, goal by goal, and what a way out costs.

A place of class c costs q_c ≥ 0 beside what goals count, q being one number a goal. Vectors of goals are ordered goal
by goal and can be added, as numbers can, so weak duality holds for them: with e_p the least of (cost + q) over the ways
of person p that are not in the part, or nothing where p may be without a place, every plan comes to

    Σ e + Σ over the part's arcs (cost + q − e) + Σ over other arcs (cost + q − e ≥ 0) + − Σ q × places

and more where somebody with e < 0 has no place. So no plan comes to less than Σ e − Σ q × places and the least of the
part. A class inside is priced at the most that anybody outside would save by a place there.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from housing_match.solve.arcs import Arcs
from housing_match.solve.goals import Tally
from housing_match.solve.parts import Part
from housing_match.solve.rows import Table

Costs = Callable[[int, NDArray[np.int64]], NDArray[np.int64]]
"""What some arcs cost (int64) on the goal of a number."""


@dataclass(frozen=True, kw_only=True)
class Outside:
    """`price` int64 [goals, C], `way_out` int64 [goals, N], and those who have no way out (bool [N]).

    `only_way` is bool [A]: of people who must have a place, and have one way out only, that way.
    """

    arcs: Arcs
    tallies: Sequence[Tally]
    price: NDArray[np.int64]
    way_out: NDArray[np.int64]
    no_way_out: NDArray[np.bool_]
    only_way: NDArray[np.bool_]

    def dearer(self, arc: NDArray[np.int64], goals: int) -> NDArray[np.int64]:
        """int64 [goals, arcs]: by how much each arc is dearer than its person's way out, on so many goals."""
        place_class, person = self.arcs.place_class[arc], self.arcs.person[arc]
        return np.stack(
            [
                tally.arc[arc] + tally.used[place_class] + price[place_class] - out[person]
                for tally, price, out in zip(self.tallies[:goals], self.price, self.way_out, strict=False)
            ]
        )

    @property
    def start(self) -> NDArray[np.int64]:
        """int64 [goals]: what a plan comes to if nobody takes an arc of the part and places are used as priced."""
        starts = np.array([tally.start for tally in self.tallies], dtype=np.int64)
        return np.asarray(starts + self.way_out.sum(axis=1) - self.price @ self.arcs.capacity)

    def rows(self, part: Part, people: NDArray[np.bool_], classes: NDArray[np.bool_]) -> Table:
        """What a plan keeps in the part of these people (bool [N]) and classes (bool [C]).

        Whoever has no way out has a place in the part. Whoever must have one, and has one way out only, fills that
        unless they have a place in the part: Σ arcs to a class + Σ (1 − arcs of these people) ≤ its places.
        """
        arcs, table = self.arcs, part.table
        least, most = table.least.copy(), table.most.copy()
        least[: len(part.arcs.people)] = self.no_way_out[people]
        only = np.flatnonzero(self.only_way & classes[arcs.place_class])
        row = len(part.arcs.people) + (np.cumsum(classes) - 1)[arcs.place_class[only]]
        np.subtract.at(most, row, 1)
        filling = np.full(len(arcs.people), -1)
        filling[arcs.person[only]] = row
        of_arc = filling[arcs.person[part.arc]]
        at = np.flatnonzero(of_arc >= 0)
        elsewhere = csr_array((np.ones_like(at), (of_arc[at], at)), shape=table.matrix.shape)
        return Table(matrix=csr_array(table.matrix - elsewhere), least=least, most=most)


def outside(
    arcs: Arcs,
    tallies: Sequence[Tally],
    prices: NDArray[np.int64],
    *,
    inside: NDArray[np.bool_],
    classes: NDArray[np.bool_],
    is_open: NDArray[np.bool_],
) -> Outside:
    """At prices of classes (int64 [goals, C]; those below nothing count as nothing).

    `inside` (bool [A]) are the part's arcs, `classes` (bool [C]) those whose prices are worked out here; arcs that are
    not open (bool [A]) no plan takes.
    """
    price = np.where(sign_of(prices) < 0, 0, prices)

    def cost(goal: int, arc: NDArray[np.int64]) -> NDArray[np.int64]:
        return np.asarray(tallies[goal].arc[arc] + tallies[goal].used[arcs.place_class[arc]])

    def priced(goal: int, arc: NDArray[np.int64]) -> NDArray[np.int64]:
        return np.asarray(cost(goal, arc) + price[goal, arcs.place_class[arc]])

    people, ways, goals = len(arcs.people), is_open & ~inside, len(tallies)
    alone = np.bincount(arcs.person[inside], minlength=people) == 0
    away = np.flatnonzero(ways & (alone[arcs.person] | ~classes[arcs.place_class]))
    way_out, has = least_of(priced, goals, away, arcs.person, people)
    stays_out = ~arcs.must_place & (~has | (sign_of(way_out) > 0))
    way_out[:, stays_out | ~has] = 0
    coming = np.flatnonzero(ways & classes[arcs.place_class])

    def saved(goal: int, arc: NDArray[np.int64]) -> NDArray[np.int64]:
        return np.asarray(cost(goal, arc) - way_out[goal, arcs.person[arc]])

    bids, _ = least_of(saved, goals, coming, arcs.place_class, len(arcs.classes))
    price = np.where(classes, np.where(sign_of(bids) < 0, -bids, 0), price)
    one_way = arcs.must_place & (np.bincount(arcs.person[ways], minlength=people) == 1)
    return Outside(
        arcs=arcs,
        tallies=tallies,
        price=price,
        way_out=way_out,
        no_way_out=~has & arcs.must_place,
        only_way=ways & one_way[arcs.person],
    )


def sign_of(vectors: NDArray[np.int64]) -> NDArray[np.int8]:
    """int8, one a column of int64 [goals, columns]: the sign of the first number that is not nothing."""
    first = (vectors != 0).argmax(axis=0)
    return np.asarray(np.sign(np.take_along_axis(vectors, first[None, :], axis=0)[0]), dtype=np.int8)


def least_of(
    costs: Costs, goals: int, arc: NDArray[np.int64], group: NDArray[np.int64], groups: int
) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """int64 [goals, groups]: the least of the arcs' costs in each group, goal by goal, and which groups have any.

    `group` is int64 [A], the group of each of all arcs; groups without any come to nothing.
    """
    least, has = np.zeros((goals, groups), dtype=np.int64), np.zeros(groups, dtype=np.bool_)
    has[group[arc]] = True
    for goal in range(goals):
        of_arc, low = costs(goal, arc), np.full(groups, np.iinfo(np.int64).max)
        np.minimum.at(low, group[arc], of_arc)
        least[goal, has] = low[has]
        arc = arc[of_arc == low[group[arc]]]
    return least, has
