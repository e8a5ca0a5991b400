"""A plan as facts only: who moves where, in which step, and what each goal came to."""

from dataclasses import dataclass
from functools import cached_property

PROVED = ("optimal", "nothing_possible")
"""What `status` of a plan says that no plan does better; the third, feasible, says that one may."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """One person moved into one bedspace; `from_bedspace_id` is the place an incumbent gives up."""

    resident_id: str
    bedspace_id: str
    from_bedspace_id: str | None
    chain_id: str
    step: int
    fit: int
    """Fit at the new place, in thousandths."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalResult:
    """What one goal came to, the best that was proved possible, and what the goal above it cost this one."""

    name: str
    value: int
    bound: int
    cost: int | None
    """Its best value with the goal directly above removed, less its value here; None if not asked, or out of time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fixing:
    """How far prices alone came in proving a plan where people couple; an edge is a person and a place class."""

    edges: int
    """Edges that one person's rules and the homes' leave."""
    edges_left: int
    """Edges that some plan as good on every goal might still use, by prices alone, when the search ended."""
    rounds: int
    """Linear programs solved until no price or broken row asked for more."""
    gap: int
    """By how much the first goal not proved may still be short of the best; 0 once all is proved."""


@dataclass(frozen=True, kw_only=True)
class Plan:
    """The best plan found, with its proof; `status` is optimal, feasible or nothing_possible."""

    status: str
    moves: tuple[Move, ...]
    goals: tuple[GoalResult, ...]
    seed: int
    """The lottery's seed that gave one plan only."""
    method: str
    """How the plan was proved, in words."""
    fixing: Fixing | None = None
    """None where nothing couples people, and for a plan that was given."""
    cycles: tuple[str, ...] = ()
    """chain_ids of closed cycles: someone needs a short stay elsewhere before such a chain can start."""

    @property
    def proved(self) -> bool:
        """Whether no plan does better, so that something may be said of all others."""
        return self.status in PROVED

    @cached_property
    def bedspace_of(self) -> dict[str, str]:
        """resident_id → bedspace_id for everyone the plan moves."""
        return {move.resident_id: move.bedspace_id for move in self.moves}
