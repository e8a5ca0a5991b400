"""Worlds with works done, written into the homes' own fields, so that the oracle needs no word of works."""

from dataclasses import replace
from datetime import timedelta

from housing_match.domain.codes import AHR_CATEGORY, NIGHT_SUPPORT


def with_works(world, scenario, works):
    """The world as the tables would have it once the works are done; works to one bedspace change that only."""
    homes = {one.home_id: one for one in world.homes}
    rooms = {one.bedspace_id: one for one in world.bedspaces}
    for work in works:
        if work.bedspace_id is None:
            homes[work.home_id] = altered(homes[work.home_id], work)
        for room in world.bedspaces:
            if room.home_id == work.home_id and work.bedspace_id in (None, room.bedspace_id):
                rooms[room.bedspace_id] = delayed(room_altered(rooms[room.bedspace_id], homes, work), scenario, work)
    return replace(
        world,
        homes=tuple(homes[one.home_id] for one in world.homes),
        bedspaces=tuple(rooms[one.bedspace_id] for one in world.bedspaces),
    )


def altered(home, work):
    """The home's own fields after a work to all of it."""
    return replace(
        home,
        ahr_category=better(home.ahr_category, work.raises_ahr_to, AHR_CATEGORY),
        night_support=better(home.night_support, work.raises_night_support_to, NIGHT_SUPPORT[::-1]),
        equipment=more(home.equipment, work.adds_equipment),
        design=more(home.design, work.adds_design),
        skills=more(home.skills, work.adds_skills),
    )


def room_altered(room, homes, work):
    """The room's own fields, where it has any or the work is to this room only."""
    home = homes[work.home_id]
    equipment, category = room.equipment, room.ahr_category
    if room.own_equipment or work.bedspace_id is not None:
        equipment = more(room.equipment if room.own_equipment else home.equipment, work.adds_equipment)
    if room.ahr_category is not None or work.bedspace_id is not None:
        category = better(room.ahr_category or home.ahr_category, work.raises_ahr_to, AHR_CATEGORY)
    own = room.own_equipment or work.bedspace_id is not None
    return replace(room, ahr_category=category, own_equipment=own, equipment=equipment)


def delayed(room, scenario, work):
    """Free only once the work is done; when an unknown date falls stays unknown."""
    if room.status == "occupied" or (room.available_from is None and room.status != "void"):
        return room
    begins = max(scenario.as_of, room.available_from or scenario.as_of)
    return replace(room, available_from=begins + timedelta(weeks=work.weeks))


def better(one, other, best_first):
    """The better of two codes, unknown ones aside."""
    known = [code for code in (one, other) if code is not None]
    return min(known, key=best_first.index, default=None)


def more(there, added):
    """A list with what a work adds; an unknown one stays unknown."""
    return None if there is None else there | added
