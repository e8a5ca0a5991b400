"""Flows against linear programming's duality, at sizes where no brute force could follow."""

import numpy as np
import pytest
from scipy.optimize import linprog
from scipy.sparse import csr_array

from housing_match.assess import assess
from housing_match.domain import Scenario, goal_order
from housing_match.solve.arcs import arcs_of
from housing_match.solve.duals import proved_in_order, reduced_costs
from housing_match.solve.flow import Flow
from housing_match.solve.goals import Tally, tallies
from housing_match.solve.layers import layer_of
from tests.random_worlds import AS_OF, random_world


def arcs_of_size(people, homes):
    world, geography = random_world(people, people=people, homes=homes, coupled=False, needs=0.05)
    return arcs_of(assess(world, geography, Scenario(as_of=AS_OF)))


def primal_equals_dual(arcs):
    """Goal after goal, packed with those before it where numbers allow: its flow, held against prices."""
    flow = Flow(arcs)
    left = [tallies(arcs)[name] for name in goal_order(())]
    while left:
        (best,) = flow.best(left[:1])
        solved = flow._last
        reduced = reduced_costs(flow._residual(solved.flow), solved.costs)
        moved = solved.flow - flow.filled
        # Any flow costs what prices and supplies alone make, and Σ reduced × flow, which is never less than every edge
        # of negative reduced cost full and the others empty: the dual's value. Ours comes to just that.
        primal, dual = reduced.astype(object) * moved, np.minimum(reduced, 0).astype(object) * flow.capacity
        assert primal.sum() == dual.sum()
        assert (reduced[moved < flow.capacity] >= 0).all()
        assert (reduced[moved > 0] <= 0).all()
        flow.fix(left.pop(0), best.found)


def test_in_every_layer_the_flow_costs_what_the_prices_say_and_no_reduced_cost_is_negative_where_more_could_flow():
    primal_equals_dual(arcs_of_size(400, 120))  # some 130 bits of goals, and 50 fit into one layer


@pytest.mark.soak
def test_the_same_for_five_thousand_people():
    primal_equals_dual(arcs_of_size(5000, 400))


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


def test_eleven_goals_of_a_borough_are_proved_by_one_flow_and_come_to_what_they_do_one_after_another():
    arcs = arcs_of_size(400, 120)
    order = [tallies(arcs)[name] for name in goal_order(())]
    together, one_by_one = Flow(arcs).best(order), Flow(arcs)
    assert len(together) == len(order)
    for tally, best in zip(order, together, strict=True):
        assert one_by_one.best([tally])[0].found == best.found
        one_by_one.fix(tally, best.found)


def drawn(name, costs, arcs):
    return Tally(name=name, sign=1, arc=costs, used=np.zeros(len(arcs.classes), dtype=np.int64))


def test_goals_that_a_weighed_flow_puts_in_the_wrong_order_are_proved_in_the_right_one_all_the_same():
    dice, arcs, missed = np.random.default_rng(1), arcs_of_size(60, 25), 0
    for _ in range(20):
        # a unit of one outweighs what three people add to the next: 60 people soon add up to more
        order = [drawn(name, dice.integers(-3, 2, len(arcs.person)), arcs) for name in "abcdefghijklmnopqrstuvwxyz"]
        together, one_by_one = Flow(arcs), Flow(arcs)
        left, flows = list(order), 0
        while left:
            bests = together.best(left)
            flows += 1
            for best in bests:
                tally = left.pop(0)
                assert one_by_one.best([tally])[0].found == best.found
                one_by_one.fix(tally, best.found)
                together.fix(tally, best.found)
        missed += flows > 1
    assert missed >= 3


def test_prices_along_any_paths_at_all_prove_no_goal_that_is_not_the_least():
    arcs = arcs_of_size(60, 25)
    order = [tallies(arcs)[name] for name in goal_order(())]
    best, proved = [one.found for one in Flow(arcs).best(order)], 0
    for seed in range(30):
        dice, flow = np.random.default_rng(seed), Flow(arcs)
        last = order[seed % len(order)]  # least on one goal, as it happens on those before it
        solution = flow.solve(flow._costs(last))
        lengths = dice.integers(0, 9, len(flow.tail))
        residual = flow._residual(solution)
        lengths = np.where(residual.back, np.where(residual.room, 0, -lengths), lengths)
        count, _ = proved_in_order(residual, lengths, [flow._costs(tally) for tally in order])
        taken = solution[: len(arcs.person)] > 0
        assert [tally.sign * tally.value(arcs, taken) for tally in order[:count]] == best[:count]
        proved += count
    assert proved
