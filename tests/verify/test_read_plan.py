"""Whether a plan is read from either form, and every unreadable one refused in a sentence."""

import json

import pytest

from housing_match.verify import PlanUnreadable, read_plan

MOVE = {"resident_id": "R1", "bedspace_id": "H1a", "from_bedspace_id": None, "chain_id": "C1", "step": 1, "fit": 800}
GOAL = {"name": "housed", "value": 1, "bound": 1, "cost": None}
PLAN = {"status": "optimal", "as_of": "2026-03-16", "goals": [GOAL], "moves": [MOVE]}


def written(tmp_path, content, name="plan.csv"):
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def refusal(path):
    with pytest.raises(PlanUnreadable) as refused:
        read_plan(path)
    sentence = str(refused.value)
    assert sentence.startswith(str(path))
    assert sentence.endswith(".")
    return sentence


def test_a_plan_json_is_read_with_all_it_claims(tmp_path):
    assert read_plan(written(tmp_path, json.dumps(PLAN), "plan.json")) == ({"R1": "H1a"}, PLAN)


def test_json_is_known_by_its_content_too(tmp_path):
    assert read_plan(written(tmp_path, json.dumps(PLAN), "plan.txt")) == ({"R1": "H1a"}, PLAN)


@pytest.mark.parametrize(
    "text",
    [
        "resident_id,bedspace_id\nR1,H1a\n",
        "\ufeffresident_id,bedspace_id\r\nR1,H1a\r\n",
        'home_id, bedspace_id ,resident_id\n"H1, the lane",H1a, R1\n\n,,\n',
    ],
)
def test_a_csv_is_read_with_columns_in_any_order_and_others_beside(tmp_path, text):
    assert read_plan(written(tmp_path, text)) == ({"R1": "H1a"}, None)


def test_a_csv_with_its_first_line_only_moves_nobody(tmp_path):
    assert read_plan(written(tmp_path, "resident_id,bedspace_id\n")) == ({}, None)


@pytest.mark.parametrize(
    ("content", "part"),
    [
        ("", "first line is ''"),
        ("resident_id\nR1\n", "first line is 'resident_id'"),
        ("resident_id;bedspace_id\nR1;H1a\n", "first line is 'resident_id;bedspace_id'"),
        ("resident_id,bedspace_id,bedspace_id\nR1,H1a,H1b\n", "one bedspace_id"),
        ("resident_id,bedspace_id\nR1,H1a\nR1,H1b\n", "lists R1 twice"),
        ("resident_id,bedspace_id\nR1,\n", "line 2: an id is empty"),
        ("resident_id,bedspace_id\nR1\x1b,H1a\n", "line 2: an id is empty or unprintable"),
        ("resident_id,bedspace_id\nR1\n", "line 2: 1 cells under 2 columns"),
        ("resident_id,bedspace_id\nR1,H1a,R2\n", "line 2: 3 cells under 2 columns"),
        ('resident_id,bedspace_id\n"R1,H1a\n', "Save the sheet as CSV again"),
        (b"PK\x03\x04\x14\x00", "not a text file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "not text in UTF-8"),
    ],
)
def test_a_csv_that_cannot_be_read_is_refused_in_a_sentence(tmp_path, content, part):
    assert part in refusal(written(tmp_path, content))


def with_move(**changes):
    return PLAN | {"moves": [MOVE | changes]}


@pytest.mark.parametrize(
    ("claimed", "part"),
    [
        ([PLAN], "no JSON object"),
        ({}, "moves is not a list"),
        ({"moves": {"R1": "H1a"}}, "moves is not a list"),
        ({"moves": ["R1"]}, "moves is not a list"),
        (PLAN | {"goals": {"housed": 1}}, "goals is not a list"),
        ({"moves": [{"resident_id": "R1"}]}, "move 1 has no bedspace_id"),
        (with_move(resident_id=7), "move 1 has no resident_id"),
        (with_move(bedspace_id=""), "move 1 has no bedspace_id"),
        (with_move(resident_id="\ud800"), "move 1 has no resident_id"),
        (with_move(from_bedspace_id=4), "move 1: from_bedspace_id is not text"),
        (with_move(chain_id=["C1"]), "move 1: chain_id is not text"),
        (with_move(step=1.0), "move 1: step is not a whole number"),
        (with_move(fit=True), "move 1: fit is not a whole number"),
        (PLAN | {"goals": [GOAL | {"value": "1"}]}, "goal 1: value is not a whole number"),
        (PLAN | {"goals": [GOAL | {"bound": None}]}, "goal 1: bound is not a whole number"),
        (PLAN | {"goals": [{"value": 1, "bound": 1}]}, "goal 1: name is not text"),
        (PLAN | {"status": 1}, "status is not text"),
        (PLAN | {"as_of": 20260316}, "as_of is not text"),
        (PLAN | {"moves": [MOVE, MOVE]}, "lists R1 twice"),
    ],
)
def test_json_that_is_no_plan_is_refused_in_a_sentence(tmp_path, claimed, part):
    assert part in refusal(written(tmp_path, json.dumps(claimed), "plan.json"))


@pytest.mark.parametrize("text", ["", "{", '{"moves": [}', "[" * 100_000, "9" * 10_000])
def test_broken_json_is_refused_in_a_sentence(tmp_path, text):
    assert "not JSON" in refusal(written(tmp_path, text, "plan.json"))


def test_moves_may_leave_their_claims_out_for_the_check_to_say(tmp_path):
    bare = {"moves": [{"resident_id": "R1", "bedspace_id": "H1a"}]}
    assert read_plan(written(tmp_path, json.dumps(bare), "plan.json")) == ({"R1": "H1a"}, bare)


def test_a_missing_file_and_a_folder_are_refused_in_a_sentence(tmp_path):
    assert "cannot be opened" in refusal(tmp_path / "nowhere.json")
    assert "cannot be opened" in refusal(tmp_path)


def test_a_file_too_large_to_be_a_plan_is_refused(tmp_path):
    path = tmp_path / "plan.csv"
    with path.open("wb") as file:
        file.truncate(64 * 2**20 + 1)
    assert "larger than 64 MiB" in refusal(path)
