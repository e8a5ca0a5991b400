"""A finished plan with what the pages show of it, each worked out when first asked for and only once."""

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from housing_match.draw import plan_map
from housing_match.explain import Reasons
from housing_match.publish import Outcome, Summary, summary
from housing_match.publish.plan_tables import (
    Lines,
    match_lines,
    people_named,
    places_named,
    shared_lines,
    void_lines,
    waiting_lines,
)
from housing_match.ui.source import drawn_over

if TYPE_CHECKING:
    from plotly.graph_objects import Figure


@dataclass(frozen=True, kw_only=True)
class Made:
    """One outcome, its summary, its map, its tables and the names to choose from."""

    outcome: Outcome
    seconds: float
    """How long it took to make."""

    @property
    def reasons(self) -> Reasons:
        """Every reason of the plan."""
        return self.outcome.reasons

    @cached_property
    def summary(self) -> Summary:
        """The plan in one page of figures."""
        return summary(self.outcome)

    @cached_property
    def map(self) -> "Figure":
        """Every home by what the plan does there: the same figure each time, so that a page keeps its zoom."""
        return plan_map(self.outcome.assessment, self.outcome.plan, self.reasons.voids, drawn_over())

    @cached_property
    def matches(self) -> Lines:
        """Everybody who moves."""
        return match_lines(self.reasons)

    @cached_property
    def waiting(self) -> tuple[Lines, ...]:
        """Everybody who waits, by why."""
        return waiting_lines(self.reasons)

    @cached_property
    def voids(self) -> Lines:
        """Every void."""
        return void_lines(self.reasons)

    @cached_property
    def together(self) -> Lines:
        """Every home with people in it."""
        return shared_lines(self.reasons)

    @cached_property
    def people(self) -> dict[str, str]:
        """Everybody by resident_id, in words."""
        return people_named(self.reasons)

    @cached_property
    def places(self) -> dict[str, str]:
        """Every home and bedspace by id, in words."""
        return places_named(self.reasons)
