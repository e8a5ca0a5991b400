"""Whom a void comes nearest to, with the one rule in the way: about the person, or about those who would share."""

from datetime import date

from housing_match.assess import assess
from housing_match.domain import Scenario
from housing_match.explain import NearPerson, reasons, voids
from housing_match.publish.answers import answer
from housing_match.solve import best_plan
from tests.oracle.tiny import flat, geography_of, house, person, room, world_of

AS_OF = date(2026, 3, 2)


def void_of(people, homes, rooms, about):
    world = world_of(people, homes, rooms)
    assessment = assess(world, geography_of(world), Scenario(as_of=AS_OF))
    plan = best_plan(assessment)
    (found,) = [one for one in voids(assessment, plan) if one.bedspace_id == about]
    return found, answer(reasons(assessment, plan), about)


def test_who_suits_but_for_those_who_live_there_is_named_with_that_rule():
    # 30 hours live there; a would come with 10 and b with 5, against a limit of 36: b may, and a may not.
    people = [
        person("a"),
        person("b", support_hours_week=5),
        person("z", needs_move=False, support_hours_week=30, current_bedspace_id="h2"),
    ]
    rooms = [room("h1", "h"), room("h2", "h", "occupied", "z"), room("h3", "h")]
    found, said = void_of(people, [house("h", support_hours_week=36)], rooms, "h3")
    assert found.label == "contested"  # b has h1, and h3 stays empty
    assert found.nearest_people == (
        NearPerson(resident_id="a", blocking_rules=("support_capacity",)),
        NearPerson(resident_id="b", blocking_rules=()),
    )
    assert said.rows == (
        ("a", "not met: The home can staff everybody's support hours (45 known hours a week against a limit of 36)"),
        ("b", "nothing: every rule is met; no plan with this move comes out better, goal by goal"),
    )


def test_of_a_void_that_is_filled_the_others_are_told_to_whom_it_is_proposed():
    _, said = void_of([person("a", priority_band="A"), person("b")], [flat("h")], [room("h1", "h")], "h1")
    assert said.rows == (
        ("a", "nothing: proposed it"),
        ("b", "every rule about one person is met; proposed to a"),
    )
