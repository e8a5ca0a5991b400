"""The scenario's name and its file: saved, loaded, begun again, and what of it does not fit the tables."""

import re
from collections.abc import Sequence

import streamlit as st

from housing_match.domain import Scenario, World
from housing_match.publish.markdown import plain
from housing_match.tables import Fault, FaultsFound, check_scenario, grouped, write_scenario
from housing_match.tables.scenario_file import read_scenario_bytes
from housing_match.tables.scenario_keys import LONGEST_NAME
from housing_match.ui.desk import this_desk
from housing_match.ui.scenario_changes import without_lost_ids
from housing_match.ui.scenario_fields import edit, fed, field, written
from housing_match.ui.shown import bullets

LOADING, BEGINNING, FILE = "scenario_loading", "scenario_beginning", "scenario_file"
"""Keys of what opens over the page, so that it can be closed when it is done with, and of the file field in it."""
LOST = ("unknown_id", "not_a_pair")


def saved(scenario: Scenario) -> None:
    """The name, and beside it what can be done with the whole scenario."""
    name, save, load, again = st.columns([4, 1.4, 1.4, 2.2], vertical_alignment="bottom")
    key = fed("scenario_name", scenario.name)
    name.text_input("Name of this scenario", key=key, max_chars=LONGEST_NAME, on_change=written, args=(key, _named))
    save.download_button(
        "Save to a file",
        write_scenario(scenario),
        file_name=f"{re.sub(r'[^A-Za-z0-9]+', '-', scenario.name).strip('-').lower() or 'scenario'}.toml",
        mime="application/toml",
        on_click="ignore",
        width="stretch",
    )
    loading = load.popover("Load a file", width="stretch", key=LOADING, on_change="rerun")
    if loading.open:
        with loading:
            _load()
    with again.popover("Start again", width="stretch", key=BEGINNING, on_change="rerun"):
        st.write("Everything set on this page goes back to the client's brief. Save it first if you want to keep it.")
        st.button("Start again from the client's brief", on_click=_start_again)


def _named(scenario: Scenario, name: str) -> Scenario:
    return field("name")(scenario, name.strip())


def _start_again() -> None:
    st.session_state[BEGINNING] = False
    desk = this_desk()
    if desk.source is not None:
        desk.set_scenario(Scenario(as_of=desk.source.usual_day))


def _load() -> None:
    """A file chosen is read at once; with that the field is gone, so that the same file can be loaded once more."""
    st.file_uploader("A scenario saved before (.toml)", type="toml", max_upload_size=1, key=FILE, on_change=_read)


def _read() -> None:
    desk, file = this_desk(), st.session_state[FILE]
    if file is None or desk.source is None:
        return
    st.session_state[LOADING] = False
    try:
        scenario = read_scenario_bytes(file.getvalue(), usual_day=desk.source.usual_day)
    except FaultsFound as found:
        st.session_state["scenario_file_said"] = found.faults
        return
    st.session_state["scenario_file_said"] = scenario.name
    desk.set_scenario(scenario)


def said_of_the_file() -> None:
    """What came of the file loaded last, said once."""
    said = st.session_state.pop("scenario_file_said", None)
    if isinstance(said, str):
        st.success(f"Loaded: {plain(said)}")
    elif said:
        _show("There is a problem with the file. The scenario stays as it was.", said)


def scenario_faults(scenario: Scenario, world: World) -> None:
    """What of the scenario does not fit the tables or itself."""
    faults = check_scenario(scenario, world)
    if not faults:
        return
    _show("There is a problem with the scenario. No plan can be made until what is listed is mended.", faults)
    if any(fault.code in LOST for fault in faults):
        st.button("Take out what the tables do not have", on_click=edit, args=(without_lost_ids, world))


def _show(what: str, faults: Sequence[Fault]) -> None:
    lines = bullets(group.text for group in grouped(faults))
    st.error(f"{what}\n\n{lines}")
