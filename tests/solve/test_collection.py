"""Full walks of Python's collector wait until a search has ended."""

import gc

from housing_match.solve.collection import NEVER, NoFullCollection


def test_full_collections_wait_for_the_last_of_the_searches_beside_each_other():
    before = gc.get_threshold()
    one, other = NoFullCollection(), NoFullCollection()
    with one:
        with other:
            assert gc.get_threshold() == (*before[:2], NEVER)
        assert gc.get_threshold() == (*before[:2], NEVER)
    assert gc.get_threshold() == before
