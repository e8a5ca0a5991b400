"""What becomes of everybody else, once a part of the plan is chosen: by flows, and so without a rule broken."""

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from housing_match.solve.engine import NoPlan, SolverFailed
from housing_match.solve.flow import Flow
from housing_match.solve.goals import WISHES
from housing_match.solve.model import Model
from housing_match.solve.repaired import nearest
from housing_match.solve.ways import open_arcs
from housing_match.solve.weighed_flow import WeighedFlow

COMPLETED_BY = 8
"""A choice is completed where a unit of a goal outweighs so many people on the next: fit is then counted too."""
NEAR_A_PERSON = 24
"""Among so many arcs of each person, those of least reduced cost, there are plans as good as among all."""
Vector = tuple[int, ...]
"""What something comes to on one goal after another, small being better."""


@dataclass(kw_only=True)
class Completing:
    """`taken` is the best plan that came of a choice, bool [A]; `first` the least flow without rules.

    `coupled` (bool [A]) are the arcs that belong to the choice wherever it takes one.
    """

    model: Model
    coupled: NDArray[np.bool_]
    first: WeighedFlow
    taken: NDArray[np.bool_] | None = field(init=False, default=None)
    _is_soon: bool = field(init=False, default=True)
    """Whether choices are completed among what the first flow says is near: no goal was missed yet."""

    @cached_property
    def is_open(self) -> NDArray[np.bool_]:
        """bool [A]: the arcs that any plan can take."""
        return open_arcs(self.model.arcs)

    @cached_property
    def _costs(self) -> NDArray[np.int64]:
        """int64 [E]: what a completed choice comes to least on."""
        return Flow(self.model.arcs).weights(self.model.order, COMPLETED_BY)

    @cached_property
    def _soon(self) -> NDArray[np.bool_]:
        """bool [A]: the nearest to use by the first flow; of equal ones, which many are, by goals not weighed there."""
        arcs, rest = self.model.arcs, self.model.order[len(self.first.each) :]
        then = Flow(arcs).weights(rest, COMPLETED_BY) if rest else self.first.costs
        return nearest(arcs, self.first, NEAR_A_PERSON, then[: self.first.arcs]) & self.is_open

    @cached_property
    def _near(self) -> NDArray[np.bool_]:
        """bool [A]: the nearest to use where all goals count and rules do not, which takes a flow of its own."""
        arcs = self.model.arcs
        return nearest(arcs, Flow(arcs).at(self._costs), NEAR_A_PERSON) & self.is_open

    def look_further(self) -> bool:
        """Whether choices were completed among the arcs that are known soon; from now on, among better ones."""
        before, self._is_soon = self._is_soon, False
        return before

    def by(self, chosen: NDArray[np.int64]) -> NDArray[np.bool_]:
        """bool [A]: a plan of low costs in which rules see what the part chose. Raises NoPlan where none is.

        It is the least among few arcs of each person, and among all that are open where these allow none.
        """
        try:
            found = self._others(chosen, self._soon if self._is_soon else self._near).at(self._costs)
        except NoPlan:
            found = self._others(chosen, self.is_open).at(self._costs)
        taken = found.taken
        if not self.model.table.kept_by(self.model.side.completed(taken.astype(np.int64))).all():
            raise SolverFailed("the part's choice, completed by a flow, breaks a rule that the part keeps")
        if self.taken is None or self.comes_to(taken) < self.comes_to(self.taken):
            self.taken = taken
        return taken

    def refine(self) -> None:
        """Of the plans that complete the best one's choice equally well one that is good on the goals further down."""
        rest = self.model.order[len(self.first.each) :]
        if not rest or self.taken is None:
            return
        flow = self._others(np.flatnonzero(self.taken), self.is_open)
        flow.leave_least(self.first.costs)
        self.taken = flow.weighed(rest).taken

    def stuck(self, chosen: NDArray[np.int64]) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        """bool [N], bool [C]: those for whom the choice leaves too few places, with these, and the classes chosen.

        As many as can be who must have a place get one; whoever does not, and all who could make room for them only by
        going without, want the same places.
        """
        arcs = self.model.arcs
        flow, count, people = self._others(chosen, self.is_open), len(arcs.person), len(arcs.people)
        ways, nowhere = flow.capacity[:count] > 0, slice(count, count + people)
        flow.capacity[nowhere] = ~marked(arcs.person[flow.filled[:count] > 0], people)
        costs = np.zeros_like(flow.capacity)
        costs[nowhere] = arcs.must_place
        found = flow.solve(costs)
        taken, stuck = ways & (found[:count] > 0), (found[nowhere] > 0) & arcs.must_place
        while True:
            classes = marked(arcs.place_class[ways & stuck[arcs.person]], len(arcs.classes))
            more = stuck.copy()
            more[arcs.person[taken & classes[arcs.place_class]]] = True
            if (more == stuck).all():
                classes[arcs.place_class[chosen]] = True
                return stuck, classes
            stuck = more

    def comes_to(self, taken: NDArray[np.bool_]) -> Vector:
        """What a plan (bool [A]) comes to on the goals that the first flow weighs."""
        values = self.model.side.completed(taken.astype(np.int64))
        wishes = sum(value * int(values[at]) for at, value in self.model.side.wishes.items())
        return tuple(
            wishes if tally.name == WISHES else tally.sign * tally.value(self.model.arcs, taken)
            for tally in self.model.order[: len(self.first.each)]
        )

    def meets(self, leasts: Vector) -> bool:
        """Whether the best plan comes to no more on so many of the first goals."""
        return self.taken is not None and self.comes_to(self.taken)[: len(leasts)] == leasts

    def _others(self, chosen: NDArray[np.int64], ways: NDArray[np.bool_]) -> Flow:
        """A flow of everybody else in these ways (bool [A]), once the arcs chosen of which a rule speaks are taken."""
        arcs, flow = self.model.arcs, Flow(self.model.arcs)
        arc = chosen[self.coupled[chosen]]
        placed = np.bincount(arcs.person[arc], minlength=len(arcs.people))
        used = np.bincount(arcs.place_class[arc], minlength=len(arcs.classes))
        ways = ways.copy()
        ways[chosen] = True
        ways &= ~self.coupled & (placed[arcs.person] == 0)
        taken = np.zeros_like(arcs.person)
        taken[arc] = 1
        flow.capacity = np.concatenate([ways, ~arcs.must_place & (placed == 0), arcs.capacity - used]).astype(np.int64)
        flow.filled = np.concatenate([taken, np.zeros_like(placed), used])
        return flow


def marked(at: NDArray[np.int64], count: int) -> NDArray[np.bool_]:
    """bool [count]: which numbers are among those given."""
    return np.asarray(np.bincount(at, minlength=count) > 0, dtype=np.bool_)
