"""Whether the checker sees people moved who may not be, or into a place they may not have."""

from datetime import date

import pytest
from small_borough import bedspace, borough, broken, check, home, occupied, resident, scenario

from housing_match.domain import Pair

PLAN = {"R1": "H1a"}


def lane(person=None, place=None, room=None):
    """One person and one void in a home of two bedspaces, with these fields changed."""
    rest = bedspace("H1b", "held")
    return borough(resident("R1", **(person or {})), home("H1", **(place or {})), bedspace("H1a", **(room or {})), rest)


def test_a_plan_that_keeps_every_rule_agrees():
    verified = check(lane(), PLAN)
    assert verified.agrees
    assert verified.problems == ()


def test_the_plan_that_moves_nobody_agrees():
    verified = check(lane(), {})
    assert verified.agrees
    assert set(verified.goals.values()) == {0}


def test_ids_in_no_table_are_named_and_left_out_of_the_goals():
    verified = check(lane(), {"R1": "H9z", "R9": "H1a"})
    assert [(one.rule, one.what) for one in verified.problems] == [
        ("known_ids", "H9z is no bedspace in the tables"),
        ("known_ids", "R9 is no resident in the tables"),
    ]
    assert verified.goals["moves"] == 0


UNMET = {
    "access": ({"access_need": "E"}, {}, {}),
    "equipment": ({"equipment_needed": frozenset({"wet_room"})}, {}, {}),
    "behaviour": ({"behaviour_support": "some"}, {}, {}),
    "design": ({"design_needed": frozenset({"low_arousal"})}, {}, {}),
    "skills": ({"skills_needed": frozenset({"autism"})}, {}, {}),
    "support": ({"night_support": "waking"}, {}, {}),
    "move_on": ({}, {"move_on": True}, {}),
    "household": ({"lives": "alone"}, {}, {}),
    "setting": ({}, {"setting": "residential_care"}, {}),
    "affordable": ({}, {"rent_unmet_weekly": 1}, {}),
    "areas": ({"avoided_areas": frozenset({"W2"})}, {}, {}),
    "nomination": ({}, {"nominations": frozenset({"E09000020"})}, {}),
    "available": ({}, {}, {"status": "closed"}),
    "adult": ({"birth_month": date(2010, 1, 1)}, {}, {}),
    "consent": ({"consent": "no"}, {}, {}),
}


@pytest.mark.parametrize("rule", UNMET)
def test_each_one_person_rule_is_asked(rule):
    assert broken(lane(*UNMET[rule]), PLAN) == [rule]


def test_an_exclusion_circle_is_asked():
    assert broken(lane(), PLAN, inside={("R1", "H1")}) == ["exclusions"]


def test_an_unknown_is_no_yes():
    verified = check(lane({"behaviour_support": None}), PLAN)
    assert [one.rule for one in verified.problems] == ["behaviour"]
    assert "not known" in verified.problems[0].what


@pytest.mark.parametrize("mode", ["prefer", "ignore"])
def test_a_softened_rule_no_longer_blocks(mode):
    assert broken(lane({"lives": "alone"}), PLAN, under=scenario({"household": mode})) == []


@pytest.mark.parametrize("mode", ["prefer", "ignore"])
@pytest.mark.parametrize("sharing", [frozenset({"risk_to_anyone"}), None])
def test_a_risk_to_anyone_lives_alone_in_every_scenario(mode, sharing):
    assert broken(lane({"sharing": sharing}), PLAN, under=scenario({"household": mode})) == ["household"]


def test_a_scenario_may_not_soften_consent():
    assert broken(lane(), PLAN, under=scenario({"consent": "ignore"})) == ["scenario"]


def test_band_a_has_its_own_shorter_window():
    late = {"status": "works", "available_from": date(2026, 5, 12)}
    in_time = {"status": "works", "available_from": date(2026, 5, 11)}
    assert broken(lane({"priority_band": "A"}, {}, late), PLAN) == ["available"]
    assert broken(lane({"priority_band": "A"}, {}, in_time), PLAN) == []
    assert broken(lane({}, {}, late), PLAN) == []


def test_a_reserved_place_is_open_only_where_the_scenario_says_so():
    world = lane({}, {}, {"status": "reserved"})
    assert broken(world, PLAN) == ["available"]
    assert broken(world, PLAN, under=scenario(use_reserved=True)) == []


def test_only_people_in_the_plan_are_moved():
    # The window ends on 14 September 2026 for everyone, band A too.
    assert broken(lane({"needs_move": False}), PLAN) == ["in_plan"]
    assert broken(lane({"needs_move": False, "move_on_status": "ready"}), PLAN) == []
    assert broken(lane({"needed_by": date(2026, 9, 15)}), PLAN) == ["in_plan"]
    assert broken(lane({"needed_by": date(2026, 9, 14), "priority_band": "A"}), PLAN) == []


MOVER = {"needs_move": False, "move_on_status": "ready", "situation": "supported_living"}


def test_nobody_who_need_not_move_goes_to_a_worse_place():
    world = borough(resident("R1", **MOVER), occupied("H1a", "R1"), bedspace("H2a"))
    assert broken(world, {"R1": "H2a"}) == []
    assert broken(world, {"R1": "H2a"}, walk={"H2": 10}) == ["not_worse"]
    assert broken(world, {"R1": "H2a"}, walk={"H2": 10}, under=scenario({"not_worse": "ignore"})) == []
    needs_move = borough(resident("R1", situation="supported_living"), occupied("H1a", "R1"), bedspace("H2a"))
    assert broken(needs_move, {"R1": "H2a"}, walk={"H2": 10}) == []


def test_an_incumbent_who_was_not_asked_is_not_moved():
    world = borough(resident("R1", consent="not_asked"), occupied("H1a", "R1"), bedspace("H2a"))
    assert broken(world, {"R1": "H2a"}) == ["consent"]
    assert broken(lane({"consent": "not_asked"}), PLAN) == []


def test_a_move_within_ones_own_home_is_not_a_move():
    world = borough(resident("R1"), occupied("H1a", "R1"), bedspace("H1b"), bedspace("H2a"))
    assert broken(world, {"R1": "H1b"}) == ["own_home"]
    assert broken(world, {"R1": "H2a"}) == []


def test_staying_in_ones_own_bedspace_is_not_a_move():
    world = borough(resident("R1"), occupied("H1a", "R1"))
    assert broken(world, {"R1": "H1a"}) == ["own_home", "available"]


def test_a_notice_place_is_not_given_back_to_its_occupant_but_another_room_there_may_be():
    notice = bedspace("H1a", "notice", occupant_id="R1", available_from=date(2026, 4, 1))
    world = borough(resident("R1"), resident("R2"), notice, bedspace("H1b"))
    assert broken(world, {"R1": "H1a"}) == ["notice_place"]
    assert broken(world, {"R1": "H1b", "R2": "H1a"}) == []


def test_an_occupied_place_is_free_only_when_its_occupant_leaves_in_the_same_plan():
    world = borough(resident("R1"), resident("R2"), occupied("H1a", "R1"), bedspace("H2a"))
    assert broken(world, {"R2": "H1a"}) == ["available", "capacity"]
    assert broken(world, {"R2": "H1a", "R1": "H2a"}) == []


def test_another_authoritys_tenant_never_leaves():
    assert broken(borough(resident("R1"), occupied("H1a", None)), PLAN) == ["available", "capacity"]


def test_a_bedspace_takes_one_person():
    world = borough(resident("R1"), resident("R2"), bedspace("H1a"), bedspace("H1b"))
    doubled = check(world, {"R1": "H1a", "R2": "H1a"})
    assert [(one.rule, one.resident_ids, one.bedspace_ids) for one in doubled.problems] == [
        ("capacity", ("R1", "R2"), ("H1a",))
    ]
    assert broken(world, {"R1": "H1a", "R2": "H1b"}) == []


def test_a_pin_is_kept_by_a_move_or_by_staying():
    world = borough(resident("R1"), resident("R2"), occupied("H1a", "R1"), bedspace("H2a"), bedspace("H3a"))
    stays = scenario(pins=(Pair(resident_id="R1", bedspace_id="H1a"),))
    moves = scenario(pins=(Pair(resident_id="R2", home_id="H2"),))
    assert broken(world, {}, under=stays) == []
    assert broken(world, {"R1": "H2a"}, under=stays) == ["pin"]
    assert broken(world, {"R2": "H2a"}, under=moves) == []
    assert broken(world, {"R2": "H3a"}, under=moves) == ["pin"]
    assert broken(world, {}, under=moves) == ["pin"]


def test_a_ban_keeps_a_person_from_a_bedspace_or_a_whole_home():
    world = borough(resident("R1"), resident("R2"), bedspace("H1a"), bedspace("H1b"))
    room = scenario(bans=(Pair(resident_id="R1", bedspace_id="H1a"),))
    house = scenario(bans=(Pair(resident_id="R1", home_id="H1"),))
    assert broken(world, {"R1": "H1a"}, under=room) == ["ban"]
    assert broken(world, {"R1": "H1b", "R2": "H1a"}, under=room) == []
    assert broken(world, {"R1": "H1b"}, under=house) == ["ban"]


@pytest.mark.parametrize(
    ("include", "found"),
    [
        ({"R1"}, []),
        ({"R2"}, ["include"]),
        ({"H1"}, []),
        ({"H1a"}, []),
        ({"H2", "H1a"}, []),
        ({"H1b"}, ["include"]),
        ({"R2", "H2"}, ["include", "include"]),
    ],
)
def test_include_limits_each_kind_only_where_one_of_it_is_named(include, found):
    world = borough(resident("R1"), resident("R2"), bedspace("H1a"), bedspace("H1b"), bedspace("H2a"))
    assert broken(world, PLAN, under=scenario(include=frozenset(include))) == found


@pytest.mark.parametrize(
    ("exclude", "found"), [("R1", ["exclude"]), ("H1", ["exclude"]), ("H1a", ["exclude"]), ("H1b", [])]
)
def test_what_the_scenario_excludes_takes_no_part(exclude, found):
    assert broken(lane(), PLAN, under=scenario(exclude=frozenset({exclude}))) == found


def test_an_id_of_the_scenario_that_is_in_no_table_is_noted():
    notes = check(lane(), PLAN, under=scenario(exclude=frozenset({"R77"}))).notes
    assert "The scenario includes or excludes R77, which is in no table." in notes
