"""What a commissioner wants to know first about a plan, as records; the command line and pages word it."""

from collections import Counter
from dataclasses import dataclass

from housing_match.criteria import POLICY
from housing_match.publish.outputs import Outcome
from housing_match.solve import goal_values

STATUS_WORDS = {
    "optimal": "Proved best: no plan does better on these goals in this order.",
    "feasible": "Stopped before the proof was complete: a better plan may exist; the bounds say by how much at most.",
    "nothing_possible": "Nobody can be placed: no move meets every rule.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What one way of letting homes comes to, the plan itself among them."""

    name: str
    housed: int
    returns: int
    move_ons: int
    voids_filled: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EmptyHome:
    """A void that suits nobody: the rule that stops the people who come nearest, in plain words."""

    bedspace_id: str
    home_name: str
    weekly_void_cost: int | None
    stopped_by: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """The plan in a dozen figures; money is whole pounds a week over the people moved and all voids."""

    notice: str
    as_of: str
    status: str
    known: int
    in_plan: int
    need_a_move: int
    comparisons: tuple[Comparison, ...]
    chains: int
    longest_chain: int
    waiting: tuple[tuple[str, int], ...]
    voids: int
    suits_nobody: tuple[EmptyHome, ...]
    cost_before: int
    cost_after: int
    moves_of_unknown_cost: int


def summary(outcome: Outcome) -> Summary:
    """The figures of one run."""
    assessment, plan = outcome.assessment, outcome.plan
    world = assessment.world
    steps = Counter(move.chain_id for move in plan.moves)
    before = sum(void.weekly_void_cost or 0 for void in outcome.voids)
    known_cost = [match for match in outcome.matches if match.weekly_cost_change is not None]
    before += sum(world.resident[match.move.resident_id].weekly_cost or 0 for match in known_cost)
    change = next(goal.value for goal in plan.goals if goal.name == "weekly_cost")
    return Summary(
        notice=world.notice,
        as_of=assessment.scenario.as_of.isoformat(),
        status=STATUS_WORDS[plan.status],
        known=len(world.residents),
        in_plan=int(assessment.in_plan.sum()),
        need_a_move=sum(one.needs_move for one in assessment.residents),
        comparisons=tuple(
            _compared(outcome, name, bedspace_of)
            for name, bedspace_of in {"this plan": plan.bedspace_of, **outcome.baselines}.items()
        ),
        chains=len(steps),
        longest_chain=max(steps.values(), default=0),
        waiting=tuple(Counter(one.kind for one in outcome.waiting).most_common()),
        voids=len(outcome.voids),
        suits_nobody=_suits_nobody(outcome),
        cost_before=before,
        cost_after=before + change,
        moves_of_unknown_cost=len(outcome.matches) - len(known_cost),
    )


def _compared(outcome: Outcome, name: str, bedspace_of: dict[str, str]) -> Comparison:
    values = goal_values(outcome.assessment, bedspace_of)
    void = {one.bedspace_id for one in outcome.voids}
    return Comparison(
        name=name.replace("_", " "),
        housed=values["housed"],
        returns=values["returns"],
        move_ons=values["move_ons"],
        voids_filled=len(void & set(bedspace_of.values())),
    )


def _suits_nobody(outcome: Outcome) -> tuple[EmptyHome, ...]:
    titles = {rule.name: rule.criterion.title for rule in POLICY}
    world = outcome.assessment.world
    return tuple(
        EmptyHome(
            bedspace_id=void.bedspace_id,
            home_name=world.home[void.home_id].name,
            weekly_void_cost=void.weekly_void_cost,
            stopped_by=tuple(
                dict.fromkeys(titles[rule] for near in void.nearest_people for rule in near.blocking_rules)
            ),
        )
        for void in outcome.voids
        if void.label == "no_one_fits"
    )
