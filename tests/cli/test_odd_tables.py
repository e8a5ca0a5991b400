"""Odd but right tables: markup, letters of other scripts, few people or none; and damage drawn from seeds."""

import json
from dataclasses import replace

import pytest

from tests.cli.damage import damaged
from tests.cli.running import DAY, invoked, written
from tests.random_worlds import random_world
from tests.villages.building import home, let, resident, village, void


def planned_and_checked(folder, cwd):
    """The finished run once `verify` agrees with it."""
    done = invoked("run", folder, "--out", "out", *DAY, cwd=cwd)
    if done.returncode in (0, 4):
        checked = invoked("verify", folder, "out/plan.json", cwd=cwd)
        assert checked.returncode == 0, checked.stdout
    return done


def test_markup_and_letters_of_any_script_are_shown_as_they_are(tmp_path):
    people = [resident("Zoë [red]1[/red]"), resident("住民 2")]
    homes = [home("[/]", name="[bold]Haus[/bold] 🏠 <b>& Söhne"), home("ж", sex="M", name="[link=x]y")]
    rooms = [
        replace(void("[/]-1"), bedspace_id="[b]é[/b]", home_id="[/]"),
        replace(void("ж-1"), bedspace_id="ж", home_id="ж"),  # a home and its bedspace may share an id
    ]
    folder = written(village(people, homes, rooms), tmp_path / "[i]in[/i]")
    done = planned_and_checked(folder, tmp_path)
    assert done.returncode == 0
    assert "[link=x]y" in done.stdout  # among the voids that suit nobody: men only, and both people are women
    [move] = json.loads((tmp_path / "out" / "plan.json").read_text(encoding="utf-8"))["moves"]
    for about in (move["resident_id"], move["bedspace_id"], "[/]", "ж"):
        why = invoked("explain", folder, "out/plan.json", about, cwd=tmp_path)
        assert why.returncode == 0
    assert "[bold]Haus[/bold] 🏠 <b>& Söhne" in invoked("explain", folder, "out/plan.json", "[/]", cwd=tmp_path).stdout


@pytest.mark.parametrize(
    ("world", "code"),
    [
        (village([resident("P1")], [], []), 4),
        (village([], [home("L1")], [void("L1-1")]), 4),
        (village([], [], []), 4),
        (village([resident("P1")], [home("L1")], []), 4),
        (village([resident("P1", consent="no")], [home("L1")], [void("L1-1")]), 4),
        (village([resident("P1")], [home("L1")], [replace(void("L1-1"), status="closed")]), 4),
        (village([resident("P1")], [home("L1", "shared_house")], [void("L1-1"), let("L1-2")]), 0),
    ],
)
def test_worlds_with_little_in_them_are_planned_or_said_to_be_faulty(world, code, tmp_path):
    done = planned_and_checked(written(world, tmp_path / "in"), tmp_path)
    assert done.returncode in (code, 3)
    assert "should not" not in done.stderr


def try_damage(seed, tmp_path):
    folder = written(random_world(seed % 7, people=8, homes=5)[0], tmp_path / f"in{seed}")
    what = damaged(folder, seed)
    cwd = tmp_path / str(seed)
    cwd.mkdir()
    done = planned_and_checked(folder, cwd)
    assert done.returncode in (0, 3, 4), (what, done.stderr)
    assert done.returncode != 3 or list(cwd.iterdir()) == [], what


def test_damaged_tables_are_planned_or_refused(tmp_path):
    for seed in range(20):
        try_damage(seed, tmp_path)


@pytest.mark.soak
@pytest.mark.parametrize("first", range(1_000, 3_000, 100))
def test_many_damaged_tables_are_planned_or_refused(first, tmp_path):
    for seed in range(first, first + 100):
        try_damage(seed, tmp_path)
