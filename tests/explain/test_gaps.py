"""New places that end a shortage, and the table of gaps."""

from dataclasses import replace
from datetime import date
from itertools import combinations

import pytest
from scipy.optimize import linear_sum_assignment

from housing_match.assess import assess
from housing_match.domain import Scenario
from housing_match.explain.gaps import MOVE_ON, gaps
from housing_match.explain.new_places import new_places
from housing_match.explain.shortages import eligible, shortages
from tests import random_worlds
from tests.villages.building import AS_OF, geography, home, let, resident, scenario, village, void

KENSINGTON = "E09000020"


def assessed(people, homes, rooms):
    world = village(people, homes, rooms)
    return assess(world, geography(world), scenario())


def housed(edges, rows, columns):
    """How many of these people the places take, by the assignment of the largest sum."""
    allowed = edges[rows][:, columns].toarray()
    return int(allowed[linear_sum_assignment(allowed, maximize=True)].sum())


def told(found):
    return [(one.resident_ids, tuple(want for _, want in one.wants)) for one in found]


def test_who_shares_a_shortage_gets_as_many_new_places_as_it_is_short_by_and_the_plainest_that_will_do():
    people = [resident("P1", access_need="B"), resident("P2"), resident("P3", night_support="waking")]
    homes = [home("H1", ahr_category="A", night_support="waking"), home("H2", "shared_house", ahr_category="G")]
    assessment = assessed(people, homes, [void("H1-1"), let("H2-1"), let("H2-2")])
    # All three could use H1 only. One of three bedspaces serves P1 (category B), and one P3 (waking nights): as hard,
    # so that the earlier id keeps H1. P2, whom all three would serve, and P3 are left out.
    found = new_places(assessment, shortages(assessment))
    assert told(found) == [(("P2",), ()), (("P3",), ("waking at night",))]


def test_people_who_want_the_same_are_one_kind():
    skills = frozenset({"autism", "pmld"})
    people = [resident(f"P{number}", access_need="B", skills_needed=skills) for number in range(3)]
    assessment = assessed(people, [home("H1")], [void("H1-1")])
    (kind,) = new_places(assessment, shortages(assessment))
    assert kind.resident_ids == ("P0", "P1", "P2")
    assert [want for _, want in kind.wants] == ["category B", "autism", "profound and multiple learning disabilities"]


@pytest.mark.parametrize("seed", range(40))
def test_with_the_new_places_nobody_is_short_and_with_fewer_somebody_always_is(seed):
    world, distances = random_worlds.random_world(seed, people=8, homes=4)
    assessment = assess(world, distances, Scenario(as_of=random_worlds.AS_OF))
    short = shortages(assessment)
    missing = new_places(assessment, short)
    edges = eligible(assessment)
    for shortage in short:
        rows = [assessment.row[one] for one in shortage.resident_ids]
        columns = [assessment.column[one] for one in shortage.bedspace_ids]
        own = [kind for kind in missing if kind.certificate_id == shortage.certificate_id]
        served = {one for kind in own for one in kind.resident_ids}
        assert len(served) == shortage.short_by
        others = [assessment.row[one] for one in shortage.resident_ids if one not in served]
        assert housed(edges, others, columns) == len(others)
        for fewer in combinations(rows, shortage.short_by - 1):
            left = [row for row in rows if row not in fewer]
            assert housed(edges, left, columns) < len(left)


def test_need_supply_and_what_is_missing_stand_side_by_side_for_each_borough():
    people = [
        resident("P1", access_need="B"),
        resident("P2", access_need="B"),
        resident("P3", access_need="B", borough=KENSINGTON),
    ]
    homes = [home("H1", ahr_category="A"), home("H2", ahr_category="G")]
    (now,) = gaps(assessed(people, homes, [void("H1-1"), void("H2-1")]))
    rows = {(one.borough, one.wanted): (one.resident_ids, one.bedspace_ids, one.short_ids) for one in now.gaps}
    # H1 takes P1 or P2; H2 suits nobody. P3's borough may nominate to neither.
    assert rows[KENSINGTON, "category B"] == (("P3",), (), ("P3",))
    assert rows["E09000033", "category B"] == (("P1", "P2"), ("H1-1",), ("P2",))


def test_who_works_towards_a_tenancy_stands_beside_the_move_on_homes():
    people = [resident("P1", move_on_status="working_towards"), resident("P2")]
    homes = [home("H1", move_on=True), home("H2", move_on=False)]
    (now,) = gaps(assessed(people, homes, [void("H1-1"), void("H2-1")]))
    (row,) = (one for one in now.gaps if one.wanted == MOVE_ON)
    assert (row.resident_ids, row.bedspace_ids) == (("P1",), ("H1-1",))


def test_a_later_year_takes_in_who_needs_a_home_by_then():
    people = [resident("P1"), resident("P2", needed_by=date(2028, 6, 1))]
    found = list(gaps(assessed(people, [home("H1")], [void("H1-1")]), years=3))
    # 2 November 2026 and 26 weeks: 3 May 2027, so that 2026 adds nothing; then whole weeks past the years' ends.
    assert [one.by for one in found] == [AS_OF.replace(year=2027, month=5, day=3), date(2028, 1, 3), date(2029, 1, 1)]
    assert [sum(short.short_by for short in one.shortages) for one in found] == [0, 0, 1]


def test_a_need_that_is_not_known_is_nobodys_want():
    people = [replace(resident("P1"), access_need=None)]
    (now,) = gaps(assessed(people, [home("H1")], [void("H1-1")]))
    assert not [one for one in now.gaps if "accessibility" in one.title]
