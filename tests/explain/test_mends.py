"""The fewest changes that would open a home, held against counting the rules in the way with the oracle's code."""

from dataclasses import replace
from datetime import date

import pytest

from housing_match.assess import assess
from housing_match.criteria import POLICY, PREFER
from housing_match.domain import Adaptation, Scenario
from housing_match.explain.mends import Change, Mend, mend
from housing_match.solve import plan_of
from tests.oracle.plans import in_plan
from tests.oracle.rules import binding, may_be_asked
from tests.oracle.tiny import flat, geography_of, house, person, room, world_of
from tests.random_worlds import random_scenario, random_world

AS_OF = date(2026, 3, 2)
MAY_BE_SET_ASIDE = {rule.name for rule in POLICY if PREFER in rule.criterion.modes}


def mended(people, homes, bedspaces, works=()):
    """What would open a home to the first person, nobody being moved."""
    world = replace(world_of(people, homes, bedspaces), adaptations=tuple(works))
    assessment = assess(world, geography_of(world), Scenario(as_of=AS_OF))
    return mend(assessment, plan_of(assessment, {}), people[0].resident_id)


def fewest(world, geography, scenario, who):
    """The fewest rules in the way at any place that nobody lives in and where each of them may be settled."""
    counts = []
    for place in world.bedspaces:
        if place.status in ("occupied", "held", "closed"):
            continue
        if not may_be_asked(world, scenario, who, place.bedspace_id):
            continue
        said = binding(world, geography, scenario, who, place.bedspace_id, in_plan(world, geography, scenario))
        unmet = {rule for rule, verdict in said.items() if verdict == "unmet"}
        waits = {"available"} if place.available_from else set()
        if unmet <= MAY_BE_SET_ASIDE | waits and not always_unmet(world, geography, scenario, who, place, unmet):
            counts.append(sum(verdict != "met" for verdict in said.values()))
    return min(counts, default=0)


def always_unmet(world, geography, scenario, who, place, unmet):
    """Whether a person who is a risk to anyone would have to share: that binds whatever is set aside."""
    risky = "risk_to_anyone" in (world.resident[who].sharing or ())
    return "household" in unmet and risky and not world.place(place.bedspace_id).alone


def takes_the_fewest(seed):
    world, geography = random_world(seed, people=6, homes=5, needs=0.35)
    scenario = random_scenario(seed, world)
    assessment = assess(world, geography, scenario)
    found = 0
    for row, one in enumerate(assessment.residents):
        if assessment.in_plan[row] and row not in assessment.pairs.row:
            opened = mend(assessment, plan_of(assessment, {}), one.resident_id)
            changes = 0 if opened is None else len(opened.changes)
            assert changes == fewest(world, geography, scenario, one.resident_id), one.resident_id
            found += changes > 0
    return found


def test_no_place_could_be_opened_with_fewer_changes():
    assert sum(takes_the_fewest(seed) for seed in range(80)) > 40  # enough of these people need something changed


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(1000, 3000))
def test_no_place_could_be_opened_with_fewer_changes_in_thousands_of_worlds(seed):
    takes_the_fewest(seed)


def test_one_work_that_settles_two_rules_is_one_change():
    someone = person("R1", access_need="C", equipment_needed=frozenset({"wet_room"}))
    work = Adaptation(
        home_id="H1",
        work="wet room and ramp",
        capital_cost=9000,
        weeks=6,
        adds_equipment=frozenset({"wet_room"}),
        raises_ahr_to="C",
    )
    homes = [flat("H1", ahr_category="E", equipment=frozenset()), flat("H2", ahr_category="E", equipment=frozenset())]
    found = mended([someone], homes, [room("H1-1", "H1"), room("H2-1", "H2")], [work])
    assert found == Mend(
        bedspace_id="H1-1", changes=(Change(kind="work", rules=("access", "equipment"), work=work),)
    )  # in H2 it would take two remedies


def test_asking_comes_before_building():
    someone = person("R1", access_need="C")
    homes = [flat("H1", ahr_category="D"), flat("H2", ahr_category=None)]
    found = mended([someone], homes, [room("H1-1", "H1"), room("H2-1", "H2")])
    assert found.bedspace_id == "H2-1"
    assert [(one.kind, one.rules, bool(one.question), one.about_home) for one in found.changes] == [
        ("call", ("access",), True, True)
    ]


def test_what_can_never_be_softened_is_never_set_aside():
    someone = person("R1", settings_ok=frozenset({"extra_care"}))
    assert mended([someone], [flat("H1", setting="supported_living")], [room("H1-1", "H1")]) is None


def test_a_person_who_is_a_risk_to_anyone_is_never_offered_a_shared_home_by_setting_a_rule_aside():
    someone = person("R1", sharing=frozenset({"risk_to_anyone"}))
    assert mended([someone], [house("H1")], [room("H1-1", "H1"), room("H1-2", "H1")]) is None


def test_a_place_that_is_free_after_the_window_is_a_matter_of_waiting():
    later = date(2027, 3, 1)
    found = mended([person("R1")], [flat("H1")], [room("H1-1", "H1", status="pipeline", available_from=later)])
    assert found.changes == (Change(kind="later", rules=("available",), free_from=later),)
