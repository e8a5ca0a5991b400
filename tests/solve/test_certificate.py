"""Bounds from rounded prices hold for every choice of columns, whatever the prices are."""

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from housing_match.solve.certificate import certify
from housing_match.solve.side_rules import Row

COLUMNS = 4
terms = st.dictionaries(st.integers(0, COLUMNS - 1), st.integers(-9, 9), min_size=1)
rows = st.lists(st.tuples(terms, st.integers(-6, 6), st.booleans()), max_size=4)
prices = st.lists(st.floats(-50, 50, allow_nan=False), min_size=4, max_size=4)


@given(objective=terms, start=st.integers(-5, 5), drawn=rows, given_prices=prices, most=st.integers(-20, 20))
def test_no_choice_that_keeps_the_rows_is_below_the_bound_and_a_settled_column_cannot_turn(
    objective, start, drawn, given_prices, most
):
    made = [Row(terms=t, least=limit) if least else Row(terms=t, most=limit) for t, limit, least in drawn]
    certificate = certify(objective, start, zip(made, given_prices, strict=False), [(0, 1)] * COLUMNS)
    for choice in product((0, 1), repeat=COLUMNS):
        sums = [sum(c * choice[at] for at, c in row.terms.items()) for row in made]
        if not all(row.least <= total <= row.most for row, total in zip(made, sums, strict=True)):
            continue
        value = start + sum(c * choice[at] for at, c in objective.items())
        assert value >= certificate.least
        if value <= most:
            for at in range(COLUMNS):
                if certificate.settles(at, most):
                    assert choice[at] == (certificate.reduced[at] < 0)
