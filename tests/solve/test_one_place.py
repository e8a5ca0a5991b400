"""Rows for places of one bed: whoever takes one finds nobody else in it."""

from types import SimpleNamespace

import numpy as np

from housing_match.solve.one_place import beside_places
from housing_match.solve.rows import Row, table_of


def test_a_mover_finds_a_friend_in_another_place_than_the_one_taken():
    # columns 0 and 1 are the mover's arcs to classes 0 and 1 of a home, 2 and 3 the friend's; class 1 has two places
    arcs = SimpleNamespace(person=np.array([0, 0, 1, 1]), place_class=np.array([0, 1, 0, 1]), capacity=np.array([1, 2]))
    moves_with = Row(terms={0: 1, 1: 1, 2: -1, 3: -1}, most=0)
    more = beside_places(table_of([moves_with], 4), arcs)
    assert more.matrix.toarray().tolist() == [[1, 0, 0, -1]]
    assert more.most.tolist() == [0]
    assert not more.kept_by(np.array([1, 0, 1, 0])).any()  # both in the one place of class 0


def test_rows_of_other_kinds_say_nothing_of_places():
    arcs = SimpleNamespace(person=np.array([0, 1]), place_class=np.array([0, 0]), capacity=np.array([1]))
    hours = Row(terms={0: 3, 1: -1}, most=0)
    one_of_both = Row(terms={0: 1, 1: -1}, most=1)
    wish = Row(terms={2: 1, 0: -1}, most=0)
    assert len(beside_places(table_of([hours, one_of_both, wish], 3), arcs)) == 0
