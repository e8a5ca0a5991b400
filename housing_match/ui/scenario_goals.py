"""The goals in their order, moved by buttons, each with how much it may give way."""

from dataclasses import replace

import streamlit as st

from housing_match.domain import Scenario, World, goal_order
from housing_match.publish.objective import GOAL, goal_words
from housing_match.tables.scenario_keys import MOST_TOLERANCE
from housing_match.ui.scenario_changes import with_goal_moved, with_tolerance
from housing_match.ui.scenario_fields import edit, fed
from housing_match.ui.shown import plain

COLUMNS = (5, 1.3, 1.7, 1.9, 2.2)


def goals(scenario: Scenario, world: World) -> None:
    """One row a goal, most important first."""
    st.caption(
        "Each goal is proved best before the next is looked at. A goal that may give way can be that much worse than "
        "its best, where this lets the goals below it come out better."
    )
    order = goal_order(scenario.goals)
    st.columns(COLUMNS, gap="small")[3].caption("May give way by")
    for number, name in enumerate(order, start=1):
        _goal(scenario, name, number, len(order))
    if order != goal_order(()) or any(most for _, most in scenario.tolerances):
        st.button("Back to the usual order, nothing giving way", on_click=edit, args=(_usual,))


def _goal(scenario: Scenario, name: str, number: int, last: int) -> None:
    goal = GOAL[name]
    words, up, down, most, unit = st.columns(COLUMNS, vertical_alignment="center", gap="small")
    words.markdown(plain(f"{number}. {goal_words(goal)}"))
    up.button("Up", key=f"up_{name}", disabled=number == 1, on_click=edit, args=(with_goal_moved, name, -1))
    down.button("Down", key=f"down_{name}", disabled=number == last, on_click=edit, args=(with_goal_moved, name, 1))
    unit.caption(goal.unit)
    key = fed(f"tolerance_{name}", dict(scenario.tolerances).get(name, 0))
    most.number_input(
        plain(f"{goal.title} may give way by, {goal.unit}"),
        min_value=0,
        max_value=MOST_TOLERANCE,
        step=1,
        label_visibility="collapsed",
        key=key,
        on_change=lambda: edit(lambda now: with_tolerance(now, name, st.session_state[key])),
    )


def _usual(scenario: Scenario) -> Scenario:
    return replace(scenario, goals=goal_order(()), tolerances=())
