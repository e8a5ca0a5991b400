"""Proves goals of few plans, as those of one value of the goals before: as many in one sum as it holds."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from housing_match.solve.basis import Basis
from housing_match.solve.certificate import Certificate
from housing_match.solve.coupled import Coupled
from housing_match.solve.engine import Best, PricesLeaveOpen
from housing_match.solve.goals import Tally
from housing_match.solve.layers import Sum, layer_of
from housing_match.solve.rows import Table, at_most
from housing_match.solve.weighed import Weighed


@dataclass
class Level(Coupled):
    """An engine that is asked again and again of few plans, and so for one proof of several goals at once.

    Its branches pack the same sums once they are told: one choice's prices and basis are nearly right for the next.
    """

    _packed: dict[str, Sum] = field(init=False, default_factory=dict)
    _ended: dict[str, Basis | None] = field(init=False, default_factory=dict)
    """Where the relaxation of several goals in one ended last, by the first one's name."""

    def pack_alike(self, tallies: Sequence[Tally]) -> None:
        """From now on these goals weigh in every branch what they weigh here."""
        self._packed, self._ended = {one.name: super(Level, self).sum_of(one) for one in tallies}, {}

    def list_as(self, other: "Level") -> None:
        """Takes over lists of households: those of an engine settled by the same proof for more hold all left here."""
        self._listed = other._listed

    def sum_of(self, tally: Tally) -> Sum:
        """The goal as a sum over columns, with what plans can differ by on it."""
        return self._packed.get(tally.name) or super().sum_of(tally)

    def best_in_one(self, tallies: Sequence[Tally], *, sure: bool) -> list[Best]:
        """The least of as many goals as one sum holds, where prices prove it: few columns need no other relaxation.

        Where they do not, integer programs prove one goal after another if it has to be `sure`; else PricesLeaveOpen is
        raised. Raises TimeoutError.
        """
        sums, costs = self._in_one(self._sums(tallies))
        before = self._nothing
        self._relaxation.basis = self._ended.get(tallies[0].name, self._relaxation.basis)
        certificate = self.bound_of(costs, quick=True)
        self._ended[tallies[0].name] = self._relaxation.basis
        values = self._best_known(before, costs)
        if values is None or int(costs @ values) > certificate.least:
            if not sure:
                raise PricesLeaveOpen
            values = self._one_by_one(tallies, sums, certificate)
        last, taken = tallies[len(sums) - 1], values[: len(self.arcs.person)] > 0
        goal = Weighed(tally=last, alone=sums[-1], costs=costs, certificate=certificate)
        self._proved = {last.name: (goal, values)}
        found = [tally.start + int(one.costs @ values) for tally, one in zip(tallies, sums, strict=False)]
        return [Best(found=one, bound=one, taken=taken) for one in found]

    def _one_by_one(self, tallies: Sequence[Tally], sums: Sequence[Sum], certificate: Certificate) -> NDArray[np.int64]:
        """Column values that make goals of one sum least in their order, by integer programs. Raises TimeoutError.

        The best plan for the first goal leaves so few columns that those after it are proved sooner by arcs alone.
        """
        self.ask_whether_any()
        costs, before = layer_of(sums), self._nothing
        values = self._least_of_all(tallies[0], sums[0], costs, certificate, before)
        may_give_way = dict(self.arcs.assessment.scenario.tolerances).get(tallies[len(sums) - 1].name, 0)
        self.settle(certificate, int(costs @ values) + may_give_way)
        listed, self._listed = self._listed, {}
        for at in range(1, len(sums)):
            before = before.and_more(at_most(sums[at - 1].costs, int(sums[at - 1].costs @ values)))
            values = self._least_of_all(tallies[at], sums[at], costs, replace(certificate, values=None), before)
        self._listed = listed
        return values

    def _least_of_all(
        self, tally: Tally, alone: Sum, costs: NDArray[np.int64], certificate: Certificate, before: Table
    ) -> NDArray[np.int64]:
        """Column values proved to make one goal of a sum least, those `before` it kept. Raises TimeoutError."""
        goal = Weighed(tally=tally, alone=alone, costs=costs, certificate=certificate)
        values, proved = self._least(goal, before, self._best_known(before, costs), near=certificate)
        if not proved:
            raise TimeoutError
        return values
