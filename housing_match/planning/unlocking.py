"""What listed works would unlock through the whole plan: planned again as if they were decided on today."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from housing_match.assess import Assessment, assess
from housing_match.domain import Adaptation, Pair, Plan, Scenario, goal_order
from housing_match.domain.goals import CHANGES
from housing_match.explain.differences import Otherwise, elsewhere
from housing_match.planning.works import world_with_works
from housing_match.solve import Progress, best_plan


@dataclass(frozen=True, kw_only=True)
class Unlocked:
    """The best plan once some works are done, beside the best without them."""

    works: tuple[Adaptation, ...]
    goals: tuple[tuple[str, int, int], ...]
    """(name, without, with) of every goal, in the scenario's order."""
    housed: tuple[str, ...]
    """Who needs to move and is housed only with the works, in id order."""
    no_longer: tuple[str, ...]
    """Who needs to move and is housed only without them."""
    people: tuple[Otherwise, ...]
    """Everybody whom the two plans put in different places."""
    proved: bool
    """Whether the plan with the works was proved best; else it may come to more."""
    made_again: bool
    """Whether the plan without them was made again, as the one given was not proved the best."""


def unlocked(
    assessment: Assessment,
    plan: Plan,
    works: Sequence[Adaptation],
    *,
    tell: Callable[[Progress], None] = lambda _: None,
    stopped: Callable[[], bool] = lambda: False,
) -> Unlocked:
    """The plan made again with the works done; of the best plans that which changes least for the people concerned.

    A place is worked on as soon as it is free and can be had when the work is done. A plan that was not proved the best
    is made again without the works too: what it could have had anyway is no gain of theirs. Raises PinsCannotBeKept
    and SolverFailed as best_plan does.
    """
    scenario = _beside(assessment.scenario, plan)
    made_again = not plan.proved
    if made_again:
        plan = best_plan(assess(assessment.world, assessment.geography, scenario), tell=tell, stopped=stopped)
    world = world_with_works(assessment.world, scenario, works)
    then = best_plan(assess(world, replace(assessment.geography, world=world), scenario), tell=tell, stopped=stopped)
    before, after = plan.bedspace_of, then.bedspace_of
    here, there = ({goal.name: goal.value for goal in one.goals} for one in (plan, then))
    in_need = {one.resident_id for one in assessment.residents if one.needs_move}
    return Unlocked(
        works=tuple(works),
        goals=tuple((name, here[name], there[name]) for name in goal_order(assessment.scenario.goals)),
        housed=tuple(sorted((after.keys() - before.keys()) & in_need)),
        no_longer=tuple(sorted((before.keys() - after.keys()) & in_need)),
        people=elsewhere(before, after),
        proved=plan.proved and then.proved,
        made_again=made_again,
    )


def _beside(scenario: Scenario, plan: Plan) -> Scenario:
    """The scenario with one goal more, after all others: the fewest people elsewhere than in the plan.

    Where the scenario has a published plan of its own, it keeps that.
    """
    if scenario.published_plan is not None:
        return scenario
    moves = tuple(Pair(resident_id=who, bedspace_id=room) for who, room in plan.bedspace_of.items())
    return replace(scenario, published_plan=moves, goals=(*goal_order(scenario.goals), CHANGES.name))
