"""Bounds from rounded prices hold for every choice of columns, whatever the prices are."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from housing_match.solve.certificate import Spans, certify
from housing_match.solve.engine import SolverFailed
from housing_match.solve.rows import Row, table_of

COLUMNS = 4
terms = st.dictionaries(st.integers(0, COLUMNS - 1), st.integers(-9, 9), min_size=1)
costs = st.lists(st.integers(-9, 9), min_size=COLUMNS, max_size=COLUMNS)
rows = st.lists(st.tuples(terms, st.integers(-6, 6), st.booleans()), max_size=4)
prices = st.lists(st.floats(-50, 50, allow_nan=False), min_size=4, max_size=4)
FREE = Spans(least=np.zeros(COLUMNS, dtype=np.int64), most=np.ones(COLUMNS, dtype=np.int64))


@given(objective=costs, drawn=rows, given_prices=prices, most=st.integers(-20, 20))
def test_no_choice_that_keeps_the_rows_is_below_the_bound_and_a_settled_column_cannot_turn(
    objective, drawn, given_prices, most
):
    table = table_of([Row(terms=t, least=at) if least else Row(terms=t, most=at) for t, at, least in drawn], COLUMNS)
    objective = np.array(objective)
    certificate = certify(objective, [(table, np.array(given_prices[: len(drawn)]))], FREE)
    left = certificate.settled(most, FREE)
    for choice in product((0, 1), repeat=COLUMNS):
        values = np.array(choice)
        if not table.kept_by(values).all():
            continue
        assert objective @ values >= certificate.least
        if objective @ values <= most:
            assert left.hold(values)


def test_prices_too_large_to_be_counted_exactly_are_left_out_and_such_costs_refused():
    table, costs = table_of([Row(terms={0: 1}, most=1)], COLUMNS), np.arange(COLUMNS, dtype=np.int64)
    without, huge = certify(costs, [], FREE), certify(costs, [(table, np.array([-1e15]))], FREE)
    assert (huge.bound, huge.reduced.tolist()) == (without.bound, without.reduced.tolist())
    with pytest.raises(SolverFailed, match="too large"):
        certify(costs + (1 << 50), [], FREE)
