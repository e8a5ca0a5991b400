"""Map layers of our own: what is written, and the shipped outlines."""

import geopandas
import pytest
from shapely.geometry import Point

from housing_match.places.layers import Layer, LayerNotWrittenError, outlines, write_geopackage
from housing_match.places.postcodes import find

HOMES = Layer(
    geometry="Point",
    shapes=((524171, 181988), (530047, 179951)),
    rows=({"home_id": "H1", "beds": 3, "step_free": True}, {"home_id": "H2", "beds": None, "step_free": False}),
)
MOVES = Layer(
    geometry="LineString",
    shapes=(((524171, 181988), (530047, 179951)),),
    rows=({"resident_id": "R1"},),
)
SQUARE = ((0, 0), (1000, 0), (1000, 1000), (0, 1000), (0, 0))
AREAS = Layer(geometry="MultiPolygon", shapes=(((SQUARE,),),), rows=({"name": "A square kilometre"},))


def test_points_lines_and_areas_come_back_from_one_geopackage(tmp_path):
    path = tmp_path / "matches.gpkg"
    write_geopackage(path, {"homes": HOMES, "moves": MOVES, "areas": AREAS})
    homes, moves, areas = (geopandas.read_file(path, layer=name) for name in ("homes", "moves", "areas"))
    assert [(point.x, point.y) for point in homes.geometry] == [(524171.0, 181988.0), (530047.0, 179951.0)]
    assert homes["step_free"].tolist() == [True, False]
    assert homes["beds"].isna().tolist() == [False, True]
    assert [list(line.coords) for line in moves.geometry] == [[(524171.0, 181988.0), (530047.0, 179951.0)]]
    assert areas.geometry.area.tolist() == [1_000_000]
    assert homes.crs.to_epsg() == 27700


def test_a_layer_with_nothing_in_it_is_still_written(tmp_path):
    path = tmp_path / "matches.gpkg"
    write_geopackage(path, {"moves": Layer(geometry="LineString", shapes=(), rows=())})
    assert geopandas.list_layers(path)["name"].tolist() == ["moves"]


def test_a_new_geopackage_takes_the_place_of_the_old_one(tmp_path):
    path = tmp_path / "matches.gpkg"
    write_geopackage(path, {"homes": HOMES})
    write_geopackage(path, {"moves": MOVES})
    assert geopandas.list_layers(path)["name"].tolist() == ["moves"]


def test_a_folder_that_does_not_exist_is_named_when_writing(tmp_path):
    with pytest.raises(LayerNotWrittenError, match="could not be written"):
        write_geopackage(tmp_path / "nowhere" / "matches.gpkg", {"homes": HOMES})


def test_the_outlines_are_the_33_boroughs_and_hold_what_lies_in_them():
    from shapely.geometry import shape

    layer = outlines()
    area_of = {
        row["code"]: shape({"type": layer.geometry, "coordinates": polygons})
        for row, polygons in zip(layer.rows, layer.shapes, strict=True)
    }
    assert len(area_of) == 33
    assert all(area.is_valid for area in area_of.values())
    # Well inside their boroughs, further than the 160 m that simplifying may cost.
    for code in ("SW1A2AA", "W105XX", "CR01AA"):
        one = find([code])[code]
        assert [name for name, area in area_of.items() if area.contains(Point(one.easting, one.northing))] == [
            one.authority
        ]
    # Greater London is 1572 km² by ONS (Standard Area Measurements, to mean high water).
    assert abs(sum(area.area for area in area_of.values()) / 1e6 - 1572) < 16
