"""Redesigns in TOML: what a file may say, and every fault of it at once."""

from decimal import Decimal
from pathlib import Path

import pytest

from housing_match import shipped
from housing_match.domain import Becomes, Redesign
from housing_match.tables import FaultsFound, load
from housing_match.tables.redesigns import read_redesigns, redesigns_in
from tests.villages.building import AS_OF, home, let, resident, village

WORLD = village(
    [resident("a", current_bedspace_id="H1-1", situation="supported_living")],
    [home("H1", "shared_house"), home("H2")],
    [let("H1-1", "a"), let("H1-2"), let("H2-1")],
)
WHOLE = """
schema_version = 1
[[redesigns]]
redesign_id = "flats"
home_id = "H1"
title = "Two flats"
capital_pounds = 1000
running_pounds_per_week = -20
weeks = 4
move_out = true
[[redesigns.becomes]]
bedspaces = ["H1-2"]
new_bedspaces = 1
home_type = "flat"
design = ["robust", "low_arousal"]
skills = []
lift = true
support_hours_week = 12.5
age_max = ""
[[redesigns.becomes]]
bedspaces = ["H1-1"]
"""


def read(text):
    return redesigns_in(text.encode(), WORLD, AS_OF)


def faults_of(text):
    with pytest.raises(FaultsFound) as found:
        read(text)
    return {(one.column, one.code) for one in found.value.faults}


def test_a_redesign_is_read_with_its_fields_as_the_homes_table_has_them():
    changes = {
        "home_type": "flat",
        "design": frozenset({"robust", "low_arousal"}),
        "skills": frozenset(),
        "lift": True,
        "support_hours_week": Decimal("12.5"),
        "age_max": None,
    }
    assert read(WHOLE) == (
        Redesign(
            redesign_id="flats",
            home_id="H1",
            title="Two flats",
            capital_pounds=1000,
            running_pounds_per_week=-20,
            weeks=4,
            move_out=True,
            becomes=(
                Becomes(bedspace_ids=("H1-2",), new_bedspaces=1, changes=tuple(changes.items())),
                Becomes(bedspace_ids=("H1-1",)),
            ),
        ),
    )


def test_one_home_keeps_every_bedspace_that_is_open_unless_it_says_which():
    text = '[[redesigns]]\nredesign_id = "R"\nhome_id = "H1"\ntitle = "T"\n[[redesigns.becomes]]\nsex = "F"\n'
    (one,) = read(text)
    assert one.becomes[0].bedspace_ids == ("H1-1", "H1-2")
    assert (one.capital_pounds, one.weeks, one.move_out) == (0, 0, False)


def test_every_fault_of_the_file_is_named_at_once():
    text = """
    schema_version = 2
    extra = 1
    [[redesigns]]
    redesign_id = "x"
    home_id = "H9"
    title = "T"
    weeks = 521
    move_out = "yes"
    colour = "red"
    [[redesigns.becomes]]
    home_type = "flatt"
    beds = 2
    name = "Elm"
    [[redesigns]]
    redesign_id = "x"
    home_id = "H1"
    capital_pounds = -1
    [[redesigns.becomes]]
    bedspaces = ["H1-1", "H2-1"]
    age_min = 200
    [[redesigns.becomes]]
    bedspaces = ["H1-1"]
    new_bedspaces = "two"
    [[redesigns.becomes]]
    [[redesigns]]
    redesign_id = "y"
    home_id = "H1"
    title = ""
    [[redesigns]]
    redesign_id = "z"
    home_id = "H2"
    title = "Z"
    [[redesigns.becomes]]
    age_min = 60
    age_max = 50
    """
    assert faults_of(text) == {
        ("schema_version", "unknown_version"),
        ("extra", "unknown_key"),
        ("redesigns 1.home_id", "unknown_id"),
        ("redesigns 1.weeks", "out_of_bounds"),
        ("redesigns 1.move_out", "not_true_or_false"),
        ("redesigns 1", "unknown_part"),
        ("redesigns 1.becomes 1.home_type", "unknown_code"),
        ("redesigns 1.becomes 1", "unknown_part"),
        ("redesigns 1.becomes 1", "no_bedspace"),
        ("redesigns 2.title", "missing"),
        ("redesigns 2.capital_pounds", "out_of_bounds"),
        ("redesigns 2.becomes 1.bedspaces", "unknown_id"),
        ("redesigns 2.becomes 1.age_min", "out_of_bounds"),
        ("redesigns 2.becomes 2.new_bedspaces", "out_of_bounds"),
        ("redesigns 2.becomes 3.bedspaces", "missing"),
        ("redesigns 2.becomes", "kept_twice"),
        ("redesigns 3.title", "not_text"),
        ("redesigns 3.becomes", "missing"),
        ("redesigns 4.becomes 1.age_min", "ages_crossed"),
        ("redesign_id", "repeated_id"),
    }


@pytest.mark.parametrize("text", ["", "redesigns = 1", "redesigns = []", "[redesigns]\nhome_id = 'H1'"])
def test_a_file_without_a_list_of_redesigns_is_one_fault(text):
    assert faults_of(text) == {("redesigns", "not_a_list")}


def test_what_a_home_becomes_is_to_be_written_under_the_header_that_a_file_has_for_it():
    with pytest.raises(FaultsFound) as found:
        read('[[redesigns]]\nredesign_id = "R"\nhome_id = "H1"\ntitle = "T"\nbecomes = []\n')
    (fault,) = found.value.faults
    assert (fault.column, fault.mend) == ("redesigns 1.becomes", "Write each as [[redesigns.becomes]].")


@pytest.mark.parametrize("version", ["2", "true", '"1"'])
def test_a_file_of_another_version_is_one_fault(version):
    assert faults_of(WHOLE.replace("schema_version = 1", f"schema_version = {version}")) == {
        ("schema_version", "unknown_version")
    }


def test_a_file_that_is_no_toml_or_is_not_there_is_one_clear_fault(tmp_path):
    assert faults_of("[[redesigns") == {(None, "not_toml")}
    with pytest.raises(FaultsFound, match="cannot be read"):
        read_redesigns(tmp_path / "none.toml", WORLD, AS_OF)


def test_the_example_that_comes_with_the_product_is_read_for_the_sample():
    found = read_redesigns(shipped("data/redesigns.toml"), load(shipped("data/two_boroughs"), AS_OF), AS_OF)
    assert [one.home_id for one in found] == ["H042", "H052", "H041", "H037", "H011"]


def test_the_example_in_the_document_is_read_without_a_fault():
    text = (Path(__file__).resolve().parent.parent / "docs" / "redesign.md").read_text()
    example = text.split("```toml\n")[1].split("```")[0]
    assert redesigns_in(example.encode(), load(shipped("data/two_boroughs"), AS_OF), AS_OF)
