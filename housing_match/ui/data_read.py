"""What was read from sound tables: how many people, homes and places, table by table, and for which date."""

from dataclasses import replace
from datetime import date

import streamlit as st

from housing_match.tables import TABLES
from housing_match.tables.scenario_keys import FIRST_DAY, LAST_DAY
from housing_match.ui.desk import Desk


def show_what_was_read(desk: Desk) -> None:
    """The counts, and the plan's date; another date has the tables checked for it."""
    if desk.world is None:
        return
    world = desk.world
    figures = st.columns(4)
    figures[0].metric("People", f"{len(world.residents):,}")
    figures[1].metric("Homes", f"{len(world.homes):,}")
    figures[2].metric("Places in them", f"{len(world.bedspaces):,}", help="One person's room or flat each.")
    with figures[3]:
        choose_date(desk)
    st.dataframe(
        [
            {
                "Table": table.name,
                "Rows": int(bool(world.notice)) if table.name == "about" else len(getattr(world, table.name)),
                "What it holds": table.meaning,
            }
            for table in TABLES
        ],
        hide_index=True,
        width=760,
    )


def choose_date(desk: Desk) -> None:
    """The date that ages, windows and waiting are counted from."""
    if desk.scenario is None:
        return
    chosen = st.date_input(
        "The plan's date",
        value=desk.scenario.as_of,
        min_value=FIRST_DAY,
        max_value=LAST_DAY,
        format="DD/MM/YYYY",
        help="Ages, waiting and which homes are free in time are counted from this day. "
        "Another date has the tables checked again.",
    )
    if isinstance(chosen, date) and chosen != desk.scenario.as_of:
        with st.spinner("Checking the tables for that date …"):
            desk.set_scenario(replace(desk.scenario, as_of=chosen))
        st.rerun()
