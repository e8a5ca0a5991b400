"""The sample has the people that its specification counts, and each of them hangs together."""

from collections import Counter
from datetime import date, timedelta

import pytest

from housing_match.criteria import age_on
from housing_match.places.postcodes import find
from housing_match.synthetic import two_boroughs

pytestmark = pytest.mark.xdist_group("two boroughs")  # one worker builds the sample once
AS_OF = date(2026, 11, 2)
KENSINGTON, WESTMINSTER = "E09000020", "E09000033"
OWN_HOME_OR_FAMILY = {"family_home", "supported_living", "shared_lives", "own_tenancy"}


@pytest.fixture(scope="module", params=[1, 2])
def world(request):
    return two_boroughs(request.param)


def adults(world, borough=None):
    return [one for one in world.residents if age_on(one.birth_month, AS_OF) >= 18 and borough in (None, one.borough)]


def share_in(people, wanted):
    """Per mille of people of whom `wanted` holds."""
    return 1000 * sum(wanted(one) for one in people) / len(people)


def outside(world):
    """The adults whose postcode lies in another local authority than the one responsible."""
    found = find({one.current_postcode for one in world.residents if one.current_postcode})
    return [
        one for one in adults(world) if one.current_postcode and found[one.current_postcode].authority != one.borough
    ]


def test_290_adults_of_kensington_and_chelsea_464_of_westminster_and_40_young_people_are_known(world):
    assert Counter(one.borough for one in adults(world)) == {KENSINGTON: 290, WESTMINSTER: 464}
    young = [age_on(one.birth_month, AS_OF) for one in world.residents if one not in adults(world)]
    assert len(young) == 40
    assert set(young) == {14, 15, 16, 17}


@pytest.mark.parametrize(("borough", "people"), [(KENSINGTON, 224), (WESTMINSTER, 367)])
def test_the_published_shares_live_in_their_own_home_or_with_family(world, borough, people):
    # 290 × 77.1% = 223.6 and 464 × 79.0% = 366.6
    assert sum(one.situation in OWN_HOME_OR_FAMILY for one in adults(world, borough)) == people


@pytest.mark.parametrize(
    ("per_mille", "wanted"),
    [
        (250, lambda one: "autism" in (one.skills_needed or ())),
        (100, lambda one: one.access_need in ("A", "B")),
        (90, lambda one: one.behaviour_support == "high"),
        (150, lambda one: one.night_support == "waking"),
        (120, lambda one: age_on(one.birth_month, AS_OF) > 64),
        (450, lambda one: one.consent == "yes"),
        (200, lambda one: one.consent == "best_interests"),
        (250, lambda one: one.consent == "not_asked"),
        (100, lambda one: one.consent == "no"),
    ],
    ids=["autism", "AHR A or B", "behaviour", "waking", "over 64", "yes", "best interests", "not asked", "no"],
)
def test_each_share_of_adults_is_met_to_the_person_in_each_borough(world, per_mille, wanted):
    for borough in (KENSINGTON, WESTMINSTER):
        people = adults(world, borough)
        # within one person: the shares are rounded to whole people
        assert abs(share_in(people, wanted) - per_mille) <= 1000 / len(people)


def test_about_165_adults_are_unsettled_and_165_need_to_move(world):
    assert sum(one.situation not in OWN_HOME_OR_FAMILY for one in adults(world)) == 66 + 97
    moving = [one for one in adults(world) if one.needs_move]
    assert len(moving) == 165
    bands = Counter(one.priority_band for one in moving)
    assert bands["A"] == 9
    assert bands["A"] < bands["D"] < bands["C"]
    assert bands["A"] < bands["B"] < bands["C"]
    assert all(one.priority_reason and (one.waiting_since or AS_OF) <= AS_OF for one in moving)


def test_a_dated_need_of_band_b_falls_into_the_window(world):
    urgent = [one for one in world.residents if one.needs_move and one.priority_band == "B"]
    assert all(AS_OF <= one.needed_by <= AS_OF + timedelta(weeks=26) for one in urgent)


def test_150_adults_live_out_of_borough_and_want_of_a_suitable_home_is_the_largest_reason(world):
    away = outside(world)
    assert Counter(one.borough for one in away) == {KENSINGTON: 58, WESTMINSTER: 92}
    reasons = Counter(one.out_of_borough_reason for one in away)
    assert reasons == {
        "no_suitable_home": 72,
        "choice": 22,
        "family_elsewhere": 20,
        "specialist_service": 18,
        "safety": 9,
        "unknown": 9,
    }
    assert sum(one.needs_move for one in away) >= 60  # the two groups overlap
    given = {one.resident_id for one in world.residents if one.out_of_borough_reason is not None}
    assert given == {one.resident_id for one in away}


def test_transition_spreads_over_ages_18_to_25_and_five_years(world):
    growing = [one for one in world.residents if one.priority_reason == "transition"]
    assert sum(age_on(one.birth_month, AS_OF) < 18 for one in growing) == 40
    ages = {age_on(one.birth_month, one.needed_by) for one in growing}
    assert min(ages) == 18
    assert max(ages) in (24, 25)
    assert len(ages) >= 7
    years = {(one.needed_by - AS_OF).days // 365 for one in growing}
    assert years == {0, 1, 2, 3, 4} or years == {0, 1, 2, 3, 4, 5}  # the fifth year ends on its last day


def test_needs_hang_together(world):
    for one in world.residents:
        skills, equipment = one.skills_needed or frozenset(), one.equipment_needed or frozenset()
        if one.behaviour_support == "high":
            assert one.skills_needed is None or "positive_behaviour_support" in skills
            assert one.staff_ratio in ("1:1", "2:1")
        if equipment & {"ceiling_hoist", "wide_doors", "two_carer_space"}:
            assert one.access_need in ("A", "B")
        if "pmld" in skills:
            assert one.access_need in ("A", "B")
        if "dementia" in skills:
            assert age_on(one.birth_month, AS_OF) > 64
        if "risk_to_anyone" in (one.sharing or ()):
            assert one.lives == "alone"


def test_what_today_costs_follows_where_people_live(world):
    def middle(situation):
        costs = sorted(one.weekly_cost for one in adults(world) if one.situation == situation and one.weekly_cost)
        return costs[len(costs) // 2]

    assert middle("hospital") > middle("residential_care") > middle("supported_living") > middle("family_home")


def test_some_of_those_who_wait_have_a_need_nobody_recorded(world):
    needs = ("access_need", "support_hours_week", "skills_needed", "sharing", "night_support", "behaviour_support")
    silent = [one for one in world.residents if any(getattr(one, need) is None for need in needs)]
    assert len(silent) == 14
    assert all(one.needs_move and one.consent != "no" for one in silent)
