"""How things stand before any plan: who waits, who is away only for lack of a home, what stands empty."""

from dataclasses import dataclass

import numpy as np

from housing_match.assess import MET, Assessment
from housing_match.criteria import POLICY


@dataclass(frozen=True, slots=True, kw_only=True)
class BoroughStanding:
    """One borough: its people wherever they live, and the voids inside it."""

    borough: str
    known: int
    need_a_move: int
    out_of_borough: int
    out_for_lack_of_a_home: int
    voids: int
    weekly_void_cost: int
    """Whole pounds; voids of unknown cost count nothing."""
    voids_of_unknown_cost: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedStanding:
    """One rule that no void meets for some of the people in the plan."""

    title: str
    people: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Every borough with people or homes, and the needs that no void meets, most people first."""

    boroughs: tuple[BoroughStanding, ...]
    needs: tuple[NeedStanding, ...]


def standing(assessment: Assessment) -> Standing:
    """How things stand on the scenario's date."""
    world = assessment.world
    codes = sorted({one.borough for one in world.residents} | {one.borough for one in world.homes})
    return Standing(boroughs=tuple(_borough(assessment, code) for code in codes), needs=_needs(assessment))


def _borough(assessment: Assessment, code: str) -> BoroughStanding:
    world = assessment.world
    people = [one for one in world.residents if one.borough == code]
    waiting = {one.resident_id for one in assessment.residents if one.needs_move}
    away = [one for one in people if assessment.geography.outside_borough(one.resident_id)]
    voids = [one for one in assessment.places if one.status == "void" and one.borough == code]
    return BoroughStanding(
        borough=code,
        known=len(people),
        need_a_move=sum(one.resident_id in waiting for one in people),
        out_of_borough=len(away),
        out_for_lack_of_a_home=sum(one.out_of_borough_reason == "no_suitable_home" for one in away),
        voids=len(voids),
        weekly_void_cost=sum(one.weekly_void_cost or 0 for one in voids),
        voids_of_unknown_cost=sum(one.weekly_void_cost is None for one in voids),
    )


def _needs(assessment: Assessment) -> tuple[NeedStanding, ...]:
    """How many people in the plan find the rule met in no void at all, rule by rule."""
    voids = [at for at, place in enumerate(assessment.places) if place.status == "void"]
    found = []
    for rule in POLICY:
        verdict = assessment.verdicts.get(rule.name)
        if verdict is not None and voids:
            shut_out = (verdict[:, voids] != MET).all(axis=1) & assessment.in_plan
            found.append(NeedStanding(title=rule.criterion.title, people=int(np.count_nonzero(shut_out))))
    return tuple(sorted((one for one in found if one.people), key=lambda one: -one.people))
