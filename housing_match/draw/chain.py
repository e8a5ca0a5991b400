"""The small map of one person or home: every move of its chain, and what matters to the person. Internal only."""

import html
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from housing_match.assess import Assessment
from housing_match.domain import Move, Plan, World
from housing_match.domain.codes import FAMILY_KINDS
from housing_match.draw.box import Box, Point, box_around
from housing_match.draw.far import Edge, beside, edge_point, from_afar, is_near, point, write_on_edge
from housing_match.draw.ground import street_map
from housing_match.draw.marks import EDGE, LILAC, MAGENTA, NAVY, ORANGE, TEAL, add_points, with_gaps
from housing_match.places.authorities import authority_name
from housing_match.places.postcodes import Postcode, find

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

HEIGHT_PIXELS = 440
MARGIN_PERCENT = 7
"""Room outside the edge on which far places stand, for their words; of the map's longer side."""
HOME = {"symbol": "diamond", "size": 13, "color": TEAL, "line": EDGE}
TODAY = {"symbol": "circle", "size": 10, "color": NAVY, "line": EDGE}
FAMILY = {"symbol": "star", "size": 12, "color": MAGENTA, "line": EDGE}
PLACES = {"symbol": "hexagon", "size": 10, "color": LILAC, "line": EDGE}
OWN, OTHERS = (ORANGE, 3.5), (NAVY, 1.8)
"""Colour and width of the chosen person's arrow, and of all others."""


@dataclass(frozen=True, slots=True)
class Leg:
    """One move as a line: from today's place, if that is known, to the new home."""

    move: Move
    start: Postcode | None
    end: Point
    words: str


@dataclass(frozen=True, slots=True)
class Tie:
    """One connection of the chosen person."""

    at: Postcode
    words: str
    family: bool


def chain_map(assessment: Assessment, plan: Plan, about: str) -> "Figure | None":
    """The moves of the chain that holds a resident_id, bedspace_id or home_id, or what it names in its surroundings.

    None where nothing of it has a place. Shows where people live: for the internal edition only.
    """
    world = assessment.world
    moves = _moves(world, plan, about)
    home_ids = sorted({world.home_of(room) for move in moves for room in _rooms(move)} | _own_home(world, about))
    points = find(_postcodes(world, moves, home_ids, about))
    legs = [_leg(world, points, move) for move in moves]
    ties = [
        Tie(at=points[one.postcode], words=one.kind.replace("_", " "), family=one.kind in FAMILY_KINDS)
        for one in world.connections
        if one.resident_id == about and about in world.resident
    ]
    today = _today(world, points, about)
    ends = [leg.end for leg in legs] or [point(points[world.home[one].postcode]) for one in home_ids]
    ends = ends or [point(one) for one in ([today] if today else [tie.at for tie in ties[:1]])]
    if not ends:
        return None
    homes = [(*point(points[world.home[one].postcode]), one) for one in home_ids]
    seen = [leg.start for leg in legs if leg.start] + [tie.at for tie in ties] + ([today] if today else [])
    near = [point(one) for one in seen if is_near(point(one), ends)]
    box = box_around([*ends, *near])
    codes = {one.borough for one in world.homes}
    figure = street_map(box.wider(box.across * MARGIN_PERCENT / 100), codes, _said(world, about, legs, ties))
    figure.update_layout(height=HEIGHT_PIXELS)
    edges: list[Point] = []
    _add_legs(figure, legs, about, box, ends, edges)
    _add_homes(figure, world, homes, moves, box)
    if today is not None and not legs and is_near(point(today), ends):
        add_points(figure, "Lives here today", [(*point(today), "Lives here today")], TODAY)
    _add_ties(figure, ties, box, ends, edges)
    return figure


def _rooms(move: Move) -> list[str]:
    return [one for one in (move.bedspace_id, move.from_bedspace_id) if one is not None]


def _moves(world: World, plan: Plan, about: str) -> list[Move]:
    """All moves of each chain that the id takes part in."""

    def touches(move: Move) -> bool:
        rooms = _rooms(move)
        return about == move.resident_id or about in rooms or about in map(world.home_of, rooms)

    chains = {move.chain_id for move in plan.moves if touches(move)}
    return [move for move in plan.moves if move.chain_id in chains]


def _own_home(world: World, about: str) -> set[str]:
    room = world.incumbent_of.get(about, about)
    if room in world.bedspace:
        return {world.home_of(room)}
    return {about} & world.home.keys()


def _postcodes(world: World, moves: Sequence[Move], home_ids: Sequence[str], about: str) -> set[str]:
    people = {move.resident_id for move in moves} | ({about} & world.resident.keys())
    found = {world.home[one].postcode for one in home_ids}
    found |= {world.resident[one].current_postcode or "" for one in people}
    return found | {one.postcode for one in world.connections if one.resident_id == about}


def _today(world: World, points: dict[str, Postcode], resident_id: str) -> Postcode | None:
    """Where a person lives: the home, for an incumbent, else the current postcode."""
    if resident_id not in world.resident:
        return None
    room = world.incumbent_of.get(resident_id)
    if room is not None:
        return points[world.home[world.home_of(room)].postcode]
    return points.get(world.resident[resident_id].current_postcode or "")


def _leg(world: World, points: dict[str, Postcode], move: Move) -> Leg:
    home = world.home[world.home_of(move.bedspace_id)]
    start = _today(world, points, move.resident_id)
    end = point(points[home.postcode])
    if move.from_bedspace_id is not None:
        origin = world.home[world.home_of(move.from_bedspace_id)].name
    else:
        origin = authority_name(start.authority) if start else "a place not known"
    return Leg(
        move=move,
        start=start,
        end=end,
        words=f"Step {move.step}: {move.resident_id} moves from {origin} to {home.name}",
    )


def _add_legs(
    figure: "Figure", legs: Sequence[Leg], about: str, box: Box, ends: Sequence[Point], edges: list[Point]
) -> None:
    """An arrow a move with its step, from today's place or, far away, from the picture's edge."""
    tails: list[tuple[Leg, Point]] = []
    for leg in legs:
        if leg.start is None:
            tails.append((leg, leg.end))
        elif is_near(point(leg.start), ends):
            tails.append((leg, point(leg.start)))
        else:
            tail = edge_point(point(leg.start), leg.end, box, edges)
            edges.append(tail)
            tails.append((leg, tail))
            words = html.escape(f"from {from_afar(leg.start, leg.end)}")
            write_on_edge(figure, Edge(tail, words), leg.end, box)
    _add_arrows(
        figure,
        "Other moves" if about in {leg.move.resident_id for leg in legs} else "Move",
        OTHERS,
        [(tail, leg.end) for leg, tail in tails if leg.move.resident_id != about and tail != leg.end],
    )
    _add_arrows(
        figure,
        "This person's move",
        OWN,
        [(tail, leg.end) for leg, tail in tails if leg.move.resident_id == about and tail != leg.end],
    )
    lived_in = [
        (*tail, leg.words)
        for leg, tail in tails
        if leg.start and leg.move.from_bedspace_id is None and tail == point(leg.start)
    ]
    add_points(figure, "Lives here today", lived_in, TODAY)
    steps = [(*beside(tail, leg.end, box, 0.4), leg.words) for leg, tail in tails]
    if steps:
        figure.add_scatter(
            x=[x for x, _, _ in steps],
            y=[y for _, y, _ in steps],
            text=[str(leg.move.step) for leg, _ in tails],
            hovertext=[html.escape(words) for _, _, words in steps],
            hovertemplate="%{hovertext}<extra></extra>",
            mode="markers+text",
            marker={"symbol": "circle", "size": 20, "color": "white", "line": {"width": 1.5, "color": NAVY}},
            textfont={"color": NAVY, "size": 13},
            name="Step",
            showlegend=False,
        )


def _add_arrows(figure: "Figure", name: str, style: tuple[str, float], lines: Sequence[tuple[Point, Point]]) -> None:
    if not lines:
        return
    color, width = style
    x, y = with_gaps(lines)
    figure.add_scatter(x=x, y=y, mode="lines", line={"color": color, "width": width}, name=name, hoverinfo="skip")
    heads = {"symbol": "arrow", "angleref": "previous", "color": color, "opacity": 1}
    heads |= {"size": [0, 14, 0] * len(lines), "standoff": [0, 7, 0] * len(lines)}
    figure.add_scatter(x=x, y=y, mode="markers", marker=heads, name=name, hoverinfo="skip", showlegend=False)


def _add_homes(
    figure: "Figure", world: World, homes: Sequence[tuple[float, float, str]], moves: Sequence[Move], box: Box
) -> None:
    def words(home_id: str) -> str:
        arrivals = [one for one in moves if world.home_of(one.bedspace_id) == home_id]
        return "\n".join(
            [world.home[home_id].name, *(f"{one.resident_id} moves into {one.bedspace_id}" for one in arrivals)]
        )

    inside = [(x, y, home_id) for x, y, home_id in homes if box.holds(x, y)]
    shown = [(x, y, words(home_id)) for x, y, home_id in inside]
    add_points(figure, "Home", shown, HOME, ids=[home_id for _, _, home_id in inside])


def _add_ties(figure: "Figure", ties: Sequence[Tie], box: Box, ends: Sequence[Point], edges: list[Point]) -> None:
    """What matters to the person, where it is near; what is far as words on the edge."""
    for name, marker, family in (("Family or friend", FAMILY, True), ("Other place that matters", PLACES, False)):
        shown = []
        for tie in (one for one in ties if one.family == family):
            at = point(tie.at)
            if not is_near(at, ends):
                at = edge_point(at, ends[0], box, edges)
                edges.append(at)
                words = html.escape(f"{tie.words}: {from_afar(tie.at, ends[0])}")
                write_on_edge(figure, Edge(at, words), ends[0], box)
            shown.append((*at, tie.words))
        add_points(figure, name, shown, marker)


def _said(world: World, about: str, legs: Sequence[Leg], ties: Sequence[Tie]) -> str:
    if legs:
        text = f"Map of {len(legs)} linked {'move' if len(legs) == 1 else 'moves'}. "
        text += "; ".join(leg.words for leg in legs) + "."
    else:
        what = f"where {about} lives today" if about in world.resident else "this home"
        text = f"Map of {what} and its surroundings; the plan changes nothing here."
    return text + (f" It also marks {len(ties)} places that matter to the person." if ties else "")
