"""Shortage certificates, held against the definition itself and a largest matching found by hand-written search."""

from datetime import date

import pytest

from housing_match.assess import assess
from housing_match.domain import Scenario
from housing_match.explain.shortages import shortages
from tests.oracle.plans import in_plan
from tests.oracle.rules import allowed, lives_at
from tests.oracle.tiny import flat, geography_of, house, person, room, world_of
from tests.random_worlds import random_scenario, random_world

AS_OF = date(2026, 3, 2)


def usable_places(world, geography, scenario):
    """resident_id → every place that the person could use by the one-person rules, an incumbent's own among them."""
    people = in_plan(world, geography, scenario)
    found = {}
    for who in sorted(people):
        fits = {
            one.bedspace_id
            for one in world.bedspaces
            if allowed(world, geography, scenario, who, one.bedspace_id, people)
        }
        found[who] = fits | ({lives_at(world, who)} - {None})
    return found


def most_housed(usable):
    """The size of a largest matching: each person in turn takes a place, others making way where they can."""
    holder = {}

    def seat(who, tried):
        for place in sorted(usable[who] - tried):
            tried.add(place)
            if place not in holder or seat(holder[place], tried):
                holder[place] = who
                return True
        return False

    return sum(seat(who, set()) for who in sorted(usable))


def holds(seed, **knobs):
    world, geography = random_world(seed, **knobs)
    scenario = random_scenario(seed, world)
    usable = usable_places(world, geography, scenario)
    found = shortages(assess(world, geography, scenario))
    people = [who for one in found for who in one.resident_ids]
    places = [place for one in found for place in one.bedspace_ids]
    assert len(people) == len(set(people))
    assert len(places) == len(set(places))
    for one in found:
        assert set(one.bedspace_ids) == set().union(*(usable[who] for who in one.resident_ids))
        assert one.short_by > 0
    assert sum(one.short_by for one in found) == len(usable) - most_housed(usable)
    return bool(found)


def test_every_certificate_is_true_and_together_they_count_whom_no_plan_can_house():
    assert sum(holds(seed, people=9, homes=5) for seed in range(40)) > 20  # most of these worlds are short of homes


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(1000, 2000))
def test_every_certificate_is_true_in_a_thousand_worlds(seed):
    holds(seed, people=12, homes=7)


def test_three_people_who_need_category_b_compete_for_the_two_homes_that_are():
    people = [person(f"R{number}", access_need="B") for number in (1, 2, 3)] + [person("R4", access_need="F")]
    homes = [flat("H1", ahr_category="B"), flat("H2", ahr_category="A"), flat("H3", ahr_category="F")]
    world = world_of(people, homes, [room(f"H{number}-1", f"H{number}") for number in (1, 2, 3)])
    (found,) = shortages(assess(world, geography_of(world), Scenario(as_of=AS_OF)))
    assert found.resident_ids == ("R1", "R2", "R3")  # R4 has H3, which suits none of them
    assert found.bedspace_ids == ("H1-1", "H2-1")
    assert found.short_by == 1
    assert found.needs == (("access", ("category B",)),)


def test_people_without_any_place_stand_together_where_they_want_the_same():
    people = [person("R1", access_need="A"), person("R2", access_need="A"), person("R3", behaviour_support="high")]
    world = world_of(people, [flat("H1", ahr_category="C", behaviour_support="none")], [room("H1-1", "H1")])
    found = shortages(assess(world, geography_of(world), Scenario(as_of=AS_OF)))
    assert [(one.resident_ids, one.bedspace_ids, one.short_by) for one in found] == [
        (("R1", "R2"), (), 2),
        (("R3",), (), 1),
    ]


def short(people, homes):
    """The needs of the only shortage, two bedspaces in each house and one in each flat."""
    beds = [room(f"{one.home_id}-{bed}", one.home_id) for one in homes for bed in range(1 if one.own_door else 2)]
    world = world_of(people, homes, beds)
    (found,) = shortages(assess(world, geography_of(world), Scenario(as_of=AS_OF)))
    return found.needs


def test_where_people_want_more_things_than_are_named_it_is_said_that_there_are_others():
    people = [person(f"R{need}", access_need=need) for need in "ABCD"]  # all could have H1, and nothing else
    needs = short(people, [flat("H1", ahr_category="A"), house("H2", ahr_category="E")])
    assert needs == (("access", ("category A", "category B", "category C", "others")),)


def test_what_is_said_to_be_wanted_is_the_persons_own_and_no_limit_of_a_home():
    people = [person(f"R{number}", lives="alone") for number in (1, 2)]
    assert short(people, [house("H1", age_min=18), house("H2")]) == (("household", ("to live alone",)),)


def test_nobody_is_short_of_anything_where_there_is_nobody():
    world = world_of([], [flat("H1")], [room("H1-1", "H1")])
    assert shortages(assess(world, geography_of(world), Scenario(as_of=AS_OF))) == ()
