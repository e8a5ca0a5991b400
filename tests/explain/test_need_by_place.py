"""Where people and needs lie; postcodes of W2 3EH (526188, 180809) and around it, each distance by hand."""

from dataclasses import replace

import shapely

from housing_match.assess import assess
from housing_match.domain import Connection
from housing_match.explain import need_by_area, origins, pressure, standing
from housing_match.places.areas import Areas
from housing_match.places.measure import measure
from tests.villages.building import home, let, resident, scenario, village, void

BEDFORD, CHELMSFORD = "MK401AA", "CM11AA"  # of Bedford, and of Chelmsford in Essex
FAR_WEST, FAR_EAST = "W104AF", "SW1V4ND"  # 523 km and 529 km east: six kilometres apart


def assessed(people, homes, rooms, connections=()):
    world = replace(village(people, homes, rooms), connections=tuple(connections))
    return assess(world, measure(world), scenario())


def access_need(assessment):
    return next(one for one in standing(assessment).needs if one.wanted == "category B")


def needing(resident_id, postcode):
    return resident(resident_id, access_need="B", current_postcode=postcode)


def test_people_out_of_borough_are_counted_where_they_live_by_the_authority_responsible_for_social_care():
    people = [
        resident("P1", current_postcode=BEDFORD),
        resident("P2", current_postcode=CHELMSFORD),
        resident("P3", current_postcode=CHELMSFORD, borough="E09000020"),
        resident("P4"),  # at home in Westminster
        resident("P5", current_postcode=None),  # nobody knows where
    ]
    assessment = assessed(people, [home("H1")], [void("H1-1")])
    found = origins(assessment, [one.resident_id for one in people])
    essex, bedford = "E10000012", "E06000055"
    assert [(one.authority, one.people_of) for one in found] == [
        (essex, (("E09000020", 1), ("E09000033", 1))),
        (bedford, (("E09000033", 1),)),
    ]


def test_each_area_counts_who_lives_there_and_the_empty_homes_that_meet_the_need():
    people = [needing("P1", FAR_WEST), needing("P2", FAR_WEST), needing("P3", FAR_EAST), needing("P4", None)]
    homes = [home("H1", ahr_category="A", postcode=FAR_WEST), home("H2", ahr_category="G", postcode=FAR_EAST)]
    assessment = assessed(people, homes, [void("H1-1"), void("H2-1")])
    west = shapely.box(520_000, 175_000, 526_000, 185_000)
    areas = Areas(shapes=shapely.multipolygons([[west]]), values=("West",))
    found = need_by_area(assessment, access_need(assessment), areas)
    assert [(one.people, one.voids, one.homes, one.short_by) for one in found.areas] == [(2, 1, 1, 1)]
    assert found.people_elsewhere == 2  # P3 in the east, P4 nobody knows where


def test_a_person_is_near_an_empty_home_by_their_own_address_or_by_that_of_family_and_counts_once():
    people = [needing("P1", FAR_WEST), needing("P2", BEDFORD), needing("P3", BEDFORD)]
    family = [
        Connection(resident_id="P1", kind="family", postcode=FAR_WEST, importance=5),
        Connection(resident_id="P2", kind="friend", postcode=FAR_WEST, importance=5),
        Connection(resident_id="P3", kind="college", postcode=FAR_WEST, importance=5),
    ]
    homes = [
        home("H1", "shared_house", ahr_category="A", postcode=FAR_WEST),
        home("H2", ahr_category="A", postcode=FAR_EAST),
    ]
    rooms = [void("H1-1"), void("H1-2"), let("H1-3"), void("H2-1")]
    assessment = assessed(people, homes, rooms, family)
    found = pressure(assessment, access_need(assessment))
    # H1: P1 once, P2 by a friend, P3's college is neither: 2 people for 2 empty places. H2 is 6 km away from all: none.
    assert [(one.home_id, one.people, one.voids, one.tenths) for one in found] == [("H1", 2, 2, 10), ("H2", 0, 1, 0)]
