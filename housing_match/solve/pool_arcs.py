"""Homes to build as places to move to: a class for each pool of like homes and each mix of people who could share."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from housing_match.assess import Assessment
from housing_match.domain import Home
from housing_match.solve.arcs import Arcs, PlaceClass
from housing_match.solve.clashes import Clashes
from housing_match.solve.goals import Tally
from housing_match.solve.mixes import Mix, mixes

AREA_TYPE = "cluster_flat"
"""What a pool counts as where rules about several people are told: clashes in it are told by its mixes."""


@dataclass(frozen=True, kw_only=True)
class Pool:
    """Homes of one kind in one area: `home_ids` of one at each site, `home` any of them, with `places` in each.

    `most` says, year by year, how many can stand by then; `kind` is the same for the same homes in all areas.
    """

    pool_id: str
    kind: str
    home: Home
    places: int
    capital_pounds: int
    home_ids: frozenset[str]
    most: Mapping[int, int]

    @property
    def most_ever(self) -> int:
        """How many can ever stand."""
        return max(self.most.values(), default=0)

    def mix_id(self, number: int) -> str:
        """The option that counts homes of one mix of people."""
        return f"{self.pool_id}#{number}"


@dataclass(frozen=True, kw_only=True)
class PoolArcs:
    """Arcs of homes that stand and of pools; each class with the number of its pool and of its mix in the pool."""

    arcs: Arcs
    counts: dict[str, Tally]
    mixes_of: tuple[list[Mix], ...]
    people_of: tuple[NDArray[np.int64], ...]
    part_of_class: tuple[tuple[int | None, int], ...]


def arcs_with_pools(
    arcs: Arcs, counts: Mapping[str, Tally], pool_of: NDArray[np.int64], pools: Sequence[Pool], clashes: Clashes
) -> PoolArcs:
    """One arc for each person, pool and mix that has the person, which counts for every goal the best of its sites."""
    standing = np.flatnonzero(pool_of < 0)
    renumbered = np.full(len(arcs.classes), -1)
    renumbered[standing] = np.arange(len(standing))
    stand = pool_of[arcs.place_class] < 0
    classes = [arcs.classes[at] for at in standing]
    parts: list[tuple[int | None, int]] = [(None, 0)] * len(classes)
    persons, targets = [arcs.person[stand]], [renumbered[arcs.place_class[stand]]]
    sums = {name: [one.arc[stand]] for name, one in counts.items()}
    comers = [_comers(arcs, counts, np.flatnonzero(pool_of[arcs.place_class] == at)) for at in range(len(pools))]
    mixes_of = [_mixes(arcs, pool, one, clashes) for pool, one in zip(pools, comers, strict=True)]
    for at, (pool, one) in enumerate(zip(pools, comers, strict=True)):
        for number, mix in enumerate(mixes_of[at]):
            parts.append((at, number))
            persons.append(one.people[mix.people])
            targets.append(np.full(np.count_nonzero(mix.people), len(classes)))
            for name in sums:
                sums[name].append(one.best[name][mix.people])
            classes.append(_class_of(pool, number, arcs.classes[one.place_class]))
    person, target = np.concatenate(persons), np.concatenate(targets)
    stays = np.zeros(len(person), dtype=np.bool_)
    stays[: np.count_nonzero(stand)] = arcs.stay[stand]
    order = np.lexsort((target, person))
    nothing = np.zeros(len(classes) - len(standing), dtype=np.int64)
    return PoolArcs(
        arcs=replace(
            arcs,
            assessment=_with_pools(arcs.assessment, pools),
            classes=tuple(classes),
            person=person[order],
            place_class=target[order],
            stay=stays[order],
        ),
        counts={
            name: replace(
                one, arc=np.concatenate(sums[name])[order], used=np.concatenate([one.used[standing], nothing])
            )
            for name, one in counts.items()
        },
        mixes_of=tuple(mixes_of),
        people_of=tuple(one.people for one in comers),
        part_of_class=tuple(parts),
    )


@dataclass(frozen=True, kw_only=True)
class _Comers:
    """Who could move into homes of a pool: `people` int64 [K], what each goal counts at `best`, and any class there."""

    people: NDArray[np.int64]
    best: dict[str, NDArray[np.int64]]
    place_class: int


def _comers(arcs: Arcs, counts: Mapping[str, Tally], here: NDArray[np.int64]) -> _Comers:
    """By the arcs (int64) that lead to homes of one pool."""
    people, person = np.unique(arcs.person[here], return_inverse=True)
    best = {}
    for name, one in counts.items():
        best[name] = np.full(len(people), np.iinfo(np.int64).max)
        np.minimum.at(best[name], person, one.arc[here] + one.used[arcs.place_class[here]])
    return _Comers(people=people, best=best, place_class=int(arcs.place_class[here[0]]) if len(here) else -1)


def _mixes(arcs: Arcs, pool: Pool, comers: _Comers, clashes: Clashes) -> list[Mix]:
    """Who could share one home of the pool; everybody where each has a front door, and none where nobody could come."""
    if not len(comers.people):
        return []
    if pool.home.own_door:
        return [Mix(people=np.ones(len(comers.people), dtype=np.bool_))]
    return mixes(clashes, [arcs.people[one] for one in comers.people])


def _class_of(pool: Pool, number: int, like: PlaceClass) -> PlaceClass:
    """The places of all homes of the pool that one mix may take."""
    place, rooms = replace(like.place, home_id=pool.pool_id), pool.places * pool.most_ever
    ids = (place.bedspace_id, *(f"{pool.mix_id(number)}:{room}" for room in range(1, rooms)))
    return PlaceClass(place=place, bedspace_ids=ids)


def _with_pools(assessment: Assessment, pools: Sequence[Pool]) -> Assessment:
    """The same with a home for each pool, in which rules about several people are left to its mixes."""
    told = (replace(one.home, home_id=one.pool_id, home_type=AREA_TYPE, support_hours_week=None) for one in pools)
    return replace(assessment, world=replace(assessment.world, homes=(*assessment.world.homes, *told)))
