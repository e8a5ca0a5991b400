"""The oracle agrees with the contract on fit, sentence by sentence."""

from dataclasses import replace
from datetime import date

from housing_match.domain import RuleChange, Scenario
from tests.oracle import fit
from tests.oracle.fit import TRAVEL, WALK, along, scores
from tests.oracle.tiny import flat, geography_of, person, room, world_of

AS_OF = date(2026, 3, 2)
PLAIN = Scenario(as_of=AS_OF)


def test_travel_and_walking_scores_are_straight_between_the_points_and_rounded_once():
    # 16 minutes: 100 − 20/15 = 98.67; 50: 60 − 20 × 5/15 = 53.33; 75: 40 − 20 × 15/30 = 30; 105: 10.
    assert [along(TRAVEL, minutes) for minutes in (0, 15, 16, 50, 75, 105, 120, 500)] == [
        100,
        100,
        99,
        53,
        30,
        10,
        0,
        0,
    ]
    # 6 minutes: 100 − 30/5 = 94; 24: 10 − 10 × 4/5 = 2.
    assert [along(WALK, minutes) for minutes in (6, 24, 25, 26)] == [94, 2, 0, 0]


def test_step_free_stations_count_for_access_needs_a_to_e():
    for need, expected in (("A", 40), ("E", 40), ("E+", 100), ("F", 100), (None, 50)):
        world = world_of([person("p", access_need=need)], [flat("h")], [room("b", "h")])
        geography = geography_of(world, station={"h": 5}, step_free={"h": 15})
        assert scores(world, geography, PLAIN, "p", "b")["transport"][2] == expected


def test_fit_is_the_weighted_mean_of_the_preferences_that_apply():
    one = person(
        "p",
        importance_family=5,
        importance_transport=1,
        preferred_areas=frozenset({"W2"}),
        equipment_needed=frozenset({"wet_room"}),
        ways_of_living=frozenset({"pet", "smoking", "sign_language"}),
    )
    home = flat(
        "h",
        ahr_category="E",
        night_support="sleep_in",
        equipment=frozenset({"wet_room", "wide_doors", "lift_or_ground_floor"}),
        design=frozenset({"robust", "own_front_door"}),
        ways_of_living=frozenset({"pet"}),
    )
    world = world_of([one], [home], [room("b", "h")])
    geography = geography_of(world, family={("p", "h"): 45}, station={"h": 10})
    found = {name: score for name, (_, _, score) in scores(world, geography, PLAIN, "p", "b").items()}
    # E is two steps above F, wide_doors and robust are spare: 100 − 4 × 10. sleep_in is two steps above none.
    assert found == {
        "family": 60,
        "transport": 70,
        "places": None,
        "area": 0,
        "least_restrictive": 50,
        "nothing_wasted": 60,
        "ways_of_living": 33,
        "neighbourhood": 50,
    }
    # Σws = 15×60 + 2×70 + 3×0 + 2×50 + 1×60 + 1×33 = 1233, Σw = 24; (24660 + 24) // 48 = 514.
    assert fit.fit(world, geography, PLAIN, "p", "b") == 514
    # family weighed 1 × 5 instead of 3 × 5, and access (met) added with weight 3: Σws = 300 + 333 + 300, Σw = 17.
    changed = replace(PLAIN, rules={"family": RuleChange(weight=1), "access": RuleChange(mode="prefer")})
    # (18660 + 17) // 34 = 549.
    assert fit.fit(world, geography, changed, "p", "b") == 549


def test_fit_is_500_where_nothing_weighs():
    rules = {name: RuleChange(weight=0) for name in ("transport", "least_restrictive", "nothing_wasted")}
    world = world_of([person("p")], [flat("h")], [room("b", "h")])
    assert fit.fit(world, geography_of(world), replace(PLAIN, rules=rules), "p", "b") == 500


def test_a_preference_that_reads_an_unknown_scores_50():
    world = world_of([person("p", staff_ratio=None, equipment_needed=None)], [flat("h")], [room("b", "h")])
    found = scores(world, geography_of(world), PLAIN, "p", "b")
    assert (found["least_restrictive"][2], found["nothing_wasted"][2]) == (50, 50)


def test_a_neighbourhood_counts_only_where_a_scenario_asks_for_it():
    world = world_of([person("p")], [flat("h")], [room("b", "h")])
    geography = geography_of(world, deciles={"h": (2, 6)})
    # transport 100 × 6, least_restrictive 100 × 2, nothing_wasted 100 × 1; crime and environment are 1 and 5 of 9 each:
    # 6 of 18 are 33.
    assert scores(world, geography, PLAIN, "p", "b")["neighbourhood"] == (1, 1, 33)
    assert fit.fit(world, geography, PLAIN, "p", "b") == 1000
    lit = replace(geography, street_lights=(2,))
    # 1 and 5 of 9 and 2 of 3: (1/9 + 5/9 + 6/9) / 3 = 12/27 = 44.4.
    assert scores(world, lit, PLAIN, "p", "b")["neighbourhood"] == (1, 1, 44)
    # Σws = 900 + 3 × 33 = 999, Σw = 12: (19980 + 12) // 24 = 833.
    asked = replace(PLAIN, rules={"neighbourhood": RuleChange(mode="prefer", weight=3)})
    assert fit.fit(world, geography, asked, "p", "b") == 833
