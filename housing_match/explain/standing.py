"""How things stand before any plan: who waits, who is away only for lack of a home, what stands empty."""

from dataclasses import dataclass

from housing_match.assess import Assessment
from housing_match.domain import Resident
from housing_match.explain.wants import Want, wants


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
class Standing:
    """Every borough with people or homes, and the needs of those who need a move."""

    boroughs: tuple[BoroughStanding, ...]
    needs: tuple[Want, ...]
    """Of those who need a move; the places looked at are the voids."""
    away_for_lack_of_a_home: tuple[str, ...]
    """Their resident_ids."""


def standing(assessment: Assessment) -> Standing:
    """How things stand on the scenario's date."""
    world = assessment.world
    codes = sorted({one.borough for one in world.residents} | {one.borough for one in world.homes})
    waiting = [one for one in assessment.residents if one.needs_move]
    voids = [one for one in assessment.places if one.status == "void"]
    return Standing(
        boroughs=tuple(_borough(assessment, code) for code in codes),
        needs=wants(assessment, waiting, voids),
        away_for_lack_of_a_home=tuple(
            one.resident_id for one in world.residents if _out_for_lack_of_a_home(assessment, one)
        ),
    )


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
        out_for_lack_of_a_home=sum(_out_for_lack_of_a_home(assessment, one) for one in people),
        voids=len(voids),
        weekly_void_cost=sum(one.weekly_void_cost or 0 for one in voids),
        voids_of_unknown_cost=sum(one.weekly_void_cost is None for one in voids),
    )


def _out_for_lack_of_a_home(assessment: Assessment, resident: Resident) -> bool:
    away = assessment.geography.outside_borough(resident.resident_id)
    return bool(away) and resident.out_of_borough_reason == "no_suitable_home"
