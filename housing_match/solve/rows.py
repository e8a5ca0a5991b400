"""Linear rows over a plan's columns: told one by one as they are made, as one sparse table where they are solved."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from math import inf

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csc_array, csr_array

from housing_match.solve.arcs import Arcs
from housing_match.solve.beside import Beside, beside
from housing_match.solve.further import Further
from housing_match.solve.sharing import Sharing

Terms = dict[int, int]
"""Column → whole coefficient. Columns below A are arcs; those above are the rows' own variables."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """least ≤ Σ coefficient × column ≤ most."""

    terms: Terms
    least: float = -inf
    most: float = inf


@dataclass(kw_only=True)
class Side:
    """Rows, arcs that no plan can use, and extra 0/1 columns numbered from A; `wishes` is the pairs' goal as a sum."""

    rows: list[Row] = field(default_factory=list)
    parties: list[list[int]] = field(default_factory=list)
    """Columns of which at most one is taken: the ways in which one person, or one kind of people, comes to a home."""
    apart: list[NDArray[np.int64]] = field(default_factory=list)
    """[pairs, 2] numbers of parties that exclude each other; each pair is a row, told in arrays as they are many."""
    dropped: set[int] = field(default_factory=set)
    taken_with: list[tuple[list[int], ...]] = field(default_factory=list)
    """For each extra 0/1 column the groups of columns of which one each has to be taken for it to be taken too."""
    further: list[Further] = field(default_factory=list)
    """Place classes whose beds are told one by one once the first are taken; their columns are the last."""
    sharing: dict[str, Sharing] = field(default_factory=dict)
    """home_id → the rules of living together there, of every home that has some."""
    _beside: Beside | None = field(init=False, default=None)
    wishes: Terms = field(default_factory=dict)
    """Small is better: wish_apart columns count 1, wish_together columns -1."""

    @property
    def couples(self) -> bool:
        """Whether people are tied to each other by more than the places there are."""
        return bool(self.rows or self.apart or self.wishes)

    @property
    def extra_columns(self) -> int:
        """How many columns there are beside the arcs."""
        return len(self.taken_with) + sum(len(one.further) for one in self.further)

    @property
    def spoken_of(self) -> list[list[int]]:
        """For each extra column the columns of all its groups; none for further beds."""
        taken_with = [[one for group in groups for one in group] for groups in self.taken_with]
        return taken_with + [[]] * (self.extra_columns - len(taken_with))

    def new_column(self, arcs: Arcs, *groups: Iterable[int]) -> int:
        """The number of one more 0/1 column, taken where one of each group of arcs is."""
        self.taken_with.append(tuple(list(group) for group in groups))
        return len(arcs.person) + self.extra_columns - 1

    def completed(self, arcs: NDArray[np.int64]) -> NDArray[np.int64]:
        """int64 [N] values of all columns for those of the arcs (0 or 1)."""
        if self._beside is None or self._beside.columns < self.extra_columns:
            self._beside = beside(self.taken_with, self.further, len(arcs))
        return np.concatenate([arcs, self._beside.values(arcs)])

    def new_party(self, columns: list[int]) -> int:
        """The number of one more party."""
        self.parties.append(columns)
        return len(self.parties) - 1


@dataclass(frozen=True, kw_only=True)
class Table:
    """R rows over N columns, `least` ≤ matrix @ columns ≤ `most`: int64 [R, N], float64 [R], whole numbers or ±inf."""

    matrix: csr_array
    least: NDArray[np.float64]
    most: NDArray[np.float64]

    def __len__(self) -> int:
        return len(self.least)

    @cached_property
    def by_column(self) -> tuple[csc_array, csc_array]:
        """int64 [N, R]: the matrix turned, and the same without signs."""
        turned = self.matrix.T
        parts = np.abs(turned.data), turned.indices, turned.indptr
        return turned, csc_array(parts, shape=turned.shape)

    def kept_by(self, values: NDArray[np.int64]) -> NDArray[np.bool_]:
        """bool [R]: the rows that whole column values keep."""
        sums = self.matrix @ values
        return np.asarray((sums >= self.least) & (sums <= self.most), dtype=np.bool_)

    def and_more(self, other: "Table") -> "Table":
        """These rows, then the others."""
        mine, theirs = self.matrix, other.matrix
        ends = np.concatenate([mine.indptr, mine.indptr[-1] + theirs.indptr[1:]])
        entries = np.concatenate([mine.data, theirs.data]), np.concatenate([mine.indices, theirs.indices]), ends
        return Table(
            matrix=csr_array(entries, shape=(len(self) + len(other), mine.shape[1])),
            least=np.concatenate([self.least, other.least]),
            most=np.concatenate([self.most, other.most]),
        )

    def only(self, rows: NDArray[np.int64] | NDArray[np.bool_]) -> "Table":
        """Some of the rows."""
        return Table(matrix=self.matrix[rows], least=self.least[rows], most=self.most[rows])


def renumbered(side: Side, of: NDArray[np.int64], arcs: Arcs, more: Mapping[int, Further] | None = None) -> Side:
    """The side rules of fewer arcs, but for their rows, which a table holds.

    `of` is int64 [N] → the number that a column has from now on, -1 for those left out; rules of homes and of pairs are
    there with all their columns or left out. `more` says of which place classes beds are told one by one.
    """
    more = more or {}

    def unique(columns: Iterable[int]) -> list[int]:
        return sorted({int(of[one]) for one in columns})

    sharing = {}
    for home_id, one in side.sharing.items():
        place_class = {at: int(arcs.place_class[at]) for at in unique(one.place_class) if at >= 0}
        if not place_class:
            continue
        sharing[home_id] = Sharing(
            joining=tuple(tuple(unique(ways)) for ways in one.joining),
            staying=tuple(int(of[at]) for at in one.staying),
            place_class=place_class,
            beds={number: int(arcs.capacity[number]) for number in sorted(set(place_class.values()))},
            met=one.met,
            hours=one.hours,
            room=one.room,
            together=one.together,
            further={number: more[number] for number in sorted(set(place_class.values())) if number in more},
            counted=[(mask, int(of[column])) for mask, column in one.counted],
        )
    beside = of[len(of) - side.extra_columns :][: len(side.taken_with)]
    return Side(
        taken_with=[
            tuple(unique(group) for group in groups)
            for groups, column in zip(side.taken_with, beside.tolist(), strict=True)
            if column >= 0
        ],
        further=list(more.values()),
        sharing=sharing,
        wishes={int(of[at]): value for at, value in side.wishes.items() if of[at] >= 0},
    )


def table_of(rows: Sequence[Row], columns: int) -> Table:
    """The rows as they were told."""
    sizes = np.array([len(row.terms) for row in rows], dtype=np.int64)
    at = np.fromiter((column for row in rows for column in row.terms), dtype=np.int64, count=int(sizes.sum()))
    of = np.fromiter((one for row in rows for one in row.terms.values()), dtype=np.int64, count=int(sizes.sum()))
    starts = np.concatenate([[0], np.cumsum(sizes)])
    return Table(
        matrix=csr_array((of, at, starts), shape=(len(rows), columns)),
        least=np.array([row.least for row in rows], dtype=np.float64),
        most=np.array([row.most for row in rows], dtype=np.float64),
    )


def at_most(costs: NDArray[np.int64], most: int) -> Table:
    """The one row Σ costs (int64 [N]) ≤ most."""
    at = np.flatnonzero(costs)
    row = csr_array((costs[at], at, np.array([0, len(at)])), shape=(1, len(costs)))
    return Table(matrix=row, least=np.array([-inf]), most=np.array([float(most)]))


def table_of_plan(arcs: Arcs, side: Side) -> Table:
    """Everything a plan has to keep: one place a person, as many people as places, and the plan rules."""
    columns, arc = len(arcs.person) + side.extra_columns, np.arange(len(arcs.person))
    ones = np.ones(len(arc), dtype=np.int64)
    by_person = csr_array((ones, (arcs.person, arc)), shape=(len(arcs.people), columns))
    by_class = csr_array((ones, (arcs.place_class, arc)), shape=(len(arcs.classes), columns))
    people = Table(matrix=by_person, least=arcs.must_place.astype(np.float64), most=np.ones(len(arcs.people)))
    none = np.full(len(arcs.classes), -inf)
    places = Table(matrix=by_class, least=none, most=arcs.capacity.astype(np.float64))
    return people.and_more(places).and_more(table_of(side.rows, columns)).and_more(_apart(side, columns))


def rules_of(table: Table, arcs: Arcs) -> Table:
    """The plan rules of everything that a plan has to keep: the rows after those of people and of place classes."""
    return table.only(np.arange(len(arcs.people) + len(arcs.classes), len(table)))


def _apart(side: Side, columns: int) -> Table:
    """A row for each two parties of which at most one may come."""
    parties = table_of([Row(terms=dict.fromkeys(party, 1)) for party in side.parties], columns).matrix
    pairs = np.concatenate(side.apart) if side.apart else np.zeros((0, 2), dtype=np.int64)
    both = csr_array(parties[pairs[:, 0]] + parties[pairs[:, 1]])
    return Table(matrix=both, least=np.full(len(pairs), -inf), most=np.ones(len(pairs)))


def only_home(matrix: csr_array, home: NDArray[np.int64]) -> NDArray[np.int64]:
    """int64 [R]: the small home that all columns of a row belong to, `home` (int64 [N]) being -1 for none; else -1."""
    sizes = np.diff(matrix.indptr)
    only = np.full(len(sizes), -1)
    if not matrix.nnz:
        return only
    of_entry = home[matrix.indices]
    first = np.repeat(of_entry[matrix.indptr[:-1][sizes > 0]], sizes[sizes > 0])
    other = np.bincount(
        np.repeat(np.arange(len(sizes)), sizes)[(of_entry != first) | (of_entry < 0)], minlength=len(sizes)
    )
    rows = np.flatnonzero((sizes > 0) & (other == 0))
    only[rows] = of_entry[matrix.indptr[rows]]
    return only
