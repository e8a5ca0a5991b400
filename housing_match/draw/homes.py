"""Every home on one map: as it stands today, and by what a plan does there."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from housing_match.assess import Assessment
from housing_match.domain import Bedspace, Home, Plan, World
from housing_match.draw.ground import (
    MAGENTA,
    NAVY,
    ORANGE,
    TEAL,
    add_points,
    box_around,
    corners,
    new_map,
    outlines_of,
)
from housing_match.explain import Void
from housing_match.explain.voids import CONTESTED, MATCHED
from housing_match.places.postcodes import find

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

Words = Callable[[Home], list[str]]
EMPTY_NOW, COMING_FREE, OTHER = "Empty now", "Coming free", "Other home"
MOVES_IN, LEFT, SUITS_NOBODY = "Somebody moves in", "Empty: suits somebody", "Empty: suits nobody"
MARKS: Mapping[str, Mapping[str, object]] = {
    OTHER: {"symbol": "circle", "size": 7, "color": NAVY},
    COMING_FREE: {"symbol": "triangle-up", "size": 12, "color": TEAL},
    EMPTY_NOW: {"symbol": "diamond", "size": 13, "color": ORANGE},
    SUITS_NOBODY: {"symbol": "x", "size": 11, "color": MAGENTA},
    LEFT: {"symbol": "triangle-up", "size": 13, "color": ORANGE},
    MOVES_IN: {"symbol": "diamond", "size": 13, "color": TEAL},
}
"""How each kind of home is drawn, those drawn first lying below."""
COMING_FREE_STATUSES = ("notice", "works", "adaptation", "pipeline")


def homes_map(world: World) -> "Figure":
    """Homes by whether a bedspace is empty now or coming free, over the outlines of the boroughs that have homes."""

    def kind(home: Home) -> str:
        statuses = {room.status for room in world.bedspaces_of[home.home_id]}
        if "void" in statuses:
            return EMPTY_NOW
        return COMING_FREE if statuses.intersection(COMING_FREE_STATUSES) else OTHER

    def words(home: Home) -> list[str]:
        rooms = world.bedspaces_of[home.home_id]
        return [
            *_named("empty now", [one for one in rooms if one.status == "void"]),
            *_named("coming free", [one for one in rooms if one.status in COMING_FREE_STATUSES]),
        ]

    return _map(world, (EMPTY_NOW, COMING_FREE, OTHER), kind, words)


def plan_map(assessment: Assessment, plan: Plan, voids: Sequence[Void]) -> "Figure":
    """Homes by what the plan does there; `customdata` of a point is its home_id."""
    world = assessment.world
    labels = {void.bedspace_id: void.label for void in voids}
    moves_in: dict[str, list[Bedspace]] = defaultdict(list)
    for move in plan.moves:
        moves_in[world.home_of(move.bedspace_id)].append(world.bedspace[move.bedspace_id])

    def kind(home: Home) -> str:
        found = {labels[room.bedspace_id] for room in world.bedspaces_of[home.home_id] if room.bedspace_id in labels}
        if home.home_id in moves_in:
            return MOVES_IN
        if CONTESTED in found:
            return LEFT
        return SUITS_NOBODY if found else OTHER

    def words(home: Home) -> list[str]:
        empty = [one for one in world.bedspaces_of[home.home_id] if labels.get(one.bedspace_id, MATCHED) != MATCHED]
        return [
            *_named("moved into", moves_in.get(home.home_id, [])),
            *_named("left empty, suits somebody", [one for one in empty if labels[one.bedspace_id] == CONTESTED]),
            *_named("empty, suits nobody", [one for one in empty if labels[one.bedspace_id] != CONTESTED]),
        ]

    return _map(world, (MOVES_IN, LEFT, SUITS_NOBODY, OTHER), kind, words)


def _named(what: str, rooms: Sequence[Bedspace]) -> list[str]:
    return [f"{len(rooms)} {what}: {', '.join(one.bedspace_id for one in rooms)}"] if rooms else []


def _map(world: World, kinds: Sequence[str], kind: Callable[[Home], str], words: Words) -> "Figure":
    points = find({one.postcode for one in world.homes})
    codes = {one.borough for one in world.homes}
    places = [(points[one.postcode].easting, points[one.postcode].northing) for one in world.homes]
    box = box_around([*places, *corners(outlines_of(codes))])
    figure = new_map(box, codes, f"Map of {len(world.homes)} homes.")
    by_kind = {name: [one for one in world.homes if kind(one) == name] for name in kinds}
    for name in (name for name in MARKS if name in kinds):
        shown = [
            (points[one.postcode].easting, points[one.postcode].northing, "\n".join([one.name, *words(one)]))
            for one in by_kind[name]
        ]
        marker = {**MARKS[name], "line": {"width": 1, "color": "white"}}
        add_points(figure, name, shown, marker, [one.home_id for one in by_kind[name]])
    return figure
