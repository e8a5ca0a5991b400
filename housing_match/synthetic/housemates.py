"""Who must or would like to share, or not to share, with whom."""

from collections.abc import Mapping, Sequence
from itertools import combinations

from housing_match.domain import HousematePair, Resident
from housing_match.synthetic.dice import Dice

MUST_TOGETHER, WISH_TOGETHER, WISH_APART = 3, 16, 9
MUST_APART_AT_HOME, MUST_APART_WAITING = 3, 4

Pairs = Sequence[tuple[str, str]]


def housemates(
    dice: Dice, residents: Mapping[str, Resident], home_of: Mapping[str, str], opening: frozenset[str]
) -> list[HousematePair]:
    """Pairs in their exact numbers, binding relations first; nobody is in two pairs."""
    waiting = dice.ranked([one for one in residents.values() if one.needs_move and one.needed_by is None])
    free = [one for one in waiting if one.resident_id not in home_of]
    soon = [one for one in residents.values() if _could_share_a_cluster(one) and one.resident_id not in home_of]
    agreeing = [one for one in free if one.consent != "no" and one.lives in ("shared", "either")]
    couples = [pair for pair in combinations(agreeing, 2) if pair[0].borough == pair[1].borough]
    incumbents = [residents[resident_id] for resident_id in sorted(home_of)]
    friends = dice.ranked(incumbents, lambda one: 100 if home_of[one.resident_id] in opening else 0)
    wanted: tuple[tuple[str, Pairs, int], ...] = (
        ("must_apart", _under_one_roof(residents, home_of), MUST_APART_AT_HOME),
        ("must_together", [_ids(*pair) for pair in dice.ranked(couples)], MUST_TOGETHER),
        ("must_apart", _beside(free[::3], friends), MUST_APART_WAITING),
        ("wish_together", _beside(soon[::2], soon[1::2]), WISH_TOGETHER // 2),
        ("wish_together", _beside(free, friends[5:]), WISH_TOGETHER // 2),
        ("wish_apart", _beside(free[7:], friends[20:]), WISH_APART),
    )
    busy: set[str] = set()
    found = []
    for relation, pairs, count in wanted:
        left = count
        for one, other in pairs:
            if left and not busy & {one, other}:
                found.append(HousematePair(resident_id=min(one, other), other_id=max(one, other), relation=relation))
                busy |= {one, other}
                left -= 1
    return found


def _ids(one: Resident, other: Resident) -> tuple[str, str]:
    return one.resident_id, other.resident_id


def _beside(some: Sequence[Resident], others: Sequence[Resident]) -> Pairs:
    return [_ids(one, other) for one, other in zip(some, others, strict=False)]


def _under_one_roof(residents: Mapping[str, Resident], home_of: Mapping[str, str]) -> Pairs:
    """Pairs who live in one home, one of whom needs to leave it for safeguarding."""
    homes: dict[str, list[str]] = {}
    for resident_id in sorted(home_of):
        homes.setdefault(home_of[resident_id], []).append(resident_id)
    unsafe = {one.resident_id for one in residents.values() if one.needs_move and one.priority_reason == "safeguarding"}
    return [pair for home_id in sorted(homes) for pair in combinations(homes[home_id], 2) if unsafe & set(pair)]


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
