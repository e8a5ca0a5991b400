"""The oracle agrees with the contract on finished plans, sentence by sentence."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from housing_match.domain import HousematePair, Pair, RuleChange, Scenario
from tests.oracle.brute import best, every_plan, goal_costs
from tests.oracle.plans import breaches, chains, feasible, in_plan
from tests.oracle.tiny import chain_world, flat, geography_of, house, person, room, world_of

AS_OF = date(2026, 3, 2)
PLAIN = Scenario(as_of=AS_OF)


def together(*people, homes=None, others=(), relations=(), scenario=PLAIN, **home_fields):
    """The breaches once the people named p… have moved into home h; `others` are its other bedspaces."""
    movers = [one for one in people if one.resident_id.startswith("p")]
    beds = [room(f"b{number}", "h") for number, _ in enumerate(movers)]
    pairs = tuple(HousematePair(resident_id=a, other_id=b, relation=c) for a, b, c in relations)
    world = world_of(people, homes or [house("h", **home_fields)], [*beds, *others], housemates=pairs)
    return breaches(world, scenario, {one.resident_id: bed.bedspace_id for one, bed in zip(movers, beds, strict=True)})


def test_hours_of_all_who_live_there_stay_within_the_limit():
    lives = room("b9", "h", "occupied", "q")
    pair = (person("p"), person("q"))  # 10 hours each
    assert together(*pair, others=[lives], support_hours_week=20) == set()
    assert together(*pair, others=[lives], support_hours_week=19) == {("support_capacity", "h", "unmet")}
    assert together(*pair, others=[replace(lives, status="notice")], support_hours_week=19) == set()
    ignored = replace(PLAIN, rules={"support_capacity": RuleChange(mode="ignore")})
    assert together(*pair, others=[lives], support_hours_week=19, scenario=ignored) == set()


def test_unknown_hours_make_a_home_with_a_limit_unknown_unless_it_is_over_anyway():
    tenant = room("b9", "h", "occupied")
    assert together(person("p"), others=[tenant], support_hours_week=10) == {("support_capacity", "h", "unknown")}
    assert together(person("p"), others=[tenant], support_hours_week=9) == {("support_capacity", "h", "unmet")}
    assert together(person("p"), others=[tenant]) == set()


def test_what_stands_today_and_is_not_touched_is_no_breach():
    lives = [room("b8", "h", "occupied", "q"), room("b9", "h", "occupied", "s")]
    people = (person("q", sharing=frozenset({"risk_to_women"})), person("s", housemate_sex="same", sex="M"))
    assert together(*people, others=lives, support_hours_week=1, relations=[("q", "s", "must_apart")]) == set()
    # p joins: only pairs with p count, and the hours.
    found = together(person("p"), *people, others=lives, support_hours_week=1, relations=[("q", "s", "must_apart")])
    assert found == {(rule, "h", "unmet") for rule in ("support_capacity", "same_sex", "compatibility")}


def test_must_apart_binds_in_shared_space_even_where_housemates_is_ignored():
    ignored = replace(PLAIN, rules={"housemates": RuleChange(mode="ignore")})
    pair, apart = (person("p1"), person("p2")), [("p2", "p1", "must_apart")]
    assert together(*pair, relations=apart, scenario=ignored) == {("housemates", "h", "unmet")}
    assert together(*pair, relations=apart, homes=[house("h", home_type="cluster_flat")]) == set()


def test_must_together_both_live_in_one_home_or_neither_has_been_moved():
    tie = [("p1", "q", "must_together")]
    lives = room("b9", "h", "occupied", "q")
    assert together(person("p1"), person("q"), relations=tie, others=[lives]) == set()
    # q lives nowhere in this stock, or only in a notice place: p1 cannot be moved.
    assert together(person("p1"), person("q"), relations=tie) == {("housemates", "h", "unmet")}
    leaving = replace(lives, status="notice")
    assert together(person("p1"), person("q"), relations=tie, others=[leaving]) == {("housemates", "h", "unmet")}
    assert together(person("p1"), person("q"), relations=tie, homes=[flat("h")], others=[lives]) == set()


@pytest.mark.parametrize(
    ("sex", "said"), [("F", None), ("M", "unmet"), ("X", "unmet"), ("unknown", "unknown"), (None, "unknown")]
)
def test_nobody_who_wants_the_same_sex_shares_with_another(sex, said):
    expected = set() if said is None else {("same_sex", "h", said)}
    wants, other = person("p1", housemate_sex="same"), person("p2", sex=sex)
    assert together(wants, other) == expected
    assert together(wants, other, homes=[flat("h")]) == set()


@pytest.mark.parametrize(
    ("risks", "sex", "frailties", "said"),
    [
        ({"risk_to_frail"}, "F", {"frail"}, "unmet"),
        ({"risk_to_frail"}, "F", None, "unknown"),
        ({"risk_to_women"}, "F", (), "unmet"),
        ({"risk_to_women"}, "M", (), None),
        ({"risk_to_women"}, "X", (), None),
        ({"risk_to_men"}, "M", (), "unmet"),
        ({"risk_to_men"}, None, (), "unknown"),
        (None, "X", (), None),
        (None, "F", (), "unknown"),
        ((), "F", {"frail"}, None),
    ],
)
def test_the_three_risks_of_compatibility(risks, sex, frailties, said):
    one = person("p1", sharing=None if risks is None else frozenset(risks), sex="X")
    other = person("p2", sharing=None if frailties is None else frozenset(frailties), sex=sex)
    assert together(one, other) == (set() if said is None else {("compatibility", "h", said)})


def test_another_authoritys_tenant_may_be_exposed_and_carries_no_risk():
    tenant = room("b9", "h", "occupied")
    assert together(person("p"), others=[tenant]) == set()
    risk = person("p", sharing=frozenset({"risk_to_men"}))
    assert together(risk, others=[tenant]) == {("compatibility", "h", "unknown")}
    assert together(person("p", housemate_sex="same"), others=[tenant]) == {("same_sex", "h", "unknown")}


def test_in_the_plan_are_those_who_need_to_move_in_the_window_and_those_ready_to_move_on():
    last = AS_OF + timedelta(days=182)  # 26 weeks
    people = [
        person("a_now"),
        person("b_last_day", needed_by=last, priority_band="A"),
        person("c_later", needed_by=last + timedelta(days=1)),
        person("d_stays", needs_move=False),
        person("e_ready", needs_move=False, move_on_status="ready"),
        person("f_refuses", consent="no"),
        person("g_too_young", birth_month=date(2010, 1, 1)),
    ]
    world = world_of(people, [flat("h")], [])
    assert in_plan(world, geography_of(world), PLAIN) == {"a_now", "b_last_day", "e_ready"}
    assert in_plan(world, geography_of(world), replace(PLAIN, include=frozenset({"a_now", "h"}))) == {"a_now"}


def test_a_chain_links_movers_by_the_bedspace_one_leaves_and_another_enters():
    world = chain_world()
    geography, plan = geography_of(world), {"a": "b1", "b": "b2", "c": "b3"}
    assert chains(world, plan) == [["c", "b", "a"]]
    assert chains(world, {"b": "b2", "c": "b1", "a": "b3"}) == [["a"], ["b", "c"]]
    assert feasible(world, geography, replace(PLAIN, max_chain=3), plan) == []
    assert feasible(world, geography, replace(PLAIN, max_chain=2), plan) == ["a chain of 3 moves: c, b, a"]
    assert feasible(world, geography, replace(PLAIN, max_chain=1), {"b": "b2", "c": "b1"}) != []


def test_a_plan_with_two_in_a_bedspace_or_a_sitting_occupant_is_not_feasible():
    world = chain_world()
    geography = geography_of(world)
    assert feasible(world, geography, PLAIN, {"a": "b3", "b": "b3"}) == ["two people in b3"]
    assert "b1 is occupied by someone who does not move" in feasible(world, geography, PLAIN, {"a": "b1"})


def test_pins_are_kept_by_moving_or_by_staying():
    world = chain_world()
    geography = geography_of(world)
    pinned = replace(PLAIN, pins=(Pair(resident_id="b", home_id="h1"), Pair(resident_id="a", bedspace_id="b3")))
    assert [plan for plan, _ in every_plan(world, geography, pinned)] == [{"a": "b3"}]
    nowhere = replace(PLAIN, pins=(Pair(resident_id="a", bedspace_id="b1"), Pair(resident_id="b", home_id="h1")))
    assert best(world, geography, nowhere) == ({}, [])
    assert goal_costs(world, geography, nowhere) == {}
