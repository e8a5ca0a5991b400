"""The ground under every map: postcodes as faint dots, borough outlines, stations, a scale bar and the legend."""

import html
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from housing_match.places.layers import outlines
from housing_match.places.postcodes import points_inside
from housing_match.places.stations import stations

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

NAVY, TEAL, MAGENTA, ORANGE, GREY, LILAC = "#12436D", "#28A197", "#801650", "#F46A25", "#3D3D3D", "#A285D1"
"""The Government Analysis Function's palette."""
Point = tuple[float, float]
DASHES = ("solid", "dash", "dot", "dashdot", "longdash", "longdashdot")
LEAST_ACROSS_METRES = 2_000
MARGIN_PERCENT = 6
MOST_DOTS = 6_000
CELL_METRES = (40, 60, 80, 100, 150, 200, 300, 500, 750, 1_000, 1_500, 2_000, 3_000, 5_000, 10_000)
"""Texture shows one postcode a cell; the first of these that leaves few enough dots."""
SCALE_BAR_METRES = (100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000, 200_000)
STATIONS_WITHIN_METRES = 60_000
"""A wider map shows no stations: they would be a blot."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in metres of METRIC_CRS."""

    west: float
    south: float
    east: float
    north: float

    @property
    def across(self) -> float:
        """The longer side, in metres."""
        return max(self.east - self.west, self.north - self.south)

    def holds(self, easting: float, northing: float) -> bool:
        """Whether the point lies inside or on the edge."""
        return self.west <= easting <= self.east and self.south <= northing <= self.north

    def wider(self, metres: float) -> "Box":
        """The box with so many metres more on every side."""
        return Box(self.west - metres, self.south - metres, self.east + metres, self.north + metres)


def box_around(points: Iterable[Point]) -> Box:
    """The smallest box with a margin and LEAST_ACROSS_METRES each way; without a point, London's middle."""
    found = list(points) or [(530_000.0, 180_000.0)]
    west, east = _span([x for x, _ in found])
    south, north = _span([y for _, y in found])
    box = Box(west, south, east, north)
    return box.wider(box.across * MARGIN_PERCENT / 100)


def _span(metres: Sequence[float]) -> tuple[float, float]:
    low, high = min(metres), max(metres)
    short = max(0.0, LEAST_ACROSS_METRES - (high - low)) / 2
    return low - short, high + short


@dataclass(frozen=True, slots=True)
class Outline:
    """The outline of one borough that comes with the product."""

    name: str
    rings: tuple[Sequence[Point], ...]


def outlines_of(codes: Collection[str]) -> list[Outline]:
    """The outlines of these boroughs, in code order; none for those that do not come with the product."""
    layer = outlines()
    found = [
        (str(row["code"]), Outline(str(row["name"]), tuple(ring for polygon in shape for ring in polygon)))
        for shape, row in zip(layer.shapes, layer.rows, strict=True)
        if row["code"] in codes
    ]
    return [outline for _, outline in sorted(found, key=lambda one: one[0])]


def corners(found: Iterable[Outline]) -> list[Point]:
    """Every corner of these outlines."""
    return [point for outline in found for ring in outline.rings for point in ring]


def new_map(box: Box, codes: Collection[str], said: str) -> "Figure":
    """A figure with the ground drawn: equal scales, no axes, the legend below. `said` is what `in_words` gives back."""
    from plotly.graph_objects import Figure

    figure = Figure()
    _add_texture(figure, box)
    _add_outlines(figure, outlines_of(codes))
    if box.across <= STATIONS_WITHIN_METRES:
        _add_stations(figure, box)
    _frame(figure, box)
    figure.update_layout(meta={"said": said})
    return figure


def in_words(figure: "Figure") -> str:
    """What a map made here shows, in one or two sentences, for those who cannot see it; plain text."""
    return str(figure.layout.meta["said"])


def add_points(
    figure: "Figure",
    name: str,
    points: Sequence[tuple[float, float, str]],
    marker: Mapping[str, object],
    ids: Sequence[str] | None = None,
) -> None:
    """One kind of point with its lines of words on hover; words are text, whatever signs stand in them."""
    if not points:
        return
    figure.add_scatter(
        x=[x for x, _, _ in points],
        y=[y for _, y, _ in points],
        text=[html.escape(words).replace("\n", "<br>") for _, _, words in points],
        customdata=ids,
        mode="markers",
        marker=marker,
        name=name,
        hovertemplate="%{text}<extra></extra>",
        unselected={"marker": {"opacity": 1}},
    )


def with_gaps(lines: Iterable[Sequence[Point]]) -> tuple[list[float | None], list[float | None]]:
    """Lines as the x and y of one trace, to the whole metre."""
    x: list[float | None] = []
    y: list[float | None] = []
    for line in lines:
        x += [*(round(point[0]) for point in line), None]
        y += [*(round(point[1]) for point in line), None]
    return x, y


def _add_texture(figure: "Figure", box: Box) -> None:
    """Every dot is a short line, and all of them one path: thousands of marks would be slow to draw."""
    reach = box.wider(box.across / 2)
    dots = _dots(round(reach.west), round(reach.south), round(reach.east), round(reach.north))
    size = box.across / 500
    x, y = with_gaps([((x - size / 2, y), (x + size / 2, y)) for x, y in dots.T.tolist()])
    figure.add_scatter(
        x=x,
        y=y,
        mode="lines",
        line={"color": GREY, "width": 1.6, "simplify": False},
        opacity=0.16,
        hoverinfo="skip",
        showlegend=False,
        name="Postcodes",
    )


@lru_cache(maxsize=64)
def _dots(west: int, south: int, east: int, north: int) -> NDArray[np.int64]:
    """One postcode a cell inside the box, int64 [2, N]."""
    points = points_inside(west, south, east, north)
    for cell in CELL_METRES:
        _, first = np.unique(points // cell, axis=1, return_index=True)
        if len(first) <= MOST_DOTS:
            break
    return points[:, np.sort(first)]


def _add_outlines(figure: "Figure", found: Sequence[Outline]) -> None:
    for outline, dash in zip(found, _dashes(found), strict=True):
        x, y = with_gaps(outline.rings)
        figure.add_scatter(
            x=x,
            y=y,
            mode="lines",
            line={"color": GREY, "width": 1.5, "dash": dash},
            name=html.escape(outline.name),
            hoverinfo="skip",
            showlegend=len(found) <= 4,
        )


def _dashes(found: Sequence[Outline]) -> list[str]:
    """A way of drawing for each outline, other than that of any neighbour named before it."""
    corner_sets = [{(round(x), round(y)) for x, y in corners([outline])} for outline in found]
    chosen: list[str] = []
    for at, own in enumerate(corner_sets):
        taken = {dash for dash, other in zip(chosen, corner_sets[:at], strict=True) if own & other}
        chosen.append(next((dash for dash in DASHES if dash not in taken), DASHES[-1]))
    return chosen


def _add_stations(figure: "Figure", box: Box) -> None:
    near = [one for one in stations() if box.holds(one.easting, one.northing)]
    plain = [(one.easting, one.northing, one.name) for one in near if not one.step_free_lines]
    free = [
        (one.easting, one.northing, f"{one.name}\nStep-free: {', '.join(one.step_free_lines)}")
        for one in near
        if one.step_free_lines
    ]
    line = {"width": 1.2, "color": GREY}
    add_points(figure, "Station", plain, {"symbol": "square-open", "size": 6, "color": GREY, "line": line})
    add_points(figure, "Station, step-free", free, {"symbol": "cross", "size": 8, "color": GREY})


def _frame(figure: "Figure", box: Box) -> None:
    length = _scale_bar_metres(box)
    left, bottom = box.west + box.across / 50, box.south + box.across / 50
    figure.add_shape(type="line", x0=left, x1=left + length, y0=bottom, y1=bottom, line={"color": GREY, "width": 3})
    label = f"{length // 1000} km" if length >= 1000 else f"{length} m"
    figure.add_annotation(x=left + length / 2, y=bottom, text=label, showarrow=False, yshift=10)
    hidden = {"visible": False, "fixedrange": False}
    figure.update_layout(
        xaxis={**hidden, "range": (box.west, box.east)},
        yaxis={**hidden, "range": (box.south, box.north), "scaleanchor": "x", "scaleratio": 1},
        legend={"orientation": "h", "yanchor": "top", "y": -0.02, "x": 0},
        margin={"l": 0, "r": 0, "t": 0, "b": 0},
        height=560,
        plot_bgcolor="white",
        clickmode="event+select",
        dragmode="pan",
    )


def _scale_bar_metres(box: Box) -> int:
    """The longest round length that takes up at most a quarter of the map."""
    return max(length for length in SCALE_BAR_METRES if length <= box.across / 4)
