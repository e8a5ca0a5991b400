"""Planted-truth boroughs of any size: the best plan is put in first, and the rest is built round it."""

from dataclasses import dataclass, field, replace
from datetime import date
from random import Random

from tests.villages.building import STREETS, geography, home, let, resident, scenario, village, void
from tests.villages.gadgets import HOMES_A_SET, PEOPLE_A_SET, plant_gadgets

HOME_AT_MINUTES, AWAY_MINUTES = 10, (45, 60, 90, 120)
"""Minutes to family from the planted home (score 100) and from any other (at most 60)."""
CATEGORIES = ("C", "D", "E", "F")
SKILLS = ("autism", "epilepsy", "dementia", "sensory")


@dataclass(kw_only=True)
class Ground:
    """A borough while it is being planted."""

    chance: Random
    residents: list = field(default_factory=list)
    homes: list = field(default_factory=list)
    bedspaces: list = field(default_factory=list)
    housemates: list = field(default_factory=list)
    minutes: dict = field(default_factory=dict)
    """(resident_id, home_id) → minutes; pairs not given are far away."""
    own_homes: dict = field(default_factory=dict)
    """home_id → the only residents who are not barred from it."""
    plan: dict = field(default_factory=dict)

    def new_resident_id(self):
        """The next resident's id."""
        return f"S{len(self.residents) + 1:04d}"

    def new_home_id(self):
        """The next home's id."""
        return f"H{len(self.homes) + 1:04d}"


def planted(seed, people, homes, *, coupled=False):
    """A world, its geography, a scenario and the one best plan (resident_id → bedspace_id).

    **The core** (all of it unless `coupled`). Every home is a flat, so no plan rule applies. The plan is cut into
    chains of one to four moves: a void, then places whose tenants move one step towards it, then one newcomer. Movers
    are in band A or B with needs_move = yes. If there are more people than homes the others, in band C or D, find
    every place planted for somebody; if there are more homes than people the others stand empty, open to anybody.

    Why the planted plan P is best, and the only best one. Take any plan Q that is as good as P up to and including
    fit. (1) P houses every mover, so bands A and B are at their highest, and Q must house every mover too. (2) Where
    there are others who wait, movers and places are equally many, so Q houses no other, as P does; where there are
    none, there is nobody else to house. So housed and months waited are the same in both and at their highest. (3)
    Scarce places, returns, move-ons and housemate wishes are 0 in every plan: no place is scarce (none of category A
    or B, no hoist, not robust), nobody lives out of borough, nobody is moving on, there are no wishes. (4) Each mover
    has the same preferences at every home but these: family, 100 at the planted home and at most 60 elsewhere;
    nothing_wasted, 100 at the planted home, whose category is exactly the one needed, and at most 100 elsewhere. So
    each mover's fit is highest at the planted home, and strictly lower anywhere else, today's place among them. Q is
    as good as P in fit only if every mover is at the planted home: Q = P. Cost, moves and lottery decide nothing.

    **Coupled** adds gadgets (gadgets.py), each with people and homes of its own: all others are barred from those
    homes and those people from all others, so that the best plan is the core's together with each gadget's, and in
    each gadget the best plan of the one-person rules alone breaks a plan rule.
    """
    ground = Ground(chance=Random(f"planted {seed} {people} {homes} {coupled}"))
    if coupled:
        for number in range(min(people // (2 * PEOPLE_A_SET), homes // (2 * HOMES_A_SET))):
            plant_gadgets(ground, number)
    _plant_core(ground, people - len(ground.residents), homes - len(ground.homes))
    world = village(ground.residents, ground.homes, ground.bedspaces, ground.housemates)
    hermits = {who for only in ground.own_homes.values() for who in only}
    barred, minutes = set(), {}
    for one in world.residents:
        for place in world.homes:
            pair = (one.resident_id, place.home_id)
            minutes[pair] = ground.minutes.get(pair, ground.chance.choice(AWAY_MINUTES))
            only = ground.own_homes.get(place.home_id)
            if (one.resident_id not in only) if only is not None else (one.resident_id in hermits):
                barred.add(pair)
    return world, geography(world, minutes, barred), scenario(), dict(sorted(ground.plan.items()))


def _plant_core(ground, people, homes):
    movers = min(people, homes)
    while movers:
        moves = min(movers, ground.chance.randint(1, 4))
        _plant_chain(ground, moves)
        movers -= moves
    for _ in range(people - min(people, homes)):
        ground.residents.append(_person(ground, ground.chance.choice("CD"), "F", ()))
    for _ in range(homes - min(people, homes)):
        place = home(ground.new_home_id(), ahr_category="C", skills=frozenset(SKILLS))
        ground.homes.append(place)
        ground.bedspaces.append(void(f"{place.home_id}-1"))


def _plant_chain(ground, moves):
    """One void and `moves` people: each goes to the place before, the last of them comes from outside the stock."""
    free = None
    for number in range(moves):
        category = ground.chance.choice(CATEGORIES)
        skills = ground.chance.sample(SKILLS, ground.chance.randint(0, 2))
        spare = ground.chance.sample(SKILLS, 1)
        place = home(ground.new_home_id(), ahr_category=category, skills=frozenset([*skills, *spare]))
        ground.homes.append(place)
        one = _person(ground, ground.chance.choice("AB"), category, skills)
        ground.residents.append(one)
        bedspace_id = f"{place.home_id}-1"
        ground.minutes[one.resident_id, place.home_id] = HOME_AT_MINUTES
        ground.plan[one.resident_id] = bedspace_id
        if free is None:
            ground.bedspaces.append(void(bedspace_id))
        else:
            ground.bedspaces.append(let(bedspace_id, free))
        last = number == moves - 1
        free = None if last else one.resident_id
    _settle(ground, moves)


def _settle(ground, moves):
    """Let the tenants of the last chain know where they live today: in the place that the next one goes to."""
    lives_in = {room.occupant_id: room.bedspace_id for room in ground.bedspaces[-moves:] if room.occupant_id}
    for row in range(len(ground.residents) - moves, len(ground.residents)):
        one = ground.residents[row]
        if one.resident_id in lives_in:
            ground.residents[row] = _tenant(one, lives_in[one.resident_id], ground.homes)


def _person(ground, band, category, skills):
    postcode = ground.chance.choice(STREETS)
    return resident(
        ground.new_resident_id(),
        priority_band=band,
        access_need=category,
        skills_needed=frozenset(skills),
        current_postcode=postcode,
        waiting_since=date(2026 - ground.chance.randint(1, 4), ground.chance.randint(1, 12), 1),
    )


def _tenant(one, bedspace_id, homes):
    place = next(place for place in homes if place.home_id == bedspace_id.split("-")[0])
    return replace(one, situation="supported_living", current_bedspace_id=bedspace_id, current_postcode=place.postcode)
