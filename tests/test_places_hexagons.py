"""Hexagons that stand in for wards."""

import numpy as np
import shapely

from housing_match.places.hexagons import ACROSS_METRES, hexagons_over
from housing_match.places.postcodes import points_of
from housing_match.places.stations import stations

KENSINGTON = "E09000020"


def test_every_postcode_of_the_borough_lies_in_a_hexagon_and_none_overlap():
    areas = hexagons_over(frozenset({KENSINGTON}), stations())
    dots, _ = points_of({KENSINGTON})
    assert None not in areas.of((dots[0], dots[1]))
    # A regular hexagon that is s across has area s²√3/2; together they have no less, so that none lies over another.
    one = ACROSS_METRES**2 * np.sqrt(3) / 2
    assert np.isclose(shapely.union_all(areas.shapes).area, one * len(areas.shapes))


def test_a_hexagon_is_named_by_its_nearest_station():
    assert "around Sloane Square" in hexagons_over(frozenset({KENSINGTON}), stations()).values
