"""Proves goals of a large plan by its part around the homes that couple people, everybody else at a flow's prices.

The part's least is a bound for the whole (`outside.py`). Its choice, completed by a flow, is a plan; where the two
meet on a goal, it is proved, and the part is asked for the next. Where they do not, whoever pays more than the prices
say comes into the part, with the places that they would have had and the people who have these.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from housing_match.solve.certificate import Spans
from housing_match.solve.clock import Clock
from housing_match.solve.completing import Completing, Vector, marked
from housing_match.solve.coupled import Coupled
from housing_match.solve.engine import Best, NoPlan, OutOfTime
from housing_match.solve.goals import Tally
from housing_match.solve.least_flow import OutOfRange
from housing_match.solve.model import Model
from housing_match.solve.one_place import beside_places
from housing_match.solve.outside import Outside, outside, sign_of
from housing_match.solve.parts import part_of
from housing_match.solve.shared import Shared
from housing_match.solve.ways import coupled_arcs, wanted_arcs
from housing_match.solve.weighed_flow import WeighedFlow

FEW = 4
"""Where the part has more than one arc in so many, it is no smaller a matter than the whole."""


def core_of(model: Model) -> NDArray[np.bool_] | None:
    """bool [A]: the arcs that the part begins with; None where it cannot be asked for or is not small.

    It can where nothing falls apart, no chain is cut and no goal gives way.
    """
    scenario = model.arcs.assessment.scenario
    if len(model.parts) > 1 or scenario.max_chain is not None or scenario.gives_way:
        return None
    core = coupled_arcs(model)
    return core if _is_small(core) else None


def _is_small(inside: NDArray[np.bool_]) -> bool:
    return bool(np.count_nonzero(inside) * FEW <= len(inside))


@dataclass(kw_only=True)
class Around:
    """`leasts`: no plan that is as good on the goals before comes to less on one.

    `coupled` is bool [A], the arcs of which rules speak; `first` the least flow without rules: it gives prices, on as
    many goals as it weighs.
    """

    model: Model
    clock: Clock
    coupled: NDArray[np.bool_]
    first: WeighedFlow
    leasts: Vector = field(init=False, default=())
    plans: Completing = field(init=False)

    def __post_init__(self) -> None:
        self.plans = Completing(model=self.model, coupled=self.coupled, first=self.first)

    @property
    def taken(self) -> NDArray[np.bool_] | None:
        """The best plan found, bool [A]."""
        return self.plans.taken

    @cached_property
    def _wanted(self) -> NDArray[np.bool_]:
        return wanted_arcs(self.model)

    def prove(self) -> None:
        """Rounds until the plan meets the bound on every goal weighed, or nobody comes into the part.

        Raises TimeoutError; what is known by then stands.
        """
        arcs, order = self.model.arcs, self.model.order
        try:
            prices = self.first.prices(order, len(arcs.people))
            classes = np.zeros(len(arcs.classes), dtype=np.bool_)
            for one in self.model.side.sharing.values():
                classes[arcs.place_class[one.arcs]] = True
            people = marked(arcs.person[self.coupled], len(arcs.people))
            while True:
                self.clock.seconds_left()
                people[arcs.person[(arcs.stay | self.first.taken) & classes[arcs.place_class]]] = True
                inside = self.coupled | (people[arcs.person] & classes[arcs.place_class])
                if not _is_small(inside):
                    return
                beyond = outside(arcs, order, prices, inside=inside, classes=classes, is_open=self.plans.is_open)
                more = self._round(beyond, inside)
                if more is None or not ((more[0] > people).any() or (more[1] > classes).any()):
                    return
                people, classes = people | more[0], classes | more[1]
        except (NoPlan, OutOfRange):  # the ordinary engines find out which
            return

    def met_by(self, taken: NDArray[np.bool_]) -> list[Best]:
        """What a plan (bool [A]) comes to on one goal after another, beside the bounds."""
        return [
            Best(found=found, bound=least, taken=taken)
            for found, least in zip(self.plans.comes_to(taken), self.leasts, strict=False)
        ]

    def _round(self, beyond: Outside, inside: NDArray[np.bool_]) -> tuple[NDArray[np.bool_], NDArray[np.bool_]] | None:
        """Who comes into the part next, and which classes (bool [N], bool [C]); None once every goal is proved.

        Goals are proved one by one, as long as a plan meets them. Raises NoPlan and TimeoutError.
        """
        plans, chosen = self.plans, None
        for goals, choice in enumerate(self._choices(beyond, inside), start=1):
            if chosen is None or not np.array_equal(choice, chosen):
                chosen = choice
                try:
                    found = plans.by(chosen)
                except NoPlan:
                    return plans.stuck(chosen)
            if not plans.meets(self.leasts[:goals]) and plans.look_further():
                found = plans.by(chosen)
            if not plans.meets(self.leasts[:goals]):
                return self._paying(beyond, inside, chosen, found)
        plans.refine()
        return None

    def _choices(self, beyond: Outside, inside: NDArray[np.bool_]) -> Iterator[NDArray[np.int64]]:
        """The part's arcs that its best choice takes, once for each goal that is proved next of it.

        What it comes to is a bound. Raises NoPlan and TimeoutError.
        """
        arc, engine, left = self._part(beyond, inside)
        least: Vector = ()
        while left:
            proved = []
            try:
                for best in engine.one_by_one(left):
                    least = (*least, best.bound)
                    self.leasts = max(self.leasts, least)
                    if not best.proved:
                        raise TimeoutError
                    proved.append(best.found)
                    yield arc[best.taken]
            except OutOfTime as out:
                self.leasts = max(self.leasts, least if out.bound is None else (*least, out.bound))
                raise
            for tally, most in zip(left, proved, strict=False):
                engine.fix(tally, most)
            left = left[len(proved) :]

    def _part(self, beyond: Outside, inside: NDArray[np.bool_]) -> tuple[NDArray[np.int64], Coupled, list[Tally]]:
        """The part's arcs in the whole, its engine and its goals.

        Arcs dearer than the way out are left out where nobody gains by somebody's coming: the choice is better without.
        """
        arcs, side, table, count = self.model.arcs, self.model.side, self.model.table, len(self.coupled)
        arc = np.flatnonzero(inside)
        dearer = beyond.dearer(arc, len(self.model.order))
        bound = beyond.no_way_out | marked(arcs.person[beyond.only_way], len(arcs.people))
        ways = self.plans.is_open[arc] & ((sign_of(dearer) <= 0) | bound[arcs.person[arc]] | self._wanted[arc])
        keep = self.coupled[arc] | ways
        arc, dearer, ways = arc[keep], dearer[:, keep], ways[keep]
        people, classes = marked(arcs.person[arc], len(arcs.people)), marked(arcs.place_class[arc], len(arcs.classes))
        columns = np.concatenate([marked(arc, count), np.ones(side.extra_columns, dtype=np.bool_)])
        rules = np.ones(len(table) - len(people) - len(classes), dtype=np.bool_)
        part = part_of(arcs, side, table, columns=columns, rows=np.concatenate([people, classes, rules]))
        few = replace(part.arcs, must_place=beyond.no_way_out[people])
        rows = beyond.rows(part, people, classes)
        engine = Coupled(few, part.side, self.clock, Shared(table=rows.and_more(beside_places(rows, few))))
        most = np.concatenate([ways, np.ones(side.extra_columns, dtype=np.bool_)]).astype(np.int64)
        engine.keep_within(Spans(least=np.zeros_like(most), most=most))
        nothing = np.zeros(len(few.classes), dtype=np.int64)
        return (
            arc,
            engine,
            [
                Tally(name=tally.name, sign=1, arc=of_arc, used=nothing, start=start)
                for tally, of_arc, start in zip(
                    self.model.order[: len(self.first.each)], dearer, beyond.start.tolist(), strict=False
                )
            ],
        )

    def _paying(
        self, beyond: Outside, inside: NDArray[np.bool_], chosen: NDArray[np.int64], taken: NDArray[np.bool_]
    ) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        """bool [N], bool [C]: who pays more on any goal weighed than prices say, or is not where the part says; where.

        With them come the classes that they would have had at these prices, whoever is there in the plan and whoever
        would be without rules (bool [A] each). Not only the goal that the plan missed counts: those after it would be
        missed next.
        """
        goals = len(self.first.each)
        arcs = self.model.arcs
        people, classes = np.zeros(len(arcs.people), dtype=np.bool_), np.zeros(len(arcs.classes), dtype=np.bool_)
        dear = np.flatnonzero(taken)
        dear = dear[sign_of(beyond.dearer(dear, goals)) > 0]
        people[arcs.person[dear]] = True
        people[arcs.person[chosen]] = False
        people[arcs.person[dear[~inside[dear]]]] = True
        nowhere = ~marked(arcs.person[taken], len(arcs.people))
        people |= nowhere & (sign_of(beyond.way_out[:goals]) < 0)
        used = np.bincount(arcs.place_class[taken], minlength=len(arcs.classes))
        classes |= (used < arcs.capacity) & (sign_of(beyond.price[:goals]) > 0)
        ways = np.flatnonzero(self.plans.is_open & ~inside & people[arcs.person])
        ways = ways[taken[ways] | (sign_of(beyond.dearer(ways, goals)) == 0)]
        classes[arcs.place_class[ways]] = True
        people[arcs.person[(taken | self.first.taken) & classes[arcs.place_class]]] = True
        return people, classes
