"""One plan put to every check, in reading order."""

from collections.abc import Mapping
from typing import Any

from housing_match.domain import Geography, Scenario, World
from housing_match.verify.after import After
from housing_match.verify.chains import Chain, chain_problems, chains_of
from housing_match.verify.claims import claim_problems
from housing_match.verify.goals import goal_values, unknown_costs
from housing_match.verify.movers import id_problems, mover_problems
from housing_match.verify.pairs import pair_problems, scenario_problems
from housing_match.verify.problem import Verification
from housing_match.verify.quotas import quota_problems
from housing_match.verify.shared_homes import capacity_problems, plan_rule_problems


def verify(
    world: World,
    geography: Geography,
    scenario: Scenario,
    bedspace_of: Mapping[str, str],
    claimed: Mapping[str, Any] | None = None,
) -> Verification:
    """Check a plan (resident_id → bedspace_id of everyone moved) and, where given, what it claims of itself.

    `claimed` is a plan.json as `read_plan` returns it. Ids that are in no table are one problem each and are left out
    of everything else. `geography` must have been measured for `world`.
    """
    known = {
        resident_id: bedspace_id
        for resident_id, bedspace_id in sorted(bedspace_of.items())
        if resident_id in world.resident and bedspace_id in world.bedspace
    }
    after = After(world=world, geography=geography, scenario=scenario, bedspace_of=known)
    chains = chains_of(after)
    goals = goal_values(after)
    problems = [
        *id_problems(world, bedspace_of),
        *scenario_problems(after),
        *mover_problems(after),
        *pair_problems(after),
        *capacity_problems(after),
        *plan_rule_problems(after),
        *quota_problems(after),
        *chain_problems(chains, scenario),
    ]
    if claimed is not None:
        problems += claim_problems(after, bedspace_of, chains, goals, claimed)
    return Verification(problems=tuple(problems), goals=goals, notes=_notes(after, chains, claimed))


def _notes(after: After, chains: tuple[Chain, ...], claimed: Mapping[str, Any] | None) -> tuple[str, ...]:
    notes = []
    if claimed is None:
        notes.append("The plan claims no goal values, chains or fits, so only its rules were checked.")
    elif claimed.get("as_of") not in (None, after.scenario.as_of.isoformat()):
        notes.append(f"The plan was made as of {claimed['as_of']} and checked as of {after.scenario.as_of}.")
    unknown = unknown_costs(after)
    if unknown:
        notes.append(f"Weekly cost leaves out {len(unknown)} of {len(after.bedspace_of)} moves: a part is not known.")
    for chain in chains:
        if chain.closed:
            people = ", ".join(chain.members)
            notes.append(f"A closed cycle: {people}. Someone needs a short stay elsewhere before it can start.")
    world = after.world
    for named in sorted(after.scenario.include | after.scenario.exclude):
        if not (named in world.resident or named in world.home or named in world.bedspace):
            notes.append(f"The scenario includes or excludes {named}, which is in no table.")
    published = after.scenario.published
    if gone := sorted((published.keys() - world.resident.keys()) | (set(published.values()) - world.bedspace.keys())):
        notes.append(f"The published plan names {', '.join(gone)}, which are in no table.")
    return tuple(notes)
