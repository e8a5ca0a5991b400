"""What every goal comes to for a finished plan, whoever made it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from housing_match.assess import Assessment
from housing_match.criteria import Breach, Verdict, plan_breaches
from housing_match.domain import CHANGES, GOAL, GOALS, Quota, World, goal_order, households_after
from housing_match.solve.counts import added
from housing_match.solve.goals import WISHES, changed
from housing_match.solve.quotas import NOMINATIONS, lettings


def goal_values(assessment: Assessment, bedspace_of: Mapping[str, str]) -> dict[str, int]:
    """The natural value of every goal, by name, for people moved as `bedspace_of` (resident_id → bedspace_id) says."""
    world = assessment.world
    residents = [world.resident[who] for who in bedspace_of]
    places = [assessment.places[assessment.column[room]] for room in bedspace_of.values()]
    every_move = np.arange(len(residents))
    values = {goal.name: 0 for goal in GOALS}
    counts = added(assessment, residents, places, every_move, every_move)
    values |= {name: int(one.sum()) for name, one in counts.items()}
    filled = set(bedspace_of.values())
    vacated = {world.incumbent_of[who] for who in bedspace_of if who in world.incumbent_of} - filled
    values["weekly_cost"] += sum(world.bedspace[room].weekly_void_cost or 0 for room in vacated)
    voids = (room for room in filled if world.bedspace[room].status == "void")
    values["weekly_cost"] -= sum(world.bedspace[room].weekly_void_cost or 0 for room in voids)
    values[WISHES] = wishes_met(world, bedspace_of)
    if assessment.scenario.published_plan is not None:
        values[CHANGES.name] = len(changed(assessment.scenario, world, bedspace_of))
    return values


def rank(assessment: Assessment, bedspace_of: Mapping[str, str]) -> tuple[int, ...]:
    """What a plan is judged by: larger is better, the first goal before all others."""
    values = goal_values(assessment, bedspace_of)
    return tuple(values[name] if GOAL[name].most else -values[name] for name in goal_order(assessment.scenario.goals))


def breaches_after(assessment: Assessment, bedspace_of: Mapping[str, str]) -> tuple[Breach, ...]:
    """Every plan rule in force that the finished plan breaks or cannot be known to keep."""
    households = households_after(assessment.world, bedspace_of)
    return plan_breaches(assessment.policy, households, assessment.world)


def breaches_in(assessment: Assessment, bedspace_of: Mapping[str, str], home_id: str) -> tuple[Breach, ...]:
    """The plan rules in force that do not hold in one home when the plan is done."""
    world = assessment.world
    (household,) = households_after(world, bedspace_of, [home_id])
    here = [one.resident.resident_id for one in household.lodgers if one.resident is not None]
    tied = {other for one in here for other in world.tied_to.get(one, ())}
    rooms = [bedspace_of.get(who, world.incumbent_of.get(who)) for who in tied]
    concerned = {home_id} | {world.home_of(room) for room in rooms if room is not None}
    found = plan_breaches(assessment.policy, households_after(world, bedspace_of, concerned), world)
    return tuple(breach for breach in found if breach.home_id == home_id)


@dataclass(frozen=True, kw_only=True)
class Trial:
    """A finished plan in which one person more is put somewhere, one trial after another, all else being as planned."""

    assessment: Assessment
    bedspace_of: Mapping[str, str]

    def breaches(self, who: str, room: str) -> tuple[Breach, ...]:
        """The plan rules that do not hold in the room's home with this person there; whoever is planned there is not.

        Only moves into or out of the homes concerned can matter, so the others are not looked at.
        """
        world, home_id = self.assessment.world, self.assessment.world.home_of(room)
        tied = self._tied_in(home_id) | world.tied_to.get(who, frozenset())
        rooms = [self.bedspace_of.get(one, world.incumbent_of.get(one)) for one in tied]
        today = [world.incumbent_of.get(one) for one in (*tied, who, self._taker.get(room, who))]
        homes = {home_id} | {world.home_of(one) for one in (*rooms, *today) if one is not None}
        movers = {one for home in homes for one in self._touching.get(home, ())}
        after = {one: self.bedspace_of[one] for one in movers if self.bedspace_of[one] != room}
        return (*breaches_in(self.assessment, {**after, who: room}, home_id), *self._quota_breaches(who, room))

    def _quota_breaches(self, who: str, room: str) -> Iterator[Breach]:
        """The quotas of nominations that would not be kept."""
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

    def _tied_in(self, home_id: str) -> frozenset[str]:
        """Everybody tied to those who live in the home today or move into it, and these people themselves."""
        tied_to = self.assessment.world.tied_to
        today = {room.occupant_id for room in self.assessment.world.bedspaces_of[home_id] if room.occupant_id}
        here = today.union(self._touching.get(home_id, ()))
        return frozenset(here.union(*(tied_to.get(one, ()) for one in here)))

    @cached_property
    def _taker(self) -> dict[str, str]:
        return {room: who for who, room in self.bedspace_of.items()}

    @cached_property
    def _touching(self) -> dict[str, list[str]]:
        """home_id → those whom the plan moves into it or out of it."""
        world, found = self.assessment.world, dict[str, list[str]]()
        for who, room in self.bedspace_of.items():
            for one in {room, world.incumbent_of.get(who, room)}:
                found.setdefault(world.home_of(one), []).append(who)
        return found


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
