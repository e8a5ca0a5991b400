"""Files that a council brings and that cannot be relied on: refused with their rows, nothing changed."""

import zipfile

import geopandas
import pytest
from shapely.geometry import LineString, MultiPoint, Point

from housing_match.places.importing import opening
from tests.layer_files import SOUTH, TFL_STOPS, WEST, given, only, refused, square, text, wards

WD = {"WD24CD": ["E05000001", "E05000002"], "WD24NM": ["A", "B"]}
BAD_MAPS = {
    "no shape": ("wards", WD, [square(0), None], "EPSG:27700", "no_place", (2,)),
    "a point among areas": ("wards", WD, [square(0), Point(WEST, SOUTH)], "EPSG:27700", "mixed_geometry", (2,)),
    "points for areas": ("wards", WD, [Point(WEST, SOUTH)] * 2, "EPSG:27700", "wrong_geometry", ()),
    "several points in one": (
        "streets",
        {"n": [1]},
        [MultiPoint([(WEST, SOUTH), (WEST, 9)])],
        "EPSG:27700",
        "wrong_geometry",
        (),
    ),
    "doubled id": (
        "wards",
        {"WD24CD": ["E05000001"] * 2, "WD24NM": ["A", "B"]},
        [square(0), square(1)],
        "EPSG:27700",
        "doubled_id",
        (2,),
    ),
    "empty id": (
        "wards",
        {"WD24CD": ["", "E05000001"], "WD24NM": ["A", "B"]},
        [square(0), square(1)],
        "EPSG:27700",
        "no_id",
        (1,),
    ),
    "no such code": (
        "wards",
        {"WD24CD": ["W1", "E05000001"], "WD24NM": ["A", "B"]},
        [square(0), square(1)],
        "EPSG:27700",
        "bad_id",
        (1,),
    ),
    "no code column": ("wards", {"n": [1]}, [square(0)], "EPSG:27700", "no_column", ()),
    "no reference system": ("wards", WD, [square(0), square(1)], None, "no_reference_system", ()),
    "degrees in metres": (
        "streets",
        {"n": [1]},
        [LineString([(-0.21, 51.52), (-0.22, 51.52)])],
        "EPSG:27700",
        "degrees_in_metres",
        (),
    ),
    "metres in degrees": (
        "streets",
        {"n": [1]},
        [LineString([(WEST, SOUTH), (WEST + 9, SOUTH)])],
        "EPSG:4326",
        "metres_in_degrees",
        (),
    ),
    "in France": (
        "streets",
        {"n": [1, 2]},
        [LineString([(-0.21, 51.52), (-0.22, 51.52)]), LineString([(2.35, 48.85), (2.36, 48.85)])],
        "EPSG:4326",
        "outside_great_britain",
        (2,),
    ),
    "in the North Sea": (
        "streets",
        {"n": [1, 2]},
        [LineString([(WEST, SOUTH), (WEST + 9, SOUTH)]), LineString([(690_000, 600_000), (690_009, 600_000)])],
        "EPSG:27700",
        "in_the_sea",
        (2,),
    ),
}


@pytest.mark.parametrize("what", BAD_MAPS)
def test_a_map_that_cannot_be_relied_on_is_refused_with_its_rows(what, tmp_path):
    kind, columns, shapes, crs, code, rows = BAD_MAPS[what]
    path = given(tmp_path, "given.gpkg", columns, shapes, crs)
    faults = refused(kind, path, tmp_path)
    assert (faults[0].code, faults[0].rows) == (code, rows)
    assert all(one.why and one.mend.endswith((".", ").")) for one in faults)


STOPS = "ATCOCode,Easting,Northing"
BAD_TABLES = {
    "no coordinates": (("ATCOCode,Name", "490A,Here"), "no_coordinates", ()),
    "an empty coordinate": ((STOPS, "490A,524171,", "490B,524171,181988"), "no_place", (2,)),
    "a word for a coordinate": ((STOPS, "490A,east,181988"), "no_place", (2,)),
    "metres that are degrees": ((STOPS, "490A,-0.21,51.52"), "degrees_in_metres", ()),
    "easting and northing swapped": ((STOPS, "490A,181988,524171"), "in_the_sea", (2,)),
    "nought, nought": ((STOPS, "490A,0,0"), "in_the_sea", (2,)),
    "one stop in Scotland": (
        (STOPS, *(f"490{at:02},{524_000 + at},181988" for at in range(20)), "490X,325000,674000"),
        "astray",
        (22,),
    ),
    "one code for two stops": ((STOPS, "490A,524171,181988", "490A,524371,181988"), "doubled_id", (3,)),
    "an empty code": ((STOPS, ",524171,181988"), "no_id", (2,)),
    "headings alone": ((STOPS,), "no_rows", ()),
}


@pytest.mark.parametrize("what", BAD_TABLES)
def test_a_table_of_stops_that_cannot_be_relied_on_is_refused_with_its_rows(what, tmp_path):
    lines, code, rows = BAD_TABLES[what]
    assert only(refused("bus_stops", text(tmp_path, "stops.csv", *lines), tmp_path)) == (code, rows)


def test_swapped_columns_are_named_as_what_they_probably_are(tmp_path):
    (fault,) = refused("bus_stops", text(tmp_path, "stops.csv", STOPS, "490A,181988,524171"), tmp_path)
    assert fault.mend == "Easting and northing are probably swapped: give easting first."


def test_only_virtual_stops_leave_nothing_to_import(tmp_path):
    path = text(tmp_path, "stops.csv", TFL_STOPS[0], TFL_STOPS[3])
    assert only(refused("bus_stops", path, tmp_path)) == ("no_rows", ())


def test_a_band_that_is_none_is_refused(tmp_path):
    path = text(tmp_path, "ptal.csv", "LSOA21CD,PTAL", "E01000001,7")
    assert only(refused("ptal", path, tmp_path)) == ("bad_ptal", (2,))


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.gpkg", b"", "empty"),
        ("a.gpkg", b"%PDF-1.7 not a map", "unknown_format"),
        ("a.gpkg", b"SQLite format 3\0 and no more", "damaged"),
        ("a.gpkg", b"<OGRVRTDataSource></OGRVRTDataSource>", "unknown_format"),
        ("a.vrt", b"<OGRVRTDataSource></OGRVRTDataSource>", "unknown_format"),
        ("a.zip", b"PK\x03\x04 and no more", "damaged"),
        ("a.parquet", b"PAR1 and no more", "damaged"),
        ("a.geojson", b"{", "damaged"),
        ("a.graphml", b"<graphml", "damaged"),
        ("a.graphml", b'<!DOCTYPE x [<!ENTITY a "b">]><graphml/>', "damaged"),
    ],
)
def test_a_file_that_is_no_map_is_refused(name, content, code, tmp_path):
    (tmp_path / name).write_bytes(content)
    assert only(refused("wards", tmp_path / name, tmp_path))[0] == code


def test_a_file_that_is_not_there_and_a_folder_are_refused(tmp_path):
    assert only(refused("wards", tmp_path / "none.gpkg", tmp_path))[0] == "unreadable"
    assert only(refused("wards", tmp_path, tmp_path))[0] == "folder"


def test_a_file_of_two_gigabytes_is_refused_unread(tmp_path):
    path = wards(tmp_path)
    with path.open("r+b") as file:
        file.truncate(2 * 2**30)  # sparse: it takes no room
    assert only(refused("wards", path, tmp_path))[0] == "too_large"


def test_a_zip_that_unpacks_to_far_more_is_refused_unpacked(tmp_path, monkeypatch):
    monkeypatch.setattr(opening, "MOST_BYTES", 10 * 2**20)
    with zipfile.ZipFile(tmp_path / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("wards.csv", b"0" * (11 * 2**20))
    assert only(refused("wards", tmp_path / "bomb.zip", tmp_path))[0] == "zip_bomb"


def test_a_zip_with_one_name_twice_is_refused(tmp_path):
    with zipfile.ZipFile(tmp_path / "two.zip", "w") as packed:
        packed.writestr("a/stops.csv", STOPS)
        packed.writestr("b/stops.csv", STOPS)
    assert only(refused("bus_stops", tmp_path / "two.zip", tmp_path))[0] == "several_files"


def test_two_layers_in_one_file_are_refused_by_name(tmp_path):
    path = wards(tmp_path)
    geopandas.read_file(path).to_file(path, layer="others")
    (fault,) = refused("wards", path, tmp_path)
    assert (fault.code, "wards, others" in fault.why) == ("several_layers", True)
