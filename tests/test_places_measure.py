"""One small world measured: real postcodes, every number worked out by hand."""

from datetime import date
from fractions import Fraction

import numpy as np
import pytest

from housing_match.domain import Connection, Exclusion, Home, Resident, Scenario, World
from housing_match.places.measure import PostcodeNotFoundError, measure

WESTMINSTER = "E09000033"
LADBROKE = "W105XX"  # 524171, 181988, in Kensington and Chelsea
DOWNING_STREET = "SW1A2AA"  # 530047, 179951, in Westminster
READING = "RG11AZ"  # 471644, 173680
MANCHESTER = "M11AD"  # 383849, 398594
ST_ALBANS = "AL11AA"  # 514600, 206900, in Hertfordshire


def whole(table, residents, homes):
    """A table of pairs as rows of lists; each pair asked for on its own gives the same."""
    rows = table[np.ix_(range(residents), range(homes))].tolist()
    assert rows == [[table[row, column].item() for column in range(homes)] for row in range(residents)]
    return rows


def home(home_id, postcode):
    return Home(
        home_id=home_id,
        name=home_id,
        borough=WESTMINSTER,
        postcode=postcode,
        provider="Someone",
        home_type="flat",
        setting="supported_living",
        nominations=frozenset({WESTMINSTER}),
    )


def resident(resident_id, **fields):
    return Resident(
        resident_id=resident_id,
        borough=WESTMINSTER,
        birth_month=date(1990, 1, 1),
        situation="family_home",
        needs_move=True,
        priority_band="C",
        consent="yes",
        move_on_status="settled",
        **fields,
    )


def test_minutes_to_family_and_places_are_summed_apart_with_their_weights():
    world = World(
        residents=(resident("R1"), resident("R2")),
        homes=(home("H1", LADBROKE), home("H2", DOWNING_STREET)),
        connections=(
            Connection(resident_id="R1", kind="family", postcode=DOWNING_STREET, importance=5, visits_per_week=2),
            Connection(resident_id="R1", kind="friend", postcode=READING, importance=1),
            Connection(resident_id="R1", kind="college", postcode=LADBROKE, importance=3, visits_per_week=0),
        ),
    )
    geography = measure(world)
    # Ladbroke to Downing Street: 5876 and 2037 m apart, √38,676,745 = 6219.1 m; 12 + 24.88 = 36.88 → 37.
    # Reading to Ladbroke: 52,527 and 8308 m, √2,828,108,593 = 53,180.0 m; 87 + 79.77 = 166.77 → 167.
    # Reading to Downing Street: 58,403 and 6271 m, √3,450,235,850 = 58,738.7 m; 87 + 88.11 = 175.11 → 175.
    # Weights: family 5 × 2 = 10, friend 1 × 1 (no visits known), college 3 × max(1, 0) = 3.
    assert whole(geography.family_sum, 2, 2) == [[10 * 37 + 167, 10 * 0 + 175], [0, 0]]
    assert geography.family_weight.tolist() == [11, 0]
    assert whole(geography.places_sum, 2, 2) == [[0, 3 * 37], [0, 0]]
    assert geography.places_weight.tolist() == [3, 0]
    facts = geography.facts("R1", "H1", Scenario(as_of=date(2026, 1, 5)))
    assert (facts.family_minutes, facts.places_minutes) == (Fraction(537, 11), 0)
    assert geography.facts("R2", "H1", Scenario(as_of=date(2026, 1, 5))).family_minutes is None


def test_a_home_on_the_line_of_an_exclusion_circle_is_inside():
    # W10 5JX (523354, 182013) and W10 5EY (523154, 181968) are 200 and 45 m apart: √(40,000 + 2025) = 205 m exactly.
    world = World(
        residents=(resident("R1"), resident("R2"), resident("R3")),
        homes=(home("H1", "W105EY"), home("H2", DOWNING_STREET)),
        exclusions=(
            Exclusion(resident_id="R1", postcode="W105JX", radius_m=205),
            Exclusion(resident_id="R1", postcode="W105JX", radius_m=10),
            Exclusion(resident_id="R2", postcode="W105JX", radius_m=204),
        ),
    )
    assert whole(measure(world).inside_exclusion, 3, 2) == [[True, False], [False, False], [False, False]]


def test_the_nearest_station_counts_for_most_and_the_nearest_step_free_one_for_others():
    # W1 3PF: Baker Street, not step-free, lies 619.2 m away on foot, 7.74 → 8 minutes; Bond Street, step-free,
    # 830.7 m, 10.38 → 10 minutes.
    geography = measure(World(homes=(home("H1", "W13PF"),)))
    assert geography.station_minutes == (8,)
    assert geography.step_free_minutes == (10,)


def test_a_step_free_station_beyond_the_catchment_is_unknown_not_low():
    # W10 4AF: Queen's Park, not step-free, 377.2 m on foot, 4.72 → 5 minutes; Kensal Rise, step-free, 1279 m.
    geography = measure(World(homes=(home("H1", "W104AF"),)))
    assert geography.station_minutes == (5,)
    assert geography.step_free_minutes == (None,)


def test_no_station_is_known_far_from_london():
    geography = measure(World(homes=(home("H1", MANCHESTER),)))
    assert geography.station_minutes == (None,)
    assert geography.step_free_minutes == (None,)


def test_where_a_person_lives_follows_from_the_postcode_in_both_tiers():
    residents = (
        resident("R1", current_postcode=LADBROKE),
        resident("R2", current_postcode=ST_ALBANS),
        resident("R3"),
        resident("R4", current_postcode=DOWNING_STREET),
    )
    geography = measure(World(residents=residents))
    assert geography.lives_in == {
        "R1": {"E09000020"},
        "R2": {"E07000240", "E10000015"},
        "R4": {WESTMINSTER},
    }
    assert [geography.outside_borough(one.resident_id) for one in residents] == [True, True, False, False]


def test_the_geography_says_how_it_was_measured():
    geography = measure(World(homes=(home("H1", LADBROKE),)))
    assert "× 1.29" in geography.minutes_by
    assert "estimated" in geography.minutes_by
    assert geography.ward == (None,)
    postcodes, stations = geography.layers
    assert "ONS Postcode Directory" in postcodes
    assert stations.endswith("2025-03-28")


def test_an_empty_world_is_measured():
    geography = measure(World())
    assert whole(geography.family_sum, 0, 0) == whole(geography.inside_exclusion, 0, 0) == []


@pytest.mark.parametrize(
    "world",
    [
        World(homes=(home("H1", "SW1A9ZZ"),)),
        World(residents=(resident("R1", current_postcode="SW1A9ZZ"),)),
        World(
            residents=(resident("R1"),),
            connections=(Connection(resident_id="R1", kind="work", postcode="SW1A9ZZ", importance=1),),
        ),
        World(residents=(resident("R1"),), exclusions=(Exclusion(resident_id="R1", postcode="SW1A9ZZ", radius_m=100),)),
    ],
)
def test_a_postcode_that_does_not_exist_is_refused_by_name(world):
    with pytest.raises(PostcodeNotFoundError, match="SW1A9ZZ"):
        measure(world)
