"""Putting one person more into a finished plan: the homes concerned say what the whole plan would."""

import random
from dataclasses import replace

from housing_match.assess import assess
from housing_match.solve import Trial
from housing_match.solve.score import breaches_after
from tests.random_worlds import random_scenario, random_world


def test_a_trial_finds_the_breaches_that_the_whole_plan_with_the_change_has():
    tried = broken = 0
    for seed in range(60):
        world, geography = random_world(seed, people=9, homes=5, unknowns=0.05)
        assessment = assess(world, geography, replace(random_scenario(seed, world), nominations=()))
        dice = random.Random(seed)
        people = dice.sample([one.resident_id for one in world.residents], 5)
        rooms = dice.sample([one.bedspace_id for one in world.bedspaces], min(5, len(world.bedspaces)))
        plan = dict(zip(people, rooms, strict=False))
        trial = Trial(assessment=assessment, bedspace_of=plan)
        for who in (one.resident_id for one in world.residents if one.resident_id not in plan):
            for room in world.bedspaces:
                others = {one: taken for one, taken in plan.items() if taken != room.bedspace_id}
                after = breaches_after(assessment, {**others, who: room.bedspace_id})
                expected = tuple(breach for breach in after if breach.home_id == room.home_id)
                assert trial.breaches(who, room.bedspace_id) == expected, (seed, who, room.bedspace_id)
                tried, broken = tried + 1, broken + bool(expected)
    assert 100 < broken < tried - 100  # neither all nor nothing
