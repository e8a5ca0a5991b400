"""What an integer program chooses among: columns, and whole households of homes of which all left are known."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from housing_match.solve.certificate import PRICE_UNIT, Certificate, Spans
from housing_match.solve.households import Households, Listed


@dataclass(frozen=True, kw_only=True)
class Choice:
    """Columns within `spans`, but for those that are `told` (bool [N]): of each home told, one of its H households.

    `households` is 0/1 [N, H], home after home; `home` int64 [H] numbers the `homes` from 0.
    """

    spans: Spans
    told: NDArray[np.bool_]
    households: csr_array
    home: NDArray[np.int64]
    homes: int

    @property
    def inside(self) -> NDArray[np.int64]:
        """The columns that are open one by one."""
        return np.flatnonzero(self.spans.is_open & ~self.told)

    @property
    def size(self) -> int:
        """How many columns and households there are to choose among."""
        return len(self.inside) + len(self.home)

    @property
    def settled(self) -> NDArray[np.int64]:
        """int64 [N]: the value of each column that is not open, nor told."""
        return np.where(self.spans.is_open | self.told, 0, self.spans.least)

    def nearest(
        self,
        certificate: Certificate,
        columns: int,
        *,
        arcs: int,
        plan: NDArray[np.int64] | None = None,
        late: tuple[NDArray[np.bool_], NDArray[np.int64]] | None = None,
    ) -> "Choice":
        """With so many arcs and households only, those of least reduced cost, or some more that cost nothing.

        Of equal arcs the least `late` ones. Arcs left out have their cheaper value; those that have the
        other in a plan (int64 [N]) stay, as do its households and the columns beside the arcs.
        """
        inside = self.inside
        inside = inside[inside < arcs]
        dear = np.concatenate([np.abs(certificate.reduced[inside]), self._dearer(certificate)])
        free = int(np.count_nonzero(dear < PRICE_UNIT))
        columns = min(max(columns, free + columns // 2), 10 * columns)
        if len(dear) <= columns + columns // 4:
            return self  # to be asked twice, of nearly all and then of all, takes longer
        keys = [np.pad(one[inside], (0, len(self.home))) for one in late or ()]
        far = np.ones(len(dear), dtype=np.bool_)
        far[np.lexsort((*reversed(keys), dear))[:columns]] = False
        value = certificate.cheaper(self.spans)
        if plan is not None:
            far[: len(inside)] &= plan[inside] == value[inside]
            far[len(inside) :] &= ~self.of_plan(plan)
        left = np.flatnonzero(~far[len(inside) :])
        closed = np.zeros(len(self.told), dtype=np.bool_)
        closed[inside[far[: len(inside)]]] = True
        least, most = (np.where(closed, value, end) for end in (self.spans.least, self.spans.most))
        return replace(
            self, spans=Spans(least=least, most=most), households=self.households[:, left], home=self.home[left]
        )

    def _dearer(self, certificate: Certificate) -> NDArray[np.int64]:
        """int64 [H]: by how much each household is dearer than the cheapest of its home."""
        sums = self.households.T @ (certificate.reduced if certificate.values is None else certificate.values)
        least = np.full(self.homes, np.iinfo(np.int64).max)
        np.minimum.at(least, self.home, sums)
        return np.asarray(sums - least[self.home], dtype=np.int64)

    def of_plan(self, plan: NDArray[np.int64]) -> NDArray[np.bool_]:
        """bool [H]: the households that the plan makes."""
        here = np.asarray(self.households.T @ plan)
        most = np.zeros(self.homes, dtype=np.int64)
        np.maximum.at(most, self.home, here)
        sizes = np.asarray(self.households.sum(axis=0))
        return np.asarray((here == sizes) & (here == most[self.home]), dtype=np.bool_)


def choice_of(households: Households, listed: Listed, spans: Spans) -> Choice:
    """What spans leave, and of homes told by the households listed only these."""
    places = sorted(listed)
    homes = np.array([households.opened[at] for at in places], dtype=np.int64)
    numbers = np.concatenate([np.zeros(0, dtype=np.int64), *(listed[at] for at in places)])
    home = np.repeat(np.arange(len(homes)), [len(listed[at]) for at in places])
    told, columns = np.isin(households.home, homes), _with_kinds(households, households.found.matrix(numbers))
    closed = np.where(told & (spans.most <= 0), 1, 0)
    sure = np.where(told & (spans.least > 0), 1, 0)
    order = np.argsort(homes)
    of_sure = order[np.searchsorted(homes[order], households.home[np.flatnonzero(sure)])]
    allowed = columns.T @ sure == np.bincount(of_sure, minlength=len(homes))[home]
    left = np.flatnonzero(allowed & (columns.T @ closed == 0))
    return Choice(
        spans=spans,
        told=told,
        households=columns[:, left],
        home=home[left],
        homes=len(homes),
    )


def _with_kinds(households: Households, columns: csr_array) -> csr_array:
    """The same 0/1 [N, H] with the columns that say whether any of some people comes."""
    kinds = enumerate(households.side.taken_with, households.arcs)
    any_of = [(column, arc) for column, groups in kinds if len(groups) == 1 for arc in groups[0]]
    at = np.array(any_of, dtype=np.int64).reshape(-1, 2)
    size = len(households.home)
    there = csr_array((np.ones(len(at), dtype=np.int64), (at[:, 0], at[:, 1])), shape=(size, size))
    return csr_array(columns + (there @ columns).minimum(1))
