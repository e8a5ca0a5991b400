"""The price of each principle in words: goals, requirements and fairness floors, with the outcomes of the plan."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import pairwise

from housing_match.assess import Assessment
from housing_match.domain import GOAL, Scenario, World, goal_order
from housing_match.explain import FloorPrice, Group, Outcomes, RulePrice, outcomes
from housing_match.explain.prices import never_priced
from housing_match.places.authorities import authority_name
from housing_match.publish.answer import Answer, Part
from housing_match.publish.goal_words import difference_words, in_unit
from housing_match.publish.outcomes import outcome_parts
from housing_match.publish.words import TITLE, counted, spelt_out

INTERNAL = "OFFICIAL-SENSITIVE. Internal: small numbers are not hidden here; prices --for-publishing hides them."
KIND_WORDS = {"borough": "by responsible borough", "need": "by need"}


@dataclass(frozen=True, kw_only=True)
class Prices:
    """Everything that `prices` tells of one plan; `goal_costs` is what plan.json says, by goal, None where nothing."""

    world: World
    scenario: Scenario
    goal_costs: Mapping[str, int | None]
    rules: Sequence[RulePrice]
    never_priced: Sequence[str]
    floors: Sequence[FloorPrice]
    outcomes: Sequence[Outcomes]


def prices_of(
    assessment: Assessment,
    bedspace_of: Mapping[str, str],
    goal_costs: Mapping[str, int | None],
    rules: Sequence[RulePrice],
    floors: Sequence[FloorPrice],
) -> Prices:
    """All that is told of a plan (resident_id → bedspace_id), from the prices worked out."""
    return Prices(
        world=assessment.world,
        scenario=assessment.scenario,
        goal_costs=goal_costs,
        rules=rules,
        never_priced=[one.name for one in never_priced(assessment)],
        floors=floors,
        outcomes=outcomes(assessment, bedspace_of),
    )


def prices_answer(prices: Prices) -> Answer:
    """All of it, for readers within the councils."""
    return Answer(
        about="prices",
        headline="What each principle costs this plan.",
        flags=(INTERNAL,),
        parts=(
            _goal_part(prices),
            _rule_part(prices),
            *(_floor_part(one) for one in prices.floors),
            *outcome_parts(prices.outcomes, published=False),
        ),
        notice=prices.world.notice,
    )


def prices_record(prices: Prices) -> dict[str, object]:
    """The same as plain values; differences are of the plan without the principle less the plan with it."""
    return {
        "notice": INTERNAL,
        "goals": [{"name": name, "cost": cost} for name, cost in prices.goal_costs.items()],
        "rules": [{"rule": one.rule, "without": dict(one.without)} for one in prices.rules],
        "never_priced": list(prices.never_priced),
        "floors": [
            {
                "kind": one.kind,
                "groups": [_group_record(group) for group in one.groups],
                "stuck": [_group_record(group) for group in one.stuck],
                "raised": None if one.raised is None else _group_record(one.raised),
                "housed_then": one.housed_then,
                "cost": dict(one.cost),
            }
            for one in prices.floors
        ],
        "outcomes": [asdict(one) for one in prices.outcomes],
    }


def _group_record(group: Group) -> dict[str, object]:
    return {"name": group.name, "wanted": group.wanted, "people": len(group.resident_ids), "housed": group.housed}


def _goal_part(prices: Prices) -> Part:
    order = goal_order(prices.scenario.goals)
    return Part(
        title="What each goal gave up for the one above it",
        sentences=tuple(goal_price_words(above, name, prices.goal_costs.get(name)) for above, name in pairwise(order)),
    )


def goal_price_words(above: str, name: str, cost: int | None) -> str:
    """What one goal would come to if the goal directly above it were not there, in one sentence."""
    title, higher = GOAL[name].title, GOAL[above].title
    if cost is None:
        return f"{title}: not worked out (only a plan.json that was proved says it)."
    if not cost:
        return f"{title}: nothing; it would be no better without “{higher}” above it."
    more = "more" if cost > 0 else "less"
    return f"{title}: {in_unit(abs(cost), GOAL[name])} {more} would be possible without “{higher}” above it."


def _rule_part(prices: Prices) -> Part:
    never = "; ".join(f"“{TITLE[one]}”" for one in prices.never_priced)
    return Part(
        title="What each requirement costs",
        sentences=(
            "For each requirement that a scenario may drop, the best plan was made once more without it, all else as "
            "it is. That is a price and no advice: a requirement is there for the people whom it protects.",
            "Two things bind all the same: who must live apart does, and who may be a risk to anyone lives alone.",
            f"Never softened, and so never priced: {never}.",
        ),
        columns=("Requirement", "People who need to move housed", "Without it, goal by goal"),
        rows=tuple((TITLE[one.rule], _housed_words(one), _differences(one.without)) for one in prices.rules),
    )


def _housed_words(price: RulePrice) -> str:
    more = dict(price.without).get("housed", 0)
    return "as many" if not more else f"{counted(abs(more), 'person', 'people')} {'more' if more > 0 else 'fewer'}"


def _differences(differences: Sequence[tuple[str, int]]) -> str:
    return "; ".join(difference_words(differences)) or "nothing changes"


def _floor_part(floor: FloorPrice) -> Part:
    sentences = [f"No plan houses more people: {_group_words(one)}." for one in floor.stuck]
    if floor.raised is None:
        sentences.append("No plan does more for any group." if floor.groups else "There is no group to compare.")
    else:
        group, then = floor.raised, floor.housed_then
        sentences.append(
            f"Worst off, of those for whom a plan can do more: {_group_words(group)}. A plan that houses {then:,} of "
            f"them comes to, beside the best: {_differences(floor.cost)}."
        )
    return Part(
        title=f"Fairness floor {KIND_WORDS[floor.kind]}",
        sentences=tuple(sentences),
        columns=("Group", "Housed", "Of"),
        rows=tuple((_group_name(one), f"{one.housed:,}", f"{len(one.resident_ids):,}") for one in floor.groups),
    )


def _group_name(group: Group) -> str:
    return authority_name(group.name) if group.kind == "borough" else spelt_out(f"{group.name}: {group.wanted}")


def _group_words(group: Group) -> str:
    return f"{_group_name(group)}, {group.housed:,} of {len(group.resident_ids):,} housed"
