"""docs/outputs.md names every file, column and code that a run writes, and no other."""

import re
from pathlib import Path

import pytest

from housing_match.draw import map_layers
from housing_match.explain import sharing
from housing_match.explain.voids import ADAPTABLE, CONTESTED, MATCHED, NO_ONE_FITS
from housing_match.explain.waiting import COUPLED, NO_CONSENT, NO_SUITABLE_HOME, OUTCOMPETED, WORTH_A_CALL
from housing_match.publish import gaps, outputs
from housing_match.run import plan
from tests.villages.lane import lane

ROOT = Path(__file__).resolve().parent.parent
TEXT = (ROOT / "docs" / "outputs.md").read_text(encoding="utf-8")
SECTIONS = dict(re.findall(r"^## (\S+)\n(.*?)(?=^## |\Z)", TEXT, re.MULTILINE | re.DOTALL))
TABLES = {
    "matches.csv": outputs.MATCH_COLUMNS,
    "offers.csv": outputs.OFFER_COLUMNS,
    "changes.csv": outputs.CHANGE_COLUMNS,
    "households.csv": outputs.HOUSEHOLD_COLUMNS,
    "unmatched.csv": outputs.UNMATCHED_COLUMNS,
    "shortages.csv": outputs.SHORTAGE_COLUMNS,
    "voids.csv": outputs.VOID_COLUMNS,
    "gaps.csv": (*gaps.GAP_COLUMNS, *gaps.PEOPLE_COLUMNS),
    "new_places.csv": gaps.PLACE_COLUMNS,
}


@pytest.fixture(scope="module")
def outcome():
    world, geography, scenario, _ = lane()
    return plan(world, geography, scenario)


def named_in(text):
    return [name for cell in re.findall(r"^\| (`.+?`) \|", text, re.MULTILINE) for name in re.findall(r"`(\w+)`", cell)]


def codes_in(section, heading):
    """The codes in the paragraph that starts with the heading."""
    paragraph = re.search(rf"^{heading}[:,](.*?)\n\n", SECTIONS[section] + "\n", re.MULTILINE | re.DOTALL).group(1)
    return set(re.findall(r"`([\w:]+)`", paragraph))


def source(module):
    return (ROOT / "housing_match" / "explain" / f"{module}.py").read_text(encoding="utf-8")


def test_every_file_has_its_section():
    assert set(SECTIONS) == {*TABLES, "matches.gpkg", "plan.json", "regret.csv"}


@pytest.mark.parametrize("name", TABLES)
def test_the_columns_of_a_table_are_named_in_their_order(name):
    assert named_in(SECTIONS[name]) == list(TABLES[name])


def test_the_keys_of_plan_json_are_named_in_their_order(outcome):
    assert named_in(SECTIONS["plan.json"]) == list(outputs.plan_record(outcome))


def test_the_layers_and_their_columns_are_named(outcome):
    layers = map_layers(outcome.assessment, outcome.plan, outcome.reasons.matches, outcome.reasons.voids)
    assert all(f"`{name}`, a" in SECTIONS["matches.gpkg"] for name in layers)
    assert layers["arrivals"].rows[0].keys() == layers["moves"].rows[0].keys()
    written = [*layers["homes"].rows[0], *layers["moves"].rows[0]]
    assert named_in(SECTIONS["matches.gpkg"]) == written


def test_the_codes_are_named():
    kinds = (NO_CONSENT, COUPLED, OUTCOMPETED, WORTH_A_CALL, NO_SUITABLE_HOME)
    assert codes_in("unmatched.csv", "Kinds") == set(kinds)
    assert codes_in("voids.csv", "Labels") == {MATCHED, CONTESTED, ADAPTABLE, NO_ONE_FITS}
    flags = {
        sharing.JOINED,
        sharing.OVER_HOURS,
        sharing.HOURS_UNKNOWN,
        sharing.OTHER_TENANT,
        sharing.RISK_TO_ANYONE,
        "stands_today:RULE",
    }
    assert codes_in("households.csv", "Flags") == flags
    in_code = set(re.findall(r'^        "(\w+)": ', source("checks"), re.MULTILINE))
    assert codes_in("matches.csv", "Checks") == in_code
    raised = set(re.findall(r'\("(\w+)", ', source("matches")))
    assert codes_in("matches.csv", "Flags") == raised
