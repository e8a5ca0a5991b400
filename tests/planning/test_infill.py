"""Schemes to build: held against every choice of schemes with every plan, and against planted best briefs."""

from dataclasses import fields, replace
from itertools import permutations, product

import numpy as np
import pytest

from housing_match.domain import GOAL, HomeType, Site
from housing_match.planning import Ask, plan_infill
from housing_match.planning.buildable import buildable, dwellings_of, land_of, world_with_homes
from housing_match.planning.infill import one_more_home
from housing_match.solve.choices import CAPITAL, order_with_capital
from tests.oracle.brute import best
from tests.oracle.dice import Dice
from tests.random_worlds import KENSINGTON, POSTCODES, WESTMINSTER, random_home, random_scenario, random_world
from tests.villages.building import AS_OF, geography, home, let, resident, scenario, village

FEW, MANY = (100, 102, 112, 116, 118, 122, 137, 181), range(100, 500)
"""In each of the few something is worth building; in two (116, 181) kinds and areas alone prove too little."""


def random_sites(dice):
    """Two or three small sites."""
    return tuple(
        Site(
            site_id=f"s{number}",
            name=f"site {number}",
            borough=dice.choice((WESTMINSTER, WESTMINSTER, KENSINGTON)),
            postcode=dice.choice(POSTCODES),
            dwellings=dice.randint(1, 3),
            hectares=dice.choice(("0.01", "0.02", "0.05", None)),
            earliest_year=dice.choice((None, None, 2026, 2027)),
        )
        for number in range(dice.randint(1, 3))
    )


def random_home_types(dice, coupled):
    """One or two kinds of home with what random homes offer."""
    found = []
    for number in range(dice.randint(1, 2)):
        like = random_home(dice, f"like{number}", coupled)
        bedspaces = 1 if like.home_type == "flat" else dice.randint(1, 3)
        shared = {name: getattr(like, name) for name in HomeType.__dataclass_fields__ if hasattr(like, name)}
        found.append(
            HomeType(
                type_id=f"t{number}",
                title=f"type {number}",
                bedspaces=bedspaces,
                capital_cost=100 * dice.randint(1, 9),
                min_hectares=dice.choice((None, "0.01", "0.02")),
                **shared,
            )
        )
    return tuple(found)


def measured_anew(dice_seed, known):
    """How a world with new homes is measured: those of `known` as they were, new ones at random by their ids."""

    def measure(world):
        before = known.home_column
        # a newcomer of a future (docs/infill.md) is measured as the person whose copy it is
        rows = np.array([known.resident_row[one.resident_id.split(";")[0]] for one in world.residents], dtype=np.int64)
        columns = {}
        for name in ("family_sum", "places_sum", "inside_exclusion"):
            table = getattr(known, name)
            columns[name] = np.stack(
                [
                    table[rows, before[one.home_id]] if one.home_id in before else at_random(name, one.home_id)[rows]
                    for one in world.homes
                ],
                axis=1,
            )
        of_homes = {
            name: tuple(old[before.get(one.home_id, 0)] for one in world.homes)  # a new home as the first of before
            for name, old in ((each.name, getattr(known, each.name)) for each in fields(known))
            if isinstance(old, tuple) and len(old) == len(known.world.homes)
        }
        weights = {name: getattr(known, name)[rows] for name in ("family_weight", "places_weight")}
        lives_in = {
            one.resident_id: known.lives_in[who]
            for one in world.residents
            if (who := one.resident_id.split(";")[0]) in known.lives_in
        }
        return replace(known, world=world, lives_in=lives_in, **columns, **weights, **of_homes)

    def at_random(name, home_id):
        site = home_id.split(":")[0]  # all homes of one site are at one point
        dice = Dice(f"{dice_seed} {name} {site}", 0)
        if name == "inside_exclusion":
            return np.array([dice.happens(0.1) for _ in known.world.residents])
        weight = getattr(known, name.replace("sum", "weight"))
        return weight * np.array([dice.randint(0, 120) for _ in weight], dtype=np.int64)

    return measure


def every_choice(world, ask, last_year):
    """Every number of homes of each type on each site that its land, dwellings and people allow, with its capital."""
    could = buildable(world, ask.postcodes, last_year, ask.most_at_a_site, AS_OF.year)
    for times in product(*(range(one.most + 1) for one in could)):
        homes = {one: count for one, count in zip(could, times, strict=True) if count}
        spent = sum(one.capital_pounds * count for one, count in homes.items())
        if spent <= ask.budget_pounds and all(fits(site, homes, ask) for site in world.sites):
            yield homes, spent


def fits(site, homes, ask):
    """Whether what would stand on a site fits."""
    here = [(one.home_type, count) for one, count in homes.items() if one.site == site]
    return (
        sum(kind.bedspaces * count for kind, count in here) <= ask.most_at_a_site
        and sum(dwellings_of(kind) * count for kind, count in here) <= site.dwellings
        and sum(round(10_000 * float(kind.min_hectares or 0)) * count for kind, count in here) <= land_of(site)
    )


def signed(values, capital_pounds, rules, until=None):
    """Goal values in planning's order, larger is better, down to capital or to the end."""
    order = order_with_capital(rules.goals)
    return tuple(
        -capital_pounds if name == CAPITAL else values[name] if GOAL[name].most else -values[name]
        for name in (order[: order.index(until) + 1] if until else order)
    )


def agrees_with_every_choice(seed):
    """The schemes chosen against every choice of schemes within the budget, each with every plan."""
    coupled = seed % 3 != 0
    world, known = random_world(seed, people=4, homes=2, places=2, needs=0.05, incumbents=0.2, coupled=coupled)
    dice = Dice(f"infill {seed}", 0)
    world = replace(world, sites=random_sites(dice), home_types=random_home_types(dice, coupled))
    rules = replace(random_scenario(seed, world, coupled=coupled), tolerances=(), pins=(), published_plan=None)
    rules = replace(rules, as_of=AS_OF, nominations=())
    ask = Ask(
        budget_pounds=100 * dice.randint(2, 30),
        measure=measured_anew(seed, replace(known, world=world)),
        postcodes={one.site_id: one.postcode for one in world.sites},
        most_at_a_site=dice.randint(2, 4),
    )
    ranked = []
    try:
        for homes, spent in every_choice(world, ask, AS_OF.year):
            built = world_with_homes(world, homes)
            values, _ = best(built, ask.measure(built), rules)
            ranked.append(signed(values, spent, rules, until=CAPITAL))
    except ValueError:
        return False  # too many plans to try
    brief = plan_infill(world, replace(known, world=world), rules, ask)
    assert brief.status == "optimal"
    assert signed(brief.built.values, brief.capital_pounds, rules, until=CAPITAL) == max(ranked)
    assert brief.capital_pounds <= ask.budget_pounds
    return bool(brief.schemes)


@pytest.mark.parametrize("seed", FEW)
def test_no_schemes_within_the_budget_do_better(seed):
    agrees_with_every_choice(seed)


@pytest.mark.soak
@pytest.mark.parametrize("seed", MANY)
def test_no_schemes_do_better_in_hundreds_of_worlds(seed):
    agrees_with_every_choice(seed)


def site(site_id, **changes):
    """A site in Westminster with room for much."""
    usual = {"name": site_id, "borough": WESTMINSTER, "postcode": "W23EH", "dwellings": 40, "hectares": "1.5"}
    return Site(site_id=site_id, **(usual | changes))


def kind(type_id, bedspaces=1, capital_cost=200_000, **changes):
    """Flats, or with more bedspaces one shared house, in which everybody of the villages could live."""
    usual = {
        "title": type_id,
        "home_type": "flat" if bedspaces == 1 else "shared_house",
        "setting": "supported_living",
        "ahr_category": "F",
        "floor": 0,
        "lift": False,
        "behaviour_support": "none",
        "night_support": "none",
        "staff_ratio": "shared",
        "move_on": False,
        "weekly_rent": 200,
        "weekly_core_cost": 100,
        "hourly_rate": 20,
    }
    return HomeType(type_id=type_id, bedspaces=bedspaces, capital_cost=capital_cost, **(usual | changes))


def briefed(people, sites, home_types, budget, *, minutes=None, world=None, rules=None, **asked):
    """The brief for people without any home, or for a world given; `minutes` to family by (resident_id, site_id)."""
    world = replace(world or village(people, [], []), sites=tuple(sites), home_types=tuple(home_types))

    def measure(built):
        if minutes is None:
            return geography(built)
        of_pair = {
            (one.resident_id, home.home_id): minutes[one.resident_id, home.home_id.split(":")[0]]
            for one in built.residents
            for home in built.homes
        }
        return geography(built, of_pair)

    ask = Ask(budget_pounds=budget, measure=measure, postcodes={one.site_id: one.postcode for one in sites}, **asked)
    return plan_infill(world, measure(world), rules or scenario(), ask)


def built_where(brief):
    """(site_id, type_id) → homes."""
    return {(one.site_id, kind.home_type.type_id): len(opens) for one in brief.schemes for kind, opens in one.homes}


PEOPLE = [resident(f"R{number}") for number in range(1, 6)]


def test_the_cheapest_home_that_houses_everybody_is_built():
    # Five flats cost £1,000,000, two houses for three £1,080,000; a house and two flats £940,000.
    brief = briefed(PEOPLE, [site("A")], [kind("flat"), kind("house", 3, 180_000)], 5_000_000)
    assert (brief.status, brief.housed_more, brief.capital_pounds) == ("optimal", 5, 940_000)
    assert built_where(brief) == {("A", "flat"): 2, ("A", "house"): 1}


def test_each_home_stands_on_the_site_nearest_to_the_family_of_whoever_lives_there():
    near = {"R1": "A", "R2": "B", "R3": "B", "R4": "A", "R5": "B"}
    minutes = {(who, where): 10 if near[who] == where else 60 for who in near for where in "AB"}
    brief = briefed(PEOPLE, [site("A"), site("B")], [kind("flat")], 1_000_000, minutes=minutes)
    assert {one.site_id: one.direct for one in brief.schemes} == {"A": ("R1", "R4"), "B": ("R2", "R3", "R5")}


def test_a_scheme_frees_a_home_for_somebody_whom_no_new_home_would_suit():
    stepless = resident("mover", situation="own_tenancy", access_need="B")
    rooted = resident("rooted", preferred_areas=frozenset(), settings_ok=frozenset({"general_needs"}))
    world = village(
        [replace(stepless, current_bedspace_id="H1-1"), rooted],
        [home("H1", setting="general_needs")],
        [let("H1-1", "mover")],
    )
    brief = briefed([], [site("A")], [kind("flat", ahr_category="A")], 200_000, world=world)
    (scheme,) = brief.schemes
    assert (scheme.direct, scheme.chained, brief.housed_more) == (("mover",), ("rooted",), 2)


def test_no_more_than_six_share_and_no_more_live_on_a_site_than_asked_for():
    people = [resident(f"R{number:02}") for number in range(1, 8)]
    brief = briefed(people, [site("A")], [kind("seven", 7, 10_000), kind("flat")], 2_000_000, most_at_a_site=4)
    assert built_where(brief) == {("A", "flat"): 4}


def test_land_and_dwellings_of_all_homes_on_a_site_add_up():
    small, few = site("A", hectares="0.05"), site("B", dwellings=1, hectares="1")
    brief = briefed(PEOPLE, [small, few], [kind("flat", min_hectares="0.02")], 2_000_000)
    assert built_where(brief) == {("A", "flat"): 2, ("B", "flat"): 1}


def test_a_site_of_unknown_size_carries_nothing():
    brief = briefed(PEOPLE, [site("A", dwellings=None)], [kind("flat")], 2_000_000)
    assert (brief.schemes, brief.housed_more, brief.status) == ((), 0, "optimal")


def test_women_and_men_who_wish_not_to_share_get_a_house_each():
    same = [resident(f"R{number}", sex="F" if number < 4 else "M", housemate_sex="same") for number in range(1, 6)]
    brief = briefed(same, [site("A"), site("B")], [kind("house", 3, 100_000)], 600_000)
    assert (brief.housed_more, sum(built_where(brief).values())) == (5, 2)
    assert briefed(same, [site("A")], [kind("house", 3, 100_000)], 300_000).housed_more == 3


def test_homes_open_within_the_years_asked_for_and_each_year_pays_for_its_own():
    later = site("B", earliest_year=AS_OF.year + 2)
    here_then = [resident("R1"), resident("R2", needed_by=AS_OF.replace(year=AS_OF.year + 2))]
    brief = briefed(here_then, [later], [kind("flat")], 1_000_000, years=1)
    assert brief.schemes == ()  # the site comes too late
    by_year = {AS_OF.year + 1: 900_000, AS_OF.year + 2: 300_000}
    brief = briefed(here_then, [later], [kind("flat")], 1_000_000, years=2, by_year=by_year)
    # In the second year £300,000 pays for one flat; what the first leaves does not carry over.
    assert (brief.housed_more, built_where(brief)) == (1, {("B", "flat"): 1})
    brief = briefed(here_then, [later, site("A")], [kind("flat")], 1_000_000, years=2, by_year=by_year)
    assert brief.housed_more == 2  # the one who needs a home only then is counted too


def test_one_more_home_of_each_kind_is_worth_as_many_people_as_it_then_houses():
    world = replace(village(PEOPLE, [], []), sites=(site("A"),), home_types=(kind("flat"), kind("house", 3, 100_000)))
    postcodes = {"A": "W23EH"}
    ask = Ask(budget_pounds=300_000, measure=geography, postcodes=postcodes)
    flat, house = one_more_home(world, geography(world), scenario(), ask)
    # £300,000 pays for a house that three share; a flat more houses one, a second house the other two.
    assert [(one.type_id, one.people) for one in (flat, house)] == [("flat", 1), ("house", 2)]
    # In the relaxation a person costs £100,000, a third of a house: a flat's capital would house two, a house's three.
    assert [round(one.same_capital, 6) for one in (flat, house)] == [2, 3]
    # A small part of a flat adds a place for every whole flat, of a house three.
    assert [round(one.by_price, 6) for one in (flat, house)] == [1, 3]


def test_sites_as_good_are_taken_in_the_order_of_their_ids():
    sites = [site(name, dwellings=1) for name in ("C", "A", "D", "B")]
    brief = briefed(PEOPLE[:2], sites, [kind("flat")], 400_000)
    assert [one.site_id for one in brief.schemes] == ["A", "B"]


@pytest.mark.parametrize("seed", range(4))
def test_of_all_sites_as_near_those_with_the_least_sum_of_places_in_order_are_taken(seed):
    dice = Dice(f"sites as near {seed}")
    people, names = PEOPLE[:3], "ABCDE"
    minutes = {(one.resident_id, where): dice.choice((10, 60)) for one in people for where in names}
    brief = briefed(people, [site(name, dwellings=1) for name in names], [kind("flat")], 600_000, minutes=minutes)
    # Every way to give each of three people a site of one's own: most of them near, then least sum of places.
    ways = [
        (-sum(minutes[one.resident_id, where] == 10 for one, where in zip(people, way, strict=True)), places)
        for way in permutations(names, 3)
        for places in [sum(map(names.index, way))]
    ]
    assert sum(names.index(one.site_id) for one in brief.schemes) == min(ways)[1]
