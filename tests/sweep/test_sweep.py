"""Runs written as they are done, done once, tried twice where they fail, and alike whoever does them."""

import json
import multiprocessing
from dataclasses import replace
from datetime import date

import pytest

from housing_match.domain import Pair
from housing_match.run import plan
from housing_match.sweep.processes import Processes, WorkerLost
from housing_match.sweep.runs import Sweep, runs_of
from housing_match.sweep.work import planned
from tests.unix import unix
from tests.villages.lane import lane

WORLD, GEOGRAPHY, USUAL, _ = lane()
MEASURED = {USUAL.as_of: (WORLD, GEOGRAPHY)}


class Here:
    """Works runs in this process; of a scenario called deadly it says that its worker was lost."""

    def __init__(self):
        self.asked = []

    def results(self, runs):
        for run in runs:
            self.asked.append(run.name)
            deadly = run.scenario_name == "deadly"
            yield run, WorkerLost("its worker was lost") if deadly else planned(MEASURED, run)


def swept(runs, out, runner=None, tell=lambda _: None):
    """The rows of a sweep."""
    sweep = Sweep(runs, MEASURED, out)
    sweep.work(runner or Here(), tell)
    return sweep.rows


def test_every_scenario_is_planned_under_every_seed_and_the_same_as_by_itself(tmp_path):
    alone = replace(USUAL, exclude=frozenset({"P1"}))
    told = []
    rows = swept(runs_of({"usual": USUAL, "without": alone}, range(3, 5)), tmp_path, tell=told.append)
    assert [row.run for row in rows] == ["usual-seed-3", "usual-seed-4", "without-seed-3", "without-seed-4"]
    assert [row.people_housed for row in rows] == [3, 3, 2, 2]  # P1 stays out of the second
    assert [done.number for done in told] == [1, 2, 3, 4]
    assert told[-1].seconds_left == 0
    by_itself = plan(WORLD, GEOGRAPHY, replace(USUAL, seed=3)).files
    for name, content in by_itself.items():
        written = (tmp_path / "usual-seed-3" / name).read_bytes()
        if name == "plan.json":
            ours, theirs = (json.loads(one) | {"timing": None} for one in (written, content))
            assert ours == theirs
        elif name.endswith(".csv"):
            assert written == content


@unix
@pytest.mark.soak  # three more processes that load everything; test_processes.py kills lighter ones
def test_a_worker_killed_while_it_works_loses_no_run(tmp_path):
    killed = []

    def kill_one(done):
        if not killed:
            killed.append(multiprocessing.active_children()[0])
            killed[0].kill()

    with Processes(planned, MEASURED, workers=2) as runner:
        rows = swept(runs_of({"usual": USUAL}, range(1, 6)), tmp_path, runner, kill_one)
    assert [row.status for row in rows] == ["optimal"] * 5
    assert killed
    assert len(list(tmp_path.glob("*/plan.json"))) == 5


def test_what_fails_twice_is_listed_and_what_cannot_be_planned_is_refused_with_its_reason(tmp_path):
    pinned = replace(USUAL, pins=(Pair(resident_id="P1", bedspace_id="L2-1"),))  # L2 is category F and P1 needs B
    lost = replace(USUAL, pins=(Pair(resident_id="P1", bedspace_id="L9-1"),))
    runs = runs_of({"deadly": USUAL, "lost": lost, "pinned": pinned, "usual": USUAL}, ())
    rows = swept(runs, tmp_path, runner := Here())
    assert runner.asked == [*(run.name for run in runs), "deadly-seed-1"]  # a refusal is not asked again
    assert [row.status for row in rows] == ["failed", "refused", "refused", "optimal"]
    assert "its worker was lost" in rows[0].why
    assert "'L9-1' is no bedspace of the tables" in rows[1].why
    assert rows[2].why.startswith("P1 cannot be pinned to L2-1")
    assert [path.name for path in tmp_path.iterdir()] == ["usual-seed-1"]


def test_only_what_is_not_there_of_the_same_tables_and_scenario_is_done(tmp_path):
    first = swept(runs_of({"usual": USUAL}, range(1, 3)), tmp_path)
    (tmp_path / "usual-seed-2" / "plan.json").write_text("{", encoding="utf-8")
    sweep = Sweep(runs_of({"usual": USUAL}, range(1, 4)), MEASURED, tmp_path)
    assert [run.name for run in sweep.left] == ["usual-seed-2", "usual-seed-3"]
    assert sweep.rows == (replace(first[0], from_before=True),)
    changed = replace(USUAL, window_weeks=27)
    assert len(Sweep(runs_of({"usual": changed}, range(1, 2)), MEASURED, tmp_path).left) == 1
    fewer = replace(WORLD, connections=WORLD.connections[1:], notice="", homes=WORLD.homes[:1], bedspaces=())
    other = {USUAL.as_of: (fewer, GEOGRAPHY)}
    assert len(Sweep(runs_of({"usual": USUAL}, range(1, 2)), other, tmp_path).left) == 1


def test_scenarios_of_other_days_have_tables_of_their_own(tmp_path):
    later = replace(USUAL, as_of=date(2026, 12, 1))
    sweep = Sweep(runs_of({"later": later}, ()), {later.as_of: (WORLD, GEOGRAPHY)}, tmp_path)
    assert [run.scenario.as_of for run in sweep.left] == [later.as_of]
