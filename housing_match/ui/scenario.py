"""What a plan is to be made for: people, homes, dates, rules, goals, pins; and in plain words what that asks for."""

import streamlit as st

from housing_match.domain import Scenario, World
from housing_match.publish.markdown import plain
from housing_match.publish.objective import objective
from housing_match.tables import scenario_sha256
from housing_match.ui.scenario_dates import dates
from housing_match.ui.scenario_goals import goals
from housing_match.ui.scenario_pins import pins
from housing_match.ui.scenario_rules import rules
from housing_match.ui.scenario_saved import said_of_the_file, saved, scenario_faults
from housing_match.ui.scenario_who import who
from housing_match.ui.shown import BESIDE, bullets, heading, ready, show_open

SIGNS_OF_MARK = 12
SECTIONS = (
    ("People and homes", who),
    ("Dates and limits", dates),
    ("Rules", rules),
    ("Goals", goals),
    ("Pins and bans", pins),
)


def page() -> None:
    """The scenario as it is set."""
    desk = heading("Scenario")
    if desk.world is None or desk.scenario is None:
        ready(desk)  # says what to do first
        if desk.faults and desk.scenario is not None:
            st.caption("The tables were checked for the scenario's date. Another date has them checked again.")
            dates(desk.scenario, None)
        return
    saved(desk.scenario)
    with st.container():  # a place of its own: what comes and goes in it has nothing below drawn anew
        said_of_the_file()
        scenario_faults(desk.scenario, desk.world)
    left, right = st.columns([5, 3], gap="medium")
    with left:
        shown = st.tabs([title for title, _ in SECTIONS], key="scenario_section", on_change="rerun")
        show_open(shown, SECTIONS, desk.scenario, desk.world)
    with right, st.container(border=True, key=BESIDE):
        _in_words(desk.scenario, desk.world)


def _in_words(scenario: Scenario, world: World) -> None:
    st.header("What this asks for", anchor=False)
    st.caption(plain(scenario.name))
    *first, fit = objective(scenario, world)
    for part in first:
        sign = "1." if part.ordered else "-"
        st.markdown(f"**{plain(part.title)}**\n\n" + "\n".join(f"{sign} {plain(one)}" for one in part.sentences))
    with st.expander(fit.title):
        st.markdown(bullets(fit.sentences))
    mark = scenario_sha256(scenario)[:SIGNS_OF_MARK]
    st.caption(f"Mark of this scenario: {mark}. Saved and loaded again, it bears the same mark.")
