"""The command that plans many scenarios and seeds, on this machine's processes and on a real Dask cluster."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.running import COMMAND, DAY, invoked, one_line
from tests.csv_files import rows_of
from tests.unix import hear_ctrl_c, unix

CLUSTER = Path(__file__).parents[1] / "sweep" / "local_cluster.py"
SEEDS = ("--seeds", "1-2")
PATIENCE_SECONDS = 300
"""A cluster that lost a worker once made a sweep wait for ever."""


@pytest.fixture(scope="module")
def swept(lane_folder, tmp_path_factory):
    """A sweep of two scenarios by one process, and its folder."""
    folder = tmp_path_factory.mktemp("swept")
    (folder / "scenarios").mkdir()
    (folder / "scenarios" / "usual.toml").write_text('name = "As usual"\nas_of = 2026-11-02\n', encoding="utf-8")
    (folder / "scenarios" / "later.toml").write_text("as_of = 2026-11-09\n", encoding="utf-8")
    options = ("--scenarios", "scenarios", *SEEDS, "--workers", 1, "--out", "out")
    done = invoked("sweep", lane_folder, *options, cwd=folder)
    assert done.returncode == 0, done.stderr
    return done, folder


def test_each_run_has_its_folder_and_a_row_in_the_summary(swept, lane_folder):
    done, folder = swept
    rows = rows_of(folder / "out" / "summary.csv")
    assert [row["run"] for row in rows] == ["later-seed-1", "later-seed-2", "usual-seed-1", "usual-seed-2"]
    assert {(row["status"], row["people_housed"], row["band_a"]) for row in rows} == {("optimal", "3", "1")}
    assert rows[2]["scenario"] == "As usual"
    for row in rows:
        plan = folder / "out" / row["run"] / "plan.json"
        assert invoked("verify", lane_folder, plan, cwd=folder).returncode == 0
    assert "4 runs done" in done.stdout
    assert "people in band A housed: 1" in done.stdout  # said once, as it is the same in every plan
    assert [line.split(":")[0] for line in done.stderr.splitlines()] == [f"{number} of 4" for number in range(1, 5)]


def test_what_is_there_already_is_not_done_again(swept, lane_folder):
    _, folder = swept
    options = ("--scenarios", "scenarios/usual.toml", "--seeds", "1-2", "--out", "out", "--json")
    done = invoked("sweep", lane_folder, *options, cwd=folder)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    assert [run["from_before"] for run in json.loads(done.stdout)["runs"]] == [True, True]


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        (("--seeds", "3-1"), 2, "Write one seed or a first and a last"),
        (("--seeds", "1-1000000"), 2, "More than 100,000 runs"),
        (("--scenarios", "empty"), 2, "No file that ends in .toml"),
        (("--scenarios", "a.toml", "--scenarios", "b/a.toml"), 2, "Two scenario files are called a"),
        (("--scenarios", "wrong.toml", "--scenarios", "nowhere.toml"), 3, "Did you mean window_weeks?"),
        (("--scheduler", "tls://127.0.0.1:9"), 1, "No certificates are set for tls://127.0.0.1:9"),
        (("--scheduler", "tcp://127.0.0.1:9"), 1, "No Dask scheduler can be reached at tcp://127.0.0.1:9"),
    ],
)
def test_what_cannot_be_done_is_said_before_anything_is_written(
    options, code, said, lane_folder, tmp_path, monkeypatch
):
    monkeypatch.setattr("housing_match.sweep.cluster.CONNECT_SECONDS", 1)
    for name in ("empty", "b"):
        (tmp_path / name).mkdir()
    for name, toml in (("a.toml", ""), ("b/a.toml", ""), ("wrong.toml", "window_week = 3")):
        (tmp_path / name).write_text(toml, encoding="utf-8")
    done = invoked("sweep", lane_folder, *DAY, "--out", "out", *options, cwd=tmp_path)
    assert (done.returncode, said in done.stderr) == (code, True), done.stderr
    assert not (tmp_path / "out").exists()


def test_faults_of_several_scenario_files_stand_under_the_name_of_each(lane_folder, tmp_path):
    for name in ("a.toml", "b.toml"):
        (tmp_path / name).write_text("window_week = 3", encoding="utf-8")
    done = invoked("sweep", lane_folder, *DAY, "--out", "out", "--scenarios", ".", cwd=tmp_path)
    assert "2 faults" in done.stderr
    assert [line for line in done.stderr.splitlines() if line.endswith(".toml")] == ["a.toml", "b.toml"]


def test_a_run_that_cannot_be_planned_ends_with_3_and_its_reason_and_the_others_are_there(lane_folder, tmp_path):
    (tmp_path / "pinned.toml").write_text('pins = [{resident_id = "P1", bedspace_id = "L2-1"}]', encoding="utf-8")
    (tmp_path / "usual.toml").write_text("", encoding="utf-8")
    options = ("--scenarios", "pinned.toml", "--scenarios", "usual.toml", "--workers", 1)
    done = invoked("sweep", lane_folder, *DAY, *options, "--out", "out", cwd=tmp_path)
    assert done.returncode == 3
    assert "pinned-seed-1: P1 cannot be pinned to L2-1" in done.stdout
    assert (tmp_path / "out" / "usual-seed-1" / "plan.json").exists()


@unix
def test_ctrl_c_keeps_what_is_done_and_ends_with_5(lane_folder, tmp_path):
    command = [COMMAND, "sweep", str(lane_folder), *DAY, "--seeds", "1-90", "--workers", "1", "--out", "out"]
    running = subprocess.Popen(
        command,
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        preexec_fn=hear_ctrl_c,
        start_new_session=True,  # a group of its own, all of which the terminal's Ctrl-C reaches
    )
    assert running.stderr.readline().startswith("1 of 90: default-seed-1: proved best, 3 people housed; about ")
    os.killpg(running.pid, signal.SIGINT)
    _, error = running.communicate()
    assert running.returncode == 5
    assert "Traceback" not in error
    assert "run the same command again for the rest" in error
    rows = rows_of(tmp_path / "out" / "summary.csv")
    assert 1 <= len(rows) < 90
    assert {row["run"] for row in rows} == {path.parent.name for path in tmp_path.glob("out/*/plan.json")}


@unix
def test_a_dask_cluster_that_loses_a_worker_gives_the_same_results(swept, lane_folder, tmp_path):
    _, folder = swept
    cluster = subprocess.Popen(
        [sys.executable, CLUSTER],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # Dask's own word on the worker that is killed
        encoding="utf-8",
        cwd=tmp_path,
    )
    try:
        address, one, _ = cluster.stdout.readline().split()
        running = subprocess.Popen(
            [COMMAND, "sweep", lane_folder, "--scenarios", "scenarios", *SEEDS, "--out", "far", "--scheduler", address],
            cwd=folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )
        assert "all they say of people, are sent to the cluster" in running.stderr.readline()
        assert running.stderr.readline().startswith("1 of 4: ")
        os.kill(int(one), signal.SIGKILL)  # both workers are at a run: three are left for the two of them
        out, error = running.communicate(timeout=PATIENCE_SECONDS)
        assert running.returncode == 0, error
        assert "4 runs done" in out
    finally:
        cluster.communicate("")
    for here in sorted((folder / "out").glob("*/*")):
        far = folder / "far" / here.relative_to(folder / "out")
        if here.suffix == ".csv":
            assert here.read_bytes() == far.read_bytes()
        elif here.suffix == ".json":
            plans = [json.loads(one.read_bytes()) | {"timing": None} for one in (here, far)]
            assert plans[0] == plans[1]


def test_without_dask_the_extra_to_install_is_named(lane_folder, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)  # as where it is not installed
    done = invoked("sweep", lane_folder, *DAY, "--out", "out", "--scheduler", "tcp://127.0.0.1:9", cwd=tmp_path)
    assert done.returncode == 1
    assert one_line(done).startswith(
        "Dask is not installed here. Install it with: pip install 'housing-match[cluster]'"
    )
