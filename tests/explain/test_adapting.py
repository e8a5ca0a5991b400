"""What a listed work would open, held against an assessment of the world as it would be with the work done."""

from dataclasses import replace
from datetime import date

import pytest

from housing_match.assess import assess
from housing_match.domain import Adaptation, Scenario
from housing_match.draw import map_layers
from housing_match.explain import openings, voids
from housing_match.solve import best_plan
from tests.assessed import whole
from tests.explain.works import random_work, with_work_done
from tests.oracle.dice import Dice
from tests.oracle.tiny import flat, geography_of, person, room, world_of
from tests.random_worlds import random_scenario, random_world

AS_OF = date(2026, 3, 2)


def ramp(home_id="H1", **adds):
    return Adaptation(home_id=home_id, work="works", capital_cost=1000, weeks=4, **adds)


def opens_what_it_would(seed):
    dice = Dice(seed)
    world, geography = random_world(seed, people=8, homes=4, needs=0.3)
    scenario = random_scenario(seed, world)
    work = random_work(dice, world)
    now = assess(replace(world, adaptations=(work,)), geography, scenario)
    then = assess(with_work_done(world, work), geography, scenario)
    may_now, may_then = whole(now).allowed, whole(then).allowed
    opened = 0
    for at, place in enumerate(now.places):
        worked_on = place.home_id == work.home_id
        new = [worked_on and fits for fits in may_then[:, at] & ~may_now[:, at]]
        expected = tuple(one.resident_id for one, fits in zip(now.residents, new, strict=True) if fits)
        found = [one.resident_ids for one in openings(now, place.bedspace_id)]
        assert found == ([expected] if expected else [])
        opened += len(expected)
    return opened


def test_a_work_opens_a_place_to_exactly_those_whom_the_rules_let_in_once_it_is_done():
    assert sum(opens_what_it_would(seed) for seed in range(75)) > 30  # enough of these works open something


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(1000, 3000))
def test_a_work_opens_what_it_would_in_thousands_of_worlds(seed):
    opens_what_it_would(seed)


def test_a_hoist_opens_a_flat_to_the_person_who_needs_one_and_says_which_work():
    people = [person("R1", equipment_needed=frozenset({"ceiling_hoist"})), person("R2")]
    works = (ramp(adds_equipment=frozenset({"ceiling_hoist"})), ramp(adds_design=frozenset({"robust"})))
    world = replace(world_of(people, [flat("H1")], [room("H1-1", "H1")]), adaptations=works)
    (found,) = openings(assess(world, geography_of(world), Scenario(as_of=AS_OF)), "H1-1")
    assert found.work is works[0]
    assert found.resident_ids == ("R1",)  # R2 could have the flat as it is; robust walls let nobody new in


def test_a_work_on_another_room_opens_nothing_here():
    people = [person("R1", access_need="A")]
    work = ramp(raises_ahr_to="A", bedspace_id="H1-2")
    world = world_of(people, [flat("H1", ahr_category="D")], [room("H1-1", "H1"), room("H1-2", "H1")])
    world = replace(world, adaptations=(work,))
    assessment = assess(world, geography_of(world), Scenario(as_of=AS_OF))
    assert openings(assessment, "H1-1") == ()
    assert [one.resident_ids for one in openings(assessment, "H1-2")] == [("R1",)]


def test_a_void_that_suits_nobody_as_it_is_is_adaptable_where_a_listed_work_would_let_somebody_in():
    people = [person("R1", access_need="A")]
    homes = [flat("H1", ahr_category="D"), flat("H2", ahr_category="D")]
    world = world_of(people, homes, [room("H1-1", "H1"), room("H2-1", "H2")])
    world = replace(world, adaptations=(ramp(raises_ahr_to="A"),))
    assessment = assess(world, geography_of(world), Scenario(as_of=AS_OF))
    plan = best_plan(assessment)
    found = voids(assessment, plan)
    assert [(one.label, len(one.openings)) for one in found] == [("adaptable", 1), ("no_one_fits", 0)]
    rows = map_layers(assessment, plan, (), found)["homes"].rows
    assert [(one["voids_adaptable"], one["voids_no_one_fits"]) for one in rows] == [(1, 0), (0, 1)]
