"""Who may be moved at all, and where to, before any rule looks at needs: ids, the plan's own people, the scenario's."""

from collections.abc import Iterator, Mapping

from housing_match.domain import Pair, Resident, Scenario, World
from housing_match.verify.after import After
from housing_match.verify.problem import Problem


def id_problems(world: World, bedspace_of: Mapping[str, str]) -> Iterator[Problem]:
    """Ids of the plan that stand in no table."""
    for who, where in sorted(bedspace_of.items()):
        if who not in world.resident:
            yield _problem("known_ids", who, where, f"{who} is no resident in the tables")
        if where not in world.bedspace:
            yield _problem("known_ids", who, where, f"{where} is no bedspace in the tables")


def mover_problems(after: After) -> Iterator[Problem]:
    """People moved who are not in the plan or not moved who must be, moves that are none, and the scenario's lists."""
    for who, where in after.bedspace_of.items():
        yield from _own_problems(after, who, where)
        yield from _named_problems(after, who, where)
    for who in sorted(after.world.must_leave - after.bedspace_of.keys()):
        yield _problem(
            "must_leave", who, after.world.incumbent_of[who], f"{who} loses this place and is given no other"
        )
    for pin in after.scenario.pins:
        place = after.lives_at.get(pin.resident_id)
        if place is None or not _names(pin, place, after.world):
            yield _problem(
                "pin", pin.resident_id, place, f"{pin.resident_id} is pinned to {_where(pin)} and not there when done"
            )
    for ban in after.scenario.bans:
        place = after.bedspace_of.get(ban.resident_id)
        if place is not None and _names(ban, place, after.world):
            yield _problem("ban", ban.resident_id, place, f"{ban.resident_id} is kept from {_where(ban)} by a ban")


def wants_a_place(resident: Resident, scenario: Scenario) -> bool:
    """Whether the person is in the plan so far as needs_move and needed_by say; consent and adult are asked as rules.

    "needs_move = yes and needed_by empty or not after the window's end; or needs_move = no and move_on_status = ready";
    "needed_by is held against window_weeks for everyone".
    """
    if resident.needs_move:
        return resident.needed_by is None or resident.needed_by <= scenario.window_end
    return resident.move_on_status == "ready"


def _own_problems(after: After, who: str, where: str) -> Iterator[Problem]:
    world = after.world
    if who not in world.must_leave and not wants_a_place(world.resident[who], after.scenario):
        yield _problem("in_plan", who, where, f"{who} is not in the plan, so stays where they are")
    today = world.incumbent_of.get(who)
    # "A move within the same home is not a move."
    if today is not None and world.home_of(today) == world.home_of(where):
        yield _problem("own_home", who, where, f"{who} lives in that home: a move within it is not a move")
    # "The occupant of a `notice` place ... may not be given that place; another bedspace of that home is a move."
    if world.notice_place_of.get(who) == where:
        yield _problem("notice_place", who, where, f"{who} is on notice to leave that place")


def _named_problems(after: After, who: str, where: str) -> Iterator[Problem]:
    """`include` limits people, and places, each only where one of it is named; a place is named by home or bedspace."""
    world, scenario = after.world, after.scenario
    place_ids = {where, world.home_of(where)}
    people_named = scenario.include & world.resident.keys()
    places_named = scenario.include & (world.home.keys() | world.bedspace.keys())
    if people_named and who not in people_named:
        yield _problem("include", who, where, f"{who} is not among the residents the scenario includes")
    if places_named and not place_ids & places_named:
        yield _problem("include", who, where, f"{where} is not among the places the scenario includes")
    if who in scenario.exclude:
        yield _problem("exclude", who, where, f"{who} is left out by the scenario, so stays where they are")
    if place_ids & scenario.exclude:
        yield _problem("exclude", who, where, f"{where} is left out by the scenario, so takes nobody")


def _names(pair: Pair, bedspace_id: str, world: World) -> bool:
    """Whether a pin or ban names this bedspace, by itself or by its home."""
    return pair.bedspace_id in (None, bedspace_id) and pair.home_id in (None, world.home_of(bedspace_id))


def _where(pair: Pair) -> str:
    return pair.bedspace_id or pair.home_id or "every place"


def _problem(rule: str, resident_id: str, bedspace_id: str | None, what: str) -> Problem:
    bedspace_ids = () if bedspace_id is None else (bedspace_id,)
    return Problem(rule=rule, resident_ids=(resident_id,), bedspace_ids=bedspace_ids, what=what)
