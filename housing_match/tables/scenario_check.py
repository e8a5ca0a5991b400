"""A scenario against the tables: ids that do not exist, and wishes of its own that contradict each other."""

from collections.abc import Iterator, Sequence

from housing_match.domain import Pair, Scenario, World
from housing_match.tables.faults import Fault, printable
from housing_match.tables.wrong import close_to, did_you_mean


def check_scenario(scenario: Scenario, world: World) -> tuple[Fault, ...]:
    """Every fault of a scenario that shows only beside the tables; empty where there is none."""
    return (
        *_lost_ids(scenario, world),
        *_pins_against_each_other(scenario.pins),
        *_pins_against_bans(scenario, world),
        *_pins_left_out(scenario, world),
        *_quotas_of_no_home(scenario, world),
    )


def gone_since_published(scenario: Scenario, world: World) -> tuple[str, ...]:
    """Residents, then bedspaces, that the published plan names and no table has any more; no fault of anybody."""
    published = scenario.published
    people, rooms = published.keys() - world.resident.keys(), set(published.values()) - world.bedspace.keys()
    return (*sorted(people), *sorted(rooms))


def _fault(code: str, key: str, value: str | None, why: str, mend: str) -> Fault:
    return Fault(code=code, table="scenario", column=key, value=printable(value or ""), why=why, mend=mend)


def _lost_ids(scenario: Scenario, world: World) -> Iterator[Fault]:
    residents, homes, bedspaces = tuple(world.resident), tuple(world.home), tuple(world.bedspace)
    everything = frozenset((*residents, *homes, *bedspaces))
    for key, ids in (("include", scenario.include), ("exclude", scenario.exclude)):
        for one in sorted(ids - everything):
            yield _lost(key, one, "resident, home or bedspace", (*residents, *homes, *bedspaces))
    for key, pairs in (("pins", scenario.pins), ("bans", scenario.bans)):
        for number, pair in enumerate(pairs, start=1):
            if pair.resident_id not in world.resident:
                yield _lost(f"{key} {number}.resident_id", pair.resident_id, "resident", residents)
            if pair.bedspace_id is not None and pair.bedspace_id not in world.bedspace:
                yield _lost(f"{key} {number}.bedspace_id", pair.bedspace_id, "bedspace", bedspaces)
            if pair.home_id is not None and pair.home_id not in world.home:
                yield _lost(f"{key} {number}.home_id", pair.home_id, "home", homes)
            if (pair.bedspace_id is None) == (pair.home_id is None):
                why, mend = "is not one person and one place", "Give either bedspace_id or home_id."
                yield _fault("not_a_pair", f"{key} {number}", pair.resident_id, why, mend)


def _lost(key: str, one: str, what: str, known: tuple[str, ...]) -> Fault:
    mend = did_you_mean(close_to(one, known), "Correct the id or take it out.")
    return _fault("unknown_id", key, one, f"is no {what} of the tables", mend)


def _pins_against_each_other(pins: Sequence[Pair]) -> Iterator[Fault]:
    people: dict[str, int] = {}
    places: dict[str, int] = {}
    for number, pin in enumerate(pins, start=1):
        if people.setdefault(pin.resident_id, number) != number:
            why = f"is pinned already by pin {people[pin.resident_id]}"
            yield _fault("pinned_twice", f"pins {number}.resident_id", pin.resident_id, why, "Keep one of the two.")
        elif pin.bedspace_id is not None and places.setdefault(pin.bedspace_id, number) != number:
            why = f"is given away already by pin {places[pin.bedspace_id]}"
            yield _fault("pinned_twice", f"pins {number}.bedspace_id", pin.bedspace_id, why, "Keep one of the two.")


def _pins_against_bans(scenario: Scenario, world: World) -> Iterator[Fault]:
    banned = {(ban.resident_id, ban.bedspace_id or ban.home_id) for ban in scenario.bans}
    for number, pin in enumerate(scenario.pins, start=1):
        if any((pin.resident_id, place) in banned for place in _places(pin, world)):
            why, mend = "is kept from this place by a ban", "Take out the pin or the ban."
            yield _fault("pinned_and_banned", f"pins {number}", pin.resident_id, why, mend)


def _pins_left_out(scenario: Scenario, world: World) -> Iterator[Fault]:
    people = scenario.include & world.resident.keys()
    places = scenario.include & (world.home.keys() | world.bedspace.keys())
    for number, pin in enumerate(scenario.pins, start=1):
        for one in (pin.resident_id, *_places(pin, world)):
            if one in scenario.exclude:
                why, mend = "is pinned and left out", "Take out the pin, or the id from exclude."
                yield _fault("pinned_and_excluded", f"pins {number}", one, why, mend)
        if people and pin.resident_id not in people:
            why, mend = "is pinned but not among the residents included", "Include the person or take out the pin."
            yield _fault("pinned_not_included", f"pins {number}", pin.resident_id, why, mend)
        if places and pin.bedspace_id is not None and not places & set(_places(pin, world)):
            why, mend = "is pinned but neither it nor its home is included", "Include it or take out the pin."
            yield _fault("pinned_not_included", f"pins {number}", pin.bedspace_id, why, mend)


def _quotas_of_no_home(scenario: Scenario, world: World) -> Iterator[Fault]:
    landlords = tuple(sorted({home.landlord for home in world.homes if home.landlord is not None}))
    for number, quota in enumerate(scenario.nominations, start=1):
        if not any(quota.covers(home) for home in world.homes):
            like = "" if quota.landlord in (None, *landlords) else close_to(quota.landlord or "", landlords)
            mend = did_you_mean(like, "Correct the borough or the landlord, or take the quota out.")
            yield _fault(
                "no_such_homes", f"nominations {number}", quota.landlord, "chooses no home of the tables", mend
            )


def _places(pair: Pair, world: World) -> tuple[str, ...]:
    """The bedspace of a pair and its home, or the home alone."""
    if pair.bedspace_id in world.bedspace:
        return pair.bedspace_id, world.home_of(pair.bedspace_id)
    return tuple(one for one in (pair.bedspace_id, pair.home_id) if one is not None)
