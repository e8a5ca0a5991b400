"""What the whole plan would lose, goal by goal, if one person had another place, or a place another person."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from housing_match.assess import Assessment
from housing_match.domain import goal_order
from housing_match.solve.arcs import Arcs
from housing_match.solve.chains import arcs_taken, bedspaces_taken
from housing_match.solve.clock import Clock
from housing_match.solve.flow import Flow
from housing_match.solve.forced import Forced
from housing_match.solve.goals import WISHES, Tally
from housing_match.solve.in_order import prove_in_order
from housing_match.solve.lottery import lottery
from housing_match.solve.model import model_of
from housing_match.solve.regret import Losses, Pair, Regret, ranked
from housing_match.solve.residual import NotBest, Residual
from housing_match.solve.rows import Row
from housing_match.solve.score import rank


class WhatIf:
    """One plan (resident_id → bedspace_id), and the best plans in which one person has another place.

    All goals in their order with that one pair kept, then the fewest people elsewhere than in the plan given. Where
    nothing but places couples people, shortest paths say it all and nothing is solved again. Of a plan that is not the
    best, losses are measured all the same, from what it comes to. Raises PlanNotAllowed.
    """

    def __init__(
        self, assessment: Assessment, bedspace_of: Mapping[str, str], *, stopped: Callable[[], bool] = lambda: False
    ) -> None:
        self.assessment, self.bedspace_of = assessment, dict(bedspace_of)
        self.goals = goal_order(assessment.scenario.goals)
        self._model = model = model_of(assessment)
        self._arcs, self.pure = model.arcs, model.pure
        """`pure`: whether nothing but places couples people, so that every regret is at hand at once."""
        self._rank = rank(assessment, self.bedspace_of)
        self._person = {who: at for at, who in enumerate(self._arcs.people)}
        self._taken = arcs_taken(self._arcs, self.bedspace_of)
        self._order = [*model.order, _changes(self._arcs, self._taken)]
        self._clock = Clock(stopped=stopped)
        self._free: Residual | None = None
        """Ways from the best plan as if nothing but places coupled people, once they are asked for."""
        self._plans: dict[tuple[int, ...], dict[str, str] | None] = {}

    def pairs_of_person(self, resident_id: str) -> tuple[Pair, ...]:
        """The person with one bedspace of each kind that the rules about one person leave open, and with none."""
        mine = self.bedspace_of.get(resident_id, self.assessment.world.incumbent_of.get(resident_id))
        classes = [self._arcs.classes[at] for at in self._arcs.place_class[self._arcs_of(resident_id)]]
        rooms = [mine if mine in one.bedspace_ids else one.key for one in classes]
        return tuple((resident_id, room) for room in [*rooms, None]) if rooms else ()

    def pairs_of_place(self, bedspace_id: str) -> tuple[Pair, ...]:
        """The bedspace with everybody who could have it, or one just like it, by the rules about one person."""
        here = self._arcs.place_class == self._arcs.class_of_room.get(bedspace_id, -1)
        return tuple((self._arcs.people[at], bedspace_id) for at in self._arcs.person[here])

    def of_person(self, resident_id: str) -> tuple[Regret, ...]:
        """A regret for each place that some plan gives the person, and for none if some plan does, the least first."""
        return ranked(self.regrets(self.pairs_of_person(resident_id)))

    def regrets(self, pairs: Sequence[Pair]) -> Iterator[Regret]:
        """A regret for each pair that some plan keeps, in the order given, each as soon as it is known.

        Raises TimeoutError as soon as somebody says stop.
        """
        if self.pure:
            yield from self._by_paths(pairs)
            return
        for who, room in pairs:
            plan = self.plan_with(who, () if room is None else (room,))
            if plan is not None:
                yield Regret(resident_id=who, bedspace_id=room, losses=self.losses_of(plan))

    def plan_with(self, resident_id: str, bedspace_ids: Collection[str]) -> dict[str, str] | None:
        """The best plan in which the person has one of the bedspaces; given none, no place. None where no plan does.

        A bedspace stands for those just like it in its home. Raises TimeoutError as soon as somebody says stop.
        """
        mine = self._arcs_of(resident_id)
        classes = [self._arcs.class_of_room[room] for room in bedspace_ids if room in self._arcs.class_of_room]
        arcs = mine[np.isin(self._arcs.place_class[mine], classes)]
        if not len(mine) or (bedspace_ids and not len(arcs)):
            return None
        key = self._person[resident_id], *arcs.tolist()
        if key not in self._plans:
            taken = self._turned(*key) if self.pure else self._solved(*key)
            self._plans[key] = None if taken is None else self._rooms(taken, resident_id, min(bedspace_ids, default=""))
        return self._plans[key]

    def plan_without(self, barred: Collection[tuple[str, str]], void: str, *, filled: bool) -> dict[str, str] | None:
        """The best plan in which nobody is given a home barred to them, (resident_id, home_id) each.

        If the void is to be `filled`, the best that also fills so many of those just like it in its home; None where no
        plan does. Between plans as near to the one given the lottery decides, so that the answer is always the same.
        Raises TimeoutError as soon as somebody says stop.
        """
        closed = [arc for who, home_id in barred for arc in self._moves_to(who, home_id)]
        rows = [Row(terms=dict.fromkeys(closed, 1), most=0)]
        at = self._arcs.class_of_room.get(void, -1)
        alike = self._arcs.classes[at].bedspace_ids if at >= 0 else ()
        if filled:
            here, others = np.flatnonzero(self._arcs.place_class == at), set(alike) - {void}
            least = 1 + len(others.intersection(self.bedspace_of.values()))
            rows.append(Row(terms=dict.fromkeys(here.tolist(), 1), least=least))
        taken = self._solver_with_lottery.best(*rows)
        if taken is None:
            return None
        plan = bedspaces_taken(self._arcs, taken, self.bedspace_of)
        if void not in plan.values():  # whoever comes new to one just like it may as well have this one
            new = [who for who, room in plan.items() if room in alike and self.bedspace_of.get(who) != room]
            plan |= dict.fromkeys(new[:1], void)
        return plan

    def plan_elsewhere(self, resident_id: str) -> dict[str, str] | None:
        """The best plan in which the person is in another home than in this one, or in a home at all; None for none.

        Raises TimeoutError as soon as somebody says stop.
        """
        mine = self._arcs_of(resident_id)
        own = mine[self._taken[mine]]
        if self.pure:
            home_id = self._arcs.home_id[own[0]] if len(own) else None
            world = self.assessment.world
            others = [
                one
                for one in self.of_person(resident_id)
                if (one.bedspace_id and world.home_of(one.bedspace_id)) != home_id
            ]
            rooms = [one.bedspace_id for one in others[:1] if one.bedspace_id is not None]
            return self.plan_with(resident_id, rooms) if others else None
        if not len(mine):
            return None
        here = [arc for arc in mine.tolist() if len(own) and self._arcs.home_id[arc] == self._arcs.home_id[own[0]]]
        row = Row(terms=dict.fromkeys(here, 1), most=0) if here else Row(terms=dict.fromkeys(mine.tolist(), 1), least=1)
        taken = self._solver.best(row)
        return None if taken is None else bedspaces_taken(self._arcs, taken, self.bedspace_of)

    def losses_of(self, bedspace_of: Mapping[str, str]) -> Losses:
        """What another plan loses against this one, goal by goal."""
        theirs = rank(self.assessment, bedspace_of)
        return tuple(one - other for one, other in zip(self._rank, theirs, strict=True))

    def at_least(self, pairs: Sequence[Pair]) -> Iterator[Regret]:
        """What each pair is sure to cost, all at once, in the order given; pairs that nothing could keep are left out.

        Found as if nothing but places coupled people. Losses end with the first goal that is sure to give way, and are
        empty where none is; what comes after it, this does not say.
        """
        order = self._order[: len(self.goals)]
        if self._free is None:
            self._free = Residual(self._arcs, order, prove_in_order(Flow(self._arcs), order, {}))
        start = [ours + _small(tally, self._free) for ours, tally in zip(self._rank, order, strict=True)]
        for regret in self._ways(self._free, pairs):
            sure = tuple(one + more for one, more in zip(start, regret.losses, strict=True))
            at = next((at for at, one in enumerate(sure) if one), len(sure))
            yield replace(regret, losses=sure[: at + 1] if sure[at : at + 1] > (0,) else ())

    def _by_paths(self, pairs: Sequence[Pair]) -> Iterator[Regret]:
        """All pairs at once."""
        for regret in self._ways(self._paths, pairs):
            losses = regret.losses[: len(self.goals)]
            total = tuple(one + start for one, start in zip(losses, self._losses_of_best, strict=True))
            yield replace(regret, losses=total)

    def _ways(self, paths: Residual, pairs: Sequence[Pair]) -> Iterator[Regret]:
        """What each pair costs the plan that the paths start from."""
        allowed = [(who, room, arc) for who, room in pairs for arc in self._arcs_to(who, room)]
        people = np.array([self._person[who] for who, _, _ in allowed], dtype=np.int64)
        lost, possible = paths.losses(people, np.array([arc for _, _, arc in allowed], dtype=np.int64))
        for (who, room, _), losses, can_be in zip(allowed, lost.T.tolist(), possible, strict=True):
            if can_be:
                yield Regret(resident_id=who, bedspace_id=room, losses=tuple(losses))

    def _turned(self, person: int, *arcs: int) -> NDArray[np.bool_] | None:
        """The plan by shortest paths, of the arc that costs least."""
        tried = np.array(arcs or (-1,), dtype=np.int64)
        lost, possible = self._paths.losses(np.full(len(tried), person), tried)
        ways = sorted((tuple(lost[:, at].tolist()), int(tried[at])) for at in np.flatnonzero(possible))
        return self._paths.plan_with(person, ways[0][1]) if ways else None

    def _solved(self, person: int, *arcs: int) -> NDArray[np.bool_] | None:
        """The plan by solving again: one of the arcs is taken, or none of the person's."""
        if arcs:
            return self._solver.best(Row(terms=dict.fromkeys(arcs, 1), least=1))
        mine = np.flatnonzero(self._arcs.person == person)
        return self._solver.best(Row(terms=dict.fromkeys(mine.tolist(), 1), most=0))

    @cached_property
    def _solver(self) -> Forced:
        return Forced(self._model, self._order, self._clock)

    @cached_property
    def _solver_with_lottery(self) -> Forced:
        draws = lottery(self._arcs, self.assessment.scenario.seed)
        return Forced(self._model, [*self._order, *draws], self._clock)

    @cached_property
    def _paths(self) -> Residual:
        """Ways from the plan, or, if it is not the best, from that one of the best which changes least."""
        try:
            return Residual(self._arcs, self._order, self._taken)
        except NotBest:
            return Residual(self._arcs, self._order, prove_in_order(Flow(self._arcs), self._order, {}))

    @cached_property
    def _losses_of_best(self) -> Losses:
        """What the plan from which paths start loses against this one: nothing, where this one is the best."""
        return self.losses_of(bedspaces_taken(self._arcs, self._paths.taken))

    def _rooms(self, taken: NDArray[np.bool_], resident_id: str, wanted: str) -> dict[str, str]:
        """Bedspaces as in the plan given wherever that can be, then the one wanted for the person."""
        before = {who: room for who, room in self.bedspace_of.items() if who != resident_id}
        return bedspaces_taken(self._arcs, taken, before | {resident_id: wanted})

    def _arcs_of(self, resident_id: str) -> NDArray[np.int64]:
        """The arcs of one person, none for somebody who is not in the plan."""
        at = self._person.get(resident_id, -1)
        return np.arange(*np.searchsorted(self._arcs.person, [at, at + 1]))

    def _moves_to(self, resident_id: str, home_id: str) -> list[int]:
        """The arcs by which one person moves into a home."""
        mine = self._arcs_of(resident_id).tolist()
        return [arc for arc in mine if self._arcs.home_id[arc] == home_id and not self._arcs.stay[arc]]

    def _arcs_to(self, resident_id: str, bedspace_id: str | None) -> list[int]:
        """The arc by which the person has the bedspace, -1 for no place; nothing where the rules forbid it."""
        mine = self._arcs_of(resident_id)
        if bedspace_id is None:
            return [-1] if len(mine) else []
        return [int(arc) for arc in mine if self._arcs.place_class[arc] == self._arcs.class_of_room.get(bedspace_id)]


def _small(tally: Tally, paths: Residual) -> int:
    """A goal of the plan that paths start from in small-is-better form; of wishes, which no path counts, the least."""
    if tally.name == WISHES:
        return -sum("wish_together" in relations for relations in paths.arcs.world.relations.values())
    return tally.sign * tally.value(paths.arcs, paths.taken)


def _changes(arcs: Arcs, taken: NDArray[np.bool_]) -> Tally:
    """How many people are elsewhere than in a plan; without a place, or with one, counts as elsewhere too."""
    placed = np.zeros(len(arcs.people), dtype=np.bool_)
    placed[arcs.person[taken]] = True
    otherwise = np.where(placed[arcs.person], 0, 1)
    return Tally(
        name="fewest_changes",
        sign=1,
        arc=np.where(taken, -1, otherwise).astype(np.int64),
        used=np.zeros(len(arcs.classes), dtype=np.int64),
        start=int(placed.sum()),
    )
