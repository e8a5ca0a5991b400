"""Maps of how things stand, each with its table: homes, where people come from, and where a need lies."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import streamlit as st

from housing_match.assess import Assessment
from housing_match.draw import homes_map, in_words, need_map, origins_map, pressure_map, pressure_words
from housing_match.explain import NeedStanding, Standing, need_by_area, origins, pressure
from housing_match.explain.need_by_place import NEAR_MINUTES
from housing_match.explain.small_numbers import HIDDEN, ROUNDED_TO, count_words
from housing_match.places.authorities import authority_name
from housing_match.places.hexagons import hexagons_over
from housing_match.ui.desk import Desk
from housing_match.ui.shown import map_sources
from housing_match.ui.source import drawn_over

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

HOMES, ORIGINS, BY_AREA, NEAR = (
    "Homes as they stand",
    "Where people live who are out of borough",
    "Who needs what, area by area",
    "How many people there are for each empty home",
)
ALL_AWAY, LACK = "Everybody who lives outside their borough", "Only those away for lack of a home"


def maps(desk: Desk, assessment: Assessment, now: Standing) -> None:
    """One of the maps, whichever is chosen; the choice is kept."""
    kinds = (HOMES, ORIGINS, BY_AREA, NEAR)
    at = kinds.index(desk.map_shown) if desk.map_shown in kinds else 0
    desk.map_shown = st.selectbox("What the map shows", kinds, index=at, key="map_shown")
    if desk.map_shown == HOMES:
        _show(homes_map(assessment.world, drawn_over()), assessment)
        return
    published = st.toggle("As it may be published", key="map_published")
    if published:
        st.caption(
            f"Counts of 1 to 7 are hidden, others rounded to {ROUNDED_TO}. This is one map by itself: other "
            "numbers that are published beside it can give a hidden one away."
        )
    shows = {ORIGINS: _origins, BY_AREA: _by_area, NEAR: _near}[desk.map_shown]
    shows(assessment, now, published)


def _show(figure: "Figure", assessment: Assessment, rows: Sequence[Mapping[str, object]] | None = None) -> None:
    """The map, its sources, and its table for those who do not use a map."""
    config = {"displaylogo": False, "scrollZoom": True}
    st.plotly_chart(figure, theme=None, config=config, key="standing_map", alt=in_words(figure))
    st.caption(f"Grey dots are postcodes. Sources: {map_sources(assessment.geography)}")
    if rows is not None:
        st.dataframe(rows, hide_index=True)


def _origins(assessment: Assessment, now: Standing, published: bool) -> None:
    group = st.radio("Who", (ALL_AWAY, LACK), horizontal=True, key="away_shown")
    people = [one.resident_id for one in assessment.world.residents]
    found = origins(assessment, people if group == ALL_AWAY else now.away_for_lack_of_a_home)
    boroughs = sorted({code for one in found for code, _ in one.people_of})
    _show(
        origins_map(found, drawn_over(), published=published),
        assessment,
        [
            {
                "Where they live": authority_name(one.authority),
                "People": count_words(one.people, published=published),
                **{
                    f"of {authority_name(code)}": count_words(dict(one.people_of).get(code, 0), published=published)
                    for code in boroughs
                },
            }
            for one in found
        ],
    )


def _need(now: Standing) -> NeedStanding | None:
    """One need, chosen from those that anybody has who needs a move."""
    if not now.needs:
        st.info("Nobody who needs a move is known to need anything that a home must have.")
        return None
    words = {f"{one.wanted} ({one.title.lower()})": one for one in now.needs}
    return words[st.selectbox("What is needed", words, key="need_shown")]


def _by_area(assessment: Assessment, now: Standing, published: bool) -> None:
    need = _need(now)
    if need is None:
        return
    base = drawn_over()
    areas = base.wards or hexagons_over(frozenset(one.borough for one in assessment.world.homes), base.stations)
    found = need_by_area(assessment, need, areas)
    _show(
        need_map(assessment.world, found, areas, need.wanted, base, published=published),
        assessment,
        [
            {
                "Area": name,
                "People who need it": count_words(one.people, published=published),
                "Empty homes that have it": one.voids,
            }
            for name, one in zip(areas.values, found.areas, strict=True)
            if one.people or one.voids
        ],
    )
    elsewhere = count_words(found.people_elsewhere, published=published)
    st.caption(f"{elsewhere} more people who need it live in none of these areas, or their address is not known.")
    if base.wards is None:
        st.caption("Import wards (housing-match layers import wards) to see them instead of hexagons.")


def _near(assessment: Assessment, now: Standing, published: bool) -> None:
    need = _need(now)
    if need is None:
        return
    found = pressure(assessment, need)
    st.caption(
        f"A person counts as near where the present address, or that of family or a friend, is within {NEAR_MINUTES} "
        "minutes, estimated from the straight distance."
    )
    _show(
        pressure_map(assessment.world, found, need.wanted, drawn_over(), published=published),
        assessment,
        [
            {
                "Home": assessment.world.home[one.home_id].name,
                "People near": count_words(one.people, published=published),
                "Empty homes near that have it": one.voids,
                "People for each": pressure_words(one, published=published),
            }
            for one in sorted(found, key=lambda one: (-one.tenths, one.home_id))
            if not published or count_words(one.people, published=True) != HIDDEN
        ],
    )
