"""The sample that comes with the product is what the generator writes, sound and marked as synthetic."""

import os
import subprocess
import sys
from datetime import date

from housing_match import shipped
from housing_match.synthetic import two_boroughs, write_sample
from housing_match.synthetic.dice import Dice
from housing_match.synthetic.shares import SHARES
from housing_match.tables import TABLES, check

AS_OF = date(2026, 11, 2)
FILES = {"SYNTHETIC.md", *(f"{table.name}.csv" for table in TABLES)}


def bytes_of(folder):
    return {file.name: file.read_bytes() for file in folder.iterdir()}


def test_seed_1_gives_the_shipped_files_byte_for_byte(tmp_path):
    write_sample(tmp_path, 1)
    shipped_files = bytes_of(shipped("data/two_boroughs"))
    assert set(shipped_files) == FILES
    assert bytes_of(tmp_path) == shipped_files


def test_the_order_of_hashes_changes_nothing(tmp_path):
    code = "import sys, pathlib; from housing_match.synthetic import write_sample; "
    code += "write_sample(pathlib.Path(sys.argv[1]), 1)"
    subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], check=True, env={**os.environ, "PYTHONHASHSEED": "4711"}
    )
    assert bytes_of(tmp_path) == bytes_of(shipped("data/two_boroughs"))


def test_another_seed_gives_other_people_without_a_fault(tmp_path):
    write_sample(tmp_path, 5)
    world, faults = check(tmp_path, AS_OF)
    assert faults == ()
    assert world.residents != two_boroughs(1).residents


def test_the_shipped_tables_hold_the_world_without_a_fault():
    world, faults = check(shipped("data/two_boroughs"), AS_OF)
    assert faults == ()
    assert world == two_boroughs(1)
    assert world.notice.startswith("SYNTHETIC")


def test_the_page_lists_every_share_as_published_or_assumed():
    page = (shipped("data/two_boroughs") / "SYNTHETIC.md").read_text(encoding="utf-8")
    assert page.startswith("# This sample is synthetic")
    for share in SHARES:
        kind = "published" if share.published else "assumed"
        assert f"| {share.title} | {share.figure} | {kind} |" in page
        assert share.replace_with in page
    assert sum(share.published for share in SHARES) == 3


def test_dice_draw_the_same_numbers_on_every_python():
    # random() of a Random seeded with "1 people" is promised to stay; these are its first draws below 1,000
    dice = Dice(1, "people")
    assert [dice.below(1_000) for _ in range(5)] == [323, 530, 1, 304, 272]


def test_dice_keep_to_their_odds():
    dice = Dice(1, "odds")
    assert {dice.between(3, 5) for _ in range(200)} == {3, 4, 5}
    assert {dice.weighted((("often", 9), ("never", 0))) for _ in range(50)} == {"often"}
    assert not any(dice.chance(0) for _ in range(50))
    assert all(dice.chance(100) for _ in range(50))
    # a bonus of 100 is worth the whole range, so it always comes first
    assert all(dice.ranked(["low", "high"], lambda one: 101 * (one == "high"))[0] == "high" for _ in range(50))
