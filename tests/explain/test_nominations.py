"""Quotas of nominations: the plan they leave, what each costs, and the account between boroughs."""

from dataclasses import replace
from datetime import date

import pytest

from housing_match.assess import assess
from housing_match.domain import Letting, Pair, Quota, Scenario
from housing_match.explain.nominations import accounts, clause_costs, lettings_of, shares
from housing_match.publish.nominations import nominations_answer
from housing_match.solve import PinsCannotBeKept, best_plan
from housing_match.solve.quotas import QuotasCannotBeMet
from housing_match.verify import verify
from tests.oracle.tiny import KENSINGTON, WESTMINSTER, flat, geography_of, person, room, world_of

PLAIN = Scenario(as_of=date(2026, 3, 2))
BOTH = frozenset({WESTMINSTER, KENSINGTON})


def three_for_three():
    """w1 and w2 of Westminster (band A) and k of Kensington (band C) for three flats of L in Kensington."""
    people = [person(who, priority_band="A") for who in ("w1", "w2")] + [person("k", borough=KENSINGTON)]
    homes = [flat(f"h{n}", borough=KENSINGTON, landlord="L", nominations=BOTH) for n in (1, 2, 3)]
    return world_of(people, homes, [room(f"b{n}", f"h{n}") for n in (1, 2, 3)])


def planned(world, *quotas, **changes):
    """Who is moved; the checker finds nothing wrong."""
    scenario = replace(PLAIN, nominations=quotas, **changes)
    assessment = assess(world, geography_of(world), scenario)
    plan = best_plan(assessment)
    checked = verify(world, geography_of(world), scenario, plan.bedspace_of)
    assert checked.agrees, checked.problems
    return assessment, plan


def westminster(**limits):
    return Quota(nominating_borough=WESTMINSTER, homes_borough=KENSINGTON, landlord="L", **limits)


@pytest.mark.parametrize(
    ("limits", "moved"),
    [
        ({"at_most": 3}, 3),
        ({"at_most": 1}, 2),  # one of w1, w2, and k
        ({"at_most": 0}, 1),
        ({"at_most_percent": 67}, 3),  # 2 of 3 is 66.7%
        ({"at_most_percent": 66}, 2),
        ({"at_most_percent": 49}, 1),  # k alone: 1 of 2 is 50%
        ({"at_least_percent": 67}, 2),  # w1 and w2 alone; with k 66.7% are too few
        ({"at_least": 2}, 3),
    ],
)
def test_as_many_are_housed_as_the_quota_allows(limits, moved):
    assert len(planned(three_for_three(), westminster(**limits))[1].moves) == moved


def test_the_checker_counts_lettings_for_itself():
    world = three_for_three()
    everyone = {"w1": "b1", "w2": "b2", "k": "b3"}
    for limits, broken in (
        ({"at_most": 2, "at_least": 2, "at_least_percent": 66, "at_most_percent": 67}, 0),
        ({"at_most": 1, "at_least": 3, "at_least_percent": 67, "at_most_percent": 66}, 4),
    ):
        scenario = replace(PLAIN, nominations=(westminster(**limits),))
        problems = verify(world, geography_of(world), scenario, everyone).problems
        assert [one.rule for one in problems] == ["nominations"] * broken
    elsewhere = replace(westminster(at_most=0), landlord="M")
    scenario = replace(PLAIN, nominations=(elsewhere,))
    assert verify(world, geography_of(world), scenario, everyone).agrees


def test_what_no_plan_can_meet_is_refused_in_a_sentence():
    with pytest.raises(QuotasCannotBeMet, match="at least 4 lettings, and by the rules no more than 2"):
        planned(three_for_three(), westminster(at_least=4))
    both = (westminster(at_least=2), westminster(at_most_percent=50))  # 2 of 4 at the least, and there are 3 flats
    with pytest.raises(QuotasCannotBeMet, match="No plan meets every quota of nominations"):
        planned(three_for_three(), *both)
    pins = (Pair(resident_id="w1", bedspace_id="b1"),)
    with pytest.raises(PinsCannotBeKept, match="keeps every pin"):
        planned(three_for_three(), westminster(at_most=0), pins=pins)
    with pytest.raises(QuotasCannotBeMet, match="allow more"):
        planned(three_for_three(), westminster(at_least=2), time_limit_seconds=0)


def test_each_quota_costs_what_the_best_plan_without_it_would_gain():
    one_of_two, idle = westminster(at_most=1), westminster(at_most=3)
    assessment, plan = planned(three_for_three(), one_of_two, idle)
    costly, free = clause_costs(assessment, plan.bedspace_of)
    gained = dict(costly.without)
    assert (costly.nominated, costly.lettings, costly.binds) == (1, 2, True)
    assert (gained["band_a"], gained["housed"], gained["moves"]) == (1, 1, 1)  # without it both of Westminster move
    assert (free.binds, free.without, free.proved) == (False, (), True)


def test_the_account_counts_what_each_boroughs_people_got_in_the_others_homes():
    world = three_for_three()
    _, plan = planned(world)
    before = [
        Letting(homes_borough=WESTMINSTER, landlord=None, nominating_borough=KENSINGTON, let_on=date(2025, 5, 1)),
        Letting(homes_borough=WESTMINSTER, landlord=None, nominating_borough=WESTMINSTER, let_on=date(2025, 6, 1)),
    ]
    made = lettings_of(world, plan.bedspace_of)
    (now,), (together,) = accounts(made), accounts([*before, *made])
    # E09000020 is Kensington: its people got none of Westminster's homes, and Westminster's two of its own.
    assert (now.one, now.one_got, now.other_got, now.balance) == (KENSINGTON, 0, 2, 2)
    assert (together.one_got, together.other_got, together.balance) == (1, 2, 1)
    found = [(one.nominating_borough, one.lettings, one.of) for one in shares(made)]
    assert found == [(KENSINGTON, 1, 3), (WESTMINSTER, 2, 3)]
    words = nominations_answer(world, made, before, ()).parts[3].sentences
    assert words == (
        "People of Kensington and Chelsea got 1 letting in Westminster, people of Westminster 2 in Kensington and "
        "Chelsea. Kensington and Chelsea gave 1 more than it got.",
    )
