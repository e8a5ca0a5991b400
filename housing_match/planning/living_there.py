"""What a redesign means for each who lives there today: who stays, whether the home still suits, and who must leave."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from housing_match.assess import FIT_FACTS, Assessment
from housing_match.criteria import Criterion, plan_breaches
from housing_match.domain import Bedspace, Household, Redesign, World, households_after
from housing_match.planning.built import Built
from housing_match.planning.redesigned import has_to_be_empty, home_ids

STAYS, NO_LONGER_SUITS, MOVES, NO_PLACE, MUST_MOVE = "stays", "no_longer_suits", "moves", "no_place", "must_move"
"""What becomes of somebody; `must_move`: has to, and there is no plan that says where to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fate:
    """What becomes of one who lives in a home that is redesigned; `resident_id` is None for another authority's tenant.

    `no_longer` and `now_met` name the rules that the home met and does not meet any more, and the other way round, for
    somebody who stays, those of living together among them. `to` is the bedspace that the plan moves the person to,
    `without` that to which the plan without any redesign does.
    """

    redesign_id: str
    bedspace_id: str
    resident_id: str | None
    must_leave: bool
    outcome: str
    to: str | None = None
    without: str | None = None
    no_longer: tuple[str, ...] = ()
    now_met: tuple[str, ...] = ()


def fates(
    today: Built,
    then: Assessment,
    redesigns: Sequence[Redesign],
    bedspace_of: Mapping[str, str] | None = None,
    no_place: Sequence[str] = (),
) -> tuple[Fate, ...]:
    """Everybody who lives in these homes today, home by home in bedspace order.

    `bedspace_of` is the plan once they are redesigned, None where there is none; without one `no_place` says who of
    those who must leave has no place. Whether the home still suits is judged among those who live there today and stay.
    """
    world, moved = today.world, bedspace_of or {}
    found = []
    for one in redesigns:
        leaving = {room.bedspace_id for room in has_to_be_empty(world, one)}
        together = _together(today.assessment, [one.home_id]), _together(then, home_ids(one))
        for room in world.bedspaces_of[one.home_id]:
            if room.status == "occupied":
                told = Fate(
                    redesign_id=one.redesign_id,
                    bedspace_id=room.bedspace_id,
                    resident_id=room.occupant_id,
                    must_leave=room.bedspace_id in leaving,
                    outcome=STAYS,
                    without=today.plan.bedspace_of.get(room.occupant_id or ""),
                )
                found.append(_settled(told, (today.assessment, then), together, moved, no_place))
    return tuple(found)


def _settled(
    fate: Fate,
    judged: tuple[Assessment, Assessment],
    together: tuple[Mapping[str, frozenset[str]], Mapping[str, frozenset[str]]],
    moved: Mapping[str, str],
    no_place: Sequence[str],
) -> Fate:
    """The fate with its outcome, by what is said of the person today and then, alone and among the others."""
    who = fate.resident_id
    if who is not None and who in moved:
        return replace(fate, outcome=MOVES, to=moved[who])
    if fate.must_leave:
        return replace(fate, outcome=NO_PLACE if who in no_place or who is None else MUST_MOVE)
    if who is None:
        return fate
    was, will = (
        _not_met(assessment, who, fate.bedspace_id) | rules.get(who, frozenset())
        for assessment, rules in zip(judged, together, strict=True)
    )
    order = [rule.name for rule in judged[1].policy]
    no_longer, now_met = (tuple(sorted(some, key=order.index)) for some in (will - was, was - will))
    return replace(fate, outcome=NO_LONGER_SUITS if no_longer else STAYS, no_longer=no_longer, now_met=now_met)


def _not_met(assessment: Assessment, resident_id: str, bedspace_id: str) -> frozenset[str]:
    """The one-person rules that the place does not meet, or is not known to; how well it fits is no such rule."""
    return frozenset(
        one.rule.name
        for one in assessment.findings(resident_id, bedspace_id)
        if one.blocks
        and isinstance(one.rule.criterion, Criterion)
        and FIT_FACTS.isdisjoint(one.rule.criterion.reads_facts)
    )


def _together(assessment: Assessment, homes: Sequence[str]) -> dict[str, frozenset[str]]:
    """resident_id → the rules of living together not kept among those who live in these homes, as if all just came."""
    households = [_as_if_joined(one) for one in households_after(assessment.world, {}, homes)]
    found: dict[str, frozenset[str]] = {}
    for breach in plan_breaches(assessment.policy, households, assessment.world):
        for who in breach.resident_ids:
            found[who] = found.get(who, frozenset()) | {breach.rule}
    return found


def _as_if_joined(household: Household) -> Household:
    return replace(household, lodgers=tuple(replace(one, moved_in=True) for one in household.lodgers))


def tenants_in_the_way(world: World, redesigns: Sequence[Redesign]) -> tuple[Bedspace, ...]:
    """Bedspaces that would have to be empty and in which another authority's tenant lives, who never moves."""
    return tuple(room for one in redesigns for room in has_to_be_empty(world, one) if room.occupant_id is None)
