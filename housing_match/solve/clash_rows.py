"""Rows against people who clash sharing space: nobody moves in with somebody they may not live with."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from housing_match.solve.clashes import Clashes
from housing_match.solve.homes import Homes
from housing_match.solve.rows import Row, Side, Terms


def drop_clashing(side: Side, homes: Homes, clashes: Clashes) -> None:
    """Nobody moves in with somebody they may not live with who is sure to be there."""
    for home_id, joiners in homes.joining.items():
        sure = [None if one is None else one.resident_id for one in homes.sure(home_id)]
        if sure and not homes.arcs.world.home[home_id].own_door:
            barred = clashes.between(list(joiners), sure)
            for arcs, clashing in zip(joiners.values(), barred, strict=True):
                side.dropped.update(arcs if clashing.any() else ())


def add_clashes(side: Side, homes: Homes, clashes: Clashes) -> None:
    """Rows for every home with shared space: of those who may stay, and of those who move in together."""
    for home_id, joiners in homes.joining.items():
        if homes.arcs.world.home[home_id].own_door:
            continue
        coming, stayers = list(joiners), homes.staying[home_id]
        met = clashes.between(coming, [*coming, *stayers])
        np.fill_diagonal(met, False)
        if not met.any():
            continue
        if homes.open_places(home_id) == 1:
            for beside, stay in zip(met.T[len(coming) :], stayers.values(), strict=True):
                none_beside(side, {stay: 1}, (joiners[coming[one]] for one in np.flatnonzero(beside)), 1)
        else:
            _keep_kinds_apart(side, homes, home_id, met)


def _keep_kinds_apart(side: Side, homes: Homes, home_id: str, met: NDArray[np.bool_]) -> None:
    """Joiners who clash with just the same others are one kind, with a 0/1 column that says whether any of them comes.

    `met` is bool [joiners, joiners and stayers]. Branching on kinds instead of people is what lets the integer solver
    prove shared homes quickly.
    """
    joiners, stayers = homes.joining[home_id], homes.staying[home_id]
    coming = list(joiners)
    clashing = np.flatnonzero(met.any(axis=1))
    whom = [row.tobytes() for row in np.packbits(met[clashing], axis=1)]
    kinds = {others: number for number, others in enumerate(sorted(set(whom)))}
    kind = np.array([kinds[others] for others in whom], dtype=np.int64)
    first = np.unique(kind, return_index=True)[1]
    party_of_kind = []
    for number in range(len(first)):
        people = [coming[at] for at in clashing[kind == number]]
        arcs = [at for who in people for at in joiners[who]]
        if len(people) > 1 and len(arcs) > 1:
            column = side.new_column(homes.arcs, arcs)
            places = min(homes.open_places(home_id), len(people))
            side.rows.append(Row(terms=dict.fromkeys(arcs, 1) | {column: -places}, most=0))
            arcs = [column]
        party_of_kind.append(side.new_party(arcs))
    party = np.full(len(coming) + len(stayers), -1)
    party[clashing] = np.array(party_of_kind)[kind]
    party[len(coming) :] = [side.new_party([stay]) for stay in stayers.values()]
    one, other = np.nonzero(met[clashing[first]])
    ends = np.array(party_of_kind)[one], party[other]
    pairs = np.unique(np.minimum(*ends) * len(side.parties) + np.maximum(*ends))
    side.apart.append(np.stack(np.divmod(pairs, len(side.parties)), axis=1))


def none_beside(side: Side, first: Terms, others: Iterable[list[int]], places: int) -> None:
    """places × first + Σ others ≤ places: where the first is taken, none of the others is."""
    terms = dict.fromkeys((at for arcs in others for at in arcs), 1)
    if terms:
        side.rows.append(Row(terms=dict.fromkeys(first, places) | terms, most=places))
