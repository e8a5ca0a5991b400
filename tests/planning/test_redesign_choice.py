"""Which redesigns are chosen, what they cost whom, and what is said where nothing is proved; every figure by hand."""

from dataclasses import replace

import pytest

from housing_match.planning import RedesignAsk, RedesignNotKnown, TooManyRedesigns, plan_redesigns
from housing_match.planning.redesigned import scenario_redesigned, world_redesigned
from housing_match.publish.redesign import redesign_answer
from housing_match.verify import verify
from tests.planning.redesigning import ALONE, A, B, at_home, outcomes, planned, redesign, shared_house
from tests.villages.building import geography, home, let, resident, scenario, village, void
from tests.villages.redesigned import lives


def test_works_that_end_after_the_window_are_late_and_not_chosen():
    world = shared_house(A, B, others=[ALONE])
    flats = redesign(new=1, changes={"home_type": "flat"}, weeks=27)
    brief = planned(world, flats)
    assert (brief.late, brief.chosen.redesigns) == (("R",), ())
    assert planned(world, replace(flats, weeks=26)).chosen.housed == ("alone",)


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
    world = village(people, homes, map(at_home, people))
    many = [redesign(f"R{at}", f"H{at}", keeps=(f"H{at}-1",)) for at in range(1, 9)]
    with pytest.raises(TooManyRedesigns, match="More than 128 sets"):  # of 256
        planned(world, *many)
    dear = [replace(one, capital_pounds=10) for one in many]
    assert planned(world, *dear, budget=19).status == "optimal"  # nine sets: none, and each by itself
