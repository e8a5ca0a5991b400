"""What a commissioner may set before a plan is made."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from housing_match.domain.goals import GOALS


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleChange:
    """How a scenario changes one rule of the policy; None leaves that part as the policy has it."""

    mode: str | None = None
    weight: int | None = None
    settings: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A resident and a bedspace, or a whole home, to be kept together (pin) or apart (ban)."""

    resident_id: str
    bedspace_id: str | None = None
    home_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """One setting of everything a commissioner may set; the same scenario and inputs always give the same plan.

    `include` limits the plan to these ids (residents, homes or bedspaces; each kind only where one of it is named);
    `exclude` leaves ids out: such people stay where they are and such places take nobody. `tolerances` lets a goal give
    way by so much of its own unit.
    """

    as_of: date
    schema_version: int = 1
    name: str = "Default"
    window_weeks: int = 26
    window_weeks_band_a: int = 8
    seed: int = 1
    goals: tuple[str, ...] = tuple(goal.name for goal in GOALS)
    tolerances: tuple[tuple[str, int], ...] = ()
    rules: dict[str, RuleChange] = field(default_factory=dict)
    include: frozenset[str] = frozenset()
    exclude: frozenset[str] = frozenset()
    pins: tuple[Pair, ...] = ()
    bans: tuple[Pair, ...] = ()
    use_reserved: bool = False
    max_chain: int | None = None
    time_limit_seconds: int | None = None

    @property
    def window_end(self) -> date:
        """The last day of the window."""
        return self.as_of + timedelta(weeks=self.window_weeks)

    @property
    def window_end_band_a(self) -> date:
        """The last day of the window for people of band A."""
        return self.as_of + timedelta(weeks=self.window_weeks_band_a)
