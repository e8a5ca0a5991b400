"""The plan as map and tables; a point or a line opens the card of the person or home that it is about."""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from housing_match.explain import Reasons
from housing_match.publish.markdown import plain
from housing_match.publish.plan_tables import Lines, lines_at
from housing_match.ui.desk import Desk
from housing_match.ui.made import Made
from housing_match.ui.shown import drawn_from, show_figure

MAP = "plan_map"
HOW = "Tick a line, or press Shift and Space on it, to open its card."


def matches(desk: Desk, made: Made) -> None:
    """The map of homes and everybody who moves."""
    plan_map(desk, made)
    st.caption(f"Minutes below: {plain(made.outcome.assessment.geography.minutes_by)}.")
    table(desk, made.reasons, made.matches)


def plan_map(desk: Desk, made: Made) -> None:
    """Every home by what the plan does there; a click opens its card."""
    show_figure(made.map, MAP, zooms=True, on_select=partial(_take_point, desk), selection_mode="points")
    st.caption(f"Click a home to open its card. {drawn_from(made.outcome.assessment.geography)}")


def waiting(desk: Desk, made: Made) -> None:
    """Everybody who waits, by why."""
    groups = made.waiting
    if not groups:
        st.write("Nobody waits.")
    for lines in groups:
        table(desk, made.reasons, lines)


def empty_homes(desk: Desk, made: Made) -> None:
    """Every void."""
    table(desk, made.reasons, made.voids)


def together(desk: Desk, made: Made) -> None:
    """Every home with people in it."""
    table(desk, made.reasons, made.together)


def table(desk: Desk, reasons: Reasons, lines: Lines) -> None:
    """A table of which each line opens a card; the lines about what is chosen are marked."""
    st.header(plain(lines.title))
    if not lines.rows:
        return
    st.caption(HOW)
    marked = lines_at(lines, reasons, desk.chosen)
    key = f"lines_{lines.key}"
    st.session_state[key] = {"selection": {"rows": list(marked), "columns": [], "cells": []}}
    st.dataframe(
        list(lines.rows),
        key=key,
        on_select=partial(_take_line, desk, lines.about, key, marked),
        selection_mode="multi-row",
        hide_index=True,
        placeholder="",
        column_config={"Waiting since": st.column_config.DateColumn(format="D MMM YYYY")},
        alt=lines.title,
    )


def _take_line(desk: Desk, about: Sequence[str], key: str, marked: Sequence[int]) -> None:
    """Opens the card of the line that was just marked; a mark taken away closes it. All lines at once open none."""
    rows = st.session_state[key]["selection"]["rows"]
    fresh = [at for at in rows if at not in marked]
    if len(fresh) == 1:
        desk.chosen = about[fresh[0]]
    elif not fresh:
        desk.chosen = None


def _take_point(desk: Desk) -> None:
    """Opens the card of the home clicked; a second click on the same point unmarks it, which opens it again."""
    points = st.session_state[MAP]["selection"]["points"]
    clicked = [point["customdata"] for point in points if "customdata" in point]
    if clicked:
        home_id = clicked[-1]
        st.session_state["clicked_home"] = desk.chosen = home_id if isinstance(home_id, str) else home_id[0]
    elif desk.chosen != st.session_state.get("clicked_home"):
        desk.chosen = st.session_state.get("clicked_home")
