"""Plans of worlds in which some homes are redesigned, one set of redesigns after another."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cached_property

from housing_match.assess import Assessment, about_the_person_alone, assess
from housing_match.domain import Geography, Redesign, Scenario, World
from housing_match.planning.built import Built, plan_built
from housing_match.planning.living_there import Fate, fates, tenants_in_the_way
from housing_match.planning.redesign_costs import CostChange, cost_change
from housing_match.planning.redesigned import (
    scenario_redesigned,
    staying_pounds_per_week,
    with_sites_of_redesigns,
    world_redesigned,
)
from housing_match.solve import HomeLost, PinsCannotBeKept, best_values, left_without_home
from housing_match.solve.clock import Clock
from housing_match.solve.engine import NoPlan

WEEKLY_COST = "weekly_cost"
NOT_ALL = "Not everybody who would have to move can be given another home at once."
NO_PLAN = "With these redesigns no plan keeps every pin and quota of the scenario."
NO_TIME = "There was no time to find out who would be without a home."


@dataclass(frozen=True, kw_only=True)
class Refusal:
    """Why redesigns cannot be done: every reason at once.

    `tenants` are bedspaces in which another authority's tenant would have to leave; `may_not_move` people who would
    have to move and whom a rule about themselves keeps from it, with the rules (none: the scenario's lists); `no_place`
    those for whom the plan that houses most has no place; `other` what no plan can keep, in words.
    """

    tenants: tuple[str, ...] = ()
    may_not_move: tuple[tuple[str, tuple[str, ...]], ...] = ()
    no_place: tuple[str, ...] = ()
    other: str = ""

    @property
    def people(self) -> bool:
        """Whether somebody would be without a home."""
        return bool(self.tenants or self.may_not_move or self.no_place)


class Trials:
    """One world, measured once with every home that any redesign could make."""

    def __init__(
        self,
        world: World,
        measure: Callable[[World], Geography],
        scenario: Scenario,
        redesigns: Sequence[Redesign],
        stopped: Callable[[], bool],
    ) -> None:
        self.world = with_sites_of_redesigns(world, redesigns)
        self.geography, self.scenario, self.stopped = measure(self.world), scenario, stopped
        self.clock = Clock.until(scenario.time_limit_seconds, stopped)

    @cached_property
    def today(self) -> Built:
        """The plan without any redesign."""
        return plan_built(self.world, self.geography, self.scenario, stopped=self.stopped)

    def ends_late(self, redesign: Redesign) -> bool:
        """Whether its works end after the window."""
        return self.scenario.as_of + timedelta(weeks=redesign.weeks) > self.scenario.window_end

    def values_if_it_suits(
        self, redesigns: Sequence[Redesign], done: Sequence[Redesign], names: Sequence[str]
    ) -> dict[str, int] | None:
        """What the best plan comes to on the first goals; None where somebody would be without a home that suits.

        That a home no longer suits is not held against those that are done whatever comes. Raises TimeoutError.
        """
        self.clock.seconds_left()
        if tenants_in_the_way(self.world, redesigns):
            return None
        assessment = self._assessed(redesigns)
        chosen = [one for one in redesigns if one not in done]
        if any(one.no_longer for one in fates(self.today, assessment, chosen)):
            return None
        try:
            values = best_values(assessment, names, self.clock)
        except PinsCannotBeKept:
            return None
        return with_costs_at_home(values, assessment.world, redesigns)

    def planned(self, redesigns: Sequence[Redesign]) -> tuple[Refusal | None, Built | None]:
        """The best plan, or why there is none."""
        if not redesigns:
            return None, self.today
        tenants = tuple(room.bedspace_id for room in tenants_in_the_way(self.world, redesigns))
        if tenants:
            return self._refusal(redesigns, tenants, ""), None
        try:
            built = plan_built(*self._changed(redesigns), stopped=self.stopped)
        except HomeLost:
            return self._refusal(redesigns, (), NOT_ALL), None
        except PinsCannotBeKept as error:
            return Refusal(other=str(error)), None
        return None, built

    def fates(self, redesigns: Sequence[Redesign], built: Built | None, refusal: Refusal | None) -> tuple[Fate, ...]:
        """What becomes of everybody who lives in these homes."""
        then = self._assessed(redesigns) if built is None else built.assessment
        no_place = () if refusal is None else (*refusal.no_place, *(who for who, _ in refusal.may_not_move))
        plan = None if built is None else built.plan.bedspace_of
        return fates(self.today, then, redesigns, plan, no_place)

    def costs(self, redesigns: Sequence[Redesign], built: Built) -> CostChange:
        """What changes in weekly cost against the plan without."""
        return cost_change(self.today, built, redesigns)

    def _changed(self, redesigns: Sequence[Redesign]) -> tuple[World, Geography, Scenario]:
        """The world once they are done, as it was measured, with the scenario for it."""
        world = world_redesigned(self.world, self.scenario, redesigns)
        return world, replace(self.geography, world=world), scenario_redesigned(self.scenario, world, redesigns)

    def _assessed(self, redesigns: Sequence[Redesign]) -> Assessment:
        return assess(*self._changed(redesigns))

    def _refusal(self, redesigns: Sequence[Redesign], tenants: tuple[str, ...], otherwise: str) -> Refusal:
        """Who would be left without a home, and what keeps each from moving."""
        assessment = self._assessed(redesigns)
        try:
            lost = left_without_home(assessment, self.clock)
        except (NoPlan, PinsCannotBeKept):
            return Refusal(tenants=tenants, other=NO_PLAN)
        except TimeoutError:
            return Refusal(tenants=tenants, other=NO_TIME)
        may_not = {who: _kept_from_moving(assessment, who) for who in lost if not _in_plan(assessment, who)}
        no_place = tuple(who for who in lost if who not in may_not)
        return Refusal(
            tenants=tenants,
            may_not_move=tuple(may_not.items()),
            no_place=no_place,
            other="" if tenants or lost else otherwise,
        )


def with_costs_at_home(values: Mapping[str, int], then: World, redesigns: Sequence[Redesign]) -> dict[str, int]:
    """Goal values, the weekly cost with what homes redesigned cost more for those who stay, and to run."""
    at_home = staying_pounds_per_week(then) + sum(one.running_pounds_per_week for one in redesigns)
    return {name: value + at_home if name == WEEKLY_COST else value for name, value in values.items()}


def _in_plan(assessment: Assessment, who: str) -> bool:
    return bool(assessment.in_plan[assessment.row[who]])


def _kept_from_moving(assessment: Assessment, who: str) -> tuple[str, ...]:
    """The rules about the person alone that are not met."""
    room = assessment.world.incumbent_of[who]
    return tuple(
        one.rule.name
        for one in assessment.findings(who, room)
        if one.blocks and about_the_person_alone(one.rule.criterion)
    )
