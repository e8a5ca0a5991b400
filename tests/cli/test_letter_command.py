"""`letter` to people who move, wait and are not in the plan."""

import json

from tests.cli.running import invoked, one_line


def test_the_command_prints_the_letter_alone_and_says_that_it_is_a_draft(lane_folder, lane_plan, tmp_path):
    done = invoked("letter", lane_folder, lane_plan / "plan.json", "P3", cwd=tmp_path)
    assert done.returncode == 0
    assert done.stdout.startswith("# We propose a home for you\n")
    assert "draft" in done.stderr


def test_who_is_not_in_the_plan_or_no_resident_gets_a_sentence_instead_of_a_letter(lane_folder, lane_plan, tmp_path):
    done = invoked("letter", lane_folder, lane_plan / "plan.json", "L1", cwd=tmp_path)
    assert done.returncode == 2
    assert one_line(done) == "L1 is no resident_id of these tables."


def test_a_letter_as_json_has_the_same_sentences(lane_folder, lane_plan, tmp_path):
    words = ("letter", lane_folder, lane_plan / "plan.json", "P3")
    printed = invoked(*words, cwd=tmp_path).stdout
    said = json.loads(invoked(*words, "--json", cwd=tmp_path).stdout)
    assert said["headline"] in printed
    assert all(f"- {sentence}\n" in printed for part in said["parts"] for sentence in part["sentences"])
