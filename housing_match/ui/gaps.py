"""What is missing and what could be built: gaps by kind, borough and year, new places, and the candidate sites."""

import streamlit as st

from housing_match.assess import Assessment
from housing_match.draw import sites_map
from housing_match.explain.gaps import GapsBy
from housing_match.explain.small_numbers import ROUNDED_TO
from housing_match.places.authorities import authority_name
from housing_match.publish.gaps import PLAINEST, WHAT_IT_COUNTS, gap_cell, kind_words
from housing_match.publish.words import day_words, shortage_words
from housing_match.ui.desk import Desk
from housing_match.ui.infill import infill
from housing_match.ui.shown import assessed, bullets, heading, show_map, show_open
from housing_match.ui.source import drawn_over

YEARS = 5


def page() -> None:
    """The gaps of the scenario as it is set; no plan is needed."""
    desk = heading("Gaps and infill")
    assessment = assessed(desk)
    if assessment is None:
        return
    with st.spinner("Working out what is missing …"):
        found = desk.gaps(assessment, YEARS)
    first, last = found[0], found[-1]
    figures = st.columns(3)
    figures[0].metric(f"People without a place by {day_words(first.by)}", _short(first))
    figures[1].metric("Shortages they share", f"{len(first.shortages):,}")
    figures[2].metric(f"People without a place by {day_words(last.by)}", _short(last))
    st.caption("People whom no plan can house with the homes there are or that come free by then.")
    titles = [title for title, _ in SECTIONS]
    shown = st.tabs(titles, key="gaps_section", default=desk.gaps_section, on_change=lambda: _opened(desk))
    show_open(shown, SECTIONS, desk, assessment, found)


def _opened(desk: Desk) -> None:
    desk.gaps_section = st.session_state["gaps_section"]


def _short(by: GapsBy) -> str:
    return f"{sum(one.short_by for one in by.shortages):,}"


def _gaps(desk: Desk, assessment: Assessment, found: tuple[GapsBy, ...]) -> None:
    """One kind of home, borough by borough and year by year; a line opens to its people."""
    st.caption(WHAT_IT_COUNTS)
    published = st.toggle("As it may be published", key="gaps_published")
    if published:
        st.caption(f"Counts of 1 to 7 are hidden, others rounded to {ROUNDED_TO}; this is one table by itself.")
    titles = list(dict.fromkeys(one.title for by in reversed(found) for one in by.gaps))
    title = st.selectbox("Kind of home", titles, key="gaps_kind")
    cells = [{(one.wanted, one.borough): one for one in by.gaps if one.title == title} for by in found]
    keys = list(dict.fromkeys(key for some in reversed(cells) for key in some))
    lines = [
        {
            "What is needed": wanted,
            "Borough": authority_name(borough),
            **{
                f"Missing by {day_words(by.by)}": gap_cell(some.get((wanted, borough)), published=published)
                for by, some in zip(found, cells, strict=True)
            },
        }
        for wanted, borough in keys
    ]
    if published:
        st.dataframe(lines, hide_index=True)
        return
    ticked = st.dataframe(
        lines, hide_index=True, key="gaps_table", on_select="rerun", selection_mode="single-row"
    ).selection["rows"]
    if not ticked:
        st.caption("Tick a line, or press Shift and Space on it, to see its people.")
        return
    gap = cells[-1].get(keys[ticked[0]])
    if gap is not None:
        st.header(f"{gap.wanted}: {authority_name(gap.borough)}, by {day_words(found[-1].by)}")
        short = set(gap.short_ids)
        st.dataframe(
            [{"Person": one, "A new place is missing": "yes" if one in short else "no"} for one in gap.resident_ids],
            hide_index=True,
        )


def _new_places(desk: Desk, assessment: Assessment, found: tuple[GapsBy, ...]) -> None:
    """The fewest new places that would end every shortage, of which kind."""
    st.caption(PLAINEST)
    st.dataframe(
        [
            {"Places": len(one.resident_ids), "Each must have": kind_words(one), "For": ", ".join(one.resident_ids)}
            for one in sorted(found[0].new_places, key=lambda one: (-len(one.resident_ids), kind_words(one)))
        ],
        hide_index=True,
    )


def _shortages(desk: Desk, assessment: Assessment, found: tuple[GapsBy, ...]) -> None:
    """Each certificate in one sentence, which anybody can check."""
    st.markdown(bullets(shortage_words(one) for one in found[0].shortages))


def _sites(desk: Desk, assessment: Assessment, found: tuple[GapsBy, ...]) -> None:
    """Where something could be built."""
    world = assessment.world
    show_map(
        sites_map(world, {}, drawn_over()),
        assessment,
        [
            {
                "Site": one.name,
                "Borough": authority_name(one.borough),
                "Dwellings": one.dwellings,
                "Hectares": one.hectares,
                "Earliest year": one.earliest_year,
                "Source": one.source,
            }
            for one in world.sites
        ],
    )


def _build(desk: Desk, assessment: Assessment, found: tuple[GapsBy, ...]) -> None:
    """What to build where."""
    infill(desk, assessment)


SECTIONS = (
    ("Gaps", _gaps),
    ("New places", _new_places),
    ("Shortages", _shortages),
    ("Sites", _sites),
    ("What to build", _build),
)
