"""What each move adds to the goals that count people one by one: the one writing of these goals, as arrays."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

import numpy as np
from numpy.typing import NDArray

from housing_match.assess import Assessment
from housing_match.domain import Place, Resident
from housing_match.domain.codes import MOVE_ON_STATUS

OWN_TENANCY_TYPES = ("flat", "cluster_flat", "house", "bungalow")
MOST_MONTHS = 60
NOT_KNOWN = np.iinfo(np.int64).min


def added(
    assessment: Assessment,
    residents: Sequence[Resident],
    places: Sequence[Place],
    person: NDArray[np.int64],
    place: NDArray[np.int64],
) -> dict[str, NDArray[np.int64]]:
    """What each of K moves adds to every goal that counts people one by one: int64 [K] by the goal's name.

    Move k takes residents[person[k]] into places[place[k]]; void terms of the weekly cost are not among it.
    """
    found = {name: _integers(count(assessment, one) for one in residents)[person] for name, count in BY_PERSON.items()}
    row = _integers(assessment.row[one.resident_id] for one in residents)
    column = _integers(assessment.column[one.bedspace_id] for one in places)
    unneeded = ~_yes(needs_scarce(one) for one in residents)[person]
    found["scarce_places"] = (_yes(is_scarce(one) for one in places)[place] & unneeded).astype(np.int64)
    found["returns"] = _returns(assessment, residents, places, person, place)
    found["move_ons"] = _move_ons(assessment, residents, places, person, place)
    found["fit"] = assessment.fit_at(row[person], column[place]) - assessment.fit_today[row[person]]
    found["weekly_cost"] = _cost_changes(residents, places, person, place)
    return found


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


def is_move_on_step(move_on_status: str, place: Place) -> bool:
    """Whether the place is the next step to one's own tenancy; where a home's move_on is not known it is not."""
    if move_on_status == "working_towards":
        return place.move_on is True
    return move_on_status == "ready" and place.home_type in OWN_TENANCY_TYPES and place.move_on is False


def weekly_cost_change(resident: Resident, place: Place) -> int | None:
    """Whole pounds a week that the move adds to the public cost, void costs aside; None where a part is unknown."""
    support, offered = support_cost(resident.support_hours_week, place.hourly_rate), _cost_of_place(place)
    if support is None or offered is None or resident.weekly_cost is None:
        return None
    return support + offered - resident.weekly_cost


def support_cost(hours: Decimal | None, rate: int | None) -> int | None:
    """Hours × rate in whole pounds a week, half up; None where either is not known."""
    return (
        None
        if hours is None or rate is None
        else int(Decimal(hours * rate).quantize(Decimal(1), rounding=ROUND_HALF_UP))
    )


def _cost_of_place(place: Place) -> int | None:
    """What the place costs a week, whoever lives there."""
    core, rent = place.weekly_core_cost, place.weekly_rent
    return None if core is None or rent is None else core + rent


def _cost_changes(
    residents: Sequence[Resident], places: Sequence[Place], person: NDArray[np.int64], place: NDArray[np.int64]
) -> NDArray[np.int64]:
    """`weekly_cost_change` of each move, 0 where it is not known; hours × rate once for each that comes up."""
    hours = dict.fromkeys(one.support_hours_week for one in residents)
    rates = dict.fromkeys(one.hourly_rate for one in places)
    hours_at, rate_at = ({value: at for at, value in enumerate(every)} for every in (hours, rates))
    support = _known(support_cost(one, rate) for one in hours for rate in rates).reshape(-1, max(len(rates), 1))
    paid = _known(one.weekly_cost for one in residents)[person]
    offered = _known(_cost_of_place(one) for one in places)[place]
    needed = support[
        _integers(hours_at[one.support_hours_week] for one in residents)[person],
        _integers(rate_at[one.hourly_rate] for one in places)[place],
    ]
    known = (paid != NOT_KNOWN) & (offered != NOT_KNOWN) & (needed != NOT_KNOWN)
    return np.where(known, needed + offered - paid, 0)


def _returns(
    assessment: Assessment,
    residents: Sequence[Resident],
    places: Sequence[Place],
    person: NDArray[np.int64],
    place: NDArray[np.int64],
) -> NDArray[np.int64]:
    """1 for each move that brings somebody back to the responsible borough who lives away for lack of a home."""
    recoverable = _yes(_may_return(assessment, one) for one in residents)
    boroughs = sorted({one.borough for one in residents} | {one.borough for one in places})
    number = {code: at for at, code in enumerate(boroughs)}
    responsible = _integers(number[one.borough] for one in residents)
    there = _integers(number[one.borough] for one in places)
    returns: NDArray[np.int64] = (recoverable[person] & (responsible[person] == there[place])).astype(np.int64)
    return returns


def _may_return(assessment: Assessment, resident: Resident) -> bool:
    who = resident.resident_id
    away = who not in assessment.world.incumbent_of and assessment.geography.outside_borough(who)
    return away and resident.out_of_borough_reason == "no_suitable_home"


def _move_ons(
    assessment: Assessment,
    residents: Sequence[Resident],
    places: Sequence[Place],
    person: NDArray[np.int64],
    place: NDArray[np.int64],
) -> NDArray[np.int64]:
    """1 for each move to the next step to one's own tenancy, which today's place is not."""
    step = np.array([[is_move_on_step(status, one) for one in places] for status in MOVE_ON_STATUS], dtype=np.int64)
    status = _integers(MOVE_ON_STATUS.index(one.move_on_status) for one in residents)
    already = _yes(_on_the_way(assessment, one) for one in residents)
    return np.where(already[person], 0, step[status[person], place])


def _on_the_way(assessment: Assessment, resident: Resident) -> bool:
    today = assessment.world.incumbent_of.get(resident.resident_id)
    if today is None:
        return False
    return is_move_on_step(resident.move_on_status, assessment.places_today[assessment.column[today]])


BY_PERSON: dict[str, Callable[[Assessment, Resident], int]] = {
    "band_a": lambda _, one: one.needs_move and one.priority_band == "A",
    "band_b": lambda _, one: one.needs_move and one.priority_band == "B",
    "housed": lambda _, one: one.needs_move,
    "months_waited": lambda assessment, one: one.needs_move * months_waited(one, assessment.scenario.as_of),
    "moves": lambda _, one: 1,
}
"""What moving a person anywhere adds to each goal that does not ask where."""


def _integers(values: Iterable[int]) -> NDArray[np.int64]:
    return np.fromiter(values, dtype=np.int64)


def _yes(values: Iterable[bool]) -> NDArray[np.bool_]:
    return np.fromiter(values, dtype=np.bool_)


def _known(values: Iterable[int | None]) -> NDArray[np.int64]:
    return _integers(NOT_KNOWN if one is None else one for one in values)
