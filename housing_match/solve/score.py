"""What every goal comes to for a finished plan, whoever made it."""

from collections.abc import Mapping

from housing_match.assess import Assessment
from housing_match.criteria import Breach, plan_breaches
from housing_match.domain import GOALS, households_after
from housing_match.solve.goals import COUNTS, WISHES


def goal_values(assessment: Assessment, bedspace_of: Mapping[str, str]) -> dict[str, int]:
    """The natural value of every goal, by name, for people moved as `bedspace_of` (resident_id → bedspace_id) says."""
    world = assessment.world
    values = {goal.name: 0 for goal in GOALS}
    for who, room in bedspace_of.items():
        place = assessment.places[assessment.column[room]]
        for name, count in COUNTS.items():
            values[name] += count(assessment, world.resident[who], place)
    filled = set(bedspace_of.values())
    vacated = {world.incumbent_of[who] for who in bedspace_of if who in world.incumbent_of} - filled
    values["weekly_cost"] += sum(world.bedspace[room].weekly_void_cost or 0 for room in vacated)
    voids = (room for room in filled if world.bedspace[room].status == "void")
    values["weekly_cost"] -= sum(world.bedspace[room].weekly_void_cost or 0 for room in voids)
    values[WISHES] = _wishes(assessment, bedspace_of)
    return values


def breaches_after(assessment: Assessment, bedspace_of: Mapping[str, str]) -> tuple[Breach, ...]:
    """Every plan rule in force that the finished plan breaks or cannot be known to keep."""
    households = households_after(assessment.world, bedspace_of)
    return plan_breaches(assessment.policy, households, assessment.world)


def breaches_in(assessment: Assessment, bedspace_of: Mapping[str, str], home_id: str) -> tuple[Breach, ...]:
    """The plan rules in force that do not hold in one home when the plan is done."""
    world = assessment.world
    lives = {**world.incumbent_of, **bedspace_of}
    (household,) = households_after(world, bedspace_of, [home_id])
    here = {one.resident.resident_id for one in household.lodgers if one.resident is not None}
    tied = {who for pair in world.relations if here & set(pair) for who in pair if who in lives}
    concerned = {home_id} | {world.home_of(lives[who]) for who in tied}
    found = plan_breaches(assessment.policy, households_after(world, bedspace_of, concerned), world)
    return tuple(breach for breach in found if breach.home_id == home_id)


def _wishes(assessment: Assessment, bedspace_of: Mapping[str, str]) -> int:
    """Pairs who wished it and live together, less pairs who wished otherwise and share space; one of them moved."""
    world = assessment.world
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
