"""Which people and homes take part: found by borough, band, need or id, and left out or put back in one click."""

from collections.abc import Callable, Set

import streamlit as st

from housing_match.assess import places_taking_people, takes_part
from housing_match.domain import Scenario, World
from housing_match.publish.choices import Choice, bedspaces, homes, matching, people
from housing_match.publish.words import counted
from housing_match.ui.scenario_changes import all_in, leaving_out, only, putting_back
from housing_match.ui.scenario_fields import edit

LINE_HEIGHT, MOST_HEIGHT = 35, 320
"""Pixels of a line of the list, and of all of it."""
KINDS = {
    "People": (people, "person", "people"),
    "Homes": (homes, "home", "homes"),
    "Bedspaces": (bedspaces, "bedspace", "bedspaces"),
}


def who(scenario: Scenario, world: World) -> None:
    """One kind at a time: how many are in, filters, the list, and what to do with those ticked or shown."""
    kind = st.radio(
        "Choose among",
        KINDS,
        horizontal=True,
        key="who_kind",
        persist_state="session",
        label_visibility="collapsed",
    )
    list_all, one, many = KINDS[kind]
    choices = list_all(world)
    left_in = _left_in(kind, scenario, world)
    found = _filtered(kind, choices)
    st.caption(f"{len(left_in):,} of {counted(len(choices), one, many)} in. Shown: {len(found):,}.")
    version = st.session_state.setdefault("who_version", 0)
    picked = st.dataframe(
        [_line(choice, choice.id in left_in) for choice in found],
        hide_index=True,
        height=min(MOST_HEIGHT, LINE_HEIGHT * (len(found) + 1) + 3),
        key=f"who_{kind}_{version}_{hash(tuple(choice.id for choice in found))}",
        on_select="rerun",
        selection_mode="multi-row",
    )
    ticked = [found[at].id for at in picked.selection.rows]
    _actions(frozenset(ticked or [choice.id for choice in found]), bool(ticked), one, many, world)


def _left_in(kind: str, scenario: Scenario, world: World) -> Set[str]:
    """The ids that take part; a home does as long as one of its bedspaces does."""
    if kind == "People":
        return {one.resident_id for one in world.residents if takes_part(one, world, scenario)}
    rooms = places_taking_people(world, scenario)
    return rooms if kind == "Bedspaces" else {world.home_of(one) for one in rooms}


def _filtered(kind: str, choices: tuple[Choice, ...]) -> tuple[Choice, ...]:
    left, right = st.columns(2)
    with left:
        boroughs = _several("Borough", kind, {one.borough for one in choices})
        words = {word for one in choices for word in one.traits}
        traits = _several("Needs, all of" if kind == "People" else "Offers, all of", kind, words)
    with right:
        bands = _several("Band", kind, {one.band for one in choices}) if kind == "People" else []
        sought = st.text_input(
            "Id" if kind == "People" else "Id or name", key=f"who_text_{kind}", persist_state="session"
        )
    return matching(choices, boroughs=boroughs, bands=bands, traits=traits, text=sought)


def _several(label: str, kind: str, options: Set[str]) -> list[str]:
    return st.multiselect(label, sorted(options), placeholder="Any", key=f"who_{label}_{kind}", persist_state="session")


def _line(choice: Choice, is_in: bool) -> dict[str, str]:
    band = {"Band": choice.band} if choice.band else {}
    name = choice.label.split(", ")[1:-1] if not band else []
    return {
        "Takes part": "in" if is_in else "left out",
        "Id": choice.id,
        **({"Home": ", ".join(name)} if name else {}),
        "Borough": choice.borough,
        **band,
        "Needs" if band else "Offers": "; ".join(choice.traits),
    }


def _actions(ids: frozenset[str], ticked: bool, one: str, many: str, world: World) -> None:
    """What can be done with those ticked, or with all shown where none is ticked."""
    st.caption(f"What the buttons do concerns the {counted(len(ids), one, many)} {'ticked' if ticked else 'shown'}.")
    buttons = st.columns(4)
    for place, label, change in zip(
        buttons,
        ("Leave out", "Put back", "Only these", f"All {many} in"),
        (leaving_out, putting_back, only, all_in),
        strict=True,
    ):
        place.button(label, on_click=_done, args=(change, ids, world), disabled=not ids, width="stretch")


def _done(change: Callable[..., Scenario], ids: frozenset[str], world: World) -> None:
    """Makes the change, and has the list begin again with nothing ticked."""
    st.session_state["who_version"] += 1
    edit(change, ids, *(() if change is leaving_out else (world,)))
