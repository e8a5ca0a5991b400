"""What is missing and what could be built: gaps by kind, borough and year, new places, and the candidate sites."""

import streamlit as st

from housing_match.assess import Assessment
from housing_match.draw import sites_map
from housing_match.explain.gaps import GapsBy
from housing_match.places.authorities import authority_name
from housing_match.publish.gaps import PLAINEST, WHAT_IT_COUNTS, by_kind, gap_columns, gap_row, kind_words, most_first
from housing_match.publish.words import day_words, shortage_words
from housing_match.ui.desk import Desk
from housing_match.ui.infill import infill
from housing_match.ui.redesign import redesign
from housing_match.ui.shown import as_published, assessed, bullets, heading, keep, show_lines, show_map, show_sections
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
    figures[0].metric(f"People without a place by {day_words(first.by)}", f"{first.short_by:,}")
    figures[1].metric("Shortages they share", f"{len(first.shortages):,}")
    figures[2].metric(f"People without a place by {day_words(last.by)}", f"{last.short_by:,}")
    st.caption("People whom no plan can house with the homes there are or that come free by then.")
    show_sections(desk, "gaps_section", SECTIONS, desk, assessment, found)


def _gaps(desk: Desk, assessment: Assessment, found: tuple[GapsBy, ...]) -> None:
    """One kind of home, borough by borough and year by year; a line opens to its people."""
    st.caption(WHAT_IT_COUNTS)
    published = as_published(desk, "gaps_published", "table")
    kinds = by_kind(found)
    if not kinds:
        st.info("Nobody in the plan is known to need anything that a home must have.")
        return
    title = st.selectbox(
        "Kind of home", kinds, key="gaps_kind", on_change=keep(desk, "gaps_kind", next(iter(kinds)), kinds)
    )
    columns = gap_columns(found)
    rows = [dict(zip(columns, gap_row(line, published=published), strict=True)) for line in kinds[title]]
    if published:
        st.dataframe(rows, hide_index=True)
        return
    ticked = st.dataframe(rows, hide_index=True, key="gaps_table", on_select="rerun", selection_mode="single-row")
    if not ticked.selection["rows"]:
        st.caption("Tick a line, or press Shift and Space on it, to see its people.")
        return
    gap = kinds[title][ticked.selection["rows"][0]][-1]
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
    show_lines(
        [
            {"Places": len(one.resident_ids), "Each must have": kind_words(one), "For": ", ".join(one.resident_ids)}
            for one in most_first(found[0].new_places)
        ],
        "No new place is needed.",
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


def _redesign(desk: Desk, assessment: Assessment, found: tuple[GapsBy, ...]) -> None:
    """What to change in homes there are."""
    redesign(desk, assessment)


SECTIONS = (
    ("Gaps", _gaps),
    ("New places", _new_places),
    ("Shortages", _shortages),
    ("Sites", _sites),
    ("What to build", _build),
    ("What to redesign", _redesign),
)
