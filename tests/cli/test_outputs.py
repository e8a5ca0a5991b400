"""The output files of a run: the columns of the contract, lists by semicolons, a map in British National Grid."""

import csv
import json

import geopandas
import pyogrio
import pytest

from housing_match import shipped
from tests.cli.running import housing_match
from tests.csv_files import rows_of

pytestmark = pytest.mark.xdist_group("sample")

COLUMNS = {
    "matches.csv": "resident_id bedspace_id home_id from_bedspace_id chain_id step fit family_minutes transport_minutes"
    " minutes_by weekly_cost_change checks_before_offer earliest_date flags",
    # paused_until is more than the contract names: pause_until needs its date.
    "offers.csv": "offer_id resident_id bedspace_id offered_on answered_on answer reason_code consequence paused_until",
    "changes.csv": "resident_id published_bedspace_id bedspace_id",
    "households.csv": "home_id resident_ids moved_in other_tenants hours hours_limit flags",
    # places_blocked and questions are more than the contract asks: how often each rule blocks, what a call would ask.
    "unmatched.csv": "resident_id kind certificate_id nearest_homes blocking_rules places_blocked questions "
    "what_would_fix_it",
    "voids.csv": "bedspace_id label weeks_empty weekly_void_cost nearest_people blocking_rule works_that_would_open_it",
    "shortages.csv": "certificate_id people places short_by need",
}
PLAN = (
    "schema_version version notice inputs_sha256 scenario_sha256 scenario scenario_toml as_of layers minutes_by seed "
    "status method fixing goals moves closed_cycles baselines timing"
)
KINDS = {"no_consent", "coupled", "outcompeted", "worth_a_call", "no_suitable_home"}


def test_a_run_writes_these_files_and_no_other(sample_run):
    _, out = sample_run
    assert sorted(path.name for path in out.iterdir()) == sorted([*COLUMNS, "plan.json", "matches.gpkg"])


@pytest.mark.parametrize("name", COLUMNS)
def test_the_columns_are_those_of_the_contract(name, sample_run):
    _, out = sample_run
    with (out / name).open(encoding="utf-8", newline="") as file:
        assert next(csv.reader(file)) == COLUMNS[name].split()


def test_plan_json_has_the_keys_of_the_contract(sample_run):
    plan = json.loads((sample_run[1] / "plan.json").read_text(encoding="utf-8"))
    assert list(plan) == PLAN.split()
    assert all(list(goal) == ["name", "value", "bound", "cost"] for goal in plan["goals"])
    move_keys = ["resident_id", "bedspace_id", "from_bedspace_id", "chain_id", "step", "fit"]
    assert all(list(move) == move_keys for move in plan["moves"])
    assert set(plan["baselines"]) == {"first_come", "one_at_a_time_by_fit", "scarcest_void_first"}


def test_matches_are_the_moves_of_the_plan(sample_run):
    moves = json.loads((sample_run[1] / "plan.json").read_text(encoding="utf-8"))["moves"]
    told = {
        (row["resident_id"], row["bedspace_id"], row["from_bedspace_id"], row["chain_id"], row["step"], row["fit"])
        for row in rows_of(sample_run[1] / "matches.csv")
    }
    assert told == {
        (
            one["resident_id"],
            one["bedspace_id"],
            one["from_bedspace_id"] or "",
            one["chain_id"],
            str(one["step"]),
            str(one["fit"]),
        )
        for one in moves
    }


def test_lists_hold_ids_separated_by_semicolons(sample_run):
    _, out = sample_run
    folder = shipped("data/two_boroughs")
    people = {row["resident_id"] for row in rows_of(folder / "residents.csv")}
    homes = {row["home_id"] for row in rows_of(folder / "homes.csv")}
    for row in rows_of(out / "households.csv"):
        assert people >= set(row["resident_ids"].split(";")) - {""}
        assert set(row["moved_in"].split(";")) - {""} <= set(row["resident_ids"].split(";"))
    for row in rows_of(out / "unmatched.csv"):
        assert row["kind"] in KINDS
        assert homes >= set(row["nearest_homes"].split(";")) - {""}
        assert len(row["blocking_rules"].split(";")) == len(row["places_blocked"].split(";"))
    for row in rows_of(out / "voids.csv"):
        assert row["label"] in {"no_one_fits", "adaptable", "contested", "matched"}
        assert people >= set(row["nearest_people"].split(";")) - {""}
        assert len(row["nearest_people"].split(";")) == len(row["blocking_rule"].split(";"))


def test_everybody_who_needs_a_home_in_the_window_is_either_moved_or_told_why_not(sample_run):
    _, out = sample_run
    moved = {row["resident_id"] for row in rows_of(out / "matches.csv")}
    waiting = {row["resident_id"] for row in rows_of(out / "unmatched.csv")}
    assert not moved & waiting
    need = {
        row["resident_id"]
        for row in rows_of(shipped("data/two_boroughs") / "residents.csv")
        # 2027-05-03 is 26 weeks after 2026-11-02, and the last day of the window.
        if row["needs_move"] == "yes" and (row["needed_by"] or "0") <= "2027-05-03"
    }
    assert need <= moved | waiting


def test_the_map_opens_in_british_national_grid_with_its_three_layers(sample_run):
    path = sample_run[1] / "matches.gpkg"
    assert {name for name, _ in pyogrio.list_layers(path)} == {"homes", "arrivals", "moves"}
    homes, moves = (geopandas.read_file(path, layer=name) for name in ("homes", "moves"))
    assert homes.crs.to_epsg() == moves.crs.to_epsg() == 27700
    assert set(homes.geometry.geom_type) == {"Point"}
    assert set(moves.geometry.geom_type) == {"LineString"}
    matches = {row["resident_id"]: row["home_id"] for row in rows_of(sample_run[1] / "matches.csv")}
    assert dict(zip(moves["resident_id"], moves["home_id"], strict=True)).items() <= matches.items()
    assert int(homes["moved_in"].sum()) == len(matches)
    # Westminster's Marble Arch is at 527 800, 180 900; both boroughs lie within ten kilometres.
    assert homes.distance(geopandas.points_from_xy([527_800], [180_900])[0]).max() < 10_000


def test_the_summary_says_what_is_synthetic_what_is_gained_and_where_the_files_are(sample_run):
    done, _ = sample_run
    for words in (
        "SYNTHETIC",
        "Proved best",
        "All who need to move",
        "first come",
        "Returns to borough",
        "Move-ons made",
        "Empty homes filled",
        "Voids that suit nobody",
        "Weekly public cost",
        "a panel decides",
        "out/plan.json",
    ):
        assert words in done.stdout


def test_verify_agrees_with_the_sample_s_plan(sample_run, tmp_path):
    done = housing_match("verify", "sample", sample_run[1] / "plan.json", "--json", cwd=tmp_path)
    assert done.returncode == 0
    verdict = json.loads(done.stdout)
    assert verdict["agrees"] is True
    plan = json.loads((sample_run[1] / "plan.json").read_text(encoding="utf-8"))
    assert verdict["goals"] == {goal["name"]: goal["value"] for goal in plan["goals"]}
