"""Outcomes beside the pool, for readers within the councils and as they may be published."""

from datetime import date

from housing_match.assess import assess
from housing_match.domain import Scenario
from housing_match.explain.outcomes import OutcomeGroup, outcomes
from housing_match.publish.outcomes import outcome_parts, publishable
from tests.oracle.tiny import WESTMINSTER, flat, geography_of, person, room, world_of

AS_OF = date(2026, 3, 2)


def assessed():
    people = [
        person("a", sex="F", birth_month=date(2008, 2, 1), ethnic_group="black"),  # 18 on the last day of February
        person("b", sex="M", birth_month=date(1961, 3, 1), ethnic_group="white"),  # 64 until the end of March
        person("c", sex="unknown", birth_month=date(1961, 2, 1)),  # 65 on the last day of February
        person("d", consent="no", ethnic_group="asian"),  # not in the plan
    ]
    world = world_of(people, [flat("h")], [room("h1", "h")])
    return assess(world, geography_of(world), Scenario(as_of=AS_OF))


def test_everybody_in_the_plan_is_counted_once_in_each_way_and_those_moved_beside_them():
    by = {one.by: one.groups for one in outcomes(assessed(), {"b": "h1"})}
    assert by["sex"] == (
        OutcomeGroup(name="F", in_plan=1, moved=0),
        OutcomeGroup(name="M", in_plan=1, moved=1),
        OutcomeGroup(name="not known", in_plan=1, moved=0),
    )
    assert [(one.name, one.moved) for one in by["age"]] == [("18 to 24", 0), ("55 to 64", 1), ("65 or older", 0)]
    assert [one.name for one in by["ethnic_group"]] == ["black", "white", "not known"]
    assert by["borough"] == (OutcomeGroup(name=WESTMINSTER, in_plan=3, moved=1),)


def test_of_few_people_no_share_is_said():
    part = outcome_parts(outcomes(assessed(), {"b": "h1"}), published=False)[0]
    assert part.rows[1] == ("men", "1", "too few (3) to say a share", "1", "too few (1) to say a share")


def test_what_may_be_published_has_no_small_number_and_none_that_a_sum_gives_away():
    assert publishable([92, 103, 0]) == ["90", "105", "0"]
    # 3 alone would follow from any sum, so that the next smallest is hidden with it.
    assert publishable([92, 103, 3, 0]) == ["hidden", "105", "7 or fewer", "0"]
    assert publishable([92, 103, 3, 7]) == ["90", "105", "7 or fewer", "7 or fewer"]
    rows = outcome_parts(outcomes(assessed(), {"b": "h1"}), published=True)[0].rows
    assert rows[0] == ("women", "7 or fewer", "0")
