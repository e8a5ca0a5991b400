"""The redesigns chosen, held against every set of them and every plan, by the checker; and against a planted best."""

from dataclasses import replace
from datetime import timedelta
from itertools import combinations

import pytest

from housing_match.domain import GOAL, Becomes, Redesign, codes
from housing_match.planning import RedesignAsk, plan_redesigns
from housing_match.planning.redesigned import home_ids, scenario_redesigned, with_sites_of_redesigns, world_redesigned
from housing_match.solve.choices import CAPITAL, order_with_capital
from housing_match.verify import verify
from tests.oracle import needs
from tests.oracle.brute import assignments
from tests.oracle.dice import Dice
from tests.oracle.fit import SOFTENABLE, mode
from tests.oracle.households import Lodger, compatible, enough_hours, must_apart, same_sex
from tests.oracle.rules import one_person
from tests.random_worlds import random_scenario, random_world

FEW, MANY = (1, 9, 14, 27, 38, 43, 51, 58, 60), range(100, 700)
"""In each of the few one or two redesigns are worth doing."""
JUDGED_ON_MOVING = ("available", "not_worse", "nomination", "adult", "consent")


def random_redesigns(dice, world):
    """One or two redesigns of each of two homes in which somebody lives: other fields, rooms less or more."""
    lived_in = sorted({room.home_id for room in world.bedspaces if room.occupant_id is not None})
    found = []
    for home_id in lived_in[:2]:
        rooms = [room.bedspace_id for room in world.bedspaces_of[home_id] if room.status != "closed"]
        for number in range(dice.randint(1, 2)):
            kept = tuple(room for room in rooms if dice.happens(0.7))
            changes = {
                "home_type": dice.choice(("flat", "shared_house")),
                "night_support": dice.choice(codes.NIGHT_SUPPORT),
                "support_hours_week": dice.choice((None, 20, 60)),
                "setting": dice.choice(("supported_living",) * 4 + ("residential_care",)),
                "design": frozenset(codes.DESIGN),
                "weekly_core_cost": 10 * dice.randint(0, 90),
            }
            named = tuple((name, value) for name, value in changes.items() if dice.happens(0.4))
            new = dice.randint(0 if kept else 1, 2)
            becomes = Becomes(bedspace_ids=kept, new_bedspaces=new, changes=named)
            parts = (becomes,) if len(kept) < 2 or dice.happens(0.7) else halves(becomes)
            found.append(
                Redesign(
                    redesign_id=f"{home_id}/{number}",
                    home_id=home_id,
                    title="a change",
                    becomes=parts,
                    capital_pounds=1000 * dice.randint(0, 9),
                    running_pounds_per_week=10 * dice.randint(-9, 9),
                    weeks=dice.randint(0, 12),
                    move_out=dice.happens(0.2),
                )
            )
    return tuple(found)


def halves(becomes):
    """Two homes, one with the first bedspace as it is, one with the others as they would be."""
    first, *others = becomes.bedspace_ids
    return Becomes(bedspace_ids=(first,)), replace(becomes, bedspace_ids=tuple(others))


def widened(measured, world):
    """What was measured, for a world with homes more at the addresses of those before the slash in their ids."""
    at = [measured.home_column[one.home_id.split("/")[0]] for one in world.homes]
    pairs = {name: getattr(measured, name)[:, at] for name in ("family_sum", "places_sum", "inside_exclusion")}
    singles = ("station_minutes", "step_free_minutes", "ward", "crime_decile", "environment_decile", "street_lights")
    homes = {name: tuple(getattr(measured, name)[one] for one in at if getattr(measured, name)) for name in singles}
    return replace(measured, world=world, **pairs, **homes)


def rules_missed(world, geography, scenario, who, room):
    """What the oracle says the place lacks for the person, as far as the rules bind."""
    said = one_person(world, geography, scenario, who, room, {who})
    binding = {name for name in said if name not in SOFTENABLE or mode(scenario, name) == "must"}
    missed = {name for name in binding - set(JUDGED_ON_MOVING) if said[name] != needs.MET}
    person = world.resident[who]
    home = world.home[world.home_of(room)]
    if "household" not in binding and needs.no_risk_to_anyone(world, person, home, world.bedspace[room]) != needs.MET:
        missed.add("household")
    return missed


def clashes(world, scenario, home_id):
    """(person, rule) for everybody who lives in the home, as if all had just moved in."""
    home = world.home[home_id]
    here = [room.occupant_id for room in world.bedspaces_of[home_id] if room.status == "occupied"]
    lodgers = [Lodger(world.resident.get(who), True) for who in here]
    found = set()
    if mode(scenario, "support_capacity") == "must" and lodgers and enough_hours(home, lodgers) != needs.MET:
        found |= {(who, "support_capacity") for who in here}
    for one, other in combinations(lodgers, 2):
        if needs.own_door(home):
            continue
        said = {
            "housemates": must_apart(world, one, other),
            "compatibility": needs.worst([compatible(one, other), compatible(other, one)]),
        }
        if mode(scenario, "same_sex") == "must":
            said["same_sex"] = needs.worst([same_sex(one, other), same_sex(other, one)])
        for rule, verdict in said.items():
            if verdict != needs.MET:
                found |= {(lodger.person.resident_id, rule) for lodger in (one, other) if lodger.person}
    return found


def tenant_in_the_way(world, chosen):
    """Whether another authority's tenant lives in a room that goes, or from which all have to move out."""
    kept = {room for one in chosen if not one.move_out for home in one.becomes for room in home.bedspace_ids}
    changed = {one.home_id for one in chosen}
    return any(
        room.status == "occupied" and room.occupant_id is None and room.bedspace_id not in kept
        for room in world.bedspaces
        if room.home_id in changed
    )


def nobody_loses_what_suits(today, then, geography, scenario, chosen):
    """Whether everybody who stays in a home redesigned has all the rules met that are met today."""
    after = widened(geography, then)
    for one in chosen:
        before = clashes(today, scenario, one.home_id)
        later = set().union(*(clashes(then, scenario, home_id) for home_id in home_ids(one)))
        for room in (room for home_id in home_ids(one) for room in then.bedspaces_of[home_id]):
            who = room.occupant_id
            if room.status != "occupied" or who is None:
                continue
            had = rules_missed(today, geography, scenario, who, room.bedspace_id)
            if rules_missed(then, after, scenario, who, room.bedspace_id) - had:
                return False
            if {rule for person, rule in later if person == who} - {rule for person, rule in before if person == who}:
                return False
    return True


def plans_of(world, geography, scenario):
    """(moves, goal values against what everybody costs today) of every plan in which the checker finds no problem."""

    def possible(who, room):
        return all(
            one.rule in ("capacity", "available", "must_leave", "pin", "max_chain", "nominations", *PLAN_RULES)
            for one in verify(world, geography, scenario, {who: room}).problems
        )

    people = [one.resident_id for one in world.residents]
    rooms = [room.bedspace_id for room in world.bedspaces]
    choices = [[room for room in rooms if possible(who, room)] for who in people]
    as_they_cost = replace(world, residents=world.before.residents)
    for moves in assignments(people, choices):
        if verify(world, geography, scenario, moves).agrees:
            yield moves, verify(as_they_cost, replace(geography, world=as_they_cost), scenario, moves).goals


PLAN_RULES = ("support_capacity", "housemates", "same_sex", "compatibility")


def at_home_pounds(today, then, moves, chosen):
    """What those who stay in a home redesigned cost more there, and the homes themselves."""
    total = sum(one.running_pounds_per_week for one in chosen)
    for one in chosen:
        for room in (room for home_id in home_ids(one) for room in then.bedspaces_of[home_id]):
            who = room.occupant_id
            if room.status != "occupied" or who is None or who in moves:
                continue
            was, will = today.home[one.home_id], then.home[room.home_id]
            person = today.resident[who]
            known = (was.weekly_core_cost, will.weekly_core_cost, was.weekly_rent, was.hourly_rate)
            if None not in (*known, person.support_hours_week, person.weekly_cost):
                total += will.weekly_core_cost - was.weekly_core_cost
    return total


def signed(values, capital, at_home, order):
    told = values | {"weekly_cost": values["weekly_cost"] + at_home, CAPITAL: capital}
    return tuple(told[name] if name != CAPITAL and GOAL[name].most else -told[name] for name in order)


def agrees_with_every_set(seed):
    """The redesigns chosen against every set within the budget, each with every plan; how many are chosen."""
    world, measured = random_world(seed, people=4, homes=3, places=5, needs=0.2, incumbents=0.6, coupled=seed % 2 == 0)
    world = replace(world, residents=tuple(replace(one, funding="council") for one in world.residents))
    measured, dice = replace(measured, world=world), Dice(f"redesigns {seed}", 0)
    redesigns = random_redesigns(dice, world)
    plain = {"tolerances": (), "pins": (), "published_plan": None, "nominations": ()}
    scenario = replace(random_scenario(seed, world), **plain)
    budget, order = 1000 * dice.randint(0, 15), order_with_capital(scenario.goals)
    ranked = []
    for count in range(len(redesigns) + 1):
        for some in combinations(redesigns, count):
            capital = sum(one.capital_pounds for one in some)
            late = any(scenario.as_of + timedelta(weeks=one.weeks) > scenario.window_end for one in some)
            if late or capital > budget or len({one.home_id for one in some}) < count:
                continue
            then = world_redesigned(with_sites_of_redesigns(world, redesigns), scenario, some)
            if tenant_in_the_way(world, some) or not nobody_loses_what_suits(world, then, measured, scenario, some):
                continue
            setting = scenario_redesigned(scenario, then, some)
            for moves, values in plans_of(then, widened(measured, then), setting):
                ranked.append(signed(values, capital, at_home_pounds(world, then, moves, some), order))
    ask = RedesignAsk(redesigns=redesigns, measure=lambda other: widened(measured, other), budget_pounds=budget)
    chosen = plan_redesigns(world, scenario, ask).chosen
    assert signed(chosen.values, chosen.capital_pounds, 0, order) == max(ranked)
    return len(chosen.redesigns)


@pytest.mark.parametrize("seed", FEW)
def test_no_set_of_redesigns_within_the_budget_does_better(seed):
    assert agrees_with_every_set(seed)


@pytest.mark.soak
@pytest.mark.parametrize("seed", MANY)
def test_no_set_of_redesigns_does_better_in_hundreds_of_worlds(seed):
    agrees_with_every_set(seed)
