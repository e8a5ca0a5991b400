"""`unlock`: what the works listed for a place would do to the whole plan."""

import json

import pytest

from tests.cli.running import DAY, invoked, one_line, written
from tests.villages.attic import attic


@pytest.fixture(scope="module")
def attic_plan(tmp_path_factory):
    """The attic's tables and a finished run of them."""
    folder = tmp_path_factory.mktemp("attic")
    tables = written(attic()[0], folder / "attic")
    assert invoked("run", tables, "--out", "out", *DAY, cwd=folder).returncode == 0
    return tables, folder / "out" / "plan.json"


def test_a_work_that_opens_an_attic_houses_whoever_follows_too(attic_plan, tmp_path):
    done = invoked("unlock", *attic_plan, "K1-1", "--json", cwd=tmp_path)
    said = json.loads(done.stdout)
    assert said["headline"] == "1 work is listed for K1-1."
    [part] = said["parts"]
    assert part["title"] == "ceiling hoist (£9,500, 5 weeks; a Disabled Facilities Grant may pay)"
    assert part["sentences"] == ["2 people more who need to move would be housed.", "Housed then: P1, P2."]
    assert ["people who need to move housed", "1", "3"] in part["rows"]  # P3 without the hoist, all but P4 with it


def test_a_place_without_works_says_so_and_one_that_is_not_there_is_wrong_use(attic_plan, tmp_path):
    assert "No work is listed for K3-1." in invoked("unlock", *attic_plan, "K3-1", cwd=tmp_path).stdout
    done = invoked("unlock", *attic_plan, "K9-1", cwd=tmp_path)
    assert done.returncode == 2
    assert one_line(done) == "K9-1 is no bedspace_id of these tables."
