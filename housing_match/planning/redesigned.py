"""The world with homes redesigned: their fields, bedspaces and dates, and who must leave."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from housing_match.domain import Becomes, Bedspace, Home, Pair, Redesign, Resident, Scenario, World
from housing_match.planning.works import free_after
from housing_match.solve import weekly_cost_change

OF_THE_ROOM = ("ahr_category", "floor")
"""What a bedspace may have of its own, beside equipment."""


def with_sites_of_redesigns(world: World, redesigns: Sequence[Redesign]) -> World:
    """Today's world and, as yet without a bedspace, every home more that a redesign could make of one.

    So each of them is measured once, whatever is chosen.
    """
    more = [home for one in redesigns for home in _homes(world, one)[1:]]
    return replace(world, homes=_by_id([*world.homes, *more]))


def world_redesigned(world: World, scenario: Scenario, redesigns: Sequence[Redesign]) -> World:
    """The world once these redesigns are done, each of another home; `world` holds every home that they make.

    A bedspace that nobody lives in, or from which everybody has to move out, is free when the works are done; that
    people have to leave first is not held against anybody's window, like any other chain. For those who stay,
    `weekly_cost` is what it is today with what the home's new rates change in it, so that a move is held against that.
    """
    homes = dict(world.home)
    rooms = dict(world.bedspace)
    for one in redesigns:
        homes |= {home.home_id: home for home in _homes(world, one)}
        rooms |= {room.bedspace_id: room for room in _rooms(world, one, scenario.as_of)}
    then = replace(
        world,
        homes=tuple(homes[home_id] for home_id in sorted(homes)),
        bedspaces=tuple(rooms[room] for room in sorted(rooms)),
        before=world,
    )
    return replace(then, residents=tuple(_at_new_rates(then, one) for one in world.residents))


def _at_new_rates(then: World, resident: Resident) -> Resident:
    """Somebody who stays, with the weekly cost that the home's rates then make; as it is where a part is not known."""
    room = then.incumbent_of.get(resident.resident_id)
    if room is None or resident.resident_id in then.must_leave:
        return resident
    was, will = (weekly_cost_change(resident, place) for place in (then.place_today(room), then.place(room)))
    if was is None or will is None or resident.weekly_cost is None:
        return resident
    return replace(resident, weekly_cost=resident.weekly_cost + will - was)


def staying_pounds_per_week(then: World) -> int:
    """What everybody who may stay in a home redesigned costs more there, as far as it is known."""
    today = then.today.resident
    return sum((one.weekly_cost or 0) - (today[one.resident_id].weekly_cost or 0) for one in then.residents)


def scenario_redesigned(scenario: Scenario, world: World, redesigns: Sequence[Redesign]) -> Scenario:
    """The scenario; nobody who must leave a home comes back to what it becomes, since works are done there.

    One that names the places to use means those that stand, so new ones are named too.
    """
    bans = list(scenario.bans)
    named = set(scenario.include)
    for one in redesigns:
        made = home_ids(one)
        leaving = sorted(room.occupant_id for room in has_to_be_empty(world.today, one) if room.occupant_id is not None)
        bans += [Pair(resident_id=who, home_id=home_id) for who in leaving for home_id in made]
        if named & (world.home.keys() | world.bedspace.keys()):
            named |= {*made[1:], *(room for number in range(len(made)) for room in new_bedspace_ids(one, number))}
    return replace(scenario, bans=tuple(bans), include=frozenset(named))


def home_ids(redesign: Redesign) -> tuple[str, ...]:
    """The homes that it makes: the one there was, then new ones."""
    more = range(2, len(redesign.becomes) + 1)
    return redesign.home_id, *(f"{redesign.redesign_id}:{number}" for number in more)


def new_bedspace_ids(redesign: Redesign, number: int) -> tuple[str, ...]:
    """The bedspaces that one of its homes, counted from 0, has more than those it keeps."""
    many = redesign.becomes[number].new_bedspaces
    return tuple(f"{redesign.redesign_id}:{number + 1}-{at}" for at in range(1, many + 1))


def bedspace_ids(redesign: Redesign) -> frozenset[str]:
    """Every bedspace of the homes that it makes, those kept and those new."""
    kept = {room for one in redesign.becomes for room in one.bedspace_ids}
    new = {room for number in range(len(redesign.becomes)) for room in new_bedspace_ids(redesign, number)}
    return frozenset(kept | new)


def has_to_be_empty(world: World, redesign: Redesign) -> tuple[Bedspace, ...]:
    """The bedspaces, as they are today, from which somebody who lives there has to move out."""
    kept = {room for one in redesign.becomes for room in one.bedspace_ids}
    lived_in = [room for room in world.bedspaces_of[redesign.home_id] if room.status == "occupied"]
    return tuple(room for room in lived_in if redesign.move_out or room.bedspace_id not in kept)


def _homes(world: World, redesign: Redesign) -> list[Home]:
    today = world.home[redesign.home_id]
    return [
        replace(today, home_id=home_id, **dict(one.changes))
        for home_id, one in zip(home_ids(redesign), redesign.becomes, strict=True)
    ]


def _rooms(world: World, redesign: Redesign, as_of: date) -> Iterator[Bedspace]:
    """Every bedspace of the home as it will be: kept, closed or new."""
    made = home_ids(redesign)
    number_of = {room: number for number, one in enumerate(redesign.becomes) for room in one.bedspace_ids}
    emptied = {room.bedspace_id for room in has_to_be_empty(world, redesign)}
    done = as_of + timedelta(weeks=redesign.weeks)
    for room in world.bedspaces_of[redesign.home_id]:
        if room.bedspace_id not in number_of:
            yield replace(room, status="closed", occupant_id=None, available_from=None, weekly_void_cost=None)
            continue
        number = number_of[room.bedspace_id]
        kept = replace(room, home_id=made[number], **_as_its_home(redesign.becomes[number]))
        if room.bedspace_id in emptied:
            yield replace(kept, status="works", occupant_id=None, available_from=done, weekly_void_cost=None)
        else:
            yield free_after(kept, as_of, redesign.weeks)
    for number, home_id in enumerate(made):
        for room_id in new_bedspace_ids(redesign, number):
            yield Bedspace(bedspace_id=room_id, home_id=home_id, status="pipeline", available_from=done)


def _as_its_home(becomes: Becomes) -> dict[str, Any]:
    """What a bedspace has of its own gives way to what the redesign says of the whole home."""
    said = dict(becomes.changes)
    own: dict[str, Any] = {name: None for name in OF_THE_ROOM if name in said}
    return own | ({"own_equipment": False, "equipment": frozenset()} if "equipment" in said else {})


def _by_id(homes: Sequence[Home]) -> tuple[Home, ...]:
    return tuple(sorted(homes, key=lambda one: one.home_id))
