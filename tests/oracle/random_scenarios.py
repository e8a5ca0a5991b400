"""Random scenarios for random worlds."""

from dataclasses import replace
from datetime import timedelta

from housing_match.domain import Pair, Quota, RuleChange, Scenario

from .dice import AS_OF, Dice
from .fit import SOFTENABLE

PREFERENCES = ("family", "transport", "places", "area", "least_restrictive", "nothing_wasted", "ways_of_living")


def random_scenario(seed, world, *, coupled=True):
    """A scenario for the world, plain in most of its parts; a pin, seldom, may leave no feasible plan.

    Without `coupled` plan rules are left alone and chains are not capped.
    """
    dice = Dice(f"scenario {seed}")
    plain = Scenario(as_of=AS_OF)
    goals = list(plain.goals)
    if dice.happens(0.3):
        dice.shuffle(goals)
    most = {"fit": 60, "months_waited": 12, "weekly_cost": 300, "returns": 1, "moves": 1, "housed": 1}
    ids = [one.resident_id for one in world.residents]
    beds = [one.bedspace_id for one in world.bedspaces]
    scenario = replace(
        plain,
        as_of=AS_OF if dice.happens(0.8) else AS_OF + timedelta(days=dice.randint(-40, 40)),
        window_weeks=dice.choice((26, 26, 26, 8)),
        window_weeks_band_a=dice.choice((8, 8, 8, 26)),
        seed=dice.randint(1, 9),
        goals=tuple(goals),
        tolerances=tuple((name, dice.randint(1, upto)) for name, upto in most.items() if dice.happens(0.08)),
        rules=random_rules(dice, coupled),
        include=frozenset(dice.sample(ids, len(ids) - 1)) if dice.happens(0.05) and len(ids) > 1 else frozenset(),
        exclude=frozenset({dice.choice(ids + beds)}) if dice.happens(0.1) else frozenset(),
        pins=tuple(random_pairs(dice, world, 0.05)),
        bans=tuple(random_pairs(dice, world, 0.2)),
        use_reserved=dice.happens(0.3),
        max_chain=dice.choice((1, 2, 2, 3)) if coupled and dice.happens(0.3) else None,
    )
    if dice.happens(0.3):
        scenario = with_published_plan(dice, scenario, world)
    quotas = [random_quota(dice) for _ in range(dice.randint(1, 2))] if coupled and dice.happens(0.25) else []
    return replace(scenario, nominations=tuple(quotas))


def random_quota(dice):
    """Limits as they may be agreed between two boroughs; at least so many may be more than any plan can meet."""
    limits = {
        "at_least": dice.choice((None, None, None, 1, 2)),
        "at_most": dice.choice((None, 1, 1, 2)),
        "at_least_percent": dice.choice((None, None, 25, 50)),
        "at_most_percent": dice.choice((None, 50, 67, 100)),
    }
    return Quota(
        nominating_borough=dice.choice(("E09000033", "E09000020")),
        homes_borough=dice.choice((None, "E09000033", "E09000020")),
        **limits,
    )


def with_published_plan(dice, scenario, world):
    """An earlier plan of whoever and wherever, one of them gone since; `changes` in its usual place or any other."""
    ids = [one.resident_id for one in world.residents] + ["r-gone"]
    beds = [one.bedspace_id for one in world.bedspaces] + ["h-gone"]
    some = min(len(ids), len(beds), dice.randint(0, 4))
    pairs = zip(dice.sample(ids, some), dice.sample(beds, some), strict=True)
    goals = list(scenario.goals)
    if dice.happens(0.5):
        goals.insert(dice.randint(0, len(goals)), "changes")
    return replace(
        scenario,
        goals=tuple(goals),
        published_plan=tuple(Pair(resident_id=who, bedspace_id=room) for who, room in sorted(pairs)),
    )


def random_rules(dice, coupled):
    """Some rules softened or ignored, some preferences weighed otherwise."""
    rules = {}
    for name in SOFTENABLE:
        if dice.happens(0.05):
            rules[name] = RuleChange(mode=dice.choice(("prefer", "prefer", "ignore")), weight=dice.choice((None, 0, 5)))
    for name in PREFERENCES:
        if dice.happens(0.05):
            rules[name] = RuleChange(mode=dice.choice((None, "ignore")), weight=dice.choice((0, 1, 6)))
    if dice.happens(0.2):
        rules["neighbourhood"] = RuleChange(mode="prefer", weight=dice.choice((None, 0, 4)))
    for name in ("support_capacity", "housemates", "same_sex"):
        if coupled and dice.happens(0.05):
            rules[name] = RuleChange(mode="ignore")
    if dice.happens(0.05):
        rules["not_worse"] = RuleChange(mode="ignore")
    return rules


def random_pairs(dice, world, rate):
    """At the rate given one pair of a resident and a bedspace, or a home."""
    if dice.happens(rate):
        room = dice.choice(world.bedspaces)
        named = {"home_id": room.home_id} if dice.happens(0.5) else {"bedspace_id": room.bedspace_id}
        yield Pair(resident_id=dice.choice(world.residents).resident_id, **named)
