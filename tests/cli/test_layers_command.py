"""Layers on the command line, and plans that are made with them."""

import csv
import json
import shutil

import pytest

from housing_match.places.importing import KINDS
from tests.cli.running import DAY, housing_match, invoked, one_line
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
    with (folder / "residents.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    rows[0][column] = "golborne;W10;Golbourne"
    with (folder / "residents.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, rows[0])
        table.writeheader()
        table.writerows(rows)
    (fault,) = json.loads(invoked("check", "in", *DAY, "--json", cwd=tmp_path).stdout)
    assert (fault["code"], fault["column"], fault["value"]) == ("unknown_area", column, "Golbourne")
    assert "Did you mean Golborne?" in fault["mend"]
    assert invoked("run", "in", "--out", "out", *DAY, cwd=tmp_path).returncode == 3
    assert invoked("check", "in", *DAY, "--workspace", "none", cwd=tmp_path).returncode == 0


def test_minutes_over_streets_are_said_to_be_in_matches_csv(lane_folder, tmp_path):
    layers("import", "streets", streets(tmp_path, [[(524_171, 181_988), (524_271, 181_988)]]), *SAID, cwd=tmp_path)
    assert invoked("run", lane_folder, "--out", "out", *DAY, cwd=tmp_path).returncode == 0
    with (tmp_path / "out" / "matches.csv").open(encoding="utf-8", newline="") as file:
        assert {row["minutes_by"] for row in csv.DictReader(file)} == {
            "to the station or stop on foot as the straight line × 1.29 at 80 m a minute",
            "nothing was measured",  # a step-free station is not near, and nobody has family
        }


def test_a_layer_of_boroughs_changes_no_plan(lane_folder, lane_plan, tmp_path):
    path = given(tmp_path, "boroughs.gpkg", {"LAD22CD": ["E09000020"], "LAD22NM": ["Here"]}, [square(0)])
    layers("import", "boroughs", path, *SAID, cwd=tmp_path)
    assert invoked("verify", lane_folder, lane_plan / "plan.json", cwd=tmp_path).returncode == 0
