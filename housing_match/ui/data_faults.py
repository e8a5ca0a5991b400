"""What is wrong with tables that were given, what is in use meanwhile, and the workbook to mend it in."""

from collections import Counter
from collections.abc import Sequence
from pathlib import PurePath

import streamlit as st

from housing_match.publish.markdown import plain
from housing_match.publish.words import capital, counted, day_words
from housing_match.tables import Fault, FaultGroup, grouped, most_important_first
from housing_match.ui.data_read import choose_date
from housing_match.ui.desk import Desk
from housing_match.ui.source import Source

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
EVERY = "All tables"
ROW_PIXELS = 72
MOST_PIXELS = 560
HEADING_PIXELS = 40


def show_trouble(desk: Desk) -> None:
    """Every fault of the tables that were refused, or of those in use; nothing where there is none."""
    if desk.refused is not None:
        source, faults = desk.refused
        kept = "" if desk.source is None else f" {plain(desk.source.name)} stays in use, as before."
        _faults(source, faults, f"{plain(source.name)} was not taken.{kept}")
        if st.button("Put these faults away"):
            desk.refused = None
            st.rerun()
    elif desk.faults and desk.source is not None and desk.scenario is not None:
        checked = "" if desk.source.refused else f" They were checked for {day_words(desk.scenario.as_of)}."
        follows = f"Nothing is planned from {plain(desk.source.name)} until that is mended.{checked}"
        _faults(desk.source, desk.faults, follows, dated=desk if checked else None)


def _faults(source: Source, faults: Sequence[Fault], what_follows: str, *, dated: Desk | None = None) -> None:
    """One upload's faults; with a desk whose date decided them, the date too, to be taken back."""
    groups = most_important_first(grouped(faults))
    st.error(
        f"**There is a problem with the tables: {counted(len(faults), 'fault')} of {counted(len(groups), 'kind')}.** "
        f"{what_follows} Mend what is listed and upload again."
    )
    left, middle, right = st.columns([3, 2, 2], vertical_alignment="bottom")
    left.download_button(
        "Download your workbook with an Issues sheet",
        data=lambda: source.with_issues(faults),
        file_name=f"{PurePath(source.name).stem or 'tables'}-issues.xlsx",
        mime=EXCEL,
        on_click="ignore",
        type="primary",
        help="Your tables as they were read, each faulty cell marked, and a list of all faults that leads to each.",
    )
    with middle:
        shown = _of_one_table(groups)
    if dated is not None:
        with right:
            choose_date(dated)
    st.dataframe(
        [_line(group) for group in shown],
        hide_index=True,
        row_height=ROW_PIXELS,
        height=min(HEADING_PIXELS + ROW_PIXELS * len(shown), MOST_PIXELS),
        column_config={
            "Where": st.column_config.TextColumn(width=190),
            "Value": st.column_config.TextColumn(width=120),
            "What is wrong": st.column_config.TextColumn(width=300),
            "How to mend it": st.column_config.TextColumn(width=280),
        },
    )


def _of_one_table(groups: Sequence[FaultGroup]) -> Sequence[FaultGroup]:
    """The faults of the table chosen, where there is more than one."""
    tables = Counter(group.table for group in groups)
    if len(tables) < 2:
        return groups
    chosen = st.selectbox(
        "Show the faults of",
        [EVERY, *tables],
        format_func=lambda one: one if one == EVERY else f"{one} ({counted(tables[one], 'kind')})",
    )
    return [group for group in groups if chosen in (EVERY, group.table)]


def _line(group: FaultGroup) -> dict[str, object]:
    return {
        "Where": group.where,
        "Value": group.value,
        "What is wrong": capital(group.why),
        "How to mend it": group.mend,
    }
