"""Which arcs a plan can take, which of them rules and wishes speak of, and which they may need somebody to take."""

import numpy as np
from numpy.typing import NDArray

from housing_match.solve.arcs import Arcs
from housing_match.solve.model import Model
from housing_match.solve.rows import rules_of


def coupled_arcs(model: Model) -> NDArray[np.bool_]:
    """bool [A]: the arcs of which a rule or a wish speaks, and all that lead to homes that people share."""
    arcs, side = model.arcs, model.side
    columns = abs(rules_of(model.table, arcs).matrix).sum(axis=0) > 0
    columns[list(side.wishes)] = True
    for groups in side.taken_with:
        for group in groups:
            columns[group] = True
    for one in side.sharing.values():
        columns[one.arcs] = True
    return np.asarray(columns[: len(arcs.person)], dtype=np.bool_)


def open_arcs(arcs: Arcs) -> NDArray[np.bool_]:
    """bool [A]: all arcs but those to places that people who must have one, and could have no other, fill."""
    is_open = np.ones(len(arcs.person), dtype=np.bool_)
    while True:
        only = np.bincount(arcs.person[is_open], minlength=len(arcs.people)) == 1
        sure = is_open & (only & arcs.must_place)[arcs.person]
        room = arcs.capacity - np.bincount(arcs.place_class[sure], minlength=len(arcs.classes))
        closed = is_open & ~sure & (room <= 0)[arcs.place_class]
        if not closed.any():
            return is_open
        is_open &= ~closed


def wanted_arcs(model: Model) -> NDArray[np.bool_]:
    """bool [A]: whoever takes any other arc can be taken out of a plan, and everybody else's places keep every rule.

    A row wants the columns that lower what it limits above, or raise what it limits below. A column beside the arcs
    falls only when the last arc of one of its groups does, and then the row may be kept all the same.
    """
    arcs, side, rules = model.arcs, model.side, rules_of(model.table, model.arcs)
    count, entries = len(arcs.person), rules.matrix.tocoo()
    found = np.zeros(count, dtype=np.bool_)
    above, below = np.isfinite(rules.most)[entries.row], np.isfinite(rules.least)[entries.row]
    wants = np.flatnonzero((above & (entries.data < 0)) | (below & (entries.data > 0)))
    of_arcs = entries.col[wants] < count
    found[entries.col[wants[of_arcs]]] = True
    beside = {column for column, value in side.wishes.items() if value < 0}
    found[[column for column in beside if column < count]] = True
    beside = {column for column in beside if column >= count}
    for at in wants[~of_arcs].tolist():
        row, column = int(entries.row[at]), int(entries.col[at])
        groups = side.taken_with[column - count]
        first, last = rules.matrix.indptr[row : row + 2].tolist()
        terms = dict(
            zip(rules.matrix.indices[first:last].tolist(), rules.matrix.data[first:last].tolist(), strict=True)
        )
        if below[at] or not _kept_without(arcs, terms, float(rules.most[row]), column, groups):
            beside.add(column)
    for column in beside:
        for group in side.taken_with[column - count]:
            found[group] = True
    return found


def _kept_without(arcs: Arcs, terms: dict[int, int], most: float, column: int, groups: tuple[list[int], ...]) -> bool:
    """Whether Σ terms ≤ most once nothing of one group is taken: all terms are then of the groups left, one of each."""
    of_groups = {arc for group in groups for arc in group}
    one_each = len(groups) == 1 or all(len(set(arcs.person[group].tolist())) == 1 for group in groups)
    others = {one: weight for one, weight in terms.items() if one != column}
    return one_each and most >= len(groups) - 1 and all(one in of_groups and others[one] == 1 for one in others)
