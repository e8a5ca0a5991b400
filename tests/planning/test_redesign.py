"""Redesigns by hand: what becomes of each who lives there, whom they house, and when they are refused."""

import pytest

from housing_match.domain import Becomes, Bedspace, Pair, Redesign
from tests.planning.redesigning import ALONE, A, B, at_home, outcomes, planned, redesign, shared_house
from tests.villages.building import home, let, resident, village, void
from tests.villages.redesigned import lives


def test_a_room_that_goes_sends_its_person_to_another_home_and_the_flats_house_somebody_new():
    # Two live in H1. It becomes two flats in which one room is kept and one is new; b has to go to the void H2, which
    # is no place for `alone`, as others would share it. Without the redesign nobody moves at all.
    other = home("H2", "shared_house")
    world = shared_house(A, B, others=[ALONE], homes=[other], rooms=[void("H2-1"), let("H2-2")])
    flats = redesign(keeps=("H1-1",), new=1, changes={"home_type": "flat"}, capital_pounds=90_000, weeks=10)
    brief = planned(world, flats, budget=100_000)
    assert outcomes(brief.chosen) == {"a": ("stays", None), "b": ("moves", "H2-1")}
    assert brief.chosen.housed == brief.chosen.direct == ("alone",)
    assert brief.chosen.built.plan.bedspace_of["alone"] == "R:1-1"
    assert (brief.status, brief.housed_more, brief.chosen.bedspaces_more) == ("optimal", 1, 0)
    assert planned(world, flats, budget=89_999).chosen.redesigns == ()


def test_nobody_who_has_no_other_home_loses_theirs():
    world = shared_house(A, B, others=[ALONE])
    flat = redesign(keeps=("H1-1",), new=1, changes={"home_type": "flat"})
    brief = planned(world, flat)
    (alone,) = brief.alone
    assert (alone.refusal.no_place, alone.built) == (("b",), None)
    assert outcomes(alone) == {"a": ("stays", None), "b": ("no_place", None)}
    assert (brief.chosen.redesigns, brief.status) == ((), "optimal")
    done = planned(world, flat, done=["R"])
    assert (done.status, done.chosen.refusal.no_place) == ("refused", ("b",))


@pytest.mark.parametrize("consent", ["no", "not_asked"])
def test_nobody_is_moved_out_who_has_not_agreed(consent):
    world = shared_house(A, lives("b", "H1-2", consent=consent), homes=[home("H2")], rooms=[void("H2-1")])
    (alone,) = planned(world, redesign(keeps=("H1-1",))).alone
    assert alone.refusal.may_not_move == (("b", ("consent",)),)
    assert alone.refusal.no_place == ()


def test_nobody_who_need_not_move_is_moved_to_a_lower_fit():
    # Night support above need costs b 25 points of one preference at H2; not_worse binds those who have to leave too.
    higher = home("H2", night_support="waking")
    world = shared_house(A, B, homes=[higher], rooms=[void("H2-1")])
    (alone,) = planned(world, redesign(keeps=("H1-1",))).alone
    assert alone.refusal.no_place == ("b",)
    (alone,) = planned(shared_house(A, B, homes=[home("H2")], rooms=[void("H2-1")]), redesign(keeps=("H1-1",))).alone
    assert outcomes(alone)["b"] == ("moves", "H2-1")


def test_a_tenant_of_another_authority_never_moves():
    world = shared_house(A, others=[ALONE], rooms=[let("H1-2")])
    (alone,) = planned(world, redesign(keeps=("H1-1",))).alone
    assert alone.refusal.tenants == ("H1-2",)
    assert [one.outcome for one in alone.fates] == ["stays", "no_place"]


def test_everybody_moves_out_before_a_home_is_gutted_and_nobody_who_left_comes_back_to_it():
    # Both could have H1's flats when they are done, but live elsewhere while they are built; two voids take them.
    voids = [home("H2"), home("H3")]
    world = shared_house(A, B, others=[ALONE, resident("x")], homes=voids, rooms=[void("H2-1"), void("H3-1")])
    gutted = redesign(new=1, changes={"home_type": "flat"}, move_out=True, weeks=26)
    brief = planned(world, gutted)
    (alone,) = brief.alone
    assert {who: outcome for who, (outcome, _) in outcomes(alone).items()} == {"a": "moves", "b": "moves"}
    assert {room for _, room in outcomes(alone).values()} == {"H2-1", "H3-1"}
    assert alone.direct == ("alone", "x")  # with three flats for two who wait
    assert (alone.housed, alone.bedspaces_more) == ((), 1)  # without it the two voids take them


def test_a_rule_that_the_home_no_longer_meets_for_somebody_who_stays_is_named_and_the_redesign_not_chosen():
    needs_sleep_in = lives("b", "H1-2", night_support="sleep_in")
    waiting = [resident("x", max_housemates=2)]
    lower = redesign(new=1, changes={"night_support": "none"})
    brief = planned(shared_house(A, needs_sleep_in, others=waiting), lower)
    (alone,) = brief.alone
    assert [(one.outcome, one.no_longer) for one in alone.fates] == [("stays", ()), ("no_longer_suits", ("support",))]
    assert (alone.housed, brief.chosen.redesigns) == (("x",), ())  # x would be housed, at b's cost
    assert planned(shared_house(A, B, others=waiting), lower).chosen.housed == ("x",)


def test_a_need_that_the_redesign_meets_for_somebody_who_lives_there_is_named_too():
    wants_waking = lives("b", "H1-2", night_support="waking")
    (alone,) = planned(shared_house(A, wants_waking), redesign(changes={"night_support": "waking"})).alone
    assert [(one.outcome, one.now_met) for one in alone.fates] == [("stays", ()), ("stays", ("support",))]


def test_rules_of_living_together_count_for_those_who_stay():
    # Ten hours each against a new limit of 19.
    (alone,) = planned(shared_house(A, B), redesign(changes={"support_hours_week": 19})).alone
    assert [one.no_longer for one in alone.fates] == [("support_capacity",), ("support_capacity",)]
    # Two who must be apart have a front door each today, and would share.
    carries, frail = (
        lives("a", "H1-1", sharing=frozenset({"risk_to_frail"})),
        lives("b", "H1-2", sharing=frozenset({"frail"})),
    )
    flats = village([carries, frail], [home("H1")], [let("H1-1", "a"), let("H1-2", "b")])
    (alone,) = planned(flats, redesign(changes={"home_type": "shared_house"})).alone
    assert [one.no_longer for one in alone.fates] == [("compatibility",), ("compatibility",)]


def test_one_home_can_become_two_and_the_people_are_housemates_only_within_each():
    # Four rooms; `few` shares with at most one other, so not in the house for four, and in one of two houses for two.
    people = [lives(who, f"H1-{at}") for at, who in enumerate("abc", start=1)]
    few = resident("few", max_housemates=1)
    world = village([*people, few], [home("H1", "shared_house")], [*map(at_home, people), void("H1-4")])
    halves = (Becomes(bedspace_ids=("H1-1", "H1-2")), Becomes(bedspace_ids=("H1-3", "H1-4")))
    split = Redesign(redesign_id="R", home_id="H1", title="two houses", becomes=halves, weeks=4)
    brief = planned(world, split)
    assert brief.chosen.built.plan.bedspace_of == {"few": "H1-4"}
    after = brief.chosen.built.world
    assert [after.home_of(f"H1-{at}") for at in range(1, 5)] == ["H1", "H1", "R:2", "R:2"]
    assert set(outcomes(brief.chosen).values()) == {("stays", None)}


def test_what_a_room_has_of_its_own_gives_way_to_what_the_whole_home_becomes():
    steep = Bedspace(bedspace_id="H1-2", home_id="H1", status="void", ahr_category="G", floor=2)
    wheelchair = resident("x", access_need="B")
    world = village([A, wheelchair], [home("H1")], [let("H1-1", "a"), steep])
    assert planned(world, redesign(changes={"ahr_category": "B"})).chosen.housed == ("x",)
    assert planned(world, redesign(changes={"floor": 0})).chosen.redesigns == ()


def test_somebody_who_accepts_only_care_homes_is_named_where_registration_ends():
    care = home("H1", setting="residential_care")
    only = lives("a", "H1-1", settings_ok=frozenset({"residential_care"}), situation="residential_care")
    world = village([only], [care], [let("H1-1", "a")])
    ended = redesign(keeps=("H1-1",), changes={"setting": "supported_living"})
    done = planned(world, ended, done=["R"])
    assert [one.no_longer for one in done.chosen.fates] == [("setting",)]
    assert done.status == "optimal"  # done whatever comes of it, and shown


def test_a_pin_to_a_room_that_goes_is_kept_by_refusing_the_redesign():
    world = shared_house(A, others=[resident("x")], rooms=[void("H1-2")])
    pin = Pair(resident_id="x", bedspace_id="H1-2")
    (alone,) = planned(world, redesign(keeps=("H1-1",)), pins=(pin,)).alone
    assert "x cannot be pinned to H1-2" in alone.refusal.other
