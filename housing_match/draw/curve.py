"""The curve of capital against people housed."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from housing_match.draw.marks import FONT, GREY, NAVY, ORANGE
from housing_match.planning import Step

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

HEIGHT_PIXELS = 320


def curve_chart(steps: Sequence[Step]) -> "Figure":
    """The least capital for each number of people housed; hollow where no sites were found for just these homes."""
    from plotly.graph_objects import Figure

    figure = Figure()
    figure.add_scatter(
        x=[one.capital_pounds for one in steps],
        y=[one.housed for one in steps],
        mode="lines",
        line={"color": GREY, "width": 1.5, "shape": "hv"},
        hoverinfo="skip",
        showlegend=False,
    )
    for name, symbol, colour, attained in (
        ("Sites found", "circle", NAVY, True),
        ("At least so much; no sites found", "circle-open", ORANGE, False),
    ):
        some = [one for one in steps if one.attained == attained]
        if some:
            figure.add_scatter(
                x=[one.capital_pounds for one in some],
                y=[one.housed for one in some],
                mode="markers",
                marker={"symbol": symbol, "size": 9, "color": colour},
                name=name,
                hovertemplate="%{y} people housed for £%{x:,}<extra></extra>",
            )
    axis = {"gridcolor": "#E5E5E5", "zeroline": False, "rangemode": "tozero", "automargin": True}
    figure.update_layout(
        xaxis={**axis, "title": {"text": "Capital"}, "tickprefix": "£", "tickformat": ",.0f"},
        yaxis={**axis, "title": {"text": "People housed"}, "rangemode": "normal"},
        font=FONT,
        height=HEIGHT_PIXELS,
        margin={"l": 60, "r": 20, "t": 10, "b": 50},
        plot_bgcolor="white",
        paper_bgcolor="white",
        legend={"orientation": "h", "y": 1.12, "x": 0},
        meta={"said": _said(steps)},
    )
    return figure


def _said(steps: Sequence[Step]) -> str:
    if not steps:
        return "There are no steps to show."
    first, last = steps[0], steps[-1]
    return (
        f"Chart of the least capital for each number of people housed: {first.housed} for £{first.capital_pounds:,}, "
        f"{last.housed} for £{last.capital_pounds:,}, in {len(steps)} steps."
    )
