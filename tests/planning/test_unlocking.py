"""What listed works unlock through the whole plan, by hand and against brute force on the world with the works done."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from housing_match.assess import assess
from housing_match.domain import Adaptation, Scenario
from housing_match.explain import openings
from housing_match.planning.unlocking import unlocked
from housing_match.publish.unlocked_words import unlocked_part
from housing_match.solve import best_plan, plan_of
from tests.explain.works import random_work, with_work_done
from tests.oracle.brute import best
from tests.oracle.dice import Dice
from tests.oracle.tiny import flat, geography_of, person, room, world_of
from tests.random_worlds import random_scenario, random_world

AS_OF = date(2026, 3, 2)
HOIST = Adaptation(home_id="H1", work="hoist", capital_cost=9000, weeks=4, adds_equipment=frozenset({"ceiling_hoist"}))


def planned(people, homes, rooms, *works, **scenario):
    world = replace(world_of(people, homes, rooms), adaptations=works)
    assessment = assess(world, geography_of(world), Scenario(as_of=AS_OF, **scenario))
    return assessment, best_plan(assessment)


def test_a_work_that_lets_one_person_in_houses_whoever_follows_in_the_chain():
    # R1 needs a hoist and leaves H2 for H1, which is for women; R2 can have H2 then. The rules let in one more person
    # once the work is done, and the plan houses two.
    hoist = {"equipment_needed": frozenset({"ceiling_hoist"})}
    people = [
        person("R1", situation="supported_living", current_bedspace_id="H2-1", **hoist),
        person("R2", sex="M"),
    ]
    homes = [flat("H1", sex="F"), flat("H2")]
    assessment, plan = planned(people, homes, [room("H1-1", "H1"), room("H2-1", "H2", "occupied", "R1")], HOIST)
    assert not plan.moves
    assert [one.resident_ids for one in openings(assessment, "H1-1")] == [("R1",)]
    found = unlocked(assessment, plan, [HOIST])
    assert found.housed == ("R1", "R2")
    assert (found.no_longer, found.proved) == ((), True)
    assert [(one.resident_id, one.before, one.after) for one in found.people] == [
        ("R1", None, "H1-1"),
        ("R2", None, "H2-1"),
    ]
    assert next((before, after) for name, before, after in found.goals if name == "housed") == (0, 2)


def test_a_work_that_ends_after_the_window_unlocks_nothing():
    people = [person("R1", equipment_needed=frozenset({"ceiling_hoist"}))]
    assessment, plan = planned(people, [flat("H1")], [room("H1-1", "H1")], HOIST, window_weeks=3)
    assert unlocked(assessment, plan, [HOIST]).housed == ()  # four weeks of work


def test_what_a_plan_that_is_not_the_best_could_have_had_anyway_is_no_gain_of_the_work():
    # R1 could have H2 as it is; nobody moves by the plan given. Only R2 needs the hoist.
    people = [person("R1"), person("R2", equipment_needed=frozenset({"ceiling_hoist"}))]
    assessment, _ = planned(people, [flat("H1"), flat("H2")], [room("H1-1", "H1"), room("H2-1", "H2")], HOIST)
    found = unlocked(assessment, plan_of(assessment, {}), [HOIST])
    assert (found.housed, found.made_again, found.proved) == (("R2",), True, True)
    assert "it was made again without the work as well" in " ".join(unlocked_part(found).sentences)


def test_ids_are_named_as_the_tables_have_them():
    people = [person("in_need_1", equipment_needed=frozenset({"ceiling_hoist"}))]
    assessment, plan = planned(people, [flat("H1")], [room("H1-1", "H1")], HOIST)
    assert "Housed then: in_need_1." in unlocked_part(unlocked(assessment, plan, [HOIST])).sentences


def test_nobody_is_put_elsewhere_who_could_as_well_stay_where_the_plan_has_them():
    # R1 and R2 are alike and so are the flats; the work is on a third that neither needs.
    homes = [flat("H1"), flat("H2"), flat("H3")]
    rooms = [room(f"{one.home_id}-1", one.home_id) for one in homes[1:]]
    people = [person("R1"), person("R2")]
    assessment, plan = planned(people, homes, [*rooms, room("H1-1", "H1", status="held")], HOIST, seed=3)
    assert unlocked(assessment, plan, [HOIST]).people == ()


def comes_to_what_brute_force_finds(seed):
    """Holds the goals with a work done to the best of all plans of that world; how many the work houses or not."""
    dice = Dice(seed)
    world, geography = random_world(seed, people=4, homes=3, places=4, needs=0.5)
    lived_in = {one.home_id for one in world.bedspaces if one.status == "occupied"}
    work = random_work(dice, world)
    if work.home_id in lived_in:  # what those who live there compare with is the home before the work
        return 0
    scenario = replace(random_scenario(seed, world), pins=(), nominations=(), published_plan=None, tolerances=())
    assessment = assess(world, geography, scenario)
    found = unlocked(assessment, best_plan(assessment), [work])
    built = with_work_done(world, work)
    rooms = tuple(later(one, work, scenario) if one.home_id == work.home_id else one for one in built.bedspaces)
    values, _ = best(replace(built, bedspaces=rooms), geography, scenario)
    assert {name: after for name, _, after in found.goals if name in values} == values
    return len(found.people)


def later(place, work, scenario):
    """The place free only when the work is done; one of which nobody knows when it is free stays so."""
    if place.available_from is None and place.status != "void":
        return place
    begins = max(scenario.as_of, place.available_from or scenario.as_of)
    return replace(place, available_from=begins + timedelta(weeks=work.weeks))


def test_the_plan_with_a_work_done_is_the_best_of_all_plans_of_that_world():
    assert sum(comes_to_what_brute_force_finds(seed) for seed in range(60)) > 3  # enough of these works change the plan


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(1000, 1500))
def test_the_plan_with_a_work_done_is_the_best_of_all_plans_in_hundreds_of_worlds(seed):
    comes_to_what_brute_force_finds(seed)
