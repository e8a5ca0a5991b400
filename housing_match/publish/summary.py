"""What a commissioner wants to know first about a plan, as records; the command line and pages word it."""

from collections import Counter
from dataclasses import dataclass

from housing_match.assess import Finding
from housing_match.criteria import half_up
from housing_match.domain import GOAL, Plan, Scenario
from housing_match.explain import Void
from housing_match.publish.objective import in_short
from housing_match.publish.outputs import Outcome
from housing_match.publish.words import TITLE
from housing_match.solve import goal_values

STATUS_WORDS = {
    "optimal": "Proved best: no plan does better on these goals in this order.",
    "feasible": "Stopped before the proof was complete: a better plan may exist; the bounds say by how much at most.",
    "nothing_possible": "Nobody can be placed: no move meets every rule.",
}
WITHIN = " Goals that may give way are held as far as the scenario lets them."
MOST_QUESTIONS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What one way of letting homes comes to, the plan itself among them."""

    name: str
    band_a: int
    band_b: int
    housed: int
    returns: int
    move_ons: int
    voids_filled: int


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalReached:
    """What one goal came to, beside the best that is possible for it or, where time ran out, not ruled out."""

    title: str
    value: int
    best: int
    proved: bool
    cost: int | None = None
    """What the goal directly above took from this one; None where that was not worked out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StillWaiting:
    """How many people wait for one reason: those who need to move, and those who need not but would gain."""

    kind: str
    need_to_move: int
    would_gain: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EmptyHome:
    """A void that suits nobody; the first rule that stops the nearest person, None where nobody is in the plan."""

    bedspace_id: str
    home_name: str
    weekly_void_cost: int | None
    stopped_by: str | None
    wanted: str
    offered: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceLeftEmpty:
    """A place that suits somebody by every rule about one person; which rules about several stop how many."""

    bedspace_id: str
    home_name: str
    people_who_fit: int
    stopped_by: tuple[tuple[str, int], ...]
    questions: tuple[str, ...]
    proved: bool
    """Whether the plan that leaves it empty was proved the best."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """The moves of the plan; money is whole pounds a week over the people moved and all voids."""

    people: int
    in_need: int
    """Of them those who need to move; the others would gain."""
    chains: int
    longest_chain: int
    closed_cycles: int
    after_needed_by: int
    chain_after_band_a_window: int
    average_fit: int | None
    """Mean fit at the new places in thousandths, half up; None without moves."""
    cost_before: int
    cost_after: int
    of_unknown_cost: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """The plan in one page of figures."""

    notice: str
    as_of: str
    scenario: str
    objective: str
    """What the scenario asks otherwise than the client's brief, in one paragraph."""
    status: str
    known: int
    in_plan: int
    need_a_move: int
    in_need_by_band: dict[str, int]
    """People in the plan who need to move, by priority band."""
    moved: Moved
    comparisons: tuple[Comparison, ...]
    goals: tuple[GoalReached, ...]
    waiting: tuple[StillWaiting, ...]
    questions: tuple[tuple[str, int], ...]
    """The commonest questions of those who wait, each with how many people it is open for."""
    voids: int
    voids_left_out: int
    """Voids that the scenario's own lists leave out."""
    suits_nobody: tuple[EmptyHome, ...]
    left_empty: tuple[PlaceLeftEmpty, ...]


def summary(outcome: Outcome) -> Summary:
    """The figures of one run."""
    assessment, plan = outcome.assessment, outcome.plan
    taking_part = [one for one, in_plan in zip(assessment.residents, assessment.in_plan, strict=True) if in_plan]
    bands = Counter(one.priority_band for one in taking_part if one.needs_move)
    questions = Counter(question for one in outcome.reasons.waiting for question in one.questions)
    unfilled = [void for void in outcome.reasons.voids if void.label in ("no_one_fits", "adaptable")]
    return Summary(
        notice=assessment.world.notice,
        as_of=assessment.scenario.as_of.isoformat(),
        scenario=assessment.scenario.name,
        objective=in_short(assessment.scenario, assessment.world),
        status=_status(plan, assessment.scenario),
        known=len(assessment.world.residents),
        in_plan=len(taking_part),
        need_a_move=sum(one.needs_move for one in assessment.residents),
        in_need_by_band=dict(sorted(bands.items())),
        moved=_moved(outcome),
        comparisons=tuple(
            _compared(outcome, name, bedspace_of)
            for name, bedspace_of in {"this plan": plan.bedspace_of, **outcome.baselines}.items()
        ),
        goals=_goals(outcome),
        waiting=_waiting(outcome),
        questions=tuple(sorted(questions.items(), key=lambda one: (-one[1], one[0]))[:MOST_QUESTIONS]),
        voids=len(outcome.reasons.voids),
        voids_left_out=sum(void.left_out for void in outcome.reasons.voids),
        suits_nobody=tuple(_empty(outcome, void) for void in unfilled if not void.left_out),
        left_empty=_left_empty(outcome),
    )


def _status(plan: Plan, scenario: Scenario) -> str:
    within = WITHIN if plan.status == "optimal" and scenario.gives_way else ""
    return STATUS_WORDS[plan.status] + within


def _moved(outcome: Outcome) -> Moved:
    plan, resident = outcome.plan, outcome.assessment.world.resident
    steps = Counter(move.chain_id for move in plan.moves)
    flags = Counter(flag for match in outcome.reasons.matches for flag in match.flags)
    known_cost = [one.move.resident_id for one in outcome.reasons.matches if one.weekly_cost_change is not None]
    before = sum(void.weekly_void_cost or 0 for void in outcome.reasons.voids)
    before += sum(resident[who].weekly_cost or 0 for who in known_cost)
    change = next(goal.value for goal in plan.goals if goal.name == "weekly_cost")
    return Moved(
        people=len(plan.moves),
        in_need=sum(resident[move.resident_id].needs_move for move in plan.moves),
        chains=len(steps),
        longest_chain=max(steps.values(), default=0),
        closed_cycles=len(plan.cycles),
        after_needed_by=flags["after_needed_by"],
        chain_after_band_a_window=flags["chain_after_band_a_window"],
        average_fit=half_up(sum(move.fit for move in plan.moves), len(plan.moves)) if plan.moves else None,
        cost_before=before,
        cost_after=before + change,
        of_unknown_cost=len(outcome.reasons.matches) - len(known_cost),
    )


def _compared(outcome: Outcome, name: str, bedspace_of: dict[str, str]) -> Comparison:
    values = goal_values(outcome.assessment, bedspace_of)
    void = {one.bedspace_id for one in outcome.reasons.voids}
    return Comparison(
        name=name.replace("_", " "),
        band_a=values["band_a"],
        band_b=values["band_b"],
        housed=values["housed"],
        returns=values["returns"],
        move_ons=values["move_ons"],
        voids_filled=len(void & set(bedspace_of.values())),
    )


def _goals(outcome: Outcome) -> tuple[GoalReached, ...]:
    proved = outcome.plan.proved
    return tuple(
        GoalReached(
            title=GOAL[goal.name].title,
            value=goal.value,
            best=goal.bound,
            proved=proved,
            cost=goal.cost,
        )
        for goal in outcome.plan.goals
    )


def _waiting(outcome: Outcome) -> tuple[StillWaiting, ...]:
    """The kinds of wait, that of most people first."""
    resident = outcome.assessment.world.resident
    need = Counter(one.kind for one in outcome.reasons.waiting if resident[one.resident_id].needs_move)
    gain = Counter(one.kind for one in outcome.reasons.waiting if not resident[one.resident_id].needs_move)
    return tuple(
        StillWaiting(kind=kind, need_to_move=need[kind], would_gain=gain[kind])
        for kind, _ in sorted((need + gain).items(), key=lambda one: (-one[1], one[0]))
    )


def _empty(outcome: Outcome, void: Void) -> EmptyHome:
    blocking: Finding | None = None
    if void.nearest_people:
        said = outcome.assessment.findings(void.nearest_people[0].resident_id, void.bedspace_id)
        blocking = next((one for one in said if one.blocks), None)
    return EmptyHome(
        bedspace_id=void.bedspace_id,
        home_name=outcome.assessment.world.home[void.home_id].name,
        weekly_void_cost=void.weekly_void_cost,
        stopped_by=None if blocking is None else blocking.rule.criterion.title,
        wanted="" if blocking is None else blocking.outcome.wanted,
        offered="" if blocking is None else blocking.outcome.offered,
    )


def _left_empty(outcome: Outcome) -> tuple[PlaceLeftEmpty, ...]:
    home = outcome.assessment.world.home
    return tuple(
        PlaceLeftEmpty(
            bedspace_id=one.bedspace_id,
            home_name=home[one.home_id].name,
            people_who_fit=one.people_who_fit,
            stopped_by=tuple((TITLE[rule], people) for rule, people in one.stopped_by),
            questions=one.questions,
            proved=outcome.reasons.plan.proved,
        )
        for one in outcome.reasons.left_empty
    )
