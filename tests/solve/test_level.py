"""Levels, the plans of one value of the first goals: what one is told by another is what it finds out by itself."""

from dataclasses import replace

import numpy as np

from housing_match.assess import assess
from housing_match.solve.clock import Clock
from housing_match.solve.engine import NoPlan
from housing_match.solve.layers import Sum, parts_of, value_of
from housing_match.solve.level import Level
from housing_match.solve.model import model_of
from housing_match.solve.shared import Shared
from tests.random_worlds import random_scenario, random_world


def settled(root, certificate, value, *before):
    """The spans that are left up to a value, after the levels before it told which households there are; or None."""
    level = root.branch(Shared(table=root.known.table))
    for other in before:
        level.list_as(other)
    try:
        level.settle(certificate, value)
    except NoPlan:
        return level, None
    return level, (level.spans.least.tolist(), level.spans.most.tolist())


def lists_agree(seed):
    """How many levels of a small world close columns beyond what prices close."""
    world, geography = random_world(seed, people=6, homes=3)
    scenario = replace(random_scenario(seed, world), pins=(), nominations=())
    model, closed = model_of(assess(world, geography, scenario)), 0
    root = Level(model.arcs, model.side, Clock())
    try:
        root.bound_of(np.zeros_like(root.spans.most))
        root.tell_every_home()
        certificate = root.bound_of(root.sum_of(model.order[6]).costs)
    except NoPlan:
        return 0
    dearest, _ = settled(root, certificate, certificate.least + 40)
    for more in (20, 5, 0):
        _, told = settled(root, certificate, certificate.least + more, dearest)
        _, anew = settled(root, certificate, certificate.least + more)
        assert told == anew
        by_prices = certificate.settled(certificate.least + more, root.spans)
        closed += anew is not None and anew[1] != by_prices.most.tolist()
    return closed


def test_lists_of_a_dearer_level_leave_a_cheaper_one_what_its_own_would_leave():
    assert sum(lists_agree(seed) for seed in range(30)) > 5


def test_what_a_layer_comes_to_is_told_by_its_parts_and_its_parts_by_what_it_comes_to():
    sums = [Sum(costs=np.zeros(1, dtype=np.int64), span=span) for span in (4, 9, 2)]
    assert value_of((-3, 5, 1), sums) == (-3 * 10 + 5) * 3 + 1
    assert parts_of(value_of((-3, 5, 1), sums), sums, (-4, 0, 0)) == [-3, 5, 1]
