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
HEIGHT_PIXELS = 580
FONT = {"color": GREY, "size": 14, "family": "Source Sans, Arial, sans-serif"}
BAR_BELOW_PIXELS = 18
LEGEND_BELOW = -0.08
"""Where the legend begins under the picture and its scale bar, in shares of the picture's height."""
PICKED_PIXELS = 8
"""How much larger a point is while it is the one chosen."""
SCALE_BAR_METRES = (100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000, 200_000)


def add_frame(figure: "Figure", box: Box) -> None:
    """Equal scales, no axes, north, and under the picture first a scale bar, then the legend."""
    length = _scale_bar_metres(box)
    ends = {"x0": box.west, "x1": box.west + length, "y0": -BAR_BELOW_PIXELS, "y1": -BAR_BELOW_PIXELS}
    below = {"yref": "paper", "ysizemode": "pixel", "yanchor": 0}
    figure.add_shape(type="line", **ends, **below, line={"color": GREY, "width": 3})
    figure.add_annotation(
        x=box.west + length,
        y=0,
        yref="paper",
        text=f"{length // 1000} km" if length >= 1000 else f"{length} m",
        xanchor="left",
        yanchor="middle",
        xshift=6,
        yshift=-BAR_BELOW_PIXELS,
        showarrow=False,
        font=FONT,
    )
    arrow = {"ax": 0, "ay": 28, "arrowhead": 2, "arrowwidth": 1.5, "arrowcolor": GREY, "xshift": 10}
    figure.add_annotation(x=0, y=1, xref="paper", yref="paper", text="N", font=FONT, **arrow)
    hidden = {"visible": False, "fixedrange": False}
    figure.update_layout(
        xaxis={**hidden, "range": (box.west, box.east)},
        yaxis={**hidden, "range": (box.south, box.north), "scaleanchor": "x", "scaleratio": 1},
        legend={"orientation": "h", "yanchor": "top", "y": LEGEND_BELOW, "x": 0, "font": FONT},
        margin={"l": 0, "r": 0, "t": 0, "b": 40},
        height=HEIGHT_PIXELS,
        plot_bgcolor="white",
        paper_bgcolor="white",
        clickmode="event+select",
        dragmode="pan",
        hoverlabel={"font": FONT, "bgcolor": "white", "align": "left"},
    )


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


def with_gaps(lines: Iterable[Sequence[Point]]) -> tuple[list[float | None], list[float | None]]:
    """Lines as the x and y of one trace, to the whole metre."""
    x: list[float | None] = []
    y: list[float | None] = []
    for line in lines:
        x += [*(round(point[0]) for point in line), None]
        y += [*(round(point[1]) for point in line), None]
    return x, y
