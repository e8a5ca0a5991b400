"""Works listed for a home, and the world as it would be once one is done, written without the product's own code."""

from dataclasses import replace

from housing_match.domain import Adaptation

CATEGORIES, NIGHTS = ["A", "B", "C", "D", "E", "E+", "F", "G"], ["none", "on_call", "sleep_in", "waking"]


def random_work(dice, world):
    """Any work on a whole home."""
    return Adaptation(
        home_id=dice.choice([one.home_id for one in world.homes]),
        work="works",
        capital_cost=dice.randint(1, 40) * 1000,
        weeks=dice.randint(1, 12),
        adds_equipment=frozenset(dice.sample(["wet_room", "ceiling_hoist", "wide_doors"], 2)),
        adds_design=frozenset(dice.sample(["robust", "low_arousal", "outdoor_space"], 2)),
        adds_skills=frozenset(dice.sample(["autism", "epilepsy", "dementia"], 2)),
        raises_ahr_to=dice.choice(["A", "C", None]),
        raises_night_support_to=dice.choice(["waking", "on_call", None]),
    )


def better(now, after, order):
    """The better of two codes; the first that is known."""
    known = [one for one in (now, after) if one is not None]
    return min(known, key=order.index) if known else None


def with_work_done(world, work):
    """The world as if the work had been done to the whole home, rooms with an own category or equipment included."""

    def equipped(equipment):
        return None if equipment is None else equipment | work.adds_equipment

    def done(one):
        own_category = better(one.ahr_category, work.raises_ahr_to, CATEGORIES) if one.ahr_category else None
        return replace(one, ahr_category=own_category, equipment=equipped(one.equipment))

    home = world.home[work.home_id]
    lists = {
        name: None if getattr(home, name) is None else getattr(home, name) | added
        for name, added in (("design", work.adds_design), ("skills", work.adds_skills))
    }
    night = better(home.night_support, work.raises_night_support_to, NIGHTS[::-1])
    category = better(home.ahr_category, work.raises_ahr_to, CATEGORIES)
    adapted = replace(home, ahr_category=category, equipment=equipped(home.equipment), night_support=night, **lists)
    homes = [adapted if one is home else one for one in world.homes]
    rooms = [done(one) if one.home_id == work.home_id else one for one in world.bedspaces]
    return replace(world, homes=tuple(homes), bedspaces=tuple(rooms))
