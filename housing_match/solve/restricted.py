"""The relaxation of what is in so far, as one linear program: arcs, households, and columns that relieve rows."""

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from housing_match.solve.arcs import Arcs
from housing_match.solve.certificate import Spans
from housing_match.solve.entries import Entries, entries_of, matrix_of, of_columns, one_each
from housing_match.solve.households import NEAR, Households, Listed
from housing_match.solve.rows import Table
from housing_match.solve.shared import Shared
from housing_match.solve.solvers import Answer, Program

BOX = 10
"""A person's price may leave the one it is held near by one part in so many of the greatest cost."""
DEAR = 16
"""What breaking a pin or an own row costs at first, in greatest costs, and how many times dearer it gets in a step."""
MOST_DEAR = DEAR**3
"""What breaking them costs at most, in greatest costs; a plan that has to break a whole unit pays far less."""
FIRST_HOME, FIRST_RELIEF = 1 << 40, 1 << 41
"""Where the numbers begin of the rows of one household a home, and of the columns that relieve rows."""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """The least of Σ costs within the spans, goals and chains fixed kept by `own` rows; plans found go to `known`."""

    costs: NDArray[np.int64]
    own: Table
    spans: Spans
    known: Shared
    listed: Listed = field(default_factory=dict)

    @property
    def greatest(self) -> float:
        """The greatest cost of a column, whatever its sign."""
        return float(np.abs(self.costs).max(initial=1))


@dataclass(kw_only=True)
class Box:
    """Prices (float64, a row each) that people's prices are held near, so that they do not swing between rounds.

    `dear` is what breaking pins and own rows by one costs.
    """

    greatest: float
    prices: NDArray[np.float64] | None = None
    width: float = field(init=False)
    dear: float = field(init=False)

    def __post_init__(self) -> None:
        self.width, self.dear = self.greatest / BOX, self.greatest * DEAR

    def dearer(self) -> bool:
        """Makes what is relieved dearer; False where it is as dear already as it gets."""
        if self.prices is None:
            self.dear *= DEAR
            return self.dear <= MOST_DEAR * self.greatest
        self.width *= 4
        return self.width <= DEAR * self.greatest * 4


@dataclass(frozen=True, kw_only=True)
class Point:
    """Where a linear program ended: values of N columns, prices of all R rows and then of the own ones.

    `sum` is what the relaxation comes to; `whole` says whether it is a choice, `relieved` whether it breaks rows.
    """

    values: NDArray[np.float64]
    prices: NDArray[np.float64]
    sum: float
    whole: bool
    relieved: bool


@dataclass(frozen=True, kw_only=True)
class Restricted:
    """What is asked of the columns `inside` (bool [N]), the rows `active` (bool [R]) and the households found so far.

    Arcs that are `leaving` (bool [N]) are told by households, and so held at 0, as rows `let_go` (bool [R]) are no
    longer held at all: they stay in for as long as the basis needs them.
    """

    asked: Asked
    arcs: Arcs
    table: Table
    inside: NDArray[np.bool_]
    active: NDArray[np.bool_]
    households: Households
    leaving: NDArray[np.bool_]
    let_go: NDArray[np.bool_]

    def program(self, box: Box) -> Program:
        """Arcs, then households, then reliefs; the plan's rows, then the own ones, then one household a home."""
        asked, at, active = self.asked, self._arcs_in, np.flatnonzero(self.active)
        households, numbers, _ = self._households
        rows = self.table.only(active).and_more(asked.own)
        ids = np.concatenate([active, len(self.table) + np.arange(len(asked.own))])
        already = rows.matrix @ self._settled
        relieved, sign, cost = self._reliefs(box)
        homes = np.ones(len(self.households.opened))
        held = np.concatenate([~self.let_go[active], np.ones(len(asked.own), dtype=np.bool_)])
        limits = np.where(held, rows.least - already, -np.inf), np.where(held, rows.most - already, np.inf)
        spread = len(at), len(numbers), len(relieved)
        nothing, one, many = (np.full(sum(spread[1:]), 0), np.full(spread[1], 1), np.full(spread[2], len(ids)))
        return Program(
            rows=Table(
                matrix=self._matrix(rows.matrix, np.searchsorted(ids, relieved), sign),
                least=np.concatenate([limits[0], homes]),
                most=np.concatenate([limits[1], homes]),
            ),
            row_ids=np.concatenate([ids, FIRST_HOME + np.arange(len(homes))]),
            column_ids=np.concatenate([at, len(self.inside) + numbers, FIRST_RELIEF + 2 * relieved + (sign > 0)]),
            costs=np.concatenate([asked.costs[at], asked.costs @ households, cost]),
            least=np.concatenate([np.where(self.leaving, 0, asked.spans.least)[at], nothing]),
            most=np.concatenate([np.where(self.leaving, 0, asked.spans.most)[at], one, many]),
        )

    def _matrix(self, rows: csr_array, relieved: NDArray[np.int64], sign: NDArray[np.int64]) -> csr_array:
        """The coefficients of the program; `relieved` says which of the rows each relief is of."""
        households, _, home = self._households
        arcs, relieving = len(self._arcs_in), np.arange(len(sign))
        parts = [
            of_columns(rows, self._arcs_in),
            entries_of(csr_array(rows @ households)).beside(arcs),
            one_each(home, below=rows.shape[0]).beside(arcs),
            Entries(row=relieved, column=relieving, value=sign).beside(arcs + len(home)),
        ]
        return matrix_of(parts, rows.shape[0] + len(self.households.opened), arcs + len(home) + len(sign))

    def point(self, answer: Answer) -> Point:
        """What an answer to the program says of all columns and rows."""
        asked, at, active, settled = self.asked, self._arcs_in, np.flatnonzero(self.active), self._settled
        households, numbers, _ = self._households
        arcs, chosen, relieved = np.split(answer.values, [len(at), len(at) + len(numbers)])
        values = settled + households @ chosen
        values[at] += arcs
        prices = np.zeros(len(self.table) + len(asked.own))
        prices[active] = answer.prices[: len(active)]
        prices[len(self.table) :] = answer.prices[len(active) : len(active) + len(asked.own)]
        is_relieved = bool((relieved > NEAR).any())
        return Point(
            values=values,
            prices=prices,
            sum=answer.objective + float(asked.costs @ settled),
            whole=not is_relieved and bool((np.abs(answer.values - np.round(answer.values)) < NEAR).all()),
            relieved=is_relieved,
        )

    @cached_property
    def _arcs_in(self) -> NDArray[np.int64]:
        return np.flatnonzero(self.inside & self.asked.spans.is_open & ~self.households.told | self.leaving)

    @cached_property
    def _settled(self) -> NDArray[np.float64]:
        """float64 [N]: the value of each settled column that is not told by households, else 0."""
        free = self.asked.spans.is_open | self.households.told
        return np.where(free, 0, self.asked.spans.least).astype(np.float64)

    @cached_property
    def _households(self) -> tuple[csr_array, NDArray[np.int64], NDArray[np.int64]]:
        return self.households.matrix(self.asked.spans, self.asked.listed)

    def _reliefs(self, box: Box) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]:
        """Row, sign and cost of each relief, by row: 1 leaves a row unserved, -1 lets it be served too well.

        Pins, and own rows that ask for something, may be left at a price that is too dear for a plan; prices in a box
        are held there by reliefs of people on both sides of it.
        """
        wanting = len(self.table) + np.flatnonzero(self.asked.own.least > -np.inf)
        limits = len(self.table) + np.flatnonzero(self.asked.own.most < np.inf)
        dear = np.concatenate([np.flatnonzero(self.arcs.must_place), wanting])
        held = np.zeros(0, dtype=np.int64)
        if box.prices is not None:
            is_held = np.zeros(len(self.table) + len(self.asked.own), dtype=np.bool_)
            is_held[self.arcs.person[self.households.told[: len(self.arcs.person)]]] = True
            held, dear = np.flatnonzero(is_held), dear[~is_held[dear]]
        price = np.zeros(0) if box.prices is None else box.prices[held]
        must = self.arcs.must_place[held]
        above = np.where(must, -price, np.maximum(-price, 0)) + box.width
        below = price + box.width
        pull = must | (below < 0)
        row = np.concatenate([dear, limits, held, held[pull]])
        sign = np.repeat([1, -1, -1, 1], [len(dear), len(limits), len(held), int(pull.sum())])
        cost = np.concatenate([np.full(len(dear) + len(limits), box.dear), above, below[pull]])
        order = np.lexsort((sign, row))
        return row[order], sign[order], cost[order]
