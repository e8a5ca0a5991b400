"""Redesigns by hand: what becomes of each who lives there, whom they house, what they cost, when they are refused."""

from dataclasses import replace

import pytest

from housing_match.domain import Becomes, Bedspace, Redesign
from housing_match.planning import RedesignAsk, RedesignNotKnown, TooManyRedesigns, plan_redesigns
from housing_match.planning.redesigned import scenario_redesigned, world_redesigned
from housing_match.publish.redesign import redesign_answer
from housing_match.verify import verify
from tests.villages.building import geography, home, let, resident, scenario, village, void
from tests.villages.redesigned import lives


def redesign(redesign_id="R", home_id="H1", keeps=("H1-1", "H1-2"), new=0, changes=(), **fields):
    """One home that stays one home."""
    becomes = (Becomes(bedspace_ids=keeps, new_bedspaces=new, changes=tuple(dict(changes).items())),)
    return Redesign(redesign_id=redesign_id, home_id=home_id, title="a change", becomes=becomes, **fields)


def planned(world, *redesigns, budget=None, done=(), **rules):
    ask = RedesignAsk(redesigns=redesigns, measure=geography, budget_pounds=budget, done=frozenset(done))
    return plan_redesigns(world, scenario(**rules), ask)


def outcomes(effect):
    return {one.resident_id: (one.outcome, one.to) for one in effect.fates}


def shared_house(*people, others=(), homes=(), rooms=()):
    """H1, a shared house of two, with these people; others wait."""
    house = home("H1", "shared_house", night_support="sleep_in")
    here = [let(one.current_bedspace_id, one.resident_id) for one in people]
    return village([*people, *others], [house, *homes], [*here, *rooms])


A, B = lives("a", "H1-1"), lives("b", "H1-2")
ALONE = resident("alone", lives="alone", funding="council")


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


def test_works_that_end_after_the_window_are_late_and_not_chosen():
    world = shared_house(A, B, others=[ALONE])
    flats = redesign(new=1, changes={"home_type": "flat"}, weeks=27)
    brief = planned(world, flats)
    assert (brief.late, brief.chosen.redesigns) == (("R",), ())
    assert planned(world, replace(flats, weeks=26)).chosen.housed == ("alone",)


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


def at_home(person):
    return let(person.current_bedspace_id, person.resident_id)


def test_what_a_room_has_of_its_own_gives_way_to_what_the_whole_home_becomes():
    steep = Bedspace(bedspace_id="H1-2", home_id="H1", status="void", ahr_category="G", floor=2)
    wheelchair = resident("x", access_need="B")
    world = village([A, wheelchair], [home("H1")], [let("H1-1", "a"), steep])
    assert planned(world, redesign(changes={"ahr_category": "B"})).chosen.housed == ("x",)
    assert planned(world, redesign(changes={"floor": 0})).chosen.redesigns == ()


def test_the_end_of_registration_changes_who_pays_for_those_who_stay():
    """A care home at £1,000 of shared staff becomes supported living at £550, with a rent of £200."""
    care = home("H1", "shared_house", setting="residential_care", weekly_rent=0, weekly_core_cost=1000)
    settings = {"settings_ok": frozenset({"residential_care", "supported_living"}), "situation": "residential_care"}
    joint = lives("b", "H1-2", funding="joint", nhs_share=40, **settings)
    world = village([lives("a", "H1-1", **settings), joint], [care], [let("H1-1", "a"), let("H1-2", "b")])
    becomes = {"setting": "supported_living", "weekly_rent": 200, "weekly_core_cost": 550}
    (alone,) = planned(world, redesign(changes=becomes, running_pounds_per_week=30)).alone
    # Care falls by £450 each: all of a's is the council's; of b's, with 10 hours at £20, the NHS pays 40% of £1,200
    # and then of £750, £480 and £300, the council £720 and £450. Rent of £200 each is for housing benefit.
    paid = {payer: pounds for payer, pounds in alone.costs.by_payer.items() if pounds}
    assert paid == {"council": -450 - 270, "nhs": -180, "housing_benefit": 400}
    assert (alone.costs.total_pounds, alone.costs.running_pounds) == (-470, 30)
    assert alone.values["weekly_cost"] == -470
    assert set(outcomes(alone).values()) == {("stays", None)}


def test_somebody_who_accepts_only_care_homes_is_named_where_registration_ends():
    care = home("H1", setting="residential_care")
    only = lives("a", "H1-1", settings_ok=frozenset({"residential_care"}), situation="residential_care")
    world = village([only], [care], [let("H1-1", "a")])
    ended = redesign(keeps=("H1-1",), changes={"setting": "supported_living"})
    done = planned(world, ended, done=["R"])
    assert [one.no_longer for one in done.chosen.fates] == [("setting",)]
    assert done.status == "optimal"  # done whatever comes of it, and shown


def test_a_cost_that_is_not_known_is_named_and_stands_in_no_figure():
    world = shared_house(A, lives("b", "H1-2", funding=None))
    (alone,) = planned(world, redesign(changes={"weekly_core_cost": 150})).alone
    assert (alone.costs.unknown_ids, alone.costs.total_pounds) == (("b",), 50)  # shared staff was £100 a week


def test_somebody_who_moves_today_and_stays_then_is_counted_from_one_to_the_other():
    # One void, the flat H2: today it goes to `ready`, as a move-on. With the redesign b, who has to leave, needs it.
    ready = lives("ready", "H1-1", move_on_status="ready", weekly_cost=470)
    world = shared_house(ready, B, homes=[home("H2")], rooms=[void("H2-1")])
    (alone,) = planned(world, redesign(keeps=("H1-1",), changes={"weekly_core_cost": 90})).alone
    assert [(one.outcome, one.to, one.without) for one in alone.fates] == [
        ("stays", None, "H2-1"),
        ("moves", "H2-1", None),
    ]
    # H2 costs £500 (rent 200, staff 100, 10 hours at £20): `ready` goes back to £470, and stays at £10 less than
    # today; b cost £500 before and costs £500 there.
    assert alone.costs.total_pounds == -30 - 10


def test_what_helps_nobody_and_saves_nothing_is_not_done():
    assert planned(shared_house(A, B, others=[ALONE]), redesign()).chosen.redesigns == ()


def test_out_of_time_nothing_is_said_to_be_proved():
    flats = redesign(new=1, changes={"home_type": "flat"})
    ask = RedesignAsk(redesigns=(flats,), measure=geography)
    brief = plan_redesigns(shared_house(A, B, others=[ALONE]), scenario(), ask, stopped=lambda: True)
    assert (brief.status, brief.chosen.redesigns) == ("feasible", ())
    assert redesign_answer(brief, published=False).headline.startswith("No redesign worth doing was found until")


def test_the_checker_finds_who_loses_a_home_and_links_those_who_come_after_them():
    world = shared_house(A, B, others=[resident("x")], homes=[home("H2"), home("H3")])
    world = replace(world, bedspaces=(*world.bedspaces, void("H2-1"), void("H3-1")))
    done = redesign(changes={"home_type": "flat"}, move_out=True)
    then, rules = world_redesigned(world, scenario(), [done]), scenario(max_chain=1)
    assert then.must_leave == {"a", "b"}
    measured = geography(then)
    found = verify(then, measured, rules, {"a": "H2-1"}).problems
    assert [(one.rule, one.resident_ids) for one in found] == [("must_leave", ("b",))]
    found = verify(then, measured, rules, {"a": "H2-1", "b": "H3-1", "x": "H1-1"}).problems
    assert [(one.rule, one.resident_ids) for one in found] == [("max_chain", ("a", "x"))]
    kept = scenario_redesigned(rules, then, [done])
    found = verify(then, measured, kept, {"a": "H1-2", "b": "H3-1"}).problems
    assert {one.rule for one in found} == {"ban", "own_home", "max_chain"}  # a would follow b into the same home


def test_of_two_redesigns_of_one_home_only_one_is_done_and_of_equals_the_cheaper():
    world = shared_house(A, B, others=[ALONE])
    flats = redesign("dear", new=1, changes={"home_type": "flat"}, capital_pounds=2)
    brief = planned(world, flats, replace(flats, redesign_id="cheap", capital_pounds=1))
    assert [one.redesign_id for one in brief.chosen.redesigns] == ["cheap"]
    with pytest.raises(RedesignNotKnown, match="one home"):
        planned(world, flats, replace(flats, redesign_id="cheap"), done=["cheap", "dear"])


def test_what_is_done_whatever_comes_is_no_reason_against_others():
    # `lower` leaves b without the staff that b needs at night; `more` houses somebody, and is still chosen beside it.
    needs_sleep_in = lives("b", "H1-2", night_support="sleep_in")
    world = shared_house(A, needs_sleep_in, lives("c", "H2-1"), others=[ALONE], homes=[home("H2")])
    lower = redesign("lower", changes={"night_support": "none"})
    more = redesign("more", "H2", keeps=("H2-1",), new=1)
    chosen = planned(world, lower, more, done=["lower"]).chosen
    assert ([one.redesign_id for one in chosen.redesigns], chosen.housed) == (["lower", "more"], ("alone",))
    assert planned(world, lower, more).chosen.redesigns == (more,)


def test_two_redesigns_are_done_together_where_one_makes_room_for_those_who_leave_the_other():
    # H2 by itself cannot close a room: c has nowhere to go. H1's new flat takes c, where nights are as at H2.
    house = home("H2", "shared_house")
    world = shared_house(A, B, lives("d", "H2-1"), lives("c", "H2-2"), homes=[house])
    more = redesign("more", new=1, changes={"home_type": "flat", "night_support": "none"}, capital_pounds=5)
    part = redesign("part", "H2", keeps=("H2-1",), capital_pounds=7)
    alone = {one.redesigns[0].redesign_id: one for one in planned(world, more, part).alone}
    assert alone["part"].refusal.no_place == ("c",)
    both = planned(world, more, part, done=["part"]).chosen
    assert outcomes(both)["c"] == ("moves", "more:1-1")
    assert both.capital_pounds == 12


def test_what_is_said_to_be_done_has_to_be_listed_and_affordable():
    world = shared_house(A, B)
    with pytest.raises(RedesignNotKnown, match="No redesign of the file: Z"):
        planned(world, redesign(), done=["Z"])
    with pytest.raises(RedesignNotKnown, match="more than the budget"):
        planned(world, redesign(capital_pounds=6), done=["R"], budget=5)


def test_more_sets_than_can_be_planned_are_refused():
    homes = [home(f"H{at}") for at in range(1, 9)]
    people = [lives(f"p{at}", f"H{at}-1") for at in range(1, 9)]
    world = village(people, homes, [let(f"H{at}-1", f"p{at}") for at in range(1, 9)])
    many = [redesign(f"R{at}", f"H{at}", keeps=(f"H{at}-1",)) for at in range(1, 9)]
    with pytest.raises(TooManyRedesigns, match="More than 128 sets"):  # of 256
        planned(world, *many)
    dear = [replace(one, capital_pounds=10) for one in many]
    assert planned(world, *dear, budget=19).status == "optimal"  # nine sets: none, and each by itself


def test_a_pin_to_a_room_that_goes_is_kept_by_refusing_the_redesign():
    from housing_match.domain import Pair

    world = shared_house(A, others=[resident("x")], rooms=[void("H1-2")])
    pin = Pair(resident_id="x", bedspace_id="H1-2")
    (alone,) = planned(world, redesign(keeps=("H1-1",)), pins=(pin,)).alone
    assert "x cannot be pinned to H1-2" in alone.refusal.other
