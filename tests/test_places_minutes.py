"""Walking and travel minutes, exact to the last half."""

from fractions import Fraction
from math import isqrt

import numpy as np
from hypothesis import example, given
from hypothesis import strategies as st

from housing_match.places.journeys import Journeys
from housing_match.places.travel import squared_metres, walking_minutes, within_walk

FURTHEST_SQUARED = 700_000**2 + 1_300_000**2
"""Corner to corner of the national grid."""


def minutes(measure, squared):
    return int(measure(np.array([squared], dtype=np.int64))[0])


def travel_minutes(squared):
    """Between any home and any place: without streets only their distance counts."""
    nobody = np.zeros_like(squared)
    return Journeys().minutes(nobody, nobody, squared, np.zeros_like(squared, dtype=np.bool_))


def half_up_of_root(squared, factor, offset):
    """⌊offset + factor·√squared + 1/2⌋ by trying whole numbers, in fractions only.

    The answer m is the greatest with m − 1/2 − offset ≤ factor·√squared.
    """
    guess = int(offset + factor * isqrt(squared)) + 3
    while True:
        short = guess - Fraction(1, 2) - offset
        if short <= 0 or short**2 <= factor**2 * squared:
            return guess
        guess -= 1


@given(st.integers(0, FURTHEST_SQUARED))
@example(0)
@example(30_000**2)
def test_walking_minutes_are_the_exact_figure_half_up(squared):
    assert minutes(walking_minutes, squared) == half_up_of_root(squared, Fraction(129, 8000), 0)


@given(st.integers(0, FURTHEST_SQUARED))
@example(30_000**2)
@example(30_000**2 + 1)
@example(30_000**2 - 1)
def test_travel_minutes_are_the_smaller_exact_figure_half_up(squared):
    walking = half_up_of_root(squared, Fraction(129, 8000), 0)
    near = half_up_of_root(squared, Fraction(4, 1000), 12)
    far = half_up_of_root(squared, Fraction(3, 2000), 12 + 120 - 45)  # 1.5 a kilometre from 30 km on
    assert minutes(travel_minutes, squared) == min(walking, near if squared <= 30_000**2 else far)


@given(st.integers(0, 3_000_000), st.integers(-1, 1))
def test_a_whole_number_of_metres_is_never_out_by_one_square_metre(metres, step):
    squared = max(0, metres**2 + step)
    assert minutes(walking_minutes, squared) == half_up_of_root(squared, Fraction(129, 8000), 0)


@given(st.integers(0, FURTHEST_SQUARED), st.integers(0, FURTHEST_SQUARED))
def test_further_is_never_quicker(one, other):
    near, far = sorted((one, other))
    assert minutes(walking_minutes, near) <= minutes(walking_minutes, far)
    assert minutes(travel_minutes, near) <= minutes(travel_minutes, far)


def test_half_a_minute_is_rounded_up():
    # 4000 m × 1.29 / 80 = 64.5 on foot; 12 + 4 × 0.125 = 12.5 by the estimate (on foot 125 m are 2.02).
    assert minutes(walking_minutes, 4000**2) == 65
    assert minutes(walking_minutes, 4000**2 - 1) == 64
    # 12 + 4 × 4.125 km = 28.5; on foot 66.5.
    assert minutes(travel_minutes, 4125**2) == 29
    assert minutes(travel_minutes, 4125**2 - 1) == 28


def test_travel_is_on_foot_when_that_is_quicker_and_slower_a_kilometre_when_near():
    # 800 m: on foot 12.9; 12 + 3.2 = 15.2. 30 km: 12 + 120 = 132. 50 km: 132 + 1.5 × 20 = 162.
    assert minutes(travel_minutes, 800**2) == 13
    assert minutes(travel_minutes, 30_000**2) == 132
    assert minutes(travel_minutes, 50_000**2) == 162


def test_a_walk_on_the_limit_is_within_it():
    # 96,000 / 129 = 744.186 m straight are 960 m on foot; 744 are 959.76 and 745 are 961.05.
    assert within_walk(np.int64(744**2), 960)
    assert not within_walk(np.int64(745**2), 960)
    assert within_walk(np.int64(1000**2), 1290)


def test_squared_metres_are_whole_and_point_by_point():
    squared = squared_metres(np.array([0, 3]), np.array([0, 4]), 0, 0)
    assert squared.tolist() == [0, 25]
