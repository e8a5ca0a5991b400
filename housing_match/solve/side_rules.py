"""The plan rules as rows over arcs: what each choice of homes means for the people who would share."""

from collections.abc import Callable, Collection
from decimal import Decimal
from itertools import chain
from math import lcm

import numpy as np

from housing_match.criteria import MUST
from housing_match.solve.arcs import Arcs
from housing_match.solve.clash_rows import add_clashes, drop_clashing, none_beside
from housing_match.solve.clashes import Clashes
from housing_match.solve.homes import Homes
from housing_match.solve.quotas import add_quotas
from housing_match.solve.rows import Row, Side
from housing_match.solve.sharing_rules import tell_sharing


def side_of(arcs: Arcs, clashes: Clashes) -> Side:
    """Everything that couples people in this instance; where it couples nobody, a pure flow proves the plan.

    Arcs to drop are found first: where there are any, the rows are not all told, as fewer arcs make fewer.
    """
    side, homes = Side(), Homes(arcs=arcs)
    drop_clashing(side, homes, clashes)
    for rule in arcs.assessment.policy:
        if rule.mode == MUST and rule.name in ROWS_OF:
            ROWS_OF[rule.name](side, homes)
    if not side.dropped:
        add_clashes(side, homes, clashes)
        add_quotas(side, arcs)
        tell_sharing(side, homes, clashes)
    return side


def _hours_rows(side: Side, homes: Homes) -> None:
    """A home that anybody joins keeps its hours; one over them today may be joined only when enough leave."""
    world = homes.arcs.world
    for home_id, joiners in homes.joining.items():
        limit = world.home[home_id].support_hours_week
        if limit is None:
            continue
        hours = {who: world.resident[who].support_hours_week for who in (*joiners, *homes.staying[home_id])}
        sure = [None if one is None else one.support_hours_week for one in homes.sure(home_id)]
        joined = dict.fromkeys((at for arcs in joiners.values() for at in arcs), 1)
        if None in sure:
            side.dropped.update(joined)
            continue
        places, here = homes.open_places(home_id), sum((one for one in sure if one is not None), Decimal(0))
        terms: dict[int, Decimal] = {}
        for who, arcs in joiners.items():
            if hours[who] is None or hours[who] + here > limit:  # type: ignore[operator]
                side.dropped.update(arcs)
            else:
                terms |= dict.fromkeys(arcs, Decimal(hours[who] or 0))
        staying = Decimal(0)
        for stayer, stay in homes.staying[home_id].items():
            if hours[stayer] is None:
                none_beside(side, {stay: 1}, ([at] for at in joined), places)
            else:
                terms[stay] = Decimal(hours[stayer] or 0)
                staying += terms[stay]
        _knapsack(side, terms, limit - here, max(Decimal(0), here + staying - limit), joiners.values(), homes.arcs)


def _knapsack(
    side: Side, terms: dict[int, Decimal], room: Decimal, over: Decimal, joining: Collection[list[int]], arcs: Arcs
) -> None:
    """Σ hours ≤ room; where stayers alone are `over`, only if somebody joins (its own 0/1 column says so)."""
    if sum(terms.values()) <= room:
        return
    distinct = set(terms.values())
    scale = lcm(*(Decimal(one).as_integer_ratio()[1] for one in (*distinct, room, over)))
    in_parts = {hours: int(hours * scale) for hours in distinct}
    whole = {at: in_parts[hours] for at, hours in terms.items() if hours}
    if over:
        column = side.new_column(arcs, chain.from_iterable(joining))
        side.rows.extend(Row(terms=dict.fromkeys(ways, 1) | {column: -1}, most=0) for ways in joining)
        side.rows.append(Row(terms=whole | {column: int(over * scale)}, most=int((room + over) * scale)))
    else:
        side.rows.append(Row(terms=whole, most=int(room * scale)))


def _together_rows(side: Side, homes: Homes) -> None:
    """Whoever of a must_together pair moves into a home finds the other living there when the plan is done."""
    for one, other in homes.arcs.world.must_together:
        for mover, friend in ((one, other), (other, one)):
            for home_id, arcs in homes.open_to(mover).items():
                beside, sure = homes.lives_in(friend, home_id)
                if sure:
                    continue
                classes = np.unique(homes.arcs.place_class[[*arcs, *beside]])
                if beside and homes.arcs.capacity[classes].sum() > 1:
                    terms = dict.fromkeys(arcs, 1) | dict.fromkeys(beside, -1)
                    side.rows.append(Row(terms=terms, most=0))
                else:
                    side.dropped.update(arcs)


ROWS_OF: dict[str, Callable[[Side, Homes], None]] = {"support_capacity": _hours_rows, "housemates": _together_rows}
"""How plan rules that are more than clashes of pairs become rows."""
