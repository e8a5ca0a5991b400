"""What a click on the scenario page makes of the scenario: values in, values out."""

from collections.abc import Set
from dataclasses import replace

from housing_match.criteria import POLICY, policy_for
from housing_match.domain import CHANGES, Pair, Quota, RuleChange, Scenario, World, goal_order
from housing_match.publish.rule_words import differs


def with_rule(scenario: Scenario, name: str, *, mode: str | None = None, weight: int | None = None) -> Scenario:
    """Another mode or weight for a rule; what acts as the brief again is no longer a change."""
    before = scenario.rules.get(name, RuleChange())
    change = replace(
        before, mode=before.mode if mode is None else mode, weight=before.weight if weight is None else weight
    )
    return _with_change(scenario, name, change)


def with_setting(scenario: Scenario, name: str, setting: str, value: int) -> Scenario:
    """Another value for a rule's setting."""
    before = scenario.rules.get(name, RuleChange())
    return _with_change(scenario, name, replace(before, settings=(*_but(before.settings, setting), (setting, value))))


def as_in_brief(scenario: Scenario, name: str) -> Scenario:
    """The rule as the client's brief has it."""
    return replace(scenario, rules={one: change for one, change in scenario.rules.items() if one != name})


def _with_change(scenario: Scenario, name: str, change: RuleChange) -> Scenario:
    changed = replace(scenario, rules={**scenario.rules, name: change})
    pairs = zip(policy_for(changed), POLICY, strict=True)
    acts_otherwise = any(differs(rule, brief) for rule, brief in pairs if brief.name == name)
    return changed if acts_otherwise else as_in_brief(scenario, name)


def with_goal_moved(scenario: Scenario, name: str, by: int) -> Scenario:
    """The goal so many places further down (or up, below 0)."""
    order = list(goal_order(scenario.goals))
    at = order.index(name)
    order.insert(min(max(at + by, 0), len(order)), order.pop(at))
    return replace(scenario, goals=tuple(order))


def with_tolerance(scenario: Scenario, name: str, most: int) -> Scenario:
    """How much the goal may give way, in its unit; 0 is not at all."""
    others = _but(scenario.tolerances, name)
    return replace(scenario, tolerances=(*others, (name, most)) if most else others)


def _but(pairs: tuple[tuple[str, int], ...], name: str) -> tuple[tuple[str, int], ...]:
    return tuple(one for one in pairs if one[0] != name)


def leaving_out(scenario: Scenario, ids: Set[str]) -> Scenario:
    """These residents, homes or bedspaces out."""
    return replace(scenario, exclude=scenario.exclude | ids)


def only(scenario: Scenario, ids: Set[str], world: World) -> Scenario:
    """These in and all others of their kind out; homes and bedspaces are one kind."""
    kind = _kind(ids, world)
    return replace(scenario, include=(scenario.include - kind) | ids, exclude=scenario.exclude - kind)


def all_in(scenario: Scenario, ids: Set[str], world: World) -> Scenario:
    """All of the kind of these ids in."""
    kind = _kind(ids, world)
    return replace(scenario, include=scenario.include - kind, exclude=scenario.exclude - kind)


def putting_back(scenario: Scenario, ids: Set[str], world: World) -> Scenario:
    """These in again: a home with all its bedspaces, a bedspace without the others of a home that is out."""
    rooms = {room.bedspace_id for home_id in ids & world.home.keys() for room in world.bedspaces_of[home_id]}
    homes = {world.home_of(one) for one in ids & world.bedspace.keys()} & scenario.exclude
    others = {room.bedspace_id for home_id in homes for room in world.bedspaces_of[home_id]} - ids
    include = scenario.include | ids if scenario.include & _kind(ids, world) else scenario.include
    return replace(scenario, include=include, exclude=((scenario.exclude - homes) | others) - ids - rooms)


def _kind(ids: Set[str], world: World) -> Set[str]:
    people = world.resident.keys()
    return people if ids & people else world.home.keys() | world.bedspace.keys()


def with_pair(scenario: Scenario, kind: str, resident_id: str, place_id: str, world: World) -> Scenario:
    """One more pin or ban (`kind` is the scenario's key) of a resident and a bedspace_id or home_id."""
    pair = (
        Pair(resident_id=resident_id, home_id=place_id)
        if place_id in world.home
        else Pair(resident_id=resident_id, bedspace_id=place_id)
    )
    return _with_pairs(scenario, kind, (*(one for one in getattr(scenario, kind) if one != pair), pair))


def without_quota(scenario: Scenario, quota: Quota) -> Scenario:
    """A quota of nominations taken out."""
    return replace(scenario, nominations=tuple(one for one in scenario.nominations if one != quota))


def without_published_plan(scenario: Scenario) -> Scenario:
    """Held to no earlier plan, and so without the goal of fewest changes from it."""
    tolerances = tuple(one for one in scenario.tolerances if one[0] != CHANGES.name)
    return replace(scenario, published_plan=None, tolerances=tolerances)


def without_pair(scenario: Scenario, kind: str, pair: Pair) -> Scenario:
    """A pin or ban taken out."""
    return _with_pairs(scenario, kind, tuple(one for one in getattr(scenario, kind) if one != pair))


def _with_pairs(scenario: Scenario, kind: str, pairs: tuple[Pair, ...]) -> Scenario:
    return replace(scenario, pins=pairs) if kind == "pins" else replace(scenario, bans=pairs)


def without_lost_ids(scenario: Scenario, world: World) -> Scenario:
    """The scenario without ids that no table has, and without pins and bans that name one."""
    known = world.resident.keys() | world.home.keys() | world.bedspace.keys()

    def kept(pairs: tuple[Pair, ...]) -> tuple[Pair, ...]:
        return tuple(
            one
            for one in pairs
            if one.resident_id in world.resident
            and (one.bedspace_id is None or one.bedspace_id in world.bedspace)
            and (one.home_id is None or one.home_id in world.home)
        )

    return replace(
        scenario,
        include=scenario.include & known,
        exclude=scenario.exclude & known,
        pins=kept(scenario.pins),
        bans=kept(scenario.bans),
    )
