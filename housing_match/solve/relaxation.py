"""The linear relaxation of a plan: few columns, rows and households at first, more where it turns out to need them."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from housing_match.solve.arcs import Arcs
from housing_match.solve.basis import BASIC, Basis
from housing_match.solve.certificate import PRICE_UNIT, Certificate, Spans, certify
from housing_match.solve.clock import Clock
from housing_match.solve.household_search import TOLD_AT_FIRST
from housing_match.solve.households import NEAR, Households
from housing_match.solve.layers import Sum
from housing_match.solve.near_plans import NearPlans
from housing_match.solve.restricted import FIRST_HOME, Asked, Box, Point, Restricted
from housing_match.solve.rows import Side, Table, only_home
from housing_match.solve.solvers import relaxed

ALL_AT_ONCE = 5_000
"""Up to so many columns and rows are all there from the start."""
ARCS_A_PERSON = 6
NEAREST_A_PERSON = 3
"""So many arcs a person, those of least reduced cost of all, are kept when homes are first told by households."""
MOST_ROUNDS = 60
ROUNDED_EVERY = 8
"""So many rounds after the last a plan is made near a point, while the best known is far from what is proved."""
FEW_MISSING = 200
"""Homes are told by households once fewer arcs than that are missing: prices are sensible then."""


@dataclass
class Relaxation:
    """Starts each time from where it ended last; R rows of the plan over N columns."""

    arcs: Arcs
    side: Side
    table: Table
    clock: Clock
    inside: NDArray[np.bool_] = field(init=False)
    """bool [N]: the columns that the linear program knows."""
    rank: NDArray[np.int64] = field(init=False)
    """int64 [N]: how good an arc is for its person, best first, as far as each person alone can say."""
    rounds: int = field(init=False, default=0)
    households: Households = field(init=False)
    _plans: NearPlans = field(init=False)
    _lazy: NDArray[np.bool_] = field(init=False)
    """bool [R]: rows that are asked for when they are broken; those within one small home its households keep."""
    _home: NDArray[np.int64] = field(init=False)
    """int64 [R]: the number of the small home that all columns of a row belong to, but for those of people, else -1."""
    _further: NDArray[np.bool_] = field(init=False)
    """bool [N]: further beds of small homes."""
    _active: NDArray[np.bool_] = field(init=False)
    _let_go: NDArray[np.bool_] = field(init=False)
    """bool [R]: rows of beds of which only households speak."""
    _near: bool = field(init=False, default=False)
    """Whether arcs far from any use were taken out, as they are once homes are told by households."""
    basis: Basis | None = field(init=False, default=None)
    """Where it ended last, and starts from the next time."""
    prices: NDArray[np.float64] = field(init=False)
    """float64: prices of the plan's R rows and then of the own ones, as they were last."""

    def __post_init__(self) -> None:
        rows, columns = self.table.matrix.shape
        self.inside = np.full(columns, columns <= ALL_AT_ONCE)
        self.inside[len(self.arcs.person) :] = True
        self.inside[: len(self.arcs.person)] |= self.arcs.stay
        self.rank = np.zeros(columns, dtype=np.int64)
        self.households = Households(side=self.side, arcs=len(self.arcs.person), clock=self.clock)
        self._plans = NearPlans(arcs=self.arcs, side=self.side, table=self.table, clock=self.clock)
        self._home = only_home(self.table.matrix, self.households.home)
        self._home[: len(self.arcs.people)] = -1
        self._further = (self.households.home >= 0) & ~self.households.told
        self._further[: len(self.arcs.person)] = False
        of_beds = abs(self.table.matrix) @ self._further > 0
        self._lazy = (self._home < 0) | of_beds
        self._let_go = np.zeros(rows, dtype=np.bool_)
        self._active = self._lazy & (rows <= ALL_AT_ONCE)
        self._active[: len(self.arcs.people) + len(self.arcs.classes)] = True
        self._active |= of_beds
        self.prices = np.zeros(rows)

    def begin_with(self, sums: Sequence[Sum]) -> None:
        """Ranks each person's arcs by the goals in their order; the first few of each are in from the start."""
        count = len(self.arcs.person)
        keys = [one.costs[:count] for one in reversed(sums)]
        order = np.lexsort((*keys, self.arcs.person))
        self.rank[order] = np.arange(count) - np.searchsorted(self.arcs.person, self.arcs.person[order])
        self.inside[:count] |= self.rank[:count] < ARCS_A_PERSON

    def priced(
        self, asked: Asked, *, most: int | None, quick: bool = False, look: bool = True, rounds: int = MOST_ROUNDS
    ) -> Certificate:
        """What prices prove of the sum asked for, every column priced; enough once no plan is below `most`.

        `most` is what a plan known comes to; one found on the way is remembered. `quick`: by the homes told by
        households already, and no more of them. `look`: in the end also for a plan, where the prices lead to none. Out
        of time, what was proved until then; before the first prices TimeoutError is raised.
        """
        proved: list[Certificate] = []
        self._open(self._counting(asked), asked)
        self.households.take(asked.known.plans)
        for plan in asked.known.plans[:1]:
            self.inside |= plan > 0
        try:
            self._price(asked, most, proved, quick=quick, look=look, rounds=rounds)
        except TimeoutError:
            if not proved:
                raise
        return proved[-1] if proved else self.proved_by(asked, np.zeros(len(self.table)))

    def _price(
        self, asked: Asked, most: int | None, proved: list[Certificate], *, quick: bool, look: bool, rounds: int
    ) -> None:
        """Round after round; what proves more than all before it goes to `proved`."""
        box = Box(greatest=asked.greatest)
        for _ in range(rounds):
            self.rounds += 1
            point = self._solved(asked, box, primal=quick)
            if point is None:
                return
            certificate, new = self.households.certified(
                self._certificate_of_others(asked, point.prices), asked.spans, asked.listed
            )
            if not proved or certificate.bound > proved[-1].bound:
                proved.append(certificate)
                box.prices = None if box.prices is None else point.prices
            missing, broken = self._missing(certificate, asked.spans), self._broken(point)
            homes = [] if quick else self.households.broken(point.values)
            if point.whole and not homes and not broken.any():
                most = self._plans.remembered(asked, point.values, most)
            best = proved[-1]
            if not quick and self.rounds % ROUNDED_EVERY == 1 and best.is_far_below(most):
                most = self._plans.rounded(asked, point, most)
            if most is not None and best.least >= most:
                return
            converged = point.sum - best.bound / PRICE_UNIT < 1 - NEAR or not (missing.any() or new)
            ended = converged and not broken.any() and not homes
            if ended and not (point.relieved and box.dearer()):
                if look and not quick and not point.whole:
                    self._plans.look_for(asked, certificate, self.households)
                return
            if len(homes) and np.count_nonzero(missing) < FEW_MISSING:
                self._tell(homes, asked, point, certificate)
                box.prices = None if len(asked.own) else point.prices
            self._active |= broken
            self.inside |= missing

    def _solved(self, asked: Asked, box: Box, *, primal: bool) -> Point | None:
        """The least by what is in so far; None where GLOP finds no prices."""
        leaving = np.zeros_like(self.inside)
        if self.basis is not None:
            leaving[self.basis.basic(len(leaving))] = True
        let_go = np.flatnonzero(self._active & self._let_go)
        self._active[let_go] = self.basis is not None and self.basis.rows.status_of(let_go, BASIC) != BASIC
        restricted = Restricted(
            asked=asked,
            arcs=self.arcs,
            table=self.table,
            inside=self.inside,
            active=self._active,
            households=self.households,
            leaving=leaving & self.households.told,
            let_go=self._let_go,
        )
        program = restricted.program(box)
        answer = relaxed(program, self.basis, self.clock, primal=primal)
        if answer is None:
            return None
        self.basis = answer.basis
        point = restricted.point(answer)
        self.prices = point.prices
        return point

    def proved_by(self, asked: Asked, prices: NDArray[np.float64]) -> Certificate:
        """What any prices of the plan's rows, maybe of the first of the own ones too, prove of a sum.

        Prices of more own rows than there are were found for others, and say nothing of these. Raises TimeoutError.
        """
        rows, of_own = len(self.table), np.zeros(len(asked.own))
        known = prices[rows:]
        if len(known) <= len(of_own):
            of_own[: len(known)] = known
        others = self._certificate_of_others(asked, np.concatenate([prices[:rows], of_own]))
        return self.households.certified(others, asked.spans, asked.listed)[0]

    def _certificate_of_others(self, asked: Asked, of_rows: NDArray[np.float64]) -> Certificate:
        """What the prices prove of all columns but those told by households, and everybody's costs by these prices."""
        told, rows = self.households.told, len(self.table)
        least, most = (np.where(told, 0, ends) for ends in (asked.spans.least, asked.spans.most))
        prices = np.where(self._active & ~self._let_go, of_rows[:rows], 0.0)
        return certify(asked.costs, [(self.table, prices), (asked.own, of_rows[rows:])], Spans(least=least, most=most))

    def _missing(self, certificate: Certificate, spans: Spans) -> NDArray[np.bool_]:
        """bool [N]: columns that prices ask for; of very many, the two that they ask for most for each person."""
        missing = ~self.inside & spans.is_open & (certificate.reduced < 0) & ~self.households.told
        at = np.flatnonzero(missing)
        if len(at) > len(self.arcs.people):
            at = at[np.lexsort((certificate.reduced[at], self.arcs.person[at]))]
            person = self.arcs.person[at]
            missing[at[np.arange(len(at)) - np.searchsorted(person, person) >= 2]] = False
        return missing

    def _broken(self, point: Point) -> NDArray[np.bool_]:
        sums = self.table.matrix @ point.values
        return self._lazy & ~self._active & ((sums > self.table.most + NEAR) | (sums < self.table.least - NEAR))

    def _counting(self, asked: Asked) -> list[int]:
        """Homes where pairs count for a goal asked for or fixed, and that are not told by households yet."""
        counted = (asked.costs != 0) | (abs(asked.own.matrix).sum(axis=0) > 0)
        counted[: len(self.arcs.person)] = False
        homes = set(self.households.home[counted & ~self._further].tolist()) - {-1, *self.households.opened}
        return sorted(homes)

    def tell_every_home(self, asked: Asked) -> None:
        """From now on every small home is told by households."""
        self._open([home for home in range(len(self.side.sharing)) if home not in self.households.opened], asked)

    def _open(self, homes: list[int], asked: Asked) -> None:
        self.households.open(homes, asked.known.plans)
        self._let_go |= np.isin(self._home, homes)

    def _tell(self, homes: list[int], asked: Asked, point: Point, certificate: Certificate) -> None:
        """Homes are told by the cheapest households at the point's prices, and by those of the people there now.

        The first time only the nearest arcs stay in beside, those of the basis and those of the plan known. The linear
        program goes on from its basis, in which the cheapest household of each home is new.
        """
        first, arcs = len(self.households.opened), len(self.arcs.person)
        assert self.basis is not None, "a point comes with a basis"
        if not self._near and len(self.inside) > ALL_AT_ONCE:
            self._near, far = True, np.ones_like(self.inside)
            nearest = np.argsort(np.abs(certificate.reduced[:arcs]), kind="stable")
            far[nearest[: NEAREST_A_PERSON * len(self.arcs.people)]] = False
            far[self.basis.basic(len(far))] = False
            for plan in asked.known.plans[:1]:
                far[plan > 0] = False
            self.inside[:arcs] &= ~far[:arcs] | self.arcs.stay
        self._open(homes, asked)
        values = self._certificate_of_others(asked, point.prices).reduced
        self.households.cheapest(values, asked.spans.most > 0, {}, first, TOLD_AT_FIRST)
        self.households.cheapest(values, point.values > NEAR, {}, first, TOLD_AT_FIRST)
        numbers, places = self.households.starts(values, asked.spans.most > 0, first)
        self.basis = self.basis.and_more(len(self.inside) + numbers, FIRST_HOME + places)
