"""What a plan.json claims of itself, held against the checker's own figures."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from housing_match.domain import GOAL
from housing_match.verify.after import After
from housing_match.verify.chains import Chain
from housing_match.verify.problem import Problem

STATUSES = ("optimal", "feasible", "nothing_possible")


def claim_problems(
    after: After,
    bedspace_of: Mapping[str, str],
    chains: Sequence[Chain],
    goals: Mapping[str, int],
    claimed: Mapping[str, Any],
) -> Iterator[Problem]:
    """Every claim of a plan.json that does not hold; a figure that should be there and is not counts as one."""
    moves: list[Mapping[str, Any]] = claimed["moves"]
    claimed_places = [(move["resident_id"], move["bedspace_id"]) for move in moves]
    if sorted(claimed_places) != sorted(bedspace_of.items()):
        yield _problem("moves", (), "the moves of plan.json are not the plan that is checked")
        return
    move_of = {move["resident_id"]: move for move in moves if move["resident_id"] in after.bedspace_of}
    yield from _move_problems(after, move_of)
    yield from _chain_problems(chains, move_of)
    yield from _goal_problems(goals, claimed.get("goals", ()))
    yield from _status_problems(after, claimed)


def _move_problems(after: After, move_of: Mapping[str, Mapping[str, Any]]) -> Iterator[Problem]:
    for who, move in move_of.items():
        own_values = {
            # The place an incumbent gives up; the occupant of a notice place is no incumbent.
            "from_bedspace_id": after.world.incumbent_of.get(who),
            "fit": after.fit_here[who],
        }
        for field, own in own_values.items():
            if field not in move:
                yield _problem(field, (who,), f"plan.json gives no {field}; it is {own}")
            elif move[field] != own:
                yield _problem(field, (who,), f"plan.json says {move[field]}; it is {own}")


def _chain_problems(chains: Sequence[Chain], move_of: Mapping[str, Mapping[str, Any]]) -> Iterator[Problem]:
    seen: dict[str, tuple[str, ...]] = {}
    for chain in chains:
        names = {move_of[who].get("chain_id") for who in chain.members}
        name = next(iter(names))
        if len(names) > 1 or name is None:
            yield _problem("chain_id", chain.members, "linked moves do not share one chain_id")
        elif name in seen:
            yield _problem("chain_id", seen[name] + chain.members, f"two chains share the chain_id {name}")
        else:
            seen[name] = chain.members
        if not _in_order(chain, [move_of[who].get("step") for who in chain.members]):
            yield _problem("step", chain.members, "the steps do not run 1, 2, … in the order the places become free")


def _in_order(chain: Chain, steps: list[int | None]) -> bool:
    """ "Step 1 of a chain enters the void", each next one the place just left; a closed cycle may start anywhere."""
    start = steps.index(1) if chain.closed and 1 in steps else 0
    return steps[start:] + steps[:start] == list(range(1, len(steps) + 1))


def _goal_problems(goals: Mapping[str, int], claims: Sequence[Mapping[str, Any]]) -> Iterator[Problem]:
    names = [claim["name"] for claim in claims]
    if sorted(names) != sorted(goals):
        yield _problem("goal", (), f"plan.json lists the goals {', '.join(names) or 'none'}; there are {len(goals)}")
    for claim in claims:
        name, value, bound = claim["name"], claim["value"], claim["bound"]
        if name not in goals:
            continue
        if value != goals[name]:
            yield _problem("goal", (), f"plan.json says {name} is {value}; it is {goals[name]}")
        if value > bound if GOAL[name].most else value < bound:
            yield _problem("goal", (), f"{name} is {value}, better than {bound}, said to be the best possible")


def _status_problems(after: After, claimed: Mapping[str, Any]) -> Iterator[Problem]:
    status = claimed.get("status")
    if status not in STATUSES:
        yield _problem("status", (), f"plan.json says {status}; known are {', '.join(STATUSES)}")
    if status == "nothing_possible" and after.bedspace_of:
        yield _problem("status", (), "plan.json says that nothing is possible, and moves people")
    tolerance_of = dict(after.scenario.tolerances)
    for claim in claimed.get("goals", ()):
        name, value, bound = claim["name"], claim["value"], claim["bound"]
        # "may let a goal give way by a stated tolerance"
        if status == "optimal" and abs(bound - value) > tolerance_of.get(name, 0):
            yield _problem("status", (), f"plan.json says optimal, and {name} is {value} where {bound} may be possible")


def _problem(rule: str, resident_ids: tuple[str, ...], what: str) -> Problem:
    return Problem(rule=rule, resident_ids=resident_ids, bedspace_ids=(), what=what)
