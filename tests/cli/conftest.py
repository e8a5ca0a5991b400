"""Folders of tables and finished runs that the tests of the command line share."""

import pytest

from tests.cli.running import DAY, housing_match, written
from tests.villages.crowd import crowd
from tests.villages.lane import lane


@pytest.fixture(scope="session")
def lane_folder(tmp_path_factory):
    """The lane as a folder of CSV files; nobody may change it."""
    return written(lane()[0], tmp_path_factory.mktemp("lane") / "lane")


@pytest.fixture(scope="session")
def crowd_folder(tmp_path_factory):
    """The crowd as a folder of CSV files: no plan of it is ever proved best."""
    return written(crowd()[0], tmp_path_factory.mktemp("crowd") / "crowd")


@pytest.fixture(scope="session")
def lane_plan(lane_folder, tmp_path_factory):
    """The output folder of a run of the lane."""
    folder = tmp_path_factory.mktemp("lane_plan")
    assert housing_match("run", lane_folder, "--out", "out", *DAY, cwd=folder).returncode == 0
    return folder / "out"


@pytest.fixture(scope="session")
def sample_run(tmp_path_factory):
    """A finished run of the shipped sample, and its output folder."""
    folder = tmp_path_factory.mktemp("sample")
    done = housing_match("run", "sample", "--out", "out", *DAY, cwd=folder, env={"PYTHONHASHSEED": "1"})
    assert done.returncode == 0, done.stderr
    return done, folder / "out"
