"""The integer program of the columns that prices leave open, put to HiGHS and held against every row."""

import numpy as np
from numpy.typing import NDArray

from housing_match.solve.certificate import Certificate, Spans
from housing_match.solve.clock import Clock
from housing_match.solve.engine import SolverFailed
from housing_match.solve.rows import Table
from housing_match.solve.solvers import solved


def first_columns(
    certificate: Certificate,
    spans: Spans,
    columns: int,
    *,
    arcs: int,
    late: tuple[NDArray[np.bool_], NDArray[np.int64]],
) -> Spans:
    """The spans with only so many columns left open: those of least reduced cost, of equals the least `late`.

    Columns beside the arcs all stay open.
    """
    is_open = np.flatnonzero(spans.is_open)
    if len(is_open) <= columns:
        return spans
    order = np.lexsort((late[1][is_open], late[0][is_open], np.abs(certificate.reduced[is_open])))
    closed = np.zeros(len(spans.most), dtype=np.bool_)
    closed[is_open[order[columns:]]] = True
    closed[arcs:] = False
    value = certificate.cheaper(spans)
    return Spans(least=np.where(closed, value, spans.least), most=np.where(closed, value, spans.most))


def proved_whole(rows: Table, costs: NDArray[np.int64], spans: Spans, clock: Clock) -> tuple[NDArray[np.int64], bool]:
    """HiGHS's word on the columns left open and the rows that they could break; its plan is checked by all rows.

    Values of all columns, and whether nothing is less. Raises NoPlan, SolverFailed or TimeoutError.
    """
    inside = np.flatnonzero(spans.is_open)
    settled = np.where(spans.is_open, 0, spans.least)
    already = rows.matrix @ settled
    few = rows.matrix[:, inside]
    reach = few.multiply(few > 0).sum(axis=1), few.multiply(few < 0).sum(axis=1)
    matters = np.flatnonzero((already + reach[0] > rows.most) | (already + reach[1] < rows.least))
    open_to = Table(matrix=few[matters], least=(rows.least - already)[matters], most=(rows.most - already)[matters])
    found, proved = solved(open_to, spans.most[inside], costs[inside], None, clock)
    values = settled.copy()
    values[inside] = found
    if not rows.kept_by(values).all():
        raise SolverFailed("HiGHS's plan breaks a row that the columns left open could not break")
    return values, proved
