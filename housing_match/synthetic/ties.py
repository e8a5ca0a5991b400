"""Whom and what people are tied to: family, friends, days, housemates wanted or not, and where they may not live."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from housing_match.criteria import age_on
from housing_match.domain import Connection, Exclusion, HousematePair, Resident
from housing_match.places.postcodes import Postcode
from housing_match.synthetic.dice import Dice
from housing_match.synthetic.ground import Ground, Grounds

DAY_CENTRES, COLLEGES, FAITH, WORK = 7, 2, 6, 9
"""Places of each kind in each borough that several people go to."""
EXCLUDED_PEOPLE = 9
MUST_TOGETHER, WISH_TOGETHER, WISH_APART = 3, 16, 9
MUST_APART_AT_HOME, MUST_APART_WAITING = 3, 4


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
            sorted(_housemates(dice, residents, home_of, opening), key=lambda one: (one.resident_id, one.other_id))
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


def _housemates(
    dice: Dice, residents: Mapping[str, Resident], home_of: Mapping[str, str], opening: frozenset[str]
) -> list[HousematePair]:
    """Pairs in their exact numbers; no pair has two relations and the first relations are the binding ones."""
    waiting = dice.ranked([one for one in residents.values() if one.needs_move and one.needed_by is None])
    free = [one for one in waiting if one.resident_id not in home_of]
    soon = [one for one in residents.values() if _could_share_a_cluster(one) and one.resident_id not in home_of]
    agreeing = [one for one in free if one.consent != "no" and one.lives in ("shared", "either")]
    couples = [pair for pair in combinations(agreeing, 2) if pair[0].borough == pair[1].borough]
    homes: dict[str, list[str]] = {}
    for resident_id in sorted(home_of):
        homes.setdefault(home_of[resident_id], []).append(resident_id)
    under_one_roof = [
        pair
        for home_id in sorted(homes)
        for pair in combinations(homes[home_id], 2)
        if any(residents[one].needs_move and residents[one].priority_reason == "safeguarding" for one in pair)
    ]
    incumbents = [residents[resident_id] for resident_id in sorted(home_of)]
    friends = dice.ranked(incumbents, lambda one: 100 if home_of[one.resident_id] in opening else 0)
    found: dict[tuple[str, str], str] = {}

    def join(relation: str, pairs: Sequence[tuple[str, str]], count: int) -> None:
        busy = {one for pair in found for one in pair}
        for pair in pairs:
            if count and not busy & set(pair):
                found[pair] = relation
                busy |= set(pair)
                count -= 1

    def ids(pairs: Sequence[tuple[Resident, Resident]]) -> list[tuple[str, str]]:
        return [(one.resident_id, other.resident_id) for one, other in pairs]

    join("must_apart", under_one_roof, MUST_APART_AT_HOME)
    join("must_together", ids(dice.ranked(couples)), MUST_TOGETHER)
    join("must_apart", ids(list(zip(free[::3], friends, strict=False))), MUST_APART_WAITING)
    join("wish_together", ids(list(zip(soon[::2], soon[1::2], strict=False))), WISH_TOGETHER // 2)
    join("wish_together", ids(list(zip(free, friends[5:], strict=False))), WISH_TOGETHER // 2)
    join("wish_apart", ids(list(zip(free[7:], friends[20:], strict=False))), WISH_APART)
    return [
        HousematePair(resident_id=min(pair), other_id=max(pair), relation=relation) for pair, relation in found.items()
    ]


def _could_share_a_cluster(one: Resident) -> bool:
    """Whether somebody waits urgently and could take one of several flats under one roof."""
    return (
        one.needs_move
        and one.priority_band in ("A", "B")
        and one.consent != "no"
        and one.lives != "shared"
        and one.behaviour_support != "high"
        and one.night_support != "waking"
        and one.access_need not in ("A", "B")
    )
