"""The 260 bedspaces of the sample: homes at real postcodes, and what stands empty, ends or opens."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, timedelta

from housing_match.domain import Bedspace, Home
from housing_match.synthetic.dice import Dice
from housing_match.synthetic.ground import Grounds
from housing_match.synthetic.patterns import PATTERNS
from housing_match.synthetic.shares import KENSINGTON, WESTMINSTER

LAYOUT: dict[str, tuple[tuple[str, str, tuple[int, ...]], ...]] = {
    # borough: (kind, sex, bedspaces of each home); 104 shared, 65 in clusters, 52 flats, 39 in registered care
    KENSINGTON: (
        ("everyday", "any", (5, 4, 4)),
        ("autism", "any", (4, 3)),
        ("accessible", "any", (4,)),
        ("older", "any", (5,)),
        ("move_on", "any", (4,)),
        ("everyday", "F", (3,)),
        ("everyday", "M", (3,)),
        ("mental_health", "any", (3,)),
        ("cluster", "any", (8,)),
        ("cluster_accessible", "any", (6,)),
        ("extra_care", "any", (6,)),
        ("cluster_pbs", "any", (6,)),
        ("flat", "any", (1,) * 12),
        ("robust_flat", "any", (1,) * 3),
        ("accessible_flat", "any", (1,) * 2),
        ("council_flat", "any", (1,) * 4),
        ("care", "any", (8, 7)),
    ),
    WESTMINSTER: (
        ("everyday", "any", (6, 5, 5, 4, 4)),
        ("autism", "any", (4, 4, 3)),
        ("accessible", "any", (4, 3)),
        ("older", "any", (5, 4)),
        ("move_on", "any", (4,)),
        ("everyday", "F", (4,)),
        ("mental_health", "any", (3,)),
        ("cluster", "any", (9, 8)),
        ("new_cluster", "any", (8,)),
        ("cluster_accessible", "any", (6,)),
        ("extra_care", "any", (8,)),
        ("flat", "any", (1,) * 17),
        ("robust_flat", "any", (1,) * 5),
        ("accessible_flat", "any", (1,) * 3),
        ("council_flat", "any", (1,) * 6),
        ("care", "any", (8, 6, 6)),
        ("nursing", "any", (4,)),
    ),
}
FIRST_PHASE = 6
"""Bedspaces of the new cluster that open within the window; the others open later."""
EMPTY: tuple[tuple[str, tuple[tuple[str, int], ...]], ...] = (
    # status: (kind, bedspaces); sixteen voids are 6% of 260, and several of them suit nobody who waits
    (
        "void",
        (
            ("care", 2),
            ("nursing", 1),
            ("older", 1),
            ("move_on", 2),
            ("everyday", 3),
            ("cluster", 2),
            ("robust_flat", 1),
            ("flat", 1),
            ("council_flat", 3),
        ),
    ),
    ("notice", (("everyday", 1), ("cluster", 1), ("flat", 1), ("council_flat", 1), ("extra_care", 1), ("care", 1))),
    ("works", (("autism", 2), ("accessible", 1), ("everyday", 1), ("flat", 1))),
    ("adaptation", (("accessible_flat", 1),)),
    ("reserved", (("cluster", 1), ("flat", 1))),
    ("offer_out", (("everyday", 1), ("extra_care", 1))),
    ("held", (("everyday", 1), ("accessible", 1), ("care", 1))),
    ("closed", (("older", 1),)),
)
TREES = (
    *("Alder", "Beech", "Birch", "Blackthorn", "Bracken", "Bramble", "Campion", "Cedar", "Cherry", "Chestnut"),
    *("Clover", "Damson", "Elder", "Elm", "Gorse", "Hawthorn", "Hornbeam", "Larch", "Lime", "Mallow", "Maple"),
    *("Medlar", "Mulberry", "Oak", "Pear Tree", "Pine", "Plane", "Poplar", "Quince", "Sorrel", "Spruce", "Sycamore"),
    *("Tansy", "Teasel", "Thistle", "Walnut", "Whitebeam", "Woodbine", "Yarrow", "Yew"),
)
WORDS = {"cluster_flat": "Court", "flat": "Mews", "bungalow": "Lodge", "house": "Villas", "shared_house": "House"}
PROVIDERS = tuple(f"Support provider {letter} (synthetic)" for letter in "ABCDEFGHJK")
LANDLORDS = tuple(f"Landlord {letter} (synthetic)" for letter in "LMNPQRST")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stock:
    """Homes and bedspaces before anybody lives there; `kind_of` gives each home_id its pattern."""

    homes: tuple[Home, ...]
    bedspaces: tuple[Bedspace, ...]
    kind_of: dict[str, str]


def empty_stock(seed: int, as_of: date, where: Grounds) -> Stock:
    """Every home with its bedspaces, those of EMPTY with their status, all others marked occupied."""
    dice = Dice(seed, "stock")
    homes: list[Home] = []
    kind_of: dict[str, str] = {}
    bedspaces: list[Bedspace] = []
    for borough, layout in LAYOUT.items():
        plan = [(kind, sex, rooms) for kind, sex, sizes in layout for rooms in sizes]
        streets = where.own[borough].spread(dice, len(plan))
        for (kind, sex, rooms), street in zip(plan, streets, strict=True):
            home = _addressed(dice, len(homes) + 1, kind, sex, borough, street.code)
            homes.append(home)
            kind_of[home.home_id] = kind
            bedspaces.extend(_rooms(dice, home, kind, rooms))
    return Stock(
        homes=tuple(homes),
        bedspaces=_with_empty(dice, as_of, bedspaces, kind_of, {home.home_id: home.borough for home in homes}),
        kind_of=kind_of,
    )


def _addressed(dice: Dice, number: int, kind: str, sex: str, borough: str, postcode: str) -> Home:
    pattern = PATTERNS[kind].home
    tree = TREES[(number * 7) % len(TREES)]
    flat = f"Flat {dice.between(1, 24)}, " if pattern.home_type == "flat" else ""
    floor = dice.below(4) if pattern.home_type == "flat" and kind != "accessible_flat" else 0
    both = frozenset((KENSINGTON, WESTMINSTER))
    own_only = dice.chance(35)
    return replace(
        pattern,
        home_id=f"H{number:03d}",
        name=f"{flat}{tree} {WORDS[pattern.home_type]} (synthetic)",
        borough=borough,
        postcode=postcode,
        provider=dice.pick(PROVIDERS),
        landlord=dice.pick(LANDLORDS),
        nominations=frozenset((borough,)) if own_only else both,
        sex=sex,
        floor=floor,
        lift=pattern.lift or (floor > 0 and dice.chance(40)),
        ahr_category="E" if kind == "flat" and floor == 0 else pattern.ahr_category,
        ways_of_living=_ways(dice, pattern),
        weekly_rent=pattern.weekly_rent and pattern.weekly_rent + dice.between(-20, 30),
        rent_unmet_weekly=dice.between(12, 45) if kind in ("flat", "cluster") and dice.chance(6) else 0,
    )


def _ways(dice: Dice, pattern: Home) -> frozenset[str]:
    if pattern.setting in ("residential_care", "nursing_care"):
        return frozenset({"smoke_free"})
    odds = (("pet", 30), ("faith_diet", 35), ("sign_language", 15), ("other_language", 30))
    smoke = "smoking" if dice.chance(20) else "smoke_free"
    return frozenset({smoke, *(way for way, percent in odds if dice.chance(percent))})


def _rooms(dice: Dice, home: Home, kind: str, count: int) -> list[Bedspace]:
    floors = PATTERNS[kind].floors
    made = []
    for number in range(1, count + 1):
        floor = None if count == 1 else (number - 1) * floors // count
        above_stairs = floor is not None and floor > 0 and not home.lift
        room = Bedspace(
            bedspace_id=f"{home.home_id}-{number}",
            home_id=home.home_id,
            status="occupied",
            floor=floor,
            ahr_category="G" if above_stairs and kind != "autism" else None,
        )
        made.append(room)
    return made


def _with_empty(
    dice: Dice, as_of: date, rooms: list[Bedspace], kind_of: dict[str, str], borough_of: dict[str, str]
) -> tuple[Bedspace, ...]:
    """The bedspaces with EMPTY's statuses: spread over homes first, then over the boroughs by their size."""
    found = {room.bedspace_id: room for room in rooms}
    for number, room in enumerate(room for room in rooms if kind_of[room.home_id] == "new_cluster"):
        opens = as_of + timedelta(days=120 if number < FIRST_PHASE else 330)
        found[room.bedspace_id] = replace(room, status="pipeline", available_from=opens)
    size = {borough: sum(borough_of[room.home_id] == borough for room in rooms) for borough in LAYOUT}
    touched: Counter[str] = Counter()
    for status, kinds in EMPTY:
        for kind, count in kinds:
            for _ in range(count):
                free = [
                    room
                    for room in rooms
                    if kind_of[room.home_id] == kind and found[room.bedspace_id].status == "occupied"
                ]
                emptiest = {}
                for room in free:
                    borough = borough_of[room.home_id]
                    emptiest[room.home_id] = (touched[room.home_id], touched[borough] * 100 // size[borough])
                least = min(emptiest.values())
                room = dice.pick([one for one in free if emptiest[one.home_id] == least])
                touched.update((room.home_id, borough_of[room.home_id]))
                found[room.bedspace_id] = _emptied(dice, as_of, room, kind, status)
    return tuple(found.values())


def _emptied(dice: Dice, as_of: date, room: Bedspace, kind: str, status: str) -> Bedspace:
    home = PATTERNS[kind].home
    lost = (home.weekly_rent or 0) + (home.weekly_core_cost or 0) // 2
    if status == "void":
        since = as_of - timedelta(days=dice.between(10, 400))
        void = replace(room, status=status, void_since=since, weekly_void_cost=lost // 5 * 5)
        return replace(void, floor=3, ahr_category="G") if kind == "older" else void  # an attic without a lift
    if status in ("notice", "works", "adaptation"):
        opens = as_of + timedelta(days=dice.between(21, 140))
        return replace(room, status=status, available_from=opens, weekly_void_cost=None)
    if status in ("reserved", "offer_out"):
        return replace(room, status=status, void_since=as_of - timedelta(days=dice.between(5, 60)))
    return replace(room, status=status)
