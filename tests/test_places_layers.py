"""Map layers: what is read and written, and the files that are refused by name."""

import json

import geopandas
import pytest
from shapely.geometry import LineString, Point, box

from housing_match.places.layers import (
    Layer,
    LayerNotWrittenError,
    LayerUnreadableError,
    MixedGeometryError,
    NoGeometryError,
    NoReferenceSystemError,
    OutsideGreatBritainError,
    SwappedCoordinatesError,
    outlines,
    read_layer,
    write_geopackage,
)
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


def written(folder, shapes, crs, name="given.gpkg"):
    """A file that a council might give us."""
    path = folder / name
    geopandas.GeoDataFrame({"n": range(len(shapes))}, geometry=shapes, crs=crs).to_file(path)
    return path


def test_points_lines_and_areas_come_back_from_one_geopackage(tmp_path):
    path = tmp_path / "matches.gpkg"
    write_geopackage(path, {"homes": HOMES, "moves": MOVES, "areas": AREAS})
    homes, moves, areas = (read_layer(path, name) for name in ("homes", "moves", "areas"))
    assert homes == Layer(
        geometry="Point",
        shapes=((524171.0, 181988.0), (530047.0, 179951.0)),
        rows=({"home_id": "H1", "beds": 3, "step_free": True}, {"home_id": "H2", "beds": None, "step_free": False}),
    )
    assert (moves.geometry, moves.shapes, moves.rows) == ("MultiLineString", (MOVES.shapes,), ({"resident_id": "R1"},))
    assert (areas.geometry, areas.shapes) == ("MultiPolygon", AREAS.shapes)
    assert geopandas.read_file(path, layer="homes").crs.to_epsg() == 27700


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


def test_longitude_and_latitude_become_metres(tmp_path):
    # Kensal Rise station: 51.534485 north, 0.21995 west is 523561, 183233 by TfL's feed.
    path = written(tmp_path, [Point(-0.21995, 51.534485)], "EPSG:4326")
    ((easting, northing),) = read_layer(path).shapes
    assert (round(easting), round(northing)) == (523561, 183233)


def test_a_file_without_a_reference_system_is_refused(tmp_path):
    path = written(tmp_path, [Point(524171, 181988)], "EPSG:27700", "given.shp")
    path.with_suffix(".prj").unlink()
    with pytest.raises(NoReferenceSystemError, match=r"given\.shp does not say which coordinates it uses"):
        read_layer(path)


def test_latitude_before_longitude_is_refused(tmp_path):
    path = written(tmp_path, [Point(51.5, -0.2), Point(51.6, -0.1)], "EPSG:4326")
    with pytest.raises(SwappedCoordinatesError, match=r"swapped in row 1 \(x 51\.5000, y -0\.2000\)"):
        read_layer(path)


def test_a_point_outside_great_britain_is_refused_with_its_row(tmp_path):
    path = written(tmp_path, [Point(-0.2, 51.5), Point(2.35, 48.85)], "EPSG:4326")
    with pytest.raises(OutsideGreatBritainError, match="row 2 lies outside Great Britain"):
        read_layer(path)


def test_metres_said_to_be_degrees_are_refused(tmp_path):
    path = tmp_path / "metres.geojson"
    point = {"type": "Point", "coordinates": [524171, 181988]}
    path.write_text(json.dumps({"type": "Feature", "properties": {}, "geometry": point}))
    with pytest.raises(OutsideGreatBritainError):
        read_layer(path)


def test_a_row_without_a_shape_is_refused(tmp_path):
    path = written(tmp_path, [Point(524171, 181988), None], "EPSG:27700")
    with pytest.raises(NoGeometryError, match="row 2 has no place"):
        read_layer(path)


def test_a_table_without_a_map_is_refused(tmp_path):
    path = tmp_path / "table.csv"
    path.write_text("name,beds\nA,1\n")
    with pytest.raises(NoGeometryError, match="a table without a map"):
        read_layer(path)


def test_points_and_lines_in_one_layer_are_refused(tmp_path):
    shapes = [Point(524171, 181988), LineString([(524171, 181988), (530047, 179951)])]
    path = written(tmp_path, shapes, "EPSG:27700", "mixed.geojson")
    with pytest.raises(MixedGeometryError, match="MultiLineString, Point"):
        read_layer(path)


def test_a_polygon_and_a_multipolygon_are_one_kind(tmp_path):
    shapes = [box(524000, 181000, 525000, 182000), box(526000, 181000, 527000, 182000).union(box(0, 0, 1, 1))]
    assert read_layer(written(tmp_path, shapes, "EPSG:27700")).geometry == "MultiPolygon"


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7 not a map", b"PK\x03\x04"])
def test_a_file_that_is_no_map_is_refused(tmp_path, content):
    path = tmp_path / "given.gpkg"
    path.write_bytes(content)
    with pytest.raises(LayerUnreadableError, match=r"given\.gpkg cannot be read as a map layer"):
        read_layer(path)


def test_a_layer_name_that_is_not_in_the_file_is_refused(tmp_path):
    path = tmp_path / "matches.gpkg"
    write_geopackage(path, {"homes": HOMES})
    with pytest.raises(LayerUnreadableError):
        read_layer(path, "wards")


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
