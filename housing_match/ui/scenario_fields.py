"""How a widget shows a part of this tab's scenario and writes it: fed before it is drawn, told when it changes."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import streamlit as st

from housing_match.domain import Scenario
from housing_match.ui.desk import this_desk


def fed(key: str, value: object) -> str:
    """The key of a widget that shows this value now, whatever it showed before."""
    st.session_state[key] = value
    return key


def edit(change: Callable[..., Scenario], *arguments: Any) -> None:
    """Puts on the desk what a change makes of the scenario; called back by buttons."""
    desk = this_desk()
    if desk.scenario is not None:
        desk.set_scenario(change(desk.scenario, *arguments))


def written(key: str, change: Callable[[Scenario, Any], Scenario]) -> None:
    """As `edit`, with what the widget of this key now holds; an emptied field that needs a value stays as it was."""
    edit(change, st.session_state[key])


def field(name: str, *, needed: bool = True) -> Callable[[Scenario, Any], Scenario]:
    """The change that sets one field of the scenario; None is a value only where the field is not needed."""

    def change(scenario: Scenario, value: Any) -> Scenario:
        parts: dict[str, Any] = {name: value}
        return scenario if needed and value in (None, "") else replace(scenario, **parts)

    return change
