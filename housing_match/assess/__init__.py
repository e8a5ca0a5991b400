"""Puts every one-person rule to every distinct pair of need and offer: who may go where, and how well it fits."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from housing_match.assess.findings import Finding, findings, weight_for
from housing_match.assess.spread import MET, UNKNOWN, UNMET, Spread
from housing_match.criteria import PREFER, Criterion, Rule, Verdict, policy_for
from housing_match.domain import Geography, Place, Resident, Scenario, World

__all__ = [
    "MET",
    "UNKNOWN",
    "UNMET",
    "Assessment",
    "Finding",
    "assess",
    "findings",
    "places_taking_people",
    "takes_part",
    "wants_place",
]

FIT_FACTS = {"fit_here", "fit_today"}
PERSON_FACTS = {"as_of", "incumbent"}
"""Facts about the person alone: rules that read nothing of a place and no others decide who is in the plan."""
NO_PREFERENCE_FIT = 500
"""Fit where no preference applies, in thousandths."""


@dataclass(frozen=True, kw_only=True)
class Assessment:
    """R people who may want a place × P bedspaces, all in id order.

    `verdicts` holds int8 [R, P] for each requirement in force: MET, UNMET or UNKNOWN. `fit` is int64 [R, P] in
    thousandths, `fit_today` int64 [R], 0 for those who are no incumbents. `in_plan` is bool [R]; `allowed` bool [R, P]
    is True where the plan may move the person into the bedspace, an occupied one only if its occupant moves too.
    `open_pairs` is bool [R, P]: False within one's own home and where the scenario leaves a pair out.
    """

    world: World
    geography: Geography
    scenario: Scenario
    policy: tuple[Rule, ...]
    residents: tuple[Resident, ...]
    places: tuple[Place, ...]
    in_plan: NDArray[np.bool_]
    verdicts: dict[str, NDArray[np.int8]]
    fit: NDArray[np.int64]
    fit_today: NDArray[np.int64]
    open_pairs: NDArray[np.bool_]
    allowed: NDArray[np.bool_]

    @cached_property
    def row(self) -> dict[str, int]:
        """resident_id → row."""
        return {one.resident_id: at for at, one in enumerate(self.residents)}

    @cached_property
    def column(self) -> dict[str, int]:
        """bedspace_id → column."""
        return {one.bedspace_id: at for at, one in enumerate(self.places)}

    def findings(self, resident_id: str, bedspace_id: str) -> tuple[Finding, ...]:
        """What every one-person rule in force says of one pair, in the policy's order."""
        place = self.places[self.column[bedspace_id]]
        facts = self.geography.facts(resident_id, place.home_id, self.scenario)
        resident = self.world.resident[resident_id]
        at = self.row.get(resident_id)
        if at is not None:
            today = int(self.fit_today[at]) if facts.incumbent else None
            facts = replace(facts, fit_here=int(self.fit[at, self.column[bedspace_id]]), fit_today=today)
        return findings(self.policy, resident, place, facts)


def assess(world: World, geography: Geography, scenario: Scenario) -> Assessment:
    """Every rule put to every distinct pair of values among those who may want a place and all bedspaces."""
    policy = policy_for(scenario)
    residents = tuple(one for one in world.residents if wants_place(one, scenario))
    willing = np.array([_in_plan(one, world, geography, scenario, policy) for one in residents], dtype=np.bool_)
    leaving = {one.resident_id for one, may in zip(residents, willing, strict=True) if may}
    places = tuple(
        world.place(room.bedspace_id, occupant_leaves=room.occupant_id in leaving) for room in world.bedspaces
    )
    spread = Spread(residents=residents, places=places, geography=geography, scenario=scenario)
    verdicts, fit = _put_all(policy, spread)
    own = np.array([_own_column(one, world, places) for one in residents], dtype=np.int64)
    rows = np.arange(len(residents))
    fit_today = np.where(own >= 0, fit[rows, own], 0) if len(places) else np.zeros(len(residents), dtype=np.int64)
    for rule in policy:
        if isinstance(rule.criterion, Criterion) and FIT_FACTS & set(rule.criterion.reads_facts):
            verdict = spread.put_with_fit(rule, fit, fit_today)
            if verdict.any():
                verdicts[rule.name] = verdict
    open_pairs = _open_to_plan(world, scenario, residents, places)
    allowed = open_pairs & willing[:, None]
    for verdict in verdicts.values():
        allowed &= verdict == MET
    return Assessment(
        world=world,
        geography=geography,
        scenario=scenario,
        policy=policy,
        residents=residents,
        places=places,
        in_plan=willing,
        verdicts=verdicts,
        fit=fit,
        fit_today=fit_today,
        open_pairs=open_pairs,
        allowed=allowed,
    )


def _put_all(policy: Sequence[Rule], spread: Spread) -> tuple[dict[str, NDArray[np.int8]], NDArray[np.int64]]:
    """The verdicts of every rule that reads no fit, by name where it stands in anybody's way, and the fit [R, P]."""
    verdicts = {}
    points = np.zeros((len(spread.residents), len(spread.places)), dtype=np.int64)
    weights = np.zeros_like(points)
    for rule in policy:
        if not isinstance(rule.criterion, Criterion) or FIT_FACTS & set(rule.criterion.reads_facts):
            continue
        verdict, score, applies = spread.put(rule)
        if verdict.any():
            verdicts[rule.name] = verdict
        if rule.mode == PREFER:
            weight = np.array([weight_for(rule, one) for one in spread.residents], dtype=np.int64)[:, None] * applies
            weights += weight
            points += weight * score
    fit = np.where(weights > 0, (20 * points + weights) // np.maximum(2 * weights, 1), NO_PREFERENCE_FIT)
    return verdicts, fit


def wants_place(resident: Resident, scenario: Scenario) -> bool:
    """Whether the person needs to move within the window, or is ready to move on; consent and age come after."""
    if resident.needs_move:
        return resident.needed_by is None or resident.needed_by <= scenario.window_end
    return resident.move_on_status == "ready"


def takes_part(resident: Resident, world: World, scenario: Scenario) -> bool:
    """Whether the scenario's own lists leave the person in."""
    named = scenario.include & world.resident.keys()
    return resident.resident_id not in scenario.exclude and (not named or resident.resident_id in named)


def places_taking_people(world: World, scenario: Scenario) -> frozenset[str]:
    """The bedspaces that the scenario's own lists leave in; what else stands in the way comes after."""
    named = scenario.include & (world.home.keys() | world.bedspace.keys())
    return frozenset(
        room.bedspace_id
        for room in world.bedspaces
        if not {room.home_id, room.bedspace_id} & scenario.exclude
        and (not named or bool({room.home_id, room.bedspace_id} & named))
    )


def _in_plan(
    resident: Resident, world: World, geography: Geography, scenario: Scenario, policy: Sequence[Rule]
) -> bool:
    if not world.bedspaces or not takes_part(resident, world, scenario):
        return False
    anywhere = world.place(world.bedspaces[0].bedspace_id)
    facts = geography.facts(resident.resident_id, anywhere.home_id, scenario)
    person_rules = [
        rule
        for rule in policy
        if isinstance(rule.criterion, Criterion)
        and not rule.criterion.reads_place
        and set(rule.criterion.reads_facts) <= PERSON_FACTS
    ]
    return not any(rule.stands(rule.judge(resident, anywhere, facts)) != Verdict.MET for rule in person_rules)


def _own_column(resident: Resident, world: World, places: Sequence[Place]) -> int:
    bedspace_id = world.incumbent_of.get(resident.resident_id)
    return -1 if bedspace_id is None else next(at for at, one in enumerate(places) if one.bedspace_id == bedspace_id)


def _open_to_plan(
    world: World, scenario: Scenario, residents: Sequence[Resident], places: Sequence[Place]
) -> NDArray[np.bool_]:
    """bool [R, P]: False within one's own home, on one's own notice place, and where the scenario leaves a pair out."""
    left_in = places_taking_people(world, scenario)
    open_pairs = np.ones((len(residents), len(places)), dtype=np.bool_)
    for at, place in enumerate(places):
        open_pairs[:, at] = place.bedspace_id in left_in
    banned = {(one.resident_id, one.bedspace_id or one.home_id) for one in scenario.bans}
    for row, resident in enumerate(residents):
        who = resident.resident_id
        own_home = world.home_of(world.incumbent_of[who]) if who in world.incumbent_of else None
        notice_place = world.notice_place_of.get(who)
        for at, place in enumerate(places):
            barred = place.home_id == own_home or place.bedspace_id == notice_place
            if barred or {(who, place.bedspace_id), (who, place.home_id)} & banned:
                open_pairs[row, at] = False
    return open_pairs
