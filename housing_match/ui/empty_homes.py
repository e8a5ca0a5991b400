"""The empty homes: what becomes of each, who nearly fits and what stops them, and what adapting would unlock."""

import streamlit as st

from housing_match.criteria.comparing import code_words
from housing_match.explain.voids import LABELS, MATCHED
from housing_match.publish.plan_tables import void_lines
from housing_match.publish.words import LABEL_TITLES, counted, pounds
from housing_match.ui.asking import finished
from housing_match.ui.desk import Desk
from housing_match.ui.empty_homes_more import more
from housing_match.ui.made import Made
from housing_match.ui.plan_card import card
from housing_match.ui.plan_lists import plan_map, table
from housing_match.ui.shown import BESIDE, heading, keep


def page() -> None:
    """The empty homes of the plan made last."""
    desk = heading("Empty homes")
    made = finished(desk, "What becomes of an empty home is known once there is a plan.")
    if made is None:
        return
    left, right = st.columns([6, 5], gap="medium")
    with left:
        _figures(made)
        chosen = _filter(desk, made)
        table(desk, made.reasons, void_lines(made.reasons, chosen))
        plan_map(desk, made)
    with right, st.container(border=True, key=BESIDE):
        card(desk, made, more)


def _figures(made: Made) -> None:
    voids = made.reasons.voids
    left = [one for one in voids if one.label != MATCHED]
    cost = sum(one.weekly_void_cost or 0 for one in left)
    unknown = sum(one.weekly_void_cost is None for one in left)
    shown = st.columns(3)
    shown[0].metric("Empty homes", f"{len(voids):,}")
    shown[1].metric("Left empty by the plan", f"{len(left):,}")
    shown[2].metric("They cost a week", pounds(cost))
    if unknown:
        st.caption(f"The cost of {counted(unknown, 'home')} left empty is not known.")


def _filter(desk: Desk, made: Made) -> tuple[str, ...]:
    """Which labels are listed: all, until somebody chooses others or none."""
    count = {label: sum(one.label == label for one in made.reasons.voids) for label in LABELS}
    chosen = st.pills(
        "What becomes of them",
        LABELS,
        format_func=lambda label: f"{code_words(label).capitalize()}: {count[label]}",
        selection_mode="multi",
        key="void_labels",
        on_change=keep(desk, "void_labels", list(LABELS)),
        help=". ".join(f"{code_words(label).capitalize()}: {LABEL_TITLES[label]}" for label in LABELS),
    )
    return tuple(chosen) or LABELS
