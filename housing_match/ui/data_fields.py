"""What each field of the tables means: the data dictionary, to be searched."""

import streamlit as st

from housing_match.tables import TABLE, fields_in_words

EVERY = "All tables"


def show_fields() -> None:
    """Every field with which values it holds and what it means, narrowed by table and by a word."""
    narrow, search, _ = st.columns([1, 1, 1])
    table = narrow.selectbox("Table", [EVERY, *TABLE])
    word = search.text_input("A word to look for", placeholder="for example: night").strip().casefold()
    found = [
        {
            "Table": one.table,
            "Field": one.name,
            "Required": "yes" if one.required else "",
            "What it means": one.meaning,
            "What it holds": one.holds,
        }
        for one in fields_in_words()
        if table in (EVERY, one.table) and word in f"{one.name} {one.meaning} {one.holds}".casefold()
    ]
    if not found:
        st.info("No field has that word. Try a shorter one, or all tables.")
        return
    st.dataframe(
        found,
        hide_index=True,
        row_height=72,
        height=480,
        column_config={
            "Table": st.column_config.TextColumn(width=100),
            "Field": st.column_config.TextColumn(width=160),
            "Required": st.column_config.TextColumn(width=75),
            "What it means": st.column_config.TextColumn(width=270),
            "What it holds": st.column_config.TextColumn(width=290),
        },
    )
