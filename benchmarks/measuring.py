"""One measurement of one instance, in a process of its own so that its peak of memory is its own; prints JSON.

python benchmarks/measuring.py PICKLE INSTANCE TASK CAP_SECONDS, where TASK is first, proof, plan, lettings, rules, lsa,
sparse, or a solver and its goals as in ours:one, HIGHS:all.
"""

import json
import pickle
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import numpy as np
from instances import INSTANCES, Instance, Made
from ortools.math_opt.python import mathopt
from scipy.optimize import linear_sum_assignment
from scipy.sparse import csr_array
from scipy.sparse.csgraph import min_weight_full_bipartite_matching

from housing_match import run
from housing_match.assess import assess
from housing_match.domain import Geography, Plan, Scenario, World
from housing_match.solve import best_plan, goal_values
from housing_match.solve.arcs import Arcs, arcs_of
from housing_match.solve.clock import Clock
from housing_match.solve.engine import Engine, OutOfTime
from housing_match.solve.flow import Flow
from housing_match.solve.goals import tallies
from housing_match.solve.model import Model, engine_of, model_of
from housing_match.solve.plan_at_once import plan_at_once
from housing_match.solve.rows import rules_of, table_of_plan
from housing_match.tables.writing import write_tables
from tests.oracle.dice import AS_OF
from tests.solve.whole_model import WholeModel

ONE_GOAL = "fit"
MOST_GIBIBYTES = 16
"""A measurement that asks for more memory fails, and leaves the machine its own."""
Record = dict[str, Any]


def engine_by(name: str, model: Model, cap: float) -> Engine:
    """Our engine, or one of MathOpt's solvers on the whole model."""
    if name == "ours":
        return engine_of(model, Clock(deadline=time.monotonic() + cap))
    limits = mathopt.SolveParameters(
        relative_gap_tolerance=0.0, absolute_gap_tolerance=0.0, time_limit=timedelta(seconds=cap)
    )
    return WholeModel(model.arcs, model.side, mathopt.SolverType[name], limits)


def one_goal(make: Callable[[], Engine], arcs: Arcs) -> Record:
    """The one goal alone, the model's making included."""
    try:
        (best,) = make().best([tallies(arcs)[ONE_GOAL]])
    except OutOfTime as out:
        return {"proved": False, "bound": out.bound}
    return {"proved": best.proved, "gap": best.found - best.bound, "found": -best.found}


def all_goals(make: Callable[[], Engine], model: Model, deadline: float) -> Record:
    """Every goal in its order; no prices and no lottery."""
    engine, left = make(), list(model.order)
    while left and time.monotonic() < deadline:
        for best in engine.best(left):
            if not best.proved:
                return {"proved": False, "gap": best.found - best.bound, "goals_proved": len(model.order) - len(left)}
            engine.fix(left.pop(0), best.found)
    return {"proved": not left, "gap": 0, "goals_proved": len(model.order) - len(left)}


def by_scipy(arcs: Arcs, *, dense: bool) -> Record:
    """The one goal as an assignment: a column a bedspace, and one of no place for everybody who may have none."""
    fit = tallies(arcs)[ONE_GOAL].arc
    first = np.concatenate([[0], np.cumsum(arcs.capacity)])
    many = arcs.capacity[arcs.place_class]
    row = np.repeat(arcs.person, many)
    column = np.repeat(first[arcs.place_class], many) + np.arange(len(row)) - np.repeat(np.cumsum(many) - many, many)
    free = np.flatnonzero(~arcs.must_place)
    row = np.concatenate([row, free])
    column = np.concatenate([column, first[-1] + np.arange(len(free))])
    above = 1 + int(np.abs(fit).max(initial=0))  # the same for everybody, so that no cost is 0 or less
    cost = np.concatenate([np.repeat(fit, many), np.zeros(len(free), dtype=np.int64)]) + above
    shape = len(arcs.people), int(first[-1]) + len(free)
    if dense:
        table = np.full(shape, float(above * 4 * len(arcs.people)))
        table[row, column] = cost
        pairs = linear_sum_assignment(table)
        found = table[pairs].sum()
    else:
        sparse = csr_array((cost.astype(float), (row, column)), shape=shape)
        found = sparse[min_weight_full_bipartite_matching(sparse)].sum()
    return {"proved": True, "gap": 0, "found": -int(found - above * len(arcs.people))}


def rules_broken(model: Model) -> Record:
    """How many rules the plan breaks that is best for the one goal and knows none."""
    arcs = model.arcs
    (best,) = Flow(arcs).best([tallies(arcs)[ONE_GOAL]])
    table = table_of_plan(arcs, model.side)
    values = best.taken.astype(np.int64)
    values.resize(table.matrix.shape[1])
    rules = rules_of(table, arcs)
    touched = np.asarray(abs(rules.matrix) @ values > 0)
    broken = ~rules.kept_by(values)
    return {
        "broken": int(broken.sum()),
        "touched": int(touched.sum()),
        "rules": len(rules),
        "people": len(arcs.people),
        "places": int(arcs.capacity.sum()),
        "edges": len(arcs.person),
    }


def from_tables(instance: Instance, made: Made, folder: Path) -> tuple[World, Geography]:
    """The world and what is measured of it, read from the tables in the folder where it has any."""
    if instance.tables:
        return run.load_and_measure(folder, AS_OF)
    return made[0], instance.geography(made)


def proof(instance: Instance, made: Made, folder: Path, cap: float) -> Record:
    """From the tables to the proved plan, the lottery with it; no costs of goals, no baselines and no reasons."""
    world, geography = from_tables(instance, made, folder)
    return proved(best_plan(assess(world, geography, Scenario(as_of=AS_OF, time_limit_seconds=int(cap)))))


def first_plan(instance: Instance, made: Made, folder: Path) -> Record:
    """From the tables to the first plan that moves people, which the product has before any rule is told."""
    world, geography = from_tables(instance, made, folder)
    moved = plan_at_once(arcs_of(assess(world, geography, Scenario(as_of=AS_OF))))
    return {"proved": False, "moved": len(moved)}


def proved(plan: Plan) -> Record:
    """Whether a plan is proved, or how many of its first goals are and the gap of the next; every goal's value."""
    gaps = [abs(goal.value - goal.bound) for goal in plan.goals]
    open_goals = [at for at, gap in enumerate(gaps) if gap]
    return {
        "proved": plan.proved,
        "gap": gaps[open_goals[0]] if open_goals else 0,
        "goals_proved": open_goals[0] if open_goals else len(gaps),
        "goals": {goal.name: goal.value for goal in plan.goals},
    }


def lettings(model: Model) -> Record:
    """What the ordinary ways of letting one home at a time come to, by their names."""
    assessment = model.arcs.assessment
    return {"ways": {name: goal_values(assessment, bedspace_of) for name, bedspace_of in model.lettings.items()}}


def whole_plan(instance: Instance, made: Made, folder: Path, cap: float) -> Record:
    """From the tables to the proved plan with costs of goals, baselines and reasons, as the product makes it."""
    world, geography = from_tables(instance, made, folder)
    scenario = Scenario(as_of=AS_OF, time_limit_seconds=int(cap))
    outcome = run.plan(world, geography, scenario)
    return proved(outcome.plan) | {
        "timing": outcome.timing,
        "pairs": len(outcome.assessment.pairs.row),
    }


def measured(instance: Instance, made: Made, task: str, cap: float, folder: Path) -> Record:
    """The record of one task; what comes before it (writing tables, or assessing and telling rules) is not timed."""
    if task in ("first", "proof", "plan"):
        if instance.tables:
            write_tables(made[0], folder)
    else:
        assessment = assess(made[0], instance.geography(made), Scenario(as_of=AS_OF))
        model = model_of(assessment)
    wall, processor = time.perf_counter(), time.process_time()
    solver, _, goals = task.partition(":")
    try:
        if task == "first":
            record = first_plan(instance, made, folder)
        elif task == "proof":
            record = proof(instance, made, folder, cap)
        elif task == "plan":
            record = whole_plan(instance, made, folder, cap)
        elif task == "rules":
            record = rules_broken(model)
        elif task == "lettings":
            record = lettings(model)
        elif task in ("lsa", "sparse"):
            record = by_scipy(model.arcs, dense=task == "lsa")
        elif goals == "one":
            record = one_goal(lambda: engine_by(solver, model, cap), model.arcs)
        else:
            record = all_goals(lambda: engine_by(solver, model, cap), model, time.monotonic() + cap)
    except TimeoutError:
        record = {"proved": False}
    record["wall_seconds"] = round(time.perf_counter() - wall, 3)
    record["processor_seconds"] = round(time.process_time() - processor, 3)
    record["peak_gibibytes"] = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20, 2)
    return record


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (MOST_GIBIBYTES << 30, MOST_GIBIBYTES << 30))
    with Path(sys.argv[1]).open("rb") as file:
        world_made = pickle.load(file)
    with tempfile.TemporaryDirectory() as tables:
        print(json.dumps(measured(INSTANCES[sys.argv[2]], world_made, sys.argv[3], float(sys.argv[4]), Path(tables))))
