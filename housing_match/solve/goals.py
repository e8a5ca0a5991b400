"""What each goal counts, as whole numbers on arcs and places."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from housing_match.domain import CHANGES, GOALS, Scenario, World
from housing_match.solve.arcs import Arcs
from housing_match.solve.counts import added

WISHES = "housemate_wishes"
"""The one goal that counts pairs of people; `wishes` models it."""


@dataclass(frozen=True, kw_only=True)
class Tally:
    """One goal as a sum to be made small: `start` + Σ arcs taken + Σ per place used in each class.

    `arc` is int64 [A], `used` int64 [C]. Goals of which more is better stand with their sign turned (`sign` -1).
    Where beds that differ are one class, `further` (int64 [F]) is what using each further one adds.
    """

    name: str
    sign: int
    arc: NDArray[np.int64]
    used: NDArray[np.int64]
    start: int = 0
    further: NDArray[np.int64] = field(default_factory=lambda: np.zeros(0, dtype=np.int64))

    def value(self, arcs: Arcs, taken: NDArray[np.bool_]) -> int:
        """The goal's natural value for the arcs taken (bool [A])."""
        used = np.bincount(arcs.place_class[taken], minlength=len(arcs.classes))
        return self.sign * (self.start + int(self.arc[taken].sum()) + int((self.used * used).sum()))

    def plain_least(self, arcs: Arcs) -> int:
        """What no plan comes to less than: everybody moves where it helps most, or not at all. Wishes are not told."""
        least = np.zeros(len(arcs.people), dtype=np.int64)
        np.minimum.at(least, arcs.person, self.arc + self.used[arcs.place_class])
        return self.start + int(least.sum())


def tallies(arcs: Arcs) -> dict[str, Tally]:
    """Every goal that is a sum over people and places, by name; the housemate wishes' sum is zero here."""
    residents = [arcs.world.resident[who] for who in arcs.people]
    places = [one.place for one in arcs.classes]
    counts = added(arcs.assessment, residents, places, arcs.person, arcs.place_class)
    nothing = np.zeros(len(arcs.classes), dtype=np.int64)
    found = {}
    for goal in GOALS:
        sign = -1 if goal.most else 1
        arc = sign * counts.pop(goal.name) if goal.name in counts else np.zeros_like(arcs.person)
        arc[arcs.stay] = 0
        used, start = void_terms(arcs) if goal.name == "weekly_cost" else (nothing, 0)
        found[goal.name] = Tally(name=goal.name, sign=sign, arc=arc, used=used, start=start)
    if arcs.assessment.scenario.published_plan is not None:
        found[CHANGES.name] = _changes(arcs)
    return found


def _changes(arcs: Arcs) -> Tally:
    """Everyone whom staying would already put elsewhere than the published plan, and what each move changes in that."""
    scenario, today = arcs.assessment.scenario, arcs.world.incumbent_of
    if_nobody_moves, moved = changed(scenario, arcs.world, {}), scenario.published
    published = [moved.get(who, today.get(who)) for who in arcs.people]
    class_of = {one.key: at for at, one in enumerate(arcs.classes)}  # a bedspace published is a class by itself
    wanted = np.array([-1 if room is None else class_of.get(room, -1) for room in published], dtype=np.int64)
    by_staying = np.array([who in if_nobody_moves for who in arcs.people], dtype=np.int64)
    counts = np.where(arcs.stay, 0, (arcs.place_class != wanted[arcs.person]) - by_staying[arcs.person])
    nothing = np.zeros(len(arcs.classes), dtype=np.int64)
    return Tally(name=CHANGES.name, sign=1, arc=counts, used=nothing, start=len(if_nobody_moves))


def changed(scenario: Scenario, world: World, bedspace_of: Mapping[str, str]) -> frozenset[str]:
    """Residents whose place, or lack of one, when the plan is done is not that when the published plan is done."""
    today, published = world.incumbent_of, scenario.published
    return frozenset(
        who for who in world.resident if bedspace_of.get(who, today.get(who)) != published.get(who, today.get(who))
    )


def void_terms(arcs: Arcs) -> tuple[NDArray[np.int64], int]:
    """Void cost saved a place used, and what is owed if every occupied place in the plan were left empty."""
    used, start = np.zeros(len(arcs.classes), dtype=np.int64), 0
    for at, one in enumerate(arcs.classes):
        cost = one.place.weekly_void_cost or 0
        if one.place.status in ("void", "occupied"):
            used[at] = -cost
        if one.occupied:
            start += cost * len(one.bedspace_ids)
    return used, start
