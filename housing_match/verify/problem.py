"""What the checker answers: each problem of a plan, its goal values, and what is worth knowing besides."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One rule that a plan breaks, or one claim of it that does not hold.

    `rule` is a rule's name in the policy or one of the checker's own: known_ids, in_plan, own_home, notice_place,
    include, exclude, pin, ban, must_leave, capacity, max_chain, nominations, scenario; for claims: moves,
    from_bedspace_id, fit, chain_id, step, goal, status; and for what it was made from: inputs_sha256, layers,
    scenario_sha256.
    """

    rule: str
    resident_ids: tuple[str, ...]
    bedspace_ids: tuple[str, ...]
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """Every problem found, and the checker's own value of each goal, by name in the contract's order."""

    problems: tuple[Problem, ...]
    goals: dict[str, int]
    notes: tuple[str, ...]

    @property
    def agrees(self) -> bool:
        """Whether nothing was found wrong."""
        return not self.problems
