"""Who needs to move, why, how soon and since when; and who is ready to move on."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from housing_match.criteria import age_on
from housing_match.domain import Resident
from housing_match.synthetic.dice import Dice
from housing_match.synthetic.people import People
from housing_match.synthetic.stock import Stock

WINDOW_DAYS = 26 * 7
FIVE_YEARS_DAYS = 5 * 365
READY_INCUMBENTS = 27
"""Incumbents of shared homes who are ready for a place of their own and so free theirs for somebody else."""
BANDS: dict[str, tuple[tuple[str, int], ...]] = {
    # priority_reason: odds of each band; the first few of three reasons are band A in any case (FIRST_IN_A)
    "delayed_discharge": (("B", 1),),
    "carer_crisis": (("B", 1),),
    "placement_ending": (("B", 45), ("C", 55)),
    "homeless": (("B", 20), ("C", 80)),
    "transition": (("C", 1),),
    "older_carer": (("C", 75), ("D", 25)),
    "safeguarding": (("B", 30), ("C", 70)),
    "medical": (("C", 80), ("D", 20)),
    "repatriation": (("B", 18), ("C", 52), ("D", 30)),
}
FIRST_IN_A = {"delayed_discharge": 5, "carer_crisis": 3, "placement_ending": 1}
EASIER = {"moderate": 35, "mild": 35, "complex": 10}
"""How much likelier a kind of person waits for a place here: the hardest to house were placed elsewhere for good."""
WAITED_MONTHS = {"A": (0, 9), "B": (1, 22), "C": (3, 54), "D": (6, 80)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """So many people of one situation who need to move, for one of these reasons."""

    count: int
    reasons: tuple[str, ...]
    among: Callable[[Resident], bool]


def need_to_move(
    seed: int, as_of: date, people: People, stock: Stock, residents: dict[str, Resident], outside: frozenset[str]
) -> dict[str, Resident]:
    """Everybody with needs_move, band, reason and dates: 165 adults and all young people need to move."""
    dice = Dice(seed, "moves")
    on_notice = {room.bedspace_id for room in stock.bedspaces if room.status == "notice"}
    moved = _ready(dice, people, stock, residents, on_notice)
    used_in_a = dict.fromkeys(FIRST_IN_A, 0)
    chosen: set[str] = set()
    for group in _groups(as_of, stock, outside, on_notice):
        free = [
            one
            for one in moved.values()
            if one.resident_id not in chosen | people.young
            and (one.current_bedspace_id is None or one.move_on_status != "ready")
            and group.among(one)
        ]
        for number, one in enumerate(
            dice.ranked(free, lambda one: EASIER.get(people.kind_of[one.resident_id], 0))[: group.count]
        ):
            reason = group.reasons[number % len(group.reasons)]
            band = dice.weighted(BANDS[reason])
            if used_in_a.get(reason, 99) < FIRST_IN_A.get(reason, 0):
                used_in_a[reason] += 1
                band = "A"
            chosen.add(one.resident_id)
            moved[one.resident_id] = _waiting(dice, as_of, one, band, reason)
    for resident_id in sorted(people.young):
        moved[resident_id] = _growing_up(dice, as_of, moved[resident_id])
    return moved


def _groups(as_of: date, stock: Stock, outside: frozenset[str], on_notice: set[str]) -> Iterable[Group]:
    """The 165 adults, most settled last: 41 + 48 + 31 + 9 + 36."""

    def lives(situation: str, *, away: bool | None = None, incumbent: bool = False) -> Callable[[Resident], bool]:
        return lambda one: (
            one.situation == situation
            and (away is None or (one.resident_id in outside) == away)
            and (one.current_bedspace_id is not None) == incumbent
        )

    def unhappy(one: Resident) -> bool:
        home = (one.current_bedspace_id or "").split("-")[0]
        return one.current_bedspace_id not in on_notice and stock.kind_of.get(home) in ("everyday", "autism", "older")

    family = lives("family_home")
    yield Group(count=3, reasons=("placement_ending",), among=lambda one: one.current_bedspace_id in on_notice)
    yield Group(count=11, reasons=("delayed_discharge",), among=lives("hospital"))
    yield Group(count=16, reasons=("homeless",), among=lives("temporary"))
    yield Group(count=8, reasons=("transition",), among=lives("residential_college"))
    yield Group(count=6, reasons=("homeless", "safeguarding"), among=lives("other"))
    yield Group(count=38, reasons=("repatriation",), among=lives("residential_care", away=True))
    yield Group(count=8, reasons=("placement_ending",), among=lives("residential_care"))
    yield Group(count=2, reasons=("repatriation",), among=lives("nursing_care", away=True))
    yield Group(count=13, reasons=("repatriation",), among=lives("supported_living", away=True))
    yield Group(count=4, reasons=("placement_ending",), among=lives("supported_living", away=False))
    yield Group(count=11, reasons=("safeguarding", "medical"), among=unhappy)
    yield Group(count=6, reasons=("medical", "safeguarding"), among=lives("own_tenancy"))
    yield Group(count=3, reasons=("placement_ending",), among=lives("shared_lives"))
    yield Group(count=9, reasons=("transition",), among=lambda one: family(one) and age_on(one.birth_month, as_of) < 25)
    yield Group(
        count=27, reasons=("older_carer", "older_carer", "carer_crisis", "safeguarding", "older_carer"), among=family
    )


def _ready(
    dice: Dice, people: People, stock: Stock, residents: dict[str, Resident], on_notice: set[str]
) -> dict[str, Resident]:
    """Some incumbents of shared homes, ready for a place of their own; nobody in a flat waits to move on."""
    found = dict(residents)
    sharing = []
    for one in residents.values():
        if one.current_bedspace_id is None or one.current_bedspace_id in on_notice:
            continue
        kind = stock.kind_of[one.current_bedspace_id.split("-")[0]]
        if kind in ("everyday", "move_on", "mental_health"):
            sharing.append(one)
        elif one.move_on_status == "ready":
            found[one.resident_id] = replace(one, move_on_status="settled")
    able = [one for one in sharing if one.night_support != "waking" and one.access_need in ("E", "F")]
    likely = {"mild": 60, "mental_health": 20}
    for one in dice.ranked(able, lambda one: likely.get(people.kind_of[one.resident_id], 0))[:READY_INCUMBENTS]:
        found[one.resident_id] = replace(
            one,
            move_on_status="ready",
            lives="either" if dice.chance(60) else "alone",
            max_housemates=None,
            night_support="none" if dice.chance(70) else "on_call",
            staff_ratio="shared",
            behaviour_support="none",
            skills_needed=(one.skills_needed or frozenset()) & {"autism"},
            priority_reason="move_on",
        )
    return found


def _waiting(dice: Dice, as_of: date, one: Resident, band: str, reason: str) -> Resident:
    needed_by = None
    if band == "A":
        needed_by = as_of + timedelta(days=dice.between(0, 28)) if dice.chance(50) else None
    elif band == "B":
        needed_by = as_of + timedelta(days=dice.between(20, WINDOW_DAYS))
    elif reason == "transition":
        too_old = date(one.birth_month.year + 26, one.birth_month.month, 1)
        most = min(FIVE_YEARS_DAYS, (too_old - as_of).days - 1)
        needed_by = as_of + timedelta(days=dice.between(0, max(0, most)))
    since = None if dice.chance(4) else as_of - timedelta(days=_days(dice, band))
    changed = replace(
        one,
        needs_move=True,
        priority_band=band,
        priority_reason=reason,
        needed_by=needed_by,
        waiting_since=since,
        settings_ok=frozenset() if one.situation != "nursing_care" else one.settings_ok,
    )
    if reason == "medical" and one.access_need in ("E", "F"):
        step_free = (one.equipment_needed or frozenset()) | {"lift_or_ground_floor", "level_access_shower"}
        return replace(changed, access_need="D", equipment_needed=step_free)
    return changed


def _days(dice: Dice, band: str) -> int:
    least, most = WAITED_MONTHS[band]
    return dice.between(least * 30 + 3, most * 30 + 3)


def _growing_up(dice: Dice, as_of: date, one: Resident) -> Resident:
    """A young person with a date from the 18th birthday on, within five years."""
    month = one.birth_month.month
    adult_on = date(one.birth_month.year + 18 + month // 12, month % 12 + 1, 1)  # the day after the birthday
    soon = dice.chance(45)
    last = (as_of + timedelta(days=FIVE_YEARS_DAYS) - adult_on).days
    needed_by = adult_on + timedelta(days=dice.between(0, min(last, 60) if soon else last))
    return replace(
        one,
        needs_move=True,
        priority_band="B" if needed_by <= as_of + timedelta(days=WINDOW_DAYS) else "C",
        priority_reason="transition",
        needed_by=needed_by,
        waiting_since=as_of - timedelta(days=dice.between(10, 300)),
    )
