"""The villages stand as their docstrings say: sound tables, places for everybody planted, and plan rules that bite."""

import pytest

from housing_match.criteria import POLICY, PlanRule, Verdict
from housing_match.domain import households_after
from housing_match.tables import check, write_tables
from tests.villages import lane, planted, terrace
from tests.villages.building import AS_OF

ONE_PERSON = [rule.criterion for rule in POLICY if not isinstance(rule.criterion, PlanRule) and rule.mode == "must"]
PLAN_RULES = [rule.criterion for rule in POLICY if isinstance(rule.criterion, PlanRule)]
VILLAGES = {
    "lane": lane,
    "terrace": terrace,
    "planted, as many homes as people": lambda: planted(1, 12, 12),
    "planted, more people": lambda: planted(2, 20, 9),
    "planted, more homes": lambda: planted(3, 8, 14),
    "planted with plan rules": lambda: planted(4, 60, 70, coupled=True),
    "planted with plan rules, more people": lambda: planted(5, 80, 60, coupled=True),
}
PLANTED = {name: make for name, make in VILLAGES.items() if name.startswith("planted")}


def unmet(world, geography, scenario, plan):
    """(resident_id, rule) of every one-person rule that a pair of the plan does not meet, but for not_worse."""
    found = []
    for resident_id, bedspace_id in plan.items():
        place = world.place(bedspace_id, occupant_leaves=True)
        facts = geography.facts(resident_id, place.home_id, scenario)
        for rule in ONE_PERSON:
            outcome = None if rule.name == "not_worse" else rule.compare(world.resident[resident_id], place, facts)
            if outcome is not None and outcome.verdict != Verdict.MET:
                found.append((resident_id, rule.name))
    return found


def breaches(world, plan):
    """Every plan rule that a plan breaks."""
    households = households_after(world, plan)
    return [breach for rule in PLAN_RULES for breach in rule.breaches(households, world)]


@pytest.mark.parametrize("make", VILLAGES.values(), ids=VILLAGES.keys())
def test_a_village_can_be_written_to_tables_and_read_back_without_a_fault(make, tmp_path):
    world, *_ = make()
    write_tables(world, tmp_path)
    read, faults = check(tmp_path, AS_OF)
    assert faults == ()
    assert read == world


@pytest.mark.parametrize("make", VILLAGES.values(), ids=VILLAGES.keys())
def test_the_known_plan_of_a_village_meets_every_rule(make):
    world, geography, scenario, plan = make()
    assert unmet(world, geography, scenario, plan) == []
    assert breaches(world, plan) == []
    assert len(set(plan.values())) == len(plan)
    # a place of the plan is empty, or its tenant moves too
    assert all(world.bedspace[one].occupant_id in {None, *plan} for one in plan.values())


@pytest.mark.parametrize("make", PLANTED.values(), ids=PLANTED.keys())
def test_a_planted_borough_houses_all_of_bands_a_and_b(make):
    world, _, _, plan = make()
    assert {one.resident_id for one in world.residents if one.needs_move and one.priority_band in "AB"} == set(plan)


@pytest.mark.parametrize("make", PLANTED.values(), ids=PLANTED.keys())
def test_in_the_core_family_is_nearest_at_the_planted_home_only(make):
    world, geography, _, plan = make()
    for resident_id, bedspace_id in plan.items():
        row = geography.resident_row[resident_id]
        column = geography.home_column[world.home_of(bedspace_id)]
        open_homes = [at for at in range(len(world.homes)) if not geography.inside_exclusion[row, at]]
        if len(open_homes) > 2:  # a gadget's people have at most two homes
            here = geography.family_sum[row, column]
            assert all(geography.family_sum[row, at] > here for at in open_homes if at != column)


@pytest.mark.parametrize(("seed", "people", "homes"), [(1, 12, 12), (2, 20, 9), (3, 8, 14)])
def test_a_planted_borough_has_as_many_people_and_homes_as_asked_for(seed, people, homes):
    world, *_ = planted(seed, people, homes)
    assert (len(world.residents), len(world.homes)) == (people, homes)


def test_a_planted_borough_has_chains_and_decoys():
    world, _, _, plan = planted(2, 20, 9)
    # nine homes, so nine movers; eleven others could live in every home by their needs
    assert len(plan) == 9
    assert any(one.resident_id in world.incumbent_of for one in world.residents if one.resident_id in plan)
    assert sum(one.priority_band in "CD" for one in world.residents) == 11


def test_the_same_seed_plants_the_same_borough():
    first, again = planted(7, 40, 50, coupled=True), planted(7, 40, 50, coupled=True)
    assert first[0] == again[0]
    assert first[3] == again[3]
    assert (first[1].family_sum == again[1].family_sum).all()
    assert planted(8, 40, 50, coupled=True)[0] != first[0]


def test_the_nearest_home_of_each_gadget_breaks_a_plan_rule():
    world, geography, _, plan = planted(4, 60, 70, coupled=True)
    broken = set()
    for resident_id in plan:
        row = geography.resident_row[resident_id]
        open_homes = [at for at in range(len(world.homes)) if not geography.inside_exclusion[row, at]]
        if len(open_homes) == 2:  # a gadget's person with a choice: take the nearer home, with all else as planned
            nearest = world.homes[min(open_homes, key=lambda at: geography.family_sum[row, at])].home_id
            free = [room.bedspace_id for room in world.bedspaces_of[nearest] if room.status == "void"]
            taken = {where for who, where in plan.items() if who != resident_id}
            tempting = plan | {resident_id: next(room for room in free if room not in taken)}
            broken |= {breach.rule for breach in breaches(world, tempting)}
    # 60 people and 70 homes make five sets of gadgets, so all four kinds of sitting tenant are there
    assert broken == {"housemates", "support_capacity", "same_sex", "compatibility"}


def test_the_lane_opens_one_place_by_moving_one_tenant():
    world, _, _, plan = lane()
    assert plan["P2"] == world.resident["P3"].current_bedspace_id
    assert breaches(world, plan) == []


def test_in_the_terrace_each_plan_but_the_one_breaks_what_its_page_says():
    world, _, _, plan = terrace()
    assert {breach.rule for breach in breaches(world, {"R4": "T2-2"})} == {"support_capacity"}
    assert {breach.rule for breach in breaches(world, {**plan, "R6": "T1-1", "R4": "T2-2"})} >= {"housemates"}
    assert breaches(world, {"R5": "T2-2"}) == []  # R5 could have it; the months waited decide
