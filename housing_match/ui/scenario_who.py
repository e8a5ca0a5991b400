"""Which people and homes take part: found by borough, band, need or id, and left out or put back in one click."""

from collections.abc import Callable, Iterable, Set

import streamlit as st

from housing_match.assess import places_taking_people, takes_part
from housing_match.domain import Scenario, World
from housing_match.publish.choices import Choice, bedspaces, homes, matching, people
from housing_match.publish.words import counted
from housing_match.ui.scenario_changes import all_in, leaving_out, only, putting_back
from housing_match.ui.scenario_fields import edit

LINE_HEIGHT, MOST_HEIGHT = 35, 320
"""Pixels of a line of the list, and of all of it."""
KINDS: dict[str, tuple[Callable[[World], tuple[Choice, ...]], str, str]] = {
    "People": (people, "person", "people"),
    "Homes": (homes, "home", "homes"),
    "Bedspaces": (bedspaces, "bedspace", "bedspaces"),
}
KIND, VERSION = "who_kind", "who_version"


def who(scenario: Scenario, world: World) -> None:
    """One kind at a time: how many are in, filters, the list, and what to do with those ticked or shown."""
    st.session_state.setdefault(VERSION, 0)
    kind = st.radio(
        "Choose among", KINDS, horizontal=True, key=KIND, persist_state="session", label_visibility="collapsed"
    )
    list_all, one, many = KINDS[kind]
    choices = list_all(world)
    _filters(kind, choices)
    found = _found(kind, choices)
    left_in = _left_in(kind, scenario, world)
    st.caption(f"{len(left_in):,} of {counted(len(choices), one, many)} in. Shown: {len(found):,}.")
    st.dataframe(
        [_line(choice, choice.id in left_in) for choice in found],
        hide_index=True,
        height=min(MOST_HEIGHT, LINE_HEIGHT * (len(found) + 1) + 3),
        key=_list_key(kind, found),
        on_select="rerun",
        selection_mode="multi-row",
    )
    ticked = _ticked(kind, found)
    what = f"{counted(len(ticked or found), one, many)} {'ticked' if ticked else 'shown'}"
    st.caption(f"What the buttons do concerns the {what}.")
    for place, label, change in zip(
        st.columns(4),
        ("Leave out", "Put back", "Only these", f"All {many} in"),
        (leaving_out, putting_back, only, all_in),
        strict=True,
    ):
        place.button(label, on_click=_done, args=(change, world), disabled=not found, width="stretch")


def _left_in(kind: str, scenario: Scenario, world: World) -> Set[str]:
    """The ids that take part; a home does as long as one of its bedspaces does."""
    if kind == "People":
        return {one.resident_id for one in world.residents if takes_part(one, world, scenario)}
    rooms = places_taking_people(world, scenario)
    return rooms if kind == "Bedspaces" else {world.home_of(one) for one in rooms}


def _filters(kind: str, choices: tuple[Choice, ...]) -> None:
    of_people = kind == "People"
    left, right = st.columns(2)
    with left:
        _several("Borough", f"who_boroughs_{kind}", {one.borough for one in choices})
        words = {word for one in choices for word in one.traits}
        _several("Needs, all of" if of_people else "Offers, all of", f"who_traits_{kind}", words)
    with right:
        if of_people:
            _several("Band", f"who_bands_{kind}", {one.band for one in choices})
        st.text_input("Id" if of_people else "Id or name", key=f"who_text_{kind}", persist_state="session")


def _several(label: str, key: str, options: Iterable[str]) -> None:
    st.multiselect(label, sorted(options), placeholder="Any", key=key, persist_state="session")


def _found(kind: str, choices: tuple[Choice, ...]) -> tuple[Choice, ...]:
    """Those that the filters let through, as they are set now."""
    now = st.session_state
    return matching(
        choices,
        boroughs=now[f"who_boroughs_{kind}"],
        bands=now.get(f"who_bands_{kind}", ()),
        traits=now[f"who_traits_{kind}"],
        text=now[f"who_text_{kind}"],
    )


def _list_key(kind: str, found: tuple[Choice, ...]) -> str:
    """A list of others, or one after a change, is another widget, so that no tick passes to somebody else."""
    return f"who_{kind}_{st.session_state[VERSION]}_{hash(tuple(choice.id for choice in found))}"


def _ticked(kind: str, found: tuple[Choice, ...]) -> frozenset[str]:
    state = st.session_state.get(_list_key(kind, found))
    return frozenset(found[at].id for at in state.selection.rows) if state else frozenset()


def _line(choice: Choice, is_in: bool) -> dict[str, str]:
    name = {"Band": choice.band} if choice.band else {"Home": ", ".join(choice.label.split(", ")[1:-1])}
    return {
        "Takes part": "in" if is_in else "left out",
        "Id": choice.id,
        **name,
        "Borough": choice.borough,
        "Needs" if choice.band else "Offers": "; ".join(choice.traits),
    }


def _done(change: Callable[..., Scenario], world: World) -> None:
    """Changes those ticked, or else all found, at the time of the click; the list begins again with nothing ticked."""
    kind = st.session_state[KIND]
    found = _found(kind, KINDS[kind][0](world))
    ids = _ticked(kind, found) or frozenset(choice.id for choice in found)
    st.session_state[VERSION] += 1
    if ids:
        edit(change, ids, *(() if change is leaving_out else (world,)))
