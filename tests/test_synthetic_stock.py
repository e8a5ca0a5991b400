"""The sample's homes, bedspaces, ties and sites are as many as its specification says, and consistent."""

from collections import Counter
from datetime import date
from itertools import combinations

import pytest

from housing_match import shipped
from housing_match.criteria import POLICY, PlanRule, Verdict
from housing_match.domain import Scenario, World
from housing_match.places.measure import measure
from housing_match.places.postcodes import find
from housing_match.synthetic import two_boroughs
from tests.csv_files import rows_of

pytestmark = pytest.mark.xdist_group("two boroughs")  # one worker builds the sample once
AS_OF = date(2026, 11, 2)
KENSINGTON, WESTMINSTER = "E09000020", "E09000033"
CARE = ("residential_care", "nursing_care")
PAIR_RULES = {rule.name: rule.criterion for rule in POLICY if not isinstance(rule.criterion, PlanRule)}


@pytest.fixture(scope="module")
def world():
    return two_boroughs(1)


def suits(world, geography, resident, bedspace_id):
    """Whether every one-person rule but not_worse is met or does not apply, as if the place's tenant moved."""
    place = world.place(bedspace_id)
    facts = geography.facts(resident.resident_id, place.home_id, Scenario(as_of=AS_OF))
    outcomes = (
        rule.compare(resident, place, facts)
        for name, rule in PAIR_RULES.items()
        if name != "not_worse" and any(one.name == name and one.mode == "must" for one in POLICY)
    )
    return all(outcome is None or outcome.verdict == Verdict.MET for outcome in outcomes)


def test_260_bedspaces_are_shared_in_clusters_flats_and_registered_care(world):
    def kind(room):
        home = world.home[room.home_id]
        if home.setting in CARE:
            return "care"
        return {"cluster_flat": "cluster", "flat": "flat"}.get(home.home_type, "shared")

    # 40%, 25%, 20% and 15% of 260
    assert Counter(map(kind, world.bedspaces)) == {"shared": 104, "cluster": 65, "flat": 52, "care": 39}


def test_sixteen_bedspaces_are_void_and_some_of_every_other_status_are_there(world):
    statuses = Counter(room.status for room in world.bedspaces)
    assert statuses["void"] == 16  # 6.2% of 260
    assert set(statuses) == {
        *("occupied", "notice", "void", "works", "adaptation", "reserved", "offer_out", "pipeline", "held", "closed")
    }
    assert all(room.void_since <= AS_OF for room in world.bedspaces if room.status == "void")


def test_some_voids_suit_nobody_who_waits_and_most_suit_somebody(world):
    geography = measure(world)
    waiting = [one for one in world.residents if one.needs_move or one.move_on_status == "ready"]
    empty = [room.bedspace_id for room in world.bedspaces if room.status == "void"]
    suited = [room for room in empty if any(suits(world, geography, one, room) for one in waiting)]
    assert len(empty) - len(suited) >= 3
    assert len(suited) >= 8


def test_tenants_and_bedspaces_name_each_other_and_share_a_postcode(world):
    let = {room.occupant_id: room for room in world.bedspaces if room.occupant_id is not None}
    assert {who: room.bedspace_id for who, room in let.items()} == {
        one.resident_id: one.current_bedspace_id for one in world.residents if one.current_bedspace_id
    }
    for who, room in let.items():
        assert room.status in ("occupied", "notice")
        assert world.resident[who].current_postcode == world.home[room.home_id].postcode
    assert sum(room.status == "notice" for room in let.values()) == 3
    assert 190 <= len(let) <= 210
    strangers = [room for room in world.bedspaces if room.status == "occupied" and room.occupant_id is None]
    assert 16 <= len(strangers) <= 24


def test_tenants_who_need_not_move_live_where_their_needs_are_met(world):
    needs = ("access", "equipment", "behaviour", "design", "skills", "support")
    geography = measure(world)
    for who, room_id in world.incumbent_of.items():
        resident, place = world.resident[who], world.place(room_id)
        facts = geography.facts(who, place.home_id, Scenario(as_of=AS_OF))
        outcomes = {name: PAIR_RULES[name].compare(resident, place, facts) for name in needs}
        if not resident.needs_move:
            assert all(one is None or one.verdict == Verdict.MET for one in outcomes.values())


def test_nobody_who_stays_is_a_risk_to_a_housemate_and_no_home_is_over_its_hours(world):
    together = [rule.criterion for rule in POLICY if rule.name in ("same_sex", "compatibility")]
    for home in world.homes:
        rooms = world.bedspaces_of[home.home_id]
        tenants = [world.resident[room.occupant_id] for room in rooms if room.occupant_id is not None]
        if home.support_hours_week is not None:
            assert sum(one.support_hours_week for one in tenants) <= home.support_hours_week
        if not home.own_door:
            for one, other in combinations(tenants, 2):
                assert [rule.clash(one, other, World()) for rule in together] == [None, None]


def test_some_incumbents_of_shared_homes_are_ready_to_move_on(world):
    ready = [
        one
        for one in world.residents
        if one.move_on_status == "ready" and one.resident_id in world.incumbent_of and not one.needs_move
    ]
    assert len(ready) >= 20
    assert all(one.consent in ("yes", "best_interests") for one in ready)


def test_every_postcode_is_real_and_homes_lie_in_their_borough(world):
    used = {home.postcode for home in world.homes}
    used |= {one.current_postcode for one in world.residents if one.current_postcode}
    used |= {one.postcode for one in (*world.connections, *world.exclusions)}
    found = find(used)
    assert set(found) == used
    assert all(found[home.postcode].authority == home.borough for home in world.homes)
    assert len({home.postcode[:-3] for home in world.homes}) >= 15  # spread over the districts of both boroughs
    elsewhere = Counter(found[one.current_postcode].authority[:3] for one in world.residents if one.current_postcode)
    assert elsewhere["E07"] >= 30  # districts of the Home Counties


def test_everything_invented_says_so(world):
    assert world.notice.startswith("SYNTHETIC")
    for home in world.homes:
        assert "(synthetic)" in home.name
        assert "(synthetic)" in home.provider
        assert "(synthetic)" in home.landlord
        assert home.hourly_rate == 24


def test_ties_name_known_people_and_no_pair_has_two_relations(world):
    ids = set(world.resident)
    assert {one.resident_id for one in (*world.connections, *world.exclusions)} <= ids
    assert all({one.resident_id, one.other_id} <= ids for one in world.housemates)
    assert len(world.relations) == len(world.housemates)
    relations = Counter(one.relation for one in world.housemates)
    assert set(relations) == {"must_together", "wish_together", "wish_apart", "must_apart"}
    assert len(world.exclusions) == 9
    kinds = Counter(one.kind for one in world.connections)
    assert kinds["family"] > kinds["friend"] > 0
    assert kinds["day_activity"] > 100


def test_the_sites_are_the_151_of_the_two_registers(world):
    assert Counter(site.borough for site in world.sites) == {KENSINGTON: 50, WESTMINSTER: 101}
    assert len({site.site_id for site in world.sites}) == 151
    assert all("register" in site.source for site in world.sites)
    # five without dwellings in the register and three doubles
    assert sum(site.dwellings is None for site in world.sites) == 8
    assert all(site.dwellings > 0 for site in world.sites if site.dwellings is not None)
    doubles = [site for site in world.sites if "the same land as" in site.source]
    assert sorted(site.site_id for site in doubles) == ["17/06677/FULL", "17330071", "HS006"]
    assert all(site.hectares is None for site in doubles)


def test_the_register_that_comes_with_the_product_has_every_site_once():
    rows = rows_of(shipped("data/brownfield_sites.csv"))
    assert len({row["site_id"] for row in rows}) == len(rows) == 151


def test_there_are_a_dozen_works_and_eight_home_types_with_costs(world):
    assert len(world.adaptations) == 14
    assert all(work.capital_cost > 0 and work.weeks > 0 for work in world.adaptations)
    assert len(world.home_types) == 8
    assert all(kind.capital_cost > 0 for kind in world.home_types)
