"""Maps of how things stand, each with its table: homes, where people come from, needs, and how walks are measured."""

from collections.abc import Callable, Mapping

import streamlit as st

from housing_match.assess import Assessment
from housing_match.draw import homes_map, origins_map, streets_map
from housing_match.explain import Standing, origins
from housing_match.explain.small_numbers import count_words
from housing_match.places.authorities import authority_name
from housing_match.places.coverage import coverage, homes_on_streets
from housing_match.places.imported import imported_layers
from housing_match.ui.desk import Desk
from housing_match.ui.maps_of_need import by_area, near
from housing_match.ui.shown import as_published, keep, show_map
from housing_match.ui.source import drawn_over, workspace

ALL_AWAY, LACK = "Everybody who lives outside their borough", "Only those away for lack of a home"


def maps(desk: Desk, assessment: Assessment, now: Standing) -> None:
    """One of the maps, whichever is chosen; the choice is kept."""
    take = keep(desk, "map_shown", next(iter(MAPS)))
    MAPS[st.selectbox("What the map shows", MAPS, key="map_shown", on_change=take)](desk, assessment, now)


def _homes(desk: Desk, assessment: Assessment, now: Standing) -> None:
    show_map(homes_map(assessment.world, drawn_over()), assessment)


def _walks(desk: Desk, assessment: Assessment, now: Standing) -> None:
    """Where streets are imported, which homes they reach; and how much of the tables each layer covers."""
    with st.spinner("Reading the layers …"):
        imported = imported_layers(workspace())
        on_streets = homes_on_streets(assessment.world, imported)
    if imported.streets is None:
        st.caption("No streets are imported: every walk is the straight line × 1.29. docs/layers.md says how to.")
    show_map(
        streets_map(assessment.world, on_streets, drawn_over()),
        assessment,
        [
            {"Layer": one.kind.replace("_", " "), "Of": one.of, "Covers": one.covered, "In all": one.places}
            for one in coverage(assessment.world, imported)
        ],
    )


def _origins(desk: Desk, assessment: Assessment, now: Standing) -> None:
    """Authority by authority, who lives there for whom another borough is responsible."""
    published = as_published(desk, "map_published", "map")
    take = keep(desk, "away_shown", ALL_AWAY)
    group = st.radio("Who", (ALL_AWAY, LACK), horizontal=True, key="away_shown", on_change=take)
    people = [one.resident_id for one in assessment.world.residents]
    found = origins(assessment, people if group == ALL_AWAY else now.away_for_lack_of_a_home)
    boroughs = sorted({code for one in found for code, _ in one.people_of})
    show_map(
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


MAPS: Mapping[str, Callable[[Desk, Assessment, Standing], None]] = {
    "Homes as they stand": _homes,
    "Where people live who are out of borough": _origins,
    "Who needs what, area by area": by_area,
    "How many people there are for each empty home": near,
    "How walks are measured": _walks,
}
"""What each map is called, and what shows it, the usual one first."""
