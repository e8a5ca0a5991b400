"""Which listed works to do under a capital budget, chosen together with the plan, and whom each of them houses."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import combinations

from housing_match.assess import assess
from housing_match.domain import Adaptation, Bedspace, Geography, Scenario, World
from housing_match.planning.built import Built, plan_built, refuse_other_values
from housing_match.planning.curve import Step, curve, next_step
from housing_match.solve.choices import DRAW, Choices, Chosen, Option, capital_row, order_with_capital
from housing_match.solve.choosing import Chooser
from housing_match.solve.clock import Clock
from housing_match.solve.works import Variant, choices_of_works

DFG_LIMIT_POUNDS = 30_000
"""The most that a mandatory Disabled Facilities Grant pays in England: SI 2008/1189, article 2."""
MOST_WORKS_A_HOME = 5
"""Every set of a home's works is tried; beyond this there are too many."""
NEXT_POUNDS = 10_000
"""The more capital that a planner asks about."""


class TooManyWorks(Exception):
    """A home has more works listed than can all be tried together; the text says which."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkDone:
    """One work chosen; `direct` move into a place that it alters, `chained` follow in their chains, in id order."""

    option_id: str
    work: Adaptation
    done_by: date
    direct: tuple[str, ...]
    chained: tuple[str, ...]

    @property
    def grant_pounds(self) -> int:
        """What a Disabled Facilities Grant may pay at most."""
        return min(self.work.capital_cost, DFG_LIMIT_POUNDS) if self.work.dfg_eligible else 0


@dataclass(frozen=True, kw_only=True)
class WorksBrief:
    """The works to do and the plan once they are done, beside the plan with none.

    `late` are works that cannot be finished within the window. `steps` is the curve up to the budget and `next` the
    next step beyond it, None where no work houses anybody more. `with_more` is each goal's value with NEXT_POUNDS more,
    empty where time ran out for it.
    """

    budget_pounds: int
    works: tuple[WorkDone, ...]
    late: tuple[Adaptation, ...]
    today: Built
    built: Built
    steps: tuple[Step, ...]
    next: Step | None
    with_more: Mapping[str, int]
    status: str
    """optimal where works and plan are proved, else feasible: out of time, or stopped."""

    @property
    def capital_pounds(self) -> int:
        """What the works cost together."""
        return sum(one.work.capital_cost for one in self.works)

    @property
    def housed_more(self) -> int:
        """How many people more are housed than without any work."""
        return self.built.values["housed"] - self.today.values["housed"]


def plan_works(
    world: World,
    geography: Geography,
    scenario: Scenario,
    budget_pounds: int,
    *,
    stopped: Callable[[], bool] = lambda: False,
) -> WorksBrief:
    """The works with which the scenario's goals come out best, of these the cheapest; proved, and so is their plan.

    A work begins when its place is free, works to one place follow each other, and those that would end after the
    window are left out. Out of time or stopped, the best found until then. Raises TooManyWorks, and all that best_plan
    raises, for today's homes too.
    """
    clock = Clock.until(scenario.time_limit_seconds, stopped)
    today = plan_built(world, geography, scenario, stopped=stopped)
    listed = named_works(world)
    late = {name for name, one in listed.items() if not _in_time(one, scenario)}
    works = {name: one for name, one in listed.items() if name not in late}
    choices = _choices(world, geography, scenario, works)
    chosen = _best(choices, scenario, budget_pounds, clock)
    more = _best(choices, scenario, budget_pounds + NEXT_POUNDS, clock)
    built = plan_built(
        world_with_works(world, scenario, [works[name] for name in chosen.times]), geography, scenario, stopped=stopped
    )
    proved = chosen.proved and built.plan.proved
    if proved:
        refuse_other_values(built, chosen.values)
    steps, beyond = _curve(Chooser(choices, clock), budget_pounds)
    return WorksBrief(
        budget_pounds=budget_pounds,
        works=tuple(_done(built, scenario, name, works[name]) for name in sorted(chosen.times)),
        late=tuple(listed[name] for name in sorted(late)),
        today=today,
        built=built,
        steps=steps,
        next=beyond,
        with_more=more.values if more.proved else {},
        status="optimal" if proved else "feasible",
    )


def _curve(chooser: Chooser, budget_pounds: int) -> tuple[tuple[Step, ...], Step | None]:
    """The steps up to the budget and the next beyond it; out of time, those found until then and no next."""
    steps: list[Step] = []
    try:
        for step in curve(chooser, budget_pounds):
            steps.append(step)  # one by one: a search that is stopped keeps those found
        return tuple(steps), next_step(chooser, steps[-1].housed)
    except TimeoutError:
        return tuple(steps), None


def named_works(world: World) -> dict[str, Adaptation]:
    """Every listed work by an id of its own: where it is and what it is, numbered where two are called the same."""
    found: dict[str, Adaptation] = {}
    seen: Counter[str] = Counter()
    for one in world.adaptations:
        name = f"{one.bedspace_id or one.home_id}: {one.work}"
        seen[name] += 1
        found[name if seen[name] == 1 else f"{name} ({seen[name]})"] = one
    return found


def world_with_works(world: World, scenario: Scenario, works: Sequence[Adaptation]) -> World:
    """The world with these works done: places altered, and those that nobody lives in free only when they are done.

    That an occupied place is free only later is not held against anybody's window, like any other chain.
    """
    bedspaces = tuple(
        free_after(room, scenario.as_of, sum(one.weeks for one in works if one.touches(room)))
        for room in world.bedspaces
    )
    return replace(world, bedspaces=bedspaces, works_done=tuple(works))


def free_after(room: Bedspace, as_of: date, weeks: int) -> Bedspace:
    """The bedspace, free only when works of so many weeks to it are done; as it is where none is, or nobody knows."""
    known = room.available_from is not None or room.status == "void"
    if not weeks or not known or room.status == "occupied":
        return room
    begins = max(as_of, room.available_from or as_of)
    return replace(room, available_from=begins + timedelta(weeks=weeks))


def _in_time(work: Adaptation, scenario: Scenario) -> bool:
    return scenario.as_of + timedelta(weeks=work.weeks) <= scenario.window_end


def _choices(world: World, geography: Geography, scenario: Scenario, works: Mapping[str, Adaptation]) -> Choices:
    """Every set of works of one home is tried, those of all homes side by side."""
    by_home: dict[str, list[str]] = {}
    for name, one in works.items():
        by_home.setdefault(one.home_id, []).append(name)
    for home_id, names in by_home.items():
        if len(names) > MOST_WORKS_A_HOME:
            raise TooManyWorks(
                f"{home_id} has {len(names)} works listed; at most {MOST_WORKS_A_HOME} of one home can be tried "
                "together. Remove those that are not to be considered."
            )
    sets = [
        [some for count in range(1, len(names) + 1) for some in combinations(names, count)]
        for names in by_home.values()
    ]
    variants = []
    for at in range(max(map(len, sets), default=0)):
        done = [name for some in sets if at < len(some) for name in some[at]]
        altered = world_with_works(world, scenario, [works[name] for name in done])
        assessment = assess(altered, replace(geography, world=altered), replace(scenario, pins=()))
        variants.append(Variant(assessment=assessment, done=frozenset(done)))
    touching = {
        room.bedspace_id: frozenset(name for name, one in works.items() if one.touches(room))
        for room in world.bedspaces
    }
    options = tuple(Option(option_id=name, capital_pounds=one.capital_cost) for name, one in works.items())
    return choices_of_works(assess(world, geography, scenario), variants, options, touching)


def _best(choices: Choices, scenario: Scenario, budget_pounds: int, clock: Clock) -> Chosen:
    chooser = Chooser(choices, clock)
    chooser.require(capital_row(choices, [one.option_id for one in choices.options], budget_pounds))
    return chooser.prove((*order_with_capital(scenario.goals), DRAW), dict(scenario.tolerances))


def _done(built: Built, scenario: Scenario, name: str, work: Adaptation) -> WorkDone:
    rooms = [room for room in built.world.bedspaces if work.touches(room)]
    ready = [room.available_from for room in rooms if room.status != "occupied" and room.available_from]
    direct, chained = built.served(frozenset(room.bedspace_id for room in rooms))
    return WorkDone(
        option_id=name,
        work=work,
        done_by=max([scenario.as_of + timedelta(weeks=work.weeks), *ready]),
        direct=direct,
        chained=chained,
    )
