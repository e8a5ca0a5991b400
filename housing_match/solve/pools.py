"""Homes to build counted by kind and area, wherever in it they stand: what any choice of sites can reach at most.

Every goal counts the best that any site of the area would give, clashes count by profile, and two who are related are
looked at as if they could always be put in the right homes. So no choice of sites does better; that one does as well
is found by choosing them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from math import lcm

import numpy as np
from numpy.typing import NDArray

from housing_match.assess import Assessment
from housing_match.criteria import MUST
from housing_match.solve.arcs import Arcs, arcs_of
from housing_match.solve.choices import Choices, Option
from housing_match.solve.clashes import Clashes
from housing_match.solve.goals import tallies
from housing_match.solve.mixes import Mix
from housing_match.solve.model import coupled
from housing_match.solve.pool_arcs import Pool, PoolArcs, arcs_with_pools
from housing_match.solve.rows import Row, Terms
from housing_match.solve.wishes import add_wishes


@dataclass(frozen=True, kw_only=True)
class Pooled:
    """The choices, and the pool of each place class (None for homes that stand).

    `rows_of_kind` are the rows of the choices, a year each, that say that homes of a kind are those of its pools: what
    such a row allows more is a home that nobody pays for.
    """

    choices: Choices
    pool_of_class: tuple[str | None, ...]
    rows_of_kind: Mapping[str, range]

    def joining(self, taken: NDArray[np.bool_]) -> dict[str, str]:
        """resident_id → pool_id of those who move into a home to be built."""
        arcs = self.choices.arcs
        found = {}
        for at in np.flatnonzero(taken).tolist():
            pool_id = self.pool_of_class[arcs.place_class[at]]
            if pool_id is not None:
                found[arcs.people[arcs.person[at]]] = pool_id
        return found


def kind_option(kind: str, year: int) -> str:
    """The option that counts homes of a kind opened in a year; it bears their capital."""
    return f"{kind}@{year}"


def pool_option(pool_id: str, year: int) -> str:
    """The option that counts homes of a pool opened in a year."""
    return f"{pool_id}@{year}"


def choices_of_pools(assessment: Assessment, pools: Sequence[Pool], years: Sequence[int]) -> Pooled:
    """Everything that may be chosen; the world assessed holds one home of each pool at each site of its area."""
    arcs = arcs_of(assessment)
    counts = tallies(arcs)
    clashes = Clashes(assessment=assessment)
    number = {home_id: at for at, pool in enumerate(pools) for home_id in pool.home_ids}
    pool_of = np.array([number.get(one.place.home_id, -1) for one in arcs.classes], dtype=np.int64)
    pooled = arcs_with_pools(arcs, counts, pool_of, pools, clashes)
    left, side = coupled(pooled.arcs)
    kept = np.isin(pooled.arcs.number, left.number)
    add_wishes(side, left)
    choices = Choices(
        arcs=left,
        side=side,
        tallies={name: replace(one, arc=one.arc[kept]) for name, one in pooled.counts.items()},
        options=tuple(_options(pools, years, pooled.mixes_of)),
        rows=(),
    )
    rows = [row for at, pool in enumerate(pools) for row in _rows(choices, pool, years, pooled, at)]
    kinds = list(dict.fromkeys(pool.kind for pool in pools))
    rows_of_kind = {
        kind: range(len(rows) + at * len(years), len(rows) + (at + 1) * len(years)) for at, kind in enumerate(kinds)
    }
    rows += _kind_rows(choices, kinds, pools, years)
    names = tuple(None if at is None else pools[at].pool_id for at, _ in pooled.part_of_class)
    return Pooled(choices=replace(choices, rows=tuple(rows)), pool_of_class=names, rows_of_kind=rows_of_kind)


def _options(pools: Sequence[Pool], years: Sequence[int], mixes_of: Sequence[Sequence[Mix]]) -> list[Option]:
    """Homes by kind and year, which bear the capital; by pool and year; and by pool and mix."""
    capital = {pool.kind: pool.capital_pounds for pool in pools}
    most_of_kind = {kind: sum(one.most_ever for one in pools if one.kind == kind) for kind in capital}
    options = [
        Option(option_id=kind_option(kind, year), capital_pounds=pounds, most=most_of_kind[kind])
        for kind, pounds in capital.items()
        for year in years
    ]
    for pool, some in zip(pools, mixes_of, strict=True):
        names = [pool_option(pool.pool_id, year) for year in years] + [pool.mix_id(at) for at in range(len(some))]
        options += [Option(option_id=name, capital_pounds=0, most=pool.most_ever) for name in names]
    return options


def _kind_rows(choices: Choices, kinds: Sequence[str], pools: Sequence[Pool], years: Sequence[int]) -> list[Row]:
    """Homes of a kind are those of its pools."""
    column, rows = choices.column_of, []
    for kind in kinds:
        for year in years:
            terms = {column[pool_option(one.pool_id, year)]: 1 for one in pools if one.kind == kind}
            rows.append(Row(terms=terms | {column[kind_option(kind, year)]: -1}, least=0, most=0))
    return rows


def _rows(choices: Choices, pool: Pool, years: Sequence[int], merged: PoolArcs, at: int) -> list[Row]:
    """A pool has as many places as its homes, each home one mix, and by each year no more homes than sites allow."""
    column, arcs = choices.column_of, choices.arcs
    opened = [column[pool_option(pool.pool_id, year)] for year in years]
    rows = [
        Row(terms=dict.fromkeys(opened[: number + 1], 1), most=pool.most.get(year, 0))
        for number, year in enumerate(years)
    ]
    some = merged.mixes_of[at]
    if some:
        mixed = {column[pool.mix_id(number)]: 1 for number in range(len(some))}
        rows.append(Row(terms=mixed | dict.fromkeys(opened, -1), most=0))
    inside: list[int] = []
    for number, mix in enumerate(some):
        there = merged.part_of_class.index((at, number))
        mine = np.flatnonzero(arcs.place_class == there)
        inside += mine.tolist()
        homes = column[pool.mix_id(number)]
        rows.append(Row(terms=dict.fromkeys(mine.tolist(), 1) | {homes: -pool.places}, most=0))
        for group in mix.lonely:
            lonely = mine[np.isin(arcs.person[mine], merged.people_of[at][group])]
            rows.append(Row(terms=dict.fromkeys(lonely.tolist(), 1) | {homes: -1}, most=0))
    return rows + _hours_rows(arcs, pool, inside, opened)


def _hours_rows(arcs: Arcs, pool: Pool, inside: Sequence[int], opened: Sequence[int]) -> list[Row]:
    """All homes of a pool together staff no more hours than each of them can; nobody of unknown hours comes."""
    limit = pool.home.support_hours_week
    binds = any(rule.name == "support_capacity" and rule.mode == MUST for rule in arcs.assessment.policy)
    if limit is None or not binds:
        return []
    hours = [arcs.world.resident[arcs.people[arcs.person[at]]].support_hours_week for at in inside]
    rows = [Row(terms={at: 1}, most=0) for at, one in zip(inside, hours, strict=True) if one is None or one > limit]
    scale = lcm(*(Decimal(one or 0).as_integer_ratio()[1] for one in (*hours, limit)))
    terms: Terms = {at: int((one or 0) * scale) for at, one in zip(inside, hours, strict=True)}
    return [*rows, Row(terms=terms | dict.fromkeys(opened, -int(limit * scale)), most=0)]
