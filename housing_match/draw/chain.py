"""The small map of one person or home: every move of its chain, and what matters to the person. Internal only."""

from typing import TYPE_CHECKING

from housing_match.assess import Assessment
from housing_match.domain import Move, Plan, World
from housing_match.draw.ground import NAVY, TEAL, Point, add_points, box_around, new_map, with_gaps
from housing_match.places.postcodes import find

if TYPE_CHECKING:
    from plotly.graph_objects import Figure


def chain_map(assessment: Assessment, plan: Plan, about: str) -> "Figure | None":
    """The moves of the chain that holds a resident_id, bedspace_id or home_id; None for what has no place at all.

    Shows where people live: for the internal edition only.
    """
    world = assessment.world
    moves = _moves(world, plan, about)
    homes = {world.home_of(move.bedspace_id) for move in moves} | _own_home(world, about)
    if not homes:
        return None
    at = {one: _point(world.home[one].postcode) for one in sorted(homes)}
    lines = [(start, at[world.home_of(move.bedspace_id)]) for move in moves if (start := _start(world, move))]
    box = box_around([*at.values(), *(start for start, _ in lines)])
    figure = new_map(box, {world.home[one].borough for one in homes}, "Map of one chain.")
    x, y = with_gaps(lines)
    figure.add_scatter(x=x, y=y, mode="lines+markers", line={"color": NAVY}, name="Move", hoverinfo="skip")
    points = [(*point, world.home[home_id].name) for home_id, point in at.items()]
    add_points(figure, "Home", points, {"symbol": "diamond", "size": 12, "color": TEAL}, list(at))
    return figure


def _moves(world: World, plan: Plan, about: str) -> list[Move]:
    def touches(move: Move) -> bool:
        rooms = {move.bedspace_id, move.from_bedspace_id} - {None}
        return about == move.resident_id or about in rooms or about in {world.home_of(one) for one in rooms if one}

    chains = {move.chain_id for move in plan.moves if touches(move)}
    return [move for move in plan.moves if move.chain_id in chains]


def _own_home(world: World, about: str) -> set[str]:
    if about in world.home:
        return {about}
    return {world.home_of(about)} if about in world.bedspace else set()


def _start(world: World, move: Move) -> Point | None:
    if move.from_bedspace_id is not None:
        return _point(world.home[world.home_of(move.from_bedspace_id)].postcode)
    postcode = world.resident[move.resident_id].current_postcode
    return None if postcode is None else _point(postcode)


def _point(postcode: str) -> Point:
    found = find({postcode})[postcode]
    return found.easting, found.northing
