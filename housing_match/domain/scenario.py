"""What a commissioner may set before a plan is made."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from housing_match.domain.goals import GOALS, goals_beside
from housing_match.domain.offers import Offering
from housing_match.domain.quotas import Quota


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
    way by so much of its own unit. `published_plan` is an earlier plan, each person it moved with a bedspace; with it
    `changes` is one of the goals, directly above fit unless `goals` names it elsewhere.
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
    published_plan: tuple[Pair, ...] | None = None
    nominations: tuple[Quota, ...] = ()
    offers: Offering = field(default_factory=Offering)
    use_reserved: bool = False
    max_chain: int | None = None
    time_limit_seconds: int | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "goals", goals_beside(self.goals, published=self.published_plan is not None))

    @property
    def usual_goals(self) -> tuple[str, ...]:
        """The goals in their usual order."""
        usual = tuple(goal.name for goal in GOALS)
        return goals_beside(usual, published=self.published_plan is not None)

    @property
    def gives_way(self) -> bool:
        """Whether any goal may give way at all."""
        return any(most for _, most in self.tolerances)

    @property
    def published(self) -> dict[str, str]:
        """resident_id → bedspace_id of everyone the published plan moved."""
        return {one.resident_id: one.bedspace_id for one in self.published_plan or () if one.bedspace_id is not None}

    @property
    def window_end(self) -> date:
        """The last day of the window."""
        return self.as_of + timedelta(weeks=self.window_weeks)

    @property
    def window_end_band_a(self) -> date:
        """The last day of the window for people of band A."""
        return self.as_of + timedelta(weeks=self.window_weeks_band_a)
