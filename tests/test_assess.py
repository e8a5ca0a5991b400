"""Assess against each rule asked pair by pair, against its own findings, and against the oracle."""

import random
from dataclasses import replace

import numpy as np
import pytest

from housing_match.assess import MET, UNKNOWN, UNMET, assess, findings, pairs, spread
from housing_match.criteria import PREFER, Criterion, Verdict, plan_breaches, policy_for
from housing_match.domain import Geography, HousematePair, RuleChange, Scenario, households_after
from tests.assessed import whole
from tests.oracle import fit as oracle_fit
from tests.oracle import rules as oracle_rules
from tests.oracle.plans import in_plan
from tests.oracle.tiny import flat, geography_of, house, person, room, world_of
from tests.random_worlds import AS_OF, random_scenario, random_world

CODE_OF = {Verdict.MET: MET, Verdict.UNMET: UNMET, Verdict.UNKNOWN: UNKNOWN}
PLAIN = Scenario(as_of=AS_OF)
FIT_FACTS = {"fit_here", "fit_today"}
TABLES_OF_WORLD = ("connections", "housemates", "exclusions")
PREFERENCES = ("family", "transport", "places", "area", "least_restrictive", "nothing_wasted", "ways_of_living")


def random_assessments(seeds, **how):
    """Assessments of random worlds under random scenarios."""
    for seed in seeds:
        world, geography = random_world(seed, people=6, homes=4, **how)
        yield assess(world, geography, random_scenario(seed, world))


def cells_of(found):
    """Every (row, resident, column, place) of an assessment."""
    return [
        (row, resident, column, place)
        for row, resident in enumerate(found.residents)
        for column, place in enumerate(found.places)
    ]


@pytest.mark.parametrize("needs", [0.1, 0.5])
def test_every_verdict_is_what_the_rule_says_of_that_very_pair(needs):
    compared = 0
    for found in random_assessments(range(20), unknowns=0.1, needs=needs):
        every = whole(found)
        for row, resident, column, place in cells_of(found):
            facts = found.geography.facts(resident.resident_id, place.home_id, found.scenario)
            today = int(found.fit_today[row]) if facts.incumbent else None
            facts = replace(facts, fit_here=int(every.fit[row, column]), fit_today=today)
            for rule in found.policy:
                if not isinstance(rule.criterion, Criterion):
                    continue
                outcome = rule.judge(resident, place, facts)
                expected = MET
                if outcome is not None:
                    expected = CODE_OF[outcome.verdict if rule.mode == "must" else outcome.binding_verdict]
                # A rule that stands in nobody's way is left out.
                table = every.verdicts.get(rule.name)
                assert (MET if table is None else table[row, column]) == expected
                compared += 1
    assert compared > 10_000


def test_fit_is_the_weighted_mean_of_the_scores_rounded_half_up():
    for found in random_assessments(range(20), unknowns=0.1, needs=0.3):
        fit = whole(found).fit
        for row, resident, column, place in cells_of(found):
            facts = found.geography.facts(resident.resident_id, place.home_id, found.scenario)
            total = points = 0
            for rule in found.policy:
                outcome = rule.judge(resident, place, facts) if rule.mode == PREFER else None
                if outcome is not None:
                    own = getattr(resident, rule.criterion.importance) if rule.criterion.importance else 1
                    weight = rule.weight * (3 if own is None else own)
                    total, points = total + weight, points + weight * outcome.score
            assert fit[row, column] == ((20 * points + total) // (2 * total) if total else 500)


def test_points_of_the_findings_add_up_to_the_fit_and_block_where_the_pair_is_not_allowed():
    for found in random_assessments(range(20), unknowns=0.05):
        every = whole(found)
        for row, resident, column, place in cells_of(found):
            said = found.findings(resident.resident_id, place.bedspace_id)
            weighed = sum(one.weight for one in said)
            assert sum(one.points for one in said) == (every.fit[row, column] if weighed else 0)
            assert [one.rule.name for one in said] == [
                rule.name for rule in found.policy if rule.name in {one.rule.name for one in said}
            ]
            may = found.in_plan[row] and every.open_pairs[row, column] and not any(one.blocks for one in said)
            assert every.allowed[row, column] == may


def test_the_oracle_finds_the_same_fit_and_the_same_allowed_pairs():
    pairs = allowed = 0
    for seed in range(60):
        world, geography = random_world(seed, people=6, homes=4)
        scenario = random_scenario(seed, world)
        found, willing = assess(world, geography, scenario), in_plan(world, geography, scenario)
        assert {one.resident_id for one, may in zip(found.residents, found.in_plan, strict=True) if may} == willing
        every = whole(found)
        for row, resident, column, place in cells_of(found):
            pair = resident.resident_id, place.bedspace_id
            may = resident.resident_id in willing and oracle_rules.allowed(world, geography, scenario, *pair, willing)
            assert every.allowed[row, column] == may, (seed, pair)
            assert every.fit[row, column] == oracle_fit.fit(world, geography, scenario, *pair), (seed, pair)
            pairs, allowed = pairs + 1, allowed + may
    # Neither all nor nothing, or the comparison would prove little.
    assert pairs > 1500
    assert 100 < allowed < pairs - 100


def shuffled(world, geography, seed):
    """The same world and geography with every table's rows in another order."""
    dice = random.Random(seed)

    def order(rows):
        return dice.sample(range(len(rows)), len(rows))

    people, homes, rooms = order(world.residents), order(world.homes), order(world.bedspaces)
    other = replace(
        world,
        residents=tuple(world.residents[at] for at in people),
        homes=tuple(world.homes[at] for at in homes),
        bedspaces=tuple(world.bedspaces[at] for at in rooms),
        **{name: tuple(getattr(world, name)[at] for at in order(getattr(world, name))) for name in TABLES_OF_WORLD},
    )
    at = np.ix_(people, homes)
    measured = Geography(
        world=other,
        family_sum=geography.family_sum[at],
        family_weight=geography.family_weight[people],
        places_sum=geography.places_sum[at],
        places_weight=geography.places_weight[people],
        inside_exclusion=geography.inside_exclusion[at],
        station_minutes=tuple(geography.station_minutes[home] for home in homes),
        step_free_minutes=tuple(geography.step_free_minutes[home] for home in homes),
        ward=tuple(geography.ward[home] for home in homes),
        crime_decile=tuple(geography.crime_decile[home] for home in homes),
        environment_decile=tuple(geography.environment_decile[home] for home in homes),
        street_lights=tuple(geography.street_lights[home] for home in homes),
        lives_in=geography.lives_in,
        minutes_by=geography.minutes_by,
    )
    return other, measured


def test_the_order_of_rows_decides_nothing():
    for seed in range(20):
        world, geography = random_world(seed, people=6, homes=4, unknowns=0.1)
        scenario = random_scenario(seed, world)
        before = assess(world, geography, scenario)
        after = assess(*shuffled(world, geography, seed), scenario)
        rows = [after.row[one.resident_id] for one in before.residents]
        at = np.ix_(rows, [after.column[one.bedspace_id] for one in before.places])
        was, now = whole(before), whole(after)
        assert was.verdicts.keys() == now.verdicts.keys()
        np.testing.assert_array_equal(now.fit[at], was.fit)
        np.testing.assert_array_equal(now.allowed[at], was.allowed)
        np.testing.assert_array_equal(after.fit_today[rows], before.fit_today)
        for name, verdicts in was.verdicts.items():
            np.testing.assert_array_equal(now.verdicts[name][at], verdicts)


def test_nobody_with_no_preference_that_counts_has_a_fit_above_or_below_the_middle():
    # Every preference has weight 0, so the sum of weights is 0 and the fit 500.
    world = world_of([person("p")], [flat("h")], [room("b", "h")])
    scenario = replace(PLAIN, rules={name: RuleChange(weight=0) for name in PREFERENCES})
    assert whole(assess(world, geography_of(world), scenario)).fit.tolist() == [[500]]


def test_fit_weighs_each_preference_by_its_weight_and_the_persons_own_importance():
    # p, importance of transport empty and so 3: transport 2 × 3 at 70, least restrictive 2 and nothing wasted 1 at 100:
    # (420 + 300) / 9 = 80.00 → 800. q, importance 0: only the other two, (200 + 100) / 3 = 100 → 1000.
    # r, importance 5: (700 + 300) / 13 = 76.92 → 769. s, family at 45 minutes, importance 1: 3 × 60 more than p,
    # (420 + 300 + 180) / 12 = 75 → 750.
    people = [
        person("p"),
        person("q", importance_transport=0),
        person("r", importance_transport=5),
        person("s", importance_family=1),
    ]
    world = world_of(people, [flat("h")], [room("b", "h")])
    geography = geography_of(world, station={"h": 10}, family={("s", "h"): 45})
    assert whole(assess(world, geography, PLAIN)).fit.tolist() == [[800], [1000], [769], [750]]


def test_fit_is_rounded_half_up_to_the_thousandth():
    # Transport 94 at 6 minutes, weight 13 × importance 1; the other two preferences at 100 with weights 2 and 1:
    # (1222 + 300) / 16 = 95.125 → 951.25 → 951; with transport's weight 5: (470 + 300) / 8 = 96.25 → 962.5 → 963.
    world = world_of([person("p", importance_transport=1)], [flat("h")], [room("b", "h")])
    geography = geography_of(world, station={"h": 6})
    for weight, fit in ((13, 951), (5, 963)):
        scenario = replace(PLAIN, rules={"transport": RuleChange(weight=weight)})
        assert whole(assess(world, geography, scenario)).fit.tolist() == [[fit]]


def test_points_shown_are_rounded_by_largest_remainder():
    # Weights 6, 2 and 1 at 70, 100 and 100: shares of 4200, 2000 and 1000 over 9 are 466.67, 222.22 and 111.11.
    # Whole parts add up to 799; the one point short of 800 goes to the largest remainder.
    world = world_of([person("p")], [flat("h")], [room("b", "h")])
    found = assess(world, geography_of(world, station={"h": 10}), PLAIN)
    points = {one.rule.name: one.points for one in found.findings("p", "b") if one.weight}
    assert points == {"transport": 467, "least_restrictive": 222, "nothing_wasted": 111}


def test_a_softened_rule_weighs_three_without_importance_and_counts_as_met_where_nothing_is_needed():
    # Weights: transport 2 × 3 = 6 (a walk of 5 minutes scores 100), least restrictive 2, nothing wasted 1, access 3.
    # p needs A in a home of D, unmet: (600 + 200 + 100 + 0) / 12 = 75 → 750.
    # q's need is not known, which halves transport, nothing wasted and access: (300 + 200 + 50 + 150) / 12 = 58.33.
    # r needs no access and D is three steps above F (E+, E, D): (600 + 200 + 70 + 300) / 12 = 97.5 → 975.
    people = [person("p", access_need="A"), person("q", access_need=None), person("r")]
    world = world_of(people, [flat("h", ahr_category="D")], [room("b", "h")])
    scenario = replace(PLAIN, rules={"access": RuleChange(mode="prefer")})
    found = assess(world, geography_of(world), scenario)
    assert whole(found).fit.tolist() == [[750], [583], [975]]
    assert whole(found).allowed.all()


def test_findings_of_one_pair_follow_the_policys_order():
    world = world_of([person("p", access_need="B")], [flat("h", ahr_category="A")], [room("b", "h")])
    facts = geography_of(world).facts("p", "h", PLAIN)
    names = [one.rule.name for one in findings(policy_for(PLAIN), world.resident["p"], world.place("b"), facts)]
    order = [rule.name for rule in policy_for(PLAIN)]
    assert names == sorted(names, key=order.index)
    assert names[0] == "access"


def test_two_people_alike_in_all_else_are_told_apart_where_one_lives_in_the_stock():
    people = [person(one, consent="not_asked", situation="temporary") for one in ("p", "q")]
    rooms = [room("b", "h"), room("c", "i", "occupied", "q")]
    world = world_of(people, [flat("h"), flat("i")], rooms)
    found = assess(world, geography_of(world), PLAIN)
    assert whole(found).verdicts["consent"].tolist() == [[MET, MET], [UNMET, UNMET]]


def test_what_always_binds_stands_though_its_rule_is_ignored():
    people = [
        person("p", lives="alone"),
        person("q", sharing=frozenset({"risk_to_anyone"})),
        person("r", sharing=None),
    ]
    world = world_of(people, [house("h")], [room("b", "h"), room("c", "h")])
    ignored = replace(PLAIN, rules={"household": RuleChange(mode="ignore")})
    found = assess(world, geography_of(world), ignored)
    assert whole(found).verdicts["household"].tolist() == [[MET, MET], [UNMET, UNMET], [UNKNOWN, UNKNOWN]]
    pair = (HousematePair(resident_id="p", other_id="q", relation="must_apart"),)
    tied = replace(world, housemates=pair)
    policy = policy_for(replace(PLAIN, rules={"housemates": RuleChange(mode="ignore")}))
    breaches = plan_breaches(policy, households_after(tied, {"p": "b", "q": "c"}), tied)
    assert [(breach.rule, breach.resident_ids) for breach in breaches] == [("housemates", ("p", "q"))]


def test_how_much_is_looked_at_together_and_kept_changes_nothing(monkeypatch):
    # With 7 pairs at once every block falls into chunks; with nothing kept every rule is asked anew each time.
    usual = [whole(found) for found in random_assessments(range(20), unknowns=0.1)]
    monkeypatch.setattr(pairs, "MOST_AT_ONCE", 7)
    monkeypatch.setattr(spread, "MOST_KEPT", 0)
    for was, now in zip(usual, (whole(found) for found in random_assessments(range(20), unknowns=0.1)), strict=True):
        assert was.verdicts.keys() == now.verdicts.keys()
        for one, other in zip([*was[:3], *was.verdicts.values()], [*now[:3], *now.verdicts.values()], strict=True):
            np.testing.assert_array_equal(one, other)


def test_whether_rules_answer_in_tables_or_pair_by_pair_changes_no_pair(monkeypatch):
    # With one pair a combination every rule answers in a table; with more of them than there are pairs, none does.
    found = {}
    for pairs_a_combination in (1, 10**9):
        monkeypatch.setattr(pairs, "PAIRS_A_COMBINATION", pairs_a_combination)
        found[pairs_a_combination] = [one.pairs for one in random_assessments(range(20), unknowns=0.1)]
    for one, other in zip(*found.values(), strict=True):
        for name in ("row", "column", "fit"):
            np.testing.assert_array_equal(getattr(one, name), getattr(other, name))


def test_one_row_or_column_is_asked_as_an_array_would_be_indexed():
    found = next(random_assessments([3], unknowns=0.1))
    every, people, places = whole(found), np.arange(len(found.residents)), np.arange(len(found.places))
    for row in people:
        np.testing.assert_array_equal(found.fit_at(row, places), every.fit[row])
        np.testing.assert_array_equal(found.open_at(row, places), every.open_pairs[row])
        for name, verdict in found.verdicts_at(row, places).items():
            np.testing.assert_array_equal(verdict, every.verdicts[name][row])
    for column in places:
        np.testing.assert_array_equal(found.fit_at(people, column), every.fit[:, column])
        np.testing.assert_array_equal(found.pairs.rows_of(column), np.flatnonzero(every.allowed[:, column]))
        for name, verdict in found.verdicts_at(people, column).items():
            np.testing.assert_array_equal(verdict, every.verdicts[name][:, column])
