"""The pairs that stand open before any rule is asked: by the scenario's own lists, and not where the person lives."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from housing_match.assess.spread import Index
from housing_match.assess.taking_part import places_taking_people
from housing_match.domain import Pair, Place, Resident, Scenario, World


@dataclass(frozen=True, kw_only=True)
class OpenPairs:
    """`place` bool [P]: left in by the scenario. `home` int64 [P] numbers homes, `own_home` int64 [R] likewise.

    `notice` int64 [R] is the column of the notice place that a person leaves anyway; -1 where there is none.
    `banned` holds the scenario's banned pairs as row × P + column, ascending.
    """

    place: NDArray[np.bool_]
    home: NDArray[np.int64]
    own_home: NDArray[np.int64]
    notice: NDArray[np.int64]
    banned: NDArray[np.int64]

    def at(self, rows: Index, columns: Index) -> NDArray[np.bool_]:
        """Whether each pair is open: not within one's own home, nor one's own notice place, nor left out."""
        open_pairs = self.place[columns] & (self.home[columns] != self.own_home[rows])
        open_pairs &= np.not_equal(self.notice[rows], columns)
        if len(self.banned):
            open_pairs &= ~np.isin(np.asarray(rows) * len(self.place) + columns, self.banned)
        return np.asarray(open_pairs)


def open_pairs_of(
    world: World, scenario: Scenario, residents: Sequence[Resident], places: Sequence[Place]
) -> OpenPairs:
    """The open pairs of these residents and places."""
    left_in = places_taking_people(world, scenario)
    number = {home.home_id: at for at, home in enumerate(world.homes)}
    column = {place.bedspace_id: at for at, place in enumerate(places)}
    row = {one.resident_id: at for at, one in enumerate(residents)}
    own = [world.incumbent_of.get(one.resident_id) for one in residents]
    left = [world.notice_place_of.get(one.resident_id) for one in residents]
    banned = {
        row[ban.resident_id] * len(places) + column[bedspace_id]
        for ban in scenario.bans
        if ban.resident_id in row
        for bedspace_id in _places_of(ban, world)
    }
    return OpenPairs(
        place=np.array([place.bedspace_id in left_in for place in places], dtype=np.bool_),
        home=np.array([number[place.home_id] for place in places], dtype=np.int64),
        own_home=np.array([-1 if one is None else number[world.home_of(one)] for one in own], dtype=np.int64),
        notice=np.array([-1 if one is None else column[one] for one in left], dtype=np.int64),
        banned=np.array(sorted(banned), dtype=np.int64),
    )


def _places_of(ban: Pair, world: World) -> list[str]:
    """The bedspaces that one ban speaks of; those of the home unless it names one that there is."""
    if ban.bedspace_id in world.bedspace:
        return [ban.bedspace_id]
    return [one.bedspace_id for one in world.bedspaces_of.get(ban.home_id or "", ())]
