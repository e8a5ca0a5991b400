"""A plan in the making: each goal in its order, how far it is, and a button that ends it with the best plan so far."""

from typing import Any

import streamlit as st

from housing_match.ui.running import PROVED, TO_COME, Behind, GoalSoFar

SECONDS_BETWEEN_LOOKS = 0.5


@st.fragment(run_every=SECONDS_BETWEEN_LOOKS)
def progress(run: Behind[Any]) -> None:
    """How far a plan is; the page is shown anew when it is done."""
    if not run.running:
        st.rerun()
    goals = run.goals()
    proved = sum(one.state == PROVED for one in goals)
    done = "Every goal is proved. The prices of the goals and the reasons are being written."
    said = f"Making the plan: {proved} of {len(goals)} goals proved, {run.seconds:.0f} seconds."
    st.progress(proved / len(goals), text=done if proved == len(goals) else said)
    if run.stopping:
        st.info("Stopping. The best plan found so far is being written with its reasons.")
    else:
        st.button("Stop and keep the best plan so far", on_click=run.stop)
    st.table([_line(one) for one in goals], border="horizontal", hide_index=True)
    st.caption("You can look at other pages; the plan is made meanwhile.")


@st.fragment(run_every=SECONDS_BETWEEN_LOOKS)
def at_work(asked: Behind[Any]) -> None:
    """How far something is that stands beside a plan, in one line; the page is shown anew when it is done."""
    if not asked.running:
        st.rerun()
    goals = asked.goals()
    proved = sum(one.state == PROVED for one in goals)
    so_far = f"{asked.seconds:.0f} seconds"
    if asked.told:
        st.progress(proved / len(goals), text=f"Planning again: {proved} of {len(goals)} goals proved, {so_far}.")
    else:
        st.caption(f"Working it out: {so_far}.")
    st.button("Stop", key=f"stop_{id(asked)}", on_click=asked.stop, disabled=asked.stopping)


def _line(goal: GoalSoFar) -> dict[str, str]:
    begun = goal.state != TO_COME
    return {
        "Goal, most important first": goal.title,
        "How far": goal.state,
        "Best so far": "" if goal.value is None else f"{goal.value:,}",
        "No plan does better than": "" if goal.bound is None else f"{goal.bound:,}",
        "Seconds": f"{goal.seconds:.1f}" if begun else "",
    }
