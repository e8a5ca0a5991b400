"""Which redesigns of existing homes to do under a budget, and what each of them means for those who live there."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, partial

from housing_match.domain import Geography, Redesign, Scenario, World, judged_by
from housing_match.planning.built import Built
from housing_match.planning.living_there import Fate
from housing_match.planning.redesign_costs import CostChange
from housing_match.planning.redesign_trials import Refusal, Trials, with_costs_at_home
from housing_match.planning.redesigned import bedspace_ids
from housing_match.solve.choices import CAPITAL, order_with_capital

MOST_SETS = 128
"""Sets of redesigns that are planned one by one; beyond this there are too many."""


class TooManyRedesigns(Exception):
    """More sets of redesigns could be chosen than can all be planned; the text says what to do."""


class RedesignNotKnown(ValueError):
    """Redesigns said to be done that are not listed, exclude each other, or cost more than the budget."""


@dataclass(frozen=True, kw_only=True)
class RedesignAsk:
    """What a commissioner asks: the redesigns listed, those of them that are done whatever comes, and the budget.

    `budget_pounds` is the most capital in all, None for no limit. `measure` measures a world as the tables were.
    """

    redesigns: tuple[Redesign, ...]
    measure: Callable[[World], Geography]
    budget_pounds: int | None = None
    done: frozenset[str] = frozenset()

    def affords(self, redesigns: Sequence[Redesign]) -> bool:
        """Whether the budget pays for all of these."""
        return self.budget_pounds is None or capital_of_redesigns(redesigns) <= self.budget_pounds


@dataclass(frozen=True, kw_only=True)
class Effect:
    """What some redesigns together do, beside the plan without any; there is no plan where they are refused."""

    redesigns: tuple[Redesign, ...]
    fates: tuple[Fate, ...]
    refusal: Refusal | None = None
    built: Built | None = None
    housed: tuple[str, ...] = ()
    """Who needs to move and is housed only with them, in id order."""
    no_longer_housed: tuple[str, ...] = ()
    direct: tuple[str, ...] = ()
    """Who moves into a home redesigned."""
    chained: tuple[str, ...] = ()
    """Who else moves in the same chains."""
    bedspaces_more: int = 0
    costs: CostChange | None = None

    @property
    def capital_pounds(self) -> int:
        """What they cost to do."""
        return capital_of_redesigns(self.redesigns)

    @property
    def housed_more(self) -> int:
        """How many people more are housed than without; less than 0 where there are fewer."""
        return len(self.housed) - len(self.no_longer_housed)

    @property
    def values(self) -> dict[str, int]:
        """Every goal's value, the weekly cost with what homes cost more for those who stay; empty without a plan."""
        return {} if self.built is None else with_costs_at_home(self.built.values, self.built.world, self.redesigns)

    @property
    def suits(self) -> bool:
        """Whether there is a plan, and nobody's home stops suiting them."""
        return self.refusal is None and not any(one.no_longer for one in self.fates)


@dataclass(frozen=True, kw_only=True)
class RedesignBrief:
    """Each redesign by itself, and those to do: with them the scenario's goals come out best, of these the cheapest.

    `late` are redesigns whose works end after the window; they are not chosen. `status` is optimal where every set
    within the budget was planned and proved, else feasible; refused where what is said to be done cannot be.
    """

    ask: RedesignAsk
    scenario: Scenario
    status: str
    today: Built
    alone: tuple[Effect, ...]
    late: tuple[str, ...]
    chosen: Effect

    @property
    def housed_more(self) -> int:
        """How many people more are housed than without any redesign."""
        return self.chosen.housed_more


def plan_redesigns(
    world: World, scenario: Scenario, ask: RedesignAsk, *, stopped: Callable[[], bool] = lambda: False
) -> RedesignBrief:
    """The redesigns to do; every set within the budget is planned by itself, so that no other is better.

    A set is chosen only if everybody who has to move out has another home in its plan and the home still suits all who
    stay. Those said to be done are in every set, and shown whatever they do. Out of time or stopped, the best found
    until then. Raises TooManyRedesigns, RedesignNotKnown, and all that best_plan raises for today's homes.
    """
    done = _done(ask)
    trials = Trials(world, ask.measure, scenario, ask.redesigns, stopped)
    late = tuple(one.redesign_id for one in ask.redesigns if trials.ends_late(one))
    sets = _sets(ask, done, frozenset(late))
    effect_of = cache(partial(_effect, trials))
    alone = tuple(effect_of((one,)) for one in ask.redesigns)
    best, all_planned = _best(trials, sets, done, scenario, effect_of)
    chosen = best or effect_of(done)
    proved = all_planned and (chosen.built is None or chosen.built.plan.proved)
    status = "refused" if chosen.refusal else "optimal" if proved else "feasible"
    return RedesignBrief(
        ask=ask, scenario=scenario, status=status, today=trials.today, alone=alone, late=late, chosen=chosen
    )


def _done(ask: RedesignAsk) -> tuple[Redesign, ...]:
    """What is done whatever comes. Raises RedesignNotKnown."""
    if unknown := sorted(ask.done - {one.redesign_id for one in ask.redesigns}):
        raise RedesignNotKnown(f"No redesign of the file: {', '.join(unknown)}.")
    done = tuple(one for one in ask.redesigns if one.redesign_id in ask.done)
    if len({one.home_id for one in done}) < len(done):
        raise RedesignNotKnown("Two redesigns of one home cannot both be done.")
    if not ask.affords(done):
        raise RedesignNotKnown(f"What is to be done costs £{capital_of_redesigns(done):,}, more than the budget.")
    return done


def _sets(ask: RedesignAsk, done: tuple[Redesign, ...], late: frozenset[str]) -> list[tuple[Redesign, ...]]:
    """Every set within the budget that has what is done and changes no home twice, fewest first."""
    open_to_choice = [one for one in ask.redesigns if one.redesign_id not in late and one not in done]
    found = [done]
    for some in found:  # grows while it is read: each set by whatever comes after the last redesign added to it
        added = some[len(done) :]
        after = open_to_choice.index(added[-1]) + 1 if added else 0
        homes = {one.home_id for one in some}
        for one in open_to_choice[after:]:
            if one.home_id not in homes and ask.affords((*some, one)):
                found.append((*some, one))
        if len(found) > MOST_SETS:
            raise TooManyRedesigns(
                f"More than {MOST_SETS} sets of redesigns could be chosen, and each is planned by itself. List fewer, "
                "lower the budget, or say which are done."
            )
    return found


def _best(
    trials: Trials,
    sets: Sequence[tuple[Redesign, ...]],
    done: tuple[Redesign, ...],
    scenario: Scenario,
    effect_of: Callable[[tuple[Redesign, ...]], Effect],
) -> tuple[Effect | None, bool]:
    """The best of the sets that may be chosen, None where there is none; and whether time was left for all of them.

    People decide first, as far as the scenario puts them; of those as good for people the cheapest, then where they
    live. The first of equals is the set of fewest redesigns, in the order of the file.
    """
    order = order_with_capital(scenario.goals)
    people = order[: order.index(CAPITAL)]
    ranked, all_planned = _ranked_by_people(trials, sets, done, people)
    if not ranked:
        return None, all_planned
    first = max(rank for rank, _ in ranked)
    tied = [some for rank, some in ranked if rank == first]
    least = min(map(capital_of_redesigns, tied))
    effects = [effect_of(some) for some in tied if capital_of_redesigns(some) == least]
    planned = [one for one in effects if one.built is not None]  # stopped meanwhile, there may be no plan
    best = max(planned, key=lambda one: judged_by(order[len(people) + 1 :], one.values), default=None)
    return best, all_planned and len(planned) == len(effects)


def _ranked_by_people(
    trials: Trials, sets: Sequence[tuple[Redesign, ...]], done: tuple[Redesign, ...], people: Sequence[str]
) -> tuple[list[tuple[tuple[int, ...], tuple[Redesign, ...]]], bool]:
    """Each set that may be chosen with what its best plan comes to on the goals before capital; larger is better."""
    ranked: list[tuple[tuple[int, ...], tuple[Redesign, ...]]] = []
    for some in sets:
        try:
            values = trials.values_if_it_suits(some, done, people)
        except TimeoutError:
            return ranked, False
        if values is not None:
            ranked.append((judged_by(people, values), some))
    return ranked, True


def _effect(trials: Trials, redesigns: tuple[Redesign, ...]) -> Effect:
    """Everything that these do together."""
    refusal, built = trials.planned(redesigns)
    if built is None:
        return Effect(redesigns=redesigns, fates=trials.fates(redesigns, None, refusal), refusal=refusal)
    today = trials.today
    rooms = frozenset[str]().union(*map(bedspace_ids, redesigns))
    direct, chained = built.served(rooms)
    before, after = today.housed(), built.housed()
    return Effect(
        redesigns=redesigns,
        fates=trials.fates(redesigns, built, None),
        built=built,
        housed=tuple(sorted(after - before)),
        no_longer_housed=tuple(sorted(before - after)),
        direct=direct,
        chained=chained,
        bedspaces_more=_open(built.world) - _open(today.world),
        costs=trials.costs(redesigns, built),
    )


def capital_of_redesigns(redesigns: Sequence[Redesign]) -> int:
    """What these cost to do."""
    return sum(one.capital_pounds for one in redesigns)


def _open(world: World) -> int:
    return sum(room.status != "closed" for room in world.bedspaces)
