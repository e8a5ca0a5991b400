"""The one goal that counts pairs: wishes to live together, or apart, as columns beside the arcs."""

from collections.abc import Iterator

from housing_match.solve.arcs import Arcs
from housing_match.solve.homes import Homes
from housing_match.solve.rows import Row, Side


def add_wishes(side: Side, arcs: Arcs) -> None:
    """Columns that count housemate wishes: together in one home, apart where space is shared."""
    homes = Homes(arcs=arcs)
    for pair, relation in _wishes(arcs):
        for home_id in sorted({home_id for who in pair for home_id in homes.open_to(who)}):
            if all(_lives_today(arcs, who) == home_id for who in pair):
                continue  # neither moves within one home, so a pair that is there today is never counted there
            if relation == "wish_apart" and arcs.world.home[home_id].own_door:
                continue
            _count_pair(side, homes, pair, home_id, together=relation == "wish_together")


def _wishes(arcs: Arcs) -> Iterator[tuple[tuple[str, str], str]]:
    in_plan = set(arcs.people)
    for pair, relations in arcs.world.relations.items():
        for relation in ("wish_together", "wish_apart"):
            if relation in relations and in_plan & set(pair):
                yield pair, relation


def _lives_today(arcs: Arcs, who: str) -> str | None:
    bedspace_id = arcs.world.incumbent_of.get(who)
    return None if bedspace_id is None else arcs.world.home_of(bedspace_id)


def _count_pair(side: Side, homes: Homes, pair: tuple[str, str], home_id: str, *, together: bool) -> None:
    """One column that is 1 exactly when both live there, pushed up by a wish met and down by one crossed."""
    (first, first_sure), (second, second_sure) = (homes.lives_in(who, home_id) for who in pair)
    if not (first or first_sure) or not (second or second_sure):
        return
    value = -1 if together else 1
    if first_sure or second_sure:
        for at in second if first_sure else first:
            side.wishes[at] = side.wishes.get(at, 0) + value
        return
    column = side.new_column(homes.arcs, first, second)
    side.wishes[column] = value
    if home_id in side.sharing:
        side.sharing[home_id].count(column, (first, second))
    if together:
        side.rows.extend(Row(terms={column: 1} | dict.fromkeys(terms, -1), most=0) for terms in (first, second))
    else:
        side.rows.append(Row(terms={column: -1} | first | second, most=1))
