"""The plan: made while the page shows how far it is, then with its proof, its map, its reasons and its files."""

import streamlit as st

from housing_match.publish.markdown import plain
from housing_match.publish.words import IT_PROPOSES
from housing_match.tables import grouped
from housing_match.ui.desk import Desk
from housing_match.ui.plan_card import card
from housing_match.ui.plan_files import files
from housing_match.ui.plan_lists import empty_homes, matches, together, waiting
from housing_match.ui.plan_progress import progress
from housing_match.ui.plan_summary import figures, headline, summary_and_goals
from housing_match.ui.running import Run
from housing_match.ui.shown import BESIDE, bullets, heading, ready, show_sections

SECTIONS = (
    ("Summary", summary_and_goals),
    ("Matches", matches),
    ("Who waits", waiting),
    ("Empty homes", empty_homes),
    ("Living together", together),
    ("Downloads", files),
)


def page() -> None:
    """The plan as far as it is."""
    desk = heading("Plan")
    sound = ready(desk)
    run = desk.run
    if run is not None and run.running:
        progress(run)
        return
    if run is None or run.made is None:
        _trouble(run)
        if sound:
            st.write("The best plan for the scenario as it is set, goal by goal, with a proof that none is better.")
            _make(desk, "Make the plan")
            st.caption(IT_PROPOSES)
        return
    _still_right(desk, run, sound)
    headline(run.made)
    left, right = st.columns([6, 5], gap="medium")
    with left:
        figures(run.made)
        show_sections(desk, "plan_section", SECTIONS, desk, run.made)
    with right, st.container(border=True, key=BESIDE):
        card(desk, run.made)


def _make(desk: Desk, words: str) -> None:
    st.button(words, type="primary", on_click=desk.start_run)


def _trouble(run: Run | None) -> None:
    """Why there is no plan, where one was tried."""
    if run is None:
        return
    st.error(f"There is a problem, and no plan. {plain(run.trouble)}")
    st.markdown(bullets(fault.text for fault in grouped(run.faults)))


def _still_right(desk: Desk, run: Run, sound: bool) -> None:
    """Says where the plan is not for what is set now, and offers to make it again."""
    if run.made_for(desk.world, desk.scenario):
        return
    made_under = "other tables" if run.scenario == desk.scenario else "another scenario"
    st.warning(f"This plan was made for {made_under} than what is set now. It stays here until you make it again.")
    if run.world.notice and (desk.world is None or desk.world.notice != run.world.notice):
        st.warning(plain(run.world.notice))
    if sound:
        _make(desk, "Make the plan again")
