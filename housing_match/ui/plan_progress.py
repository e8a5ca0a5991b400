"""A plan in the making: each goal in its order, how far it is, and a button that ends it with the best plan so far."""

import streamlit as st

from housing_match.ui.running import PROVED, TO_COME, GoalSoFar, Run

SECONDS_BETWEEN_LOOKS = 0.5


@st.fragment(run_every=SECONDS_BETWEEN_LOOKS)
def progress(run: Run) -> None:
    """How far the plan is; the page is shown anew when it is done."""
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


def _line(goal: GoalSoFar) -> dict[str, str]:
    begun = goal.state != TO_COME
    return {
        "Goal, most important first": goal.title,
        "How far": goal.state,
        "Best so far": "" if goal.value is None else f"{goal.value:,}",
        "No plan does better than": "" if goal.bound is None else f"{goal.bound:,}",
        "Seconds": f"{goal.seconds:.1f}" if begun else "",
    }
