"""Who lives in the stock today: each occupied bedspace gets a person whose needs the home meets, by the real rules."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from housing_match.criteria import POLICY, PlanRule, Verdict
from housing_match.domain import Bedspace, Facts, Home, Place, Resident, World, place_of
from housing_match.synthetic.dice import Dice
from housing_match.synthetic.patterns import PATTERNS
from housing_match.synthetic.people import People
from housing_match.synthetic.shares import ADULTS, BOROUGHS, CROSS_BOROUGH
from housing_match.synthetic.stock import Stock

SUITS = ("access", "equipment", "behaviour", "design", "skills", "support", "move_on", "household")
RULES = tuple(rule.criterion for rule in POLICY if rule.name in SUITS and not isinstance(rule.criterion, PlanRule))
TOGETHER = tuple(
    rule.criterion
    for rule in POLICY
    if rule.name in ("same_sex", "compatibility") and isinstance(rule.criterion, PlanRule)
)
OTHER_AUTHORITIES = 16
"""Occupied bedspaces whose tenant is another authority's."""
OTHERS_SHARING = 5
"""How many of those share space, so that the hours of that home are not known."""
NOTICE_SERVED = 3
"""Bedspaces under notice whose occupant is one of the residents."""
SITUATION = {"care": "residential_care", "nursing": "nursing_care", "council_flat": "own_tenancy"}
CARE = {
    "residential_care": frozenset({"residential_care", "supported_living"}),
    "nursing_care": frozenset({"nursing_care"}),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Tenants:
    """The stock with its occupants, and everybody, those who live in the stock with their address."""

    homes: tuple[Home, ...]
    bedspaces: tuple[Bedspace, ...]
    residents: dict[str, Resident]


def move_in(seed: int, as_of: date, stock: Stock, people: People) -> Tenants:
    """Let every occupied bedspace, and three of those under notice."""
    dice = Dice(seed, "tenants")
    home_of = {home.home_id: home for home in stock.homes}
    facts = Facts(as_of=as_of, window_end=as_of, window_end_band_a=as_of)
    free = {borough: dice.ranked(people.adults_of(borough)) for borough in ADULTS}
    noticed = [room for room in stock.bedspaces if room.status == "notice"][:NOTICE_SERVED]
    others, crossing = _special(dice, stock)
    rooms_in = {home.home_id: 0 for home in stock.homes}
    for room in stock.bedspaces:
        rooms_in[room.home_id] += room.status != "closed"
    living: dict[str, list[Resident]] = {home.home_id: [] for home in stock.homes}
    residents = dict(people.residents)
    let = []
    for room in stock.bedspaces:
        home = home_of[room.home_id]
        if not (room.status == "occupied" or room in noticed) or room.bedspace_id in others:
            let.append(room)
            continue
        place = place_of(room, home, other_bedspaces=rooms_in[home.home_id] - 1, occupant_leaves=False)
        kind = stock.kind_of[home.home_id]
        borough = crossing.get(room.bedspace_id, home.borough)
        wanted = [one for one in free[borough] if people.kind_of[one.resident_id] in PATTERNS[kind].made_for]
        tenant = _first_suited(wanted, place, facts, living[home.home_id])
        if tenant is None:
            let.append(room)
            continue
        free[borough].remove(tenant)
        living[home.home_id].append(tenant)
        let.append(replace(room, occupant_id=tenant.resident_id))
        residents[tenant.resident_id] = _at_home(dice, tenant, home, room, kind)
    homes = tuple(_staffed(dice, home, living[home.home_id], rooms_in[home.home_id]) for home in stock.homes)
    return Tenants(homes=homes, bedspaces=tuple(let), residents=residents)


def _special(dice: Dice, stock: Stock) -> tuple[set[str], dict[str, str]]:
    """The bedspaces of other authorities' tenants, and those let across the borough line with the tenant's borough."""
    home_of = {home.home_id: home for home in stock.homes}
    occupied = dice.ranked([room for room in stock.bedspaces if room.status == "occupied"])
    open_to_both = [room for room in occupied if len(home_of[room.home_id].nominations) == len(BOROUGHS)]
    easy = [room for room in open_to_both if stock.kind_of[room.home_id] in ("cluster", "flat", "everyday")]
    crossing: dict[str, str] = {}
    for borough, count in CROSS_BOROUGH.items():
        rooms = [room for room in easy if home_of[room.home_id].borough != borough]
        crossing |= {room.bedspace_id: borough for room in rooms[:count]}
    left = [room for room in open_to_both if room.bedspace_id not in crossing]
    own_door = [room.bedspace_id for room in left if home_of[room.home_id].own_door]
    sharing = [room.bedspace_id for room in left if not home_of[room.home_id].own_door]
    return {*sharing[:OTHERS_SHARING], *own_door[: OTHER_AUTHORITIES - OTHERS_SHARING]}, crossing


def _first_suited(
    wanted: Sequence[Resident], place: Place, facts: Facts, living: Sequence[Resident]
) -> Resident | None:
    nobody = World()
    for one in wanted:
        outcomes = (rule.compare(one, place, facts) for rule in RULES)
        if any(outcome is not None and outcome.verdict != Verdict.MET for outcome in outcomes):
            continue
        if place.own_door or not any(rule.clash(one, mate, nobody) for rule in TOGETHER for mate in living):
            return one
    return None


def _at_home(dice: Dice, tenant: Resident, home: Home, room: Bedspace, kind: str) -> Resident:
    situation = SITUATION.get(kind, "own_tenancy" if kind == "flat" and dice.chance(25) else "supported_living")
    return replace(
        tenant,
        situation=situation,
        current_bedspace_id=room.bedspace_id,
        current_postcode=home.postcode,
        settings_ok=CARE.get(situation, frozenset()),
    )


def _staffed(dice: Dice, home: Home, living: Sequence[Resident], rooms: int) -> Home:
    """A shared home with the hours it can staff: those of its tenants and, for free rooms, sometimes too few."""
    if home.own_door or rooms == 1 or home.setting in CARE:
        return home
    hours = [int(one.support_hours_week or 0) for one in living]
    mean = sum(hours) // len(hours) if hours else 30
    spare = (rooms - len(living)) * mean * dice.pick((60, 90, 110, 130)) // 100 + dice.pick((0, 15, 25, 40, 60))
    return replace(home, support_hours_week=Decimal((sum(hours) + spare + 4) // 5 * 5))
