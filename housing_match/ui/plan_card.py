"""Look anybody or any home up, and read the card: why, in the words of `explain`, with the map of the chain."""

from collections.abc import Callable, Sequence

import streamlit as st

from housing_match.draw import chain_map
from housing_match.publish.answer import SOURCE, SOURCES_TITLE, Answer, Part
from housing_match.publish.answers import answer
from housing_match.publish.markdown import plain
from housing_match.ui.desk import Desk
from housing_match.ui.made import Made
from housing_match.ui.shown import bullets, show_figure
from housing_match.ui.source import drawn_over

MOST_COLUMNS = 3
OPEN_AT_FIRST = 2
"""Parts of a card that stand open; the others open by a click."""


def card(desk: Desk, made: Made, more: Callable[[Desk, Made], None] | None = None) -> None:
    """The choosers and the card of what is chosen; what a page has to say beside comes after the first sentences."""
    st.header("Look up")

    def take(one: str | None) -> None:
        desk.chosen = one

    choose("A person", made.people, "chosen_person", desk.chosen, take)
    choose("A home or a place in it", made.places, "chosen_place", desk.chosen, take)
    reasons = made.reasons
    if desk.chosen not in made.people and desk.chosen not in made.places:
        st.caption("Choose here, on the map or in a table, to read why.")
        return
    said = answer(reasons, desk.chosen)
    show_first(said)
    if more is not None:
        more(desk, made)
    figure = chain_map(reasons.assessment, reasons.plan, desk.chosen, drawn_over())
    if figure is not None:
        show_figure(figure, "chain_map")
    show_rest(said)


def choose(label: str, named: dict[str, str], key: str, chosen: str | None, take: Callable[[str | None], None]) -> None:
    """A search over ids and words that follows what is chosen elsewhere; `take` hears what is chosen here."""
    st.session_state[key] = chosen if chosen in named else None
    st.selectbox(
        label,
        list(named),
        format_func=named.__getitem__,
        index=None,
        key=key,
        on_change=lambda: take(st.session_state[key]),
        placeholder="Type an id or a word",
    )


def show_first(said: Answer, head: Callable[[str], object] = st.subheader) -> None:
    """The headline of an answer, what to see first, and its sentences."""
    head(plain(said.headline))
    for flag in said.flags:
        st.warning(plain(flag))
    st.markdown(bullets(said.sentences))


def show_rest(said: Answer) -> None:
    """The table that says why, and the parts of an answer."""
    show_rows(said.columns, said.rows, said.headline)
    for at, part in enumerate(said.parts):
        with st.expander(plain(part.title), expanded=at < OPEN_AT_FIRST):
            show_part(part, under=False)
    if said.sources:
        with st.expander(SOURCES_TITLE):
            st.markdown(bullets(f"{title}: {source}" for title, source in said.sources))


def show_part(part: Part, *, under: bool = True, across: bool = False) -> None:
    """A part of an answer, under its own title where nothing else says what it is; `across` the whole page."""
    if under:
        st.markdown(f"**{plain(part.title)}**")
    if part.sentences:
        st.markdown(bullets(part.sentences))
    show_rows(part.columns, part.rows, part.title, across=across)


def show_rows(columns: Sequence[str], rows: Sequence[Sequence[str]], said: str, *, across: bool = False) -> None:
    """A table as plain text, sources aside; in a card, where it is wide, all but its last column in one."""
    shown = [name for name in columns if name != SOURCE]
    lines = [dict(zip(shown, map(plain, row), strict=False)) for row in rows]
    if len(shown) > MOST_COLUMNS and not across:
        first, *middle, last = shown
        lines = [{first: _in_one(line, first, middle), last: line[last]} for line in lines]
    if lines:
        st.table(lines, border="horizontal", hide_index=True, alt=said)


def _in_one(line: dict[str, str], first: str, middle: Sequence[str]) -> str:
    """Several cells as one: the first in bold, the others each with its name."""
    others = "; ".join(f"{name.lower()}: {line[name]}" for name in middle if line[name])
    return f"**{line[first]}** {others}"
