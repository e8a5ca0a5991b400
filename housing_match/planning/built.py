"""A world in which what was chosen stands already, with its own best plan, proved and checked like any other."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from housing_match.assess import Assessment, assess
from housing_match.domain import Geography, Plan, Scenario, World
from housing_match.solve import SolverFailed, best_plan
from housing_match.solve.at_sites import choices_at_sites
from housing_match.solve.chains import bedspaces_taken
from housing_match.solve.choosing import Chooser
from housing_match.solve.clock import Clock
from housing_match.verify import verify


@dataclass(frozen=True, kw_only=True)
class Built:
    """The best plan of a world with works done or homes built."""

    assessment: Assessment
    plan: Plan

    @property
    def world(self) -> World:
        """The world as it was planned for."""
        return self.assessment.world

    @property
    def values(self) -> dict[str, int]:
        """Each goal's value."""
        return {goal.name: goal.value for goal in self.plan.goals}

    @cached_property
    def chain_of(self) -> dict[str, str]:
        """resident_id → chain_id of everyone moved."""
        return {move.resident_id: move.chain_id for move in self.plan.moves}

    def housed(self) -> frozenset[str]:
        """Those who need to move and are moved."""
        return frozenset(who for who in self.plan.bedspace_of if self.world.resident[who].needs_move)

    def served(self, bedspace_ids: frozenset[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Who moves into these places, and who else moves in the same chains; both in id order."""
        direct = {who for who, room in self.plan.bedspace_of.items() if room in bedspace_ids}
        chains = {self.chain_of[who] for who in direct}
        chained = {who for who, chain in self.chain_of.items() if chain in chains} - direct
        return tuple(sorted(direct)), tuple(sorted(chained))


def plan_built(
    world: World, geography: Geography, scenario: Scenario, *, stopped: Callable[[], bool] = lambda: False
) -> Built:
    """The best plan of this world. Raises as best_plan does, and SolverFailed where the checker disagrees."""
    geography = replace(geography, world=world)
    assessment = assess(world, geography, scenario)
    plan = best_plan(assessment, stopped=stopped)
    checked = verify(world, geography, scenario, plan.bedspace_of)
    for problem in checked.problems:
        raise SolverFailed(f"the checker refuses the plan of what was chosen: {problem.what}")
    return Built(assessment=assessment, plan=plan)


def first_goals(
    world: World, geography: Geography, scenario: Scenario, goals: Sequence[str], clock: Clock
) -> tuple[int, ...]:
    """The best that each of a plan's first goals comes to in this world, in their order; all others are left open.

    Raises TimeoutError, NoPlan, and SolverFailed where the checker disagrees.
    """
    choices = choices_at_sites(assess(world, geography, scenario), {})
    chosen = Chooser(choices, clock).prove(goals, {})
    if not chosen.proved:
        raise TimeoutError
    checked = verify(world, geography, scenario, bedspaces_taken(choices.arcs, chosen.taken))
    for problem in checked.problems:
        raise SolverFailed(f"the checker refuses a plan: {problem.what}")
    for name in goals:
        if checked.goals[name] != chosen.values[name]:
            raise SolverFailed(f"{name} was proved to be {chosen.values[name]} and comes to {checked.goals[name]}")
    return tuple(chosen.values[name] for name in goals)


def refuse_other_values(built: Built, promised: Mapping[str, int]) -> None:
    """Raises SolverFailed where a plan proved best does not come to what was proved when the choice was made."""
    if not built.plan.proved or built.assessment.scenario.gives_way:
        return
    for name, value in built.values.items():
        if promised.get(name, value) != value:
            raise SolverFailed(f"{name} was proved to be {promised[name]} with what was chosen, and comes to {value}")
