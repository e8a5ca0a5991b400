"""Whether the checker counts each goal as a person would by hand."""

from datetime import date
from decimal import Decimal

import pytest
from small_borough import BOROUGH, ELSEWHERE, bedspace, borough, check, home, occupied, pair, resident, scenario

from housing_match.domain import GOALS, RuleChange, Scenario


def goals(*arguments, **changes):
    return check(*arguments, **changes).goals


def test_every_goal_has_a_value_in_the_contracts_order():
    found = goals(borough(resident("R1"), bedspace("H1a")), {"R1": "H1a"})
    assert list(found) == [goal.name for goal in GOALS]


def test_people_housed_are_those_moved_who_need_to():
    bands = {"R1": "A", "R2": "B", "R3": "B", "R4": "C"}
    people = [resident(who, priority_band=band) for who, band in bands.items()]
    people += [
        resident(who, priority_band=band, needs_move=False, move_on_status="ready")
        for who, band in (("R5", "A"), ("R6", "B"))
    ]
    rooms = [bedspace(f"H{number}a") for number in range(1, 7)]
    plan = {f"R{number}": f"H{number}a" for number in range(1, 7)}
    found = goals(borough(*people, *rooms), plan)
    # R5 and R6 need not move: they are moves, and nobody housed who needs it.
    assert (found["band_a"], found["band_b"], found["housed"], found["moves"]) == (1, 2, 4, 6)


@pytest.mark.parametrize(
    ("person", "place", "scarce"),
    [
        ({}, {}, 0),
        ({}, {"ahr_category": "B"}, 1),
        ({}, {"equipment": frozenset({"ceiling_hoist"})}, 1),
        ({}, {"design": frozenset({"robust"})}, 1),
        ({}, {"ahr_category": "C", "equipment": None}, 0),
        ({"access_need": "C"}, {"ahr_category": "A"}, 1),
        ({"access_need": None}, {"ahr_category": "A"}, 1),
        ({"access_need": "B"}, {"ahr_category": "A"}, 0),
        ({"design_needed": frozenset({"robust"})}, {"ahr_category": "A", "design": frozenset({"robust"})}, 0),
        ({"equipment_needed": frozenset({"ceiling_hoist"})}, {"equipment": frozenset({"ceiling_hoist"})}, 0),
    ],
)
def test_a_scarce_place_counts_when_taken_by_someone_who_needs_nothing_scarce(person, place, scarce):
    world = borough(resident("R1", **person), home("H1", **place), bedspace("H1a"))
    assert goals(world, {"R1": "H1a"})["scarce_places"] == scarce
    assert goals(world, {})["scarce_places"] == 0


@pytest.mark.parametrize(
    ("person", "place", "lives_in", "returns"),
    [
        ({}, {}, {ELSEWHERE}, 1),
        ({}, {}, {BOROUGH}, 0),
        ({}, {}, None, 0),
        ({"out_of_borough_reason": "choice"}, {}, {ELSEWHERE}, 0),
        ({}, {"borough": ELSEWHERE}, {ELSEWHERE}, 0),
    ],
)
def test_a_return_is_a_move_home_for_want_of_a_home_there(person, place, lives_in, returns):
    who = resident("R1", **({"out_of_borough_reason": "no_suitable_home"} | person))
    world = borough(who, home("H1", **place), bedspace("H1a"))
    known = {} if lives_in is None else {"R1": frozenset(lives_in)}
    assert goals(world, {"R1": "H1a"}, lives_in=known)["returns"] == returns


def test_an_incumbent_does_not_return():
    who = resident("R1", out_of_borough_reason="no_suitable_home")
    world = borough(who, occupied("H1a", "R1"), bedspace("H2a"))
    assert goals(world, {"R1": "H2a"}, lives_in={"R1": frozenset({ELSEWHERE})})["returns"] == 0


@pytest.mark.parametrize(
    ("status", "place", "made"),
    [
        ("working_towards", {"move_on": True}, 1),
        ("working_towards", {"move_on": False}, 0),
        ("ready", {"home_type": "bungalow"}, 1),
        ("ready", {"home_type": "flat", "move_on": True}, 0),
        ("ready", {"home_type": "flat", "move_on": None}, 0),
        ("ready", {"home_type": "shared_house"}, 0),
        ("settled", {"home_type": "flat"}, 0),
    ],
)
def test_a_move_on_is_a_step_towards_a_tenancy_of_ones_own(status, place, made):
    world = borough(resident("R1", move_on_status=status), home("H1", **place), bedspace("H1a"))
    assert goals(world, {"R1": "H1a"})["move_ons"] == made


def test_a_move_on_counts_only_where_todays_place_is_not_already_such_a_home():
    ready = resident("R1", move_on_status="ready")
    house, flats = bedspace("H1a"), [home("H1", home_type="house"), home("H2", home_type="flat")]
    assert goals(borough(ready, *flats, house, occupied("H2a", "R1")), {"R1": "H1a"})["move_ons"] == 0
    assert goals(borough(ready, flats[0], house, occupied("H2a", "R1")), {"R1": "H1a"})["move_ons"] == 1
    on_notice = bedspace("H2a", "notice", occupant_id="R1")
    assert goals(borough(ready, *flats, house, on_notice), {"R1": "H1a"})["move_ons"] == 1  # no incumbent


@pytest.mark.parametrize(
    ("since", "months"),
    [
        (date(2025, 1, 16), 14),  # 12 × 1 + 2
        (date(2025, 1, 17), 13),  # the 16th is the smaller day
        (date(2025, 12, 1), 3),  # 12 × 1 − 9
        (date(2020, 1, 1), 60),  # 74, and 60 is the most
        (date(2026, 4, 1), 0),  # in the future
        (None, 0),
    ],
)
def test_months_waited_run_from_0_to_60(since, months):
    world = borough(resident("R1", waiting_since=since), bedspace("H1a"))
    assert goals(world, {"R1": "H1a"})["months_waited"] == months
    mover_on = resident("R1", waiting_since=since, needs_move=False, move_on_status="ready")
    assert goals(borough(mover_on, bedspace("H1a")), {"R1": "H1a"})["months_waited"] == 0


def test_housemate_wishes_are_counted_once_a_pair_and_relation():
    people = [resident(f"R{number}") for number in range(1, 5)]
    wishes = [
        pair("R1", "R2", "wish_together"),
        pair("R2", "R1", "wish_together"),
        pair("R1", "R3", "wish_together"),
        pair("R2", "R3", "wish_apart"),
        pair("R3", "R4", "wish_together"),
    ]
    rooms = [bedspace("H1a"), bedspace("H1b"), bedspace("H1c"), occupied("H2a", "R3"), occupied("H2b", "R4")]
    world = borough(*people, *wishes, *rooms)
    assert goals(world, {})["housemate_wishes"] == 0  # R3 and R4 share today, and neither moved
    assert goals(world, {"R1": "H1a", "R2": "H1b"})["housemate_wishes"] == 1
    # R1-R2 and R1-R3 together, R2-R3 crossed: 1 + 1 − 1
    assert goals(world, {"R1": "H1a", "R2": "H1b", "R3": "H1c"})["housemate_wishes"] == 1
    flats = borough(*people, *wishes, *rooms, home("H1", home_type="cluster_flat"))
    # In flats nothing is shared, so no wish to live apart is crossed: 1 + 1
    assert goals(flats, {"R1": "H1a", "R2": "H1b", "R3": "H1c"})["housemate_wishes"] == 2


def test_fit_is_the_weighted_mean_of_the_preferences_that_apply():
    # transport: 10 minutes 70, weight 2 × 3 (no importance given); least restrictive: one step 75, weight 2;
    # nothing wasted: one item 90, weight 1. Σws = 420 + 150 + 90 = 660, Σw = 9: (13200 + 9) // 18 = 733.
    place = home("H1", night_support="on_call", equipment=frozenset({"wet_room"}))
    world = borough(resident("R1"), place, bedspace("H1a"))
    assert goals(world, {"R1": "H1a"}, walk={"H1": 10})["fit"] == 733
    # With importance 5 transport weighs 10: Σws = 700 + 150 + 90 = 940, Σw = 13: (18800 + 13) // 26 = 723.
    caring = borough(resident("R1", importance_transport=5), place, bedspace("H1a"))
    assert goals(caring, {"R1": "H1a"}, walk={"H1": 10})["fit"] == 723


@pytest.mark.parametrize(
    ("category", "fit"),
    [
        ("E", 1000),  # met: (900 + 400) / 13
        (None, 808),  # unknown 50, nothing wasted 50: Σws = 800 + 50 + 200 = 1050; (21000 + 13) // 26 = 808
        ("F", 692),  # unmet 0: Σws = 900; (18000 + 13) // 26 = 692
    ],
)
def test_a_softened_requirement_counts_without_importance(category, fit):
    world = borough(resident("R1", access_need="E"), home("H1", ahr_category=category), bedspace("H1a"))
    soft = Scenario(as_of=date(2026, 3, 16), rules={"access": RuleChange(mode="prefer", weight=4)})
    assert goals(world, {"R1": "H1a"}, under=soft)["fit"] == fit


def test_a_softened_requirement_without_a_need_is_met():
    world = borough(resident("R1"), home("H1", ahr_category="G"), bedspace("H1a"))
    # transport 10 minutes 70 × 6, least restrictive 100 × 2, nothing wasted 100 × 1, access 100 × 3 (softened):
    # Σws = 420 + 200 + 100 + 300 = 1020, Σw = 12: (20400 + 12) // 24 = 850.
    assert goals(world, {"R1": "H1a"}, walk={"H1": 10}, under=scenario({"access": "prefer"}))["fit"] == 850


def test_fit_is_500_where_no_preference_weighs():
    ignored = dict.fromkeys(("transport", "least_restrictive", "nothing_wasted"), "ignore")
    world = borough(resident("R1"), bedspace("H1a"))
    assert goals(world, {"R1": "H1a"}, under=scenario(ignored))["fit"] == 500


def test_a_plans_fit_is_less_the_fit_that_incumbents_give_up():
    # H1 at 5 minutes is 1000; H2 at 10 minutes: Σws = 420 + 200 + 100 = 720; (14400 + 9) // 18 = 800.
    world = borough(resident("R1"), resident("R2"), occupied("H1a", "R1"), bedspace("H2a"))
    assert goals(world, {"R1": "H2a"}, walk={"H2": 10})["fit"] == -200
    assert goals(world, {"R1": "H2a", "R2": "H1a"}, walk={"H2": 10})["fit"] == 800


COSTS = {"weekly_core_cost": 300, "hourly_rate": 24, "weekly_rent": 200}


def test_weekly_cost_is_the_new_arrangement_less_the_old_and_less_the_void():
    world = borough(resident("R1", weekly_cost=1000), home("H1", **COSTS), bedspace("H1a", weekly_void_cost=150))
    # 300 + 10 × 24 + 200 − 1000 = −260, and a void of 150 filled
    assert goals(world, {"R1": "H1a"})["weekly_cost"] == -410


def test_half_hours_are_rounded_half_up_to_the_pound():
    costs = COSTS | {"hourly_rate": 25}
    world = borough(
        resident("R1", weekly_cost=0, support_hours_week=Decimal("0.5")), home("H1", **costs), bedspace("H1a")
    )
    # 300 + 12.5 → 13 + 200
    assert goals(world, {"R1": "H1a"})["weekly_cost"] == 513


@pytest.mark.parametrize("missing", [*COSTS, "support_hours_week", "weekly_cost"])
def test_a_cost_of_which_a_part_is_unknown_is_left_out_and_the_void_still_counts(missing):
    person = {"weekly_cost": 1000} | ({missing: None} if missing not in COSTS else {})
    place = COSTS | ({missing: None} if missing in COSTS else {})
    world = borough(resident("R1", **person), home("H1", **place), bedspace("H1a", weekly_void_cost=150))
    verified = check(world, {"R1": "H1a"})
    assert verified.goals["weekly_cost"] == -150
    assert "Weekly cost leaves out 1 of 1 moves: a part is not known." in verified.notes


def test_an_unknown_void_cost_counts_as_nothing():
    world = borough(resident("R1", weekly_cost=740), home("H1", **COSTS), bedspace("H1a"))
    assert goals(world, {"R1": "H1a"})["weekly_cost"] == 0  # 740 − 740


def test_a_place_vacated_costs_its_void_unless_it_is_refilled():
    people = resident("R1"), resident("R2")
    world = borough(*people, occupied("H1a", "R1", weekly_void_cost=70), bedspace("H2a", weekly_void_cost=150))
    assert goals(world, {"R1": "H2a"})["weekly_cost"] == 70 - 150
    assert goals(world, {"R1": "H2a", "R2": "H1a"})["weekly_cost"] == -150


def test_only_a_void_is_filled_and_a_notice_place_is_not_vacated():
    notice = bedspace("H1a", "notice", occupant_id="R1", available_from=date(2026, 4, 1), weekly_void_cost=70)
    works = bedspace("H2a", "works", available_from=date(2026, 4, 1), weekly_void_cost=150)
    world = borough(resident("R1"), resident("R2"), notice, works)
    assert goals(world, {"R1": "H2a"})["weekly_cost"] == 0
    assert goals(world, {"R1": "H2a", "R2": "H1a"})["weekly_cost"] == 0
