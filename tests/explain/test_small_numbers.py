"""What of a count may leave the house."""

import pytest

from housing_match.explain.small_numbers import count_words, for_publishing


@pytest.mark.parametrize(
    ("count", "shown"),
    [(0, "0"), (1, "7 or fewer"), (7, "7 or fewer"), (8, "10"), (12, "10"), (13, "15"), (1_238, "1,240")],
)
def test_a_published_count_is_hidden_up_to_seven_and_otherwise_to_the_nearest_five(count, shown):
    assert count_words(count, published=True) == shown


def test_within_the_councils_every_count_is_exact():
    assert count_words(3, published=False) == "3"


def test_a_hidden_count_is_no_number_at_all():
    assert for_publishing(3) is None
