"""Works that would adapt homes of the sample, and the eight kinds of home that could be built; costs are assumed."""

from dataclasses import fields, replace

from housing_match.domain import Adaptation, Bedspace, Home, HomeType
from housing_match.synthetic.patterns import PATTERNS
from housing_match.synthetic.stock import Stock


def _work(
    title: str, pounds: int, weeks: int, *, equipment: str = "", design: str = "", skills: str = ""
) -> Adaptation:
    return Adaptation(
        home_id="",
        work=title,
        capital_cost=pounds,
        weeks=weeks,
        dfg_eligible=False,
        adds_equipment=_codes(equipment),
        adds_design=_codes(design),
        adds_skills=_codes(skills),
    )


def _codes(cell: str) -> frozenset[str]:
    return frozenset(cell.split(";")) if cell else frozenset()


def _grant(work: Adaptation) -> Adaptation:
    """The same work, where a disabled facilities grant can be asked for."""
    return replace(work, dfg_eligible=True)


WORKS: tuple[tuple[str, str, Adaptation], ...] = (
    # kind of home, whether for its empty room or the whole home, the work
    ("flat", "home", _grant(_work("level access shower", 9_500, 5, equipment="level_access_shower"))),
    ("flat", "home", _work("robust fittings and sound insulation", 31_000, 10, design="robust;sound_separation")),
    ("cluster", "room", _grant(_work("ceiling hoist and wet room", 26_500, 9, equipment="ceiling_hoist;wet_room"))),
    ("cluster", "home", _work("training in positive behaviour support", 7_500, 8, skills="positive_behaviour_support")),
    ("everyday", "home", _grant(_work("wet room on the ground floor", 14_500, 6, equipment="wet_room"))),
    ("everyday", "home", _work("low-arousal redecoration and quiet room", 18_000, 7, design="low_arousal")),
    ("everyday", "home", replace(_work("waking night staff", 4_000, 4), raises_night_support_to="waking")),
    (
        "everyday",
        "home",
        replace(_work("ramp, wider doors, lift", 42_000, 16, equipment="wide_doors"), raises_ahr_to="C"),
    ),
    ("older", "room", replace(_grant(_work("stairlift to the attic room", 6_800, 3)), raises_ahr_to="E+")),
    ("care", "home", _work("second way out and staff refuge", 34_000, 12, design="two_exits;staff_refuge")),
    ("autism", "home", _grant(_work("robust level access shower", 16_500, 7, equipment="level_access_shower"))),
    ("accessible_flat", "home", _work("low-arousal redecoration", 8_500, 4, design="low_arousal")),
    ("cluster_accessible", "home", _grant(_work("ceiling hoists throughout", 38_000, 10, equipment="ceiling_hoist"))),
    ("mental_health", "home", _work("training in epilepsy", 2_500, 4, skills="epilepsy")),
)


def works_on(stock: Stock) -> tuple[Adaptation, ...]:
    """A dozen or so works, each on a home of its kind, first on one with something empty; in id order."""
    used: set[str] = set()
    found = []
    for kind, part, work in WORKS:
        room = _room(stock, kind, used)
        used.add(room.home_id)
        bedspace_id = room.bedspace_id if part == "room" else None
        found.append(replace(work, home_id=room.home_id, bedspace_id=bedspace_id))
    return tuple(sorted(found, key=lambda one: (one.home_id, one.bedspace_id or "", one.work)))


def _room(stock: Stock, kind: str, used: set[str]) -> Bedspace:
    rooms = [room for room in stock.bedspaces if stock.kind_of[room.home_id] == kind]
    return min(rooms, key=lambda room: (room.home_id in used, room.status != "void", room.bedspace_id))


BUILDABLE: tuple[tuple[str, str, str, int, int, str], ...] = (
    # type_id, title, kind, bedspaces, capital pounds a bedspace, least hectares
    ("T1", "Shared house for four", "everyday", 4, 185_000, "0.03"),
    ("T2", "House for three autistic people with high support", "autism", 3, 310_000, "0.06"),
    ("T3", "Accessible bungalow for four", "accessible", 4, 295_000, "0.08"),
    ("T4", "Cluster of eight flats", "cluster", 8, 240_000, "0.06"),
    ("T5", "Cluster of six wheelchair flats", "cluster_accessible", 6, 285_000, "0.07"),
    ("T6", "Extra care cluster of twelve", "extra_care", 12, 255_000, "0.15"),
    ("T7", "Robust single-person flat", "robust_flat", 1, 360_000, "0.02"),
    ("T8", "Single-person flat", "flat", 1, 230_000, "0.01"),
)
_SAME = sorted({field.name for field in fields(HomeType)} & {field.name for field in fields(Home)} - {"floor"})


def home_types() -> tuple[HomeType, ...]:
    """Eight kinds of home, each with what the homes of that pattern offer; new ones have a lift or the ground floor."""
    return tuple(
        HomeType(
            type_id=type_id,
            title=title,
            bedspaces=bedspaces,
            capital_cost=pounds,
            min_hectares=hectares,
            floor=0,
            **{name: getattr(PATTERNS[kind].home, name) for name in _SAME},
        )
        for type_id, title, kind, bedspaces, pounds, hectares in BUILDABLE
    )
