"""What lies far outside a small map: put on its edge, with how far away it is."""

import html
from collections.abc import Sequence
from math import dist
from typing import TYPE_CHECKING

from housing_match.draw.box import Box, Point
from housing_match.draw.marks import FONT
from housing_match.draw.scene import point
from housing_match.places.authorities import authority_name
from housing_match.places.postcodes import Postcode

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

NEAR_METRES = 6_000
"""What lies this near to the homes of a map is always inside the picture."""
ASIDE_PERCENT = 6
"""How far beside a short line its mark stands, of the map's longer side."""
APART_PERCENT = 6
"""How far two words on the edge keep apart, of the map's longer side."""


def is_near(place: Point, homes: Sequence[Point]) -> bool:
    """Whether a place belongs in a picture of these homes: near to one of them, measured by how far they are apart."""
    across = max(dist(one, other) for one in homes for other in homes)
    return min(dist(place, home) for home in homes) <= max(NEAR_METRES, across)


def from_afar(place: Postcode, towards: Point) -> str:
    """The authority a far place lies in and its straight distance, such as "Bedford, 82 km"."""
    return f"{authority_name(place.authority)}, {round(dist(point(place), towards) / 1000):,} km"


def edge_point(place: Point, towards: Point, box: Box, taken: Sequence[Point]) -> Point:
    """Where the straight line from a far place to a point inside enters the box, moved clear of those taken before."""
    east, north = place[0] - towards[0], place[1] - towards[1]
    shares = [1.0]
    for step, low, high in (
        (east, box.west - towards[0], box.east - towards[0]),
        (north, box.south - towards[1], box.north - towards[1]),
    ):
        if step:
            shares.append((high if step > 0 else low) / step)
    share = min(shares)
    x, y = towards[0] + share * east, towards[1] + share * north
    return x, _clear(x, y, box, taken)


def _clear(x: float, y: float, box: Box, taken: Sequence[Point]) -> float:
    """The northing nearest to the edge at which there is room for words; closer to others where there is none left."""
    middle = (box.south + box.north) / 2
    apart = box.across * APART_PERCENT / 100
    while True:
        inwards = -apart if y > middle else apart
        for step in range(max(1, int((box.north - box.south) / 2 / apart))):
            spot = y + step * inwards
            if all(abs(spot - other[1]) >= apart * 0.99 or abs(x - other[0]) >= 4 * apart for other in taken):
                return spot
        apart /= 2


def write_on_edge(figure: "Figure", at: Point, words: str, towards: Point, box: Box) -> None:
    """The words beside a point on the edge, on the side from which no line comes, towards the middle of the picture."""
    above = towards[1] <= at[1]
    figure.add_annotation(
        x=at[0],
        y=at[1],
        text=html.escape(words),
        showarrow=False,
        xanchor="left" if at[0] < (box.west + box.east) / 2 else "right",
        yanchor="bottom" if above else "top",
        yshift=3 if above else -3,
        font={**FONT, "size": 12},
        bgcolor="rgba(255,255,255,0.75)",
    )


def beside(start: Point, end: Point, box: Box, share: float) -> Point:
    """A point so far along a line, or beside it where the line is too short to carry a mark."""
    x, y = start[0] + share * (end[0] - start[0]), start[1] + share * (end[1] - start[1])
    long, aside = dist(start, end), box.across * ASIDE_PERCENT / 100
    if long > 3 * aside:
        return x, y
    if not long:
        return x, y + aside
    return x - aside * (end[1] - start[1]) / long, y + aside * (end[0] - start[0]) / long
