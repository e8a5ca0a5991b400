"""Flows against linear programming's duality, at sizes where no brute force could follow."""

import numpy as np
import pytest
from scipy.optimize import linprog
from scipy.sparse import csr_array

from housing_match.assess import assess
from housing_match.domain import Scenario, goal_order
from housing_match.solve.arcs import arcs_of
from housing_match.solve.flow import Flow
from housing_match.solve.goals import tallies
from housing_match.solve.layers import layer_of
from tests.random_worlds import AS_OF, random_world


def arcs_of_size(people, homes):
    world, geography = random_world(people, people=people, homes=homes, coupled=False, needs=0.05)
    return arcs_of(assess(world, geography, Scenario(as_of=AS_OF)))


def primal_equals_dual(arcs):
    """Every layer of goals: its flow, held against prices; how many layers there were."""
    flow, layers = Flow(arcs), 0
    left = [tallies(arcs)[name] for name in goal_order(())]
    while left:
        bests = flow.best(left)
        solved = flow._last
        reduced = flow._reduced_costs(solved.flow, solved.costs)
        moved = solved.flow - flow.filled
        # Any flow costs what prices and supplies alone make, and Σ reduced × flow, which is never less than every edge
        # of negative reduced cost full and the others empty: the dual's value. Ours comes to just that.
        primal, dual = reduced.astype(object) * moved, np.minimum(reduced, 0).astype(object) * flow.capacity
        assert primal.sum() == dual.sum()
        assert (reduced[moved < flow.capacity] >= 0).all()
        assert (reduced[moved > 0] <= 0).all()
        for tally, best in zip(left, bests, strict=False):
            flow.fix(tally, best.found)
        left, layers = left[len(bests) :], layers + 1
    return layers


def test_in_every_layer_the_flow_costs_what_the_prices_say_and_no_reduced_cost_is_negative_where_more_could_flow():
    assert primal_equals_dual(arcs_of_size(400, 120)) > 1  # some 130 bits of goals, and 50 fit into one layer


@pytest.mark.soak
def test_the_same_for_five_thousand_people():
    assert primal_equals_dual(arcs_of_size(5000, 400)) > 1


def test_a_linear_program_solved_by_somebody_else_comes_to_the_same_fit():
    arcs = arcs_of_size(400, 120)
    fit = tallies(arcs)["fit"]
    (best,) = Flow(arcs).best([fit])
    ones = np.ones(len(arcs.person))
    of_person = csr_array((ones, (arcs.person, np.arange(len(ones)))), shape=(len(arcs.people), len(ones)))
    of_class = csr_array((ones, (arcs.place_class, np.arange(len(ones)))), shape=(len(arcs.classes), len(ones)))
    must = np.flatnonzero(arcs.must_place)
    may = np.flatnonzero(~arcs.must_place)
    both = np.concatenate([of_person[may].toarray(), of_class.toarray()])
    most = np.concatenate([np.ones(len(may)), arcs.capacity])
    answer = linprog(fit.arc, A_ub=both, b_ub=most, A_eq=of_person[must], b_eq=np.ones(len(must)), bounds=(0, 1))
    assert round(answer.fun) == best.found
    assert sum(map(np.sum, (answer.ineqlin.marginals * most, answer.eqlin.marginals, answer.upper.marginals))) == (
        pytest.approx(best.found)
    )


def test_goals_that_share_a_layer_outweigh_what_comes_after():
    arcs = arcs_of_size(60, 25)
    flow = Flow(arcs)
    sums = flow._sums([tallies(arcs)["housed"], tallies(arcs)["fit"]])
    costs = layer_of(sums)[: len(arcs.person)]
    unit = sums[1].span + 1
    assert (costs == sums[0].costs[: len(arcs.person)] * unit + sums[1].costs[: len(arcs.person)]).all()
