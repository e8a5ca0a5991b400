"""JSON alone on stdout for every command that prints a result, and help that loads nothing heavy."""

import json
import subprocess
import sys

import pytest

from housing_match.publish.outputs import WHAT_IT_IS
from tests.cli.running import DAY, housing_match

COMMANDS = (
    "check",
    "template",
    "sample",
    "run",
    "explain",
    "backups",
    "prices",
    "replan",
    "letter",
    "list",
    "unlock",
    "verify",
    "serve",
)
HEAVY = ("ortools", "pandas", "geopandas", "numpy", "scipy", "shapely", "streamlit", "plotly", "pyproj")


def test_run_prints_its_summary_as_json_alone(lane_folder, tmp_path):
    done = housing_match("run", lane_folder, "--out", "out", *DAY, "--json", cwd=tmp_path)
    summary = json.loads(done.stdout)
    assert (summary["known"], summary["comparisons"][0]["housed"]) == (3, 2)  # P1 and P2 need a move; P3 moves on
    assert [path.replace("\\", "/") for path in summary["files"]] == [f"out/{name}" for name in sorted(WHAT_IT_IS)]


@pytest.mark.parametrize(
    ("words", "key", "value"),
    [
        (("explain", "{lane}", "{plan}", "P1"), "about", "P1"),
        (("verify", "{lane}", "{plan}"), "agrees", True),
        (("sample", "--out", "new", "--seed", "2"), "folder", "new"),
    ],
)
def test_a_result_is_json_alone_on_stdout(words, key, value, lane_folder, lane_plan, tmp_path):
    said = [word.format(lane=lane_folder, plan=lane_plan / "plan.json") for word in words]
    done = housing_match(*said, "--json", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)[key] == value


def test_faults_are_json_alone_on_stdout(lane_folder, tmp_path):
    assert json.loads(housing_match("check", lane_folder, "--json", cwd=tmp_path).stdout) == []
    done = housing_match("check", "nowhere", "--json", cwd=tmp_path)
    assert done.returncode == 3
    [fault] = json.loads(done.stdout)
    assert fault["code"] == "no_such_path"
    assert fault.keys() == {"code", "table", "column", "value", "why", "mend", "rows"}


@pytest.mark.parametrize("command", [(), *((one,) for one in COMMANDS)])
def test_help_says_what_a_command_does_and_loads_nothing_heavy(command, tmp_path):
    script = (
        "import sys; from housing_match.cli import app; "
        "app(sys.argv[1:], standalone_mode=False); print(sorted(sys.modules), file=sys.stderr)"
    )
    words = [sys.executable, "-c", script, *command, "--help"]
    done = subprocess.run(words, cwd=tmp_path, capture_output=True, encoding="utf-8", check=True)
    assert "Usage:" in done.stdout
    assert all(name in done.stdout for name in (() if command else COMMANDS))
    loaded = {name.strip("'[] ").split(".")[0] for name in done.stderr.split(",")}
    assert "typer" in loaded
    assert not loaded & set(HEAVY)


@pytest.mark.parametrize("group", [(), ("layers",)])
def test_the_list_of_commands_says_in_full_what_each_does(group, tmp_path):
    assert "..." not in housing_match(*group, "--help", cwd=tmp_path).stdout.partition("Commands:")[2]


def test_the_version_is_that_of_the_package(tmp_path):
    from housing_match import __version__

    assert housing_match("--version", cwd=tmp_path).stdout == f"{__version__}\n"
