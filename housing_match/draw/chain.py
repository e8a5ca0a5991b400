"""The small map of one person or home: every move of its chain, and what matters to the person. Internal only."""

import html
from collections.abc import Sequence
from typing import TYPE_CHECKING

from housing_match.assess import Assessment
from housing_match.domain import Plan, World
from housing_match.draw.box import Box, Point, box_around
from housing_match.draw.far import beside, edge_point, from_afar, is_near, write_on_edge
from housing_match.draw.ground import street_map
from housing_match.draw.marks import EDGE, LILAC, MAGENTA, NAVY, ORANGE, TEAL, add_points, with_gaps
from housing_match.draw.scene import Leg, Scene, Tie, point, scene_of
from housing_match.places.base_map import BaseMap

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

WIDTH_PERCENT = 150
"""The least width of the picture, in percent of its height: pages have more room at the sides."""
MARGIN_PERCENT = 7
"""Room outside the edge on which far places stand, for their words; of the map's longer side."""
HOME = {"symbol": "diamond", "size": 13, "color": TEAL, "line": EDGE}
OWN_HOME = {"symbol": "diamond", "size": 18, "color": TEAL, "line": {"width": 2.5, "color": NAVY}}
TODAY = {"symbol": "circle", "size": 13, "color": NAVY, "line": EDGE}
FAMILY = {"symbol": "star", "size": 12, "color": MAGENTA, "line": EDGE}
PLACES = {"symbol": "hexagon", "size": 10, "color": LILAC, "line": EDGE}
STEP = {"symbol": "circle", "size": 20, "color": "white", "line": {"width": 1.5, "color": NAVY}}
INTERNAL = "For internal use: it shows where people live."
MOST_TOLD = 3
"""Moves named one by one in the words for those who cannot see the map."""


def chain_map(assessment: Assessment, plan: Plan, about: str, base: BaseMap) -> "Figure | None":
    """The moves of the chain that a resident_id, bedspace_id or home_id is part of, or else where it is.

    None where nothing of it has a place. Shows where people live: for the internal edition only.
    """
    world = assessment.world
    scene = scene_of(world, plan, about)
    middle = scene.middle
    if not middle:
        return None
    near = [point(one) for one in scene.around if is_near(point(one), middle)]
    box = box_around([*middle, *near]).at_least_as_wide(WIDTH_PERCENT)
    codes = {one.borough for one in world.homes}
    figure = street_map(base, box.wider(box.across * MARGIN_PERCENT / 100), codes, _said(scene))
    edges: list[Point] = []
    tails = [_tail(figure, leg, middle, box, edges) for leg in scene.legs]
    _add_arrows(figure, scene, tails)
    lived_in = [
        (*tail, "Lives here today")
        for leg, tail in zip(scene.legs, tails, strict=True)
        if leg.start is not None and leg.move.from_bedspace_id is None and tail == point(leg.start)
    ]
    lived_in += [(*point(scene.today), "Lives here today")] if scene.today else []
    add_points(figure, "Lives here today", lived_in, TODAY)
    _add_homes(figure, world, scene, box)
    _add_ties(figure, scene.ties, middle, box, edges)
    _add_steps(figure, scene.legs, tails, box)
    return figure


def _tail(figure: "Figure", leg: Leg, middle: Sequence[Point], box: Box, edges: list[Point]) -> Point:
    """Where a move's arrow begins: today's place or, if far away, the picture's edge, with where it comes from."""
    if leg.start is None:
        return leg.end
    if is_near(point(leg.start), middle):
        return point(leg.start)
    tail = edge_point(point(leg.start), leg.end, box, edges)
    edges.append(tail)
    write_on_edge(figure, tail, from_afar(leg.start, leg.end), leg.end, box)
    return tail


def _add_arrows(figure: "Figure", scene: Scene, tails: Sequence[Point]) -> None:
    """The chosen person's arrow broader and in its own colour. Nothing for a move of no length."""
    others = "Other moves" if any(leg.move.resident_id == scene.about for leg in scene.legs) else "Move"
    for name, own, color, width, rank in ((others, False, NAVY, 1.8, 2), ("This person's move", True, ORANGE, 3.5, 1)):
        lines = [
            (tail, leg.end)
            for leg, tail in zip(scene.legs, tails, strict=True)
            if (leg.move.resident_id == scene.about) == own and tail != leg.end
        ]
        if lines:
            x, y = with_gaps(lines)
            alike = {"x": x, "y": y, "name": name, "legendrank": rank, "hoverinfo": "skip"}
            figure.add_scatter(**alike, mode="lines", line={"color": color, "width": width})
            heads = {"symbol": "arrow", "angleref": "previous", "color": color, "opacity": 1}
            heads |= {"size": [0, 14, 0] * len(lines), "standoff": [0, 7, 0] * len(lines)}
            figure.add_scatter(**alike, mode="markers", marker=heads, showlegend=False)


def _add_homes(figure: "Figure", world: World, scene: Scene, box: Box) -> None:
    def words(home_id: str) -> str:
        arrivals = [leg.move for leg in scene.legs if world.home_of(leg.move.bedspace_id) == home_id]
        lines = [f"{one.resident_id} moves into {one.bedspace_id}" for one in arrivals]
        return "\n".join([world.home[home_id].name, *lines])

    own = "Lives here today" if scene.is_person else "This home"
    for name, marker, is_own in (("Home", HOME, False), (own, OWN_HOME, True)):
        inside = [
            (home_id, at)
            for home_id, at in scene.homes.items()
            if box.holds(*at) and (home_id == scene.own_home) == is_own
        ]
        shown = [(*at, words(home_id)) for home_id, at in inside]
        add_points(figure, name, shown, marker, ids=[home_id for home_id, _ in inside])


def _add_ties(figure: "Figure", ties: Sequence[Tie], middle: Sequence[Point], box: Box, edges: list[Point]) -> None:
    """What matters to the person; what is far away stands on the picture's edge, with its words."""
    for name, marker, family in (("Family or friend", FAMILY, True), ("Other place that matters", PLACES, False)):
        shown = []
        for tie in (one for one in ties if one.family == family):
            at = point(tie.at)
            if not is_near(at, middle):
                at = edge_point(at, middle[0], box, edges)
                edges.append(at)
                write_on_edge(figure, at, f"{tie.words} in {from_afar(tie.at, middle[0])}", middle[0], box)
            shown.append((*at, tie.words.capitalize()))
        add_points(figure, name, shown, marker)


def _add_steps(figure: "Figure", legs: Sequence[Leg], tails: Sequence[Point], box: Box) -> None:
    """The number of each step on its arrow; hovering says who moves from where to where."""
    spots = [beside(tail, leg.end, box, 0.4) for leg, tail in zip(legs, tails, strict=True)]
    if spots:
        figure.add_scatter(
            x=[x for x, _ in spots],
            y=[y for _, y in spots],
            text=[str(leg.move.step) for leg in legs],
            hovertext=[html.escape(leg.words) for leg in legs],
            hovertemplate="%{hovertext}<extra></extra>",
            mode="markers+text",
            marker=STEP,
            textfont={"color": NAVY, "size": 13},
            name="Step",
            showlegend=False,
        )


def _said(scene: Scene) -> str:
    if scene.legs:
        told = "; ".join(leg.words for leg in scene.legs[:MOST_TOLD])
        more = f"; and {len(scene.legs) - MOST_TOLD} more" if len(scene.legs) > MOST_TOLD else ""
        text = f"Map of linked moves. {told}{more}." if len(scene.legs) > 1 else f"Map of one move. {told}."
    elif scene.is_person:
        text = f"Map of where {scene.about} lives today; the plan has no move."
    else:
        text = f"Map of {scene.about} in its surroundings; the plan moves nobody here."
    count = len(scene.ties)
    ties = f" {count} {'place matters' if count == 1 else 'places matter'} to the person." if count else ""
    return f"{text}{ties} {INTERNAL}"
