"""The choices open to the plan: an arc for each person and place class that the rules allow, and for each stay."""

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, fields, replace
from functools import cached_property
from itertools import chain
from operator import attrgetter

import numpy as np
from numpy.typing import NDArray

from housing_match.assess import MET, Assessment
from housing_match.domain import Pair, Place, World


class PinsCannotBeKept(Exception):
    """A scenario pins somebody to a place that the rules or other pins rule out; the text says which and why."""


class HomeLost(PinsCannotBeKept):
    """Not everybody whose place a planner's world takes away can be given another."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceClass:
    """Bedspaces of one home that are alike in every field that any rule or goal reads, in id order."""

    place: Place
    bedspace_ids: tuple[str, ...]

    @property
    def key(self) -> str:
        """A name that stays the same whatever the order of rows."""
        return self.bedspace_ids[0]

    @property
    def occupied(self) -> bool:
        """Whether an incumbent who could leave lives in each of these bedspaces."""
        return self.place.status == "occupied"


_all_but_id = attrgetter(*(one.name for one in fields(Place) if one.name != "bedspace_id"))


@dataclass(frozen=True, kw_only=True)
class Arcs:
    """N people in the plan × C place classes as A arcs sorted by person, then class.

    `person`, `place_class` are int64 [A]; `stay` is bool [A], True for an incumbent's arc to the present place.
    `must_place` is bool [N]: incumbents and pinned people, who have no choice to be left without a place. Incumbents
    who must leave have no arc to stay.
    """

    assessment: Assessment
    people: tuple[str, ...]
    classes: tuple[PlaceClass, ...]
    person: NDArray[np.int64]
    place_class: NDArray[np.int64]
    stay: NDArray[np.bool_]
    must_place: NDArray[np.bool_]

    @cached_property
    def capacity(self) -> NDArray[np.int64]:
        """int64 [C]: bedspaces in each class."""
        return np.array([len(one.bedspace_ids) for one in self.classes], dtype=np.int64)

    @cached_property
    def class_of_room(self) -> dict[str, int]:
        """bedspace_id → place class."""
        return {room: at for at, one in enumerate(self.classes) for room in one.bedspace_ids}

    @cached_property
    def with_an_arc(self) -> frozenset[str]:
        """The people to whom any arc is open."""
        return frozenset(self.people[at] for at in np.flatnonzero(np.bincount(self.person)).tolist())

    @property
    def number(self) -> NDArray[np.int64]:
        """int64 [A]: person × C + place class, which tells arcs apart whatever others there are; it ascends."""
        return self.person * len(self.classes) + self.place_class

    @cached_property
    def home_id(self) -> tuple[str, ...]:
        """The home of each arc."""
        return tuple(self.classes[at].place.home_id for at in self.place_class)

    @property
    def world(self) -> World:
        """The world that was assessed."""
        return self.assessment.world

    @property
    def by_rules_alone(self) -> bool:
        """Whether rules are all that plans have to keep: nobody is pinned or must leave, and there are no quotas."""
        scenario = self.assessment.scenario
        return not (scenario.pins or scenario.nominations or self.world.must_leave)

    def without(self, dropped: Iterable[int]) -> "Arcs":
        """The same choices less some arcs. Raises PinsCannotBeKept where that leaves a pinned person none."""
        keep = np.ones(len(self.person), dtype=np.bool_)
        keep[list(dropped)] = False
        fewer = replace(self, person=self.person[keep], place_class=self.place_class[keep], stay=self.stay[keep])
        _refuse_empty_pins(fewer)
        return fewer


def arcs_of(assessment: Assessment) -> Arcs:
    """Groups bedspaces into place classes and lists every arc that the one-person rules and the scenario allow."""
    rows, world = np.flatnonzero(assessment.in_plan), assessment.world
    people = tuple(assessment.residents[row].resident_id for row in rows)
    leaving = np.array([who in world.must_leave for who in people], dtype=np.bool_)
    own = [None if leaves else world.incumbent_of.get(who) for who, leaves in zip(people, leaving, strict=True)]
    stays = np.array([one is not None for one in own], dtype=np.bool_)
    own_column = np.array([assessment.column[one] for one in own if one is not None], dtype=np.int64)
    classes, class_of = _place_classes(assessment, own_column)
    pairs = assessment.pairs
    stands_for = np.zeros(len(assessment.places), dtype=np.bool_)
    stands_for[[assessment.column[one.key] for one in classes]] = True
    one_each = stands_for[pairs.column]
    number = np.full(len(assessment.residents), -1)
    number[rows] = np.arange(len(rows))
    person = np.concatenate([number[pairs.row[one_each]], np.flatnonzero(stays)])
    place_class = class_of[np.concatenate([pairs.column[one_each], own_column])]
    stay = np.arange(len(person)) >= np.count_nonzero(one_each)
    keep, pinned = _pinned_arcs(assessment, people, classes, person, place_class)
    order = np.argsort(person * len(classes) + place_class, kind="stable")  # nearly in order already
    order = order[keep[order]]
    arcs = Arcs(
        assessment=assessment,
        people=people,
        classes=classes,
        person=person[order],
        place_class=place_class[order],
        stay=stay[order],
        must_place=stays | leaving | np.isin(np.arange(len(people)), sorted(pinned)),
    )
    _refuse_empty_pins(arcs)
    return arcs


def _place_classes(
    assessment: Assessment, own_column: NDArray[np.int64]
) -> tuple[tuple[PlaceClass, ...], NDArray[np.int64]]:
    """The classes of all places that an arc leads to, in id order, and the class of each column, int64 [P], else -1."""
    used = assessment.pairs.people_of > 0
    used[own_column] = True
    by_home: dict[str, list[int]] = {}
    for column in np.flatnonzero(used).tolist():
        by_home.setdefault(assessment.places[column].home_id, []).append(column)
    named = {pin.bedspace_id for pin in assessment.scenario.pins} | set(assessment.scenario.published.values())
    alike = [some for theirs in by_home.values() for some in _alike(assessment, theirs, named)]
    ordered = sorted(alike, key=lambda columns: assessment.places[columns[0]].bedspace_id)
    class_of = np.full(len(assessment.places), -1)
    columns = np.fromiter(chain.from_iterable(ordered), dtype=np.int64)
    class_of[columns] = np.repeat(np.arange(len(ordered)), [*map(len, ordered)])
    classes = tuple(
        PlaceClass(
            place=assessment.places[columns[0]],
            bedspace_ids=tuple(assessment.places[column].bedspace_id for column in columns),
        )
        for columns in ordered
    )
    return classes, class_of


def _alike(assessment: Assessment, columns: Sequence[int], named: Set[str | None]) -> list[list[int]]:
    """The columns of one home in groups of alike ones."""
    if len(columns) == 1:
        return [[*columns]]
    groups: dict[object, list[int]] = {}
    for column in columns:
        groups.setdefault(_class_key(assessment, column, named), []).append(column)
    return [*groups.values()]


def _class_key(assessment: Assessment, column: int, named: Set[str | None]) -> object:
    """Alike bedspaces have the same fields and are open to the same people; those named by the scenario stand alone.

    So do occupied ones where chains are capped.
    """
    place, scenario = assessment.places[column], assessment.scenario
    alone = place.bedspace_id in named or (scenario.max_chain is not None and place.status == "occupied")
    return _all_but_id(place), assessment.pairs.rows_of(column).tobytes(), place.bedspace_id if alone else None


def _pinned_arcs(
    assessment: Assessment,
    people: tuple[str, ...],
    classes: tuple[PlaceClass, ...],
    person: NDArray[np.int64],
    place_class: NDArray[np.int64],
) -> tuple[NDArray[np.bool_], set[int]]:
    """The arcs left (bool [A]) once pinned people keep only those they are pinned to, and their numbers."""
    keep, pinned = np.ones(len(person), dtype=np.bool_), set()
    number = {who: at for at, who in enumerate(people)}
    for pin in assessment.scenario.pins:
        if pin.resident_id not in number:
            continue
        at = number[pin.resident_id]
        there = [any(_is_there(pin, room, one.place.home_id) for room in one.bedspace_ids) for one in classes]
        keep &= (person != at) | np.array(there, dtype=np.bool_)[place_class]
        pinned.add(at)
    return keep, pinned


def _is_there(pin: Pair, room: str, home_id: str) -> bool:
    return room == pin.bedspace_id or home_id == pin.home_id


def refuse_lost_homes(arcs: Arcs) -> None:
    """Raises HomeLost where somebody who must leave is not in the plan, or has no place to go to."""
    if lost := sorted(who for who in arcs.world.must_leave if who not in arcs.with_an_arc):
        raise HomeLost(f"No other place is open to people whose home would be taken away: {', '.join(lost)}.")


def _refuse_empty_pins(arcs: Arcs) -> None:
    refused = [
        f"{pin.resident_id} cannot be pinned to {pin.bedspace_id or pin.home_id}: {_why_not(arcs, pin)}."
        for pin in arcs.assessment.scenario.pins
        if pin.resident_id not in arcs.with_an_arc and not _stays_there(arcs, pin)
    ]
    if refused:
        mend = "Remove the pin or mend the cause." if len(refused) == 1 else "Remove these pins or mend the causes."
        raise PinsCannotBeKept(" ".join((*refused, mend)))


def _stays_there(arcs: Arcs, pin: Pair) -> bool:
    """Whether this is somebody who is not in the plan, lives where the pin says, and so stays there."""
    room = arcs.world.incumbent_of.get(pin.resident_id)
    return room is not None and pin.resident_id not in arcs.people and _is_there(pin, room, arcs.world.home_of(room))


def _why_not(arcs: Arcs, pin: Pair) -> str:
    if pin.resident_id not in arcs.people:
        who = "consent, age, the date the home is needed by, or the scenario's own lists"
        return f"{who} keep the person out of the plan"
    assessment = arcs.assessment
    row = assessment.row[pin.resident_id]
    columns = [at for at, place in enumerate(assessment.places) if _is_there(pin, place.bedspace_id, place.home_id)]
    verdicts = assessment.verdicts_at(row, np.array(columns, dtype=np.int64))
    broken = [name for name, verdict in verdicts.items() if columns and (verdict != MET).all()]
    return f"broken there: {', '.join(broken)}" if broken else "people there or the home's limits rule it out"
