"""The plan rules as rows over arcs: what each choice of homes means for the people who would share."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from math import inf, lcm

from housing_match.criteria import MUST, PlanRule
from housing_match.domain import Resident
from housing_match.solve.arcs import Arcs

Terms = dict[int, int]
"""Column → whole coefficient. Columns below A are arcs; those above are the rows' own variables."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """least ≤ Σ coefficient × column ≤ most."""

    terms: Terms
    least: float = -inf
    most: float = inf


@dataclass(kw_only=True)
class Side:
    """Rows, arcs that no plan can use, and extra 0/1 columns numbered from A; `wishes` is the pairs' goal as a sum."""

    rows: list[Row] = field(default_factory=list)
    dropped: set[int] = field(default_factory=set)
    extra_columns: int = 0
    wishes: Terms = field(default_factory=dict)
    """Small is better: wish_apart columns count 1, wish_together columns -1."""


@dataclass(frozen=True, kw_only=True)
class Homes:
    """Who could come to, stay in or is sure to live in each home that an arc leads to."""

    arcs: Arcs

    @cached_property
    def joining(self) -> dict[str, dict[str, list[int]]]:
        """home_id → resident_id → the arcs by which the person would move in."""
        found: dict[str, dict[str, list[int]]] = {}
        for at, home_id in enumerate(self.arcs.home_id):
            if not self.arcs.stay[at]:
                who = self.arcs.people[self.arcs.person[at]]
                found.setdefault(home_id, {}).setdefault(who, []).append(at)
        return found

    @cached_property
    def staying(self) -> dict[str, dict[str, int]]:
        """home_id → resident_id → the arc by which an incumbent in the plan stays."""
        found: dict[str, dict[str, int]] = {home_id: {} for home_id in self.joining}
        for at, home_id in enumerate(self.arcs.home_id):
            if self.arcs.stay[at]:
                found.setdefault(home_id, {})[self.arcs.people[self.arcs.person[at]]] = at
        return found

    @cached_property
    def sure(self) -> dict[str, list[Resident | None]]:
        """home_id → those who live there whatever the plan does; None for another authority's tenant."""
        world, in_plan = self.arcs.world, set(self.arcs.people)
        found: dict[str, list[Resident | None]] = {home.home_id: [] for home in world.homes}
        for room in world.bedspaces:
            if room.status == "occupied" and room.occupant_id not in in_plan:
                found[room.home_id].append(None if room.occupant_id is None else world.resident[room.occupant_id])
        return found

    @cached_property
    def open_places(self) -> dict[str, int]:
        """home_id → places there that somebody could move into."""
        reached = sorted({int(at) for at in self.arcs.place_class[~self.arcs.stay]})
        found: dict[str, int] = {}
        for at in reached:
            home_id = self.arcs.classes[at].place.home_id
            found[home_id] = found.get(home_id, 0) + int(self.arcs.capacity[at])
        return found

    def lives_in(self, who: str, home_id: str) -> tuple[Terms, bool]:
        """The columns of which one is taken when the person lives there, and whether that is sure without any."""
        terms = dict.fromkeys(self.joining.get(home_id, {}).get(who, []), 1)
        if who in self.staying.get(home_id, {}):
            terms[self.staying[home_id][who]] = 1
        sure = any(one is not None and one.resident_id == who for one in self.sure[home_id])
        return terms, sure


def side_of(arcs: Arcs) -> Side:
    """Everything that couples people in this instance; empty rows mean that a pure flow proves the plan."""
    side, homes = Side(), Homes(arcs=arcs)
    _clash_rows(side, homes)
    for rule in arcs.assessment.policy:
        if rule.mode == MUST and rule.name in ROWS_OF:
            ROWS_OF[rule.name](side, homes)
    return side


def _clash_rows(side: Side, homes: Homes) -> None:
    """Nobody moves in with somebody they clash with, of those already there or of those who move in too."""
    clashes = _Clashes(arcs=homes.arcs)
    for home_id, joiners in homes.joining.items():
        if homes.arcs.world.home[home_id].own_door:
            continue
        for who, arcs in joiners.items():
            if any(clashes.between(who, None if one is None else one.resident_id) for one in homes.sure[home_id]):
                side.dropped.update(arcs)
        stayers = homes.staying[home_id]
        met = {
            who: frozenset(other for other in (*joiners, *stayers) if other != who and clashes.between(who, other))
            for who in joiners
        }
        alike: dict[frozenset[str], list[str]] = {}
        for who, others in met.items():
            alike.setdefault(others, []).append(who)
        if homes.open_places[home_id] == 1:
            for stayer, stay in stayers.items():
                _none_beside(side, {stay: 1}, (joiners[who] for who in joiners if stayer in met[who]), 1)
        else:
            _kinds_apart(side, homes, home_id, alike)


@dataclass(frozen=True, kw_only=True)
class _Clashes:
    """Whether two people may not share space under the plan rules in force; each pair is asked once."""

    arcs: Arcs
    known: dict[tuple[str, str], bool] = field(default_factory=dict)

    def between(self, one: str, other: str | None) -> bool:
        """Either way round; None for another authority's tenant."""
        pair = min(one, other or ""), max(one, other or "")
        if pair not in self.known:
            world = self.arcs.world
            people = world.resident[one], None if other is None else world.resident[other]
            self.known[pair] = any(
                clash is not None and rule.counts(clash)
                for rule in self.arcs.assessment.policy
                if isinstance(rule.criterion, PlanRule)
                for clash in [rule.criterion.clash(*people, world)]
            )
        return self.known[pair]


def _kinds_apart(side: Side, homes: Homes, home_id: str, alike: dict[frozenset[str], list[str]]) -> None:
    """A 0/1 column for each kind of joiner (who clash with just the same others): kinds that clash exclude each other.

    Branching on kinds instead of people is what lets the integer solver prove shared homes quickly.
    """
    joiners, stayers = homes.joining[home_id], homes.staying[home_id]
    kind_of: dict[str, Terms] = {}
    for others, people in alike.items():
        if others:
            arcs = [at for who in people for at in joiners[who]]
            comes = {arcs[0]: 1} if len(arcs) == 1 else {new_column(side, homes.arcs): 1}
            if len(arcs) > 1:
                places = min(homes.open_places[home_id], len(people))
                side.rows.append(Row(terms=dict.fromkeys(arcs, 1) | dict.fromkeys(comes, -places), most=0))
            kind_of |= dict.fromkeys(people, comes)
    said = set()
    for others, people in alike.items():
        for other in others:
            beside = {stayers[other]: 1} if other in stayers else kind_of[other]
            columns = frozenset(kind_of[people[0]] | beside)
            if columns not in said:
                said.add(columns)
                side.rows.append(Row(terms=dict.fromkeys(columns, 1), most=1))


def _none_beside(side: Side, first: Terms, others: Iterable[list[int]], places: int) -> None:
    """places × first + Σ others ≤ places: where the first is taken, none of the others is."""
    terms = dict.fromkeys((at for arcs in others for at in arcs), 1)
    if terms:
        side.rows.append(Row(terms=dict.fromkeys(first, places) | terms, most=places))


def _hours_rows(side: Side, homes: Homes) -> None:
    """A home that anybody joins keeps its hours; one over them today may be joined only when enough leave."""
    world = homes.arcs.world
    for home_id, joiners in homes.joining.items():
        limit = world.home[home_id].support_hours_week
        if limit is None:
            continue
        hours = {who: world.resident[who].support_hours_week for who in (*joiners, *homes.staying[home_id])}
        sure = [None if one is None else one.support_hours_week for one in homes.sure[home_id]]
        joined = dict.fromkeys((at for arcs in joiners.values() for at in arcs), 1)
        if None in sure:
            side.dropped.update(joined)
            continue
        places, here = homes.open_places[home_id], sum((one for one in sure if one is not None), Decimal(0))
        terms: dict[int, Decimal] = {}
        for who, arcs in joiners.items():
            if hours[who] is None or hours[who] + here > limit:  # type: ignore[operator]
                side.dropped.update(arcs)
            else:
                terms |= dict.fromkeys(arcs, Decimal(hours[who] or 0))
        staying = Decimal(0)
        for stayer, stay in homes.staying[home_id].items():
            if hours[stayer] is None:
                _none_beside(side, {stay: 1}, ([at] for at in joined), places)
            else:
                terms[stay] = Decimal(hours[stayer] or 0)
                staying += terms[stay]
        _knapsack(side, terms, limit - here, max(Decimal(0), here + staying - limit), joined, homes.arcs)


def _knapsack(side: Side, terms: dict[int, Decimal], room: Decimal, over: Decimal, joined: Terms, arcs: Arcs) -> None:
    """Σ hours ≤ room; where stayers alone are `over`, only if somebody joins (its own 0/1 column says so)."""
    if sum(terms.values()) <= room:
        return
    scale = lcm(*(Decimal(one).as_integer_ratio()[1] for one in (*terms.values(), room, over)))
    whole = {at: int(hours * scale) for at, hours in terms.items() if hours}
    if over:
        column = new_column(side, arcs)
        side.rows.extend(Row(terms={at: 1, column: -1}, most=0) for at in joined)
        side.rows.append(Row(terms=whole | {column: int(over * scale)}, most=int((room + over) * scale)))
    else:
        side.rows.append(Row(terms=whole, most=int(room * scale)))


def _together_rows(side: Side, homes: Homes) -> None:
    """Whoever of a must_together pair moves into a home finds the other living there when the plan is done."""
    for (one, other), relations in homes.arcs.world.relations.items():
        if "must_together" not in relations:
            continue
        for home_id in homes.joining:
            for mover, friend in ((one, other), (other, one)):
                arcs = homes.joining[home_id].get(mover, [])
                beside, sure = homes.lives_in(friend, home_id)
                if not arcs or sure:
                    continue
                if beside:
                    terms = dict.fromkeys(arcs, 1) | dict.fromkeys(beside, -1)
                    side.rows.append(Row(terms=terms, most=0))
                else:
                    side.dropped.update(arcs)


ROWS_OF: dict[str, Callable[[Side, Homes], None]] = {"support_capacity": _hours_rows, "housemates": _together_rows}
"""How plan rules that are more than clashes of pairs become rows."""


def new_column(side: Side, arcs: Arcs) -> int:
    side.extra_columns += 1
    return len(arcs.person) + side.extra_columns - 1
