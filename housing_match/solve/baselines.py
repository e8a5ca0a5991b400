"""Three ordinary ways of letting homes, one person at a time and under the same rules, to stand beside the plan."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date

import numpy as np

from housing_match.assess import Assessment
from housing_match.solve.arcs import Arcs, arcs_of
from housing_match.solve.score import breaches_after

Pair = tuple[str, str]
"""resident_id, bedspace_id."""


@dataclass(kw_only=True)
class _Letting:
    """The places let so far, one by one; a place that a mover leaves can be let next."""

    assessment: Assessment
    arcs: Arcs
    bedspace_of: dict[str, str] = field(default_factory=dict)
    step: dict[str, int] = field(default_factory=dict)

    def open_pairs(self) -> list[Pair]:
        """Every person not yet moved with every place that is empty now and that the rules allow, in id order."""
        world, taken = self.assessment.world, set(self.bedspace_of.values())
        left = {world.incumbent_of[who] for who in self.bedspace_of if who in world.incumbent_of}
        found = []
        for at in np.flatnonzero(~self.arcs.stay):
            who = self.arcs.people[self.arcs.person[at]]
            if who not in self.bedspace_of:
                for room in self.arcs.classes[self.arcs.place_class[at]].bedspace_ids:
                    if room not in taken and (world.bedspace[room].status != "occupied" or room in left):
                        found.append((who, room))
        return sorted(found)

    def let(self, who: str, room: str) -> bool:
        """Lets the place if every plan rule and the chain cap are kept."""
        world, cap = self.assessment.world, self.assessment.scenario.max_chain
        leaver = next((one for one in self.bedspace_of if world.incumbent_of.get(one) == room), None)
        step = 1 if leaver is None else self.step[leaver] + 1
        if cap is not None and step > cap:
            return False
        if breaches_after(self.assessment, {**self.bedspace_of, who: room}):
            return False
        self.bedspace_of[who], self.step[who] = room, step
        return True


def baselines(assessment: Assessment) -> dict[str, dict[str, str]]:
    """resident_id → bedspace_id under each ordinary way of letting, by its name."""
    arcs = arcs_of(assessment)
    return {name: _run(_Letting(assessment=assessment, arcs=arcs), order) for name, order in ORDERS.items()}


def _run(letting: _Letting, order: Callable[[_Letting, list[Pair]], Iterator[Pair]]) -> dict[str, str]:
    """Lets places in the order given until no further pair can be let."""
    refused: set[Pair] = set()
    while True:
        pairs = [pair for pair in letting.open_pairs() if pair not in refused]
        chosen = next(order(letting, pairs), None)
        if chosen is None:
            return letting.bedspace_of
        if not letting.let(*chosen):
            refused.add(chosen)


def _fit(letting: _Letting, pair: Pair) -> int:
    assessment = letting.assessment
    return int(assessment.fit[assessment.row[pair[0]], assessment.column[pair[1]]])


def _waiting(letting: _Letting, who: str) -> tuple[bool, date]:
    resident = letting.assessment.world.resident[who]
    return not resident.needs_move, resident.waiting_since or date.max


def _first_come(letting: _Letting, pairs: list[Pair]) -> Iterator[Pair]:
    """The longest waiting first, each to the place that fits best."""
    yield from sorted(pairs, key=lambda pair: (*_waiting(letting, pair[0]), pair[0], -_fit(letting, pair), pair[1]))


def _best_fit(letting: _Letting, pairs: list[Pair]) -> Iterator[Pair]:
    """The pair of person and place that fits best, again and again."""
    yield from sorted(pairs, key=lambda pair: (-_fit(letting, pair), pair))


def _scarcest_void(letting: _Letting, pairs: list[Pair]) -> Iterator[Pair]:
    """The place that suits fewest first, to the person of the highest band, then the longest waiting."""
    suits: dict[str, int] = {}
    for _, room in pairs:
        suits[room] = suits.get(room, 0) + 1
    band = {who: letting.assessment.world.resident[who].priority_band for who, _ in pairs}
    yield from sorted(
        pairs,
        key=lambda pair: (
            suits[pair[1]],
            pair[1],
            not_needed(letting, pair[0]),
            band[pair[0]],
            _waiting(letting, pair[0]),
        ),
    )


def not_needed(letting: _Letting, who: str) -> bool:
    """Whether the person need not move."""
    return not letting.assessment.world.resident[who].needs_move


ORDERS: dict[str, Callable[[_Letting, list[Pair]], Iterator[Pair]]] = {
    "first_come": _first_come,
    "best_fit_one_at_a_time": _best_fit,
    "scarcest_void_first": _scarcest_void,
}
