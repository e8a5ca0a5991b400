"""What each goal counts, as whole numbers on arcs and places; the lottery that leaves one plan only."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

import numpy as np
from numpy.typing import NDArray

from housing_match.assess import Assessment
from housing_match.domain import CHANGES, GOALS, Place, Resident, Scenario, World
from housing_match.solve.arcs import Arcs

WISHES = "housemate_wishes"
"""The one goal that counts pairs of people; side_rules models it."""
OWN_TENANCY_TYPES = ("flat", "cluster_flat", "house", "bungalow")
MOST_MONTHS = 60
LOTTERY_BYTES = 2


@dataclass(frozen=True, kw_only=True)
class Tally:
    """One goal as a sum to be made small: `start` + Σ arcs taken + Σ per place used in each class.

    `arc` is int64 [A], `used` int64 [C]. Goals of which more is better stand with their sign turned (`sign` -1).
    """

    name: str
    sign: int
    arc: NDArray[np.int64]
    used: NDArray[np.int64]
    start: int = 0

    def value(self, arcs: Arcs, taken: NDArray[np.bool_]) -> int:
        """The goal's natural value for the arcs taken (bool [A])."""
        used = np.bincount(arcs.place_class[taken], minlength=len(arcs.classes))
        return self.sign * (self.start + int(self.arc[taken].sum()) + int((self.used * used).sum()))


def tallies(arcs: Arcs) -> dict[str, Tally]:
    """Every goal that is a sum over people and places, by name; the housemate wishes' sum is zero here."""
    found = {}
    for goal in GOALS:
        sign = -1 if goal.most else 1
        counts = np.zeros(len(arcs.person), dtype=np.int64)
        if goal.name == "fit":
            counts = _fits(arcs)
        elif goal.name in COUNTS:
            count = COUNTS[goal.name]
            for at in np.flatnonzero(~arcs.stay):
                resident = arcs.world.resident[arcs.people[arcs.person[at]]]
                counts[at] = count(arcs.assessment, resident, arcs.classes[arcs.place_class[at]].place)
        used, start = np.zeros(len(arcs.classes), dtype=np.int64), 0
        if goal.name == "weekly_cost":
            used, start = _void_terms(arcs)
        found[goal.name] = Tally(name=goal.name, sign=sign, arc=sign * counts, used=used, start=start)
    if arcs.assessment.scenario.published_plan is not None:
        found[CHANGES.name] = _changes(arcs)
    return found


def _changes(arcs: Arcs) -> Tally:
    """Everyone whom staying would already put elsewhere than the published plan, and what each move changes in that."""
    scenario, world = arcs.assessment.scenario, arcs.world
    if_nobody_moves = changed(scenario, world, {})
    published = [scenario.published.get(who, world.incumbent_of.get(who)) for who in arcs.people]
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


def _fits(arcs: Arcs) -> NDArray[np.int64]:
    """int64 [A]: the fit of each arc's place less that of today's, as `_fit` says of one person; 0 for a stay."""
    assessment, moves = arcs.assessment, np.flatnonzero(~arcs.stay)
    rows = np.array([assessment.row[who] for who in arcs.people], dtype=np.int64)[arcs.person[moves]]
    first = np.array([assessment.column[one.key] for one in arcs.classes], dtype=np.int64)
    fits = np.zeros(len(arcs.person), dtype=np.int64)
    fits[moves] = assessment.fit_at(rows, first[arcs.place_class[moves]]) - assessment.fit_today[rows]
    return fits


def lottery(arcs: Arcs, seed: int) -> tuple[Tally, Tally]:
    """Two sums of pseudo-random 16-bit weights keyed by seed, resident_id and place class; larger is drawn first."""
    drawn = np.zeros((2, len(arcs.person)), dtype=np.int64)
    for at, (person, place_class) in enumerate(zip(arcs.person, arcs.place_class, strict=True)):
        text = f"{seed}|{arcs.people[person]}|{arcs.classes[place_class].key}"
        ticket = hashlib.sha256(text.encode()).digest()
        drawn[:, at] = int.from_bytes(ticket[:LOTTERY_BYTES]), int.from_bytes(ticket[LOTTERY_BYTES : 2 * LOTTERY_BYTES])
    nothing = np.zeros(len(arcs.classes), dtype=np.int64)
    first, second = (Tally(name=f"lottery_{row + 1}", sign=-1, arc=-drawn[row], used=nothing) for row in range(2))
    return first, second


def months_waited(resident: Resident, as_of: date) -> int:
    """Whole months since waiting_since, from 0 to 60; 0 where the date is not known."""
    since = resident.waiting_since
    if since is None:
        return 0
    months = 12 * (as_of.year - since.year) + as_of.month - since.month - (as_of.day < since.day)
    return min(max(months, 0), MOST_MONTHS)


def is_scarce(place: Place) -> bool:
    """Whether a place is of the kind that few homes offer: category A or B, a ceiling hoist, or robust design."""
    hoist = "ceiling_hoist" in (place.equipment or ())
    return place.ahr_category in ("A", "B") or hoist or "robust" in (place.design or ())


def needs_scarce(resident: Resident) -> bool:
    """Whether a person needs what makes a place scarce."""
    hoist = "ceiling_hoist" in (resident.equipment_needed or ())
    return resident.access_need in ("A", "B") or hoist or "robust" in (resident.design_needed or ())


def is_move_on_step(resident: Resident, place: Place) -> bool:
    """Whether the place is the next step to one's own tenancy; where a home's move_on is not known it is not."""
    if resident.move_on_status == "working_towards":
        return place.move_on is True
    own_tenancy = place.home_type in OWN_TENANCY_TYPES and place.move_on is False
    return resident.move_on_status == "ready" and own_tenancy


def weekly_cost_change(resident: Resident, place: Place) -> int | None:
    """Whole pounds a week that the move adds to the public cost, void costs aside; None where a part is unknown."""
    parts = (place.weekly_core_cost, resident.support_hours_week, place.hourly_rate, place.weekly_rent)
    if None in parts or resident.weekly_cost is None:
        return None
    core, hours, rate, rent = parts
    support = Decimal(hours * rate).quantize(Decimal(1), rounding=ROUND_HALF_UP)  # type: ignore[operator]
    return int(core + support + rent - resident.weekly_cost)  # type: ignore[operator]


def _band(letter: str) -> Callable[[Assessment, Resident, Place], int]:
    def count(assessment: Assessment, resident: Resident, place: Place) -> int:
        return resident.needs_move and resident.priority_band == letter

    return count


def _housed(assessment: Assessment, resident: Resident, place: Place) -> int:
    return resident.needs_move


def _scarce(assessment: Assessment, resident: Resident, place: Place) -> int:
    return is_scarce(place) and not needs_scarce(resident)


def _return(assessment: Assessment, resident: Resident, place: Place) -> int:
    recoverable = resident.out_of_borough_reason == "no_suitable_home" and place.borough == resident.borough
    away = resident.resident_id not in assessment.world.incumbent_of
    return recoverable and away and assessment.geography.outside_borough(resident.resident_id)


def _move_on(assessment: Assessment, resident: Resident, place: Place) -> int:
    today = assessment.world.incumbent_of.get(resident.resident_id)
    already = today is not None and is_move_on_step(resident, assessment.world.place(today))
    return is_move_on_step(resident, place) and not already


def _months(assessment: Assessment, resident: Resident, place: Place) -> int:
    return months_waited(resident, assessment.scenario.as_of) if resident.needs_move else 0


def _fit(assessment: Assessment, resident: Resident, place: Place) -> int:
    row = assessment.row[resident.resident_id]
    return int(assessment.fit_at(row, assessment.column[place.bedspace_id]) - assessment.fit_today[row])


def _cost(assessment: Assessment, resident: Resident, place: Place) -> int:
    return weekly_cost_change(resident, place) or 0


def _one(assessment: Assessment, resident: Resident, place: Place) -> int:
    return 1


COUNTS: dict[str, Callable[[Assessment, Resident, Place], int]] = {
    "band_a": _band("A"),
    "band_b": _band("B"),
    "housed": _housed,
    "scarce_places": _scarce,
    "returns": _return,
    "move_ons": _move_on,
    "months_waited": _months,
    "fit": _fit,
    "weekly_cost": _cost,
    "moves": _one,
}
"""What one person moved into one place adds to each goal that counts people one by one."""


def _void_terms(arcs: Arcs) -> tuple[NDArray[np.int64], int]:
    """Void cost saved a place used, and what is owed if every occupied place in the plan were left empty."""
    used, start = np.zeros(len(arcs.classes), dtype=np.int64), 0
    for at, one in enumerate(arcs.classes):
        cost = one.place.weekly_void_cost or 0
        if one.place.status in ("void", "occupied"):
            used[at] = -cost
        if one.occupied:
            start += cost * len(one.bedspace_ids)
    return used, start
