"""scenario"""

import streamlit as st


def page() -> None:
    """The page."""
    st.title("Scenario")
