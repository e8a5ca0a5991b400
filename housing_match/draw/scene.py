"""What belongs on the small map of one person or home: the moves of its chain, homes, and a person's connections."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from housing_match.domain import Home, Move, Plan, World
from housing_match.domain.codes import FAMILY_KINDS
from housing_match.draw.box import Point
from housing_match.places.authorities import authority_name
from housing_match.places.postcodes import Postcode, find

TIE_WORDS: Mapping[str, str] = {
    "family": "family",
    "friend": "friend",
    "day_activity": "day activity",
    "college": "college",
    "work": "work",
    "faith": "place of worship",
    "health": "health care",
    "other": "other place",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Leg:
    """One move as a line: from today's place, None where that is not known, to the new home."""

    move: Move
    start: Postcode | None
    end: Point
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """One connection of the chosen person."""

    at: Postcode
    words: str
    family: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """What the map is about, in the order of the plan and the tables; `homes` are points by home_id."""

    about: str
    is_person: bool
    legs: tuple[Leg, ...]
    homes: Mapping[str, Point]
    own_home: str | None
    """The home that is asked about, or that the person who is asked about lives in and does not leave."""
    today: Postcode | None
    """Where the person asked about lives, if not in a home of the stock and not moved."""
    ties: tuple[Tie, ...]

    @property
    def middle(self) -> list[Point]:
        """The points that the picture is made around; empty where nothing has a place."""
        ends = [leg.end for leg in self.legs] or list(self.homes.values())
        others = ([self.today] if self.today else []) + [tie.at for tie in self.ties]
        return ends or [point(one) for one in others[:1]]

    @property
    def around(self) -> list[Postcode]:
        """Whatever else belongs into the picture, if it is near."""
        starts = [leg.start for leg in self.legs if leg.start is not None]
        return starts + [tie.at for tie in self.ties] + ([self.today] if self.today else [])


def point(postcode: Postcode) -> Point:
    """Where a postcode lies, in metres of METRIC_CRS."""
    return float(postcode.easting), float(postcode.northing)


def scene_of(world: World, plan: Plan, about: str) -> Scene:
    """What belongs to a resident_id, bedspace_id or home_id; nothing at all for an id that the tables do not have."""
    moves = _moves(world, plan, about)
    own_home = _own_home(world, about)
    home_ids = {world.home_of(room) for move in moves for room in _rooms(move)} | ({own_home} - {None})
    ties = [one for one in world.connections if one.resident_id == about and about in world.resident]
    people = {move.resident_id for move in moves} | ({about} & world.resident.keys())
    points = find(
        {world.home[one].postcode for one in home_ids if one}
        | {world.resident[one].current_postcode or "" for one in people}
        | {one.postcode for one in ties}
    )
    moved = any(move.resident_id == about for move in moves)
    settled = about in world.resident and not moved and own_home is None
    return Scene(
        about=about,
        is_person=about in world.resident,
        legs=tuple(_leg(world, points, move) for move in moves),
        homes={one: point(points[world.home[one].postcode]) for one in sorted(one for one in home_ids if one)},
        own_home=None if moved else own_home,
        today=_start(world, points, about) if settled else None,
        ties=tuple(
            Tie(at=points[one.postcode], words=TIE_WORDS[one.kind], family=one.kind in FAMILY_KINDS) for one in ties
        ),
    )


def _rooms(move: Move) -> list[str]:
    return [one for one in (move.bedspace_id, move.from_bedspace_id) if one is not None]


def _moves(world: World, plan: Plan, about: str) -> Sequence[Move]:
    """All moves of each chain that the id takes part in."""

    def touches(move: Move) -> bool:
        rooms = _rooms(move)
        return about == move.resident_id or about in rooms or about in map(world.home_of, rooms)

    chains = {move.chain_id for move in plan.moves if touches(move)}
    return [move for move in plan.moves if move.chain_id in chains]


def _own_home(world: World, about: str) -> str | None:
    room = world.incumbent_of.get(about, about)
    if room in world.bedspace:
        return world.home_of(room)
    return about if about in world.home else None


def _home_today(world: World, resident_id: str) -> Home | None:
    room = world.incumbent_of.get(resident_id)
    return None if room is None else world.home[world.home_of(room)]


def _start(world: World, points: Mapping[str, Postcode], resident_id: str) -> Postcode | None:
    """Where a person lives: the home, for an incumbent, else the current postcode."""
    home = _home_today(world, resident_id)
    return points.get((world.resident[resident_id].current_postcode if home is None else home.postcode) or "")


def _leg(world: World, points: Mapping[str, Postcode], move: Move) -> Leg:
    start, origin = _start(world, points, move.resident_id), _home_today(world, move.resident_id)
    home = world.home[world.home_of(move.bedspace_id)]
    if origin is not None:
        whence = f"from {origin.name} "
    else:
        whence = f"from {authority_name(start.authority)} " if start is not None else ""
    return Leg(
        move=move,
        start=start,
        end=point(points[home.postcode]),
        words=f"Step {move.step}: {move.resident_id} moves {whence}to {home.name}",
    )
