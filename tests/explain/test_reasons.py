"""Why this home, why each person waits and what keeps each void empty, in worlds small enough to see it."""

from datetime import date

import pytest

from housing_match.assess import assess
from housing_match.domain import HousematePair, Scenario
from housing_match.explain import checks_before_offer, matches, shared_homes, voids, waiting
from housing_match.solve import best_plan
from tests.oracle.tiny import flat, geography_of, house, person, room, world_of
from tests.random_worlds import random_scenario, random_world

AS_OF = date(2026, 3, 2)


def planned(world, geography=None, **scenario):
    assessment = assess(world, geography or geography_of(world), Scenario(as_of=AS_OF, **scenario))
    return assessment, best_plan(assessment)


def the_one_waiting(world, who, geography=None, **scenario):
    assessment, plan = planned(world, geography, **scenario)
    return next(one for one in waiting(assessment, plan) if one.resident_id == who)


@pytest.mark.parametrize("seed", range(30))
def test_the_points_of_the_lines_add_up_to_the_fit(seed):
    world, geography = random_world(seed, people=6, homes=5)
    scenario = random_scenario(seed, world)
    if scenario.pins or scenario.nominations:
        return
    assessment = assess(world, geography, scenario)
    for match in matches(assessment, best_plan(assessment)):
        weighed = [one for one in match.findings if one.weight]
        assert sum(one.points for one in match.findings) == (match.move.fit if weighed else 0)


def test_two_people_for_one_home_the_one_who_waits_is_outcompeted():
    world = world_of([person("a"), person("b")], [flat("h")], [room("h1", "h")])
    assessment, plan = planned(world)
    (wait,) = waiting(assessment, plan)
    assert (wait.kind, wait.nearest_homes, wait.questions) == ("outcompeted", ("h",), ())


def test_who_said_no_waits_for_consent_even_where_a_home_is_free():
    world = world_of([person("a", consent="no")], [flat("h")], [room("h1", "h")])
    assert the_one_waiting(world, "a").kind == "no_consent"


def test_no_home_accessible_enough_is_no_suitable_home_and_the_rule_is_counted_over_the_free_places():
    beds = [room("h1", "h"), room("g1", "g"), room("g2", "g", "closed")]
    world = world_of([person("a", access_need="A")], [flat("h"), house("g")], beds)
    wait = the_one_waiting(world, "a")
    assert (wait.kind, wait.free_places, wait.blocked_by) == ("no_suitable_home", 2, (("access", 2),))


def test_an_unknown_alone_in_the_way_is_worth_a_call_with_the_question_to_ask():
    world = world_of([person("a", night_support="waking")], [flat("h", night_support=None)], [room("h1", "h")])
    wait = the_one_waiting(world, "a")
    assert (wait.kind, wait.questions) == ("worth_a_call", ("h: What support does the home have at night?",))


def test_a_home_whose_hours_run_out_leaves_the_person_coupled():
    # 30 hours live there and 10 would come: 40 of 35.
    people = [person("a"), person("z", needs_move=False, support_hours_week=30, current_bedspace_id="h2")]
    beds = [room("h1", "h"), room("h2", "h", "occupied", "z")]
    world = world_of(people, [house("h", support_hours_week=35)], beds)
    wait = the_one_waiting(world, "a")
    assert (wait.kind, wait.blocked_by[0]) == ("coupled", ("support_capacity", 1))


def test_unknown_hours_of_somebody_who_lives_there_are_worth_a_call():
    people = [person("a"), person("z", needs_move=False, support_hours_week=None, current_bedspace_id="h2")]
    beds = [room("h1", "h"), room("h2", "h", "occupied", "z")]
    world = world_of(people, [house("h", support_hours_week=35)], beds)
    wait = the_one_waiting(world, "a")
    assert wait.kind == "worth_a_call"
    assert wait.questions == ("h: How many support hours a week does everybody who lives there have?",)


def test_people_whom_the_scenario_leaves_out_are_not_said_to_wait():
    world = world_of([person("a"), person("b")], [flat("h")], [room("h1", "h")])
    assessment, plan = planned(world, exclude=frozenset({"b"}))
    assert plan.bedspace_of == {"a": "h1"}
    assert waiting(assessment, plan) == ()


def test_each_void_has_the_label_that_the_plan_gives_it():
    # a takes h1. g1 (shared) suits nobody: a must live alone. f1 is a flat too, but one person needs one home.
    homes = [flat("h"), flat("f"), house("g")]
    beds = [
        room("h1", "h", void_since=date(2026, 2, 16), weekly_void_cost=70),
        room("f1", "f"),
        room("g1", "g"),
        room("g2", "g"),
    ]
    world = world_of([person("a", lives="alone")], homes, beds)
    assessment, plan = planned(world, pins=())
    found = {one.bedspace_id: one for one in voids(assessment, plan)}
    taken = plan.bedspace_of["a"]
    other = "f1" if taken == "h1" else "h1"
    assert (found[taken].label, found[other].label, found["g1"].label) == ("matched", "contested", "no_one_fits")
    assert found["g1"].nearest_people[0].blocking_rules == ("household",)
    assert (found["h1"].weeks_empty, found["f1"].weeks_empty) == (2, None)  # 16 February to 2 March: 14 days


@pytest.mark.parametrize(
    ("fields", "check"),
    [
        ({"consent": "not_asked"}, "ask_first"),
        ({"consent": "best_interests"}, "capacity_and_deprivation_of_liberty"),
        ({"access_need": "D"}, "occupational_therapist"),
        ({"equipment_needed": frozenset({"wet_room"})}, "occupational_therapist"),
        ({"skills_needed": frozenset({"epilepsy"})}, "provider"),
        ({"funding": "chc"}, "funder"),
        ({"nhs_share": 40}, "funder"),
    ],
)
def test_what_the_person_needs_says_what_to_check_before_an_offer(fields, check):
    resident = person("a", **fields)
    world = world_of([resident], [flat("h")], [room("h1", "h")])
    plain = world_of([person("a")], [flat("h")], [room("h1", "h")])
    assert checks_before_offer(plain, plain.resident["a"], plain.place("h1")) == ()
    assert checks_before_offer(world, resident, world.place("h1")) == (check,)


def test_another_authoritys_tenant_in_the_home_makes_the_provider_a_check():
    world = world_of([person("a")], [house("h", landlord="L")], [room("h1", "h"), room("h2", "h", "occupied")])
    assert checks_before_offer(world, world.resident["a"], world.place("h1")) == ("provider", "landlord")


def test_a_household_shows_hours_against_the_limit_and_what_stands_there_untouched():
    people = [
        person("a"),
        person("y", needs_move=False, sex="F", housemate_sex="same", support_hours_week=20, current_bedspace_id="h2"),
        person("z", needs_move=False, sex="M", support_hours_week=25, current_bedspace_id="h3"),
    ]
    beds = [room("h1", "h"), room("h2", "h", "occupied", "y"), room("h3", "h", "occupied", "z")]
    world = world_of(people, [house("h", support_hours_week=40)], beds)
    assessment, plan = planned(world)
    assert plan.moves == ()  # y asks for one sex, z is another: nobody else's sex makes it worse, but 45 hours > 40
    (home,) = shared_homes(assessment, plan)
    assert (home.resident_ids, home.hours, home.hours_limit) == (("y", "z"), 45, 40)
    assert home.flags == ("over_hours", "stands_today:same_sex")


def test_a_pair_who_must_live_together_wait_together_where_only_one_bed_is_free():
    world = world_of(
        [person("a"), person("b")],
        [house("h")],
        [room("h1", "h"), room("h2", "h", "occupied")],
        housemates=(HousematePair(resident_id="a", other_id="b", relation="must_together"),),
    )
    assessment, plan = planned(world)
    assert {one.resident_id: one.kind for one in waiting(assessment, plan)} == {"a": "coupled", "b": "coupled"}
