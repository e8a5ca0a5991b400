"""How commands end: exit codes, one clear line, and nothing half-written."""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from housing_match.cli.ending import code_of
from tests.cli.running import COMMAND, DAY, housing_match, invoked, one_line, written
from tests.unix import hear_ctrl_c, unix
from tests.villages.building import home, resident, village, void

FULL = Path("/dev/full")
SCRIPT_LIMITING_FILES = (
    "import os, resource, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN); "
    "resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]),) * 2); os.execv(sys.argv[2], sys.argv[2:])"
)


@pytest.mark.parametrize(
    ("brief", "plan", "code"),
    [("optimal", "optimal", 0), ("optimal", "nothing_possible", 4), ("feasible", "nothing_possible", 5)],
)
def test_that_nobody_can_be_placed_whatever_is_chosen_is_said_only_where_it_is_proved(brief, plan, code):
    assert code_of(brief, plan) == code


def test_a_plan_made_ends_with_0(lane_folder, tmp_path):
    done = housing_match("run", lane_folder, "--out", "out", *DAY, cwd=tmp_path)
    assert done.returncode == 0
    assert "Proved best" in done.stdout
    assert "proved: moves: 3" in done.stderr  # P1, P2 and P3 all move


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("frobnicate",), "No such command 'frobnicate'"),
        (("run",), "Missing argument 'IN'"),
        (("run", "in", "--frobnicate"), "No such option: --frobnicate"),
        (("run", "in", "--as-of", "2 November"), "--as-of"),
        (("run", "in", "--window-weeks", "many"), "--window-weeks"),
        (("run", "in", "--window-weeks", "-1"), "--window-weeks"),
        (("run", "in", "--time-limit", "0"), "--time-limit"),
        (("verify", "in"), "Missing argument 'PLAN'"),
        (("explain", "in", "plan.json"), "Missing argument 'ID'"),
    ],
)
def test_wrong_use_ends_with_2_and_names_the_word(words, said, tmp_path):
    done = invoked(*words, cwd=tmp_path)
    assert done.returncode == 2
    assert said in done.stderr
    assert done.stdout == ""
    assert list(tmp_path.iterdir()) == []


def test_nothing_possible_ends_with_4_and_its_plan_is_written(tmp_path):
    # The one home takes men only; the one person is a woman.
    world = village([resident("P1")], [home("L1", sex="M")], [void("L1-1")])
    folder = written(world, tmp_path / "in")
    done = invoked("run", folder, "--out", "out", *DAY, cwd=tmp_path)
    assert done.returncode == 4
    assert "Nobody can be placed" in done.stdout
    assert invoked("verify", folder, "out/plan.json", cwd=tmp_path).returncode == 0


def test_out_of_time_ends_with_5_and_its_plan_is_checked(crowd_folder, tmp_path):
    done = housing_match("run", crowd_folder, "--out", "out", "--time-limit", "1", *DAY, cwd=tmp_path)
    assert done.returncode == 5
    assert "Stopped before the proof was complete" in done.stdout
    assert housing_match("verify", crowd_folder, "out/plan.json", cwd=tmp_path).returncode == 0


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("--window-weeks", "99999999999999999999"),
        ("--seed", "-1"),
        ("--seed", "99999999999999999999"),
        ("--time-limit", "99999999999999999999"),
        ("--as-of", "9999-12-31"),
        ("--as-of", "0001-01-01"),
        ("--scenario", "nowhere.toml"),
        ("--scenario", "."),
    ],
)
def test_a_scenario_out_of_bounds_ends_with_3_and_writes_nothing(option, value, lane_folder, tmp_path):
    done = invoked("run", lane_folder, "--out", "out", option, value, cwd=tmp_path)
    assert done.returncode == 3
    assert one_line(done) == "Nothing was planned and nothing was written."
    assert done.stdout == ""
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01"])
def test_check_holds_its_date_to_the_same_bounds(day, lane_folder, tmp_path):
    done = invoked("check", lane_folder, "--as-of", day, cwd=tmp_path)
    assert done.returncode == 3
    assert f"as_of '{day}'" in done.stderr


def test_faults_leave_an_older_plan_as_it_was(lane_folder, lane_plan, tmp_path):
    shutil.copytree(lane_folder, tmp_path / "in")
    shutil.copytree(lane_plan, tmp_path / "out")
    before = {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()}
    with (tmp_path / "in" / "residents.csv").open("a", encoding="utf-8") as residents:
        residents.write("P9\n")
    done = invoked("run", "in", "--out", "out", *DAY, cwd=tmp_path)
    assert done.returncode == 3
    assert {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()} == before


@pytest.mark.parametrize("out", ["a_file", "a_file/out"])
def test_an_out_that_is_a_file_is_said_before_anything_is_planned(out, lane_folder, tmp_path):
    (tmp_path / "a_file").write_text("older")
    done = housing_match("run", lane_folder, "--out", out, *DAY, cwd=tmp_path)
    assert done.returncode == 1
    assert done.stderr == "housing-match: a_file is a file, not a folder. Choose another folder with --out.\n"
    assert (tmp_path / "a_file").read_text() == "older"


@pytest.mark.parametrize("command", ["regrets", "backups"])
def test_a_table_that_cannot_be_written_is_said_before_anything_is_worked_out(
    command, lane_folder, lane_plan, tmp_path
):
    (tmp_path / "folder").mkdir()
    done = invoked(command, lane_folder, lane_plan / "plan.json", "--out", "folder", cwd=tmp_path)
    assert done.returncode == 1
    assert done.stderr == "housing-match: folder is a folder, not a file. Give the file a name with --out.\n"


def test_a_table_of_answers_is_never_written_among_the_tables(lane_folder, lane_plan, tmp_path):
    shutil.copytree(lane_folder, tmp_path / "in")
    done = invoked("backups", "in", lane_plan / "plan.json", "--out", "in/residents.csv", cwd=tmp_path)
    assert done.returncode == 2
    assert one_line(done) == "in holds the tables. Choose another folder with --out, so that they stay as they are."
    assert (tmp_path / "in" / "residents.csv").read_bytes() == (lane_folder / "residents.csv").read_bytes()


def test_the_sample_never_replaces_tables_of_the_reader_s_own(lane_folder, tmp_path):
    shutil.copytree(lane_folder, tmp_path / "in")
    done = invoked("sample", "--out", "in", cwd=tmp_path)
    assert done.returncode == 2
    assert "in holds tables that are no sample" in one_line(done)
    assert (tmp_path / "in" / "residents.csv").read_bytes() == (lane_folder / "residents.csv").read_bytes()


@unix
# Tests may run as root, whom no mode stops from writing: only /proc, which Linux alone has, refuses everybody.
@pytest.mark.skipif(not Path("/proc/self").exists(), reason="no folder here that not even root can write")
def test_a_folder_that_cannot_be_written_is_said(lane_folder, tmp_path):
    done = housing_match("run", lane_folder, "--out", "/proc/out", *DAY, cwd=tmp_path)
    assert done.returncode == 1
    assert "/proc/out" in one_line(done)


@unix
@pytest.mark.parametrize("most_bytes", [100, 3_000, 20_000])
def test_a_disk_that_fills_up_is_said_and_the_older_plan_stays(most_bytes, lane_folder, lane_plan, tmp_path):
    # Every write beyond so many bytes of a file fails, as on a full disk: in plan.json, or in the first file after it.
    shutil.copytree(lane_plan, tmp_path / "out")
    before = {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()}
    words = [sys.executable, "-c", SCRIPT_LIMITING_FILES, str(most_bytes), COMMAND, "run", str(lane_folder)]
    done = subprocess.run(
        [*words, "--out", "out", *DAY], cwd=tmp_path, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 1
    line = one_line(done)
    assert "File too large" in line or "matches.gpkg could not be written" in line
    assert {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()} == before


@unix
# A write that fails as on a full disk needs Linux's device for it; macOS has none, and a disk is not filled for a test.
@pytest.mark.skipif(not FULL.exists(), reason="no /dev/full")
@pytest.mark.parametrize("words", [("check", "{lane}"), ("check", "--help"), ("--version",)])
def test_output_to_a_full_disk_is_said(words, lane_folder, tmp_path):
    with FULL.open("w") as full:
        done = housing_match(*(word.format(lane=lane_folder) for word in words), cwd=tmp_path, stdout=full)
    assert done.returncode == 1
    assert done.stderr == (
        "housing-match: The disk is full: the output could not be written. Free some space and run again.\n"
    )


@unix
def test_a_reader_who_leaves_early_is_no_accident(lane_folder, tmp_path):
    read, write = os.pipe()
    os.close(read)
    with os.fdopen(write, "w") as pipe:
        done = housing_match("run", lane_folder, "--out", "out", *DAY, cwd=tmp_path, stdout=pipe)
    assert done.returncode == 1
    assert one_line(done) == "Nobody reads the output any more, so it was cut short."
    assert housing_match("verify", lane_folder, "out/plan.json", cwd=tmp_path).returncode == 0


@unix
@pytest.mark.parametrize("closed", [1, 2])
def test_a_closed_stream_is_no_accident(closed, lane_folder, tmp_path):
    words = f'"{COMMAND}" check "{lane_folder}" {closed}>&-'
    done = subprocess.run(["sh", "-c", words], cwd=tmp_path, capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
def test_output_is_utf_8_whatever_the_code_page(encoding, lane_folder, tmp_path):
    # £, − (U+2212) and letters of names are not in every code page; Windows gives pipes and files its own.
    done = housing_match("run", lane_folder, "--out", "ö", *DAY, cwd=tmp_path, env={"PYTHONIOENCODING": encoding})
    assert done.returncode == 0
    assert "£1,500" in done.stdout


@pytest.fixture
def proving(crowd_folder, tmp_path_factory, tmp_path):
    """The command at work on a proof without end, its first goal proved: alone, as it is one that may give way."""
    scenario = tmp_path_factory.mktemp("scenario") / "scenario.toml"
    scenario.write_text("tolerances = { band_a = 1 }", encoding="utf-8")
    running = subprocess.Popen(
        [COMMAND, "run", crowd_folder, "--scenario", scenario, "--out", "out", *DAY],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        preexec_fn=hear_ctrl_c,
    )
    try:
        assert running.stderr.readline().startswith("proved: ")
        yield running
    finally:
        running.kill()
        running.communicate()


@unix
def test_ctrl_c_while_the_solver_works_writes_the_best_plan_so_far_and_ends_with_5(proving, crowd_folder, tmp_path):
    proving.send_signal(signal.SIGINT)
    out, error = proving.communicate()
    assert proving.returncode == 5
    assert "Stopping with the best plan so far" in error
    assert "Traceback" not in error
    assert "proved: moves" not in error  # it did not go on to the last goal
    assert "Stopped before the proof was complete" in out
    assert housing_match("verify", crowd_folder, "out/plan.json", cwd=tmp_path).returncode == 0


@unix
def test_a_second_ctrl_c_ends_at_once_with_one_line_and_nothing_written(proving, tmp_path):
    proving.send_signal(signal.SIGINT)
    assert any("Stopping with the best plan so far" in line for line in proving.stderr)
    proving.send_signal(signal.SIGINT)
    out, error = proving.communicate()
    assert proving.returncode == 1
    assert error.splitlines()[-1] == "housing-match: Stopped. No file was left half-written."
    assert "Traceback" not in error
    assert out == ""
    assert list(tmp_path.iterdir()) == []
