"""Proves goals of a large plan by its part around the homes that couple people, everybody else at a flow's prices.

The part's least is a bound for the whole (`outside.py`). Its choice, completed by a flow, is a plan; where the two
meet, the goals are proved. Where they do not, whoever pays more than the prices say comes into the part, with the
places that they would have had and the people who have these.
"""

from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from housing_match.solve.certificate import Spans
from housing_match.solve.clock import Clock
from housing_match.solve.coupled import Coupled
from housing_match.solve.engine import Best, NoPlan, OutOfTime, SolverFailed
from housing_match.solve.flow import Flow, OutOfRange
from housing_match.solve.goals import WISHES, Tally
from housing_match.solve.model import Model
from housing_match.solve.outside import Outside, outside, sign_of
from housing_match.solve.parts import part_of
from housing_match.solve.shared import Shared
from housing_match.solve.ways import coupled_arcs, open_arcs, wanted_arcs

MOST_ROUNDS = 12
"""At a tenth of England six are enough."""
RINGS = 2
"""With whoever comes in, come the people who have their places, and those who have these people's."""
FEW = 4
"""Where rules speak of more than one arc in so many, the part would be the whole."""
Vector = tuple[int, ...]
"""What something comes to on one goal after another, small being better."""


@dataclass(kw_only=True)
class Around:
    """`leasts`: no plan that is as good on the goals before comes to less on one; `taken`: the best plan, bool [A]."""

    model: Model
    clock: Clock
    leasts: Vector = field(init=False, default=())
    taken: NDArray[np.bool_] | None = field(init=False, default=None)
    _goals: int = field(init=False, default=0)
    """So many of the first goals the part is asked for; those after them only break ties between ways."""

    @cached_property
    def _coupled(self) -> NDArray[np.bool_]:
        return coupled_arcs(self.model)

    @cached_property
    def _wanted(self) -> NDArray[np.bool_]:
        return wanted_arcs(self.model)

    @cached_property
    def _open(self) -> NDArray[np.bool_]:
        return open_arcs(self.model.arcs)

    @property
    def pays(self) -> bool:
        """Whether the part can be asked for and is small: nothing falls apart, no chain is cut, no goal gives way."""
        scenario = self.model.arcs.assessment.scenario
        if len(self.model.parts) > 1 or scenario.max_chain is not None or scenario.gives_way:
            return False
        return bool(np.count_nonzero(self._coupled) * FEW <= len(self._coupled))

    def prove(self) -> None:
        """Rounds until the plan meets the bound on every goal that prices speak of, or nobody comes into the part.

        Raises TimeoutError; what is known by then stands.
        """
        arcs = self.model.arcs
        self.clock.seconds_left()
        try:
            self._goals, costs, first, prices = Flow(arcs).prices(self.model.order)
            classes = np.zeros(len(arcs.classes), dtype=np.bool_)
            for one in self.model.side.sharing.values():
                classes[arcs.place_class[one.arcs]] = True
            people = _marked(arcs.person[self._coupled], len(arcs.people))
            for _ in range(MOST_ROUNDS):
                self.clock.seconds_left()
                people[arcs.person[(arcs.stay | first) & classes[arcs.place_class]]] = True
                inside = self._coupled | (people[arcs.person] & classes[arcs.place_class])
                beyond = outside(arcs, self.model.order, prices, inside=inside, classes=classes, is_open=self._open)
                chosen = self._choose(beyond, inside)
                found = self._completed(costs, chosen)
                if found is not None and self._comes_to(found) == self.leasts:
                    self.taken = self._best_of_equals(costs, found, chosen)
                    return
                more = self._stuck(chosen) if found is None else self._paying(beyond, inside, chosen, found, first)
                if not (more[0] > people).any() and not (more[1] > classes).any():
                    return
                people, classes = people | more[0], classes | more[1]
        except (NoPlan, OutOfRange):  # the ordinary engines find out which
            return

    def met_by(self, taken: NDArray[np.bool_]) -> list[Best]:
        """What a plan (bool [A]) comes to on one goal after another, beside the bounds."""
        return [
            Best(found=found, bound=least, taken=taken)
            for found, least in zip(self._comes_to(taken), self.leasts, strict=False)
        ]

    def _choose(self, beyond: Outside, inside: NDArray[np.bool_]) -> NDArray[np.int64]:
        """The part's arcs that its best choice takes; what it comes to is a bound. Raises NoPlan and TimeoutError."""
        arc, engine, left = self._part(beyond, inside)
        found: Vector = ()
        while left:
            try:
                bests = engine.best(left)
            except OutOfTime as out:
                self.leasts = max(self.leasts, found if out.bound is None else (*found, out.bound))
                raise
            found = (*found, *(best.bound for best in bests))
            self.leasts = max(self.leasts, found)
            if not bests[-1].proved:
                raise TimeoutError
            for tally, best in zip(left, bests, strict=False):
                engine.fix(tally, best.found)
            left = left[len(bests) :]
        return arc[bests[-1].taken]

    def _part(self, beyond: Outside, inside: NDArray[np.bool_]) -> tuple[NDArray[np.int64], Coupled, list[Tally]]:
        """The part's arcs in the whole, its engine and its goals.

        Arcs dearer than the way out are left out where nobody gains by somebody's coming: the choice is better without.
        """
        arcs, side, table, count = self.model.arcs, self.model.side, self.model.table, len(self._coupled)
        arc = np.flatnonzero(inside)
        dearer = beyond.dearer(arc, len(self.model.order))
        ways = self._open[arc] & ((sign_of(dearer) <= 0) | beyond.no_way_out[arcs.person[arc]] | self._wanted[arc])
        keep = self._coupled[arc] | ways
        arc, dearer, ways = arc[keep], dearer[:, keep], ways[keep]
        people, classes = _marked(arcs.person[arc], len(arcs.people)), _marked(arcs.place_class[arc], len(arcs.classes))
        columns = np.concatenate([_marked(arc, count), np.ones(side.extra_columns, dtype=np.bool_)])
        rules = np.ones(len(table) - len(people) - len(classes), dtype=np.bool_)
        part = part_of(arcs, side, table, columns=columns, rows=np.concatenate([people, classes, rules]))
        few = replace(part.arcs, must_place=beyond.no_way_out[people])
        least = part.table.least.copy()
        least[: len(few.people)] = few.must_place
        engine = Coupled(few, part.side, self.clock, Shared(table=replace(part.table, least=least)))
        most = np.concatenate([ways, np.ones(side.extra_columns, dtype=np.bool_)]).astype(np.int64)
        engine.keep_within(Spans(least=np.zeros_like(most), most=most))
        nothing = np.zeros(len(few.classes), dtype=np.int64)
        return (
            arc,
            engine,
            [
                Tally(name=tally.name, sign=1, arc=of_arc, used=nothing, start=start)
                for tally, of_arc, start in zip(
                    self.model.order[: self._goals], dearer, beyond.start.tolist(), strict=False
                )
            ],
        )

    def _completed(self, costs: NDArray[np.int64], chosen: NDArray[np.int64]) -> NDArray[np.bool_] | None:
        """bool [A]: the plan of least costs (int64 [E]) in which rules see what the part chose; None where none is."""
        arcs = self.model.arcs
        try:
            taken = self._others(chosen).solve(costs)[: len(arcs.person)] > 0
        except NoPlan:
            return None
        if not self.model.table.kept_by(self.model.side.completed(taken.astype(np.int64))).all():
            raise SolverFailed("the part's choice, completed by a flow, breaks a rule that the part keeps")
        if self.taken is None or self._comes_to(taken) < self._comes_to(self.taken):
            self.taken = taken
        return taken

    def _others(self, chosen: NDArray[np.int64]) -> Flow:
        """A flow of everybody else, once those of the part's arcs (int64) of which a rule speaks are taken."""
        arcs, flow = self.model.arcs, Flow(self.model.arcs)
        arc = chosen[self._coupled[chosen]]
        placed = np.bincount(arcs.person[arc], minlength=len(arcs.people))
        used = np.bincount(arcs.place_class[arc], minlength=len(arcs.classes))
        ways = self._open & ~self._coupled & (placed[arcs.person] == 0)
        taken = np.zeros_like(arcs.person)
        taken[arc] = 1
        flow.capacity = np.concatenate([ways, ~arcs.must_place & (placed == 0), arcs.capacity - used]).astype(np.int64)
        flow.filled = np.concatenate([taken, np.zeros_like(placed), used])
        return flow

    def _best_of_equals(
        self, costs: NDArray[np.int64], taken: NDArray[np.bool_], chosen: NDArray[np.int64]
    ) -> NDArray[np.bool_]:
        """bool [A]: of the plans that complete the choice equally well, one that is good on the goals further down."""
        rest = self.model.order[self._goals :]
        if not rest:
            return taken
        flow = self._others(chosen)
        flow.leave_least(costs)
        return flow.nearly_best(rest)[1]

    def _comes_to(self, taken: NDArray[np.bool_]) -> Vector:
        """What a plan comes to on the goals that prices speak of."""
        values = self.model.side.completed(taken.astype(np.int64))
        wishes = sum(value * int(values[at]) for at, value in self.model.side.wishes.items())
        return tuple(
            wishes if tally.name == WISHES else tally.sign * tally.value(self.model.arcs, taken)
            for tally in self.model.order[: self._goals]
        )

    def _stuck(self, chosen: NDArray[np.int64]) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        """bool [N], bool [C]: those for whom the choice leaves too few places, with these, and the classes chosen.

        As many as can be who must have a place get one; whoever does not, and all who could make room for them only by
        going without, want the same places.
        """
        arcs = self.model.arcs
        flow, count, people = self._others(chosen), len(arcs.person), len(arcs.people)
        ways, nowhere = flow.capacity[:count] > 0, slice(count, count + people)
        flow.capacity[nowhere] = ~_marked(arcs.person[flow.filled[:count] > 0], people)
        costs = np.zeros_like(flow.capacity)
        costs[nowhere] = arcs.must_place
        found = flow.solve(costs)
        taken, stuck = ways & (found[:count] > 0), (found[nowhere] > 0) & arcs.must_place
        while True:
            classes = _marked(arcs.place_class[ways & stuck[arcs.person]], len(arcs.classes))
            more = stuck.copy()
            more[arcs.person[taken & classes[arcs.place_class]]] = True
            if (more == stuck).all():
                classes[arcs.place_class[chosen]] = True
                return stuck, classes
            stuck = more

    def _paying(
        self,
        beyond: Outside,
        inside: NDArray[np.bool_],
        chosen: NDArray[np.int64],
        taken: NDArray[np.bool_],
        first: NDArray[np.bool_],
    ) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        """bool [N], bool [C]: who pays more in a plan than prices say, or is elsewhere than the part says; and where.

        With them come the classes that they would have had at these prices, whoever is there in the plan and whoever
        would be without rules (bool [A] each).
        """
        arcs = self.model.arcs
        people, classes = np.zeros(len(arcs.people), dtype=np.bool_), np.zeros(len(arcs.classes), dtype=np.bool_)
        dear = np.flatnonzero(taken)
        dear = dear[sign_of(beyond.dearer(dear, self._goals)) > 0]
        people[arcs.person[dear]] = True
        people[arcs.person[chosen]] = False
        people[arcs.person[dear[~inside[dear]]]] = True
        nowhere = ~_marked(arcs.person[taken], len(arcs.people))
        people |= nowhere & (sign_of(beyond.way_out[: self._goals]) < 0)
        used = np.bincount(arcs.place_class[taken], minlength=len(arcs.classes))
        classes |= (used < arcs.capacity) & (sign_of(beyond.price[: self._goals]) > 0)
        for _ in range(RINGS):
            ways = np.flatnonzero(self._open & ~inside & people[arcs.person])
            ways = ways[taken[ways] | (sign_of(beyond.dearer(ways, self._goals)) == 0)]
            classes[arcs.place_class[ways]] = True
            people[arcs.person[(taken | first) & classes[arcs.place_class]]] = True
        return people, classes


def _marked(at: NDArray[np.int64], count: int) -> NDArray[np.bool_]:
    """bool [count]: which numbers are among those given."""
    return np.asarray(np.bincount(at, minlength=count) > 0, dtype=np.bool_)
