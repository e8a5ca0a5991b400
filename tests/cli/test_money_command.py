"""Who pays for a plan, on the command line."""

import json

from tests.cli.running import invoked


def test_payers_stand_one_by_one_and_capital_against_what_is_saved(lane_folder, lane_plan):
    done = invoked(
        "money", lane_folder, lane_plan / "plan.json", "--capital", "100000", "--json", cwd=lane_folder.parent
    )
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    assert [row[0] for row in said["rows"]] == [
        "The councils",
        "The NHS",
        "Housing benefit",
        "The people themselves",
        "Together",
    ]
    assert "What the capital brings back" in [part["title"] for part in said["parts"]]


def test_a_faulty_file_of_costs_ends_with_3_and_names_what_is_wrong(lane_folder, lane_plan, tmp_path):
    (tmp_path / "costs.toml").write_text("[rent]\nvalue = 1\n")
    done = invoked("money", lane_folder, lane_plan / "plan.json", "--costs", tmp_path / "costs.toml", cwd=tmp_path)
    assert done.returncode == 3
    assert "rent" in done.stderr + done.stdout
