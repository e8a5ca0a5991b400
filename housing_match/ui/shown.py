"""What every page shows alike: text from tables as plain text, the notice of synthetic data, faults, an empty page."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import streamlit as st

from housing_match.assess import Assessment
from housing_match.domain import Geography
from housing_match.draw import in_words
from housing_match.publish.markdown import plain
from housing_match.tables import Fault, grouped
from housing_match.ui.desk import Desk, this_desk
from housing_match.ui.source import drawn_over, sample

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

STYLE = Path(__file__).parent / "pages.css"
BESIDE = "beside"
"""The key of a container that stays in sight beside a long table; pages.css knows it."""


def bullets(sentences: Iterable[str]) -> str:
    """Sentences as the Markdown of a list, each of them as plain text."""
    return "\n".join(f"- {plain(one)}" for one in sentences)


def map_sources(geography: Geography) -> str:
    """What a map was drawn from, as plain text."""
    return plain("; ".join([*geography.layers, *drawn_over().sources]))


def show_map(figure: "Figure", assessment: Assessment, rows: Sequence[Mapping[str, object]] | None = None) -> None:
    """The map, its sources, and its table for those who do not use a map."""
    config = {"displaylogo": False, "scrollZoom": True}
    st.plotly_chart(figure, theme=None, config=config, key="standing_map", alt=in_words(figure))
    st.caption(f"Grey dots are postcodes. Sources: {map_sources(assessment.geography)}")
    if rows is not None:
        st.dataframe(rows, hide_index=True)


def show_open(tabs: Iterable[Any], sections: Iterable[tuple[str, Callable[..., None]]], *given: object) -> None:
    """The section of whichever tab is open, so that nobody waits for what nobody looks at."""
    for tab, (_, section) in zip(tabs, sections, strict=True):
        if tab.open:
            with tab:
                section(*given)


def heading(title: str) -> Desk:
    """The page's title, whose tables these are and the notice that synthetic ones bear; the desk of this tab."""
    desk = this_desk()
    st.html(STYLE)
    st.title(title)
    if desk.world is not None and desk.world.notice:
        st.warning(plain(desk.world.notice))
    return desk


def ready(desk: Desk) -> bool:
    """Whether there are sound tables; where there are none, the page says what to do first."""
    if desk.source is None:
        st.info("No tables yet. Choose yours on the Data page, or look around with invented people and homes.")
        if st.button("Show the synthetic sample", type="primary"):
            with st.spinner("Reading the tables …"):
                desk.take(sample())
            st.rerun()
        return False
    if desk.faults:
        show_faults(desk.faults)
        return False
    return True


def assessed(desk: Desk) -> Assessment | None:
    """How the scenario judges everyone; None where the desk is not ready."""
    if not ready(desk):
        return None
    with st.spinner("Reading the tables …"):
        return desk.assessment()


def show_faults(faults: Sequence[Fault]) -> None:
    """Every fault, one line a cause, with how to mend it."""
    groups = grouped(faults)
    st.error("There is a problem with the tables. Nothing is planned until what is listed is mended.")
    st.dataframe(
        [{"Table": group.table, "What is wrong and how to mend it": group.text} for group in groups], hide_index=True
    )
