"""What one browser tab works on, kept while its pages come and go and through a reload, apart from every other tab."""

import secrets
import threading
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import streamlit as st

from housing_match.assess import Assessment, assess
from housing_match.domain import Geography, Scenario, World
from housing_match.explain.gaps import GapsBy, gaps
from housing_match.tables import Fault
from housing_match.ui.running import Behind, Run
from housing_match.ui.source import Source, chosen_at_the_start

MOST_KEPT = 50
IN_ADDRESS = "scenario"
"""The name in the page's address under which a tab finds its desk again after a reload; never a person's id."""


@dataclass(slots=True, kw_only=True)
class Desk:
    """The tables chosen, the scenario as it is set, the last plan made and what is looked at; frozen parts, swapped."""

    source: Source | None = None
    measured: tuple[World, Geography] | None = None
    """What the tables describe, once they are sound."""
    faults: tuple[Fault, ...] = ()
    refused: tuple[Source, tuple[Fault, ...]] | None = None
    """The tables last offered, and their faults, where those in use were kept instead."""
    scenario: Scenario | None = None
    run: Run | None = None
    chosen: str | None = None
    """The resident_id, bedspace_id or home_id whose card is open."""
    instead: str | None = None
    """The home_id or bedspace_id that is asked about instead of the one in the plan."""
    kept: Mapping[str, Any] = field(default_factory=dict)
    """What widgets were last set to, by key; see `shown.keep`."""
    asked: Mapping[tuple[str, ...], Behind[Any]] = field(default_factory=dict)
    """What was asked beside the plan made last, by what it is about; a new plan begins with nothing asked."""
    assessed: Assessment | None = None
    missing: tuple[Assessment, tuple[GapsBy, ...]] | None = None
    """The gaps last worked out, and by which judgement."""

    @property
    def world(self) -> World | None:
        """The people and homes of sound tables."""
        return None if self.measured is None else self.measured[0]

    def take(self, source: Source, scenario: Scenario | None = None) -> None:
        """Reads the tables for the scenario's date; on faults there is no world. An older plan stays."""
        scenario = scenario or Scenario(as_of=source.usual_day)
        self._put(source, scenario, *source.measured(scenario.as_of))

    def offer(self, source: Source) -> None:
        """Takes the tables if they are sound, or if none are in use; else those in use stay, and the faults are kept.

        The scenario is kept where one's own files follow one's own files, as when they have been corrected.
        """
        own = self.source is not None and self.source.path is None and source.path is None
        scenario = self.scenario if own and self.scenario is not None else Scenario(as_of=source.usual_day)
        measured, faults = source.measured(scenario.as_of)
        if measured is None and self.measured is not None:
            self.refused = source, faults
        else:
            self._put(source, scenario, measured, faults)

    def _put(
        self,
        source: Source,
        scenario: Scenario,
        measured: tuple[World, Geography] | None,
        faults: tuple[Fault, ...],
    ) -> None:
        self.source, self.scenario, self.measured, self.faults = source, scenario, measured, faults
        self.assessed = self.refused = None

    def set_scenario(self, scenario: Scenario) -> None:
        """Another scenario on the same tables; another date has the tables checked for it again."""
        if self.source is not None and self.scenario is not None and scenario.as_of != self.scenario.as_of:
            self.take(self.source, scenario)
        elif scenario != self.scenario:
            self.scenario, self.assessed = scenario, None

    def assessment(self) -> Assessment | None:
        """How the scenario judges everyone and every place; None without sound tables."""
        if self.assessed is None and self.measured is not None and self.scenario is not None:
            self.assessed = assess(*self.measured, self.scenario)
        return self.assessed

    def gaps(self, assessment: Assessment, years: int) -> tuple[GapsBy, ...]:
        """What is missing, worked out once for each judgement."""
        if self.missing is None or self.missing[0] is not assessment:
            self.missing = assessment, tuple(gaps(assessment, years))
        return self.missing[1]

    def keep(self, key: str, value: object) -> None:
        """Keeps what a widget was set to."""
        self.kept = {**self.kept, key: value}

    def start_run(self) -> None:
        """Begins a plan for the scenario as it is set, if there are sound tables."""
        if self.measured is not None and self.scenario is not None:
            last = None if self.run is None else self.run.made
            before = None if last is None else last.outcome.plan.bedspace_of
            self.run = Run(*self.measured, self.scenario, before=before)
            self.chosen, self.instead, self.asked = None, None, {}


class Desks:
    """The desks of the last tabs, by the token in their address; a tab that opens an address gets a copy of its own."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, Desk] = OrderedDict()
        self._lock = threading.Lock()

    def open(self, token: str | None) -> tuple[str, Desk]:
        """A new token and a desk: as that of the token given, if it is kept, else with what was named at the start."""
        with self._lock:
            before = self._kept.get(token or "")
        if before is None:
            desk = Desk()
            if source := chosen_at_the_start():
                desk.take(source)
        else:
            desk = replace(before)
        fresh = secrets.token_urlsafe(16)
        with self._lock:
            self._kept[fresh] = desk
            while len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)
        return fresh, desk


@st.cache_resource
def _desks() -> Desks:
    return Desks()


def this_desk() -> Desk:
    """The desk of this tab."""
    kept = st.session_state
    if "desk" not in kept:
        kept["token"], kept["desk"] = _desks().open(st.query_params.get(IN_ADDRESS))
    if st.query_params.get(IN_ADDRESS) != kept["token"]:
        st.query_params[IN_ADDRESS] = kept["token"]
    desk: Desk = kept["desk"]
    return desk
