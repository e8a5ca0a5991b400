"""All postcodes of a box or of an authority at once, as points for a map."""

import numpy as np

from housing_match.places.authorities import lower_codes
from housing_match.places.postcodes import find, points_inside, points_of, postcodes_of

WESTMINSTER = "E09000033"


def test_the_points_of_an_authority_are_those_of_its_postcodes():
    points, codes = points_of({WESTMINSTER})
    found = postcodes_of({WESTMINSTER}, "ENSW")  # Westminster's postcodes are EC, N, NW, SE, SW, W and WC
    assert points.T.tolist() == [[one.easting, one.northing] for one in found]
    assert set(codes.tolist()) == {WESTMINSTER.encode()}


def test_the_points_in_a_box_are_on_or_inside_its_edges():
    one = find({"W23EH"})["W23EH"]
    box = (one.easting - 50, one.northing - 50, one.easting, one.northing)
    points = points_inside(*box)
    assert [one.easting, one.northing] in points.T.tolist()
    assert (points.min(axis=1) >= box[:2]).all()
    assert (points.max(axis=1) <= box[2:]).all()


def test_northern_ireland_is_not_drawn_where_its_own_grid_would_put_it():
    # Derry lies at about 243,000 E 416,000 N of the Irish Grid; on the National Grid that is sea off the Isle of Man
    assert points_inside(240_000, 412_000, 246_000, 420_000).shape == (2, 0)


def test_nothing_lies_in_an_empty_box_or_belongs_to_no_authority():
    assert points_inside(0, 0, 10, 10).shape == (2, 0)
    assert points_of(set())[0].shape == (2, 0)
    assert points_of({"E99999999"})[0].shape == (2, 0)


def test_a_county_has_its_districts_and_any_other_authority_itself():
    assert "E07000106" in lower_codes("E10000016")  # Canterbury in Kent
    assert len(lower_codes("E10000016")) == 12
    assert lower_codes(WESTMINSTER) == {WESTMINSTER}
    assert lower_codes("E99999999") == frozenset()


def test_points_are_whole_metres():
    assert points_of({WESTMINSTER})[0].dtype == np.int64
