"""Every home on one map: as it stands today, and by what a plan does there."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from math import cos, pi, sin
from typing import TYPE_CHECKING, Any

from housing_match.assess import Assessment
from housing_match.domain import Home, Plan, World
from housing_match.draw.box import Box, Point
from housing_match.draw.ground import borough_box, borough_map
from housing_match.draw.marks import EDGE, FONT, LILAC, MAGENTA, NAVY, ORANGE, TEAL, add_points
from housing_match.explain import Void
from housing_match.explain.voids import ADAPTABLE, CONTESTED, NO_ONE_FITS
from housing_match.places.authorities import authority_name
from housing_match.places.base_map import BaseMap
from housing_match.places.postcodes import find

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

EMPTY_NOW, COMING_FREE = "Empty now", "Coming free"
MOVES_IN, SUITS_SOMEBODY, WORKS_WOULD_OPEN, SUITS_NOBODY = (
    "Somebody moves in",
    "Left empty, suits somebody",
    "Empty, a listed work would open it",
    "Empty, suits nobody",
)
OVER_STREETS, STRAIGHT_LINE = "Walks follow streets", "Walks are the straight line × 1.29"
OTHER = "Other home"
COMING_FREE_STATUSES = ("notice", "works", "adaptation", "pipeline")
MARKS: Mapping[str, Mapping[str, Any]] = {
    EMPTY_NOW: {"symbol": "diamond", "size": 14, "color": ORANGE},
    COMING_FREE: {"symbol": "triangle-up", "size": 13, "color": TEAL},
    MOVES_IN: {"symbol": "diamond", "size": 13, "color": TEAL},
    SUITS_SOMEBODY: {"symbol": "triangle-up", "size": 14, "color": ORANGE},
    WORKS_WOULD_OPEN: {"symbol": "square", "size": 11, "color": LILAC},
    SUITS_NOBODY: {"symbol": "x", "size": 12, "color": MAGENTA},
    OVER_STREETS: {"symbol": "circle", "size": 9, "color": TEAL},
    STRAIGHT_LINE: {"symbol": "triangle-up", "size": 11, "color": ORANGE},
    OTHER: {"symbol": "circle", "size": 7, "color": NAVY},
}
"""How each kind of home is drawn, the most important first."""
Kinds = Mapping[str, Mapping[str, Sequence[str]]]
"""For each kind of home, most important first: home_id → the bedspace_ids that make it one. A home is of the first."""
NO_HOMES = "There are no homes to show."
MANY_HOMES = 300
"""More homes than this are drawn with smaller marks."""
SAME_POSTCODE_PER_MILLE = 8
"""How far homes of one postcode are drawn apart, of the map's longer side, so that each can be seen and clicked."""


def homes_map(world: World, base: BaseMap) -> "Figure":
    """Homes by whether a place is empty now or coming free, over the boroughs that have homes.

    The same figure for the same tables, so that a page keeps its zoom. `customdata` of a point is its home_id.
    """
    rooms = world.bedspaces
    kinds = {
        EMPTY_NOW: _by_home(world, [one.bedspace_id for one in rooms if one.status == "void"]),
        COMING_FREE: _by_home(world, [one.bedspace_id for one in rooms if one.status in COMING_FREE_STATUSES]),
    }
    return _map(world, base, kinds)


def streets_map(world: World, on_streets: Collection[str], base: BaseMap) -> "Figure":
    """Homes by whether minutes on foot from them follow streets, or the straight line."""
    rooms = [one.bedspace_id for one in world.bedspaces]
    kinds = {
        OVER_STREETS: _by_home(world, [one for one in rooms if world.home_of(one) in on_streets]),
        STRAIGHT_LINE: _by_home(world, [one for one in rooms if world.home_of(one) not in on_streets]),
    }
    return _map(world, base, kinds)


def plan_map(assessment: Assessment, plan: Plan, voids: Sequence[Void], base: BaseMap) -> "Figure":
    """Homes by what the plan does there; the same figure for the same plan. `customdata` of a point is its home_id."""
    world = assessment.world
    kinds = {MOVES_IN: _by_home(world, [move.bedspace_id for move in plan.moves])}
    for kind, label in ((SUITS_SOMEBODY, CONTESTED), (WORKS_WOULD_OPEN, ADAPTABLE), (SUITS_NOBODY, NO_ONE_FITS)):
        kinds[kind] = _by_home(world, [one.bedspace_id for one in voids if one.label == label])
    return _map(world, base, kinds)


def _by_home(world: World, bedspace_ids: Sequence[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for one in sorted(bedspace_ids):
        found[world.home_of(one)].append(one)
    return found


def _map(world: World, base: BaseMap, kinds: Kinds) -> "Figure":
    """One point a home, drawn as the first kind that it is; its words name every kind that it is."""
    kind_of = {one.home_id: next((kind for kind in kinds if one.home_id in kinds[kind]), OTHER) for one in world.homes}
    codes = {one.borough for one in world.homes}
    points = find({one.postcode for one in world.homes})
    places = [(points[one.postcode].easting, points[one.postcode].northing) for one in world.homes]
    box = borough_box(codes, places)
    figure = borough_map(base, box, codes, _said(codes, Counter(kind_of.values())))
    if not world.homes:
        figure.add_annotation(text=NO_HOMES, xref="paper", yref="paper", x=0.5, y=0.5, showarrow=False, font=FONT)
    spots = dict(zip(kind_of, _apart(places, box), strict=True))
    shown = [*kinds, OTHER]
    share = 2 / 3 if len(world.homes) > MANY_HOMES else 1
    for kind in reversed(shown):  # the most important is drawn last, above the others
        homes = [one for one in world.homes if kind_of[one.home_id] == kind]
        add_points(
            figure,
            kind,
            [(*spots[one.home_id], _words(world, kinds, one)) for one in homes],
            {**MARKS[kind], "size": MARKS[kind]["size"] * share, "line": EDGE},
            ids=[one.home_id for one in homes],
            rank=shown.index(kind),
        )
    return figure


def _words(world: World, kinds: Kinds, home: Home) -> str:
    """The home's name, how many places it has, and for each kind how many and which."""
    lines = [home.name, _counted(len(world.bedspaces_of[home.home_id]), "place")]
    for kind, rooms_of in kinds.items():
        if rooms := rooms_of.get(home.home_id):
            lines.append(f"{kind}: {len(rooms)} ({', '.join(rooms)})")
    return "\n".join(lines)


def _said(codes: set[str], homes_of: Counter[str]) -> str:
    if not codes:
        return NO_HOMES
    names = [authority_name(code) for code in sorted(codes)]
    where = f" in {_listed(names)}" if len(names) <= 4 else f" in {len(names)} boroughs"
    kinds = [f"{kind}: {homes_of[kind]}" for kind in MARKS if homes_of[kind]]
    return f"Map of {_counted(homes_of.total(), 'home')}{where}. {'; '.join(kinds)}."


def _counted(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _apart(places: Sequence[tuple[int, int]], box: Box) -> list[Point]:
    """The places, those of one postcode in a ring around it."""
    homes_at, placed = Counter(places), Counter[tuple[int, int]]()
    spots: list[Point] = []
    for x, y in places:
        count = homes_at[x, y]
        radius = 0 if count == 1 else box.across * SAME_POSTCODE_PER_MILLE / 1000 * max(1, count / 6)
        angle = 2 * pi * placed[x, y] / count
        placed[x, y] += 1
        spots.append((round(x + radius * cos(angle)), round(y + radius * sin(angle))))
    return spots
