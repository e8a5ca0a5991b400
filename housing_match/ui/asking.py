"""Questions beside the plan made last: whether there is one, a button that asks, how far it is, and the answer."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from housing_match.publish.markdown import plain
from housing_match.ui.desk import Desk
from housing_match.ui.made import Made
from housing_match.ui.plan_progress import at_work, progress
from housing_match.ui.running import Behind
from housing_match.ui.shown import ready


def finished(desk: Desk, words: str) -> Made | None:
    """The plan made last; where there is none, how far it is, or what it is needed for and a button that makes it."""
    sound = ready(desk)
    run = desk.run
    if run is not None and run.running:
        progress(run)
        return None
    if run is None or run.made is None:
        if sound:
            st.write(words)
            st.button("Make the plan", type="primary", on_click=desk.start_run)
        return None
    if not run.made_for(desk.world, desk.scenario):
        st.warning("This is about the plan made last. What is set now is not the same; the Plan page makes it again.")
    return run.made


def ask(desk: Desk, key: tuple[str, ...], words: str, begin: Callable[[], Behind[Any]]) -> None:
    """The button that asks or, once asked, how far it is and what went wrong."""
    asked = desk.asked.get(key)
    if asked is None:
        st.button(words, key="|".join(key), on_click=_begin, args=(desk, key, begin))
    elif asked.running:
        at_work(asked)
    elif asked.trouble:
        st.error(f"There is a problem, and no answer. {plain(asked.trouble)}")


def _begin(desk: Desk, key: tuple[str, ...], begin: Callable[[], Behind[Any]]) -> None:
    desk.asked = {**desk.asked, key: begin()}


def answered(desk: Desk, key: tuple[str, ...]) -> Any:
    """What was found; None while nothing is."""
    asked = desk.asked.get(key)
    return None if asked is None else asked.made
