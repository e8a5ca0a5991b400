"""Layers on the command line, and plans that are made with them."""

import json
import shutil

import geopandas
import pytest

from housing_match.places.importing import KINDS
from tests.cli.running import DAY, housing_match, invoked, one_line
from tests.csv_files import rows_of, write_rows
from tests.gtfs_files import feed_file, small_feed, stop, stops
from tests.layer_files import given, square, streets, text, wards

SAID = ("--source", "ONS", "--vintage", "2024", "--licence", "OGL v3.0")


def layers(*words, cwd, code=0):
    done = invoked("layers", *words, cwd=cwd)
    assert done.returncode == code, done.stdout + done.stderr
    return done


def test_a_layer_is_imported_listed_checked_and_removed(tmp_path):
    assert "has no layers" in layers("list", cwd=tmp_path).stdout
    assert (
        "Imported wards from wards.gpkg: 2 rows."
        in layers("import", "wards", wards(tmp_path), *SAID, cwd=tmp_path).stdout
    )
    (row,) = json.loads(layers("list", "--json", cwd=tmp_path).stdout)
    assert (row["kind"], row["source"], row["vintage"], row["licence"], row["rows"]) == (
        "wards",
        "ONS",
        "2024",
        "OGL v3.0",
        2,
    )
    assert "wards" in layers("list", cwd=tmp_path).stdout
    assert "1 layer, as imported." in layers("check", cwd=tmp_path).stdout
    assert "Removed wards" in layers("remove", "wards", cwd=tmp_path).stdout
    assert one_line(layers("remove", "wards", cwd=tmp_path, code=2)) == "workspace has no layer wards."


def test_a_file_that_is_refused_ends_with_3_and_one_line_for_each_fault(tmp_path):
    path = text(tmp_path, "stops.csv", "ATCOCode,Easting,Northing", "490A,0,0", "490B,10,0")
    done = layers("import", "bus_stops", path, *SAID, cwd=tmp_path, code=3)
    assert "2 rows (2, 3): stops.csv lies in the sea" in " ".join(done.stderr.split())
    assert one_line(done) == "Nothing was changed."
    assert not (tmp_path / "workspace").exists()


def test_a_kind_that_does_not_exist_ends_with_2_and_names_those_that_do(tmp_path):
    line = one_line(layers("import", "frob", wards(tmp_path), *SAID, cwd=tmp_path, code=2))
    assert all(kind in line for kind in KINDS)


def test_a_damaged_layer_is_named_by_check_and_by_every_command_that_measures(lane_folder, tmp_path):
    layers("import", "wards", wards(tmp_path), *SAID, cwd=tmp_path)
    (path,) = (tmp_path / "workspace" / "layers").glob("*.gpkg")
    path.write_bytes(b"")
    found = json.loads(layers("check", "--json", cwd=tmp_path, code=3).stdout)
    assert [one["code"] for one in found["faults"]] == ["layer_lost"]
    done = invoked("run", lane_folder, "--out", "out", *DAY, cwd=tmp_path)
    assert (done.returncode, one_line(done)) == (3, "Nothing was changed.")
    assert "was changed since it was imported" in " ".join(done.stderr.split())


def test_coverage_of_tables_is_a_table(lane_folder, tmp_path):
    layers("import", "wards", wards(tmp_path), *SAID, cwd=tmp_path)
    found = json.loads(layers("check", "--tables", lane_folder, *DAY, "--json", cwd=tmp_path).stdout)["coverage"]
    assert {(one["kind"], one["of"]) for one in found} == {("wards", "homes"), ("wards", "people's places")}
    assert "Covered" in invoked("check", lane_folder, *DAY, cwd=tmp_path).stdout


def test_a_plan_names_its_layers_and_verify_measures_with_the_same(lane_folder, tmp_path):
    layers("import", "wards", wards(tmp_path), *SAID, cwd=tmp_path)
    done = housing_match("run", lane_folder, "--out", "out", *DAY, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "measured with the layers of workspace: wards (ONS, 2024)" in done.stderr
    plan = json.loads((tmp_path / "out" / "plan.json").read_text(encoding="utf-8"))
    assert [one["kind"] for one in plan["layers"]] == ["postcodes", "stations", "wards"]
    assert all(one.keys() == {"kind", "source", "vintage", "licence", "sha256"} for one in plan["layers"])
    assert invoked("verify", lane_folder, "out/plan.json", cwd=tmp_path).returncode == 0


def test_a_plan_made_with_other_layers_is_said_to_be_and_not_judged(lane_folder, lane_plan, tmp_path):
    layers("import", "wards", wards(tmp_path), *SAID, cwd=tmp_path)
    plan = lane_plan / "plan.json"
    done = invoked("verify", lane_folder, plan, "--json", cwd=tmp_path)
    assert done.returncode == 1
    (problem,) = json.loads(done.stdout)["problems"]
    assert problem["what"] == "the plan was made with other layers: wards"
    done = invoked("explain", lane_folder, plan, "P1", cwd=tmp_path)
    assert done.returncode == 0
    assert "the plan was made with other layers: wards" in done.stderr


@pytest.mark.parametrize("column", ["preferred_areas", "avoided_areas"])
def test_an_area_that_is_neither_district_nor_imported_ward_is_a_fault(column, lane_folder, tmp_path):
    layers("import", "wards", wards(tmp_path), *SAID, cwd=tmp_path)
    folder = tmp_path / "in"
    shutil.copytree(lane_folder, folder)
    rows = rows_of(folder / "residents.csv")
    rows[0][column] = "golborne;W10;Golbourne"
    write_rows(folder / "residents.csv", rows)
    (fault,) = json.loads(invoked("check", "in", *DAY, "--json", cwd=tmp_path).stdout)
    assert (fault["code"], fault["column"], fault["value"]) == ("unknown_area", column, "Golbourne")
    assert "Did you mean Golborne?" in fault["mend"]
    assert invoked("run", "in", "--out", "out", *DAY, cwd=tmp_path).returncode == 3
    assert invoked("check", "in", *DAY, "--workspace", "none", cwd=tmp_path).returncode == 0


def test_minutes_over_streets_are_said_to_be_in_matches_csv(lane_folder, tmp_path):
    layers("import", "streets", streets(tmp_path, [[(524_171, 181_988), (524_271, 181_988)]]), *SAID, cwd=tmp_path)
    assert invoked("run", lane_folder, "--out", "out", *DAY, cwd=tmp_path).returncode == 0
    assert {row["minutes_by"] for row in rows_of(tmp_path / "out" / "matches.csv")} == {
        "to the station or stop on foot as the straight line × 1.29 at 80 m a minute",
        "nothing was measured",  # a step-free station is not near, and nobody has family
    }


def test_a_layer_of_boroughs_changes_no_plan(lane_folder, lane_plan, tmp_path):
    path = given(tmp_path, "boroughs.gpkg", {"LAD22CD": ["E09000020"], "LAD22NM": ["Here"]}, [square(0)])
    layers("import", "boroughs", path, *SAID, cwd=tmp_path)
    assert invoked("verify", lane_folder, lane_plan / "plan.json", cwd=tmp_path).returncode == 0


def feed_at_the_lane(folder):
    """The small feed with stops 100 m north of NW8 6NU and of NW8 8QU; none is near W2 3EH."""
    rows = ("A", 2_629, 1_612), ("B", 2_429, 612), ("C", 2_017, -3_000), ("D", 2_050, -3_000), ("E", 5_000, 0)
    return feed_file(folder, small_feed() | {"stops.txt": stops(*(stop(*row) for row in rows))})


def test_a_plan_is_measured_with_a_timetable_and_its_homes_have_a_ptal(lane_folder, tmp_path):
    done = layers("import", "gtfs", feed_at_the_lane(tmp_path), *SAID, cwd=tmp_path)
    assert "on Tuesday 2026-05-05" in " ".join(done.stdout.split())
    assert invoked("run", lane_folder, "--out", "out", *DAY, cwd=tmp_path).returncode == 0
    plan = json.loads((tmp_path / "out" / "plan.json").read_text(encoding="utf-8"))
    assert [one["kind"] for one in plan["layers"]] == ["postcodes", "gtfs", "stations"]
    assert "imported timetable" in plan["minutes_by"]
    # 129 m are 1.6 minutes, half of 20 minutes, 2 for buses: 30 / 13.6 = 2.20.
    bands = geopandas.read_file(tmp_path / "out" / "matches.gpkg", layer="homes")["ptal"]
    assert sorted(bands) == ["0", "1a", "1a"]
    assert invoked("verify", lane_folder, "out/plan.json", cwd=tmp_path).returncode == 0


def test_ptal_of_the_timetable_is_compared_with_the_imported_one(lane_folder, tmp_path):
    layers("import", "gtfs", feed_at_the_lane(tmp_path), *SAID, cwd=tmp_path)
    words = ("compare", "ptal", "--tables", lane_folder)
    assert "has no layer ptal" in " ".join(layers(*words, cwd=tmp_path, code=3).stderr.split())
    zones = given(tmp_path, "zones.gpkg", {"PTAL": ["1a"]}, [square(0, size=9_000).buffer(2_000)])
    layers("import", "ptal", zones, *SAID, cwd=tmp_path)
    found = json.loads(layers(*words, "--json", cwd=tmp_path).stdout)
    assert found == {
        **{"homes": 3, "compared": 3, "same": 2, "next_to": 1},
        "bands": [
            {"calculated": "0", "imported": "1a", "homes": 1},
            {"calculated": "1a", "imported": "1a", "homes": 2},
        ],
    }
    assert "2 of them (66.7%) have the same band, 1 the band next to it." in layers(*words, cwd=tmp_path).stdout
    one_line(layers("compare", "imd", "--tables", lane_folder, cwd=tmp_path, code=2))
