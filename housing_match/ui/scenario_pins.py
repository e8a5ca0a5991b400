"""People and places that must, or may not, be matched, whatever else the plan would do."""

from collections.abc import Callable

import streamlit as st

from housing_match.domain import Scenario, World
from housing_match.publish.choices import bedspaces, homes, people
from housing_match.publish.markdown import plain
from housing_match.publish.objective import pair_words, published_words, quota_words
from housing_match.ui.scenario_changes import with_pair, without_pair, without_published_plan, without_quota
from housing_match.ui.scenario_fields import edit

KINDS = {"pins": "Must be matched", "bans": "May not be matched"}


def pins(scenario: Scenario, world: World) -> None:
    """A form for one more, then those there are and what only a file brings, each with a button that takes it out."""
    st.caption(
        "A pin holds only if every requirement allows it; if not, the plan says why. A home stands for any of its "
        "bedspaces."
    )
    with st.form("pair", clear_on_submit=True):
        person = {one.id: one.label for one in people(world)}
        place = {one.id: one.label for one in (*homes(world), *bedspaces(world))}
        resident_id = st.selectbox(
            "Person", person, index=None, format_func=person.__getitem__, placeholder="Search by id"
        )
        place_id = st.selectbox(
            "Home or bedspace", place, index=None, format_func=place.__getitem__, placeholder="Search"
        )
        kind = st.radio("They", KINDS, format_func=lambda one: KINDS[one].lower(), horizontal=True)
        if st.form_submit_button("Add"):
            if resident_id and place_id and kind:
                edit(with_pair, kind, resident_id, place_id, world)
                st.rerun()
            st.error("There is a problem. Choose a person and a home or bedspace.")
    for kind, title in KINDS.items():
        st.header(title, anchor=False)
        pairs = getattr(scenario, kind)
        if not pairs:
            st.caption("None.")
        for number, pair in enumerate(pairs, start=1):
            _removable(f"{number}. {pair_words(pair, world)}", f"out_{kind}_{number}", without_pair, kind, pair)
    if scenario.nominations:
        st.header("Quotas of nominations", anchor=False)
        for number, quota in enumerate(scenario.nominations, start=1):
            _removable(f"{number}. {quota_words(quota)}", f"out_quota_{number}", without_quota, quota)
    if scenario.published_plan is not None:
        st.header("Plan published before", anchor=False)
        _removable(" ".join(published_words(scenario, world)), "out_published_plan", without_published_plan)


def _removable(words: str, key: str, change: Callable[..., Scenario], *arguments: object) -> None:
    """A line with a button that takes out of the scenario what it says."""
    said, out = st.columns([4, 1], vertical_alignment="center")
    said.markdown(plain(words))
    out.button("Remove", key=key, on_click=edit, args=(change, *arguments))
