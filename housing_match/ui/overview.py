"""How things stand: who waits, who is away only for lack of a home, what stands empty and what it costs, on one map."""

from collections.abc import Callable

import streamlit as st

from housing_match.assess import Assessment
from housing_match.criteria.comparing import code_words
from housing_match.explain import BoroughStanding, Standing, standing
from housing_match.places.authorities import authority_name
from housing_match.publish.words import day_words
from housing_match.ui.maps import maps
from housing_match.ui.maps_of_need import NOTHING_NEEDED
from housing_match.ui.shown import assessed, heading, show_lines

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
    desk = heading("Overview")
    assessment = assessed(desk)
    if assessment is None:
        return
    now, day = standing(assessment), assessment.scenario.as_of
    st.caption(f"As at {day_words(day)}. Housing Match proposes; a panel decides.")
    figures = st.columns(4)
    figures[0].metric("People who need a move", sum(one.need_a_move for one in now.boroughs))
    figures[1].metric("Away only for lack of a home", sum(one.out_for_lack_of_a_home for one in now.boroughs))
    figures[2].metric("Empty homes", sum(one.voids for one in now.boroughs))
    figures[3].metric("Their cost a week", f"£{sum(one.weekly_void_cost for one in now.boroughs):,}")
    left, right = st.columns([3, 2])
    with left:
        maps(desk, assessment, now)
    with right:
        st.header("By borough")
        st.table(
            [
                {"Borough": words, **{authority_name(one.borough): f"{count(one):,}" for one in now.boroughs}}
                for words, count in COUNTS
            ],
            border="horizontal",
            hide_index=True,
        )
    _needs(now)
    _empty_homes(assessment)


def _needs(now: Standing) -> None:
    st.header("What people who need a move need, and the empty homes that have it")
    st.caption(
        "One need at a time: a home must meet all of a person's needs together, so fewer fit than these numbers say."
    )
    if not now.needs:
        st.caption(NOTHING_NEEDED)
        return
    titles = list(dict.fromkeys(one.title for one in now.needs))
    away = set(now.away_for_lack_of_a_home)
    title = st.selectbox("Need", titles)
    st.dataframe(
        [
            {
                "What is needed": one.wanted,
                "People who need it": len(one.resident_ids),
                "of them away for lack of a home": len(away.intersection(one.resident_ids)),
                "Empty homes that have it": len(one.bedspace_ids),
            }
            for one in now.needs
            if one.title == title
        ],
        hide_index=True,
    )


def _empty_homes(assessment: Assessment) -> None:
    world = assessment.world
    st.header("Empty homes")
    show_lines(
        [
            {
                "Place": place.bedspace_id,
                "Home": world.home[place.home_id].name,
                "Borough": authority_name(place.borough),
                "Empty since": world.bedspace[place.bedspace_id].void_since,
                "£ a week": place.weekly_void_cost,
                "Accessibility": place.ahr_category,
                "Night support": code_words(place.night_support),
            }
            for place in assessment.places
            if place.status == "void"
        ],
        "No home stands empty.",
    )
