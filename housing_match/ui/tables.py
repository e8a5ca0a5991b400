"""The tables that the pages show: the sample, or the folder or workbook the person who started them chose."""

import os
from datetime import date
from pathlib import Path

import streamlit as st

from housing_match import shipped
from housing_match.assess import Assessment
from housing_match.domain import Scenario
from housing_match.run import assess, load_and_measure
from housing_match.synthetic.sample import AS_OF
from housing_match.tables import FaultsFound, grouped

CHOSEN = "HOUSING_MATCH_TABLES"


def chosen_assessment() -> Assessment | None:
    """Today's state of the chosen tables; None, with every fault said on the page, where they have faults."""
    chosen = os.environ.get(CHOSEN)
    path = Path(chosen) if chosen else shipped("data/two_boroughs")
    try:
        return _assessed(str(path), date.today() if chosen else AS_OF)
    except FaultsFound as found:
        st.error("There is a problem with the tables. Mend what is listed, then start again.")
        st.dataframe(
            [{"table": group.table, "what is wrong and how to mend it": group.text} for group in grouped(found.faults)]
        )
        return None


@st.cache_data(scope="session", show_spinner="Reading the tables …")
def _assessed(path: str, day: date) -> Assessment:
    world, geography = load_and_measure(Path(path), day)
    return assess(world, geography, Scenario(as_of=day))
