"""What one more home of each kind would do, beside what its capital would do elsewhere."""

from dataclasses import dataclass

from housing_match.planning.search import Infill
from housing_match.solve.engine import NoPlan
from housing_match.solve.pools import kind_option
from housing_match.solve.rows import Row


@dataclass(frozen=True, slots=True, kw_only=True)
class OneMore:
    """One home of a kind given beside the budget: the people more that can then be housed at most, solved again.

    `by_price` is the dual price of such a home, what a small part of one would add for each whole one by the linear
    relaxation, and `same_capital` what its capital would house by the budget's own dual price: never less than that.
    """

    type_id: str
    bedspaces: int
    capital_pounds: int
    people: int
    by_price: float
    same_capital: float


def one_more_of_each(search: Infill) -> tuple[OneMore, ...]:
    """Every kind of which there is room for one more, over kinds and areas. Raises TimeoutError."""
    budget = search.ask.budget_pounds
    chooser = search.within_budget(search.chooser(), budget)
    people_a_pound = chooser.price("housed", len(chooser.rows) - 1) / chooser.pound_unit
    free_home = {
        kind: max(chooser.price("housed", chooser.first_row + at) for at in rows)
        for kind, rows in search.pooled.rows_of_kind.items()
    }
    housed = chooser.best("housed")
    found = []
    for kind, one in sorted({one.kind: one for one in search.pools}.items()):
        given = search.within_budget(search.chooser(), budget + one.capital_pounds)
        options = [given.choices.column_of[kind_option(kind, year)] for year in search.years]
        given.require(Row(terms=dict.fromkeys(options, 1), least=1))
        try:
            more = given.best("housed") - housed
        except NoPlan:
            continue
        found.append(
            OneMore(
                type_id=kind,
                bedspaces=one.places,
                capital_pounds=one.capital_pounds,
                people=more,
                by_price=free_home[kind],
                same_capital=people_a_pound * one.capital_pounds,
            )
        )
    return tuple(found)
