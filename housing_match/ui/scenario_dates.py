"""The day of the plan, how far it looks, and its limits."""

import streamlit as st

from housing_match.domain import Scenario, World
from housing_match.publish.words import day_words
from housing_match.tables.scenario_keys import FIRST_DAY, LAST_DAY, MOST_CHAIN, MOST_SECONDS, MOST_SEED, MOST_WEEKS
from housing_match.ui.scenario_fields import fed, field, written


def dates(scenario: Scenario, world: World | None) -> None:
    """Every field that is a date or a number of its own."""
    key = fed("scenario_as_of", scenario.as_of)
    st.date_input(
        "Day the plan is made for",
        key=key,
        min_value=FIRST_DAY,
        max_value=LAST_DAY,
        format="DD/MM/YYYY",
        help="Ages, waiting times and windows are counted from this day; the tables are checked for it again.",
        on_change=written,
        args=(key, field("as_of")),
    )
    left, right = st.columns(2)
    with left:
        until = f"Up to and including {day_words(scenario.window_end)}."
        _number("window_weeks", "Window, weeks", 0, MOST_WEEKS, until, scenario)
    with right:
        until = f"Up to and including {day_words(scenario.window_end_band_a)}: places free by then."
        _number("window_weeks_band_a", "Window for people in band A, weeks", 0, MOST_WEEKS, until, scenario)
    key = fed("scenario_use_reserved", scenario.use_reserved)
    st.checkbox(
        "Reserved places and places on offer may be used", key=key, on_change=written, args=(key, field("use_reserved"))
    )
    st.divider()
    left, right = st.columns(2)
    with left:
        said = "Empty: chains may be of any length. A chain starts at an empty home; each move frees the next."
        _number("max_chain", "Most moves in one chain", 1, MOST_CHAIN, said, scenario, needed=False)
        said = "Plans that are still equal are told apart by a lottery; the same seed gives the same plan."
        _number("seed", "Seed of the lottery", 0, MOST_SEED, said, scenario)
    with right:
        said = "Empty: until the plan is proved best or somebody stops it."
        _number("time_limit_seconds", "Stop after, seconds", 1, MOST_SECONDS, said, scenario, needed=False)


def _number(
    name: str, label: str, least: int, most: int, said: str, scenario: Scenario, *, needed: bool = True
) -> None:
    """One whole number of the scenario, with what it means beneath."""
    key = fed(f"scenario_{name}", getattr(scenario, name))
    st.number_input(
        label,
        min_value=least,
        max_value=most,
        value="min" if needed else None,
        step=1,
        key=key,
        placeholder="No limit",
        on_change=written,
        args=(key, field(name, needed=needed)),
    )
    st.caption(said)
