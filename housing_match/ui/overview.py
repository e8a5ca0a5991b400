"""How things stand: who waits, who is away only for lack of a home, what stands empty and what it costs, on one map."""

from collections.abc import Callable

import streamlit as st

from housing_match.assess import Assessment
from housing_match.draw import homes_map
from housing_match.explain import BoroughStanding, standing
from housing_match.places.authorities import authority_name
from housing_match.ui.shown import assessed, heading, plain

COUNTS: tuple[tuple[str, Callable[[BoroughStanding], int]], ...] = (
    ("People known", lambda one: one.known),
    ("Need a move", lambda one: one.need_a_move),
    ("Live out of borough", lambda one: one.out_of_borough),
    ("of them for lack of a home", lambda one: one.out_for_lack_of_a_home),
    ("Empty homes", lambda one: one.voids),
    ("Their cost, £ a week", lambda one: one.weekly_void_cost),
    ("Empty homes of unknown cost", lambda one: one.voids_of_unknown_cost),
)


def page() -> None:
    """The overview."""
    assessment = assessed(heading("Overview"))
    if assessment is None:
        return
    world, now = assessment.world, standing(assessment)
    st.caption(f"As at {assessment.scenario.as_of:%-d %B %Y}. Housing Match proposes; a panel decides.")
    figures = st.columns(4)
    figures[0].metric("People who need a move", sum(one.need_a_move for one in now.boroughs))
    figures[1].metric("Away only for lack of a home", sum(one.out_for_lack_of_a_home for one in now.boroughs))
    figures[2].metric("Empty homes", sum(one.voids for one in now.boroughs))
    figures[3].metric("Their cost a week", f"£{sum(one.weekly_void_cost for one in now.boroughs):,}")
    left, right = st.columns([3, 2])
    with left:
        st.plotly_chart(homes_map(world), config={"displaylogo": False, "scrollZoom": True}, key="homes_map")
        st.caption(plain("; ".join(assessment.geography.layers)) + "; outlines: see maps/SOURCES.md")
    with right:
        st.subheader("By borough")
        st.dataframe(
            [
                {"": words, **{authority_name(one.borough): count(one) for one in now.boroughs}}
                for words, count in COUNTS
            ],
            hide_index=True,
        )
        st.subheader("What no empty home offers")
        st.caption("People in the plan for whom this rule is met in none of the empty homes.")
        st.dataframe([{"Rule": one.title, "People": one.people} for one in now.needs], hide_index=True)
    _empty_homes(assessment)


def _empty_homes(assessment: Assessment) -> None:
    world = assessment.world
    st.subheader("Empty homes")
    st.dataframe(
        [
            {
                "Place": place.bedspace_id,
                "Home": world.home[place.home_id].name,
                "Borough": authority_name(place.borough),
                "Empty since": world.bedspace[place.bedspace_id].void_since,
                "£ a week": place.weekly_void_cost,
                "Accessibility": place.ahr_category,
                "Night support": (place.night_support or "not known").replace("_", " "),
            }
            for place in assessment.places
            if place.status == "void"
        ],
        hide_index=True,
    )
