"""Reads the plan rules home by home: who may not meet, whose hours count, who comes only with whom."""

from decimal import Decimal
from math import lcm

import numpy as np
from numpy.typing import NDArray

from housing_match.criteria import MUST
from housing_match.solve.clashes import Clashes
from housing_match.solve.homes import Homes
from housing_match.solve.rows import Side
from housing_match.solve.sharing import Sharing

MOST_BEDS = 8
"""In a home of more beds households are too many to be tried one by one."""


def tell_sharing(side: Side, homes: Homes, clashes: Clashes) -> None:
    """The rules of living together in every small home that people could move into."""
    names = {rule.name for rule in homes.arcs.assessment.policy if rule.mode == MUST}
    for home_id, joiners in homes.joining.items():
        arcs = [*(at for ways in joiners.values() for at in ways), *homes.staying[home_id].values()]
        place_class = {at: int(homes.arcs.place_class[at]) for at in arcs}
        beds = {one: int(homes.arcs.capacity[one]) for one in sorted(set(place_class.values()))}
        if not 1 < sum(beds.values()) <= MOST_BEDS:
            continue
        hours, room = _hours(homes, home_id, limited="support_capacity" in names)
        side.sharing[home_id] = Sharing(
            joining=tuple(tuple(ways) for ways in joiners.values()),
            staying=tuple(homes.staying[home_id].values()),
            place_class=place_class,
            beds=beds,
            met=_met(homes, home_id, clashes, names),
            hours=hours,
            room=room,
            together=_together(homes, home_id) if "housemates" in names else (),
        )


def _met(homes: Homes, home_id: str, clashes: Clashes, names: set[str]) -> NDArray[np.bool_]:
    coming, stayers = list(homes.joining[home_id]), list(homes.staying[home_id])
    met = np.zeros((len(coming), len(coming) + len(stayers)), dtype=np.bool_)
    home, resident = homes.arcs.world.home[home_id], homes.arcs.world.resident
    if not home.own_door:
        met = clashes.between(coming, [*coming, *stayers])
        np.fill_diagonal(met, False)
    if home.support_hours_week is not None and "support_capacity" in names:
        unknown = [resident[who].support_hours_week is None for who in stayers]
        met[:, len(coming) :] |= np.array(unknown, dtype=np.bool_)
    return met


def _hours(homes: Homes, home_id: str, *, limited: bool) -> tuple[tuple[int, ...], int | None]:
    """Hours of those who may join or stay, and what there is for them, in parts in which all are whole."""
    world = homes.arcs.world
    limit = world.home[home_id].support_hours_week
    people = [world.resident[who] for who in (*homes.joining[home_id], *homes.staying[home_id])]
    hours = [Decimal(one.support_hours_week or 0) for one in people]
    if limit is None or not limited:
        return (0,) * len(hours), None
    room = limit - sum((one.support_hours_week or Decimal(0) for one in homes.sure(home_id) if one), Decimal(0))
    scale = lcm(*(one.as_integer_ratio()[1] for one in (*hours, Decimal(room))))
    return tuple(int(one * scale) for one in hours), int(room * scale)


def _together(homes: Homes, home_id: str) -> tuple[tuple[int, int], ...]:
    people = [*homes.joining[home_id], *homes.staying[home_id]]
    number, must_live_with = {who: at for at, who in enumerate(people)}, homes.arcs.world.must_live_with
    return tuple(
        (number[mover], number[friend])
        for mover in homes.joining[home_id]
        for friend in must_live_with.get(mover, ())
        if friend in number
    )
