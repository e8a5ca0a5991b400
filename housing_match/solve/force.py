"""What rows that force a choice leave of prices proved without them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from housing_match.solve.arcs import Arcs
from housing_match.solve.certificate import Certificate, Spans
from housing_match.solve.engine import NoPlan
from housing_match.solve.households import Households
from housing_match.solve.rows import Row


@dataclass(kw_only=True)
class Force:
    """Columns that rows close, bool [N]; and for each row that asks for one column or more, those it asks for."""

    closed: NDArray[np.bool_]
    asked: tuple[NDArray[np.int64], ...]
    beside: NDArray[np.bool_]
    """bool [N]: columns whose own cost may be part already of what the forced choice costs."""
    households: Households
    """Those of the relaxation that certificates come from."""
    spans: Spans
    """For columns within which certificates are."""
    _known: list[tuple[Certificate, int]] = field(init=False, default_factory=list)

    @property
    def left(self) -> Spans:
        """The spans left by the columns closed. Raises NoPlan where nothing is left that a row asks for."""
        return self._left(self.spans)

    def _left(self, spans: Spans) -> Spans:
        most = np.where(self.closed, 0, spans.most)
        if any(not most[columns].any() for columns in self.asked):
            raise NoPlan
        return Spans(least=np.minimum(spans.least, most), most=most)

    def take(self, certificate: Certificate) -> int:
        """What no plan that keeps the rows comes to less than, in PRICE_UNITs, by this certificate, known from now on.

        A column closed that is cheaper taken, and the cheapest of those asked for, or the cheapest household with one
        of them, come on top. Of several rows the dearest counts, as two choices may be one household.
        """
        reduced, spans = certificate.reduced, self.spans
        given_up = int(np.maximum(-reduced[self.closed & spans.is_open], 0).sum())
        is_open, taken = (spans.most > 0) & ~self.closed, 0
        for columns in self.asked:
            left = columns[is_open[columns]]
            alone = int(np.maximum(reduced[left], 0).min())
            taken = max(taken, alone, self.households.dearer_with(left, certificate, is_open))
        bound = certificate.bound + given_up + taken
        self._known.append((certificate, bound))
        return bound

    @property
    def bound(self) -> int:
        """What no plan that keeps the rows comes to less than, in PRICE_UNITs, by all certificates taken."""
        return max(bound for _, bound in self._known)

    def settled(self, most: int) -> Iterator[Spans]:
        """By each certificate the spans left to plans that keep the rows and of which the sum is at most `most`."""
        for certificate, bound in self._known:
            without = certificate.settled(most, self.spans)
            beyond = replace(certificate, bound=bound).settled(most, self.spans)
            yield self._left(
                Spans(
                    least=np.where(self.beside, without.least, beyond.least),
                    most=np.where(self.beside, without.most, beyond.most),
                )
            )


def force_of(rows: Sequence[Row], arcs: Arcs, households: Households, spans: Spans) -> Force:
    """What rows force. Of a person who has to have one of some arcs all others are closed: nobody has two places."""
    home = households.home
    closed = np.zeros(len(home), dtype=np.bool_)
    asked = []
    for row in rows:
        columns = np.array(list(row.terms), dtype=np.int64)
        if row.most == 0:
            closed[columns] = True
        elif row.least >= 1:
            asked.append(columns)
            people = np.unique(arcs.person[columns])
            if len(people) == 1:
                mine = np.flatnonzero(arcs.person == people[0])
                closed[np.setdiff1d(mine, columns)] = True
    beside = closed.copy()
    for columns in asked:
        beside[columns] = True
        beside |= np.isin(home, home[columns][home[columns] >= 0])
    return Force(closed=closed, asked=tuple(asked), beside=beside, households=households, spans=spans)
