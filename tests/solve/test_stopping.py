"""Stopping a search: the best plan so far, with what was proved until then."""

import threading
from dataclasses import dataclass
from math import inf

import numpy as np
import pytest

from housing_match.assess import assess
from housing_match.domain import Scenario
from housing_match.solve import Progress, best_plan
from housing_match.solve import clock as clocks
from housing_match.solve.clock import Clock
from housing_match.solve.coupled import Coupled
from housing_match.solve.engine import OutOfTime
from housing_match.solve.model import model_of
from housing_match.solve.search import Search
from housing_match.verify import verify
from tests.random_worlds import AS_OF, random_world


@pytest.mark.parametrize("coupled", [True, False])
def test_stopped_after_two_goals_the_plan_keeps_every_rule_and_what_was_proved_of_the_two(coupled):
    world, geography = random_world(7, coupled=coupled)
    scenario = Scenario(as_of=AS_OF)
    proved: list[Progress] = []
    whole = {goal.name: goal for goal in best_plan(assess(world, geography, scenario)).goals}
    plan = best_plan(
        assess(world, geography, scenario),
        tell=lambda one: proved.append(one) if one.proved else None,
        stopped=lambda: len(proved) >= 2,
    )
    assert plan.status == "feasible"
    assert [one.goal for one in proved] == ["band_a", "band_b"]
    first, second, third, *_ = plan.goals
    assert (first.value, second.value) == (whole["band_a"].value, whole["band_b"].value)
    assert third.bound >= whole["housed"].value
    assert verify(world, geography, scenario, plan.bedspace_of).problems == ()


def test_what_is_told_begins_each_goal_with_a_bound_that_holds_and_ends_it_with_the_best():
    world, geography = random_world(7, coupled=True)
    told: list[Progress] = []
    plan = best_plan(assess(world, geography, Scenario(as_of=AS_OF)), tell=told.append)
    begun, ended = told[::2], told[1::2]
    assert [one.goal for one in begun] == [one.goal for one in ended] == [goal.name for goal in plan.goals]
    assert not any(one.proved for one in begun)
    assert [one.value for one in ended] == [one.bound for one in ended] == [goal.value for goal in plan.goals]
    for before, after in zip(begun, ended, strict=True):
        low, high = sorted((before.value, before.bound))
        assert low <= after.value <= high


@dataclass(frozen=True, slots=True, kw_only=True)
class Questions(Clock):
    """A clock that runs out when it is asked for the time once too often."""

    left: list[int]

    def seconds_left(self) -> float:
        if not self.left:
            raise TimeoutError
        self.left.pop()
        return inf


def test_out_of_time_amid_the_relaxation_the_bound_is_what_its_prices_proved_until_then():
    world, geography = random_world(3, people=30, homes=12)
    model = model_of(assess(world, geography, Scenario(as_of=AS_OF)))
    fit = next(one for one in model.order if one.name == "fit")
    (best,) = Coupled(model.arcs, model.side).best([fit])
    without_prices = int(np.minimum(fit.arc, 0).sum())
    bounds = []
    for questions in range(1, 4):
        try:
            (found,) = Coupled(model.arcs, model.side, Questions(left=[0] * questions)).best([fit])
            bounds.append(found.bound)
        except OutOfTime as out:
            bounds.append(out.bound)
    assert all(without_prices < bound <= best.found for bound in bounds)
    assert bounds[0] < best.found


def test_stopped_after_the_first_linear_program_a_plan_that_moves_people_is_at_hand_with_a_bound_that_holds():
    world, geography = random_world(3, people=30, homes=12)
    model = model_of(assess(world, geography, Scenario(as_of=AS_OF)))
    fit = next(one for one in model.order if one.name == "fit")
    whole = Coupled(model.arcs, model.side)
    (best,) = whole.best([fit])
    first = 1 + len(whole.households.opened)  # asked once for the program, and once for each home told so far at most
    (found,) = Coupled(model.arcs, model.side, Questions(left=[0] * first)).best([fit])
    assert found.bound <= best.found <= found.found < 0  # nobody moving comes to 0


@pytest.mark.parametrize("questions", range(1, 60))
def test_whenever_time_runs_out_what_is_found_and_proved_holds(questions):
    world, geography = random_world(11, people=30, homes=12)
    model = model_of(assess(world, geography, Scenario(as_of=AS_OF)))
    fit = next(one for one in model.order if one.name == "fit")
    (best,) = Coupled(model.arcs, model.side).best([fit])
    (found,) = Coupled(model.arcs, model.side, Questions(left=[0] * questions)).best([fit])
    assert found.bound <= best.found <= found.found
    assert not found.proved or found.found == best.found


@pytest.mark.parametrize("questions", range(1, 12))
def test_a_bound_is_never_worse_than_what_is_plain_of_each_person_alone(questions):
    world, geography = random_world(11, people=30, homes=12)
    model = model_of(assess(world, geography, Scenario(as_of=AS_OF)))
    search = Search(model=model, clock=Questions(left=[0] * questions), tell=lambda _: None)
    with pytest.raises(TimeoutError):
        search.prove_goals()
    for tally in model.order[: len(search.bounds)]:
        assert tally.sign * search.bounds[tally.name] >= tally.sign * search.best_conceivable(tally)


def test_work_that_goes_on_past_the_time_limit_is_not_waited_for(monkeypatch):
    monkeypatch.setattr(clocks, "LATE_SECONDS", 0)
    end = threading.Event()
    with pytest.raises(TimeoutError):
        Clock(deadline=0).heard(end.wait)
    end.set()
