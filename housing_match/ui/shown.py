"""What every page shows alike: text from tables as plain text, the notice of synthetic data, faults, an empty page."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import streamlit as st

from housing_match.assess import Assessment
from housing_match.domain import Geography
from housing_match.draw import in_words
from housing_match.explain.small_numbers import MOST_HIDDEN, ROUNDED_TO
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


def show_figure(figure: "Figure", key: str, *, zooms: bool = False, **events: Any) -> None:
    """A map or chart made by draw, with its words for those who cannot see it."""
    config = {"displaylogo": False, "scrollZoom": zooms}
    st.plotly_chart(figure, theme=None, key=key, config=config, alt=in_words(figure), **events)


def drawn_from(geography: Geography) -> str:
    """What the dots of a map are and what it was drawn from, as plain text."""
    sources = plain("; ".join([*geography.layers, *drawn_over().sources]))
    return f"Grey dots are postcodes. Sources: {sources}"


def show_map(figure: "Figure", assessment: Assessment, rows: Sequence[Mapping[str, object]] = ()) -> None:
    """The map, its sources, and its table, where it has lines, for those who do not use a map."""
    show_figure(figure, "standing_map", zooms=True)
    st.caption(drawn_from(assessment.geography))
    if rows:
        st.dataframe(rows, hide_index=True)


def show_lines(lines: Sequence[Mapping[str, object]], none: str) -> None:
    """The lines as a table; where there are none a sentence, as a table of nothing has a heading without words."""
    if lines:
        st.dataframe(lines, hide_index=True)
    else:
        st.caption(none)


def keep(desk: Desk, key: str, usual: object, among: Collection[object] | None = None) -> Callable[[], None]:
    """Sets the widget of this key to what it was when its page was left; gives what its `on_change` is to do.

    To `usual` where it was never set, or to something that is no longer `among` the choices.
    """
    before = desk.kept.get(key, usual)
    st.session_state[key] = before if among is None or before in among else usual
    return partial(_take, desk, key)


def as_published(desk: Desk, key: str, what: str) -> bool:
    """Whether a map or table is shown as it may be published, with what that means."""
    published = st.toggle("As it may be published", key=key, on_change=keep(desk, key, False))
    if published:
        st.caption(
            f"Counts of 1 to {MOST_HIDDEN} are hidden, others rounded to {ROUNDED_TO}. This is one {what} by itself: "
            "other numbers that are published beside it can give a hidden one away."
        )
    return published


def show_sections(desk: Desk, key: str, sections: Sequence[tuple[str, Callable[..., None]]], *given: object) -> None:
    """Sections as tabs, the one that was open last still open."""
    titles, take = [title for title, _ in sections], partial(_take, desk, key)
    show_open(st.tabs(titles, key=key, default=desk.kept.get(key), on_change=take), sections, *given)


def _take(desk: Desk, key: str) -> None:
    desk.keep(key, st.session_state[key])


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
