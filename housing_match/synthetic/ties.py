"""Whom and what people are tied to: family, friends, days, housemates wanted or not, and where they may not live."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from housing_match.criteria import age_on
from housing_match.domain import Connection, Exclusion, HousematePair, Resident
from housing_match.places.postcodes import Postcode
from housing_match.synthetic.dice import Dice
from housing_match.synthetic.ground import Ground, Grounds
from housing_match.synthetic.housemates import housemates

DAY_CENTRES, COLLEGES, FAITH, WORK = 7, 2, 6, 9
"""Places of each kind in each borough that several people go to."""
EXCLUDED_PEOPLE = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class Ties:
    """Every tie, in the order of the world's tables."""

    connections: tuple[Connection, ...]
    housemates: tuple[HousematePair, ...]
    exclusions: tuple[Exclusion, ...]


def draw_ties(
    seed: int,
    as_of: date,
    where: Grounds,
    residents: Mapping[str, Resident],
    home_of: Mapping[str, str],
    opening: frozenset[str],
) -> Ties:
    """Ties of everybody; `home_of` gives the home_id of those who live in the stock, `opening` homes with a place."""
    dice = Dice(seed, "ties")
    shared = {borough: _shared_places(dice, ground) for borough, ground in where.own.items()}
    connections: list[Connection] = []
    for resident_id in sorted(residents):
        connections.extend(_of_one(dice, as_of, where, residents[resident_id], shared))
    exclusions = [
        Exclusion(
            resident_id=one.resident_id,
            postcode=where.own[one.borough].anywhere(dice).code,
            radius_m=dice.pick((250, 400, 500, 800, 1_000, 1_500)),
        )
        for one in dice.ranked(list(residents.values()), lambda one: 60 if one.needs_move else 0)[:EXCLUDED_PEOPLE]
    ]
    return Ties(
        connections=tuple(sorted(connections, key=lambda one: (one.resident_id, one.kind, one.postcode))),
        housemates=tuple(
            sorted(housemates(dice, residents, home_of, opening), key=lambda one: (one.resident_id, one.other_id))
        ),
        exclusions=tuple(sorted(exclusions, key=lambda one: (one.resident_id, one.postcode))),
    )


def _shared_places(dice: Dice, ground: Ground) -> dict[str, list[Postcode]]:
    counts = (("day_activity", DAY_CENTRES), ("college", COLLEGES), ("faith", FAITH), ("work", WORK))
    return {kind: ground.spread(dice, count) for kind, count in counts}


def _of_one(
    dice: Dice, as_of: date, where: Grounds, one: Resident, shared: Mapping[str, Mapping[str, Sequence[Postcode]]]
) -> list[Connection]:
    own = where.own[one.borough]
    lives = where.point[one.current_postcode] if one.current_postcode is not None else own.anywhere(dice)
    found = []

    def add(kind: str, place: Postcode, importance: tuple[int, int], visits: tuple[int, int]) -> None:
        found.append(
            Connection(
                resident_id=one.resident_id,
                kind=kind,
                postcode=place.code,
                importance=dice.between(*importance),
                visits_per_week=dice.between(*visits) if dice.chance(85) else None,
            )
        )

    if one.situation == "family_home":
        add("family", lives, (4, 5), (1, 7))
    elif dice.chance(82):
        add("family", _family(dice, where, one, lives), (2, 5), (0, 2))
    if dice.chance(22):
        add("family", _family(dice, where, one, lives), (1, 4), (0, 1))
    if dice.chance(45):
        near = own.near(dice, lives, 2_000) if lives.authority == one.borough else own.anywhere(dice)
        add("friend", near, (1, 5), (0, 3))
    if lives.authority in where.own:
        for kind, percent, visits in (("day_activity", 48, 4), ("college", 9, 3), ("work", 11, 3), ("faith", 10, 1)):
            young = kind != "college" or age_on(one.birth_month, as_of) <= 25
            if dice.chance(percent) and young:
                nearest = sorted(shared[lives.authority][kind], key=lambda place: (_apart(place, lives), place.code))
                add(kind, dice.pick(nearest[:2]), (2, 5), (1, visits))
    if dice.chance(14):
        add("health", own.near(dice, lives, 1_500), (1, 4), (0, 1))
    return _once_each(found)


def _family(dice: Dice, where: Grounds, one: Resident, lives: Postcode) -> Postcode:
    if one.out_of_borough_reason == "family_elsewhere":
        around = where.london if lives in where.london.postcodes else where.counties
        return around.near(dice, lives, 3_000)
    if dice.chance(62):
        return where.own[one.borough].anywhere(dice)
    return (where.london if dice.chance(70) else where.counties).anywhere(dice)


def _apart(one: Postcode, other: Postcode) -> int:
    return (int(one.easting) - int(other.easting)) ** 2 + (int(one.northing) - int(other.northing)) ** 2


def _once_each(found: Sequence[Connection]) -> list[Connection]:
    kept: dict[tuple[str, str], Connection] = {}
    for one in found:
        kept.setdefault((one.kind, one.postcode), one)
    return list(kept.values())
