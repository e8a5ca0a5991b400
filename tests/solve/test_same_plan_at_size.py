"""The same plan on every run, whatever the order of rows and however many threads and processors there are."""

import json
import os
import random
import subprocess
import sys
from dataclasses import replace

import pytest

from housing_match.assess import assess
from housing_match.domain import Scenario
from housing_match.solve import best_plan
from housing_match.tables import in_order
from tests.random_worlds import AS_OF, random_world

TABLES = ("residents", "connections", "housemates", "exclusions", "homes", "bedspaces")
PLAN_ELSEWHERE = """
import json, os
if os.environ["PROCESSORS"] == "1":
    os.sched_setaffinity(0, [min(os.sched_getaffinity(0))])
from tests.solve.test_same_plan_at_size import coupled_plan
print(json.dumps(coupled_plan().bedspace_of))
"""


def coupled_plan():
    world, geography = random_world(7, people=40, homes=14, needs=0.03)
    return best_plan(assess(world, geography, Scenario(as_of=AS_OF)))


@pytest.mark.parametrize("processors", ["1", "all"])
def test_one_processor_and_all_of_them_give_the_same_plan(processors):
    if not hasattr(os, "sched_setaffinity"):
        pytest.skip("this system does not let a program choose its processors")
    elsewhere = subprocess.run(
        [sys.executable, "-c", PLAN_ELSEWHERE],
        capture_output=True,
        text=True,
        env={**os.environ, "PROCESSORS": processors, "OMP_NUM_THREADS": "1", "PYTHONPATH": os.getcwd()},
    )
    assert elsewhere.returncode == 0, elsewhere.stderr
    assert json.loads(elsewhere.stdout) == coupled_plan().bedspace_of


def same_after_shuffling(people, homes):
    """Rows in another order, put in order again as every door does, give the same plan; how many people it moves."""
    world, geography = random_world(people, people=people, homes=homes, coupled=False, needs=0.03)
    dice = random.Random(people)
    rows = {name: tuple(dice.sample(getattr(world, name), len(getattr(world, name)))) for name in TABLES}
    again = in_order(replace(world, **rows))
    plans = [
        best_plan(assess(one, replace(geography, world=one), Scenario(as_of=AS_OF))) for one in (in_order(world), again)
    ]
    assert plans[0] == plans[1]
    return len(plans[0].moves)


def test_the_order_of_rows_changes_nothing():
    assert same_after_shuffling(300, 60) > 30


@pytest.mark.soak
def test_the_order_of_rows_changes_nothing_for_two_thousand_people():
    assert same_after_shuffling(2000, 300) > 100
