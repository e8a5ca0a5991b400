"""The tables: upload yours or take the sample, see every fault with its mend, what was read and what is not known."""

from collections.abc import Callable

import streamlit as st

from housing_match.publish.markdown import plain
from housing_match.tables import template
from housing_match.ui.data_faults import EXCEL, show_trouble
from housing_match.ui.data_fields import show_fields
from housing_match.ui.data_quality import show_quality
from housing_match.ui.data_read import show_what_was_read
from housing_match.ui.desk import Desk
from housing_match.ui.shown import heading, show_open
from housing_match.ui.source import sample, uploaded

TABS: tuple[tuple[str, Callable[[Desk], None]], ...] = (
    ("What was read", show_what_was_read),
    ("What is not known", show_quality),
    ("What each field means", lambda _: show_fields()),
)
ENDINGS = ("xlsx", "xlsm", "zip", "csv")


def page() -> None:
    """The page."""
    desk = heading("Data")
    choice, trouble, tables = st.container(), st.container(), st.container()  # so that none moves as another changes
    with choice:
        _choose(desk)
    with trouble:
        show_trouble(desk)
    with tables:
        _show_tables(desk)


def _show_tables(desk: Desk) -> None:
    """What the tables in use say, a tab at a time, so that nobody waits for what nobody looks at."""
    if desk.world is None:
        st.header("What each field means")
        show_fields()
        return
    tabs = st.tabs([title for title, _ in TABS], on_change="rerun")
    show_open(tabs, TABS, desk)


def _choose(desk: Desk) -> None:
    """The ways to give tables, and what is in use now."""
    own, ready = st.columns([3, 2], gap="large")
    with own:
        round_number = st.session_state.setdefault("uploads_read", 0)
        given = st.file_uploader(
            "Upload your tables",
            type=list(ENDINGS),
            accept_multiple_files=True,
            key=f"upload_{round_number}",
            help="One Excel workbook with a sheet a table, one zip of a folder of CSV files, or the CSV files "
            "themselves. They stay on this machine and are kept in memory only.",
        )
        if given:
            with st.spinner("Reading and checking your tables …"):
                desk.offer(uploaded([(one.name, one.getvalue()) for one in given]))
            st.session_state["uploads_read"] = round_number + 1  # a fresh uploader: the next file stands alone
            st.rerun()
    with ready:
        st.markdown("**No tables of your own yet?**")
        st.download_button(
            "Download the empty workbook",
            data=template,
            file_name="housing-match-template.xlsx",
            mime=EXCEL,
            on_click="ignore",
            help="An Excel workbook with notes, drop-downs and an example row on each sheet.",
        )
        if st.button("Use the synthetic sample", help="Invented people and homes at real postcodes of two boroughs."):
            with st.spinner("Reading the sample …"):
                desk.offer(sample())
            st.rerun()
    if desk.source is None:
        st.info("No tables are in use yet. Upload yours, or look around with the synthetic sample.")
    elif desk.world is not None and desk.refused is None:
        st.success(f"In use: {plain(desk.source.name)}. The tables are sound.")
