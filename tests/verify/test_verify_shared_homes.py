"""Whether the checker sees people put together who may not share, and homes joined that cannot staff them."""

import pytest
from small_borough import bedspace, borough, broken, check, home, occupied, pair, resident, scenario

JOINS = {"R1": "H1a"}
FIFTEEN_HOURS = home("H1", support_hours_week=15)


def house(newcomer=None, lodger=None, *records):
    """R1 may join R2, who lives in H1b; H2 is an empty house besides."""
    return borough(
        resident("R1", **(newcomer or {})),
        resident("R2", **(lodger or {})),
        bedspace("H1a"),
        occupied("H1b", "R2"),
        bedspace("H2a"),
        *records,
    )


def test_hours_up_to_the_limit_may_be_staffed_and_not_one_more():
    assert broken(house({"support_hours_week": 5}, {}, FIFTEEN_HOURS), JOINS) == []  # 5 + 10 = 15
    verified = check(house({"support_hours_week": 6}, {}, FIFTEEN_HOURS), JOINS)  # 6 + 10 = 16
    assert [(one.rule, one.resident_ids) for one in verified.problems] == [("support_capacity", ("R1", "R2"))]


def test_hours_are_those_of_all_who_live_there_when_the_plan_is_done():
    world = house({"support_hours_week": 15}, {}, FIFTEEN_HOURS)
    assert broken(world, JOINS) == ["support_capacity"]
    assert broken(world, {**JOINS, "R2": "H2a"}) == []


def test_unknown_hours_make_joining_a_home_with_a_limit_unknown():
    assert broken(house({"support_hours_week": 1}, {"support_hours_week": None}, FIFTEEN_HOURS), JOINS) == [
        "support_capacity"
    ]
    assert broken(house({"support_hours_week": None}), JOINS) == []  # no limit


def test_hours_of_another_authoritys_tenant_are_unknown():
    world = borough(resident("R1"), FIFTEEN_HOURS, bedspace("H1a"), occupied("H1b", None))
    assert broken(world, JOINS) == ["support_capacity"]


def test_a_flat_has_hours_too():
    flats = home("H1", home_type="cluster_flat", support_hours_week=15)
    assert broken(house({}, {}, flats), JOINS) == ["support_capacity"]  # 10 + 10 = 20


def test_a_home_over_its_hours_that_nobody_joins_is_not_the_plans_fault():
    world = house({}, {"support_hours_week": 100}, FIFTEEN_HOURS)
    assert broken(world, {"R1": "H2a"}) == []


def test_support_capacity_may_be_ignored():
    world = house({"support_hours_week": 6}, {}, FIFTEEN_HOURS)
    assert broken(world, JOINS, under=scenario({"support_capacity": "ignore"})) == []


def test_must_apart_binds_in_shared_space_in_every_scenario():
    apart = pair("R2", "R1", "must_apart")
    assert broken(house({}, {}, apart), JOINS) == ["housemates"]
    assert broken(house({}, {}, apart), JOINS, under=scenario({"housemates": "ignore"})) == ["housemates"]
    assert broken(house({}, {}, apart, home("H1", home_type="cluster_flat")), JOINS) == []
    assert broken(house({}, {}, apart), {"R1": "H2a"}) == []


def test_two_who_must_live_apart_and_already_share_are_reported_elsewhere():
    world = borough(
        resident("R1"), resident("R2"), resident("R3"), bedspace("H1a"), occupied("H1b", "R2"), occupied("H1c", "R3")
    )
    apart = borough(*world.residents, *world.bedspaces, pair("R2", "R3", "must_apart"))
    assert broken(apart, JOINS) == []


def test_must_together_live_in_one_home_or_neither_is_moved():
    together = pair("R1", "R2", "must_together")
    world = house({}, {}, together, bedspace("H2b"))
    assert broken(world, JOINS) == []
    assert broken(world, {}) == []
    assert broken(world, {"R1": "H2a"}) == ["housemates"]
    assert broken(world, {"R1": "H2a", "R2": "H2b"}) == []
    assert broken(world, {"R1": "H2a"}, under=scenario({"housemates": "ignore"})) == []


def test_must_together_is_met_in_one_cluster_of_flats():
    world = house({}, {}, pair("R1", "R2", "must_together"), home("H1", home_type="cluster_flat"))
    assert broken(world, JOINS) == []


def test_must_together_with_someone_who_lives_nowhere_bars_the_move():
    world = borough(resident("R1"), resident("R2"), bedspace("H1a"), bedspace("H1b"), pair("R1", "R2", "must_together"))
    assert broken(world, JOINS) == ["housemates"]
    assert broken(world, {"R1": "H1a", "R2": "H1b"}) == []


@pytest.mark.parametrize(
    ("newcomer", "lodger", "found"),
    [
        ({"sex": "F"}, {"sex": "F", "housemate_sex": "same"}, []),
        ({"sex": "X"}, {"sex": "X", "housemate_sex": "same"}, []),
        ({"sex": "M"}, {"sex": "F", "housemate_sex": "same"}, ["same_sex"]),
        ({"sex": "M", "housemate_sex": "same"}, {"sex": "F"}, ["same_sex"]),
        ({"sex": "X"}, {"sex": "F", "housemate_sex": "same"}, ["same_sex"]),
        ({"sex": "unknown"}, {"sex": "F", "housemate_sex": "same"}, ["same_sex"]),
        ({"sex": "F"}, {"sex": None, "housemate_sex": "same"}, ["same_sex"]),
        ({"sex": "M", "housemate_sex": "any"}, {"sex": "F"}, []),
    ],
)
def test_same_sex_is_judged_of_each_pair(newcomer, lodger, found):
    assert broken(house(newcomer, lodger), JOINS) == found
    assert broken(house(newcomer, lodger), JOINS, under=scenario({"same_sex": "ignore"})) == []
    assert broken(house(newcomer, lodger, home("H1", home_type="cluster_flat")), JOINS) == []


def codes(*sharing):
    return frozenset(sharing)


@pytest.mark.parametrize(
    ("risky", "exposed", "found"),
    [
        ({"sharing": codes("risk_to_frail")}, {"sharing": codes("frail")}, True),
        ({"sharing": codes("risk_to_frail")}, {"sharing": codes()}, False),
        ({"sharing": codes("risk_to_women")}, {"sex": "F"}, True),
        ({"sharing": codes("risk_to_women")}, {"sex": "M"}, False),
        ({"sharing": codes("risk_to_men")}, {"sex": "M"}, True),
        ({"sharing": codes("risk_to_men")}, {"sex": "X"}, False),
        ({"sharing": codes("risk_to_men")}, {"sex": None}, True),
        ({"sharing": codes("frail")}, {"sharing": codes("frail"), "sex": None}, False),
    ],
)
def test_nobody_shares_space_with_a_known_or_possible_risk(risky, exposed, found):
    assert ("compatibility" in broken(house(risky, exposed), JOINS)) == found
    assert ("compatibility" in broken(house(exposed, risky), JOINS)) == found
    assert broken(house(risky, exposed, home("H1", home_type="cluster_flat")), JOINS) == []


@pytest.mark.parametrize(
    ("exposed", "found"),
    [
        ({"sex": "X"}, []),
        ({"sex": "F"}, ["compatibility"]),
        ({"sex": None}, ["compatibility"]),
        ({"sex": "X", "sharing": codes("frail")}, ["compatibility"]),
    ],
)
def test_unknown_risks_of_a_housemate_are_unknown_unless_nobody_is_exposed(exposed, found):
    assert broken(house(exposed, {"sharing": None}), JOINS) == found


def test_another_authoritys_tenant_may_be_frail_or_of_any_sex_and_is_no_risk():
    def with_tenant(**newcomer):
        return borough(resident("R1", **newcomer), bedspace("H1a"), occupied("H1b", None))

    assert broken(with_tenant(), JOINS) == []
    assert broken(with_tenant(sharing=codes("frail")), JOINS) == []
    assert broken(with_tenant(sharing=codes("risk_to_frail")), JOINS) == ["compatibility"]
    assert broken(with_tenant(housemate_sex="same"), JOINS) == ["same_sex"]


def test_the_occupant_of_a_notice_place_is_no_housemate():
    leaving = bedspace("H1b", "notice", occupant_id="R2")
    world = borough(
        resident("R1"),
        resident("R2", support_hours_week=None),
        bedspace("H1a"),
        leaving,
        home("H1", support_hours_week=10),
    )
    assert (
        broken(borough(*world.residents, *world.homes, *world.bedspaces, pair("R1", "R2", "must_apart")), JOINS) == []
    )
