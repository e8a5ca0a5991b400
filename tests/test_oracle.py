"""The oracle agrees with the contract on one person and one place, sentence by sentence."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from housing_match.domain import Pair, RuleChange, Scenario
from tests.oracle import needs
from tests.oracle.rules import ONE_PERSON_RULES, allowed, one_person
from tests.oracle.tiny import KENSINGTON, flat, geography_of, house, person, room, world_of

AS_OF = date(2026, 3, 2)
PLAIN = Scenario(as_of=AS_OF)


def verdict(rule, one, home, bed=None, scenario=PLAIN, leavers=(), others=(), **measured):
    """The verdict of one rule in a world of that person, that home and its bedspaces."""
    bed = bed or room("b1", home.home_id)
    world = world_of([one], [home], [bed, *others])
    return one_person(world, geography_of(world, **measured), scenario, one.resident_id, bed.bedspace_id, set(leavers))[
        rule
    ]


def test_every_rule_is_met_where_nothing_is_asked():
    world = world_of([person("p")], [flat("h")], [room("b", "h")])
    verdicts = one_person(world, geography_of(world), PLAIN, "p", "b", set())
    assert verdicts == dict.fromkeys(ONE_PERSON_RULES, "met")
    assert len(verdicts) == 17


@pytest.mark.parametrize(
    ("need", "offer", "said"),
    [
        ("B", "A", "met"),
        ("B", "B", "met"),
        ("B", "C", "unmet"),
        ("E", "E+", "unmet"),
        ("E+", "G", "unmet"),
        ("F", "G", "met"),
        ("F", None, "met"),
        ("B", None, "unknown"),
        (None, "A", "unknown"),
    ],
)
def test_access_needs_a_category_at_least_as_accessible_and_g_satisfies_only_f(need, offer, said):
    assert verdict("access", person("p", access_need=need), flat("h", ahr_category=offer)) == said


def test_a_rooms_own_fields_come_before_the_homes():
    one = person("p", access_need="B", equipment_needed=frozenset({"ceiling_hoist"}))
    home = flat("h", ahr_category="A", equipment=frozenset({"ceiling_hoist"}))
    bare = room("b1", "h", ahr_category="D", own_equipment=True)
    assert verdict("access", one, home, bare) == "unmet"
    assert verdict("equipment", one, home, bare) == "unmet"
    assert verdict("equipment", one, home, room("b1", "h", own_equipment=True, equipment=None)) == "unknown"
    assert verdict("equipment", one, home, room("b1", "h")) == "met"


@pytest.mark.parametrize(
    ("storey", "lift", "listed", "said"),
    [
        (0, None, False, "met"),
        (None, True, False, "met"),
        (2, False, True, "unmet"),
        (2, None, True, "met"),
        (2, None, False, "unknown"),
        (None, False, False, "unknown"),
    ],
)
def test_floor_and_lift_decide_before_the_equipment_list(storey, lift, listed, said):
    one = person("p", equipment_needed=frozenset({"lift_or_ground_floor"}))
    there = frozenset({"lift_or_ground_floor"} if listed else ())
    assert verdict("equipment", one, flat("h", floor=storey, lift=lift, equipment=there)) == said


def test_an_unmet_part_dominates_an_unknown_part():
    one = person("p", night_support="waking", staff_ratio=None)
    assert verdict("support", one, flat("h", night_support="sleep_in")) == "unmet"
    assert verdict("support", one, flat("h", night_support="waking")) == "unknown"


def test_own_front_door_is_met_in_flats_listed_or_not():
    one = person("p", design_needed=frozenset({"own_front_door"}))
    assert verdict("design", one, flat("h", design=None)) == "met"
    assert verdict("design", one, house("h")) == "unmet"


def test_a_move_on_home_takes_only_people_on_their_way():
    said = {
        status: verdict("move_on", person("p", move_on_status=status), flat("h", move_on=True))
        for status in ("settled", "working_towards", "ready")
    }
    assert said == {"settled": "unmet", "working_towards": "met", "ready": "met"}


def test_alone_is_an_own_door_or_the_only_bedspace_not_closed():
    alone, shared = person("p", lives="alone"), person("p", lives="shared")
    second, shut = room("b2", "h", "held"), room("b2", "h", "closed")
    assert [verdict("household", one, flat("h"), others=[second]) for one in (alone, shared)] == ["met", "unmet"]
    assert [verdict("household", one, house("h"), others=[second]) for one in (alone, shared)] == ["unmet", "met"]
    assert [verdict("household", one, house("h"), others=[shut]) for one in (alone, shared)] == ["met", "unmet"]


def test_max_housemates_counts_the_other_bedspaces_filled_or_not():
    # One void and one closed bedspace beside the person's own: one housemate at most.
    others = [room("b2", "h"), room("b3", "h", "closed")]
    assert verdict("household", person("p", max_housemates=1), house("h"), others=others) == "met"
    assert verdict("household", person("p", max_housemates=0), house("h"), others=others) == "unmet"
    assert verdict("household", person("p", max_housemates=0), flat("h"), others=others) == "met"


def test_x_matches_only_x_and_an_unknown_sex_only_a_home_for_anyone():
    assert verdict("household", person("p", sex="X"), flat("h", sex="F")) == "unmet"
    assert verdict("household", person("p", sex="unknown"), flat("h", sex="F")) == "unknown"
    assert verdict("household", person("p", sex="unknown"), flat("h", sex=None)) == "met"


def test_unknown_sharing_is_unknown_unless_the_place_is_alone():
    assert verdict("household", person("p", sharing=None), house("h"), others=[room("b2", "h")]) == "unknown"
    assert verdict("household", person("p", sharing=None), house("h")) == "met"


def test_a_birthday_falls_on_the_last_day_of_its_month():
    # Born March 2008: 18 on 31 March 2026, one month after 2 March 2026.
    young = person("p", birth_month=date(2008, 3, 1))
    assert verdict("adult", young, flat("h")) == "unmet"
    assert verdict("adult", replace(young, needed_by=date(2026, 3, 30)), flat("h")) == "unmet"
    assert verdict("adult", replace(young, needed_by=date(2026, 3, 31)), flat("h")) == "met"
    assert needs.age_when_needed(person("p", birth_month=date(1996, 2, 1), needed_by=date(2025, 1, 1)), AS_OF) == 30


def test_age_limits_are_included():
    # Born June 1990: 35 on 2 March 2026.
    assert verdict("household", person("p"), flat("h", age_min=35, age_max=35)) == "met"
    assert verdict("household", person("p"), flat("h", age_min=36)) == "unmet"
    assert verdict("household", person("p"), flat("h", age_max=34)) == "unmet"


def test_no_settings_named_means_every_setting_but_care_homes():
    assert verdict("setting", person("p"), flat("h", setting="residential_care")) == "unmet"
    assert verdict("setting", person("p"), flat("h", setting="extra_care")) == "met"
    assert verdict("setting", person("p", settings_ok=None), flat("h")) == "unknown"
    assert verdict("setting", person("p", settings_ok=frozenset({"nursing_care"})), flat("h")) == "unmet"


@pytest.mark.parametrize(
    ("token", "postcode", "ward", "inside"),
    [
        ("W10", "W104AA", None, True),
        ("W1", "W104AA", None, False),
        ("W1", "W1T4JE", None, True),
        ("W1", "W114AA", None, False),
        ("SW1", "SW1A1AA", None, True),
        ("W1T", "W1A1AA", None, False),
        ("Harrow Road", "W104AA", None, None),
        ("Harrow Road", "W104AA", "Harrow Road", True),
        ("Harrow Road", "W104AA", "Golborne", False),
    ],
)
def test_an_area_is_a_postcode_district_or_a_ward(token, postcode, ward, inside):
    assert needs.in_area(token, flat("h", postcode=postcode), ward) is inside


def test_an_avoided_district_dominates_an_avoided_ward_that_is_not_known():
    both = person("p", avoided_areas=frozenset({"W10", "Golborne"}))
    assert verdict("areas", both, flat("h")) == "unmet"
    assert verdict("areas", both, flat("h", postcode="W24DX")) == "unknown"
    assert verdict("areas", both, flat("h", postcode="W24DX"), ward={"h": "Maida Vale"}) == "met"


def test_rent_beyond_housing_benefit_nomination_and_circles_bind():
    assert [verdict("affordable", person("p"), flat("h", rent_unmet_weekly=x)) for x in (None, 0, 1)] == [
        "met",
        "met",
        "unmet",
    ]
    assert verdict("nomination", person("p", borough=KENSINGTON), flat("h")) == "unmet"
    assert verdict("exclusions", person("p"), flat("h"), inside=[("p", "h")]) == "unmet"


@pytest.mark.parametrize(
    ("status", "days", "band", "said"),
    [
        # The windows end 26 × 7 = 182 and, in band A, 8 × 7 = 56 days on; both ends included.
        ("void", None, "C", "met"),
        ("void", 182, "C", "met"),
        ("void", 183, "C", "unmet"),
        ("void", 56, "A", "met"),
        ("void", 57, "A", "unmet"),
        ("works", None, "C", "unknown"),
        ("pipeline", 182, "B", "met"),
        ("adaptation", 183, "B", "unmet"),
        ("notice", 57, "A", "unmet"),
        ("held", None, "C", "unmet"),
        ("closed", None, "C", "unmet"),
        ("reserved", None, "C", "unmet"),
        ("offer_out", None, "C", "unmet"),
    ],
)
def test_a_place_is_usable_inside_the_persons_window(status, days, band, said):
    when = None if days is None else AS_OF + timedelta(days=days)
    assert (
        verdict(
            "available", person("p", priority_band=band), flat("h"), room("b", "h", status, None, available_from=when)
        )
        == said
    )


def test_an_occupied_place_needs_its_occupant_to_move_and_another_authoritys_tenant_never_does():
    world = world_of(
        [person("p"), person("q")], [flat("h")], [room("b1", "h", "occupied", "q"), room("b2", "h", "occupied")]
    )
    geography = geography_of(world)

    def available(bed, leavers):
        return one_person(world, geography, PLAIN, "p", bed, leavers)["available"]

    assert available("b1", set()) == "unmet"
    assert available("b1", {"q"}) == "met"
    assert available("b2", {"q", None}) == "unmet"


def test_not_asked_is_proposed_to_those_without_a_settled_home_only():
    asked = {"consent": "not_asked"}
    assert verdict("consent", person("p", **asked), flat("h")) == "met"
    assert verdict("consent", person("p", situation="shared_lives", **asked), flat("h")) == "unmet"
    assert verdict("consent", person("p", situation="shared_lives", consent="best_interests"), flat("h")) == "met"
    incumbent = room("b2", "h", "occupied", "p")
    assert verdict("consent", person("p", **asked), flat("h"), others=[incumbent]) == "unmet"
    assert verdict("consent", person("p", **asked), flat("h"), others=[replace(incumbent, status="notice")]) == "met"
    assert verdict("consent", person("p", consent="no"), flat("h")) == "unmet"


def test_only_an_incumbent_who_need_not_move_is_kept_from_a_worse_home():
    # Walks of 5 and 10 minutes score 100 and 70, the same otherwise.
    homes, beds = [flat("h1"), flat("h2")], [room("b1", "h1", "occupied", "p"), room("b2", "h2")]
    for needs_move, said in ((False, "unmet"), (True, "met")):
        world = world_of([person("p", needs_move=needs_move, move_on_status="ready")], homes, beds)
        geography = geography_of(world, station={"h2": 10})
        assert one_person(world, geography, PLAIN, "p", "b2", set())["not_worse"] == said


def test_risk_to_anyone_binds_when_household_is_softened():
    scenario = replace(PLAIN, rules={"household": RuleChange(mode="ignore")})
    beds = [room("b1", "h"), room("b2", "h")]
    for sharing, may in ((frozenset(), True), (frozenset({"risk_to_anyone"}), False), (None, False)):
        world = world_of([person("p", lives="alone", sharing=sharing)], [house("h")], beds)
        assert allowed(world, geography_of(world), scenario, "p", "b1", set()) is may


def test_nobody_moves_within_their_home_but_the_occupant_of_a_notice_place_may():
    for status, may in (("occupied", False), ("notice", True)):
        world = world_of(
            [person("p")], [house("h")], [room("b1", "h", status, "p", available_from=AS_OF), room("b2", "h")]
        )
        geography = geography_of(world)
        assert allowed(world, geography, PLAIN, "p", "b2", {"p"}) is may
        assert not allowed(world, geography, PLAIN, "p", "b1", {"p"})


def test_bans_and_exclude_keep_a_place_from_a_person():
    world = world_of([person("p")], [flat("h1"), flat("h2")], [room("b1", "h1"), room("b2", "h2")])

    def places(**changes):
        scenario = replace(PLAIN, **changes)
        return [bed for bed in ("b1", "b2") if allowed(world, geography_of(world), scenario, "p", bed, set())]

    assert places() == ["b1", "b2"]
    assert places(bans=(Pair(resident_id="p", home_id="h1"),)) == ["b2"]
    assert places(exclude=frozenset({"h2"})) == ["b1"]
    assert places(include=frozenset({"b2"})) == ["b2"]
    assert places(exclude=frozenset({"p"})) == []
