"""The value of each goal, counted again from the data contract."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from itertools import combinations
from math import floor

from housing_match.domain import CHANGES, GOALS, Place, Resident
from housing_match.verify.after import After

MOST_MONTHS = 60


def goal_values(after: After) -> dict[str, int]:
    """The plan's value of every goal, in the contract's order and each in its own unit; changes last, if it is one."""
    goals = GOALS if after.scenario.published_plan is None else (*GOALS, CHANGES)
    return {goal.name: VALUE_OF[goal.name](after) for goal in goals}


def unknown_costs(after: After) -> tuple[str, ...]:
    """The people moved whose difference in weekly cost is not known, and so left out."""
    return tuple(one.resident_id for one, place in after.movers if _cost_change(one, place) is None)


def _in_band(band: str) -> Callable[[After], int]:
    """ "band A with needs_move = yes housed"; "*Housed* means moved by the plan"."""
    return lambda after: sum(one.needs_move and one.priority_band == band for one, _ in after.movers)


def _housed(after: After) -> int:
    return sum(one.needs_move for one, _ in after.movers)


def _scarce_places(after: After) -> int:
    """ "AHR A or B, or ceiling_hoist, or robust; taken by someone moved in whose access_need is not A or B and who
    needs neither ceiling_hoist nor robust"; an unknown need counts as none.
    """
    return sum(_scarce(place) and not _needs_scarce(one) for one, place in after.movers)


def _scarce(place: Place) -> bool:
    return _in_any(place.ahr_category, place.equipment, place.design)


def _needs_scarce(one: Resident) -> bool:
    return _in_any(one.access_need, one.equipment_needed, one.design_needed)


def _in_any(category: str | None, equipment: frozenset[str] | None, design: frozenset[str] | None) -> bool:
    hoist = equipment is not None and "ceiling_hoist" in equipment
    robust = design is not None and "robust" in design
    return category in ("A", "B") or hoist or robust


def _returns(after: After) -> int:
    """ "lives outside the responsible borough today (… not an incumbent), reason `no_suitable_home`, placed in a home
    of the responsible borough".
    """
    return sum(
        one.resident_id not in after.world.incumbent_of
        and one.out_of_borough_reason == "no_suitable_home"
        and after.geography.outside_borough(one.resident_id)
        and place.borough == one.borough
        for one, place in after.movers
    )


def _move_ons(after: After) -> int:
    """ "counted only if today's place in the stock is not already such a home"; only incumbents live in the stock."""
    world, made = after.world, 0
    for one, place in after.movers:
        today = world.incumbent_of.get(one.resident_id)
        already = today is not None and _moves_on(one, world.place_today(today))
        made += _moves_on(one, place) and not already
    return made


def _moves_on(one: Resident, place: Place) -> bool:
    """ "working_towards … in a move_on home, or ready … in a flat, cluster_flat, house or bungalow that is not a
    move_on home"; a home not known to be one or not is neither.
    """
    if one.move_on_status == "working_towards":
        return place.move_on is True
    own_home = place.home_type in ("flat", "cluster_flat", "house", "bungalow")
    return one.move_on_status == "ready" and own_home and place.move_on is False


def _months_waited(after: After) -> int:
    """Of "those with needs_move = yes housed"."""
    return sum(_months(one.waiting_since, after.scenario.as_of) for one, _ in after.movers if one.needs_move)


def _months(since: date | None, as_of: date) -> int:
    """ "12 × years + months, less 1 if as_of's day is the smaller; 0 to 60 each; empty 0"."""
    if since is None:
        return 0
    months = 12 * (as_of.year - since.year) + as_of.month - since.month - (as_of.day < since.day)
    return min(max(months, 0), MOST_MONTHS)


def _housemate_wishes(after: After) -> int:
    """ "unordered pairs, once a relation: wish_together in one home less wish_apart in one shared space, where at least
    one moved".
    """
    value = 0
    for home in after.world.homes:
        lodgers = [one for one in after.lodgers[home.home_id] if one.resident is not None]
        for one, other in combinations(lodgers, 2):
            if one.resident is None or other.resident is None or not (one.moved_in or other.moved_in):
                continue
            relations = after.world.relations_between(one.resident.resident_id, other.resident.resident_id)
            value += "wish_together" in relations
            value -= "wish_apart" in relations and not home.own_door
    return value


def _fit(after: After) -> int:
    """ "the sum over people moved of fit at the new place less fit at today's place (incumbents) or less 0"."""
    return sum(after.fit_here.values()) - sum(after.fit_today.values())


def _weekly_cost(after: After) -> int:
    """The differences that are known, "less the weekly_void_cost of a void filled, plus the weekly_void_cost of a
    place vacated and not refilled"; "only a place of status void is filled, a notice place is not vacated".
    """
    bedspace, entered = after.world.bedspace, set(after.bedspace_of.values())
    today = after.world.incumbent_of
    vacated = {today[who] for who in after.bedspace_of if who in today and after.leaves(who)} - entered
    filled = {where for where in entered if bedspace[where].status == "void"}
    return (
        sum(_cost_change(one, place) or 0 for one, place in after.movers)
        - sum(bedspace[where].weekly_void_cost or 0 for where in filled)
        + sum(bedspace[where].weekly_void_cost or 0 for where in vacated)
    )


def _cost_change(one: Resident, place: Place) -> int | None:
    """ "(weekly_core_cost + support_hours_week × hourly_rate + weekly_rent of the new place) − the resident's
    weekly_cost", None where any part is not known; "hours × rate is rounded half up to the pound".
    """
    core, rent, rate = place.weekly_core_cost, place.weekly_rent, place.hourly_rate
    hours, today = one.support_hours_week, one.weekly_cost
    if core is None or rent is None or rate is None or hours is None or today is None:
        return None
    support = floor(Decimal(hours) * rate + Decimal("0.5"))
    return core + support + rent - today


def _moves(after: After) -> int:
    return len(after.bedspace_of)


def _changes(after: After) -> int:
    """Residents who, when done, do not live where they would had the published plan been done; nowhere counts too."""
    would_live = {one.resident_id: after.world.incumbent_of.get(one.resident_id) for one in after.world.residents}
    for one in after.scenario.published_plan or ():
        if one.resident_id in would_live:
            would_live[one.resident_id] = one.bedspace_id
    return sum(after.lives_at.get(who) != where for who, where in would_live.items())


VALUE_OF: dict[str, Callable[[After], int]] = {
    "band_a": _in_band("A"),
    "band_b": _in_band("B"),
    "housed": _housed,
    "scarce_places": _scarce_places,
    "returns": _returns,
    "move_ons": _move_ons,
    "months_waited": _months_waited,
    "housemate_wishes": _housemate_wishes,
    "fit": _fit,
    "weekly_cost": _weekly_cost,
    "moves": _moves,
    "changes": _changes,
}
