"""What a worker does for one run of a sweep: makes the plan and hands back its files."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from housing_match.domain import Geography, Scenario, World
from housing_match.run import plan
from housing_match.solve import PinsCannotBeKept
from housing_match.tables import FaultsFound, grouped

Measured = Mapping[date, tuple[World, Geography]]
"""The tables with everything measured, by the date of the plans to be made from them."""
Files = dict[str, bytes]
"""The output files by name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One scenario under one seed; its folder bears the name."""

    scenario_name: str
    scenario: Scenario

    @property
    def name(self) -> str:
        """Scenario and seed."""
        return f"{self.scenario_name}-seed-{self.scenario.seed}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """A run for which no plan can be made, and why: the same however often it is tried."""

    why: str


def planned(measured: Measured, run: Run) -> Files | Refused:
    """The output files of one run, or why it has none. Raises SolverFailed."""
    world, geography = measured[run.scenario.as_of]
    try:
        return plan(world, geography, run.scenario).files
    except FaultsFound as found:
        return Refused(why=" ".join(group.text for group in grouped(found.faults)))
    except PinsCannotBeKept as error:
        return Refused(why=str(error))
