"""Walks over a few streets, every metre worked out by hand."""

import numpy as np
import pytest
from shapely.geometry import LineString

from housing_match.places.streets import network_of
from housing_match.places.walking import FURTHEST_PAIR_METRES, minutes_on_foot, near_walks, nearest_walks, streets_with

EAST, NORTH = 524_000, 181_000


def network(*lines):
    shapes = [LineString([(EAST + x, NORTH + y) for x, y in line]) for line in lines]
    return network_of(np.array(shapes, dtype=object))


def points(*spots):
    pairs = np.array(spots, dtype=np.int64).reshape(-1, 2)
    return EAST + pairs[:, 0], NORTH + pairs[:, 1]


def metres(streets, homes, ends):
    """Metres on foot from each home to the nearest end, None where there is no way."""
    some = streets_with(streets, points(*homes, *ends))
    found = nearest_walks(some, some.leaf[: len(homes)], some.leaf[len(homes) :])
    return [None if one < 0 else one / 100 for one in found.tolist()]


SQUARE = [(0, 0), (0, 400), (400, 400), (400, 0)]
"""Three sides of a square of 400 m: from one end to the other are 400 m straight and 1,200 m on foot."""


def test_a_walk_is_along_the_street_with_the_way_to_it_at_both_ends():
    # 50 m up the west side and 30 m up the east side, 10 m and 20 m away from them: 350 + 400 + 370 + 10 + 20
    assert metres(network(SQUARE), [(-10, 50)], [(420, 30)]) == [350 + 400 + 370 + 10 + 20]


def test_two_doors_on_one_stretch_of_street_need_not_go_to_its_end():
    assert metres(network(SQUARE), [(0, 100)], [(0, 300)]) == [200]


def test_streets_meet_only_where_they_share_a_point():
    bridge = [(0, 0), (200, 0)], [(100, -100), (100, 100)]
    assert metres(network(*bridge, [(0, 0), (0, 100), (100, 100)]), [(50, 0)], [(100, -50)]) == [50 + 100 + 100 + 150]
    crossing = [(0, 0), (100, 0), (200, 0)], [(100, -100), (100, 0), (100, 100)]
    assert metres(network(*crossing), [(50, 0)], [(100, -50)]) == [100]


def test_of_two_streets_between_the_same_corners_the_shorter_is_walked():
    assert metres(network(SQUARE, [(0, 0), (400, 0)]), [(0, 0)], [(400, 0)]) == [400]


def test_the_nearest_on_foot_may_not_be_the_nearest_as_the_crow_flies():
    assert metres(network(SQUARE), [(0, 0)], [(400, 0), (0, 400)]) == [400]


def test_a_point_further_than_60_metres_from_every_street_is_not_covered():
    streets = network(SQUARE)
    assert streets.snapped(*points((-60, 100), (-61, 100))).covered.tolist() == [True, False]
    assert metres(streets, [(-61, 100)], [(0, 300)]) == [None]
    assert metres(streets, [(0, 300)], [(-61, 100)]) == [None]


def test_only_the_largest_connected_part_is_walked():
    island = [(600, 0), (700, 0)]
    # The square meets a second line, so that its part has three junctions; the island has two.
    streets = network(SQUARE, [(0, 0), (0, -100)], island)
    assert streets.snapped(*points((650, 0), (0, -50))).covered.tolist() == [False, True]


def test_points_at_one_spot_are_no_walk_apart():
    assert metres(network(SQUARE), [(-20, 100)], [(-20, 100)]) == [0]


def test_streets_of_every_direction_and_doubled_are_one():
    twice = network(SQUARE, SQUARE[::-1], SQUARE)
    assert metres(twice, [(0, 0)], [(400, 0)]) == [1200]


def test_no_streets_are_no_network():
    assert network() is None


def test_minutes_on_foot_are_whole_and_half_up():
    # 80 m a minute: 39.99 m are 0.499… minutes, 40 m half a minute.
    assert minutes_on_foot(np.array([0, 3999, 4000, 12_000, 96_000])).tolist() == [0, 0, 1, 2, 12]


def test_near_pairs_are_those_of_walks_that_can_beat_the_estimate():
    streets = network([(0, 0), (1000, 0), (3000, 0)])
    homes, places = [(0, 0), (500, 20), (0, 500)], [(FURTHEST_PAIR_METRES, 0), (FURTHEST_PAIR_METRES + 1, 0), (0, 900)]
    some = streets_with(streets, points(*homes, *places))
    walks = near_walks(some, some.leaf[:3], some.leaf[3:])
    home, place = (one.ravel() for one in np.indices((3, 3)))
    assert walks.covers(home, place).tolist() == [True, True, False, True, True, False, False, False, False]
    # From home 0: 1,530 m are 19.1 minutes, 1,531 m too far. From home 1: 20 + 1,030 m are 13.1, and 1,051 m too.
    assert walks.minutes(home, place).tolist() == [19, -1, -1, 13, 13, -1, -1, -1, -1]


@pytest.mark.parametrize("seed", range(3))
def test_near_walks_are_the_shortest_of_the_whole_network(seed):
    from scipy.sparse.csgraph import dijkstra

    dice = np.random.default_rng(seed)
    # A grid of 12 by 12 streets every 333 m with a third of its stretches taken out: cells are 1,600 m.
    stretches = [
        [(333 * x, 333 * y), (333 * (x + across), 333 * (y + 1 - across))]
        for x in range(12)
        for y in range(12)
        for across in (0, 1)
        if dice.random() < 0.67
    ]
    spots = [tuple(one) for one in dice.integers(0, 4000, (80, 2))]
    some = streets_with(network(*stretches), points(*spots))
    here, there = some.leaf[:30], some.leaf[30:]
    walks = near_walks(some, here, there)
    away = dijkstra(some.graph, indices=np.maximum(here, 0))[:, np.maximum(there, 0)]
    near = (away <= 100 * FURTHEST_PAIR_METRES) & (here >= 0)[:, None] & (there >= 0)
    assert walks.pair.tolist() == np.flatnonzero(near).tolist()
    assert walks.walk_cm.tolist() == away[near].tolist()
    assert len(walks.pair) > 10
