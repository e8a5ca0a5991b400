"""Maps of one need: where the people live who have it, and how many there are near each empty home that meets it."""

import streamlit as st

from housing_match.assess import Assessment
from housing_match.draw import need_map, pressure_map, pressure_words
from housing_match.explain import Standing, Want, need_by_area, pressure
from housing_match.explain.need_by_place import NEAR_MINUTES
from housing_match.explain.small_numbers import HIDDEN, count_words
from housing_match.places.hexagons import hexagons_over
from housing_match.ui.desk import Desk
from housing_match.ui.shown import as_published, keep, show_map
from housing_match.ui.source import drawn_over

NOTHING_NEEDED = "Nobody who needs a move is known to need anything that a home must have."


def _need(desk: Desk, now: Standing) -> Want | None:
    """One need, chosen from those that anybody has who needs a move."""
    if not now.needs:
        st.info(NOTHING_NEEDED)
        return None
    words = {f"{one.wanted} ({one.title.lower()})": one for one in now.needs}
    take = keep(desk, "need_shown", next(iter(words)), words)
    return words[st.selectbox("What is needed", words, key="need_shown", on_change=take)]


def by_area(desk: Desk, assessment: Assessment, now: Standing) -> None:
    """Each area by the people living there who need something, against the empty homes there that have it."""
    published, need = as_published(desk, "map_published", "map"), _need(desk, now)
    if need is None:
        return
    base = drawn_over()
    areas = base.wards or hexagons_over(frozenset(one.borough for one in assessment.world.homes), base.stations)
    found = need_by_area(assessment, need, areas)
    show_map(
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


def near(desk: Desk, assessment: Assessment, now: Standing) -> None:
    """Each home with an empty place that meets the need, by how many people near there are for each."""
    published, need = as_published(desk, "map_published", "map"), _need(desk, now)
    if need is None:
        return
    found = pressure(assessment, need)
    st.caption(
        f"A person counts as near where the present address, or that of family or a friend, is within {NEAR_MINUTES} "
        "minutes, estimated from the straight distance."
    )
    show_map(
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
