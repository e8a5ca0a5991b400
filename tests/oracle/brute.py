"""The best plan of a tiny world, found by trying every plan there is."""

from itertools import pairwise
from math import prod

from housing_match.domain import GOAL

from .fit import fit
from .goal_values import goal_values
from .plans import in_plan, plan_problems
from .reasons import unmatched_kinds, void_labels
from .rules import allowed, lives_at

__all__ = ["best", "every_plan", "goal_costs", "unmatched_kinds", "void_labels"]

MOST_PLANS = 500_000
MORE_IS_BETTER = {name: goal.most for name, goal in GOAL.items()}


def every_plan(world, geography, scenario):
    """[(bedspace_of, goal values)] of every feasible plan; moving nobody is one where no pin forbids it.

    Raises ValueError for a world too large to try.
    """
    people = sorted(in_plan(world, geography, scenario))
    choices = [
        [
            room.bedspace_id
            for room in world.bedspaces
            if allowed(world, geography, scenario, one, room.bedspace_id, set(people))
        ]
        for one in people
    ]
    if prod(len(beds) + 1 for beds in choices) > MOST_PLANS:
        raise ValueError(f"too many plans to try: {[len(beds) for beds in choices]} places a person")
    fit_of = {
        (one, bed): fit(world, geography, scenario, one, bed)
        for one, beds in zip(people, choices, strict=True)
        for bed in (*beds, lives_at(world, one))
        if bed is not None
    }
    # `allowed` was asked with everybody leaving; plan_problems says whether the occupants really do.
    return [
        (plan, goal_values(world, geography, scenario, plan, fit_of))
        for plan in assignments(people, choices)
        if not plan_problems(world, scenario, plan)
    ]


def assignments(people, choices):
    """Every way to give each person one of the choices or none, no bedspace twice."""
    if not people:
        yield {}
        return
    for rest in assignments(people[1:], choices[1:]):
        yield rest
        for bed in choices[0]:
            if bed not in rest.values():
                yield {people[0]: bed, **rest}


def narrow(plans, name, tolerance):
    """The best value of a goal among plans, and the plans within the tolerance of it."""
    if MORE_IS_BETTER[name]:
        top = max(values[name] for _, values in plans)
        return top, [one for one in plans if one[1][name] >= top - tolerance]
    top = min(values[name] for _, values in plans)
    return top, [one for one in plans if one[1][name] <= top + tolerance]


def settle(plans, scenario):
    """Each goal's best value in the scenario's order, and what remains of the plans."""
    values = {}
    if plans:
        for name in scenario.goals:
            values[name], plans = narrow(plans, name, dict(scenario.tolerances).get(name, 0))
    return values, plans


def best(world, geography, scenario):
    """Each goal's best value once those before it are settled, in the scenario's order, and all plans that remain.

    With a tolerance a remaining plan's value of that goal may be worse than the value given here, by no more than it.
    ({}, []) where no plan is feasible, as when a pin cannot be met.
    """
    values, plans = settle(every_plan(world, geography, scenario), scenario)
    return values, [plan for plan, _ in plans]


def goal_costs(world, geography, scenario, bedspace_of=None):
    """What the goal directly above cost each goal: its best value with that one removed, less its value in the plan.

    The plan is the one given, else the first of the best; the first goal costs 0. Where less is better, costs are 0 or
    negative. {} where no plan is feasible.
    """
    plans = every_plan(world, geography, scenario)
    if not plans:
        return {}
    here = settle(plans, scenario)[1][0][1]
    if bedspace_of is not None:
        here = goal_values(world, geography, scenario, bedspace_of)
    costs = {scenario.goals[0]: 0}
    for above, name in pairwise(scenario.goals):
        # At this point `plans` are those left by the goals before the one directly above.
        costs[name] = narrow(plans, name, 0)[0] - here[name]
        plans = narrow(plans, above, dict(scenario.tolerances).get(above, 0))[1]
    return costs
