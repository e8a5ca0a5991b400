"""The fewest changes that would open a home, held against counting the rules in the way with the oracle's code."""

from dataclasses import replace
from datetime import date
from functools import reduce
from itertools import combinations

import pytest

from housing_match.assess import assess
from housing_match.criteria import POLICY, PREFER
from housing_match.domain import Adaptation, HousematePair, Scenario
from housing_match.explain.mends import Change, Mend, mend
from housing_match.solve import baselines, plan_of
from tests.explain.works import random_work, with_work_done
from tests.oracle.dice import Dice
from tests.oracle.households import breaches
from tests.oracle.plans import in_plan
from tests.oracle.reasons import unmatched_kinds
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


def fewest(world, geography, scenario, plan, who):
    """The fewest changes at any place that nobody lives in: works done, and rules left in the way that may be settled.

    Every choice of the works listed is tried on the world itself; rules are judged by the oracle.
    """
    counts = [
        len(done) + len(left)
        for place in world.bedspaces
        if place.status not in ("occupied", "held", "closed") and may_be_asked(world, scenario, who, place.bedspace_id)
        for done, left in settlements(world, geography, scenario, plan, who, place)
    ]
    return min(counts, default=0)


def settlements(world, geography, scenario, plan, who, place):
    """Each choice of works at one place with the rules it leaves in the way, where each of those may be settled."""
    others = {one: bed for one, bed in plan.items() if bed != place.bedspace_id}
    after = breaches(world, scenario, {**others, who: place.bedspace_id})
    several = {(rule, verdict) for rule, home_id, verdict in after if home_id == place.home_id}
    if {rule for rule, verdict in several if verdict == "unmet"} - {"support_capacity"}:
        return
    works = [one for one in world.adaptations if one.home_id == place.home_id]
    dated = place.available_from is not None and place.status in ("void", "works", "adaptation", "pipeline", "notice")
    for done in (some for many in range(len(works) + 1) for some in combinations(works, many)):
        built = reduce(with_work_done, done, world)
        said = binding(built, geography, scenario, who, place.bedspace_id, in_plan(world, geography, scenario))
        unmet = {rule for rule, verdict in said.items() if verdict == "unmet"}
        may_be = MAY_BE_SET_ASIDE | ({"available"} if dated else set())
        if unmet <= may_be and not always_unmet(world, geography, scenario, who, place, unmet):
            rest = {rule for rule, verdict in said.items() if verdict != "met"}
            yield done, rest | {rule for rule, _ in several}


def always_unmet(world, geography, scenario, who, place, unmet):
    """Whether a person who is a risk to anyone would have to share: that binds whatever is set aside."""
    risky = "risk_to_anyone" in (world.resident[who].sharing or ())
    return "household" in unmet and risky and not world.place(place.bedspace_id).alone


def takes_the_fewest(seed):
    """Holds the mend of everybody who could be put nowhere to brute force; how many need something changed."""
    dice = Dice(seed)
    world, geography = random_world(seed, people=6, homes=5, needs=0.3)
    world = replace(world, adaptations=tuple(random_work(dice, world) for _ in range(4)))
    scenario = replace(random_scenario(seed, world), pins=(), nominations=())
    assessment = assess(world, geography, scenario)
    bedspace_of = baselines(assessment)["first_come"]
    found = 0
    for who, kind in unmatched_kinds(world, geography, scenario, bedspace_of).items():
        if kind in ("coupled", "worth_a_call", "no_suitable_home"):
            opened = mend(assessment, plan_of(assessment, bedspace_of), who)
            changes = 0 if opened is None else len(opened.changes)
            assert changes == fewest(world, geography, scenario, bedspace_of, who), who
            found += changes > 0
    return found


def test_no_place_could_be_opened_with_fewer_changes():
    assert sum(takes_the_fewest(seed) for seed in range(40)) > 40  # enough of these people need something changed


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


def test_the_date_of_a_place_kept_for_somebody_else_is_not_one_to_wait_for():
    kept = room("H1-1", "H1", status="reserved", available_from=date(2026, 4, 1))
    assert mended([person("R1")], [flat("H1")], [kept]) is None


def test_a_listed_work_comes_before_one_that_nobody_has_looked_at_and_the_cheapest_first():
    someone = person("R1", equipment_needed=frozenset({"wet_room"}))
    works = [
        Adaptation(home_id="H1", work=name, capital_cost=cost, weeks=6, adds_equipment=frozenset({"wet_room"}))
        for name, cost in (("a bath taken out", 9000), ("an extension", 90000))
    ]
    found = mended([someone], [flat("H1")], [room("H1-1", "H1")], works[::-1])
    assert found.changes == (Change(kind="work", rules=("equipment",), work=works[0]),)


def test_who_suits_but_for_the_hours_of_the_home_would_need_more_hours_commissioned():
    # 30 hours live there and 10 would come, against a limit of 35.
    people = [person("R1"), person("R2", needs_move=False, support_hours_week=30, current_bedspace_id="H1-2")]
    beds = [room("H1-1", "H1"), room("H1-2", "H1", "occupied", "R2")]
    found = mended(people, [house("H1", support_hours_week=35)], beds)
    hours = Change(kind="remedy", rules=("support_capacity",), in_the_way="40 known hours a week against a limit of 35")
    assert found.changes == (hours,)


def test_a_call_about_those_who_live_there_comes_before_training_elsewhere():
    # A tenant of another authority lives in H1, whose hours nobody knows; in H2 the team would have to be trained.
    someone = person("R1", skills_needed=frozenset({"autism"}))
    homes = [house("H1", support_hours_week=90, skills=frozenset({"autism"})), flat("H2")]
    found = mended([someone], homes, [room("H1-1", "H1"), room("H1-2", "H1", "occupied"), room("H2-1", "H2")])
    assert found == Mend(
        bedspace_id="H1-1",
        changes=(
            Change(
                kind="call",
                rules=("support_capacity",),
                question="How many support hours a week does everybody who lives there have?",
                about_home=True,
            ),
        ),
    )


def test_two_who_must_live_apart_are_never_a_matter_of_changes():
    people = [person("R1"), person("R2", needs_move=False, current_bedspace_id="H1-2")]
    apart = (HousematePair(resident_id="R1", other_id="R2", relation="must_apart"),)
    beds = [room("H1-1", "H1"), room("H1-2", "H1", "occupied", "R2")]
    world = replace(world_of(people, [house("H1")], beds), housemates=apart)
    assessment = assess(world, geography_of(world), Scenario(as_of=AS_OF))
    plan = plan_of(assessment, {})
    assert mend(assessment, plan, "R1") is None


def test_without_the_others_a_mend_says_nothing_that_comes_from_them():
    people = [person("R1", access_need="C"), person("R2", needs_move=False, support_hours_week=30)]
    people[1] = replace(people[1], current_bedspace_id="H1-2")
    beds = [room("H1-1", "H1"), room("H1-2", "H1", "occupied", "R2")]
    world = world_of(people, [house("H1", support_hours_week=35)], beds)
    assessment = assess(world, geography_of(world), Scenario(as_of=AS_OF))
    plan = plan_of(assessment, {})
    assert [one.rules for one in mend(assessment, plan, "R1").changes] == [("access",), ("support_capacity",)]
    assert [one.rules for one in mend(assessment, plan, "R1", with_others=False).changes] == [("access",)]
