"""How wants and offers are compared: lists, grades, ages, areas and journeys; every rule that does so does it here."""

import re
from datetime import date, timedelta
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise
from math import lcm
from typing import Any

from housing_match.criteria.base import Comparison, Outcome, Unknown
from housing_match.domain import Facts, Mean, Place, Resident

DISTRICT = re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]?")
"""A postcode district (the part before the space); any other name of an area is a ward."""
TRAVEL_POINTS = ((15, 100), (30, 80), (45, 60), (60, 40), (90, 20), (120, 0))
"""(minutes, score): the score of a journey to people and places, straight between."""
TRAVEL_PARTS = lcm(
    *(Fraction(far - near, 2 * (high - low)).denominator for (near, high), (far, low) in pairwise(TRAVEL_POINTS))
)
"""Parts of a minute of which every change of that score takes place at a whole number.

Between (near, high) and (far, low) it changes where the line passes a half, high - n - 1/2, for a whole n: that is at
near + (2 n + 1) (far - near) / (2 (high - low)) minutes.
"""

WRITTEN = {"pmld": "profound and multiple learning disabilities", "support_hours_week": "support hours a week"}
"""Codes, and names of columns, that are no words once their underscores are spaces."""
FOR_WHOM = {"F": "women", "M": "men"}
"""For whom a home for one sex is."""


@lru_cache(maxsize=4096)
def words(codes: frozenset[str] | None) -> str:
    """Codes as words in a stable order; `nothing` for none."""
    if codes is None:
        return "not known"
    return ", ".join(code_words(code) for code in sorted(codes)) or "nothing"


def code_words(code: str | None) -> str:
    """One code as words; "not known" where there is none."""
    return "not known" if code is None else WRITTEN.get(code, code.replace("_", " "))


def all_there(
    needed: frozenset[str] | None, there: frozenset[str] | None, *, ask_person: str, ask_home: str
) -> Outcome:
    """Whether everything needed is there; unknown where either side is silent about something that matters."""
    if needed is None:
        return Unknown(wanted="not known", offered=words(there), question=ask_person)
    if not needed:
        return None
    if there is None:
        return Unknown(wanted=words(needed), offered="not known", question=ask_home, about_home=True)
    return Comparison(wanted=words(needed), offered=words(there), score=100 if needed <= there else 0)


def at_least(need: str | None, offer: str | None, scale: tuple[str, ...], *, ask_person: str, ask_home: str) -> Outcome:
    """Whether the offer reaches the need on a scale that runs from least to most; the least need is no need."""
    if need is None:
        return Unknown(wanted="not known", offered=code_words(offer), question=ask_person)
    if need == scale[0]:
        return None
    if offer is None:
        return Unknown(wanted=code_words(need), offered="not known", question=ask_home, about_home=True)
    return Comparison(
        wanted=code_words(need), offered=code_words(offer), score=100 if scale.index(offer) >= scale.index(need) else 0
    )


def age_on(birth_month: date, day: date) -> int:
    """Whole years on a day; a birthday falls on the last day of its month."""
    month_still_running = (day + timedelta(days=1)).month == day.month
    before = day.month < birth_month.month or (day.month == birth_month.month and month_still_running)
    return day.year - birth_month.year - before


def age_when_needed(resident: Resident, facts: Facts) -> int:
    """Whole years at the later of the scenario's date and the date the home is needed by."""
    return age_on(resident.birth_month, max(facts.as_of, resident.needed_by or facts.as_of))


def half_up(numerator: int, denominator: int) -> int:
    """A fraction of whole numbers rounded half up; the denominator is above 0."""
    return (2 * numerator + denominator) // (2 * denominator)


def travel_score(minutes: Mean | int, points: tuple[tuple[int, int], ...]) -> int:
    """The score of exact minutes on a line through (minutes, score) points, rounded once, half up."""
    total, parts = minutes.numerator, minutes.denominator
    if total <= points[0][0] * parts:
        return points[0][1]
    for (near, high), (far, low) in pairwise(points):
        if total <= far * parts:
            span = (far - near) * parts
            return half_up(high * span - (total - near * parts) * (high - low), span)
    return points[-1][1]


def district(postcode: str) -> str:
    """The part of an unspaced postcode before the last three characters."""
    return postcode[:-3]


def names_of_postcode(postcode: str) -> frozenset[str]:
    """The names by which areas mean a postcode: its district, and W1 for each of W1A to W1W."""
    where = district(postcode)
    return frozenset({where, where.rstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")})


def names_of_ward(ward: str | None) -> frozenset[str]:
    """The names in capitals by which areas mean a ward; none for none known."""
    return frozenset() if ward is None else frozenset({ward.upper()})


def in_areas(
    areas: frozenset[str] | None, place: Place, facts: Facts, *, inside: int, outside: int, wish: str
) -> Outcome:
    """The score of a home by whether it lies in one of the areas (postcode districts or ward names, any case)."""
    where = district(place.postcode)
    offered = where if facts.ward is None else f"{where}, {facts.ward}"
    if areas is None:
        return Unknown(wanted="not known", offered=offered, question="Which areas does the person mean?")
    if not areas:
        return None
    every, named, where_lies = _named(areas)
    wanted = f"{wish} {every}"
    if not named.isdisjoint(names_of_postcode(place.postcode) | names_of_ward(facts.ward)):
        return Comparison(wanted=wanted, offered=offered, score=inside)
    if where_lies and facts.ward is None:
        return Unknown(wanted=wanted, offered=offered, question=where_lies, about_home=True)
    return Comparison(wanted=wanted, offered=offered, score=outside)


@lru_cache(maxsize=4096)
def _named(areas: frozenset[str]) -> tuple[str, frozenset[str], str]:
    """The areas in words and in capitals, and what to ask of a home if any are wards: told once for a person."""
    wards = sorted(area for area in areas if not DISTRICT.fullmatch(area.upper()))
    where_lies = f"Is the home in {' or '.join(wards)}?" if wards else ""
    return ", ".join(sorted(areas)), frozenset(area.upper() for area in areas), where_lies


def near(minutes: Mean | None) -> Outcome:
    """The travel score of exact mean minutes to people or places; None without any."""
    if minutes is None:
        return None
    shown = half_up(minutes.numerator, minutes.denominator)
    return Comparison(wanted="near", offered=f"{shown} minutes on average", score=travel_score(minutes, TRAVEL_POINTS))


def travel_parts(total: Any, weight: Any) -> Any:
    """The same number for mean minutes total / weight that are judged alike, of arrays one each; weight 0: none."""
    whole, rest = divmod(TRAVEL_PARTS * total, weight + (weight == 0))
    near_enough = total < TRAVEL_POINTS[-1][0] * weight
    return near_enough * (4 * whole + 2 * (rest > 0) + 2) + (weight > 0)


def several(count: int, noun: str) -> str:
    """A number with its noun, such as "1 housemate" or "0 housemates"."""
    return f"{count} {noun}{'' if count == 1 else 's'}"
