"""Local authorities by name or code."""

import pytest

from housing_match.places.authorities import authority_code, authority_name, authority_names, codes_over

KENSINGTON, WESTMINSTER, CITY = "E09000020", "E09000033", "E09000001"


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("Kensington and Chelsea", KENSINGTON),
        ("kensington & chelsea", KENSINGTON),
        (" Royal Borough of Kensington and Chelsea ", KENSINGTON),
        ("The Royal Borough of Kensington & Chelsea", KENSINGTON),
        ("E09000020", KENSINGTON),
        (" e09000020 ", KENSINGTON),
        ("Westminster", WESTMINSTER),
        ("City of Westminster", WESTMINSTER),
        ("Westminster City Council", WESTMINSTER),
        ("London Borough of Hammersmith & Fulham", "E09000013"),
        ("City of London", CITY),
        ("Kingston-upon-Thames", "E09000021"),
        ("Bristol", "E06000023"),
        ("City of Bristol", "E06000023"),
        ("Bristol, City of", "E06000023"),
        ("St Helens", "E08000013"),
        ("King’s Lynn and West Norfolk", "E07000146"),
        ("Durham County Council", "E06000047"),
        ("Hertfordshire", "E10000015"),
        ("Kent County Council", "E10000016"),
        ("E10000030", "E10000030"),
        ("Cumberland", "E06000063"),
    ],
)
def test_an_authority_is_known_by_the_ways_people_write_it(typed, code):
    assert authority_code(typed) == code


@pytest.mark.parametrize("typed", ["", "London", "Borough", "City of", "Atlantis", "E09999999", "W06000015", "Cardiff"])
def test_what_is_no_english_authority_is_none(typed):
    assert authority_code(typed) is None


@pytest.mark.parametrize(
    ("old", "present", "name"),
    [
        ("E08000016", "E08000038", "Barnsley"),
        ("E08000019", "E08000039", "Sheffield"),
        ("E10000023", "E06000065", "North Yorkshire"),
        ("E10000027", "E06000066", "Somerset"),
    ],
)
def test_a_code_that_was_replaced_is_read_as_the_present_one(old, present, name):
    assert authority_code(old) == present
    assert authority_code(name) == present
    assert authority_name(old) == authority_name(present) == name


def test_a_district_lies_under_its_county_and_a_borough_only_under_itself():
    assert codes_over("E07000240") == {"E07000240", "E10000015"}  # St Albans in Hertfordshire
    assert codes_over(WESTMINSTER) == {WESTMINSTER}


def test_an_authority_outside_england_has_its_code_for_a_name():
    assert authority_name("W06000015") == "W06000015"
    assert codes_over("W06000015") == {"W06000015"}


def test_every_name_gives_a_code_with_that_name():
    names = authority_names()
    assert [authority_name(authority_code(name)) for name in names] == list(names)
    # 296 lower-tier authorities since April 2023, and the 21 counties that still stand above districts.
    assert len(names) == 296 + 21
