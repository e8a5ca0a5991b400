"""One small world measured with imported layers; around W10 5XX (524171, 181988) every number by hand."""

import dataclasses
from datetime import date

import pytest
from shapely.geometry import LineString, Point

from housing_match.domain import Connection, Scenario, World
from housing_match.places.calibration import Calibration, calibration
from housing_match.places.coverage import Coverage, coverage, homes_on_streets
from housing_match.places.imported import imported_layers
from housing_match.places.importing import LayerRefused, Provenance, import_layer
from housing_match.places.measure import measure
from housing_match.places.postcodes import find
from housing_match.places.ptal_compared import compare_ptal
from housing_match.places.workspace import layers_folder, remove, stored_layers
from tests.gtfs_files import feed_file, small_feed, stop, stop_times, trips
from tests.gtfs_files import stops as stop_rows
from tests.layer_files import SAID, deciles, given, lsoas, square, streets, text, wards
from tests.test_places_measure import home, resident

LADBROKE, NEARBY = "W105XX", "W105EY"  # 524171, 181988; 523154, 181968: 1,017.2 m apart
DOWNING_STREET, MANCHESTER = "SW1A2AA", "M11AD"
DAY = Scenario(as_of=date(2026, 1, 5))


@pytest.fixture
def bring(tmp_path):
    """Imports a file into the workspace and gives what it then has."""

    def bring(kind, path):
        source, vintage, licence = SAID
        said = Provenance(source=source, vintage=vintage, licence=licence)
        import_layer(kind, path, tmp_path, said, date(2026, 11, 2))
        return imported_layers(tmp_path)

    return bring


def world(*homes, connections=(), people=()):
    return World(homes=tuple(homes), residents=tuple(people), connections=connections)


def stops(folder, *spots):
    return text(folder, "stops.csv", "ATCOCode,Easting,Northing", *(f"{x}{y},{x},{y}" for x, y in spots))


FAR_ROUND = [(523_154, 181_968), (523_154, 182_468), (524_171, 182_468), (524_171, 181_988)]
"""From Nearby to Ladbroke by three sides: 500 + 1,017 + 480 = 1,997 m."""


def test_without_a_workspace_nothing_differs(tmp_path):
    one = world(home("H1", LADBROKE))
    plain, empty = measure(one), measure(one, imported_layers(tmp_path))
    assert [layer.kind for layer in empty.layers_used] == ["postcodes", "stations"]
    assert empty.layers_used == plain.layers_used
    assert empty.minutes_by == plain.minutes_by
    assert empty.station_minutes == plain.station_minutes


def test_a_bus_stop_counts_for_everybody_where_stops_are_known(tmp_path, bring):
    # 80 m north of the door: 80 × 1.29 / 80 = 1.29 minutes. The nearest step-free station there is unknown without it.
    geography = measure(world(home("H1", "W104AF"), home("H2", MANCHESTER)), bring("bus_stops", _stop_by(tmp_path)))
    assert geography.station_minutes == (1, None)
    assert geography.step_free_minutes == (1, None)


def _stop_by(folder):
    spot = find(["W104AF"])["W104AF"]
    return stops(folder, (spot.easting, spot.northing + 80))


def test_a_step_free_station_counts_at_any_distance_where_stops_are_known(tmp_path, bring):
    # W10 4AF: the step-free station is 1,279 m away on foot, 15.99 → 16 minutes; stops 3 km east and west are further.
    spot = find(["W104AF"])["W104AF"]
    path = stops(tmp_path, (spot.easting - 3_000, spot.northing), (spot.easting + 3_000, spot.northing))
    geography = measure(world(home("H1", "W104AF")), bring("bus_stops", path))
    assert geography.station_minutes == (5,)
    assert geography.step_free_minutes == (16,)


def test_imported_stations_take_the_place_of_the_shipped(tmp_path, bring):
    path = text(
        tmp_path,
        "stations.csv",
        "id,name,easting,northing,step_free_lines",
        "S1,Steps,524171,182068,",
        "S2,Lift,524171,182388,circle",
    )
    # 80 m and 400 m: × 1.29 / 80 = 1.29 and 6.45 minutes.
    geography = measure(world(home("H1", LADBROKE)), bring("stations", path))
    assert (geography.station_minutes, geography.step_free_minutes) == ((1,), (6,))


def test_a_walk_to_a_stop_is_over_streets_where_they_reach_both_ends(tmp_path, bring):
    bring("bus_stops", stops(tmp_path, (523_154, 181_968)))
    imported = bring("streets", streets(tmp_path, [FAR_ROUND]))
    bring("stations", text(tmp_path, "far.csv", "id,name,easting,northing,step_free_lines", "S,Far,400000,300000,x"))
    geography = measure(
        world(home("H1", NEARBY), home("H2", LADBROKE), people=[resident("R1", access_need="F")]),
        dataclasses.replace(imported, stations=imported_layers(tmp_path).stations),
    )
    # H2 is outside the 640 m around the only stop, so that its stops are not known.
    assert geography.station_minutes == (0, None)
    assert "to the station or stop on foot over the imported streets" in geography.measured_by("R1", "H1")
    assert geography.measured_by("R1", "H2") == "nothing was measured"


def test_family_is_reached_over_streets_where_that_is_quicker_and_it_is_said(tmp_path, bring):
    family = (
        Connection(resident_id="R1", kind="family", postcode=LADBROKE, importance=1),
        Connection(resident_id="R2", kind="family", postcode=NEARBY, importance=1),
        Connection(resident_id="R3", kind="college", postcode=NEARBY, importance=1),
    )
    people = [resident(f"R{number}", access_need="F") for number in (1, 2, 3)]
    one = world(home("H1", NEARBY), home("H2", LADBROKE), connections=family, people=people)
    plain = measure(one)
    # 1,017.2 m: × 1.29 / 80 = 16.4 on foot; 12 + 4.07 = 16.07 by the estimate.
    assert plain.facts("R1", "H1", DAY).family_minutes == 16
    straight = streets(tmp_path, [[(523_154, 181_968), (524_171, 181_988)]])
    short = measure(one, bring("streets", straight))
    # Straight along one street: 1,017.2 / 80 = 12.7.
    assert short.facts("R1", "H1", DAY).family_minutes == 13
    assert short.facts("R3", "H2", DAY).places_minutes == 13
    assert short.facts("R2", "H1", DAY).family_minutes == 0
    assert "to family and friends on foot over the imported streets" in short.measured_by("R1", "H1")
    assert "to family" not in short.measured_by("R3", "H2")
    assert "to other places on foot over the imported streets" in short.measured_by("R3", "H2")
    # Round three sides 1,997 m are 25 minutes, longer than the estimate; the straight line × 1.29 no longer counts.
    round_about = measure(one, bring("streets", streets(tmp_path, [FAR_ROUND])))
    assert round_about.facts("R1", "H1", DAY).family_minutes == 16
    assert "to family and friends estimated from the straight distance" in round_about.measured_by("R1", "H1")


def test_where_streets_do_not_reach_the_straight_line_counts_and_is_said(tmp_path, bring):
    family = (Connection(resident_id="R1", kind="friend", postcode="W105JX", importance=1),)
    one = world(home("H1", NEARBY), connections=family, people=[resident("R1", access_need="F")])
    geography = measure(one, bring("streets", streets(tmp_path, [[(524_171, 181_988), (524_271, 181_988)]])))
    # W10 5JX is 205 m from W10 5EY (tests/test_places_measure.py): × 1.29 / 80 = 3.3 minutes.
    assert geography.facts("R1", "H1", DAY).family_minutes == 3
    assert "to family and friends on foot as the straight line × 1.29" in geography.measured_by("R1", "H1")


def test_a_home_has_the_name_of_the_ward_it_lies_in(tmp_path, bring):
    geography = measure(world(home("H1", LADBROKE), home("H2", DOWNING_STREET)), bring("wards", wards(tmp_path)))
    assert geography.ward == ("Golborne", None)


def test_a_home_on_the_edge_of_two_wards_is_in_the_first(tmp_path, bring):
    rows = {"WD24CD": ["E05000001", "E05000002"], "WD24NM": ["West", "East"]}
    west = given(tmp_path, "edge.gpkg", rows, [_strip(523_171), _strip(524_171)])
    assert measure(world(home("H1", LADBROKE)), bring("wards", west)).ward == ("West",)


def _strip(west):
    return LineString([(west, 181_988), (west + 1_000, 181_988)]).buffer(500, cap_style="flat")


def test_every_layer_measured_with_is_named_with_the_hash_of_its_file(tmp_path, bring):
    import hashlib

    path = wards(tmp_path)
    imported = bring("wards", path)
    (layer,) = [one for one in measure(world(home("H1", LADBROKE)), imported).layers_used if one.kind == "wards"]
    assert (layer.source, layer.vintage, layer.licence) == SAID
    assert layer.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


def test_a_layer_that_nothing_is_measured_with_is_not_named(tmp_path, bring):
    path = given(tmp_path, "boroughs.gpkg", {"LAD22CD": ["E09000020"], "LAD22NM": ["Here"]}, [square(0)])
    assert [one.kind for one in bring("boroughs", path).layers] == ["stations"]


def test_coverage_counts_homes_and_places_once(tmp_path, bring):
    bring("wards", wards(tmp_path))
    imported = bring("streets", streets(tmp_path, [[(524_171, 181_988), (524_271, 181_988)]]))
    ties = [
        Connection(resident_id="R1", kind=kind, postcode=code, importance=1)
        for kind, code in (("family", LADBROKE), ("friend", LADBROKE), ("work", MANCHESTER))
    ]
    one = world(home("H1", LADBROKE), home("H2", DOWNING_STREET), connections=tuple(ties), people=[resident("R1")])
    assert homes_on_streets(one, imported) == ("H1",)
    assert coverage(one, imported) == (
        Coverage(kind="streets", of="homes", places=2, covered=1),
        Coverage(kind="streets", of="people's places", places=2, covered=1),
        Coverage(kind="wards", of="homes", places=2, covered=1),
        Coverage(kind="wards", of="people's places", places=2, covered=1),
    )


def test_a_layer_that_was_changed_or_lost_is_refused(tmp_path, bring):
    bring("wards", wards(tmp_path))
    path = layers_folder(tmp_path) / stored_layers(tmp_path)["wards"].file
    path.write_bytes(path.read_bytes() + b" ")
    with pytest.raises(LayerRefused, match="was changed since it was imported"):
        imported_layers(tmp_path)
    path.unlink()
    with pytest.raises(LayerRefused, match="is missing from the workspace"):
        imported_layers(tmp_path)


@pytest.mark.parametrize("content", ["[wards", "wards = 3", "[wards]\nrows = 2", "[wards]\nfrob = 2"])
def test_a_list_of_layers_that_is_not_as_it_was_written_is_refused(content, tmp_path, bring):
    bring("wards", wards(tmp_path))
    (layers_folder(tmp_path) / "layers.toml").write_text(content)
    with pytest.raises(LayerRefused, match="is not as it was written"):
        imported_layers(tmp_path)


def test_a_layer_removed_is_gone_and_another_stays(tmp_path, bring):
    bring("wards", wards(tmp_path))
    bring("streets", streets(tmp_path, [FAR_ROUND]))
    assert remove(tmp_path, "wards").kind == "wards"
    assert remove(tmp_path, "wards") is None
    assert list(stored_layers(tmp_path)) == ["streets"]
    assert len(list(layers_folder(tmp_path).iterdir())) == 2  # the streets and the list


TENTHS = (("E01000001", 4, 3, 7), ("E01000002", 9, 8, 10))


def test_a_home_has_the_tenths_of_the_small_area_it_lies_in(tmp_path, bring):
    bring("lsoas", lsoas(tmp_path))
    imported = bring("imd", deciles(tmp_path, TENTHS))
    geography = measure(world(home("H1", LADBROKE), home("H2", DOWNING_STREET), people=[resident("R1")]), imported)
    assert (geography.crime_decile, geography.environment_decile) == ((3, None), (7, None))
    facts = geography.facts("R1", "H1", DAY)
    assert (facts.crime_decile, facts.environment_decile) == (3, 7)
    assert [one.kind for one in geography.layers_used] == ["postcodes", "imd", "lsoas", "stations"]


def test_tenths_of_another_year_or_without_areas_are_not_measured_with(tmp_path, bring):
    alone = bring("imd", deciles(tmp_path, TENTHS, year="11"))
    assert [one.kind for one in alone.layers] == ["stations"]
    other_year = bring("lsoas", lsoas(tmp_path))
    assert [one.kind for one in other_year.layers] == ["stations"]
    geography = measure(world(home("H1", LADBROKE), people=[resident("R1")]), other_year)
    assert geography.facts("R1", "H1", DAY).crime_decile is None


def by_bus(folder, *, wheelchair=""):
    """Every 20 minutes, 4 on board, from 80 m north of W10 5XX (LADBROKE) to 80 m north of W10 5EY (NEARBY)."""
    rows = [("A", 0, ""), ("B", -1_017, wheelchair)]
    calls = [
        (f"t{number}", f"08:{minute + more:02}:00", name)
        for number, minute in enumerate((15, 35, 55))
        for name, more in (("A", 0), ("B", 4))
    ]
    files = {
        **small_feed(),
        "stops.txt": stop_rows(*(stop(name, east, 80, wheelchair=said) for name, east, said in rows)),
        "trips.txt": trips(*((f"t{number}", "B", 0) for number in range(3))),
        "stop_times.txt": stop_times(*calls),
    }
    return feed_file(folder, files)


def test_people_walk_where_that_is_quicker_than_the_timetable_and_beyond_it_the_estimate_stands(tmp_path, bring):
    family = tuple(
        Connection(resident_id=f"R{number}", kind="family", postcode=NEARBY, importance=1) for number in (1, 2, 3)
    )
    people = [resident("R1", access_need="F"), resident("R2", access_need="A"), resident("R3", access_need=None)]
    one = world(home("H1", LADBROKE), home("H2", MANCHESTER), connections=family, people=people)
    geography = measure(one, bring("gtfs", by_bus(tmp_path)))
    # 80 m × 1.29 are 1.3 minutes and 100 m 1.6; half of 20 minutes and 4 on board: 16.9. On foot it is 16.4.
    assert geography.facts("R1", "H1", DAY).family_minutes == 16
    assert "on foot as the straight line" in geography.measured_by("R1", "H1")
    # Manchester to W10 is no journey of it.
    assert "estimated from the straight distance" in geography.measured_by("R1", "H2")
    assert [layer.kind for layer in geography.layers_used] == ["postcodes", "gtfs", "stations"]
    assert geography.ptal == ("1a", None)  # 30 / (1.29 + 10 + 2) = 2.26


def test_a_person_who_needs_no_steps_rides_only_where_both_ends_are_known_to_have_none(tmp_path, bring):
    far, kinds = "NW104UX", ("A", "F")
    spot = find([far])[far]
    people = [resident(f"R{need}", access_need=need) for need in kinds]
    ties = tuple(Connection(resident_id=f"R{need}", kind="family", postcode=far, importance=1) for need in kinds)
    one = world(home("H1", LADBROKE), connections=ties, people=people)

    def measured(wheelchair):
        files = small_feed() | {
            "stops.txt": stop_rows(
                stop("A", 0, 80), stop("B", spot.easting - 524_171, spot.northing - 181_988, wheelchair=wheelchair)
            ),
            "trips.txt": trips(("t", "B", 0)),
            "stop_times.txt": stop_times(("t", "08:30:00", "A"), ("t", "08:33:00", "B")),
        }
        geography = measure(one, bring("gtfs", feed_file(tmp_path, files)))
        return [
            (geography.facts(who, "H1", DAY).family_minutes, geography.measured_by(who, "H1").partition("friends ")[2])
            for who in ("RA", "RF")
        ]

    # 1.3 + 15 + 3 = 19.3 minutes.
    ridden = (19, "by public transport of the imported timetable")
    assert measured("") == [(19, "by step-free public transport of the imported timetable"), ridden]
    (minutes, way), other = measured("2")
    assert other == ridden
    assert way == "estimated, as the imported timetable has no step-free journey"
    assert minutes >= 19


def test_bus_stops_of_a_timetable_count_where_none_are_imported(tmp_path, bring):
    # 80 m north of the door: 80 × 1.29 / 80 = 1.29 minutes.
    assert measure(world(home("H1", LADBROKE)), bring("gtfs", by_bus(tmp_path))).step_free_minutes == (1,)
    apart = stops(tmp_path, (524_171, 182_188), (524_271, 182_188))
    assert measure(world(home("H1", LADBROKE)), bring("bus_stops", apart)).step_free_minutes == (3,)


def test_imported_bands_are_shown_where_no_timetable_is_and_compared_where_one_is(tmp_path, bring):
    rows = {"PTAL": ["1b", "6a", "0"]}
    cells = [Point(524_150, 182_010), Point(524_250, 182_010), Point(523_150, 181_950)]  # of W10 5XX, and of W10 5EY
    imported = bring("ptal", given(tmp_path, "grid.gpkg", rows, cells))
    one = world(home("H1", LADBROKE), home("H2", NEARBY), home("H3", MANCHESTER))
    assert measure(one, imported).ptal == ("1b", "0", None)
    assert [layer.kind for layer in imported.layers] == ["ptal", "stations"]
    with pytest.raises(LayerRefused, match="no layer gtfs"):
        compare_ptal(one, tmp_path)
    assert [layer.kind for layer in bring("gtfs", by_bus(tmp_path)).layers] == ["gtfs", "stations"]
    found = compare_ptal(one, tmp_path)
    # By bus from either stop: but nothing departs from the second, where W10 5EY lies.
    assert found.bands == {("0", "0"): 1, ("1a", "1b"): 1}
    assert (found.homes, found.compared, found.same, found.next_to) == (3, 2, 1, 1)


def test_bands_by_codes_of_another_year_cannot_be_compared(tmp_path, bring):
    bring("gtfs", by_bus(tmp_path))
    bring("ptal", text(tmp_path, "ptal.csv", "LSOA11CD,PTAL", "E01000001,2"))
    bring("lsoas", lsoas(tmp_path))
    with pytest.raises(LayerRefused, match=r"no areas for the codes of its layer ptal \(2011\)"):
        compare_ptal(world(home("H1", LADBROKE)), tmp_path)


def test_the_estimate_is_held_against_the_timetable_over_the_journeys_it_has(tmp_path, bring):
    family = (Connection(resident_id="R1", kind="family", postcode=NEARBY, importance=1),)
    one = world(home("H1", LADBROKE), home("H2", MANCHESTER), connections=family, people=[resident("R1")])
    assert calibration(one, imported_layers(None)) is None
    imported = bring("gtfs", by_bus(tmp_path))
    # From Ladbroke 16.9 minutes (above) against 12 + 4 × 1.017 = 16.07; from Manchester it has no journey.
    assert calibration(one, imported) == Calibration(
        journeys=1, longer_minutes_10th=1, longer_minutes_median=1, longer_minutes_90th=1
    )
    assert [(row.of, row.covered) for row in coverage(one, imported) if row.kind == "gtfs"] == [
        ("homes", 1),
        ("people's places", 1),
    ]


def test_street_lights_are_counted_within_50_metres_of_a_home_where_they_are_known(tmp_path, bring):
    lamps = [(0, 49), (0, 50), (0, 51), (300, 300)]
    rows = (f"{number},{524_171 + east},{181_988 + north}" for number, (east, north) in enumerate(lamps))
    imported = bring("street_lights", text(tmp_path, "lights.csv", "id,easting,northing", *rows))
    geography = measure(world(home("H1", LADBROKE), home("H2", NEARBY), people=[resident("R1")]), imported)
    assert geography.street_lights == (2, None)
    assert geography.facts("R1", "H1", DAY).street_lights == 2
    assert [one.kind for one in geography.layers_used] == ["postcodes", "stations", "street_lights"]
