"""What is not known and stands in the way: each question once, with whom to ask and how many it would help."""

from datetime import date

import pytest

from housing_match.assess import assess
from housing_match.criteria import Unknown, Verdict
from housing_match.domain import Scenario
from housing_match.explain import open_questions
from tests.oracle.tiny import flat, geography_of, person, room, world_of
from tests.random_worlds import random_scenario, random_world

AS_OF = date(2026, 3, 2)


def questions(world, **scenario):
    return open_questions(assess(world, geography_of(world), Scenario(as_of=AS_OF, **scenario)))


def test_a_person_of_unknown_need_is_one_question_about_that_person_for_all_places():
    world = world_of([person("a", access_need=None)], [flat("g"), flat("h")], [room("g1", "g"), room("h1", "h")])
    (one,) = questions(world)
    assert (one.rule, one.about_home, one.ids) == ("access", False, ("a",))
    assert (one.people, one.places, one.pairs) == (1, 2, 2)
    assert one.question == "Which accessibility category (A to F) does the person need?"


def test_a_silent_home_is_one_question_about_the_home_for_everyone_it_could_help():
    people = [person("a", night_support="waking"), person("b", night_support="sleep_in"), person("c")]
    world = world_of(people, [flat("h", night_support=None)], [room("h1", "h")])
    (one,) = questions(world)
    assert (one.rule, one.about_home, one.ids) == ("support", True, ("h",))
    assert (one.people, one.places, one.pairs) == (2, 1, 2)  # c needs nobody at night, whatever the home has


def test_what_another_rule_already_rules_out_is_no_question():
    world = world_of([person("a", access_need=None, night_support="waking")], [flat("h")], [room("h1", "h")])
    assert questions(world) == ()  # the flat has no support at night: its access decides nothing


def test_who_is_not_in_the_plan_raises_no_question():
    people = [person("a", access_need=None, needs_move=False), person("b", access_need=None)]
    world = world_of(people, [flat("h")], [room("h1", "h")])
    assert [one.ids for one in questions(world)] == [("b",)]
    assert questions(world, exclude=frozenset({"b"})) == ()


def test_the_question_that_helps_most_people_comes_first():
    people = [person("a", access_need=None), person("b", access_need=None), person("c", behaviour_support=None)]
    world = world_of(people, [flat("h")], [room("h1", "h")])
    assert [(one.rule, one.people) for one in questions(world)] == [("access", 2), ("behaviour", 1)]


@pytest.mark.parametrize("seed", range(30))
def test_the_questions_are_those_that_the_rules_ask_pair_by_pair(seed):
    world, geography = random_world(seed, people=8, homes=6)
    assessment = assess(world, geography, random_scenario(seed, world))
    asked = {}
    for row, resident in enumerate(assessment.residents):
        for column, place in enumerate(assessment.places):
            if not (assessment.in_plan[row] and assessment.open_at(row, column)):
                continue
            found = assessment.findings(resident.resident_id, place.bedspace_id)
            if any(one.rule.stands(one.outcome) == Verdict.UNMET for one in found):
                continue
            for one in found:
                if one.blocks and isinstance(one.outcome, Unknown):
                    about = place.home_id if one.outcome.about_home else resident.resident_id
                    key = one.rule.name, one.outcome.question, one.outcome.about_home
                    asked.setdefault(key, []).append((about, resident.resident_id, place.bedspace_id))
    expected = {
        key: (
            tuple(sorted({about for about, _, _ in pairs})),
            len({who for _, who, _ in pairs}),
            len({where for _, _, where in pairs}),
            len(pairs),
        )
        for key, pairs in asked.items()
    }
    found = {
        (one.rule, one.question, one.about_home): (one.ids, one.people, one.places, one.pairs)
        for one in open_questions(assessment)
    }
    assert found == expected
