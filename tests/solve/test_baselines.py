"""The ordinary ways of letting homes keep every rule, never do better than the plan, and let what they say they let."""

from dataclasses import replace

import pytest

from housing_match.assess import assess
from housing_match.solve import baselines, best_plan, rank
from housing_match.solve.arcs import arcs_of
from housing_match.solve.baselines import filled_up
from housing_match.solve.chains import chains
from housing_match.solve.model import coupled
from housing_match.solve.score import breaches_after, breaches_in, could_break
from housing_match.verify import verify
from tests.random_worlds import random_scenario, random_world
from tests.solve.one_at_a_time import WAYS, let_one_at_a_time
from tests.villages import lane


@pytest.mark.parametrize("seed", range(0, 40))
def test_a_baseline_keeps_every_rule_and_never_beats_the_plan(seed):
    world, geography = random_world(seed, people=8, homes=6)
    scenario = random_scenario(seed, world)
    if scenario.pins or scenario.nominations or scenario.tolerances:
        return  # a baseline knows no pins or quotas, and a goal that gave way may well be beaten
    assessment = assess(world, geography, scenario)
    plan = best_plan(assessment)
    for name, bedspace_of in baselines(assessment).items():
        checked = verify(world, geography, scenario, bedspace_of)
        assert checked.agrees, (name, checked.problems)
        assert rank(assessment, bedspace_of) <= rank(assessment, plan.bedspace_of)


def test_first_come_lets_to_the_longest_waiting_and_so_on():
    world, geography, scenario, _ = lane()
    lettings = baselines(assess(world, geography, scenario))
    assert sorted(lettings) == ["first_come", "one_at_a_time_by_fit", "scarcest_void_first"]


def lets_the_same(seed, **knobs):
    """Every way against its plain writing; how many people moved in all."""
    world, geography = random_world(seed, coupled=seed % 4 != 0, **knobs)
    assessment = assess(world, geography, replace(random_scenario(seed, world), pins=(), nominations=()))
    arcs = coupled(arcs_of(assessment))[0]
    found = baselines(assessment)
    for name, key_of in WAYS.items():
        assert found[name] == let_one_at_a_time(arcs, key_of), name
    return sum(map(len, found.values()))


def test_every_way_lets_the_same_as_one_that_looks_at_every_open_pair_each_time():
    moved = [lets_the_same(seed, people=14, homes=9, needs=0.03, unknowns=0.0, incumbents=0.6) for seed in range(60)]
    assert sum(moved) > 600


def stopped_halfway(assessment):
    """A plan that keeps every rule and leaves homes empty: half of the best plan's chains, or as many as go alone."""
    best, kept = best_plan(assessment).bedspace_of, {}
    for members, _ in chains(assessment.world, best)[::2]:
        more = kept | {who: best[who] for who in members}
        kept = kept if breaches_after(assessment, more) else more
    return kept


def test_a_plan_is_filled_up_as_one_that_looks_at_every_open_pair_would_and_nothing_of_it_is_undone():
    added = 0
    for seed in range(40):
        world, geography = random_world(seed, people=14, homes=9, needs=0.03, unknowns=0.0, incumbents=0.6)
        assessment = assess(world, geography, replace(random_scenario(seed, world), pins=(), nominations=()))
        arcs, before = coupled(arcs_of(assessment))[0], stopped_halfway(assessment)
        for name, filled in filled_up(arcs, before).items():
            assert filled == let_one_at_a_time(arcs, WAYS[name], before)
            assert before.items() <= filled.items()
            assert verify(world, geography, assessment.scenario, filled).agrees
            added += len(filled) - len(before)
    assert added > 200


def test_where_nothing_could_break_no_plan_rule_says_anything():
    quiet = 0
    for seed in range(40):
        world, geography = random_world(seed, people=8, homes=6, unknowns=0.05)
        assessment = assess(world, geography, random_scenario(seed, world))
        for resident in world.residents:
            for room in world.bedspaces:
                here = {one.occupant_id for one in world.bedspaces_of[room.home_id]}
                if not could_break(world, here | {resident.resident_id}, room.home_id):
                    quiet += 1
                    assert not breaches_in(assessment, {resident.resident_id: room.bedspace_id}, room.home_id)
    assert quiet > 100
