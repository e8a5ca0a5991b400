"""The oracle agrees with the contract on the goals, sentence by sentence."""

from dataclasses import replace
from datetime import date

import pytest

from housing_match.domain import GOALS, HousematePair, Scenario
from tests.oracle.plans import chains, goal_values
from tests.oracle.tiny import KENSINGTON, WESTMINSTER, chain_world, flat, geography_of, house, person, room, world_of

AS_OF = date(2026, 3, 2)
PLAIN = Scenario(as_of=AS_OF)


def value(name, world, bedspace_of, geography=None):
    """One goal's value."""
    return goal_values(world, geography or geography_of(world), PLAIN, bedspace_of)[name]


def test_goal_values_name_every_goal_and_moving_nobody_is_all_noughts():
    world = chain_world()
    assert goal_values(world, geography_of(world), PLAIN, {}) == {goal.name: 0 for goal in GOALS}


def test_a_scarce_place_counts_when_taken_by_someone_who_needs_nothing_scarce():
    beds = [room("b1", "h"), room("b2", "h", ahr_category="B")]
    for need, expected in (("F", 1), ("C", 1), ("A", 0), ("B", 0)):
        world = world_of([person("p", access_need=need)], [house("h")], beds)
        assert (value("scarce_places", world, {"p": "b2"}), value("scarce_places", world, {"p": "b1"})) == (expected, 0)
    world = world_of([person("p", design_needed=frozenset({"robust"}))], [house("h")], beds)
    assert value("scarce_places", world, {"p": "b2"}) == 0


def test_a_return_is_from_outside_into_the_responsible_borough_for_want_of_a_home():
    one = person("p", out_of_borough_reason="no_suitable_home")
    homes = [flat("h1"), flat("h2", borough=KENSINGTON)]
    beds = [room("b1", "h1"), room("b2", "h2")]

    def returns(who, bed, lives_in, more=()):
        world = world_of([who], homes, [*beds, *more])
        return value("returns", world, {"p": bed}, geography_of(world, lives_in=lives_in))

    assert returns(one, "b1", {"p": KENSINGTON}) == 1
    assert returns(one, "b2", {"p": KENSINGTON}) == 0
    assert returns(one, "b1", {"p": WESTMINSTER}) == 0
    assert returns(one, "b1", None) == 0
    assert returns(replace(one, out_of_borough_reason="choice"), "b1", {"p": KENSINGTON}) == 0
    assert returns(one, "b1", {"p": KENSINGTON}, [room("b3", "h2", "occupied", "p")]) == 0


def test_a_move_on_is_made_into_the_next_kind_of_home_from_another_kind():
    homes = [flat("h1"), flat("h2", move_on=True), house("h3"), flat("h4")]
    beds = [room(f"b{number}", f"h{number}") for number in (1, 2, 3, 4)]

    def move_ons(status, lives=None):
        rooms = [replace(bed, status="occupied", occupant_id="p") if bed.bedspace_id == lives else bed for bed in beds]
        world = world_of([person("p", move_on_status=status)], homes, rooms)
        return [value("move_ons", world, {"p": bed.bedspace_id}) for bed in beds if bed.bedspace_id != lives]

    # b1 and b4 are flats, b2 is a move-on flat, b3 a shared house.
    assert move_ons("ready") == [1, 0, 0, 1]
    assert move_ons("working_towards") == [0, 1, 0, 0]
    assert move_ons("settled") == [0, 0, 0, 0]
    assert move_ons("ready", lives="b4") == [0, 0, 0]
    assert move_ons("ready", lives="b3") == [1, 0, 1]


@pytest.mark.parametrize(
    ("since", "months"),
    [
        (date(2026, 1, 2), 2),
        (date(2026, 1, 3), 1),  # 2 months, less 1 as the 2nd of March is before the 3rd
        (date(2026, 4, 1), 0),
        (date(2015, 1, 1), 60),
        (None, 0),
    ],
)
def test_months_waited_are_whole_and_between_0_and_60(since, months):
    for needs_move, expected in ((True, months), (False, 0)):
        world = world_of([person("p", waiting_since=since, needs_move=needs_move)], [flat("h")], [room("b", "h")])
        assert value("months_waited", world, {"p": "b"}) == expected


def test_housemate_wishes_count_a_pair_once_and_apart_only_in_shared_space():
    rows = [("p", "q", "wish_together"), ("q", "p", "wish_together"), ("p", "s", "wish_apart")]
    pairs = tuple(HousematePair(resident_id=a, other_id=b, relation=c) for a, b, c in rows)
    people, beds = [person("p"), person("q"), person("s")], [room(f"b{number}", "h") for number in range(3)]
    shared = world_of(people, [house("h")], beds, housemates=pairs)
    flats = world_of(people, [house("h", home_type="cluster_flat")], beds, housemates=pairs)
    everyone = {"p": "b0", "q": "b1", "s": "b2"}
    assert value("housemate_wishes", shared, everyone) == 1 - 1
    assert value("housemate_wishes", flats, everyone) == 1


def test_fit_of_a_plan_is_the_gain_for_incumbents_and_the_whole_for_others():
    world = chain_world()
    geography = geography_of(world, station={"h3": 10})
    # Everything scores 100 but the 10 minute walk from h3, 70: (2×3×70 + 2×100 + 1×100) / 9 = 720 / 9 = 80.
    assert value("fit", world, {"a": "b3"}, geography) == 800
    assert value("fit", world, {"c": "b3"}, geography) == 800 - 1000
    assert value("fit", world, {"c": "b3", "a": "b2"}, geography) == 800 - 1000 + 1000


def test_weekly_cost_adds_the_moves_and_the_voids():
    homes = [flat("h1"), flat("h2", hourly_rate=None), flat("h3")]
    beds = [
        room("b1", "h1", weekly_void_cost=70),
        room("b2", "h2", weekly_void_cost=None),
        room("b3", "h3", "occupied", "q", weekly_void_cost=30),
        room("b4", "h3", "works", available_from=AS_OF, weekly_void_cost=11),
    ]
    world = world_of([person("p", weekly_cost=900), person("q", weekly_cost=450)], homes, beds)
    # p to b1: 200 + 10 × 20 + 100 − 900 − 70 = −470; to b2: the rate and the void are unknown, so 0.
    assert value("weekly_cost", world, {"p": "b1"}) == -470
    assert value("weekly_cost", world, {"p": "b2"}) == 0
    # Only a place of status void is filled: 500 − 900.
    assert value("weekly_cost", world, {"p": "b4"}) == -400
    # q leaves b3 empty: 500 − 450 − 70 + 30; with p refilling it, 500 − 450 − 70 and 500 − 900.
    assert value("weekly_cost", world, {"q": "b1"}) == 10
    assert value("weekly_cost", world, {"q": "b1", "p": "b3"}) == -20 - 400


def test_a_notice_place_is_neither_filled_nor_vacated():
    homes = [flat("h1"), flat("h2")]
    beds = [room("b1", "h1", "notice", "q", available_from=AS_OF, weekly_void_cost=30), room("b2", "h2")]
    world = world_of([person("p", weekly_cost=500), person("q", weekly_cost=500)], homes, beds)
    assert value("weekly_cost", world, {"p": "b1", "q": "b2"}) == 0
    assert chains(world, {"p": "b1", "q": "b2"}) == [["p"], ["q"]]
