"""`explain` about each kind of person, void and home."""

import json
import shutil

import pytest

from tests.cli.running import invoked, one_line
from tests.csv_files import rows_of


def answer(folder, plan, about, cwd):
    done = invoked("explain", folder, plan, about, "--json", cwd=cwd)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_a_person_moved_sees_lines_that_add_up_to_the_fit(lane_folder, lane_plan, tmp_path):
    why = answer(lane_folder, lane_plan / "plan.json", "P3", tmp_path)
    assert why["headline"] == "P3 is proposed L2-1 in L2 (synthetic)."
    assert "Step 1 of chain" in why["sentences"][0]
    assert "leaves L3-1" in why["sentences"][0]
    points = {row[0]: row[3] for row in why["rows"]}
    fit = int(points.pop("Fit"))
    assert fit == sum(int(one) for one in points.values() if one.isdecimal())
    assert fit == next(int(row["fit"]) for row in rows_of(lane_plan / "matches.csv") if row["resident_id"] == "P3")


def test_a_void_a_let_bedspace_and_a_home_are_explained(lane_folder, lane_plan, tmp_path):
    plan = lane_plan / "plan.json"
    assert "matched" in answer(lane_folder, plan, "L1-1", tmp_path)["headline"]
    assert answer(lane_folder, plan, "L3-1", tmp_path)["sentences"] == ["P3 leaves it.", "P2 is proposed it."]
    assert answer(lane_folder, plan, "L3", tmp_path)["headline"] == "L3 (synthetic) (L3)."


def test_an_id_that_no_table_has_is_wrong_use(lane_folder, lane_plan, tmp_path):
    done = invoked("explain", lane_folder, lane_plan / "plan.json", "P99", cwd=tmp_path)
    assert done.returncode == 2
    assert one_line(done) == "P99 is no resident_id, bedspace_id or home_id of these tables."


@pytest.mark.parametrize("command", ["explain", "letter"])
def test_a_plan_made_from_other_tables_is_explained_only_with_a_word_of_it(command, lane_folder, lane_plan, tmp_path):
    shutil.copytree(lane_folder, tmp_path / "in")
    homes = tmp_path / "in" / "homes.csv"
    homes.write_text(homes.read_text(encoding="utf-8").replace("L2 (synthetic)", "Lime House"), encoding="utf-8")
    for folder, told in ((tmp_path / "in", True), (lane_folder, False)):
        done = invoked(command, folder, lane_plan / "plan.json", "P3", cwd=tmp_path)
        assert done.returncode == 0
        assert ("The plan was made from other tables." in done.stderr) == told


@pytest.mark.parametrize("moves", ["P99,L1-1", "P1,L99-1"])
def test_a_plan_of_other_tables_is_refused(moves, lane_folder, tmp_path):
    (tmp_path / "plan.csv").write_text(f"resident_id,bedspace_id\n{moves}\n", encoding="utf-8")
    done = invoked("explain", lane_folder, "plan.csv", "P1", cwd=tmp_path)
    assert done.returncode == 3
    assert "99" in one_line(done)


@pytest.mark.xdist_group("sample")
@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("no_consent", "has not agreed"),
        ("coupled", "the people who would live there"),
        ("outcompeted", "no plan with this move comes out better"),
        ("worth_a_call", "a question is open"),
        ("no_suitable_home", "suits this person"),
    ],
)
def test_each_kind_of_wait_in_the_sample_is_said(kind, words, sample_run, tmp_path):
    _, out = sample_run
    who = next(row["resident_id"] for row in rows_of(out / "unmatched.csv") if row["kind"] == kind)
    why = answer("sample", out / "plan.json", who, tmp_path)
    assert why["headline"] == f"{who} waits ({kind.replace('_', ' ')})."
    assert words in why["sentences"][0]
    if kind == "worth_a_call":
        assert any(sentence.startswith("To ask: ") for sentence in why["sentences"])
    assert "SYNTHETIC" in why["notice"]


@pytest.mark.xdist_group("sample")
def test_a_person_who_is_not_in_the_plan_is_said_not_to_be(sample_run, tmp_path):
    _, out = sample_run
    told = {row["resident_id"] for name in ("matches.csv", "unmatched.csv") for row in rows_of(out / name)}
    from housing_match import shipped

    residents = rows_of(shipped("data/two_boroughs") / "residents.csv")
    settled = next(row for row in residents if row["needs_move"] == "no" and row["resident_id"] not in told)
    why = answer("sample", out / "plan.json", settled["resident_id"], tmp_path)
    assert "is not in this plan" in why["headline"]


@pytest.mark.xdist_group("sample")
def test_a_void_that_suits_nobody_names_what_stands_in_the_way(sample_run, tmp_path):
    _, out = sample_run
    void = next(row for row in rows_of(out / "voids.csv") if row["label"] == "no_one_fits")
    why = answer("sample", out / "plan.json", void["bedspace_id"], tmp_path)
    assert why["sentences"] == ["It suits nobody who waits."]
    assert [row[0] for row in why["rows"]] == void["nearest_people"].split(";")
    assert all(row[1] for row in why["rows"])
