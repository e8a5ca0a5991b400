"""Homes to build at the sites themselves: every home by itself, with whoever would live there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from housing_match.assess import Assessment
from housing_match.domain import Home
from housing_match.solve.arcs import Arcs, PlaceClass, arcs_of
from housing_match.solve.choices import Choices, Option
from housing_match.solve.goals import Tally, tallies
from housing_match.solve.model import coupled
from housing_match.solve.rows import Row, Terms
from housing_match.solve.wishes import add_wishes

TOGETHER = frozenset({"must_together", "wish_together"})


@dataclass(frozen=True, kw_only=True)
class NewHome:
    """A home that could stand `copies` times at one site: each with a record and bedspaces of its own.

    The first is in the world assessed; `opens` are the years in which it may open.
    """

    copies: tuple[tuple[Home, tuple[str, ...]], ...]
    capital_pounds: int
    opens: tuple[int, ...]


def home_option(home_id: str, year: int) -> str:
    """The option that says that a home is built and opens in a year."""
    return f"{home_id}@{year}"


def choices_at_sites(
    assessment: Assessment,
    new_homes: Mapping[str, NewHome],
    only: Mapping[str, frozenset[str]] | None = None,
    *,
    all_move: bool = False,
) -> Choices:
    """Everything that may be chosen; `new_homes` by the home_id of their first.

    With `only` (resident_id → new homes) just these people, each of whom may, or with `all_move` has to, move into one
    of these homes.
    """
    arcs = arcs_of(assessment)
    keep = np.ones(len(arcs.person), dtype=np.bool_)
    if only is not None:
        homes = np.array(arcs.home_id)
        keep[:] = False
        for who, allowed in only.items():
            keep |= (arcs.person == arcs.people.index(who)) & np.isin(homes, sorted(allowed))
    counts = {name: replace(one, arc=one.arc[keep]) for name, one in tallies(arcs).items()}
    arcs = _cut(arcs, keep)
    if only is not None:
        arcs = _only(arcs, sorted(only), all_move=all_move)
    arcs, counts = _copied(arcs, counts, new_homes)
    left, side = coupled(arcs)
    kept = np.isin(arcs.number, left.number)
    add_wishes(side, left)
    options = tuple(
        Option(option_id=home_option(home.home_id, year), capital_pounds=one.capital_pounds)
        for one in new_homes.values()
        for home, _ in one.copies
        for year in one.opens
    )
    choices = Choices(
        arcs=left,
        side=side,
        tallies={name: replace(one, arc=one.arc[kept]) for name, one in counts.items()},
        options=options,
        rows=(),
    )
    return replace(choices, rows=tuple(_rows(choices, new_homes)))


def _cut(arcs: Arcs, keep: NDArray[np.bool_]) -> Arcs:
    return replace(arcs, person=arcs.person[keep], place_class=arcs.place_class[keep], stay=arcs.stay[keep])


def _only(arcs: Arcs, people: Sequence[str], *, all_move: bool) -> Arcs:
    """The arcs of some people alone."""
    number = {who: at for at, who in enumerate(people)}
    renumbered = np.array([number.get(who, -1) for who in arcs.people], dtype=np.int64)
    return replace(
        arcs,
        people=tuple(people),
        person=renumbered[arcs.person],
        must_place=np.full(len(people), all_move),
    )


def _copied(arcs: Arcs, counts: dict[str, Tally], new_homes: Mapping[str, NewHome]) -> tuple[Arcs, dict[str, Tally]]:
    """Arcs to every copy of a new home; flats for one person are one class, unless two people are tied there."""
    classes = list(arcs.classes)
    persons, targets, sources = [arcs.person], [arcs.place_class], [np.arange(len(arcs.person))]
    told: list[Home] = []
    class_used = list(range(len(classes)))
    for at, one in enumerate(arcs.classes):
        new = new_homes.get(one.place.home_id)
        if new is None or len(new.copies) == 1:
            continue
        mine = np.flatnonzero(arcs.place_class == at)
        if _alike_apart(new) and not _tied(arcs, mine):
            classes[at] = replace(one, bedspace_ids=tuple(rooms[0] for _, rooms in new.copies))
            continue
        for home, rooms in new.copies[1:]:
            told.append(home)
            persons.append(arcs.person[mine])
            targets.append(np.full(len(mine), len(classes)))
            sources.append(mine)
            class_used.append(at)
            place = replace(one.place, home_id=home.home_id, bedspace_id=rooms[0])
            classes.append(PlaceClass(place=place, bedspace_ids=rooms))
    person, target, source = (np.concatenate(parts) for parts in (persons, targets, sources))
    order = np.lexsort((target, person))
    world = replace(arcs.world, homes=(*arcs.world.homes, *told))
    copied = replace(
        arcs,
        assessment=replace(arcs.assessment, world=world),
        classes=tuple(classes),
        person=person[order],
        place_class=target[order],
        stay=arcs.stay[source][order],
    )
    more = {name: replace(one, arc=one.arc[source][order], used=one.used[class_used]) for name, one in counts.items()}
    return copied, more


def _alike_apart(new: NewHome) -> bool:
    """Whether who lives in one copy is nothing to who lives in another, and one person fills each."""
    home, rooms = new.copies[0]
    return len(rooms) == 1 and home.own_door and home.support_hours_week is None


def _tied(arcs: Arcs, mine: NDArray[np.int64]) -> bool:
    """Whether two of those who could live there must or wish to live together."""
    here = {arcs.people[one] for one in arcs.person[mine].tolist()}
    return any(TOGETHER & relations and here.issuperset(pair) for pair, relations in arcs.world.relations.items())


def _rows(choices: Choices, new_homes: Mapping[str, NewHome]) -> list[Row]:
    """A home takes people only where it is built, is built once at most, and the first before the second."""
    arcs, column = choices.arcs, choices.column_of
    built: dict[str, list[int]] = {}
    rows: list[Row] = []
    for new in new_homes.values():
        before: list[int] = []
        for home, _ in new.copies:
            columns = [column[home_option(home.home_id, year)] for year in new.opens]
            built[home.home_id] = columns
            rows.append(Row(terms=dict.fromkeys(columns, 1), most=1))
            if before:
                rows.append(Row(terms=dict.fromkeys(columns, 1) | dict.fromkeys(before, -1), most=0))
            before = columns
    for at, one in enumerate(arcs.classes):
        if one.place.home_id not in built:
            continue
        mine = np.flatnonzero(arcs.place_class == at).tolist()
        first = new_homes.get(one.place.home_id)
        pooled = first is not None and len(first.copies) > 1 and first.copies[1][1][0] in one.bedspace_ids
        homes = [home.home_id for home, _ in first.copies] if first is not None and pooled else [one.place.home_id]
        each = 1 if pooled else len(one.bedspace_ids)
        terms: Terms = dict.fromkeys((at for home_id in homes for at in built[home_id]), -each)
        rows.append(Row(terms=dict.fromkeys(mine, 1) | terms, most=0))
        if each > 1:
            opened = dict.fromkeys(built[homes[0]], -1)
            rows += [Row(terms={arc: 1} | opened, most=0) for arc in mine]
    return rows
