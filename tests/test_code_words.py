"""Codes and names of columns as a reader sees them."""

from housing_match.criteria.comparing import code_words, words
from housing_match.domain import Becomes, Redesign
from housing_match.publish.redesign_words import what_changes
from tests.oracle.tiny import house, world_of


def test_codes_are_words_and_abbreviations_are_spelt_out():
    assert words(frozenset({"pmld", "mental_health"})) == "mental health, profound and multiple learning disabilities"
    assert code_words("sleep_in") == "sleep in"


def test_a_redesign_says_what_changes_in_words():
    changes = (("support_hours_week", 90), ("skills", frozenset({"pmld"})))
    becomes = Becomes(bedspace_ids=("h1",), new_bedspaces=0, changes=changes)
    redesign = Redesign(redesign_id="R", home_id="h", title="more support", becomes=(becomes,))
    world = world_of([], [house("h", support_hours_week=60, skills=frozenset())], [])
    assert list(what_changes(world, redesign)) == [
        "1 bedspace; support hours a week: 60 becomes 90; skills: none becomes profound and multiple learning "
        "disabilities."
    ]
