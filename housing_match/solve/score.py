"""What every goal comes to for a finished plan, whoever made it."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from housing_match.assess import Assessment
from housing_match.criteria import Breach, Verdict, plan_breaches
from housing_match.domain import CHANGES, GOALS, Quota, World, goal_order, households_after, judged_by
from housing_match.solve.counts import added
from housing_match.solve.goals import WISHES, changed
from housing_match.solve.quotas import NOMINATIONS, lettings


def void_cost_change(world: World, bedspace_of: Mapping[str, str]) -> int:
    """Pounds a week: places vacated and not refilled, less voids filled; an unknown cost counts as nothing."""
    filled = set(bedspace_of.values())
    vacated = {world.incumbent_of[who] for who in bedspace_of if who in world.incumbent_of} - filled
    voids = [room for room in filled if world.bedspace[room].status == "void"]
    vacated_cost, void_cost = (
        sum(world.bedspace[room].weekly_void_cost or 0 for room in rooms) for rooms in (vacated, voids)
    )
    return vacated_cost - void_cost


def goal_values(assessment: Assessment, bedspace_of: Mapping[str, str]) -> dict[str, int]:
    """The natural value of every goal, by name, for people moved as `bedspace_of` (resident_id → bedspace_id) says."""
    world = assessment.world
    residents = [world.resident[who] for who in bedspace_of]
    places = [assessment.places[assessment.column[room]] for room in bedspace_of.values()]
    every_move = np.arange(len(residents))
    values = {goal.name: 0 for goal in GOALS}
    counts = added(assessment, residents, places, every_move, every_move)
    values |= {name: int(one.sum()) for name, one in counts.items()}
    values["weekly_cost"] += void_cost_change(world, bedspace_of)
    values[WISHES] = wishes_met(world, bedspace_of)
    if assessment.scenario.published_plan is not None:
        values[CHANGES.name] = len(changed(assessment.scenario, world, bedspace_of))
    return values


def rank(assessment: Assessment, bedspace_of: Mapping[str, str]) -> tuple[int, ...]:
    """What a plan is judged by: larger is better, the first goal before all others."""
    return judged_by(goal_order(assessment.scenario.goals), goal_values(assessment, bedspace_of))


def breaches_after(assessment: Assessment, bedspace_of: Mapping[str, str]) -> tuple[Breach, ...]:
    """Every plan rule in force that the finished plan breaks or cannot be known to keep."""
    households = households_after(assessment.world, bedspace_of)
    return plan_breaches(assessment.policy, households, assessment.world)


def breaches_in(assessment: Assessment, bedspace_of: Mapping[str, str], home_id: str) -> tuple[Breach, ...]:
    """The plan rules in force that do not hold in one home when the plan is done.

    Of who lives in other homes they read nothing: whoever must live with somebody here either is here, or is not.
    """
    world = assessment.world
    return plan_breaches(assessment.policy, households_after(world, bedspace_of, [home_id]), world)


def could_break(world: World, people: Collection[str], home_id: str) -> bool:
    """Whether a plan rule could say anything of a home that none but these come to, live in or leave.

    They are about shared space, homes' limits of hours and those who must live together, and about nothing else.
    """
    home, together = world.home[home_id], world.must_live_with
    return not home.own_door or home.support_hours_week is not None or any(who in together for who in people)


@dataclass(kw_only=True)
class Trial:
    """A plan in which people more are put somewhere, one trial after another, all else being as it is."""

    assessment: Assessment
    bedspace_of: dict[str, str]
    _quiet: dict[str, bool] = field(init=False, default_factory=dict)

    def breaches(self, who: str, room: str) -> tuple[Breach, ...]:
        """The plan rules that do not hold in the room's home with this person there; whoever is planned there is not.

        Only moves into or out of that home can matter, so the others are not looked at.
        """
        return (*self.breaches_with({who: room}), *self._quota_breaches(who, room))

    def breaches_with(self, moves: Mapping[str, str]) -> tuple[Breach, ...]:
        """The same for several people who come to one home together (resident_id → bedspace_id), quotas aside."""
        world, home_of = self.assessment.world, self.assessment.world.home_of
        home_id = home_of(next(iter(moves.values())))
        if self._asks_nothing(home_id) and world.must_live_with.keys().isdisjoint(moves):
            return ()
        taken = set(moves.values())
        others = {one: self.bedspace_of[one] for one in self._touching.get(home_id, ())}
        after = {one: room for one, room in others.items() if room not in taken}
        return breaches_in(self.assessment, {**after, **moves}, home_id)

    def keep(self, moves: Mapping[str, str]) -> None:
        """Makes these moves part of the plan; nobody among them was moved, and no room among them taken."""
        for who, room in moves.items():
            self.bedspace_of[who] = room
            self._taker[room] = who
            self._touch(self._touching, who, room)
            for one in {room, self.assessment.world.incumbent_of.get(who, room)}:
                self._quiet.pop(self.assessment.world.home_of(one), None)

    def _asks_nothing(self, home_id: str) -> bool:
        """Whether no plan rule could say anything of a home as it is in the plan; asked once for each home."""
        if home_id not in self._quiet:
            self._quiet[home_id] = not could_break(self.assessment.world, self._concerned(home_id), home_id)
        return self._quiet[home_id]

    def _quota_breaches(self, who: str, room: str) -> Iterator[Breach]:
        """The quotas of nominations that would not be kept."""
        if not self._lettings:
            return
        world = self.assessment.world
        gone = {one: self.bedspace_of[one] for one in {who, self._taker.get(room, who)} & self.bedspace_of.keys()}
        for quota, (nominated, in_all) in self._lettings:
            fewer, less = lettings(self.assessment, gone, quota)
            more, added = lettings(self.assessment, {who: room}, quota)
            if added and not quota.kept(nominated - fewer + more, in_all - less + added):
                what = "a quota of nominations would not be kept"
                home_id = world.home_of(room)
                yield Breach(
                    rule=NOMINATIONS,
                    home_id=home_id,
                    resident_ids=(who,),
                    verdict=Verdict.UNMET,
                    what=what,
                    question="",
                )

    @cached_property
    def _lettings(self) -> list[tuple[Quota, tuple[int, int]]]:
        """Each quota with the lettings that the plan makes in its homes."""
        quotas = self.assessment.scenario.nominations
        return [(quota, lettings(self.assessment, self.bedspace_of, quota)) for quota in quotas]

    def _concerned(self, home_id: str) -> set[str]:
        """Those who live in the home today, or whom the plan moves into it or out of it."""
        today = {room.occupant_id for room in self.assessment.world.bedspaces_of[home_id] if room.occupant_id}
        return today.union(self._touching.get(home_id, ()))

    @cached_property
    def _taker(self) -> dict[str, str]:
        return {room: who for who, room in self.bedspace_of.items()}

    @cached_property
    def _touching(self) -> dict[str, list[str]]:
        """home_id → those whom the plan moves into it or out of it."""
        found = dict[str, list[str]]()
        for who, room in self.bedspace_of.items():
            self._touch(found, who, room)
        return found

    def _touch(self, touching: dict[str, list[str]], who: str, room: str) -> None:
        world = self.assessment.world
        for one in {room, world.incumbent_of.get(who, room)}:
            touching.setdefault(world.home_of(one), []).append(who)


def wishes_met(world: World, bedspace_of: Mapping[str, str]) -> int:
    """Pairs who wished it and live together, less pairs who wished otherwise and share space; one of them moved."""
    lives = {**world.incumbent_of, **bedspace_of}
    total = 0
    for (one, other), relations in world.relations.items():
        moved = one in bedspace_of or other in bedspace_of
        if not moved or one not in lives or other not in lives:
            continue
        home_id = world.home_of(lives[one])
        if home_id == world.home_of(lives[other]):
            total += "wish_together" in relations
            total -= "wish_apart" in relations and not world.home[home_id].own_door
    return total
