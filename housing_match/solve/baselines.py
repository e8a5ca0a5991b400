"""Three ordinary ways of letting homes, one person at a time and under the same rules, to stand beside the plan."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np

from housing_match.assess import Assessment
from housing_match.solve.arcs import Arcs
from housing_match.solve.score import breaches_in

Pair = tuple[str, str]
"""resident_id, bedspace_id."""
Key = tuple[Any, ...]


@dataclass(kw_only=True)
class _Letting:
    """The places let so far, one by one; a place that a mover leaves can be let next."""

    assessment: Assessment
    pairs: list[Pair]
    """Every person with every place that the one-person rules allow, in id order."""
    fit: dict[Pair, int]
    """How well the place of each pair fits, in thousandths."""
    bedspace_of: dict[str, str] = field(default_factory=dict)
    step: dict[str, int] = field(default_factory=dict)
    refused: set[Pair] = field(default_factory=set)

    def open_pairs(self) -> list[Pair]:
        """The pairs left, of people not yet moved and places that are empty now."""
        world, taken = self.assessment.world, set(self.bedspace_of.values())
        left = {world.incumbent_of[who] for who in self.bedspace_of if who in world.incumbent_of}
        return [
            (who, room)
            for who, room in self.pairs
            if who not in self.bedspace_of
            and room not in taken
            and (room in left or world.bedspace[room].status != "occupied")
            and (who, room) not in self.refused
        ]

    def let(self, who: str, room: str) -> bool:
        """Lets the place, and one beside it to whoever must come along, if every plan rule and the cap are kept."""
        moves = {who: room} | self._companions(who, room)
        world, cap = self.assessment.world, self.assessment.scenario.max_chain
        steps = {one: self._step(into) for one, into in moves.items()}
        too_long = cap is not None and max(steps.values()) > cap
        if too_long or breaches_in(self.assessment, {**self.bedspace_of, **moves}, world.home_of(room)):
            self.refused.add((who, room))
            return False
        self.bedspace_of |= moves
        self.step |= steps
        left = {world.home_of(world.incumbent_of[one]) for one in moves if one in world.incumbent_of}
        self.refused = {pair for pair in self.refused if world.home_of(pair[1]) not in left}
        return True

    def _companions(self, who: str, room: str) -> dict[str, str]:
        """The first open place in the same home for each person who must live together with this one."""
        world = self.assessment.world
        home_id, found = world.home_of(room), dict[str, str]()
        for pair in world.must_together:
            if who in pair:
                other = pair[0] if pair[1] == who else pair[1]
                rooms = (
                    into
                    for one, into in self.open_pairs()
                    if one == other and world.home_of(into) == home_id and into not in {room, *found.values()}
                )
                if (into := next(rooms, None)) is not None:
                    found[other] = into
        return found

    def _step(self, room: str) -> int:
        """The step of a move into the room: one after that of whoever leaves it."""
        leaver = next((one for one in self.bedspace_of if self.assessment.world.incumbent_of.get(one) == room), None)
        return 1 if leaver is None else self.step[leaver] + 1


def baselines(arcs: Arcs) -> dict[str, dict[str, str]]:
    """resident_id → bedspace_id under each ordinary way of letting, by its name."""
    pairs = sorted(
        (arcs.people[arcs.person[at]], room)
        for at in np.flatnonzero(~arcs.stay)
        for room in arcs.classes[arcs.place_class[at]].bedspace_ids
    )
    assessment = arcs.assessment
    rows = np.array([assessment.row[who] for who, _ in pairs], dtype=np.int64)
    columns = np.array([assessment.column[room] for _, room in pairs], dtype=np.int64)
    fit = dict(zip(pairs, assessment.fit_at(rows, columns).tolist(), strict=True))
    return {name: _run(_Letting(assessment=assessment, pairs=pairs, fit=fit), key) for name, key in ORDERS.items()}


def _run(letting: _Letting, order: Callable[[_Letting, list[Pair]], Callable[[Pair], Key]]) -> dict[str, str]:
    """Lets the first pair in the order that no plan rule forbids, again and again, until none is left."""
    while True:
        pairs = letting.open_pairs()
        if not any(letting.let(*pair) for pair in sorted(pairs, key=order(letting, pairs))):
            return letting.bedspace_of


def _turn(letting: _Letting, who: str) -> Key:
    """People who need to move before those who need not, the longest waiting first."""
    resident = letting.assessment.world.resident[who]
    return not resident.needs_move, resident.waiting_since or date.max, who


def _first_come(letting: _Letting, pairs: list[Pair]) -> Callable[[Pair], Key]:
    """The longest waiting first, each to the place that fits best."""
    return lambda pair: (*_turn(letting, pair[0]), -letting.fit[pair], pair[1])


def _best_fit(letting: _Letting, pairs: list[Pair]) -> Callable[[Pair], Key]:
    """The pair of person and place that fits best."""
    return lambda pair: (-letting.fit[pair], pair)


def _scarcest_void(letting: _Letting, pairs: list[Pair]) -> Callable[[Pair], Key]:
    """The place that suits fewest first, to the person of the highest band, then the longest waiting."""
    suits = Counter(room for _, room in pairs)
    resident = letting.assessment.world.resident

    def key(pair: Pair) -> Key:
        who, room = pair
        return suits[room], room, not resident[who].needs_move, resident[who].priority_band, *_turn(letting, who)

    return key


ORDERS: dict[str, Callable[[_Letting, list[Pair]], Callable[[Pair], Key]]] = {
    "first_come": _first_come,
    "one_at_a_time_by_fit": _best_fit,
    "scarcest_void_first": _scarcest_void,
}
