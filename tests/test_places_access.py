"""Walks to the stops of a timetable, over streets and in straight lines, every metre by hand."""

import numpy as np

from housing_match.places.access import access
from housing_match.places.journeys import ESTIMATED, OVER_STREETS, RIDDEN, STRAIGHT, Journeys
from housing_match.places.rides import FAR, Rides
from housing_match.places.transport import Ends
from housing_match.places.walking import near_walks, streets_with
from tests.test_places_walking import SQUARE, network, points


def walks(homes, stops, reach_metres, streets=None):
    """(home, stop, metres on foot) of every walk within the stops' reach."""
    some = streets and streets_with(streets, points(*homes, *stops))
    nodes = np.split(some.leaf, [len(homes)]) if some else (None, None)
    here, there = (Ends(points=points(*spots), nodes=node) for spots, node in zip((homes, stops), nodes, strict=True))
    found = access(here, there, np.array(reach_metres), some)
    return list(zip(found.point.tolist(), found.stop.tolist(), (found.walk_cm / 100).tolist(), strict=True))


def test_a_straight_walk_is_129_metres_for_100_and_each_stop_has_its_own_reach():
    # 300 m × 1.29 = 387, 600 m × 1.29 = 774.
    stops = [(300, 0), (600, 0), (0, 600)]
    assert walks([(0, 0)], stops, [640, 640, 960]) == [(0, 0, 387.0), (0, 2, 774.0)]


def test_over_streets_the_way_round_counts_and_decides_what_is_in_reach():
    # Across the square 100 m straight, 50 m from either end: 350 + 400 + 350 = 1,100 m on foot; up its side 200 m.
    assert walks([(0, 50)], [(400, 50), (0, 250)], [960, 960], network(SQUARE)) == [(0, 1, 200.0)]


def test_a_stop_or_a_home_off_the_streets_is_walked_to_in_a_straight_line():
    streets = network(SQUARE)
    # The second stop lies 200 m from every street: 250 m × 1.29 = 322.5. The second home is 100 m off: 100 × 1.29.
    assert walks([(0, 50)], [(0, 250), (-200, 200)], [640, 640], streets) == [(0, 0, 200.0), (0, 1, 322.5)]
    assert walks([(0, 50), (-100, 250)], [(0, 250)], [640], streets) == [(0, 0, 200.0), (1, 0, 129.0)]


def test_no_stop_and_no_home_make_no_walk():
    assert walks([(0, 0)], [], []) == []
    assert walks([], [(0, 0)], [640]) == []


def ridden(tenths):
    return Rides(tenths=np.array([[tenths]], dtype=np.int16))


def test_the_quicker_of_walking_and_riding_counts_and_is_said():
    def journey(tenths, straight_metres, walk=None):
        some = Journeys(walks=walk, rides=ridden(tenths), step_free_rides=ridden(FAR))
        pair = np.array([0]), np.array([0]), np.array([straight_metres**2]), np.array([False])
        return some.minutes(*pair).item(), some.ways(*pair).item()

    assert journey(124, 1_000) == (12, RIDDEN)  # on foot 1,290 m are 16
    assert journey(400, 1_000) == (16, STRAIGHT)
    assert journey(FAR, 4_000) == (28, ESTIMATED)  # 12 + 4 × 4
    # 1,200 m round three sides of the square, 400 m straight: 15 minutes over streets, though the straight line is 6.
    streets = streets_with(network(SQUARE), points((0, 0), (400, 0)))
    round_about = near_walks(streets, streets.leaf[:1], streets.leaf[1:])
    assert journey(400, 400, round_about) == (15, OVER_STREETS)
    assert journey(100, 400, round_about) == (10, RIDDEN)
    # A walk of 2,000 m over streets is not looked for: the straight line stands for it where that is as long.
    street = streets_with(network([(0, 0), (2_000, 0)]), points((0, 0), (2_000, 0)))
    long = near_walks(street, street.leaf[:1], street.leaf[1:])
    assert journey(600, 2_000, long) == (32, STRAIGHT)  # 2,580 m are 32.25 minutes


def test_whoever_needs_no_steps_is_never_said_to_be_quicker_than_others():
    level = np.array([True])
    pair = np.array([0]), np.array([0]), np.array([6_000**2])
    found = Journeys(rides=ridden(500), step_free_rides=ridden(FAR))
    # By the estimate 12 + 24 = 36 minutes, by the journey with steps 50.
    assert found.minutes(*pair, level).item() == found.minutes(*pair, ~level).item() == 50
    assert Journeys(rides=ridden(300), step_free_rides=ridden(FAR)).minutes(*pair, level).item() == 36
    assert Journeys(rides=ridden(300), step_free_rides=ridden(420)).minutes(*pair, level).item() == 42
