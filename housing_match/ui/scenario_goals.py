"""The goals in their order: one is chosen, moved by buttons that keep the keyboard's place, and may give way."""

from dataclasses import replace

import streamlit as st

from housing_match.domain import GOAL, Scenario, World, goal_order
from housing_match.publish.goal_words import goal_words, in_unit
from housing_match.publish.markdown import plain
from housing_match.publish.words import capital
from housing_match.tables.scenario_keys import MOST_TOLERANCE
from housing_match.ui.scenario_changes import with_goal_moved, with_tolerance
from housing_match.ui.scenario_fields import edit, fed

CHOSEN = "goal_chosen"


def goals(scenario: Scenario, world: World) -> None:
    """The goals, most important first, and beside them what can be done with the one chosen."""
    st.caption(
        "Each goal is proved best before the next is looked at. A goal that may give way can be that much worse than "
        "its best, where this lets the goals below it come out better."
    )
    order = goal_order(scenario.goals)
    left, right = st.columns([3, 2], gap="medium")
    with left:
        chosen = st.radio(
            "Choose a goal, then move it or let it give way",
            order,
            format_func=lambda name: plain(goal_words(GOAL[name])),
            captions=[_gives_way_by(scenario, name) for name in order],
            key=fed(CHOSEN, st.session_state.get(CHOSEN, order[0])),
        )
    with right:
        st.button("Move up", on_click=edit, args=(_moved, -1), width="stretch")
        st.button("Move down", on_click=edit, args=(_moved, 1), width="stretch")
        _gives_way(scenario, chosen)
        if order != scenario.usual_goals or scenario.gives_way:
            st.button("Back to the brief", on_click=edit, args=(_usual,), width="stretch")
            st.caption("The usual order, and no goal gives way.")


def _gives_way_by(scenario: Scenario, name: str) -> str:
    most = dict(scenario.tolerances).get(name, 0)
    return f"May give way by {in_unit(most, GOAL[name])}" if most else ""


def _gives_way(scenario: Scenario, name: str) -> None:
    key = fed(f"tolerance_{name}", dict(scenario.tolerances).get(name, 0))
    st.number_input(
        f"May give way by, {GOAL[name].unit}",
        min_value=0,
        max_value=MOST_TOLERANCE,
        step=1,
        key=key,
        on_change=lambda: edit(lambda now: with_tolerance(now, name, st.session_state[key])),
    )
    st.caption(plain(f"{capital(GOAL[name].title)}: 0 is not at all."))


def _moved(scenario: Scenario, by: int) -> Scenario:
    """Moves the goal chosen at the time of the click, which may be a moment younger than what is drawn."""
    return with_goal_moved(scenario, st.session_state[CHOSEN], by)


def _usual(scenario: Scenario) -> Scenario:
    return replace(scenario, goals=scenario.usual_goals, tolerances=())
