"""How every map looks: the palette, points with their words, the frame with its scale bar and legend."""

import html
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from housing_match.draw.box import Box, Point

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

NAVY, TEAL, MAGENTA, ORANGE, GREY, LILAC = "#12436D", "#28A197", "#801650", "#F46A25", "#3D3D3D", "#A285D1"
"""The Government Analysis Function's palette."""
EDGE = {"width": 1, "color": "white"}
"""Round every mark, so that those that touch stay apart."""
LEGEND_PIXELS = 88
"""Four lines of it."""
FONT = {"color": GREY, "size": 14, "family": "Source Sans, Arial, sans-serif"}
BAR_STRIP_PERCENT = 7
"""How much of the longer side lies free under the map for the scale bar."""
PICKED_PIXELS = 8
"""How much larger a point is while it is the one chosen."""
SCALE_BAR_METRES = (100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000, 200_000)


def add_frame(figure: "Figure", box: Box, height_pixels: int) -> None:
    """Equal scales, no axes, north, under the map a scale bar and under the picture the legend.

    The picture is exactly the box with the strip for the bar, whatever room a page gives it: its domain gives way,
    never its range. The legend's room is kept free whether it needs all of it or not, for Plotly makes none when a
    page changes its width.
    """
    south = box.south - box.across * BAR_STRIP_PERCENT / 100
    _add_scale_bar(figure, box.west, (south + box.south) / 2, _scale_bar_metres(box))
    arrow = {"ax": 0, "ay": 28, "arrowhead": 2, "arrowwidth": 1.5, "arrowcolor": GREY, "xshift": 10}
    figure.add_annotation(x=box.west, y=box.north, text="N", font=FONT, **arrow)
    hidden = {"visible": False, "constrain": "domain"}
    figure.update_layout(
        xaxis={**hidden, "range": (box.west, box.east)},
        yaxis={
            **hidden,
            "range": (south, box.north),
            "scaleanchor": "x",
            "scaleratio": 1,
            "constraintoward": "bottom",
        },
        legend={
            "orientation": "h",
            "yref": "container",
            "yanchor": "top",
            "y": LEGEND_PIXELS / height_pixels,
            "x": 0,
            "font": {**FONT, "size": 13},
        },
        margin={"l": 0, "r": 0, "t": 0, "b": LEGEND_PIXELS, "autoexpand": False},
        height=height_pixels,
        plot_bgcolor="white",
        paper_bgcolor="white",
        clickmode="event+select",
        dragmode="pan",
        hoverlabel={"font": FONT, "bgcolor": "white", "align": "left"},
    )


def _add_scale_bar(figure: "Figure", west: float, north: float, length: int) -> None:
    line = {"color": GREY, "width": 3}
    figure.add_shape(type="line", x0=west, x1=west + length, y0=north, y1=north, line=line)
    label = f"{length // 1000} km" if length >= 1000 else f"{length} m"
    place = {"x": west + length, "y": north, "xanchor": "left", "xshift": 6}
    figure.add_annotation(text=label, showarrow=False, font=FONT, **place)


def _scale_bar_metres(box: Box) -> int:
    """The longest round length that takes up at most a quarter of the map."""
    return max(length for length in SCALE_BAR_METRES if length <= box.across / 4)


def in_words(figure: "Figure") -> str:
    """What a map made here shows, in one or two sentences, for those who cannot see it; plain text."""
    return str(figure.layout.meta["said"])


def add_points(
    figure: "Figure",
    name: str,
    points: Sequence[tuple[float, float, str]],
    marker: Mapping[str, Any],
    *,
    ids: Sequence[str] | None = None,
    rank: int = 1_000,
) -> None:
    """One kind of point with its lines of words on hover; words are text, whatever signs stand in them.

    `ids` become the points' customdata. `rank` is the place in the legend, lowest first; nothing is added for no point.
    """
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
        legendrank=rank,
        hovertemplate="%{text}<extra></extra>",
        selected={"marker": {"size": marker["size"] + PICKED_PIXELS}},
        unselected={"marker": {"opacity": 1}},
    )


def add_circles(
    figure: "Figure",
    name: str,
    points: Sequence[tuple[float, float, str]],
    numbers: Sequence[str],
    sizes: Sequence[float],
    colour: str,
) -> None:
    """Points as circles of these sizes in pixels, each with a number in it; the largest lie lowest."""
    order = sorted(range(len(points)), key=lambda at: -sizes[at])
    figure.add_scatter(
        x=[points[at][0] for at in order],
        y=[points[at][1] for at in order],
        hovertext=[html.escape(points[at][2]).replace("\n", "<br>") for at in order],
        text=[numbers[at] for at in order],
        mode="markers+text",
        marker={"symbol": "circle", "size": [sizes[at] for at in order], "color": colour, "opacity": 0.9, "line": EDGE},
        textfont={**FONT, "size": 12, "color": "white"},
        name=name,
        legendrank=1,
        hovertemplate="%{hovertext}<extra></extra>",
    )


def with_gaps(lines: Iterable[Sequence[Point]]) -> tuple[list[float | None], list[float | None]]:
    """Lines as the x and y of one trace, to the whole metre."""
    x: list[float | None] = []
    y: list[float | None] = []
    for line in lines:
        x += [*(round(point[0]) for point in line), None]
        y += [*(round(point[1]) for point in line), None]
    return x, y
