"""The linear relaxation of a plan: few columns and rows at first, more where prices or broken rows ask for them."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import time
import os
import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, hstack, vstack

from housing_match.solve.arcs import Arcs
from housing_match.solve.certificate import PRICE_UNIT, Certificate, Spans, certify
from housing_match.solve.clock import Clock
from housing_match.solve.households import Households
from housing_match.solve.layers import Sum
from housing_match.solve.rows import Side, Table
from housing_match.solve.shared import Shared
from housing_match.solve.sharing import TooLarge
from housing_match.solve.solvers import Answer, Basis, Program, relaxed

DEBUG = os.environ.get('DEBUG')
ALL_AT_ONCE = 5_000
"""Up to so many columns and rows are all there from the start."""
ARCS_A_PERSON = int(os.environ.get('ARCS','10'))
NEARBY = int(os.environ.get('NEARBY','3'))
GATE=int(os.environ.get('GATE','1'))
THIN=int(os.environ.get('THIN','0'))
PER=int(os.environ.get('PER','2'))
BOX = int(os.environ.get('BOX','1'))
DELTA = float(os.environ.get('DELTA','0.05'))
ALPHA = float(os.environ.get('ALPHA','0.5'))
MOST_ROUNDS = 80
NEAR = 1e-6
"""How far a row may be broken, or a column be from whole, and still count as kept, or whole, on the way to a proof."""
FIRST_HOME = 1 << 40
"""Where the numbers of the rows begin that give each home told by households one household."""


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
    households: Households = field(init=False)
    _home: NDArray[np.int64] = field(init=False)
    """int64 [N]: the number of the small home with rules that a column belongs to, else -1."""
    _hidden: NDArray[np.bool_] = field(init=False)
    _lazy: NDArray[np.bool_] = field(init=False)
    """bool [R]: rows that may be asked for; those of small homes are kept by households."""
    _active: NDArray[np.bool_] = field(init=False)
    _basis: Basis | None = field(init=False, default=None)
    rounds: int = field(init=False, default=0)

    def __post_init__(self) -> None:
        rows, columns = self.table.matrix.shape
        self.inside = np.full(columns, columns <= ALL_AT_ONCE)
        self.inside[len(self.arcs.person) :] = True
        self.inside[: len(self.arcs.person)] |= self.arcs.stay
        self.rank = np.zeros(columns, dtype=np.int64)
        self._home = np.full(columns, -1)
        sharing = list(self.side.sharing.values())
        self.households = Households(sharing=sharing, columns=columns)
        for number, one in enumerate(sharing):
            self._home[one.arcs] = number
        for at, groups in enumerate(self.side.taken_with):
            self._home[len(self.arcs.person) + at] = self._home[groups[0][0]]
        self._hide()

    def _hide(self) -> None:
        first = len(self.arcs.people) + len(self.arcs.classes)
        small = self._home >= 0
        self._hidden = small.copy()
        self._hidden[: len(self.arcs.person)] = False
        self._lazy = np.asarray(abs(self.table.matrix) @ small.astype(np.int64) == 0)
        self._active = self._lazy & (len(self.table) <= ALL_AT_ONCE)
        self._active[:first] = True

    def _open(self, number: int) -> None:
        self.households.open(number)
        beds = list(self.households.sharing[number].beds)
        self._active[len(self.arcs.people) + np.array(beds)] = False

    def begin_with(self, sums: Sequence[Sum]) -> None:
        """Ranks each person's arcs by the goals in their order; the first few of each are in from the start."""
        count = len(self.arcs.person)
        keys = [one.costs[:count] for one in reversed(sums)]
        order = np.lexsort((*keys, self.arcs.person))
        self.rank[order] = np.arange(count) - np.searchsorted(self.arcs.person, self.arcs.person[order])
        self.inside[:count] |= self.rank[:count] < ARCS_A_PERSON

    def priced(
        self, costs: NDArray[np.int64], own: Table, spans: Spans, known: Shared, most: int | None, quick: bool
    ) -> Certificate:
        """What the prices of the relaxation prove of Σ costs, every column priced; of no prices, what that proves."""
        best: Certificate | None = None
        dual = False
        pool = self.households
        touched = (costs != 0) | (abs(own.matrix).sum(axis=0) > 0)
        for number in set(self._home[self._hidden & touched].tolist()) - set(pool.opened):
            self._open_seeded(number, known)
        for plan in known.plans:
            for at in range(len(pool.opened)):
                pool.take(at, plan)
        centre = None
        weight = ALPHA
        for _ in range(MOST_ROUNDS):
            self.rounds += 1
            T1 = time.process_time()
            solved = self._solve(costs, own, spans, dual=dual, centre=centre)
            if solved is None:
                print("LP none")
                break
            answer, values, whole_, relieved = solved
            T2 = time.process_time()
            active = np.flatnonzero(self._active)
            prices = np.zeros(len(self.table) + len(own))
            prices[active] = answer.prices[: len(active)]
            prices[len(self.table) :] = answer.prices[len(active) : len(active) + len(own)]
            away = self.households.told | self._hidden
            outside = Spans(least=np.where(away, 0, spans.least), most=np.where(away, 0, spans.most))
            tried = prices
            rows = [(self.table, tried[: len(self.table)]), (own, tried[len(self.table) :])]
            plain = certify(costs, rows, outside)
            certificate, new = self._by_households(plain, spans)
            T3 = time.process_time()
            if best is None or certificate.bound > best.bound:
                best = certificate
                if centre is not None:
                    centre = tried
            sums = self.table.matrix @ values
            broken = self._lazy & ~self._active & ((sums > self.table.most + NEAR) | (sums < self.table.least - NEAR))
            missing = ~self.inside & spans.is_open & (certificate.reduced < 0) & ~away
            all_missing = missing
            if missing.sum() > len(self.arcs.people):
                mm = np.flatnonzero(missing)
                o = mm[np.lexsort((certificate.reduced[mm], self.arcs.person[mm]))]
                pp = self.arcs.person[o]
                k = np.arange(len(o)) - np.searchsorted(pp, pp)
                missing = np.zeros_like(missing)
                missing[o[k < PER]] = True
            wrong = self._homes_to_open(values)
            if whole_ and not wrong and not broken.any():
                plan = self.side.completed(np.round(values[: len(self.arcs.person)]).astype(np.int64))
                value = int(costs @ plan)
                if (most is None or value < most) and own.kept_by(plan).all() and self.table.kept_by(plan).all():
                    known.remember(plan)
                    most = value
            owed = answer.objective + float(costs @ np.where(spans.is_open | away, 0, spans.least)) - best.bound / PRICE_UNIT
            if DEBUG:
                print(f"   round {self.rounds} lp {answer.objective:.3f} bound {certificate.bound/PRICE_UNIT:.3f} best {best.bound/PRICE_UNIT:.3f} known {most} missing {missing.sum()} broken {broken.sum()} wrong {len(wrong)} new {new} whole {whole_} opened {len(pool.opened)} sets {len(pool.found)} cols {len(answer.values)} relieved {relieved} lp {T2-T1:.3f} price {T3-T2:.3f} rest {time.process_time()-T3:.3f}")
            if most is not None and best.least >= most:
                return best
            if not broken.any() and (not wrong or quick) and owed < 1 - NEAR and not relieved:
                return best
            if not (broken.any() or (wrong and not quick) or missing.any() or new or relieved):
                return best
            if missing.sum() < GATE and not quick:
                if wrong:
                    if THIN or not pool.opened: self._thin(certificate.reduced, values)
                    before = len(pool.opened)
                    for number in wrong:
                        self._open_seeded(number, known)
                    free = tried.copy()
                    free[: len(self.table)][~self._active] = 0
                    plain = certify(costs, [(self.table, free[: len(self.table)]), (own, free[len(self.table) :])], spans)
                    for at in range(before, len(pool.opened)):
                        self._tell_cheapest(at, plain.reduced, spans.most > 0)
                        self._tell_cheapest(at, plain.reduced, values > NEAR)
                    centre = prices if BOX else None
            self._active |= broken
            self.inside |= missing
            dual = not missing.any() and not new and not wrong
        return best or certify(costs, [], spans)

    def _thin(self, reduced, values) -> None:
        """Only the nearest arcs stay."""
        if len(reduced) <= ALL_AT_ONCE:
            return
        count = len(self.arcs.person)
        near = np.full(len(reduced), True)
        at = np.argsort(np.abs(reduced[:count]), kind="stable")[NEARBY * len(self.arcs.people) :]
        near[at[~self.arcs.stay[at]]] = False
        self.inside &= near | (values > 0)

    def _open_seeded(self, number, known):
        pool = self.households
        at = len(pool.opened)
        self._open(number)
        pool.add(at, ())
        pool.add(at, pool.sharing[number].staying)
        for plan_ in known.plans:
            pool.take(at, plan_)

    def _tell_cheapest(self, at: int, values, spans) -> int:
        one = self.households.sharing[self.households.opened[at]]
        _, found = one.cheapest(values, spans)
        for _, household in found:
            self.households.add(at, household)
        return 0

    def _homes_to_open(self, values) -> list[int]:
        """Homes told by arcs where these do not make a household."""
        taken = np.flatnonzero(values[: len(self.arcs.person)] > NEAR)
        home = self._home[taken]
        taken, home = taken[(home >= 0) & ~self.households.told[taken]], home[(home >= 0) & ~self.households.told[taken]]
        order = np.argsort(home, kind="stable")
        taken, home = taken[order], home[order]
        if not len(home):
            return []
        numbers, starts = np.unique(home, return_index=True)
        found = []
        for number, arcs in zip(numbers.tolist(), np.split(taken, starts[1:]), strict=True):
            if (values[arcs] < 1 - NEAR).any() or not self.households.sharing[number].allows(set(arcs.tolist())):
                found.append(number)
        return found

    def _by_households(self, certificate: Certificate, spans: Spans) -> tuple[Certificate, int]:
        reduced, bound = certificate.reduced, certificate.bound
        new = 0
        changes = []
        for at, number in enumerate(self.households.opened):
            one = self.households.sharing[number]
            least, found = one.cheapest(reduced, spans.most > 0)
            bound += least
            for value, household in found:
                new += self.households.add(at, household)
            changes.append((one, least))
        stronger = reduced.copy()
        for one, least in changes:
            stronger[one.arcs] = one.dearer(reduced, least)
            stronger[[column for _, column in one.counted]] = 0
        return Certificate(bound=bound, reduced=stronger), new

    def _solve(
        self, costs: NDArray[np.int64], own: Table, spans: Spans, *, dual: bool, centre=None
    ):
        """The relaxation of what is in, and its value of every column."""
        pool = self.households
        away = pool.told | self._hidden
        inside = np.flatnonzero(self.inside & spans.is_open & ~away)
        matrix, of_home = pool.matrix()
        open_ = np.flatnonzero(matrix.T @ (spans.most == 0).astype(np.int64) == 0)
        matrix, of_home = csr_array(matrix[:, open_]), of_home[open_]
        active = np.flatnonzero(self._active)
        values = np.where(spans.is_open | away, 0, spans.least).astype(np.float64)
        rows = self.table.only(active).and_more(own)
        already = rows.matrix @ values
        homes = len(pool.opened)
        one_each = csr_array((np.ones(len(of_home), dtype=np.int64), (of_home, np.arange(len(of_home)))), shape=(homes, len(of_home)))
        body = hstack([rows.matrix[:, inside], rows.matrix @ matrix], format="csr")
        foot = hstack([csr_array((homes, len(inside)), dtype=np.int64), one_each], format="csr")
        ones = np.ones(homes)
        program = Program(
            rows=Table(
                matrix=csr_array(vstack([body, foot], format="csr")),
                least=np.concatenate([rows.least - already, ones]),
                most=np.concatenate([rows.most - already, ones]),
            ),
            row_ids=np.concatenate([active, len(self.table) + np.arange(len(own)), FIRST_HOME + np.arange(homes)]),
            column_ids=np.concatenate([inside, len(self.inside) + open_]),
            costs=np.concatenate([costs[inside], costs @ matrix]),
            least=np.concatenate([spans.least[inside], np.zeros(len(open_), dtype=np.int64)]),
            most=np.concatenate([spans.most[inside], np.ones(len(open_), dtype=np.int64)]),
        )
        if centre is not None:
            people = len(self.arcs.people)
            at = np.unique(self.arcs.person[self.households.told[: len(self.arcs.person)]])
            delta = DELTA * np.abs(costs).max(initial=1)
            price = centre[at]
            over = -np.minimum(price, 0) + delta
            under = price + delta
            keep = (under < 0) | self.arcs.must_place[at]
            n1, n2 = len(at), int(keep.sum())
            ends = np.concatenate([at, at[keep]])
            sign = np.concatenate([-np.ones(n1, dtype=np.int64), np.ones(n2, dtype=np.int64)])
            extra = csr_array((sign, (ends, np.arange(n1 + n2))), shape=(program.rows.matrix.shape[0], n1 + n2))
            program = replace(
                program,
                rows=replace(program.rows, matrix=csr_array(hstack([program.rows.matrix, extra], format="csr"))),
                column_ids=np.concatenate([program.column_ids, FIRST_HOME + at, FIRST_HOME + people + at[keep]]),
                costs=np.concatenate([program.costs, np.where(self.arcs.must_place[at], -price + delta, over), under[keep]]),
                least=np.concatenate([program.least, np.zeros(n1 + n2, dtype=np.int64)]),
                most=np.concatenate([program.most, np.full(n1 + n2, 9)]),
            )
        answer = relaxed(program, self._basis, self.clock, dual=dual)
        if answer is None:
            return None
        self._basis = answer.basis
        values[inside] = answer.values[: len(inside)]
        values += matrix @ answer.values[len(inside) : len(inside) + len(open_)]
        relieved = int((answer.values[len(inside) + len(open_) :] > NEAR).sum())
        whole = bool((np.abs(answer.values - np.round(answer.values)) < NEAR).all())
        return answer, values, whole and not relieved, relieved
