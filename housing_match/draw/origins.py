"""The map of where people live today who live outside their borough: London whole, and beyond it at the edge."""

import html
from collections.abc import Sequence
from math import dist, sqrt
from typing import TYPE_CHECKING

import numpy as np

from housing_match.draw.box import Box, Point, box_around
from housing_match.draw.far import edge_point
from housing_match.draw.ground import BOROUGH_MAP_PIXELS
from housing_match.draw.marks import FONT, GREY, MAGENTA, NAVY, ORANGE, TEAL, add_circles, add_frame, with_gaps
from housing_match.explain import Origin
from housing_match.explain.small_numbers import count_words, for_publishing
from housing_match.places.authorities import authority_name
from housing_match.places.base_map import BaseMap, lines_inside
from housing_match.places.dots import dots_by_authority, middle_of

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

MARGIN_PERCENT = 12
"""Room at the sides for those from beyond, of the longer side."""
COLOURS = (NAVY, ORANGE, MAGENTA, TEAL)
DASHES = ("solid", "dash", "dot", "dashdot")
"""Lines to each borough, for as many boroughs; further ones are drawn as the last."""
LEAST_PIXELS, PIXELS_A_ROOT = 12, 4.5


def origins_map(found: Sequence[Origin], base: BaseMap, *, published: bool) -> "Figure":
    """A circle for each authority, as large as it has people, with lines to the boroughs that are responsible for them.

    As published, authorities with few people of a borough show no line to it, and those with few in all are left out.
    """
    from plotly.graph_objects import Figure

    boroughs = sorted({code for one in found for code, _ in one.people_of})
    shown = [one for one in found if not published or for_publishing(one.people)]
    dots = dots_by_authority({*boroughs, *(one.authority for one in shown)})
    middles = {code: middle_of(own) for code, own in dots.items()}
    outlined = {one.code for one in base.outlines}
    box = _box(base, [middles[code] for code in boroughs])
    figure = Figure()
    _add_outlines(figure, base, box, set(boroughs))
    spots = _spots(shown, boroughs, middles, outlined, box)
    for at, borough in enumerate(boroughs):
        _add_lines(figure, shown, spots, borough, middles[borough], at, published=published)
    _add_circles(figure, shown, spots, published=published)
    for one in shown:
        if one.authority not in outlined:
            _write_beyond(figure, one, spots[one.authority], middles, boroughs, box)
    add_frame(figure, box, BOROUGH_MAP_PIXELS)
    figure.update_layout(meta={"said": _said(found, shown, boroughs, published=published)})
    return figure


def _box(base: BaseMap, middles: Sequence[Point]) -> Box:
    """London where one of the boroughs concerned lies in it, else what lies around them."""
    import shapely

    corners = shapely.total_bounds(np.array([one.shape for one in base.outlines], dtype=object)).tolist()
    london = Box(*corners)
    inside = [one for one in middles if london.holds(*one)]
    box = london if inside else box_around(middles).wider(30_000)
    return box.wider(box.across * MARGIN_PERCENT / 100)


def _add_outlines(figure: "Figure", base: BaseMap, box: Box, own: set[str]) -> None:
    for is_own, name, width in ((False, "Borough", 0.7), (True, "Responsible borough", 2.0)):
        shapes = np.array([one.shape for one in base.outlines if (one.code in own) == is_own], dtype=object)
        x, y = with_gaps(lines_inside(shapes, box.corners, box.across / 1_500))
        line = {"color": GREY, "width": width}
        figure.add_scatter(x=x, y=y, mode="lines", line=line, name=name, hoverinfo="skip", showlegend=is_own)


def _spots(
    shown: Sequence[Origin], boroughs: Sequence[str], middles: dict[str, Point], outlined: set[str], box: Box
) -> dict[str, Point]:
    """Where each authority's circle stands: in its middle, or for those beyond the map on its edge, clear of others."""
    edges: list[Point] = []
    spots = {}
    inner = box.wider(-box.across * 5 / 100)
    for one in shown:
        spots[one.authority] = middles[one.authority]
        if one.authority not in outlined and not inner.holds(*middles[one.authority]):
            spots[one.authority] = edge_point(middles[one.authority], _towards(one, boroughs, middles), inner, edges)
            edges.append(spots[one.authority])
    return spots


def _towards(one: Origin, boroughs: Sequence[str], middles: dict[str, Point]) -> Point:
    most = max(one.people_of, key=lambda pair: (pair[1], -boroughs.index(pair[0])))
    return middles[most[0]]


def _add_lines(
    figure: "Figure",
    shown: Sequence[Origin],
    spots: dict[str, Point],
    borough: str,
    end: Point,
    at: int,
    *,
    published: bool,
) -> None:
    """From each authority to one borough that is responsible for people there."""
    lines = [
        (spots[one.authority], end)
        for one in shown
        for code, people in one.people_of
        if code == borough and not (published and for_publishing(people) is None)
    ]
    look = {"color": COLOURS[min(at, 3)], "width": 1.4, "dash": DASHES[min(at, 3)]}
    if lines:
        x, y = with_gaps(lines)
        name = html.escape(f"People of {authority_name(borough)}")
        figure.add_scatter(x=x, y=y, mode="lines", line=look, opacity=0.7, name=name, hoverinfo="skip")


def _add_circles(figure: "Figure", shown: Sequence[Origin], spots: dict[str, Point], *, published: bool) -> None:
    points, numbers, sizes = [], [], []
    for one in shown:
        number = count_words(one.people, published=published)
        words = [f"{authority_name(one.authority)}: {number} people"]
        words += [
            f"{count_words(people, published=published)} of {authority_name(code)}" for code, people in one.people_of
        ]
        points.append((*spots[one.authority], "\n".join(words)))
        numbers.append(number)
        told = (for_publishing(one.people) if published else None) or one.people
        sizes.append(LEAST_PIXELS + PIXELS_A_ROOT * sqrt(told))
    add_circles(figure, "People who live there", points, numbers, sizes, NAVY)


def _write_beyond(
    figure: "Figure", one: Origin, spot: Point, middles: dict[str, Point], boroughs: Sequence[str], box: Box
) -> None:
    away = round(dist(middles[one.authority], _towards(one, boroughs, middles)) / 1000)
    left = spot[0] < (box.west + box.east) / 2
    figure.add_annotation(
        x=spot[0],
        y=spot[1],
        text=html.escape(f"{authority_name(one.authority)}, {away} km"),
        showarrow=False,
        xanchor="left" if left else "right",
        xshift=22 if left else -22,
        font={**FONT, "size": 12},
        bgcolor="rgba(255,255,255,0.75)",
    )


def _said(found: Sequence[Origin], shown: Sequence[Origin], boroughs: Sequence[str], *, published: bool) -> str:
    people = count_words(sum(one.people for one in found), published=published)
    first = ", ".join(authority_name(one.authority) for one in shown[:3])
    most = f" Most live in {first}." if first else ""
    names = " and ".join(authority_name(code) for code in boroughs)
    return f"Map of where {people} people live outside their borough{f', {names}' if names else ''}.{most}"
