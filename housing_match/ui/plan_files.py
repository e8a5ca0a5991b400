"""Every output file of the plan to download, one by one and all in one."""

from functools import partial

import streamlit as st

from housing_match.publish import Outcome
from housing_match.publish.markdown import plain
from housing_match.publish.outputs import WHAT_IT_IS
from housing_match.publish.words import INTERNAL_ONLY
from housing_match.ui.desk import Desk
from housing_match.ui.made import Made

KINDS = {"json": "application/json", "csv": "text/csv", "gpkg": "application/geopackage+sqlite3"}


def files(desk: Desk, made: Made) -> None:
    """A button a file, with what it is; the files are made at the first click."""
    outcome = made.outcome
    st.warning(plain(INTERNAL_ONLY))
    stem = f"plan-{outcome.assessment.scenario.as_of}-{outcome.scenario_sha256[:8]}"
    st.download_button(
        "Download all files (zip)",
        data=lambda: outcome.packed,
        file_name=f"{stem}.zip",
        mime="application/zip",
        type="primary",
        on_click="ignore",
    )
    for name, what in WHAT_IT_IS.items():
        st.download_button(
            f"Download {name}",
            data=partial(_content, outcome, name),
            file_name=name,
            mime=KINDS[name.rpartition(".")[2]],
            on_click="ignore",
        )
        st.caption(f"{name}: {what}.")


def _content(outcome: Outcome, name: str) -> bytes:
    return outcome.files[name]
