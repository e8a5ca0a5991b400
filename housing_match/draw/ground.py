"""The ground under every map: river and parks, postcodes as faint dots, outlines of boroughs, lines and stations."""

import html
from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from housing_match.draw.box import Box, Point, box_around
from housing_match.draw.marks import BAR_STRIP_PERCENT, FONT, GREY, add_frame, add_points, with_gaps
from housing_match.places.authorities import authority_name
from housing_match.places.base_map import BaseMap, Line, Outline, lines_inside
from housing_match.places.dots import Dots, dots_by_authority, dots_of, middle_of
from housing_match.places.postcodes import points_inside
from housing_match.places.travel import squared_metres

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

BOROUGH_MAP_PIXELS, STREET_MAP_PIXELS = 600, 420
"""Heights, the legend included."""
DASHES = ("solid", "dash", "dot", "dashdot", "longdash", "longdashdot")
MOST_IN_LEGEND = 4
"""More boroughs than this are named on the map instead."""
MOST_DOTS = 9_000
FIRST_CELL_METRES = 20
"""Texture shows one postcode a cell; cells grow by a fifth until few enough dots are left."""
STATION_REACH_METRES = 500
"""How far from the dots a station may lie to be shown."""
STATIONS_WITHIN_METRES = 30_000
"""A wider map shows no stations: they would be a blot."""
WATER, PARK, RAIL = "#D5DEE6", "#E9EFE3", "#B9B9B9"
"""Tints that stay apart in greyscale and lighter than every mark."""
EVERYWHERE = (-1e7, -1e7, 1e7, 1e7)
BOROUGH_RANK, STATION_RANK = 2_000, 3_000
"""Where the ground stands in the legend: after all else."""


def borough_box(codes: Collection[str], points: Iterable[Point]) -> Box:
    """A box around these boroughs, by their postcodes, and these points."""
    dots = dots_of(codes)
    ends = [dots.min(axis=1).tolist(), dots.max(axis=1).tolist()] if dots.size else []
    return box_around([*points, *((x, y) for x, y in ends)])


def borough_map(base: BaseMap, box: Box, codes: Collection[str], said: str) -> "Figure":
    """A figure with these boroughs as its ground. `said` is what `in_words` gives back."""
    figure = _new_map(base, box, codes, _borough_texture(frozenset(codes)), said, BOROUGH_MAP_PIXELS)
    _let_clicks_through(figure)
    outlined = {outline.code for outline in base.outlines if outline.code in codes}
    named = sorted(codes if len(outlined) > MOST_IN_LEGEND else set(codes) - outlined)
    dots = dots_by_authority(codes)
    for code in named:
        own = dots[code]
        if own.size:
            middle, north = middle_of(own), int(own[1].max())
            _add_name(figure, authority_name(code), middle if code in outlined else (middle[0], north))
    return figure


def street_map(base: BaseMap, box: Box, codes: Collection[str], said: str) -> "Figure":
    """A figure with all that lies in the box as its ground, whatever borough it belongs to."""
    bar = box.across * BAR_STRIP_PERCENT / 100
    points = points_inside(round(box.west), round(box.south - bar), round(box.east), round(box.north))
    figure = _new_map(base, box, codes, _thinned(points), said, STREET_MAP_PIXELS)
    figure.update_traces(showlegend=False, selector={"mode": "lines"})
    return figure


def _new_map(base: BaseMap, box: Box, codes: Collection[str], dots: Dots, said: str, height_pixels: int) -> "Figure":
    from plotly.graph_objects import Figure

    figure = Figure()
    for shapes, colour in ((base.parks, PARK), (base.river, WATER)):
        _add_areas(figure, lines_inside(shapes, box.corners, _coarse_metres(box)), colour)
    _add_texture(figure, box, dots)
    if box.across <= STATIONS_WITHIN_METRES:
        _add_rail_lines(figure, lines_inside(base.rail_lines, box.corners, _coarse_metres(box)))
    _add_outlines(figure, box, [one for one in base.outlines if one.code in codes])
    if box.across <= STATIONS_WITHIN_METRES:
        _add_stations(figure, base, box, dots)
    add_frame(figure, box, height_pixels)
    figure.update_layout(meta={"said": said})
    return figure


@lru_cache(maxsize=16)
def _borough_texture(codes: frozenset[str]) -> Dots:
    return _thinned(dots_of(codes))


def _thinned(points: Dots) -> Dots:
    """One postcode a cell, in code order."""
    cell = FIRST_CELL_METRES
    while points.shape[1] > MOST_DOTS:
        eastings, northings = points // cell
        _, first = np.unique(eastings * 2**32 + northings, return_index=True)
        points = points[:, np.sort(first)]
        cell = cell * 6 // 5
    return points


def _add_texture(figure: "Figure", box: Box, dots: Dots) -> None:
    """Every dot is a short line, and all of them one path: thousands of marks would be slow to draw."""
    length = max(1, round(box.across / 600))
    path = "".join(f"M{x},{y}H{x + length}" for x, y in dots.T.tolist())
    if path:
        line = {"color": GREY, "width": 1.5}
        figure.add_shape(type="path", path=path, layer="below", line=line, opacity=0.35)


def _add_areas(figure: "Figure", rings: Sequence[Line], colour: str) -> None:
    """Areas in one tint, holes left out."""
    path = "".join("M" + "L".join(f"{round(x)},{round(y)}" for x, y in ring) + "Z" for ring in rings)
    if path:
        area = {"fillcolor": colour, "fillrule": "evenodd", "line": {"width": 0}}
        figure.add_shape(type="path", path=path, layer="below", **area)


def _add_rail_lines(figure: "Figure", lines: Sequence[Line]) -> None:
    path = "".join("M" + "L".join(f"{round(x)},{round(y)}" for x, y in line) for line in lines)
    if path:
        figure.add_shape(type="path", path=path, layer="below", line={"color": RAIL, "width": 1.5})


def _coarse_metres(box: Box) -> float:
    """What nobody sees at the size of a page: about half a pixel."""
    return box.across / 1_500


def _add_outlines(figure: "Figure", box: Box, found: Sequence[Outline]) -> None:
    """Whole outlines, whatever part of them the box shows."""
    for outline, dash in zip(found, _dashes(found), strict=True):
        rings = lines_inside(np.array([outline.shape]), EVERYWHERE, _coarse_metres(box))
        x, y = with_gaps(rings)
        figure.add_scatter(
            x=x,
            y=y,
            mode="lines",
            line={"color": GREY, "width": 1.5, "dash": dash},
            name=html.escape(outline.name),
            hoverinfo="skip",
            showlegend=len(found) <= MOST_IN_LEGEND,
            legendrank=BOROUGH_RANK,
        )


def _dashes(found: Sequence[Outline]) -> list[str]:
    """A way of drawing for each outline, other than that of any neighbour named before it."""
    chosen: list[str] = []
    for at, own in enumerate(found):
        taken = {dash for dash, other in zip(chosen, found[:at], strict=True) if own.touches(other)}
        chosen.append(next((dash for dash in DASHES if dash not in taken), DASHES[-1]))
    return chosen


def _add_name(figure: "Figure", name: str, at: Sequence[float]) -> None:
    figure.add_scatter(
        x=[at[0]],
        y=[at[1]],
        text=[html.escape(name)],
        mode="text",
        textposition="top center",
        textfont=FONT,
        name="Name of a borough",
        hoverinfo="skip",
        showlegend=False,
    )


def _add_stations(figure: "Figure", base: BaseMap, box: Box, dots: Dots) -> None:
    """Those in or just outside the area that the dots cover."""
    inner = box.wider(-box.across / 50)
    near = [
        one
        for one in base.stations
        if inner.holds(one.easting, one.northing)
        and (squared_metres(dots[0], dots[1], one.easting, one.northing) <= STATION_REACH_METRES**2).any()
    ]
    for name, step_free, marker in (
        ("Station", False, {"symbol": "square-open", "size": 6, "color": GREY, "line": {"width": 1.2}}),
        ("Step-free station", True, {"symbol": "cross", "size": 8, "color": GREY}),
    ):
        shown = [(one.easting, one.northing, one.name) for one in near if bool(one.step_free_lines) == step_free]
        add_points(figure, name, shown, marker, rank=STATION_RANK)
        figure.update_traces(opacity=0.7, selector={"name": name})


def _let_clicks_through(figure: "Figure") -> None:
    """Lets the pointer through to what is added later: a station close to a home would take its clicks."""
    figure.update_traces(hoverinfo="skip", hovertemplate=None)
