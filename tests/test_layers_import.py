"""Files that a council brings: what is stored of each kind, and what is mended and said."""

import zipfile

import geopandas
import pytest
from shapely.geometry import LineString, MultiLineString, Polygon

from housing_match.places.importing import LayerRefused
from housing_match.places.workspace import layers_folder, stored_layers
from tests.layer_files import (
    NAPTAN_STOPS,
    SAID,
    SOUTH,
    STATIONS,
    TFL_STOPS,
    TODAY,
    WEST,
    given,
    imported,
    lsoas,
    only,
    refused,
    rows_of,
    square,
    streets,
    text,
    wards,
)


def test_wards_are_stored_with_code_name_source_vintage_and_licence(tmp_path):
    layer = imported("wards", wards(tmp_path), tmp_path)
    assert (layer.rows, layer.source, layer.vintage, layer.licence, layer.imported) == (2, *SAID, TODAY)
    table = rows_of(layer, tmp_path)
    assert table[["code", "name", "borough"]].to_numpy().tolist() == [
        ["E05009388", "Golborne", "E09000020"],
        ["E05009389", "Dalgarno", "E09000020"],
    ]
    assert table.crs.to_epsg() == 27700
    assert stored_layers(tmp_path / "workspace") == {"wards": layer}


def test_the_year_in_the_headings_stands_for_a_vintage(tmp_path):
    assert imported("wards", wards(tmp_path), tmp_path, ("ONS", "", "OGL")).vintage == "2024"


def test_a_file_without_source_vintage_or_licence_is_refused_for_each(tmp_path):
    with pytest.raises(LayerRefused) as caught:
        imported("streets", streets(tmp_path, [[(WEST, SOUTH), (WEST + 9, SOUTH)]]), tmp_path, ("", " ", ""))
    assert [one.code for one in caught.value.faults] == ["no_source", "no_vintage", "no_licence"]


def test_a_layer_takes_the_place_of_the_one_before(tmp_path):
    first = imported("wards", wards(tmp_path), tmp_path)
    path = given(tmp_path, "new.gpkg", {"WD25CD": ["E05000001"], "WD25NM": ["New"]}, [square(0)])
    second = imported("wards", path, tmp_path)
    assert stored_layers(tmp_path / "workspace") == {"wards": second}
    folder = layers_folder(tmp_path / "workspace")
    assert sorted(one.name for one in folder.iterdir()) == sorted(["layers.toml", second.file])
    assert first.file != second.file


def test_tfl_bus_stops_are_those_at_which_buses_call(tmp_path):
    layer = imported("bus_stops", text(tmp_path, "stops.csv", *TFL_STOPS), tmp_path)
    table = rows_of(layer, tmp_path)
    assert table["stop_id"].tolist() == ["490000266G", "BP1589"]
    assert layer.mended == (
        "1 virtual stops, at which no bus calls, were left out.",
        "1 row without a NaPTAN code got TfL's own stop code.",
    )


def test_naptan_stops_without_grid_references_are_placed_by_longitude_and_latitude(tmp_path):
    table = rows_of(imported("bus_stops", text(tmp_path, "stops.csv", *NAPTAN_STOPS), tmp_path), tmp_path)
    assert table["stop_id"].tolist() == ["490000001A"]
    # 51.52345 north, 0.21136 west lies at about 524,189 E 182,021 N.
    assert abs(table.geometry.x[0] - 524_189) < 50
    assert abs(table.geometry.y[0] - 182_021) < 50


def test_stations_keep_the_lines_that_are_step_free(tmp_path):
    table = rows_of(imported("stations", text(tmp_path, "stations.csv", *STATIONS), tmp_path), tmp_path)
    assert table[["station_id", "lines", "step_free_lines"]].to_numpy().tolist() == [
        ["S1", "circle;district", ""],
        ["S2", "circle", "circle"],
    ]


def test_entrances_are_added_to_their_stations_and_say_nothing_of_lifts(tmp_path):
    imported("stations", text(tmp_path, "stations.csv", *STATIONS), tmp_path)
    path = text(
        tmp_path,
        "entrances.csv",
        "UniqueId,StationUniqueId,Lat,Lon,FriendlyName",
        "S2-1,S2,51.531,-0.221,Entr",
        "X-1,X,51.531,-0.221,Entr",
    )
    table = rows_of(imported("stations", path, tmp_path), tmp_path)
    assert table[["station_id", "name", "step_free_lines"]].to_numpy().tolist() == [
        ["S1", "Near", ""],
        ["S2", "Far", "circle"],
        ["S2-1", "Far", ""],
    ]


@pytest.mark.parametrize("name", ["streets.gpkg", "streets.geojson", "streets.parquet"])
def test_streets_of_any_format_are_the_same_and_motorways_are_left_out(name, tmp_path):
    lines = [LineString([(-0.21, 51.52), (-0.211, 51.521)]), LineString([(-0.3, 51.5), (-0.31, 51.5)])]
    path = given(tmp_path, name, {"highway": ["footway", "motorway"]}, lines, "EPSG:4326")
    layer = imported("streets", path, tmp_path)
    assert (layer.rows, rows_of(layer, tmp_path).geom_type.tolist()) == (1, ["LineString"])


def test_streets_that_do_not_hang_together_are_said_to_be_left_unwalked(tmp_path):
    lines = [
        [(WEST, SOUTH), (WEST + 900, SOUTH), (WEST + 900, SOUTH + 100)],
        [(WEST, SOUTH + 500), (WEST, SOUTH + 600)],
    ]
    lines.append([(WEST + 900, SOUTH + 100), (WEST, SOUTH + 100)])
    # 1 km and 0.9 km meet; 100 m stand alone.
    layer = imported("streets", streets(tmp_path, lines), tmp_path)
    assert layer.mended == ("1.9 of 2.0 km hang together; only those are walked.",)


def test_a_line_that_goes_nowhere_is_no_street(tmp_path):
    assert only(refused("streets", streets(tmp_path, [[(WEST, SOUTH)] * 2]), tmp_path)) == ("no_streets", ())


def test_lines_of_several_parts_are_taken_apart_and_named_by_their_row(tmp_path):
    parts = MultiLineString([[(WEST, SOUTH), (WEST + 9, SOUTH)], [(690_000, 600_000), (690_009, 600_000)]])
    path = given(tmp_path, "given.gpkg", {"n": [1, 2]}, [MultiLineString([[(WEST, SOUTH), (WEST, 181_009)]]), parts])
    assert only(refused("streets", path, tmp_path)) == ("in_the_sea", (2,))


def test_streets_of_graphml_have_straight_or_drawn_edges(tmp_path):
    path = text(
        tmp_path,
        "streets.graphml",
        '<?xml version="1.0"?><graphml xmlns="http://graphml.graphdrawing.org/xmlns">',
        '<key id="d0" for="graph" attr.name="crs"/><key id="d1" for="node" attr.name="x"/>',
        '<key id="d2" for="node" attr.name="y"/><key id="d3" for="edge" attr.name="geometry"/>',
        '<graph edgedefault="directed"><data key="d0">EPSG:27700</data>',
        '<node id="a"><data key="d1">524000</data><data key="d2">181000</data></node>',
        '<node id="b"><data key="d1">524100</data><data key="d2">181000</data></node>',
        '<edge source="a" target="b"/><edge source="b" target="a">',
        '<data key="d3">LINESTRING (524100 181000, 524050 181050, 524000 181000)</data></edge></graph></graphml>',
    )
    table = rows_of(imported("streets", path, tmp_path), tmp_path)
    assert [len(line.coords) for line in table.geometry] == [2, 3]


def test_streets_of_an_osm_extract_are_its_lines(tmp_path):
    path = text(
        tmp_path,
        "streets.osm",
        '<?xml version="1.0"?><osm version="0.6">',
        '<node id="1" lat="51.52" lon="-0.21" version="1"/><node id="2" lat="51.521" lon="-0.211" version="1"/>',
        '<way id="3" version="1"><nd ref="1"/><nd ref="2"/><tag k="highway" v="footway"/></way></osm>',
    )
    assert imported("streets", path, tmp_path).rows == 1


def test_ptal_is_read_as_grid_zones_or_table(tmp_path):
    grid = text(tmp_path, "grid.csv", "ID,X,Y,AI2015,PTAL2015", "1,524050,181050,23.5,5", "2,524150,181050,41,6b")
    assert rows_of(imported("ptal", grid, tmp_path), tmp_path)["ptal"].tolist() == ["5", "6b"]
    zones = given(tmp_path, "zones.gpkg", {"PTAL": ["1a", "0"]}, [square(0), square(1)])
    assert imported("ptal", zones, tmp_path).rows == 2
    table = text(tmp_path, "ptal.csv", "LSOA11CD,AvPTAI2015,PTAL", "E01000001,23.5,5.00000", "E01000002,9,6a")
    layer = imported("ptal", table, tmp_path)
    assert layer.codes_of == "2011"
    assert rows_of(layer, tmp_path)["ptal"].tolist() == ["5", "6a"]


def test_deprivation_is_read_from_the_headings_of_the_ministry(tmp_path):
    path = text(
        tmp_path,
        "imd.csv",
        "LSOA code (2021),Index of Multiple Deprivation (IMD) Decile (where 1 is most deprived 10% of LSOAs),"
        "Crime Decile (where 1 is most deprived 10% of LSOAs)",
        "E01000001,3,10.0",
    )
    table = rows_of(imported("imd", path, tmp_path), tmp_path)
    assert table[["code", "imd_decile", "crime_decile"]].to_numpy().tolist() == [["E01000001", "3", "10"]]


def test_sites_are_read_from_a_register_and_from_planning_data(tmp_path):
    register = text(
        tmp_path,
        "register.csv",
        "SiteReference,SiteNameAddress,GeoX,GeoY,Hectares,MinNetDwellings",
        "14/1,33 High Street,-0.21,51.52,0.3,12",
    )
    table = rows_of(imported("sites", register, tmp_path), tmp_path)
    assert table[["site_id", "hectares", "dwellings"]].to_numpy().tolist() == [["14/1", "0.3", "12"]]
    planning = text(
        tmp_path,
        "planning.csv",
        "reference,name,hectares,minimum-net-dwellings,point",
        "BR1,A yard,0.5,9,POINT (-0.21 51.52)",
    )
    there = rows_of(imported("sites", planning, tmp_path), tmp_path)
    assert there.geometry[0].distance(table.geometry[0]) < 0.01


def test_codes_of_another_census_are_stored_but_never_joined(tmp_path):
    imported("lsoas", lsoas(tmp_path), tmp_path)
    path = text(tmp_path, "ptal.csv", "LSOA11CD,PTAL", "E01000001,5", "E01000009,6a")
    assert "not joined" in imported("ptal", path, tmp_path).mended[0]


def test_codes_of_2011_under_a_heading_of_2021_are_refused(tmp_path):
    imported("lsoas", lsoas(tmp_path), tmp_path)
    path = text(tmp_path, "imd.csv", "LSOA21CD,IMD_decile", "E01000001,5", "E01000009,6")
    assert only(refused("imd", path, tmp_path)) == ("codes_of_another_year", (3,))


def test_a_table_of_more_or_fewer_areas_of_the_same_census_is_taken(tmp_path):
    imported("lsoas", lsoas(tmp_path), tmp_path)
    for codes in (["E01000001"], ["E01000001", "E01000002", "E01000003"]):
        path = text(tmp_path, "imd.csv", "LSOA21CD,IMD_decile", *(f"{code},5" for code in codes))
        assert imported("imd", path, tmp_path).rows == len(codes)


def test_latitude_before_longitude_is_mended_and_said(tmp_path):
    path = given(tmp_path, "given.gpkg", {"WD24CD": ["E05000001"], "WD24NM": ["A"]}, [square(0)])
    turned = geopandas.read_file(path).to_crs(4326)
    turned.geometry = [Polygon([(y, x) for x, y in shape.exterior.coords]) for shape in turned.geometry]
    turned.to_file(tmp_path / "turned.gpkg")
    layer = imported("wards", tmp_path / "turned.gpkg", tmp_path)
    assert layer.mended == ("Latitude stood before longitude in every row; they were swapped.",)
    assert rows_of(layer, tmp_path).geometry[0].symmetric_difference(square(0)).area < 10


def test_an_area_that_crosses_its_own_edge_is_mended_and_said(tmp_path):
    bow = Polygon([(WEST, SOUTH), (WEST + 100, SOUTH + 100), (WEST + 100, SOUTH), (WEST, SOUTH + 100)])
    path = given(tmp_path, "given.gpkg", {"WD24CD": ["E05000001"], "WD24NM": ["A"]}, [bow])
    layer = imported("wards", path, tmp_path)
    assert layer.mended == ("1 area crossed their own edge and were repaired.",)
    # two triangles of 100 m by 50 m: 2 × 2,500 m²
    assert rows_of(layer, tmp_path).geometry[0].area == pytest.approx(5_000)


def test_a_stop_that_stands_there_twice_is_kept_once(tmp_path):
    path = text(tmp_path, "stops.csv", "ATCOCode,Easting,Northing", *["490A,524171,181988"] * 2)
    layer = imported("bus_stops", path, tmp_path)
    assert (layer.rows, layer.mended) == (1, ("1 row repeated the id and place of another and were left out.",))


def test_a_zipped_shapefile_is_read(tmp_path):
    given(tmp_path, "wards.shp", {"WD24CD": ["E05000001"], "WD24NM": ["A"]}, [square(0)])
    with zipfile.ZipFile(tmp_path / "wards.zip", "w") as packed:
        for part in tmp_path.glob("wards.[sdpc]*"):
            if part.suffix != ".zip":
                packed.write(part, f"folder/{part.name}")
    assert imported("wards", tmp_path / "wards.zip", tmp_path).rows == 1
