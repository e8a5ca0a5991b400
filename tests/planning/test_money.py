"""Who pays before and after, and what capital brings back; every figure by hand."""

from dataclasses import replace
from fractions import Fraction

import pytest

from housing_match.assess import assess
from housing_match.domain import Scenario
from housing_match.planning.money import appraisal, bill_at, bill_today, money
from housing_match.planning.unit_costs import unit_costs
from housing_match.solve import best_plan, goal_values
from housing_match.tables import FaultsFound
from tests import random_worlds
from tests.villages.building import geography, home, resident, scenario, village, void

PLACE = village([], [home("H1", rent_unmet_weekly=30)], [void("H1-1")]).place("H1-1")
"""Rent 200 of which 30 is unmet, shared staff 100, 10 hours at £20: care of £300."""


@pytest.mark.parametrize(
    ("funding", "nhs_share", "paid"),
    [
        ("council", None, {"council": 300}),
        ("chc", None, {"nhs": 300}),
        ("self", None, {"resident": 330}),  # care, and the rent that benefit does not meet
        ("joint", 25, {"nhs": 75, "council": 225}),
        ("s117", 50, {"nhs": 150, "council": 150}),
        ("joint", 1, {"nhs": 3, "council": 297}),
    ],
)
def test_care_is_paid_by_who_funds_it_and_rent_by_benefit_but_for_the_unmet_part(funding, nhs_share, paid):
    person = resident("P1", funding=funding, nhs_share=nhs_share)
    found = {payer: pounds for payer, pounds in bill_at(person, PLACE).pounds.items() if pounds}
    assert found == {"resident": 30, "housing_benefit": 170} | paid


@pytest.mark.parametrize(("funding", "nhs_share"), [(None, None), ("joint", None), ("s117", None)])
def test_where_who_pays_is_not_known_there_is_no_bill(funding, nhs_share):
    person = resident("P1", funding=funding, nhs_share=nhs_share)
    assert bill_at(person, PLACE) is None
    assert bill_today(person) is None


def test_people_of_unknown_cost_are_named_and_stand_in_neither_bill():
    people = [resident("P1", funding="council"), resident("P2", funding="council", weekly_cost=None)]
    world = village(people, [home("H1"), home("H2")], [void("H1-1"), void("H2-1")])
    found = money(assess(world, geography(world), scenario()), {"P1": "H1-1", "P2": "H2-1"})
    assert (found.people, found.unknown_ids) == (1, ("P2",))
    assert (found.before.total, found.after.total) == (500, 500)  # today 500; rent 200, shared staff 100, hours 200
    assert (found.change("council"), found.change("housing_benefit")) == (-200, 200)


@pytest.mark.parametrize("seed", range(25))
def test_all_payers_together_come_to_the_goal_of_weekly_cost(seed):
    world, distances = random_worlds.random_world(seed, people=8, homes=5)
    world = replace(world, residents=tuple(replace(one, funding="council") for one in world.residents))
    assessment = assess(world, replace(distances, world=world), Scenario(as_of=random_worlds.AS_OF))
    bedspace_of = best_plan(assessment).bedspace_of
    assert money(assessment, bedspace_of).weekly_change == goal_values(assessment, bedspace_of)["weekly_cost"]


def test_capital_is_set_against_what_is_saved_year_by_year_discounted():
    shipped = unit_costs()
    costs = replace(shipped, appraisal_years=replace(shipped.appraisal_years, value=Fraction(2)))
    found = appraisal(1_000, 10, costs)
    # £520 a year; 520 / 1.035 + 520 / 1.035² − 1,000 = 502.415... + 485.425... − 1,000
    assert found.net_present_value_pounds == 520 / Fraction("1.035") + 520 / Fraction("1.035") ** 2 - 1_000
    assert found.payback_years == Fraction(1_000, 520)


def test_after_thirty_years_the_rate_falls_by_half_a_point():
    shipped = unit_costs()
    thirty, thirty_one = (
        appraisal(0, 1, replace(shipped, appraisal_years=replace(shipped.appraisal_years, value=Fraction(years))))
        for years in (30, 31)
    )
    more = thirty_one.net_present_value_pounds - thirty.net_present_value_pounds
    assert more == 52 / (Fraction("1.035") ** 30 * Fraction("1.03"))


def test_capital_that_saves_nothing_is_never_paid_back():
    assert appraisal(1_000, 0, unit_costs()).payback_years is None
    assert appraisal(1_000, -5, unit_costs()).payback_years is None


def test_every_fault_of_a_costs_file_is_named_at_once(tmp_path):
    file = tmp_path / "costs.toml"
    file.write_text('[discount_rate]\nvalue = "high"\n[rent]\nvalue = 1\n')
    with pytest.raises(FaultsFound) as found:
        unit_costs(file)
    told = [(one.code, one.value) for one in found.value.faults]
    assert told == [
        ("unknown_value", "rent"),
        ("value_unclear", "discount_rate"),
        ("value_unclear", "appraisal_years"),
        ("value_unclear", "weeks_a_year"),
        ("value_unclear", "capital_margin"),
    ]


def test_a_costs_file_that_is_not_there_or_not_toml_is_one_fault(tmp_path):
    for file, content in ((tmp_path / "none.toml", None), (tmp_path / "bad.toml", "[[")):
        if content is not None:
            file.write_text(content)
        with pytest.raises(FaultsFound) as found:
            unit_costs(file)
        assert len(found.value.faults) == 1


@pytest.mark.parametrize(("content", "code"), [("a = " + "[" * 5000, "not_toml"), ("a = 1" + " " * 2**20, "too_large")])
def test_a_costs_file_that_no_program_could_read_is_one_fault(tmp_path, content, code):
    file = tmp_path / "costs.toml"
    file.write_text(content)
    with pytest.raises(FaultsFound) as found:
        unit_costs(file)
    assert [(one.code, one.table) for one in found.value.faults] == [(code, "costs.toml")]
