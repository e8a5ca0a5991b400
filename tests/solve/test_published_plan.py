"""The goal of fewest changes from a published plan, on worlds small enough to see the answer."""

from dataclasses import replace
from datetime import date

from housing_match.assess import assess
from housing_match.domain import Pair, Scenario
from housing_match.solve import best_plan
from housing_match.verify import verify
from tests.oracle.tiny import flat, geography_of, house, person, room, world_of

PLAIN = Scenario(as_of=date(2026, 3, 2))


def published(bedspace_of, **changes):
    pairs = tuple(Pair(resident_id=who, bedspace_id=room_id) for who, room_id in sorted(bedspace_of.items()))
    return replace(PLAIN, published_plan=pairs, **changes)


def planned(world, geography, scenario):
    """Who goes where, and how many places changed; the checker agrees with both."""
    plan = best_plan(assess(world, geography, scenario))
    checked = verify(world, geography, scenario, plan.bedspace_of)
    assert checked.agrees, checked.problems
    assert checked.goals == {goal.name: goal.value for goal in plan.goals}
    return plan.bedspace_of, checked.goals.get("changes")


def two_flats(*more):
    """p is 10 minutes from family in h1 and 60 in h2, q the other way round: by fit p goes to h1 and q to h2."""
    people = [person("p", importance_family=5), person("q", importance_family=5), *more]
    world = world_of(people, [flat("h1"), flat("h2")], [room("b1", "h1"), room("b2", "h2")])
    minutes = {("p", "h1"): 10, ("p", "h2"): 60, ("q", "h1"): 60, ("q", "h2"): 10}
    return world, geography_of(world, family=minutes | {(one.resident_id, h): 90 for one in more for h in ("h1", "h2")})


def test_a_better_fit_alone_moves_nobody_from_the_place_published():
    crossed = {"p": "b2", "q": "b1"}
    assert planned(*two_flats(), PLAIN) == ({"p": "b1", "q": "b2"}, None)
    assert planned(*two_flats(), published(crossed)) == (crossed, 0)
    assert planned(*two_flats(), published(crossed, goals=("fit", "changes"))) == ({"p": "b1", "q": "b2"}, 2)
    assert planned(*two_flats(), published(crossed, tolerances=(("changes", 2),))) == ({"p": "b1", "q": "b2"}, 2)


def test_somebody_in_greater_need_takes_one_place_and_the_others_stay_as_published():
    # a takes the place of p or of q: a is new (1 change), one is left out (1); that which is left is by fit the same.
    world, geography = two_flats(person("a", priority_band="A", waiting_since=date(2020, 1, 1)))
    moves, changes = planned(world, geography, published({"p": "b2", "q": "b1"}))
    assert changes == 2
    assert moves in ({"a": "b2", "q": "b1"}, {"a": "b1", "p": "b2"})


def test_alike_rooms_of_one_home_are_told_apart():
    world = world_of([person("p"), person("q")], [house("h")], [room("b1", "h"), room("b2", "h")])
    assert planned(world, geography_of(world), PLAIN)[0] == {"p": "b1", "q": "b2"}
    crossed = {"p": "b2", "q": "b1"}
    assert planned(world, geography_of(world), published(crossed)) == (crossed, 0)


def test_who_has_moved_in_since_is_no_change_and_who_dropped_out_is():
    people = [person("p", needs_move=False), person("q", consent="no"), person("r")]
    beds = [room("b1", "h1", "occupied", "p"), room("b2", "h2"), room("b3", "h3")]
    world = world_of(people, [flat("h1"), flat("h2"), flat("h3")], beds)
    # p lives in b1 by now, q no longer wants b2, and r was given b3 and gets it.
    assert planned(world, geography_of(world), published({"p": "b1", "q": "b2", "r": "b3"})) == ({"r": "b3"}, 1)


def test_people_and_places_that_are_gone_are_a_note_and_no_problem():
    world, geography = two_flats()
    scenario = published({"gone": "b1", "p": "gone-too"})
    moves, changes = planned(world, geography, scenario)
    assert (moves, changes) == ({"p": "b1", "q": "b2"}, 2)  # p cannot have the place published, and q is new
    notes = verify(world, geography, scenario, moves).notes
    assert "The published plan names gone, gone-too, which are in no table." in notes
