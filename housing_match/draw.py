"""Homes, voids and moves in British National Grid, as layers of a file and as a figure on a page."""

import html
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from housing_match.assess import Assessment
from housing_match.domain import Plan, World
from housing_match.explain import Match, Void
from housing_match.places.layers import Layer, outlines
from housing_match.places.postcodes import find
from housing_match.places.stations import stations

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

NAVY, TEAL, ORANGE, GREY = "#12436D", "#28A197", "#F46A25", "#3D3D3D"
"""Of the Government Analysis Function's palette."""
MARGIN_METRES = 800
SCALE_BAR_METRES = 2000


def map_layers(assessment: Assessment, plan: Plan, matches: Sequence[Match], voids: Sequence[Void]) -> dict[str, Layer]:
    """Layers `homes` and `arrivals` (points) and `moves` (lines from today's postcode to the new home).

    A person without a current postcode has a point but no line. Internal only: a line shows where a person lives.
    """
    world = assessment.world
    postcodes = find({one.postcode for one in world.homes} | {one.current_postcode or "" for one in world.residents})
    points = [(postcodes[home.postcode].easting, postcodes[home.postcode].northing) for home in world.homes]
    lines, moves, ends, arrivals = [], [], [], []
    for match in matches:
        start = postcodes.get(world.resident[match.move.resident_id].current_postcode or "")
        end = postcodes[world.home[match.home_id].postcode]
        row = {
            "resident_id": match.move.resident_id,
            "bedspace_id": match.move.bedspace_id,
            "home_id": match.home_id,
            "chain_id": match.move.chain_id,
            "step": match.move.step,
            "fit": match.move.fit,
            "notice": world.notice,
        }
        ends.append((end.easting, end.northing))
        arrivals.append(row)
        if start is not None:
            lines.append([(start.easting, start.northing), (end.easting, end.northing)])
            moves.append(row)
    return {
        "homes": Layer(geometry="Point", shapes=points, rows=_home_rows(world, matches, voids)),
        "arrivals": Layer(geometry="Point", shapes=ends, rows=arrivals),
        "moves": Layer(geometry="LineString", shapes=lines, rows=moves),
    }


def _home_rows(world: World, matches: Sequence[Match], voids: Sequence[Void]) -> list[dict[str, object]]:
    labels: dict[str, Counter[str]] = {home.home_id: Counter() for home in world.homes}
    for void in voids:
        labels[void.home_id][void.label] += 1
    moved_in = Counter(match.home_id for match in matches)
    return [
        {
            "home_id": home.home_id,
            "name": home.name,
            "borough": home.borough,
            "home_type": home.home_type,
            "setting": home.setting,
            "bedspaces": len(world.bedspaces_of[home.home_id]),
            "moved_in": moved_in[home.home_id],
            "voids_matched": labels[home.home_id]["matched"],
            "voids_contested": labels[home.home_id]["contested"],
            "voids_no_one_fits": labels[home.home_id]["no_one_fits"],
            "notice": world.notice,
        }
        for home in world.homes
    ]


def homes_map(world: World) -> "Figure":
    """Homes, homes with a void and step-free stations over the outlines of the boroughs that have homes.

    The same figure for the same tables, so that a page keeps its zoom. Words from the tables are shown as plain text.
    """
    from plotly.graph_objects import Figure

    points = find({one.postcode for one in world.homes})
    empty = Counter(room.home_id for room in world.bedspaces if room.status == "void")
    figure = Figure()
    for name, rings in _outlines_of({one.borough for one in world.homes}):
        x, y = _line_with_gaps(rings)
        figure.add_scatter(x=x, y=y, mode="lines", line={"color": GREY, "width": 1.5}, name=name, hoverinfo="skip")
    box = (
        _box(points[one.postcode].easting for one in world.homes),
        _box(points[one.postcode].northing for one in world.homes),
    )
    near = [one for one in stations() if one.step_free_lines and _inside(one.easting, one.northing, box)]
    stops = [(one.easting, one.northing, one.name) for one in near]
    _add_points(figure, "Step-free station", stops, {"symbol": "cross", "color": TEAL, "size": 9})
    for name, is_empty, marker in (
        ("Home without a void", False, {"color": NAVY, "size": 7, "symbol": "circle"}),
        ("Home with a void", True, {"color": ORANGE, "size": 13, "symbol": "diamond"}),
    ):
        homes = [
            (points[one.postcode].easting, points[one.postcode].northing, f"{one.name}: {empty[one.home_id]} empty")
            for one in world.homes
            if (empty[one.home_id] > 0) == is_empty
        ]
        _add_points(figure, name, homes, {**marker, "line": {"width": 1, "color": "white"}})
    _frame(figure, box)
    return figure


def _add_points(
    figure: "Figure", name: str, points: Sequence[tuple[int, int, str]], marker: Mapping[str, object]
) -> None:
    """One layer of points with their words on hover; words are text, whatever signs stand in them."""
    figure.add_scatter(
        x=[easting for easting, _, _ in points],
        y=[northing for _, northing, _ in points],
        text=[html.escape(words) for _, _, words in points],
        mode="markers",
        marker=marker,
        name=name,
        hovertemplate="%{text}<extra></extra>",
    )


Span = tuple[int, int]


def _box(metres: Iterable[int]) -> Span:
    found = sorted(metres)
    return (found[0] - MARGIN_METRES, found[-1] + MARGIN_METRES) if found else (0, SCALE_BAR_METRES)


def _inside(easting: int, northing: int, box: tuple[Span, Span]) -> bool:
    return box[0][0] <= easting <= box[0][1] and box[1][0] <= northing <= box[1][1]


def _outlines_of(codes: set[str]) -> list[tuple[str, list[Sequence[tuple[float, float]]]]]:
    """Name and rings of each borough whose outline comes with the product."""
    layer = outlines()
    return [
        (str(row["name"]), [ring for polygon in shape for ring in polygon])
        for shape, row in zip(layer.shapes, layer.rows, strict=True)
        if row["code"] in codes
    ]


def _line_with_gaps(rings: Sequence[Sequence[tuple[float, float]]]) -> tuple[list[float | None], list[float | None]]:
    x: list[float | None] = []
    y: list[float | None] = []
    for ring in rings:
        x += [*(point[0] for point in ring), None]
        y += [*(point[1] for point in ring), None]
    return x, y


def _frame(figure: "Figure", box: tuple[Span, Span]) -> None:
    """Equal scales, no axes, a scale bar, the legend below."""
    left, bottom = box[0][0] + MARGIN_METRES // 4, box[1][0] + MARGIN_METRES // 4
    bar = {"type": "line", "x0": left, "x1": left + SCALE_BAR_METRES, "y0": bottom, "y1": bottom}
    figure.add_shape(**bar, line={"color": GREY, "width": 3})
    label = f"{SCALE_BAR_METRES // 1000} km"
    figure.add_annotation(x=left + SCALE_BAR_METRES / 2, y=bottom, text=label, showarrow=False, yshift=10)
    hidden = {"visible": False, "fixedrange": False}
    figure.update_layout(
        xaxis={**hidden, "range": box[0]},
        yaxis={**hidden, "range": box[1], "scaleanchor": "x", "scaleratio": 1},
        legend={"orientation": "h", "yanchor": "top", "y": -0.02, "x": 0},
        margin={"l": 0, "r": 0, "t": 0, "b": 0},
        height=560,
        plot_bgcolor="white",
    )
